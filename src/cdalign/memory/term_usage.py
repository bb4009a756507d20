"""How the concepts of a termbase are rendered in a memory: by which terms, how often, and in which documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cdalign.errors import UsageError
from cdalign.languages import languages_match
from cdalign.model import Match, Span, Termbase, TermStatus, TranslationUnit
from cdalign.spotting import Spotter
from cdalign.spotting.tally import are_one_rendering, words_compared
from cdalign.terminology.recognition import TermRecognizer
from cdalign.text import compact, squeeze_spaces


@dataclass(frozen=True, slots=True)
class UsePlace:
    """One place where a concept is named: the number of the unit, where in its source, and what renders it there."""

    unit: int
    source: Span
    target: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class UsedRendering:
    """One way in which a concept is rendered.

    `status` is that of the term in the termbase, or empty if the termbase does not have it; `documents` are the
    documents in which it occurs, with counts, most frequent first; `places` are the first places.
    """

    text: str
    count: int
    documents: tuple[tuple[str, int], ...]
    status: TermStatus | None = None
    places: tuple[UsePlace, ...] = ()


@dataclass(frozen=True, slots=True)
class ConceptUsage:
    """A concept, the term of it that occurs most, and how it is rendered, most frequent first.

    `missing` says how often nothing in the translation renders it, as far as that can be seen; `missing_places` are the
    first of those places.
    """

    concept: str
    term: str
    count: int
    renderings: tuple[UsedRendering, ...]
    missing: int
    missing_places: tuple[UsePlace, ...] = ()


# The terms of a concept, with the words by which renderings are compared.
_Own = Sequence[tuple[tuple[str, ...], str]]


@dataclass
class _Tally:
    terms: Counter[str] = field(default_factory=Counter)
    listed: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    others: dict[tuple[str, ...], Counter[tuple[str, str]]] = field(default_factory=lambda: defaultdict(Counter))
    missing: int = 0
    # By the key of `listed` or `others`; those that nothing renders by the empty one.
    places: dict[str | tuple[str, ...], list[UsePlace]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class _Counting:
    """What the counting of all units needs: who finds terms and renderings, and how many places are kept of each."""

    recognizer: TermRecognizer
    spotter: Spotter
    own: Mapping[str, _Own]
    only: Container[str] | None
    most_places: int

    def keep(self, tally: _Tally, key: str | tuple[str, ...], place: UsePlace) -> None:
        if len(tally.places[key]) < self.most_places:
            tally.places[key].append(place)


def count_term_usage(
    units: Iterable[TranslationUnit],
    termbase: Termbase,
    spotter: Spotter,
    *,
    source_lang: str = "",
    only: Container[str] | None = None,
    most_places: int = 0,
) -> tuple[ConceptUsage, ...]:
    """Return how each concept that occurs in the source texts is rendered, the most frequent concept first.

    An occurrence is rendered by a term of the concept where the translation has one, else by what the spotter finds.

    Args:
        units: the pairs of texts.
        termbase: the concepts.
        spotter: finds renderings that the termbase does not have.
        source_lang: the side whose terms are counted; by default the source of each unit.
        only: the ids of the concepts that are counted, by default all; the others still take the words that are theirs.
        most_places: how many places are given of each rendering.
    """
    # A term may be hidden by a longer one of another concept, and is a term all the same.
    own = {
        entry.id: tuple((words_compared(term.text), term.text) for term in entry.terms) for entry in termbase.entries
    }
    counting = _Counting(TermRecognizer(termbase), spotter, own, only, most_places)
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    for number, unit in enumerate(units):
        _count_unit(number, _turned(unit, source_lang), counting, tallies)
    statuses = {(entry.id, term.text): term.status for entry in termbase.entries for term in entry.terms}
    usages = (_summarize(concept, tally, statuses) for concept, tally in tallies.items())
    return tuple(sorted(usages, key=lambda usage: (-usage.count, usage.concept)))


def _turned(unit: TranslationUnit, source_lang: str) -> tuple[str, str, str, str, str]:
    """Return both texts and languages, those of the side asked for first, and the document."""
    sides = (unit.source, unit.source_lang), (unit.target, unit.target_lang)
    if source_lang and not languages_match(source_lang, unit.source_lang):
        sides = sides[1], sides[0]
    return *sides[0], *sides[1], unit.prop("x-document")


def _count_unit(
    number: int, unit: tuple[str, str, str, str, str], counting: _Counting, tallies: Mapping[str, _Tally]
) -> None:
    source, source_lang, target, target_lang, document = unit
    recognizer = counting.recognizer
    found = _by_concept(recognizer.find(source, source_lang), counting.only)
    if not found:
        return
    there = _by_concept(recognizer.find(target, target_lang))
    for concept, matches in found.items():
        tally = tallies[concept]
        tally.terms.update(_term_of(match, source_lang, recognizer) for match in matches)
        listed = there.get(concept, [])[: len(matches)]
        for match, other in zip(matches, listed, strict=False):
            term = _term_of(other, target_lang, recognizer)
            tally.listed[term][document] += 1
            counting.keep(tally, term, UsePlace(number, _span(match), (_span(other),)))
        # Which of several occurrences the terms render is not known; the others are counted from the last on.
        for match in matches[len(listed) :]:
            spans = counting.spotter.spot(_span(match), source, target).spans
            place = UsePlace(number, _span(match), tuple(spans))
            _count_other(tally, place, target, document, counting, counting.own.get(concept, ()))


def _span(match: Match) -> Span:
    return Span(match.start, match.stop)


def _term_of(match: Match, lang: str, recognizer: TermRecognizer) -> str:
    """Return the term that some words are a form of, as the termbase writes it."""
    senses = recognizer.senses(match.text, lang)
    return next((sense.term.text for sense in senses if sense.concept.id == match.key), match.text)


def _by_concept(matches: Iterable[Match], only: Container[str] | None = None) -> dict[str, list[Match]]:
    found: dict[str, list[Match]] = defaultdict(list)
    for match in matches:
        if only is None or match.key in only:
            found[match.key].append(match)
    return dict(found)


def _count_other(tally: _Tally, place: UsePlace, target: str, document: str, counting: _Counting, own: _Own) -> None:
    text = squeeze_spaces(" … ".join(target[span.start : span.stop] for span in place.target))
    words = words_compared(text)
    if not words:
        tally.missing += 1
        counting.keep(tally, (), place)
        return
    for key, term in own:
        if are_one_rendering(key, words):
            tally.listed[term][document] += 1
            counting.keep(tally, term, place)
            return
    known = next((key for key in tally.others if are_one_rendering(key, words)), words)
    tally.others[known][text, document] += 1
    counting.keep(tally, known, place)


def _summarize(concept: str, tally: _Tally, statuses: Mapping[tuple[str, str], TermStatus]) -> ConceptUsage:
    renderings = [
        UsedRendering(
            text, counts.total(), _most_first(counts), statuses.get((concept, text)), tuple(tally.places[text])
        )
        for text, counts in tally.listed.items()
    ]
    renderings += [_other_rendering(counts, tally.places[key]) for key, counts in tally.others.items()]
    ordered = sorted(renderings, key=lambda rendering: (-rendering.count, rendering.text))
    ((term, _), *_) = _most_first(tally.terms)
    return ConceptUsage(concept, term, tally.terms.total(), tuple(ordered), tally.missing, tuple(tally.places[()]))


def _other_rendering(counts: Counter[tuple[str, str]], places: Sequence[UsePlace]) -> UsedRendering:
    texts: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for (text, document), count in counts.items():
        texts[text] += count
        documents[document] += count
    return UsedRendering(_most_first(texts)[0][0], counts.total(), _most_first(documents), places=tuple(places))


def _most_first(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def only_concepts(termbase: Termbase, terms: Sequence[str]) -> Termbase:
    """Return the termbase with those concepts alone that have one of some terms; with all of them where none is named.

    Raises:
        UsageError: no concept has a term.
    """
    if not terms:
        return termbase
    wanted = set(map(compact, terms))
    entries = tuple(entry for entry in termbase.entries if any(compact(term.text) in wanted for term in entry.terms))
    known = {compact(term.text) for entry in entries for term in entry.terms}
    for term in terms:
        if compact(term) not in known:
            raise UsageError(f"the termbase has no term {term}", advice=f"cdalign lookup {term}")
    return replace(termbase, entries=entries)
