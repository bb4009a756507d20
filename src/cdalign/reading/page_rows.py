"""Rows of tables: which bands of a page are one row, the paragraphs of a cell, and rows that a page break parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from cdalign.labels import parse_label
from cdalign.reading.bands import SAME_EDGE, LineBand, Run, column_of, is_close, is_line_distance, left_edges, run_of
from cdalign.reading.joining import collect_words, join_at_wrap
from cdalign.reading.lines import ends_finished, first_token
from cdalign.reading.mastheads import field_names
from cdalign.reading.page_lines import Cell, Page, PageLine, Setting
from cdalign.text import display_width

# Rows occur wider apart than their lines; where few do, they part groups of rows.
_WIDER, _WIDE_SHARE = 1.25, 0.3
# What is wrapped by words, or by phrases, as browsers wrap Chinese, leaves less than that of a cell's width empty.
_SHORT_LINE = 0.4
_SPACE = 0.3
# What only the masthead of a document says; there each field is a paragraph.
_MASTHEAD = frozenset({"distribution", "original_language"})


def make_rows(group: Sequence[LineBand], columns: Sequence[Run]) -> list[PageLine]:
    """Return the rows of a table that bands are; `columns` are their pieces by columns."""
    is_masthead = any(_MASTHEAD & field_names(one.text.strip()) for column in columns for one in column.pieces)
    return [_as_row(band, columns, is_masthead=is_masthead) for band in _merge_bands(group)]


def _merge_bands(group: Sequence[LineBand]) -> list[LineBand]:
    """Return the rows of a table: bands, and where lines were written across all cells, those that are one row."""
    if not all(_is_written_across(band) for band in group):
        return list(group)
    edges = left_edges(group)
    columns = [column_of(band.runs[0].pieces[0], edges) for band in group]
    distances = [above.foot - below.top for above, below in pairwise(group)]
    rows: list[LineBand] = []
    for band, is_first in zip(group, [True, *_begin_rows(distances, columns[1:], group)], strict=True):
        if is_first:
            rows.append(LineBand(list(band.runs)))
        else:
            rows[-1].runs += band.runs
    return [_join_cells(row, edges) for row in rows]


def _is_written_across(band: LineBand) -> bool:
    return all(len(run.pieces) == 1 for run in band.runs[:-1])


def _begin_rows(distances: Sequence[float], columns: Sequence[int], group: Sequence[LineBand]) -> list[bool]:
    """Return for each band but the first whether a row begins with it.

    Rows occur farther apart than lines, if many distances are wide and each is above a first cell; else a line with
    an empty first cell continues.
    """
    usual = min(distances, default=0.0)
    is_wide = [distance > _WIDER * usual for distance in distances]
    are_above_first = all(column == 0 for column, wide in zip(columns, is_wide, strict=True) if wide)
    if (
        is_line_distance(usual, group[0].runs[0].pieces[0].size)
        and are_above_first
        and sum(is_wide) > _WIDE_SHARE * len(is_wide)
    ):
        return is_wide
    return [column == 0 for column in columns]


def _join_cells(row: LineBand, edges: Sequence[float]) -> LineBand:
    cells: dict[int, list[PageLine]] = {}
    for run in row.runs:
        for piece in run.pieces:
            cells.setdefault(column_of(piece, edges), []).append(piece)
    return LineBand([run_of(cells[column]) for column in sorted(cells)])


def _as_row(band: LineBand, columns: Sequence[Run], *, is_masthead: bool) -> PageLine:
    texts: list[tuple[str, Cell]] = []
    for run in band.runs:
        edge = _right_edge(run, band, columns)
        texts += _join_cell(run.pieces, edge, is_masthead=is_masthead)
    first = band.runs[0].pieces[0]
    return PageLine(
        "\t".join(text for text, _ in texts),
        band.top,
        first.size,
        anchors=tuple(anchor for run in band.runs for one in run.pieces for anchor in one.anchors),
        left=min(run.left for run in band.runs),
        right=max(run.right for run in band.runs),
        setting=Setting.ROW,
        cells=tuple(cell for _, cell in texts),
    )


def _right_edge(run: Run, band: LineBand, columns: Sequence[Run]) -> float:
    """Return how far to the right a cell reaches at least: as its column does, but not into the next cell."""
    column = max((column.right for column in columns if column.overlaps(run.left, run.right)), default=run.right)
    beside = [other.left - SAME_EDGE * other.pieces[0].size for other in band.runs if other.left > run.right]
    return min([column, *beside])


def _join_cell(lines: Sequence[PageLine], edge: float, *, is_masthead: bool) -> list[tuple[str, Cell]]:
    """Return the paragraphs of a cell; each is a text of its own, as cells are."""
    words = collect_words(one.text for one in lines)
    left = min(one.left for one in lines)
    texts = [(lines[0].text.strip(), Cell(left, edge, lines[0].right))]
    for above, below in pairwise(lines):
        text, cell = below.text.strip(), Cell(left, edge, below.right)
        is_field = is_masthead and bool(field_names(above.text.strip()) or field_names(text))
        if is_field or not is_close(above, below) or _ends_paragraph(texts[-1], below):
            texts.append((text, cell))
        else:
            texts[-1] = (join_at_wrap(texts[-1][0], text, words), cell)
    return texts


def _ends_paragraph(before: tuple[str, Cell], below: PageLine) -> bool:
    """Return whether the paragraph before a line of a cell ended: the first word of the line would have fitted on it.

    Much room must be left, or its last mark say so as well.
    """
    text, cell = before
    room = cell.edge - cell.end - _width_of(first_token(below.text.strip()), below.size)
    is_finished = ends_finished(text)
    if parse_label(below.text.strip()) and (room > 0 or is_finished):
        return True
    return room > max(SAME_EDGE * below.size, 0.0 if is_finished else _SHORT_LINE * (cell.edge - cell.left))


def _width_of(text: str, size: float) -> float:
    return display_width(text) * size / 2


def complete_rows(pages: Iterable[Page]) -> list[Page]:
    """Return the pages with each row whole that a page break parts: what is after it goes to its cells."""
    whole: list[Page] = []
    for page in pages:
        rows = _last_table(whole[-1]) if whole else ()
        start = int(bool(rows and page) and page[0].text == rows[0].text)
        row, count = _complete_row(rows[-1], page[start:]) if rows else (None, 0)
        if row and count:
            whole[-1] = (*whole[-1][:-1], row)
        whole.append((*page[:start], *page[start + count :]))
    return whole


def _last_table(page: Page) -> Page:
    """Return the rows that a page ends with."""
    start = len(page)
    while start and page[start - 1].cells:
        start -= 1
    return page[start:]


def _complete_row(row: PageLine, page: Page) -> tuple[PageLine, int]:
    """Return a row with its rest from the start of the next page, and how many lines there are its rest."""
    whole, count = row, 0
    if page and page[0].cells and _is_rest(row, page[0]):
        return _add_rest(row, page[0]), 1
    while count < len(page) and not page[count].cells and _is_rest(whole, page[count]):
        whole = _add_rest(whole, page[count])
        count += 1
    is_table = count < len(page) and bool(page[count].cells)
    unfinished = any(not ends_finished(text) for text in row.text.split("\t")[1:])
    return (whole, count) if is_table or unfinished else (row, 0)


def _is_rest(row: PageLine, line: PageLine) -> bool:
    """Return whether a line continues with cells of a row: not with the first, or with each where it was full."""
    texts = row.text.split("\t")
    places = [_find_cell(row, cell, line) for cell in _cells_of(line)]
    if min(places) != 0:
        return min(places) > 0
    return all(
        not ends_finished(texts[place])
        and row.cells[place].edge - row.cells[place].end < _width_of(first_token(text), line.size) + _SPACE * line.size
        for place, text in zip(places, line.text.split("\t"), strict=True)
    )


def _cells_of(line: PageLine) -> tuple[Cell, ...]:
    return line.cells or (Cell(line.left, line.right, line.right),)


def _find_cell(row: PageLine, cell: Cell, line: PageLine) -> int:
    """Return which text of a row begins where a cell does, the last if several do; -1 if none does."""
    near = [index for index, one in enumerate(row.cells) if abs(one.left - cell.left) < SAME_EDGE * line.size]
    return near[-1] if near else -1


def _add_rest(row: PageLine, line: PageLine) -> PageLine:
    texts = list(zip(row.text.split("\t"), row.cells, strict=True))
    # From the right, so that what is put in moves nothing that is still to be found.
    for cell, text in reversed(list(zip(_cells_of(line), line.text.split("\t"), strict=True))):
        place = _find_cell(row, cell, line)
        before, old = texts[place]
        whole = Cell(old.left, old.edge, cell.end)
        if _ends_paragraph((before, old), line._replace(text=text)):
            texts.insert(place + 1, (text.strip(), whole))
        else:
            texts[place] = (join_at_wrap(before, text.strip(), frozenset()), whole)
    return row._replace(text="\t".join(text for text, _ in texts), cells=tuple(cell for _, cell in texts))
