"""A document's own habits of spaces, widths and quotation marks: whatever its majority does is its rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cdalign.checks.document_readings import DocumentReading, Place
from cdalign.checks.rules import make_finding
from cdalign.messages import Message, say
from cdalign.model import Finding
from cdalign.patterns import compile_late
from cdalign.text import HAN

# A habit needs this many places and this majority; a minority beyond it is not a slip but another habit.
_LEAST_PLACES = 8
_MAJORITY = 0.8
_MOST_QUOTES = 5


@dataclass(frozen=True)
class _Habit:
    """Two ways of writing one thing, with the name of each."""

    rule: str
    ways: tuple[tuple[Message, re.Pattern[str]], tuple[Message, re.Pattern[str]]]


def _way(name: Message, pattern: str) -> tuple[Message, re.Pattern[str]]:
    return name, compile_late(pattern)


_LATIN = "A-Za-z0-9"
_CURLY = _way(say("curly quotation marks"), "[“”]")
_CHINESE_HABITS = (
    _Habit(
        "spacing.mixed",
        (
            _way(say("a space between Han and Latin"), rf"(?<=[{HAN}]) (?=[{_LATIN}])|(?<=[{_LATIN}]) (?=[{HAN}])"),
            _way(say("no space between Han and Latin"), rf"(?<=[{HAN}])(?=[{_LATIN}])|(?<=[{_LATIN}])(?=[{HAN}])"),
        ),
    ),
    _Habit("width.mixed", (_way(say("half-width brackets"), r"[()]"), _way(say("full-width brackets"), r"[（）]"))),
    _Habit(
        "width.mixed",
        (
            _way(say("full-width commas"), f"(?<=[{HAN}])，"),
            _way(say("half-width commas"), f"(?<=[{HAN}]),(?=[{HAN}])"),
        ),
    ),
    _Habit("quotes.mixed", (_CURLY, _way(say("corner or straight ones"), '[「」"]'))),
)
_ENGLISH_HABITS = (
    _Habit("quotes.mixed", (_CURLY, _way(say("straight quotation marks"), '"'))),
    _Habit(
        "quotes.mixed",
        (
            _way(say("curly apostrophes"), r"(?<=\w)’(?=\w)"),
            _way(say("straight apostrophes"), r"(?<=\w)'(?=\w)"),
        ),
    ),
)


def check_habits(reading: DocumentReading) -> Iterator[Finding]:
    """Yield a finding for each habit of a document that a few of its places break."""
    for habit in _CHINESE_HABITS if reading.is_chinese else _ENGLISH_HABITS:
        places = [_places(reading, pattern) for _, pattern in habit.ways]
        total = sum(map(len, places))
        minor = 0 if len(places[0]) < len(places[1]) else 1
        if total >= _LEAST_PLACES and places[minor] and len(places[minor]) <= (1 - _MAJORITY) * total:
            yield _broken_habit(habit, minor, places[minor], total)


def _places(reading: DocumentReading, pattern: re.Pattern[str]) -> list[Place]:
    return [(one, found.span()) for one in reading.passages for found in pattern.finditer(one.text)]


def _broken_habit(habit: _Habit, minor: int, places: Sequence[Place], total: int) -> Finding:
    rare, usual = habit.ways[minor][0], habit.ways[1 - minor][0]
    quotes = [passage.quote(_visible(passage.text, span)) for passage, span in places[:_MOST_QUOTES]]
    ids = ", ".join(dict.fromkeys(passage.id for passage, _ in places))
    message = say(
        "{rare} in {count} of {total} places ({ids}); elsewhere {usual}",
        rare=rare,
        count=len(places),
        total=total,
        ids=ids,
        usual=usual,
    )
    return make_finding(habit.rule, message, quotes, expected=usual, advice="keep to one way in one document")


def _visible(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Widen a mark of no or one blank character to its neighbours, so that it can be seen."""
    start, stop = span
    return (start, stop) if text[start:stop].strip() else (max(0, start - 1), min(len(text), stop + 1))
