"""The lines of a text: their words, and whether a line is full or ends as a paragraph does."""

from __future__ import annotations

import re
from typing import NamedTuple

from cdalign.patterns import compile_late
from cdalign.text import display_width, joint_between

_FINISHED = compile_late(
    r"([.!?;:。！？；：…][”’\"')）\]」』】》]*|[;；,，、]\s*(and|or|和|以及|或|及)|[”」』])\d{0,2}$"
)
# What such an end ends with; most lines are told by it.
_LAST_CHARACTERS = frozenset(".!?;:。！？；：…”’\"')）]」』】》dr和及或0123456789")
_ABBREVIATION = re.compile(
    r"\b(paras?|Nos?|arts?|chaps?|sects?|secs?|vols?|pp?|cf|figs?|Mr|Mrs|Ms|Dr|St|Messrs|Corr|Add|Rev|ibid|[A-Z])\.$"
)
_FIRST_TOKEN = compile_late(
    r"[“‘《〈「『（(\[]*(?:[\x21-\x7e\u00c0-\u024f\u2010-\u2015\u2018-\u201d]+|.)[，。、；：！？”’》〉」』）)\]…—―]*"
)
# Longer than any abbreviation with its stop, or a stop with closing marks and a footnote's number.
_LONGEST_END = 16


class Line(NamedTuple):
    """One line: its words, and what occurred around them (blank lines before, indent and trailing space).

    `number` counts from 1 in the file; `follows_page_break` says that a page ended before it.
    """

    text: str
    number: int = 0
    blanks_before: int = 0
    ends_with_space: bool = False
    follows_page_break: bool = False


def parse_lines(text: str) -> tuple[Line, ...]:
    """Return the lines that have words, whatever ends a line in the file; a form feed is a page break."""
    lines: list[Line] = []
    blanks = 0
    is_new_page = False
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\f", "\n\f").splitlines(), start=1):
        is_new_page = is_new_page or raw.startswith("\f")
        words = raw.strip()
        if not words:
            blanks += 1
            continue
        has_space = raw != raw.rstrip()
        lines.append(Line(words, number, blanks, has_space, is_new_page))
        blanks, is_new_page = 0, False
    return tuple(lines)


def first_token(text: str) -> str:
    """Return what cannot be parted from the start of a line: a word, or one Han character and the marks after it."""
    found = _FIRST_TOKEN.match(text)
    return found[0] if found else text


def ends_finished(text: str) -> bool:
    """Return whether a line may be the last of its paragraph by its last mark: a stop, and no abbreviation's."""
    end = text[-_LONGEST_END:]
    if end[-1:] not in _LAST_CHARACTERS:
        return False
    return _FINISHED.search(end) is not None and _ABBREVIATION.search(end) is None


def is_full(text: str, following: str, measure: int, *, slack: float) -> bool:
    """Return whether the first word of the following line would not have fitted on this one."""
    room = measure * (1 - slack) - display_width(text)
    # A line that leaves no room is full whatever follows.
    if room <= 0:
        return True
    token = first_token(following)
    return display_width(token) > room - len(joint_between(text, token))
