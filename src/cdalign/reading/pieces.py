"""The letters of a PDF page become pieces of lines: words with their place and their size.

A piece ends where PDFium ends a line, and where a gap is so wide that it parts columns. Marks of footnotes are taken
out of the text. PDFium is asked only for the letters whose place matters: two or three of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from cdalign.labels import parse_label
from cdalign.reading.glyphs import Glyphs
from cdalign.reading.page_lines import PageLine
from cdalign.text import display_width

_RAISED_SIZE = 0.85
_RAISED_HEIGHT = 0.15
# A gap between words is a third of the letters' size; justified lines have up to one and a half of it.
_CELL_GAP = 2.0
# Western letters are half as wide as high, give or take; Han are square, so one gap shows in the length of a line.
_STRETCHED = 1.15
# Cells are padded by half a letter or more in all; a space between words is a third of one wide, or less.
_NARROW_GAP, _SAME_EDGE = 0.5, 0.3
_SPACE = 0.5
# The gaps of a justified line differ little. The second number is how many gaps show what is usual.
_WIDER_GAP, _MANY_GAPS = 1.6, 4
_WORD_GAP = 0.15
_SAME_LINE = 0.3

# PDFium gives the hyphen at the end of a line as U+FFFE, and continues without a line break.
LINE = re.compile(r"[^\S\r\n]*([^\s\ufffe\x02][^\r\n\ufffe\x02]*[\ufffe\x02]?)")
_BARE_MARK = re.compile(r"\s*(\d{1,3}|\*{1,3}|[†‡])\s*")
# What may be a footnote's mark: digits that are not followed by more of a word. A set of characters comes first, so
# that it is found quickly.
_MARK = re.compile(r"[0-9*](?:(?<=[0-9])[0-9]{0,2}(?![0-9A-Za-z])|(?<=\*)\**)")
# Where a note begins, nothing need part its mark from its first word.
_MARK_BEFORE_WORD = re.compile(r"[0-9]{1,3}(?=[A-Za-z])")
# Square and cubic measures: their digits are raised, and no marks.
_UNIT = re.compile(r"(?:(?<![^\W_])[ckm]?m|平方?米)$")
_MARK_CHARACTER = re.compile(r"[0-9*]")
_GAP = re.compile(r"(?<=\S)[ ]+(?=\S)")
_NO_ANCHORS: tuple[str, ...] = ()
# A tab parts the cells of a row, and is not a letter.
_LETTERS = str.maketrans({"\ufffe": "-", "\x02": "-", "\uffff": None, "\t": " "})


class Edge(NamedTuple):
    """Where a column begins, and from where to where on the page it goes: points from the left and from the foot."""

    left: float
    foot: float
    top: float

    def crosses(self, piece: PageLine) -> bool:
        """Return whether a piece goes over the edge."""
        return self.foot <= piece.height <= self.top and piece.left + piece.size < self.left < piece.right

    def is_at(self, left: float, piece: PageLine) -> bool:
        """Return whether what begins there, on the line of a piece, begins at the edge."""
        return self.foot <= piece.height <= self.top and abs(left - self.left) < _SAME_EDGE * piece.size


def read_pieces(glyphs: Glyphs, edges: Sequence[Edge] = ()) -> tuple[PageLine, ...]:
    """Return the pieces of a page's lines in the order of the file; where places cannot be told, lines alone.

    Where a page is known to have columns, a narrow gap parts them as well, if it ends at one of their edges.
    """
    if not glyphs.is_placed:
        return tuple(PageLine(found[1].translate(_LETTERS)) for found in LINE.finditer(glyphs.text))
    lines = list(LINE.finditer(glyphs.text))
    looks_closely = bool(edges) or any(_has_gap(glyphs, lines[len(lines) * third // 3]) for third in (1, 2) if lines)
    return tuple(_merge_pieces(_find_pieces(glyphs, lines, edges, looks_closely=looks_closely), edges))


def _has_gap(glyphs: Glyphs, line: re.Match[str]) -> bool:
    """Return whether a gap inside a line is between columns. Such a gap is in most lines of a page with columns."""
    first, length = line.start(1), len(line[1])
    least = _CELL_GAP * glyphs.size(first)
    return any(
        glyphs.origin(first + gap.end())[0] - glyphs.right(first + gap.start() - 1) > least
        for gap in _GAP.finditer(line[1], length // 4, 3 * length // 4)
    )


def _find_pieces(
    glyphs: Glyphs, lines: Iterable[re.Match[str]], edges: Sequence[Edge], *, looks_closely: bool
) -> Iterator[PageLine]:
    for found in lines:
        text, first = found[1], found.start(1)
        piece = read_piece(glyphs, text, first)
        text, size, length = piece.text, piece.size, piece.right - piece.left
        is_long = length > size * len(text) / 2 and " " in text and length > size * _longest_plain(text)
        if is_long or looks_closely:
            yield from _part_piece(glyphs, piece, first, edges)
        elif text.isprintable() or (piece := tidy_piece(piece)).text.strip():
            yield piece


def read_piece(glyphs: Glyphs, text: str, first: int) -> PageLine:
    """Return the piece that a text is, whose first letter is that one; its marks are blanked out."""
    last = first + len(text.rstrip()) - 1
    left, height, right, size = glyphs.measure(first, last)
    mark, anchors = "", _NO_ANCHORS
    if _MARK_CHARACTER.search(text):
        text, mark, anchors = _take_marks(glyphs, text, first)
        if mark:
            # The first letter is raised: the last one occurs on the base line.
            height, size = glyphs.origin(last)[1], glyphs.size(last)
    return PageLine(text, height, size, mark, anchors, left, right)


def _longest_plain(text: str) -> float:
    """Return the length, in sizes of its letters, beyond which a line may hold a gap between columns."""
    usual = display_width(text) / 2
    return _STRETCHED * usual if text.isascii() else min(_STRETCHED * usual, usual + _CELL_GAP - _SPACE)


def tidy_piece(piece: PageLine) -> PageLine:
    """Return a piece without what is not a letter: marks that were blanked out, tabs."""
    return piece._replace(text=piece.text.translate(_LETTERS))


def _take_marks(glyphs: Glyphs, line: str, offset: int) -> tuple[str, str, tuple[str, ...]]:
    """Return the line with its raised footnote marks blanked out, the mark that opens it, and those within."""
    opening = ""
    anchors: list[str] = []
    at_start = _MARK_BEFORE_WORD.match(line)
    for found in (*filter(None, (at_start,)), *_MARK.finditer(line)):
        if not _touches(line, found) or not _is_raised(glyphs, line, found, offset):
            continue
        if not found.start():
            opening = found[0]
        else:
            anchors.append(found[0])
        # A character that no text holds keeps the places right until the line is done.
        line = line[: found.start()] + "\uffff" * len(found[0]) + line[found.end() :]
    return line, opening, tuple(anchors)


def _touches(line: str, found: re.Match[str]) -> bool:
    """Return whether what may be a mark follows a word, or occurs at the start of a line and is not a label."""
    start = found.start()
    if not start:
        return not line.startswith((".", ")"), found.end())
    return not line[:start].rstrip()[-1:].isdigit() and _UNIT.search(line, 0, start) is None


def _is_raised(glyphs: Glyphs, line: str, found: re.Match[str], offset: int) -> bool:
    start = found.start()
    beside = start - 1 if start else _next_letter(line, found.end())
    # PDFium may put a space before a raised mark; then it must be smaller and higher than the word before it.
    is_parted = start > 0 and line[beside].isspace()
    while is_parted and beside and line[beside].isspace():
        beside -= 1
    if beside >= len(line):
        return False
    size, usual = glyphs.size(offset + start), glyphs.size(offset + beside)
    is_small = size <= _RAISED_SIZE * usual
    if is_small and not is_parted:
        return True
    height, base = glyphs.origin(offset + start)[1], glyphs.origin(offset + beside)[1]
    return height - base > _RAISED_HEIGHT * usual and (is_small or not is_parted)


def _next_letter(line: str, start: int) -> int:
    return start + len(line[start:]) - len(line[start:].lstrip())


def _part_piece(glyphs: Glyphs, piece: PageLine, offset: int, edges: Sequence[Edge]) -> Iterator[PageLine]:
    """Yield the parts of a line between wide gaps. The gap after a paragraph's number does not count."""
    start, left = 0, piece.left
    gaps = [
        (found, glyphs.right(offset + found.start() - 1), glyphs.origin(offset + found.end())[0])
        for found in _GAP.finditer(piece.text)
    ]
    usual = median(following - right for _, right, following in gaps) if len(gaps) >= _MANY_GAPS else 0.0
    for found, right, following in gaps:
        is_wide = _is_wide(piece._replace(right=right), following, edges, usual)
        if is_wide and not _is_number(piece.text[start : found.start()]):
            yield tidy_piece(piece._replace(text=piece.text[start : found.start()], left=left, right=right))
            # The anchors of a line go with its first part, because their place on the line does not matter.
            piece = piece._replace(mark="", anchors=())
            start, left = found.end(), following
    yield tidy_piece(piece._replace(text=piece.text[start:], left=left))


