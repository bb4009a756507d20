"""Lists inside a sentence: which point of the Chinese list the English one lacks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from cdalign.checks.sides import CheckedSide
from cdalign.checks.word_evidence import WordState
from cdalign.patterns import compile_late
from cdalign.text import HAN

# Both begin at the beginning of a word, so that a long text is not looked through from each of its characters.
_HAN_LIST = compile_late(f"(?<![{HAN}（）()“”])[{HAN}（）()“”]+(?:、[{HAN}（）()“”]+)+")
_MOST_ITEMS = 12
_LAST_ITEM = re.compile("以及|和|及|与|或")
_ENGLISH_LIST = compile_late(
    r"(?<![\w’'-])(?:(?:[\w’'-]+ ){0,4}[\w’'-]+(?:, (?:[\w’'-]+ ){0,4}[\w’'-]+)+,? (?:and|or) |"
    r"(?:[\w’'-]+ ){1,3}(?:and|or) (?=[\w’'-]))"
)


def find_lost_item(
    chinese: CheckedSide, english: CheckedSide, states: Callable[[], Sequence[WordState]]
) -> tuple[int, int] | None:
    """Return where the item of the Chinese list occurs that the English one lacks, or None.

    Each text has one list, the Chinese one has one item more, and one of its items has no word that is rendered.
    `states` says which words of the Chinese are; it is asked only where the lists differ.
    """
    lists = list(_HAN_LIST.finditer(chinese.text)) if "、" in chinese.text else []
    items = _items_of(lists[0]) if len(lists) == 1 else []
    if not 2 < len(items) <= _MOST_ITEMS:
        return None
    there = list(_ENGLISH_LIST.finditer(english.text))
    if len(there) != 1 or _count_items(there[0][0]) != len(items) - 1:
        return None
    for start, stop in items:
        inside = [one for one in states() if start <= one.word.start < stop]
        is_rendered = any(one.is_rendered for one in inside) or _is_named_there(chinese, english, start, stop)
        if inside and not is_rendered:
            return start, stop
    return None


def _count_items(words: str) -> int:
    """Return how many items an English list has, which ends with its last “and” or “or”."""
    return words.count(",") + (1 if re.search(", (?:and|or) $", words) else 2)


def _items_of(found: re.Match[str]) -> list[tuple[int, int]]:
    """Return where the items of a Chinese list occur; its last comma is 和 or 及."""
    spans, at = [], found.start()
    for piece in found[0].split("、"):
        spans.append((at, at + len(piece)))
        at += len(piece) + 1
    start, stop = spans.pop()
    last = _LAST_ITEM.search(found[0][start - found.start() :], 1)
    if last is None:
        return [*spans, (start, stop)]
    return [*spans, (start, start + last.start()), (start + last.end(), stop)]


def _is_named_there(chinese: CheckedSide, english: CheckedSide, start: int, stop: int) -> bool:
    return any(start <= name.start < stop and name.things & english.things for name in chinese.names)
