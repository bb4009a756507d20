"""Text in the columns of a terminal: Han take two, lines break where their language allows it, marks stay."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence

from cdalign.cli.printing import styled
from cdalign.model import Span
from cdalign.patterns import compile_late
from cdalign.text import display_width

# In columns. Longer lines are hard to read, and in shorter ones nothing can be laid out.
_NARROWEST_PAGE, _UNKNOWN_PAGE, _WIDEST_PAGE = 40, 80, 100
INDENT = 4
# A Latin word or a Han character, with the brackets that may not end a line before it and the marks that may not begin
# one after it (JIS X 4051, GB/T 15834).
_PIECE = compile_late(r"\s+|[（《「『【“‘(\[{]*(?:[^\s\u2e80-\U0003ffff]+|\S)[，。、；：！？）》」』】”’)\]},.;:!?%]*")
_WORD = compile_late(r"[^\s\u2e80-\U0003ffff]+|\s+|.")


def page_width() -> int:
    """Return the columns there are for text."""
    return max(_NARROWEST_PAGE, min(_WIDEST_PAGE, shutil.get_terminal_size((_UNKNOWN_PAGE, 24)).columns))


def pad(text: str, width: int) -> str:
    """Return the text with spaces up to a width."""
    return text + " " * max(0, width - display_width(text))


def wrap_marked(text: str, spans: Sequence[Span], width: int, style: str = "green") -> Iterator[str]:
    """Yield the lines of a text no wider than `width`, its spans in a style, or between ** if styles are not shown."""
    for start, stop in _line_spans(text, width):
        yield _mark_line(text, start, stop, spans, style).rstrip()


def wrap_text(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a text no wider than `width`."""
    return wrap_marked(text, (), width)


def folded_line(plain: str, shown: str) -> Iterator[str]:
    """Yield one line as it is shown where it fits, and as many as the words need where it does not."""
    if display_width(plain) <= page_width():
        yield shown
    else:
        yield from wrap_text(plain, page_width())


def flow(items: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """Yield lines of items with a dot between them. An item is its plain text, which is measured, and what is shown."""
    line, used = "", 0
    for plain, shown in items:
        size = display_width(plain)
        if used and used + 3 + size > width:
            yield line
            line, used = "", 0
        if size > width:
            yield from wrap_text(plain, width)
        else:
            line = f"{line} {styled('·', 'dim')} {shown}" if used else shown
            used += size + (3 if used else 0)
    if line:
        yield line


def hanging(label: str, lines: Iterator[str]) -> Iterator[str]:
    """Yield lines after a label of `INDENT` columns, the further ones below the first."""
    for position, line in enumerate(lines):
        yield f"{' ' * INDENT}{label if position == 0 or not label else ' ' * INDENT}{line}"


def _pieces(text: str, width: int) -> Iterator[re.Match[str]]:
    """Yield what a line keeps together, where it has room for it: else words and characters alone."""
    for piece in _PIECE.finditer(text):
        if display_width(piece[0]) <= width:
            yield piece
        else:
            yield from _WORD.finditer(text, *piece.span())


def _line_spans(text: str, width: int) -> Iterator[tuple[int, int]]:
    start = end = used = 0
    for piece in _pieces(text, width):
        size = display_width(piece[0])
        if used and used + size > width and not piece[0].isspace():
            yield start, end
            start, used = piece.start(), 0
        used += size
        end = piece.end()
    if end > start:
        yield start, end


def _mark_line(text: str, start: int, stop: int, spans: Iterable[Span], style: str) -> str:
    pieces = []
    at = start
    for span in sorted(spans, key=lambda span: span.start):
        first, last = max(span.start, start), min(span.stop, stop)
        if first < last:
            pieces += [text[at:first], _marked(text[first:last], style)]
            at = last
    return "".join([*pieces, text[at:stop]])


def _marked(text: str, style: str) -> str:
    shown = styled(text, style)
    return f"**{text}**" if shown == text else shown
