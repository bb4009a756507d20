"""Words with Han numerals in them that count nothing: 一致, 三心二意, 百货, 唯一.

There is no list here: the words come from the lexicon. A word counts something if its English equivalent does too
(六方会谈, "six-party talks"). It is an idiom if no equivalent names a quantity (三番五次, "again and again").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from ahocorasick_rs import AhoCorasick, MatchKind

from cdalign.calendars import ENGLISH_MONTHS, WEEKDAYS
from cdalign.lexicons import read_core_entries
from cdalign.numerals import HAN_NUMERALS
from cdalign.numerals.words import ENGLISH_CARDINALS, ENGLISH_MULTIPLIERS, ENGLISH_ORDINALS
from cdalign.patterns import compile_late
from cdalign.quantities.units_of_measure import chinese_units
from cdalign.shipped import read_shipped_text

_HAS_NUMERAL = compile_late(f"[{HAN_NUMERALS}半]")
# English words that count, in the singular: an equivalent with one of them shows that the word counts.
_COUNTING = frozenset(
    (
        *ENGLISH_CARDINALS,
        *ENGLISH_ORDINALS,
        *ENGLISH_MULTIPLIERS,
        *(name.lower() for name in (*ENGLISH_MONTHS, *WEEKDAYS)),
        *(
            "half",
            "halve",
            "twice",
            "double",
            "triple",
            "quadruple",
            "dozen",
            "decade",
            "century",
            "percent",
            "percentage",
            "cent",
        ),
    )
)
_WITH_NUMERAL = compile_late(rf"^[^\n{HAN_NUMERALS}半]*+[{HAN_NUMERALS}半].*$", re.MULTILINE)
_WORD = re.compile(r"[a-z]+|\d")
# 四周 is "all around" and four weeks, 百年 "a century": numerals with a unit of time, and fractions, are left to the
# grammar.
_TIME = compile_late(rf"[{HAN_NUMERALS}]+(?:个?[年月周天日刻]|小时|分钟|秒)|.*分之.*")
# What follows an hour, and what follows 一点 where it is "a little".
_REST_OF_HOUR = re.compile(rf" ?(?:[钟整]|半(?![点数])|差?[一三] ?刻|差?[{HAN_NUMERALS}\d]{{1,3}} ?分(?!之))")
_SHORT_OF_HOUR = re.compile(rf"差 ?(?:[一三] ?刻|[{HAN_NUMERALS}\d]{{1,3}} ?分) ?\Z")
_A_LITTLE = re.compile("[儿也都不没]|时间")
_HALF_DAY = re.compile("(?:凌晨|清晨|早晨|[早晚]上|[上下中]午|午后|深夜|夜里|[今昨当明]晚) ?\\Z")
_LONGEST = 20  # characters of a numeral; longer ones are not examined
_FILE = "idioms.txt"  # idioms in the first line, in the second words that count
# Replaces the numerals of an idiom while numerals are searched for: a Han character that is not a numeral.
_COVER = "某"


class Idioms:
    """Finds the words of the lexicon that contain Han numerals, and hides those that count nothing."""

    def hide(self, folded: str) -> str:
        """Return a folded text of the same length in which idioms contain no Han numerals."""
        if _HAS_NUMERAL.search(folded) is None:
            return folded
        pieces, at = [], 0
        # Words that count take part as well: 十分钟 is longer than 十分, so nothing in it is hidden.
        for number, start, stop in self._matcher.find_matches_as_indexes(folded):
            if number < self._idiom_count and not (
                _is_in_numeral(folded, start, stop) or _is_clock(folded, start, stop) or _is_part(folded, start, stop)
            ):
                pieces += [folded[at:start], _HAS_NUMERAL.sub(_COVER, folded[start:stop])]
                at = stop
        return "".join([*pieces, folded[at:]]) if pieces else folded

    @cached_property
    def _words(self) -> tuple[list[str], list[str]]:
        """The idioms, and the words that count."""
        idioms, counting = read_shipped_text(__package__, _FILE).splitlines()
        return idioms.split(), counting.split()

    @property
    def _idiom_count(self) -> int:
        return len(self._words[0])

    @cached_property
    def _matcher(self) -> AhoCorasick:
        idioms, counting = self._words
        return AhoCorasick([*idioms, *counting], matchkind=MatchKind.LeftmostLongest)


def sort_words() -> tuple[list[str], list[str]]:
    """Return the words of the lexicon that are idioms, and those that count.

    This takes 20 ms, as long as a page takes to be read. So what it returns is shipped (`python packaging/tables.py`).
    """
    idioms: list[str] = []
    counting: list[str] = []
    for word, rendering in _entries():
        (counting if counts_something(word, rendering) else idioms).append(word)
    return idioms, counting


def counts_something(word: str, rendering: str) -> bool:
    """Return whether a word counts: it is a numeral (with a unit of time), a unit (千克), or its equivalent counts."""
    unit = chinese_units().match(word, 0)
    if not word.strip(HAN_NUMERALS) or _TIME.fullmatch(word) or (unit and unit[1] == len(word)):
        return True
    words = _WORD.findall(rendering.lower())
    return any(one in _COUNTING or one.removesuffix("s") in _COUNTING or one.isdigit() for one in words)


def _is_in_numeral(text: str, start: int, stop: int) -> bool:
    """Return whether a numeral extends beyond a word and is longer than it: 如一 in 如一九八七年, 一个 in 五十一个.

    十分 is "very", but 十分之三 is a fraction.
    """
    if text.startswith("之", stop):
        return True
    first, last = start, stop
    while first > 0 and text[first] in HAN_NUMERALS and text[first - 1] in HAN_NUMERALS and start - first <= _LONGEST:
        first -= 1
    while (
        last < len(text) and text[last - 1] in HAN_NUMERALS and text[last] in HAN_NUMERALS and last - stop <= _LONGEST
    ):
        last += 1
    before = first if first < start else next((at for at in range(start, stop) if text[at] in HAN_NUMERALS), start)
    return (first, last) != (start, stop) and _run_length(text, before) > stop - start


def _is_clock(text: str, start: int, stop: int) -> bool:
    """Return whether 一点 is the hour and not "a little": 一点半, 差十分一点, 下午一点开会; 早上一点也不冷 is not."""
    if text[start:stop] != "一点":
        return False
    if _REST_OF_HOUR.match(text, stop) or _SHORT_OF_HOUR.search(text, max(0, start - 6), start):
        return True
    return _HALF_DAY.search(text, max(0, start - 3), start) is not None and _A_LITTLE.match(text, stop) is None


def _is_part(text: str, start: int, stop: int) -> bool:
    """Return whether a word is the smaller part of an amount or a time: 五角 in 两元五角, 十分 in 差十分八点."""
    return text[stop - 1] in "角毛分" and start > 0 and text[start - 1] in "元圆块差"


def _run_length(text: str, at: int) -> int:
    end = at
    while end < len(text) and text[end] in HAN_NUMERALS and end - at <= _LONGEST:
        end += 1
    return end - at


def _entries() -> Iterator[tuple[str, str]]:
    """Yield the words of the shipped lexicon that contain a Han numeral, with their equivalents."""
    entries = read_core_entries()
    return ((word, entries[word]) for word in _WITH_NUMERAL.findall("\n".join(entries)))
