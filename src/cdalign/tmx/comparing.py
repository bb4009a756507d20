"""What has changed from one memory to another, as a person reads it: added, removed, translated otherwise."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from cdalign.model import TranslationUnit, shared_ends

# Words, single Han characters, or anything else by itself.
_TOKEN = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
# difflib compares each word with each: texts of 2,000 words take a quarter of a second, of 20,000 half a minute.
_MOST_COMPARISONS = 4_000_000


class DifferenceKind(StrEnum):
    """How a pair differs between the two memories."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class UnitDifference(NamedTuple):
    """A difference: the source text, its translation in the old memory and in the new one."""

    kind: DifferenceKind
    unit: str
    source: str
    old: str
    new: str


def compare_memories(
    old: Callable[[], Iterable[TranslationUnit]], new: Callable[[], Iterable[TranslationUnit]]
) -> Iterator[UnitDifference]:
    """Yield the differences: changed and removed pairs in the old order, then added ones in the new order.

    Both are read by calling; the old one twice. Only what differs is kept in memory. Order and repetition of equal
    pairs do not matter as long as their numbers agree.
    """
    remaining = Counter(_key(unit) for unit in old())
    fresh: dict[str, list[TranslationUnit]] = defaultdict(list)
    for unit in new():
        key = _key(unit)
        if remaining[key] > 0:
            remaining[key] -= 1
        else:
            fresh[unit.source].append(unit)
    yield from _changed_and_removed(old(), remaining, fresh)
    for units in fresh.values():
        for unit in units:
            yield UnitDifference(DifferenceKind.ADDED, unit.id, unit.source, "", unit.target)


def _changed_and_removed(
    old: Iterable[TranslationUnit], remaining: Counter[int], fresh: dict[str, list[TranslationUnit]]
) -> Iterator[UnitDifference]:
    for unit in old:
        key = _key(unit)
        if remaining[key] <= 0:
            continue
        remaining[key] -= 1
        if fresh.get(unit.source):
            other = fresh[unit.source].pop(0)
            yield UnitDifference(DifferenceKind.CHANGED, other.id or unit.id, unit.source, unit.target, other.target)
        else:
            yield UnitDifference(DifferenceKind.REMOVED, unit.id, unit.source, unit.target, "")


def _key(unit: TranslationUnit) -> int:
    return hash((unit.source, unit.target))


class DifferencePiece(NamedTuple):
    """A run of words that stayed (`=`), went (`-`) or came (`+`)."""

    sign: str
    text: str


def _opcodes(before: list[str], after: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Return difflib's opcodes; what lies between the common ends of very long texts is one replacement."""
    if len(before) * len(after) <= _MOST_COMPARISONS:
        return list(SequenceMatcher(None, before, after, False).get_opcodes())
    start, end = shared_ends(before, after)
    stop, other_stop = len(before) - end, len(after) - end
    return [
        ("equal", 0, start, 0, start),
        ("replace", start, stop, start, other_stop),
        ("equal", stop, len(before), other_stop, len(after)),
    ]


def word_differences(old: str, new: str) -> Iterator[DifferencePiece]:
    """Yield the way from one text to the other in runs of words."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    for operation, start, stop, other_start, other_stop in _opcodes(before, after):
        if operation == "equal" and start < stop:
            yield DifferencePiece("=", "".join(before[start:stop]))
            continue
        if start < stop:
            yield DifferencePiece("-", "".join(before[start:stop]))
        if other_start < other_stop:
            yield DifferencePiece("+", "".join(after[other_start:other_stop]))
