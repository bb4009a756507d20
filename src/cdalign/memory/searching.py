"""Rows of the store become hits: their true percentage, the marks, what a search may give, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from cdalign.languages import languages_match
from cdalign.memory.forms import TextForm, exact_key, make_form
from cdalign.memory.hits import NO_FILTERS, Adaptation, Collection, Filters, Hit, HitKind, HitSide
from cdalign.memory.records import Stored
from cdalign.memory.store import Store
from cdalign.model import BeadStatus, Span
from cdalign.text import compact

if TYPE_CHECKING:
    from cdalign.memory.candidates import Candidates

EXACT_SCORE, CONTEXT_SCORE = 100, 101

# Candidates, best first, in parts, each with the percentage that all in it reach and none that follows.
Parts: TypeAlias = "Iterable[tuple[int, Candidates]]"
# Units are fetched and compared in their true form by as many as are wanted, and at least by this many at once.
_LEAST_RESCORED_AT_ONCE = 8


@dataclass(frozen=True)
class Query:
    """A text that is looked up, and the texts before and after it, as far as they are known."""

    text: str
    lang: str
    before: str = ""
    after: str = ""

    @cached_property
    def form(self) -> TextForm:
        """The form under which it is compared."""
        return make_form(self.text)

    def stands_as(self, stored: Stored) -> bool:
        """Return whether the unit occurred between the same neighbours, as far as this query knows its own."""
        pairs = ((self.before, stored.before), (self.after, stored.after))
        known = [(exact_key(compact(text)), key) for text, key in pairs if text]
        return bool(known) and all(mine == other for mine, other in known)


class Search:
    """One search: which hits it may give, with the settings of their collections."""

    def __init__(self, store: Store, filters: Filters, lang: str) -> None:
        self._store = store
        self._filters = filters
        self._lang = lang
        self._collections = dict(store.collections())

    @property
    def may_refuse(self) -> bool:
        """Whether its filters may refuse a unit of the documents that they choose."""
        return replace(self._filters, document="", documents=(), excluded=()) != NO_FILTERS

    def hit(self, stored: Stored, side: HitSide, kind: HitKind, spans: tuple[Span, ...] = ()) -> Hit | None:
        """Return a unit as a hit on one of its sides, or None if the search may not give it."""
        collection = self._collections.get(stored.collection) or Collection("")
        made = Hit(stored.unit, side, kind, spans=spans, collection=collection.name, penalty=collection.penalty)
        is_wanted = not self._lang or languages_match(self._lang, made.lang)
        return made if is_wanted and self._filters.admit(made) else None

    def units(self, numbers: Iterable[int]) -> dict[int, Stored]:
        """Return the units with these ids, as far as they are there."""
        return self._store.units_by_id(sorted(set(numbers)))

    def exact(self, query: Query, parts: Parts) -> list[Hit]:
        """Return the candidates whose text is the query's in compact form, each with 100 or 101 less its penalty."""
        found = (
            self._scored(hit, EXACT_SCORE, query, stored)
            for _, candidates in parts
            for hit, stored in self._fetched(candidates.part(0, len(candidates)), HitKind.EXACT)
            if compact(hit.text) == query.form.compact
        )
        return self.ranked(found)

    def best(self, query: Query, parts: Parts, threshold: int, limit: int) -> list[Hit]:
        """Return the best units among candidates that come with the best percentage they can reach, best first."""
        hits: list[Hit] = []
        step = max(limit, _LEAST_RESCORED_AT_ONCE)
        for floor, candidates in parts:
            start = 0
            while start < len(candidates):
                part = candidates.part(start, start + step)
                if _are_enough(hits, limit, part[0][1]):
                    break
                hits = self.ranked([*hits, *self._rescored(query, part, threshold)])[:limit]
                # Where many texts differ from the query in a number alone, all of them may be the best.
                start, step = start + step, 2 * step
            if _are_enough(hits, limit, floor - 1):
                break
        return hits

    def _rescored(self, query: Query, candidates: Sequence[tuple[int, int]], threshold: int) -> Iterator[Hit]:
        from cdalign.memory.scoring import match_percentage

        for hit, stored in self._fetched(candidates, HitKind.FUZZY):
            scored = self._scored(hit, match_percentage(query.form, make_form(hit.text)), query, stored)
            if scored.score >= threshold:
                yield scored

    def _fetched(self, candidates: Sequence[tuple[int, int]], kind: HitKind) -> Iterator[tuple[Hit, Stored]]:
        """Yield the units of candidates that the search may give."""
        from cdalign.memory.fuzzy import unit_and_side

        places = [unit_and_side(entry) for entry, _ in candidates]
        rows = self._store.units_by_id([number for number, _ in places])
        for number, side in places:
            stored = rows.get(number)
            hit = self.hit(stored, side, kind) if stored else None
            if hit is not None and stored is not None:
                yield hit, stored

    def _scored(self, hit: Hit, points: int, query: Query, stored: Stored) -> Hit:
        kind = HitKind.FUZZY if points < EXACT_SCORE else HitKind.EXACT
        if kind is HitKind.EXACT and hit.side is HitSide.SOURCE and query.stands_as(stored):
            kind, points = HitKind.CONTEXT, CONTEXT_SCORE
        return replace(hit, kind=kind, score=max(0, points - hit.penalty))

    def ranked(self, hits: Iterable[Hit]) -> list[Hit]:
        """Return the hits best first, the same pair of texts once.

        Of equal scores the collection of higher priority goes first, then what a person confirmed, then the newest.
        """
        priorities = {collection.name: collection.priority for collection in self._collections.values()}
        newest_first = sorted(hits, key=lambda hit: hit.unit.changed or hit.unit.created, reverse=True)
        ordered = sorted(
            newest_first,
            key=lambda hit: (-hit.score, -priorities.get(hit.collection, 0), hit.unit.review != BeadStatus.CONFIRMED),
        )
        return list({(hit.text, hit.translation): hit for hit in reversed(ordered)}.values())[::-1]


def _are_enough(hits: Sequence[Hit], limit: int, points: int) -> bool:
    """Whether no candidate with these points or less can be among the first `limit` hits."""
    reach = CONTEXT_SCORE if points >= EXACT_SCORE else points
    return len(hits) >= limit and hits[limit - 1].score >= reach


def with_marks(hit: Hit, query: Query) -> Hit:
    """Return a match with the marks of what differs, and its translation with the query's numbers where that is all."""
    if hit.kind is not HitKind.FUZZY:
        return hit
    from cdalign.memory.scoring import mark_differences

    query_spans, spans = mark_differences(query.text, hit.text)
    return replace(hit, spans=spans, query_spans=query_spans, adaptation=_adapted(hit, query))


def _adapted(hit: Hit, query: Query) -> Adaptation | None:
    form = make_form(hit.text)
    if form.words != query.form.words:
        return None
    # The names of months come with all forms of dates, which take a tenth of a second to import.
    from cdalign.memory.adapting import adapt_numbers

    return adapt_numbers(query.form, form, hit.translation)
