"""Units on their way into the store: what is worked out of each, and what makes two of them the same."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from cdalign.memory.forms import encode_words, exact_key, signed_digest, split_words
from cdalign.memory.hits import Added
from cdalign.memory.store import NewUnit, Store, render_details
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
        appended: list[Appended] = []
        new_words: list[tuple[int, str, str]] = []
        changed = 0
        for new in self.units:
            number = store.insert(new, collection)
            if number is None:
                changed += store.renew(new, collection)
                continue
            first, second = new.words
            new_words.append((number, " ".join(first), " ".join(second)))
            appended.append((number, new.unit, (encode_words(first), encode_words(second))))
        store.index_words(new_words)
        return Added(len(appended), changed, len(self.units) - len(appended) - changed), appended


def prepare(units: Iterable[TranslationUnit], size: int) -> Iterator[Batch]:
    """Give the units in batches, ready for the store, each with its neighbours of the same document."""
    ready = _with_neighbours(map(_work_out, units))
    while batch := tuple(islice(ready, size)):
        yield Batch(batch)


def _work_out(unit: TranslationUnit) -> NewUnit:
    source, target = compact(unit.source), compact(unit.target)
    details = render_details(unit)
    return NewUnit(
        unit,
        details,
        exact_key(source),
        exact_key(target),
        _identity(unit, details),
        (split_words(source), split_words(target)),
        _context_key(unit, _BEFORE),
        _context_key(unit, _AFTER),
    )


def _identity(unit: TranslationUnit, details: str) -> int:
    """Give 64 bits that are the same for the same unit.

    A unit with an id is the same where its texts, languages and their props are; one without, where all of it is.
    Of a million units, two different ones have the same 64 bits in one memory of 4 * 10^7.
    """
    told = f"{unit.source_props}{unit.target_props}" if unit.id else f"{details}{unit.created}{unit.changed}"
    parts = (unit.source_lang, unit.target_lang, unit.id, unit.source, unit.target, told)
    return signed_digest("\0".join(parts).encode("utf-8", "surrogatepass"))


def _context_key(unit: TranslationUnit, kinds: frozenset[str]) -> int | None:
    for kind, value in unit.source_props:
        if kind in kinds:
            whole = _SEG.match(value)
            return exact_key(compact(html.unescape(whole.group(1)) if whole else value))
    return None


def _with_neighbours(units: Iterator[NewUnit]) -> Iterator[NewUnit]:
    before: NewUnit | None = None
    current = next(units, None)
    while current is not None:
        after = next(units, None)
        yield _between(before, current, after)
        before, current = current, after


def _between(before: NewUnit | None, new: NewUnit, after: NewUnit | None) -> NewUnit:
    """Give the unit with its neighbours' keys; what its own props say of them goes first."""
    return replace(
        new,
        before=_neighbour_key(before, new) if new.before is None else new.before,
        after=_neighbour_key(after, new) if new.after is None else new.after,
    )


def _neighbour_key(neighbour: NewUnit | None, new: NewUnit) -> int | None:
    if neighbour is None or neighbour.unit.prop("x-document") != new.unit.prop("x-document"):
        return None
    return neighbour.source_key


def indexed_words(text: str) -> str:
    """Give the words of a text as they stand in the word index."""
    return " ".join(split_words(compact(text)))
