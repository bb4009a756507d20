"""Text in the columns of a terminal: Han take two, lines break where their language allows it, marks stay."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from cdalign.cli.printing import styled
from cdalign.model import Span

_WIDEST_PAGE = 100  # columns; longer lines are hard to read
_UNKNOWN_PAGE = 80
# What may not begin a line (JIS X 4051, GB/T 15834).
_NOT_FIRST = frozenset("，。、；：！？）》」』】”’)]},.;:!?%")
_PIECE = re.compile(r"[^\s\u2e80-\U0003ffff]+|\s+|.", re.DOTALL)


def page_width() -> int:
    """Give the columns there are for text."""
    return min(_WIDEST_PAGE, shutil.get_terminal_size((_UNKNOWN_PAGE, 24)).columns)


def display_width(text: str) -> int:
    """Give the columns that a text takes: two for a wide character, none for a combining one."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def pad(text: str, width: int) -> str:
    """Give the text with spaces up to a width."""
    return text + " " * max(0, width - display_width(text))


def wrap_marked(text: str, spans: Sequence[Span], width: int, style: str = "green") -> Iterator[str]:
    """Yield the lines of a text no wider than `width`, its spans in a style."""
    for start, stop in _line_spans(text, width):
        yield _mark(text, start, stop, spans, style).rstrip()


def wrap_text(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a text no wider than `width`."""
    return wrap_marked(text, (), width)


def _line_spans(text: str, width: int) -> Iterator[tuple[int, int]]:
    start = end = used = 0
    for piece in _PIECE.finditer(text):
        size = display_width(piece[0])
        is_bound = piece[0][0] in _NOT_FIRST
        if used and used + size > width and not is_bound and not piece[0].isspace():
            yield start, end
            start, used = piece.start(), 0
        used += size
        end = piece.end()
    if end > start:
        yield start, end


def _mark(text: str, start: int, stop: int, spans: Iterable[Span], style: str) -> str:
    pieces = []
    at = start
    for span in spans:
        first, last = max(span.start, start), min(span.stop, stop)
        if first < last:
            pieces += [text[at:first], styled(text[first:last], style)]
            at = last
    return "".join([*pieces, text[at:stop]])
