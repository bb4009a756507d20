"""Columns of a page: whether it has any, and its lines in reading order, tables as rows, text column by column.

What is told here is told by place and size alone, so it needs no PDF to be tested.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cdalign.reading.bands import SAME_EDGE, SAME_LINE, LineBand, Run, find_bands, gather_columns, group_bands
from cdalign.reading.page_lines import Page, PageLine, Setting
from cdalign.reading.page_rows import make_rows
from cdalign.reading.pieces import Edge

# A full page of ten columns has some 700 pieces; maps and drawings, where nothing occurs in columns, have more.
_MOST_PIECES = 1_500
# How far the head of a table whose cells were not told apart is above its first row, in sizes of its letters.
_ROW_ABOVE = 3.0
# Fewer lines than these, side by side, are a table's cells.
_FEWEST_LINES = 4
_FEWEST_INTERLEAVED = 6
_MOST_COLUMNS = 3
# The share of wrapped lines that end near the edge of their column, at least; of cells hardly any do.
_FULL_SHARE, _NEAR_EDGE = 0.6, 0.15
_LEAST_SHARE_OF_WIDTH = 0.6


def stand_beside(pieces: Page) -> bool:
    """Return whether a page shows a sign of columns: a piece that is not lower than the one before it in the file."""
    if len(pieces) > _MOST_PIECES:
        return False
    return any(after.height > before.height - SAME_LINE * after.size for before, after in pairwise(pieces))


def find_edges(pieces: Page) -> list[Edge]:
    """Return where the columns of a page begin, if a piece goes over such an edge: it may be two cells in one."""
    edges = []
    for group in group_bands(find_bands(pieces)):
        if not group[0].is_parted:
            continue
        above = _ROW_ABOVE * group[0].runs[0].pieces[0].size
        foot, top = group[-1].foot, group[0].top + above
        edges += [Edge(run.left, foot, top) for band in group for run in band.runs if band.is_parted]
    return [edge for edge in set(edges) if any(map(edge.crosses, pieces))]


def arrange_columns(pieces: Page) -> Page:
    """Return the lines of a page in reading order: those across it, rows of tables, and columns one after another."""
    bands = sorted(find_bands(pieces), key=lambda band: -band.top)
    lines: list[PageLine] = []
    for group in group_bands(bands):
        lines += _arrange_group(group)
    return tuple(lines)


def _arrange_group(group: Sequence[LineBand]) -> list[PageLine]:
    if not group[0].is_parted:
        return group[0].runs[0].pieces
    if len(group) == 1 and _are_text(group[0].runs, _FEWEST_LINES):
        return _as_columns(group[0].runs)
    columns = gather_columns(group)
    if sum(band.is_one_line for band in group) >= _FEWEST_INTERLEAVED and _are_text(columns, _FEWEST_INTERLEAVED):
        return _as_columns(columns)
    return make_rows(group, columns)


def _are_text(runs: Sequence[Run], fewest: int) -> bool:
    """Return whether runs side by side are columns of text: as wide as each other, long, and of wrapped lines."""
    if not 1 < len(runs) <= _MOST_COLUMNS or len(runs[0].pieces) < fewest:
        return False
    widths = [run.right - run.left for run in runs]
    lines = sum(len(run.pieces) for run in runs)
    full = sum(_count_full(run) for run in runs)
    is_even = min(widths) > _LEAST_SHARE_OF_WIDTH * max(widths) or len(runs[-1].pieces) < _FEWEST_LINES
    return is_even and full >= _FULL_SHARE * lines


def _count_full(run: Run) -> int:
    return sum(one.right > run.right - _NEAR_EDGE * (run.right - run.left) for one in run.pieces)


def _as_columns(runs: Sequence[Run]) -> list[PageLine]:
    return [one._replace(setting=Setting.COLUMN) for run in runs for one in run.pieces]


def continue_columns(pages: Sequence[Page]) -> list[Page]:
    """Return the pages with columns gone on with where a page has text in the first of them alone."""
    continued: list[Page] = []
    for page in pages:
        before = continued[-1] if continued else ()
        span = _first_column(before) if before and before[-1].setting is Setting.COLUMN else None
        count = _count_within(page, *span) if span else 0
        continued.append((*(one._replace(setting=Setting.COLUMN) for one in page[:count]), *page[count:]))
    return continued


def _first_column(page: Page) -> tuple[float, float]:
    """Return where the first column of text on a page begins and ends."""
    lines = [line for line in page if line.setting is Setting.COLUMN]
    left = min(line.left for line in lines)
    return left, max(line.right for line in lines if line.left < left + SAME_EDGE * line.size)


def _count_within(page: Page, left: float, right: float) -> int:
    """Return how many lines at the start of a page keep to a column that had others next to it."""
    for count, line in enumerate(page):
        reach = SAME_EDGE * line.size
        is_within = left - reach < line.left and line.right < right + reach
        if line.setting is not Setting.ACROSS or not is_within:
            return count
    return len(page)
