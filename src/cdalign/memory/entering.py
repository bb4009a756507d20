"""Units on their way into the store: what is worked out of each, and what makes two of them the same."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from cdalign.memory.forms import encode_words, exact_key, signed_digest, split_words
from cdalign.memory.hits import Added
from cdalign.memory.records import NewUnit, render_details
from cdalign.memory.store import Store
from cdalign.model import TranslationUnit
from cdalign.text import compact

# Where other tools write the texts that stand before and after a unit (vendors' import guides).
_BEFORE = frozenset(("x-context-pre", "context_prev", "x-previous-source-text"))
_AFTER = frozenset(("x-context-post", "context_next", "x-next-source-text"))
_SEG = re.compile(r"^<seg>(.*)</seg>$", re.DOTALL)

Appended = tuple[int, TranslationUnit, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Batch:
    """Units that go into the store in one transaction."""

    units: tuple[NewUnit, ...]

    def enter(self, store: Store, collection: int) -> tuple[Added, list[Appended]]:
        """Put the units in; gives the account, and of each new one its id and the codes of its texts."""
        entered = store.enter(self.units, collection)
        appended = [
            (number, new.unit, (encode_words(new.words[0]), encode_words(new.words[1])))
            for number, new in zip(entered.numbers, self.units, strict=True)
            if number is not None
        ]
        known = len(self.units) - len(appended) - entered.changed
        return Added(len(appended), entered.changed, known), appended


def prepare(units: Iterable[TranslationUnit], size: int) -> Iterator[Batch]:
    """Give the units in batches, ready for the store, each with its neighbours of the same document."""
    ready = _with_neighbours(map(_read_source, units))
    while batch := tuple(islice(ready, size)):
        yield Batch(batch)


class _Source(NamedTuple):
    """A unit with what its neighbours must know of it: its document, and the key of its source text."""

    unit: TranslationUnit
    document: str
    compact: str
    key: int


def _read_source(unit: TranslationUnit) -> _Source:
    bare = compact(unit.source)
    return _Source(unit, unit.prop("x-document"), bare, exact_key(bare))


def _with_neighbours(sources: Iterator[_Source]) -> Iterator[NewUnit]:
    before: _Source | None = None
    current = next(sources, None)
    while current is not None:
        after = next(sources, None)
        yield _work_out(before, current, after)
        before, current = current, after


def _work_out(before: _Source | None, source: _Source, after: _Source | None) -> NewUnit:
    unit, target = source.unit, compact(source.unit.target)
    details = render_details(unit)
    told = _told_context(unit) if unit.source_props else (None, None)
    return NewUnit(
        unit,
        details,
        source.key,
        exact_key(target),
        _identity(unit, details),
        (split_words(source.compact), split_words(target)),
        _neighbour_key(before, source) if told[0] is None else told[0],
        _neighbour_key(after, source) if told[1] is None else told[1],
    )


def _neighbour_key(neighbour: _Source | None, source: _Source) -> int | None:
    return neighbour.key if neighbour is not None and neighbour.document == source.document else None


def _identity(unit: TranslationUnit, details: str) -> int:
    """Give 64 bits that are the same for the same unit.

    A unit with an id is the same where its texts, languages and their props are; one without, where all of it is.
    Of a million units, two different ones have the same 64 bits in one memory of 4 * 10^7.
    """
    told = (details, unit.created, unit.changed) if not unit.id else (unit.source_props, unit.target_props)
    parts = (unit.source_lang, unit.target_lang, unit.id, unit.source, unit.target, str(told) if any(told) else "")
    return signed_digest("\0".join(parts).encode("utf-8", "surrogatepass"))


def _told_context(unit: TranslationUnit) -> tuple[int | None, int | None]:
    """Give the keys of the neighbours that a unit's own props tell."""
    return _context_key(unit, _BEFORE), _context_key(unit, _AFTER)


def _context_key(unit: TranslationUnit, kinds: frozenset[str]) -> int | None:
    for kind, value in unit.source_props:
        if kind in kinds:
            whole = _SEG.match(value)
            return exact_key(compact(html.unescape(whole.group(1)) if whole else value))
    return None
