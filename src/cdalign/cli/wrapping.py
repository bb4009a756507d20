"""Text in lines for a terminal: Chinese fills two columns a character and breaks anywhere, English between words."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from cdalign.cli.printing import styled
from cdalign.model import Span

_NARROWEST = 40
_WIDEST = 110
# A word with the space after it, or one wide character with the marks that may not begin a line.
_PIECE = re.compile(r"[^\s\u2e80-\uffef]+\s*|[\u2e80-\uffef][，。、；：？！）》」』”’…―]*\s*|\s+")


def terminal_width() -> int:
    """Give the columns that lines may fill: the terminal's, but no more than are pleasant to read."""
    columns = shutil.get_terminal_size((100, 24)).columns
    return max(_NARROWEST, min(columns, _WIDEST))


def display_width(text: str) -> int:
    """Give the columns that a text fills."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def break_lines(text: str, width: int) -> Iterator[Span]:
    """Give the stretches of a text that become its lines, each at most `width` columns where that can be."""
    start = used = 0
    for piece in _PIECE.finditer(text):
        size = display_width(piece.group().rstrip())
        if used and used + size > width:
            yield Span(start, piece.start())
            start, used = piece.start(), 0
        used += display_width(piece.group())
    yield Span(start, len(text))


def marked_lines(text: str, spans: Sequence[Span], width: int, style: str = "reverse") -> Iterator[str]:
    """Give a text in lines, its marked stretches in a style, or between ** where the output shows no styles."""
    for line in break_lines(text, width):
        shown = ""
        at = line.start
        for span in sorted(spans, key=lambda span: span.start):
            start, stop = max(span.start, at), min(span.stop, line.stop)
            if start < stop:
                shown += text[at:start] + _marked(text[start:stop], style)
                at = stop
        yield (shown + text[at : line.stop]).rstrip()


def _marked(text: str, style: str) -> str:
    shown = styled(text, style)
    return shown if shown != text or sys.stdout.isatty() else f"**{text}**"
