"""The language of a short text by its characters, and the two languages of a text that has both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple

from cdalign.patterns import compile_late
from cdalign.text import count_han

_LETTER = re.compile(r"[^\W\d_]")
# A Han character says about as much as two letters of English, without its spaces.
_LETTERS_PER_HAN = 2
# Of names and abbreviations in the other language a text may have so much; more of both is a text in two languages.
_MOST_OF_THE_OTHER = 1 / 3
# If a paragraph holds a text and its translation, the smaller one has at least this share of the letters.
_LEAST_OF_EACH = 1 / 5
# Where one language may end and the other begin: a line, a stroke, or the end of a sentence.
_BOUNDARY = compile_late(
    r"\s*\n\s*|\s+[/|｜]\s+|(?<=[。！？!?.…”\"’）)；;：:])\s*(?=[A-Z“\"(\d])|(?<=[.!?…”\"’);:])\s*(?=[\u3400-\u9fff“《（])"
)


class _Amounts(NamedTuple):
    """How much a text says in each language, in letters of English."""

    chinese: int
    english: int


class WrittenIn(StrEnum):
    """The language of a text by its characters."""

    CHINESE = "zh"
    ENGLISH = "en"
    MIXED = "mixed"
    NONE = ""


def language_of(text: str) -> WrittenIn:
    """Return the language that most of a text's letters are of, `MIXED` if both have a third or more."""
    return _language_by(_amounts(text))


def _language_by(amounts: _Amounts) -> WrittenIn:
    chinese, english = amounts
    if not chinese and not english:
        return WrittenIn.NONE
    if min(chinese, english) > _MOST_OF_THE_OTHER * (chinese + english):
        return WrittenIn.MIXED
    return WrittenIn.CHINESE if chinese > english else WrittenIn.ENGLISH


def _amounts(text: str) -> _Amounts:
    han = count_han(text)
    return _Amounts(han * _LETTERS_PER_HAN, len(_LETTER.findall(text)) - han)


def part_languages(text: str) -> tuple[str, ...]:
    """Return the two parts of a text that is first in one language and then in the other, or else the whole text."""
    amounts = _amounts(text)
    if min(amounts) < _LEAST_OF_EACH * sum(amounts) or not sum(amounts):
        return (text,)
    meetings = [
        (min(before) + min(after), boundary)
        for boundary, before, after in _boundaries_of(text, amounts)
        if {_language_by(before), _language_by(after)} == {WrittenIn.CHINESE, WrittenIn.ENGLISH}
    ]
    if not meetings:
        return (text,)
    # The boundary is where the parts have the fewest letters of the other language.
    _, boundary = min(meetings, key=itemgetter(0))
    return text[: boundary.start()], text[boundary.end() :]


def _boundaries_of(text: str, whole: _Amounts) -> Iterator[tuple[re.Match[str], _Amounts, _Amounts]]:
    """Yield each place where a language may end, with the text before and after it. A boundary has no letters."""
    before, at = _Amounts(0, 0), 0
    for boundary in _BOUNDARY.finditer(text):
        more = _amounts(text[at : boundary.start()])
        before = _Amounts(before.chinese + more.chinese, before.english + more.english)
        yield boundary, before, _Amounts(whole.chinese - before.chinese, whole.english - before.english)
        at = boundary.end()
