"""The language of a short text by its characters, and the two languages of a text that has both."""

from __future__ import annotations

import re
from enum import StrEnum

from cdalign.text import count_han

_LETTER = re.compile(r"[^\W\d_]")
# A Han character says about as much as two letters of English, without its spaces.
_LETTERS_PER_HAN = 2
# Of names and abbreviations in the other language a text may have so much; more of both is a text in two languages.
_MOST_OF_THE_OTHER = 1 / 3
# A text and its translation in one paragraph: the smaller one has this share of the letters at least.
_LEAST_OF_EACH = 1 / 5
# Where one language may end and the other begin: a line, a stroke, or the end of a sentence.
_BOUNDARY = re.compile(
    r"\s*\n\s*|\s+[/|｜]\s+|(?<=[。！？!?.…”\"’）)；;：:])\s*(?=[A-Z“\"(\d])|(?<=[.!?…”\"’);:])\s*(?=[\u3400-\u9fff“《（])"
)


class WrittenIn(StrEnum):
    """What the characters of a text say."""

    CHINESE = "zh"
    ENGLISH = "en"
    MIXED = "mixed"
    NONE = ""


def language_of(text: str) -> WrittenIn:
    """Return the language that most of a text's letters are of, `MIXED` if both have a third or more."""
    chinese, english = _amounts(text)
    if not chinese and not english:
        return WrittenIn.NONE
    if min(chinese, english) > _MOST_OF_THE_OTHER * (chinese + english):
        return WrittenIn.MIXED
    return WrittenIn.CHINESE if chinese > english else WrittenIn.ENGLISH


def _amounts(text: str) -> tuple[int, int]:
    han = count_han(text)
    return han * _LETTERS_PER_HAN, len(_LETTER.findall(text)) - han


def part_languages(text: str) -> tuple[str, ...]:
    """Return the two parts of a text that is first in one language and then in the other; else the text as it is."""
    amounts = _amounts(text)
    if min(amounts) < _LEAST_OF_EACH * sum(amounts) or not sum(amounts):
        return (text,)
    found = [(_foreign(parts), parts) for parts in _parts_of(text) if _are_two(parts)]
    return min(found)[1] if found else (text,)


def _parts_of(text: str) -> list[tuple[str, str]]:
    return [(text[: found.start()], text[found.end() :]) for found in _BOUNDARY.finditer(text)]


def _are_two(parts: tuple[str, str]) -> bool:
    return {language_of(part) for part in parts} == {WrittenIn.CHINESE, WrittenIn.ENGLISH}


def _foreign(parts: tuple[str, str]) -> int:
    """Return how many letters of the other language the parts have: the fewest where the languages meet."""
    return sum(min(_amounts(part)) for part in parts)
