"""Subtitles: SubRip (.srt) and WebVTT (W3C). A cue is a paragraph; its number and its times are not text.

Its times are kept next to it, as SubRip writes them: `00:00:01,000 --> 00:00:04,000`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cdalign.patterns import compile_late
from cdalign.reading.blocks import Block
from cdalign.text import clean_text, join_texts, squeeze_spaces

_TIME = r"(?:(\d+):)?(\d{1,2}):(\d\d)[,.](\d{1,3})"
_TIMES = compile_late(rf"\s*{_TIME}\s*-->\s*{_TIME}")
# Formatting: <i>, </c.yellow>, <v Speaker>, a time inside a cue, and the `{\\an8}` of SubStation.
_MARKS = re.compile(r"</?[A-Za-z][^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}")
_ARROW = " --> "


class Cue(NamedTuple):
    """A cue: the line of its times, its times as SubRip writes them, its lines of words."""

    line: int
    times: str
    words: tuple[str, ...]


def parse_subtitles(text: str) -> tuple[Block, ...]:
    """Return a block for each cue that has words, with the line on which it begins; its lines are joined."""
    return tuple(
        Block(squeeze_spaces(join_texts(cue.words)), line=cue.line, times=cue.times) for cue in find_cues(text)
    )


def find_cues(text: str) -> Iterator[Cue]:
    """Yield the cues that have words: what comes between the times of each and the next empty line."""
    begun, times, words = 0, "", list[str]()
    for number, line in enumerate([*clean_text(text).split("\n"), ""], 1):
        if found := _TIMES.match(line):
            begun, words = number, []
            times = _ARROW.join(_write_time(*found.groups()[at : at + 4]) for at in (0, 4))
        elif begun and not line.strip():
            if words:
                yield Cue(begun, times, tuple(words))
            begun = 0
        elif begun and (plain := squeeze_spaces(html.unescape(_MARKS.sub("", line)))):
            words.append(plain)


def _write_time(hours: str | None, minutes: str, seconds: str, thousandths: str) -> str:
    return f"{int(hours or 0):02d}:{int(minutes):02d}:{seconds},{thousandths:0<3}"


def join_times(times: Iterable[str]) -> str:
    """Return the times from the beginning of the first cue to the end of the last one."""
    known = [one.partition(_ARROW) for one in times if one]
    return f"{known[0][0]}{_ARROW}{known[-1][2]}" if known else ""


def write_cues(cues: Iterable[tuple[str, str]], *, is_vtt: bool) -> Iterator[str]:
    """Yield a file of subtitles piece by piece, from the times and the words of its cues, in order of the times."""
    if is_vtt:
        yield "WEBVTT\n\n"
    for number, (times, words) in enumerate(sorted(cues, key=lambda cue: _length_first(cue[0])), 1):
        if is_vtt:
            shown = html.escape(words, quote=False)
            yield f"{times.replace(',', '.')}\n{shown}\n\n"
        else:
            yield f"{number}\n{times}\n{words}\n\n"


def _length_first(times: str) -> tuple[int, str]:
    """Return a key in the order of time: hours may have three digits."""
    return len(times.partition(":")[0]), times