def _is_wide(piece: PageLine, following: float, edges: Sequence[Edge], usual: float = 0.0) -> bool:
    """Return whether the gap after a piece is between columns: it is wide, or a column begins after it.

    `usual` is the gap between words of the line: all of a justified line may be wide, and part nothing.
    """
    gap = following - piece.right
    if gap > _CELL_GAP * piece.size or not edges:
        return gap > _CELL_GAP * piece.size
    is_wider = gap > max(_NARROW_GAP * piece.size, _WIDER_GAP * usual)
    return is_wider and any(edge.is_at(following, piece) for edge in edges)


def _is_number(text: str) -> bool:
    """Return whether a text is only a label, or only a footnote's mark, which was blanked out."""
    words = text.strip("\uffff ")
    found = parse_label(words)
    return not words or (found is not None and not found[1])


def _merge_pieces(pieces: Iterable[PageLine], edges: Sequence[Edge]) -> Iterator[PageLine]:
    """Join what occurs on one line: PDFium begins a new one after a raised mark."""
    pending: PageLine | None = None
    for one in pieces:
        if pending is None:
            pending = one
        elif are_level(pending, one) and _are_one(pending, one, edges):
            pending = join_pieces(pending, one)
        else:
            yield pending
            pending = one
    if pending:
        yield pending


