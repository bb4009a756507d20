"""Subtitles: SubRip (.srt) and WebVTT (W3C). A cue is a paragraph; its number and its times are not text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from cdalign.reading.blocks import Block
from cdalign.text import clean_text, join_texts, squeeze_spaces

_TIMES = re.compile(r"\s*(?:\d+:)?\d{1,2}:\d\d[,.]\d{1,3}\s*-->\s*(?:\d+:)?\d{1,2}:\d\d[,.]\d{1,3}")
# Formatting: <i>, </c.yellow>, <v Speaker>, a time inside a cue, and the `{\an8}` of SubStation.
_MARKS = re.compile(r"</?[A-Za-z][^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}")


def parse_subtitles(text: str) -> tuple[Block, ...]:
    """Return a block for each cue that has words, with the line on which it begins; its lines are joined."""
    return tuple(Block(words, line=line) for line, words in _cues(clean_text(text).split("\n")))


def _cues(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the line and the words of each cue: what comes between its times and the next empty line."""
    begun, words = 0, list[str]()
    for number, line in enumerate([*lines, ""], 1):
        if _TIMES.match(line):
            begun, words = number, []
        elif begun and not line.strip():
            if shown := squeeze_spaces(join_texts(words)):
                yield begun, shown
            begun = 0
        elif begun and (plain := html.unescape(_MARKS.sub("", line)).strip()):
            words.append(plain)
