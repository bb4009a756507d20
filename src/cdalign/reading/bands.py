"""Pieces that occur side by side on a page: runs of them one under another, in bands.

What makes a PDF (Word, LibreOffice, a browser) writes a table cell by cell and a column as a whole, so the order of
the file tells more than places do: a piece that goes up again, next to the one before it, begins the next cell or
column.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cdalign.reading.page_lines import Page, PageLine

# All shares are of the letters' size. Base lines of one line differ by less than a third of it (fonts, raised marks).
SAME_LINE = 0.3
# Two edges so near are one.
SAME_EDGE = 1.0
# Lines of a cell occur at most so far apart: Noto CJK asks for 1.45; beyond it is the space between paragraphs.
_CLOSE = 1.6
# Farther down than that the same cell or column does not go on.
_FARTHEST = 4.0
# A run alone between two rows has no more lines than a cell may have.
_MOST_LINES = 4


@dataclass
class Run:
    """Pieces one under another: a cell, a column, or lines across the page; and the box around them."""

    pieces: list[PageLine] = field(default_factory=list)
    left: float = math.inf
    right: float = -math.inf
    top: float = -math.inf
    foot: float = math.inf

    def add(self, piece: PageLine) -> None:
        """Put a piece to the others."""
        self.pieces.append(piece)
        self.left, self.right = min(self.left, piece.left), max(self.right, piece.right)
        self.top, self.foot = max(self.top, piece.height), min(self.foot, piece.height)

    def overlaps(self, left: float, right: float) -> bool:
        """Return whether a stretch from left to right has something of the run above or below it."""
        return self.left < right and left < self.right


def run_of(pieces: Iterable[PageLine]) -> Run:
    """Return the run of these pieces."""
    run = Run()
    for piece in pieces:
        run.add(piece)
    return run


@dataclass
class LineBand:
    """Runs side by side, in the order of the file."""

    runs: list[Run] = field(default_factory=list)

    @property
    def top(self) -> float:
        """Return the height of its highest line."""
        return max(run.top for run in self.runs)

    @property
    def foot(self) -> float:
        """Return the height of its lowest line."""
        return min(run.foot for run in self.runs)

    @property
    def is_parted(self) -> bool:
        """Return whether anything occurs side by side in it."""
        return len(self.runs) > 1

    @property
    def is_one_line(self) -> bool:
        """Return whether no run of it has a second line."""
        return all(len(run.pieces) == 1 for run in self.runs)


def find_bands(pieces: Page) -> list[LineBand]:
    """Return the bands of a page in the order of the file; lines across the page are bands of one run."""
    bands: list[LineBand] = []
    for piece in pieces:
        band = bands[-1] if bands else None
        if band and _goes_on(band, piece):
            band.runs[-1].add(piece)
        elif band and _stands_beside(band, piece):
            bands[-1:] = _add_run(band, piece)
        else:
            bands.append(LineBand([run_of([piece])]))
    return bands


def _goes_on(band: LineBand, piece: PageLine) -> bool:
    """Return whether a piece is the next line of the same cell, column or text."""
    run = band.runs[-1]
    last = run.pieces[-1]
    distance = last.height - piece.height
    if not SAME_LINE * piece.size < distance < _FARTHEST * max(last.size, piece.size):
        return False
    if not band.is_parted:
        return True
    is_right = piece.left > run.left - SAME_EDGE * piece.size or _are_aligned(run, piece)
    is_within = run.overlaps(piece.left, piece.right) and is_right
    if not is_within or any(other.overlaps(piece.left, piece.right) for other in band.runs[:-1]):
        return False
    return is_close(last, piece) or _are_aligned(run, piece)


def _are_aligned(run: Run, piece: PageLine) -> bool:
    """Return whether a piece occurs under a run by an edge or by its middle; else it is not part of its cell."""
    left, right = run.left - piece.left, run.right - piece.right
    return min(abs(left), abs(right), abs(left + right) / 2) < SAME_EDGE * piece.size


def _stands_beside(band: LineBand, piece: PageLine) -> bool:
    """Return whether a piece is in one row with a band: nothing that is level with it, or below, is in its way."""
    reach = SAME_LINE * piece.size
    first, *others = band.runs
    if piece.height < band.foot - reach:
        return False
    level = [one for one in first.pieces if one.height <= piece.height + reach]
    in_way = any(one.left < piece.right and piece.left < one.right for one in level)
    return bool(level or others) and not in_way and not any(one.overlaps(piece.left, piece.right) for one in others)


def _add_run(band: LineBand, piece: PageLine) -> list[LineBand]:
    """Return the band with one more run; lines above the row that it begins become a band of their own."""
    if band.is_parted:
        band.runs.append(run_of([piece]))
        return [band]
    lines = band.runs[0].pieces
    start = _find_row_start(lines, piece)
    parted = LineBand([run_of(lines[start:]), run_of([piece])])
    return [LineBand([run_of(lines[:start])]), parted] if start else [parted]


def _find_row_start(lines: Sequence[PageLine], piece: PageLine) -> int:
    """Return where in a text the cell begins that a piece is next to.

    That is level with it; or above, where the piece occurs in the middle of the height of its row.
    """
    reach = SAME_LINE * piece.size
    level = next(index for index, one in enumerate(lines) if one.height <= piece.height + reach)
    start = level
    while start and is_close(lines[start - 1], lines[start]) and lines[start - 1].right < piece.left:
        start -= 1
    is_level = abs(lines[level].height - piece.height) < reach
    is_centred = level - start == len(lines) - 1 - level if is_level else level > start
    return start if is_centred else level


def is_line_distance(distance: float, size: float) -> bool:
    """Return whether lines of a paragraph may occur so far apart, by the size of their letters."""
    return distance < _CLOSE * size


def is_close(above: PageLine, below: PageLine) -> bool:
    """Return whether a piece occurs under another as the next line of a paragraph does."""
    return is_line_distance(above.height - below.height, max(above.size, below.size))


def group_bands(bands: Sequence[LineBand]) -> Iterator[list[LineBand]]:
    """Yield the bands that belong together: parted ones that follow each other, and what occurs in a column between."""
    group: list[LineBand] = []
    for index, band in enumerate(bands):
        following = bands[index + 1] if index + 1 < len(bands) else None
        if group and (band.is_parted or _is_row_of(group, band, following)):
            group.append(band)
            continue
        if group:
            yield group
        group = [band] if band.is_parted else []
        if not band.is_parted:
            yield [band]
    if group:
        yield group


def _is_row_of(group: Sequence[LineBand], band: LineBand, following: LineBand | None) -> bool:
    """Return whether a run alone belongs to a table: it keeps to one column, and the table continues or is close."""
    run = band.runs[0]
    crossed = [edge for edge in left_edges(group) if run.left + SAME_EDGE * run.pieces[0].size < edge < run.right]
    if crossed or not group[0].is_parted:
        return False
    below = group[-1].foot - band.top
    follows = is_line_distance(below, run.pieces[0].size) and all(one.is_one_line for one in group)
    goes_on = following is not None and following.is_parted and below < _FARTHEST * run.pieces[0].size
    return follows or (goes_on and len(run.pieces) <= _MOST_LINES)


def left_edges(bands: Iterable[LineBand]) -> list[float]:
    """Return where columns begin: the leftmost piece of each, of all that overlap."""
    spans: list[list[float]] = []
    for left, right in sorted((run.left, run.right) for band in bands if band.is_parted for run in band.runs):
        if spans and left < spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], right)
        else:
            spans.append([left, right])
    return [left for left, _ in spans]


def gather_columns(group: Sequence[LineBand]) -> list[Run]:
    """Return all pieces of a group by columns, from left to right."""
    edges = left_edges(group)
    columns = [Run() for _ in edges]
    for band in group:
        for run in band.runs:
            for piece in run.pieces:
                columns[column_of(piece, edges)].add(piece)
    return [column for column in columns if column.pieces]


def column_of(piece: PageLine, edges: Sequence[float]) -> int:
    """Return which of the columns that begin at these edges, from left to right, a piece occurs in."""
    reach = SAME_EDGE * piece.size
    return max((index for index, edge in enumerate(edges) if edge <= piece.left + reach), default=0)