def are_level(left: PageLine, right: PageLine) -> bool:
    """Return whether the second of two pieces is to the right of the first and on one line with it."""
    if right.left <= left.right - 0.5 * right.size:
        return False
    size = max(left.size, right.size)
    reach = _SAME_LINE if min(left.size, right.size) > _RAISED_SIZE * size else 2 * _SAME_LINE
    return abs(left.height - right.height) < reach * size


def _are_one(left: PageLine, right: PageLine, edges: Sequence[Edge]) -> bool:
    """Return whether two pieces that are level are one: no gap parts them."""
    size = max(left.size, right.size)
    parts_columns = _is_wide(left._replace(size=size), right.left, edges)
    return not parts_columns or _is_number(left.text) or _is_raised_mark(left, right)


def join_pieces(left: PageLine, right: PageLine) -> PageLine:
    """Return two pieces of one line as one; a raised mark is not part of its text."""
    if _is_raised_mark(left, right):
        return right._replace(left=left.left, mark=left.text.strip())
    if _is_raised_mark(right, left):
        return left._replace(right=right.right, anchors=(*left.anchors, right.text.strip()))
    has_space = left.text.endswith(" ") or right.left - left.right > _WORD_GAP * max(left.size, right.size)
    text = f"{left.text.rstrip()}{' ' if has_space else ''}{right.text}"
    return left._replace(text=text, right=right.right, anchors=left.anchors + right.anchors)


def _is_raised_mark(mark: PageLine, beside: PageLine) -> bool:
    is_small = mark.size <= _RAISED_SIZE * beside.size
    return is_small and mark.height > beside.height and _BARE_MARK.fullmatch(mark.text) is not None
