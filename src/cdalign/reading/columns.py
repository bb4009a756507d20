"""Pieces that stand side by side on a page: rows of a table, whose cells may run over lines, or columns of text.

What makes a PDF (Word, LibreOffice, a browser) writes a table cell by cell and a column as a whole, so the order of
the file tells more than places do: a piece that goes up again, beside the one before it, begins the next cell or
column. Where lines were written across all columns instead, places tell which lines belong to one cell.

What is told here is told by place and size alone, so it needs no PDF to be tested.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cdalign.reading.glyphs import Edge
from cdalign.reading.labels import parse_label
from cdalign.reading.mastheads import field_names
from cdalign.reading.pages import Cell, Page, PageLine
from cdalign.reading.wrapping import Setting, collect_words, display_width, ends_finished, first_token, join_at_wrap

# Shares of the letters' size. Base lines of one line differ by less than a third of it (fonts, raised marks).
_SAME_LINE = 0.3
# Lines of a cell stand at most so far apart: Noto CJK asks for 1.45; beyond it is the space between paragraphs.
_CLOSE = 1.6
# Farther down than that the same cell or column does not go on.
_FARTHEST = 4.0
_HANGING = 1.0
_SPACE = 0.3
# A full page of ten columns has some 700 pieces; maps and drawings, where nothing stands in columns, have more.
_MOST_PIECES = 1_500
# The head of a table whose cells were not told apart stands so far above its first row.
_ROW_ABOVE = 3.0
# Fewer lines than these, side by side, are a table's cells.
_FEWEST_LINES = 4
_FEWEST_INTERLEAVED = 6
_MOST_COLUMNS = 3
# Of wrapped lines at least so many end near the edge of their column; of cells hardly any do.
_FULL_SHARE, _NEAR_EDGE = 0.6, 0.15
_LEAST_SHARE_OF_WIDTH = 0.6
# Rows stand wider apart than their lines; where few do, they part groups of rows.
_WIDER, _WIDE_SHARE = 1.25, 0.3
# What is wrapped by words, or by phrases, as browsers wrap Chinese, leaves less than that of a cell's width empty.
_SHORT_LINE = 0.4


# What only the masthead of a document says; there each field is a paragraph.
_MASTHEAD = frozenset({"distribution", "original_language"})


@dataclass
class _Run:
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
        """Say whether a stretch from left to right has something of the run above or below it."""
        return self.left < right and left < self.right


def _run_of(pieces: Iterable[PageLine]) -> _Run:
    run = _Run()
    for piece in pieces:
        run.add(piece)
    return run


@dataclass
class _Band:
    """Runs side by side, in the order of the file."""

    runs: list[_Run] = field(default_factory=list)

    @property
    def top(self) -> float:
        return max(run.top for run in self.runs)

    @property
    def foot(self) -> float:
        return min(run.foot for run in self.runs)

    @property
    def is_parted(self) -> bool:
        return len(self.runs) > 1

    @property
    def is_one_line(self) -> bool:
        return all(len(run.pieces) == 1 for run in self.runs)


def stand_beside(pieces: Page) -> bool:
    """Say whether a page shows a sign of columns: a piece that is no lower than the one before it in the file."""
    if len(pieces) > _MOST_PIECES:
        return False
    return any(after.height > before.height - _SAME_LINE * after.size for before, after in pairwise(pieces))


def find_edges(pieces: Page) -> list[Edge]:
    """Give where the columns of a page begin, if a piece goes over such an edge: it may be two cells in one."""
    edges = []
    for group in _group_bands(_find_bands(pieces)):
        if not group[0].is_parted:
            continue
        above = _ROW_ABOVE * group[0].runs[0].pieces[0].size
        foot, top = group[-1].foot, group[0].top + above
        edges += [Edge(run.left, foot, top) for band in group for run in band.runs if band.is_parted]
    return [edge for edge in set(edges) if any(map(edge.crosses, pieces))]


def arrange_columns(pieces: Page) -> Page:
    """Give the lines of a page in reading order: those across it, rows of tables, and columns one after another."""
    bands = sorted(_find_bands(pieces), key=lambda band: -band.top)
    lines: list[PageLine] = []
    for group in _group_bands(bands):
        lines += _arrange_group(group)
    return tuple(lines)


def _find_bands(pieces: Page) -> list[_Band]:
    bands: list[_Band] = []
    for piece in pieces:
        band = bands[-1] if bands else None
        if band and _goes_on(band, piece):
            band.runs[-1].add(piece)
        elif band and _stands_beside(band, piece):
            bands[-1:] = _add_run(band, piece)
        else:
            bands.append(_Band([_run_of([piece])]))
    return bands


def _goes_on(band: _Band, piece: PageLine) -> bool:
    """Say whether a piece is the next line of the cell, column or text under way."""
    run = band.runs[-1]
    last = run.pieces[-1]
    distance = last.height - piece.height
    if not _SAME_LINE * piece.size < distance < _FARTHEST * max(last.size, piece.size):
        return False
    if not band.is_parted:
        return True
    is_within = run.overlaps(piece.left, piece.right) and piece.left > run.left - _HANGING * piece.size
    if not is_within or any(other.overlaps(piece.left, piece.right) for other in band.runs[:-1]):
        return False
    return _is_close(last, piece) or _are_aligned(run, piece)


def _are_aligned(run: _Run, piece: PageLine) -> bool:
    """Say whether a piece stands under a run by an edge or by its middle; else it is no part of its cell."""
    left, right = run.left - piece.left, run.right - piece.right
    return min(abs(left), abs(right), abs(left + right) / 2) < _HANGING * piece.size


def _stands_beside(band: _Band, piece: PageLine) -> bool:
    """Say whether a piece stands in one row with a band: no part of what is level with it, or below, is in its way."""
    reach = _SAME_LINE * piece.size
    first, *others = band.runs
    if piece.height < band.foot - reach:
        return False
    level = [one for one in first.pieces if one.height <= piece.height + reach]
    in_way = any(one.left < piece.right and piece.left < one.right for one in level)
    return bool(level or others) and not in_way and not any(one.overlaps(piece.left, piece.right) for one in others)


def _add_run(band: _Band, piece: PageLine) -> list[_Band]:
    """Give the band with one more run; lines above the row that it begins become a band of their own."""
    if band.is_parted:
        band.runs.append(_run_of([piece]))
        return [band]
    lines = band.runs[0].pieces
    start = _find_row_start(lines, piece)
    parted = _Band([_run_of(lines[start:]), _run_of([piece])])
    return [_Band([_run_of(lines[:start])]), parted] if start else [parted]


def _find_row_start(lines: Sequence[PageLine], piece: PageLine) -> int:
    """Give where in a text the cell begins that a piece stands beside.

    That is level with it; or above, where the piece stands in the middle of the height of its row.
    """
    reach = _SAME_LINE * piece.size
    level = next(index for index, one in enumerate(lines) if one.height <= piece.height + reach)
    start = level
    while start and _is_close(lines[start - 1], lines[start]) and lines[start - 1].right < piece.left:
        start -= 1
    is_level = abs(lines[level].height - piece.height) < reach
    is_centred = level - start == len(lines) - 1 - level if is_level else level > start
    return start if is_centred else level


def _is_close(above: PageLine, below: PageLine) -> bool:
    return above.height - below.height < _CLOSE * max(above.size, below.size)


def _group_bands(bands: Sequence[_Band]) -> Iterator[list[_Band]]:
    """Give the bands that belong together: parted ones that follow each other, and what stands in a column between."""
    group: list[_Band] = []
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


def _is_row_of(group: Sequence[_Band], band: _Band, following: _Band | None) -> bool:
    """Say whether a run alone is of a table: it keeps to one column, and the table goes on, or it follows closely."""
    run = band.runs[0]
    crossed = [edge for edge in _left_edges(group) if run.left + _HANGING * run.pieces[0].size < edge < run.right]
    if crossed or not group[0].is_parted:
        return False
    below = group[-1].foot - band.top
    is_close = below < _CLOSE * run.pieces[0].size and all(one.is_one_line for one in group)
    goes_on = following is not None and following.is_parted and below < _FARTHEST * run.pieces[0].size
    return is_close or (goes_on and len(run.pieces) <= _FEWEST_LINES)


def _left_edges(bands: Iterable[_Band]) -> list[float]:
    """Give where columns begin: the leftmost piece of each, of all that overlap."""
    spans: list[list[float]] = []
    for left, right in sorted((run.left, run.right) for band in bands if band.is_parted for run in band.runs):
        if spans and left < spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], right)
        else:
            spans.append([left, right])
    return [left for left, _ in spans]


def _arrange_group(group: Sequence[_Band]) -> list[PageLine]:
    if not group[0].is_parted:
        return group[0].runs[0].pieces
    if len(group) == 1 and _are_text(group[0].runs, _FEWEST_LINES):
        return _as_columns(group[0].runs)
    columns = _gather_columns(group)
    if sum(band.is_one_line for band in group) >= _FEWEST_INTERLEAVED and _are_text(columns, _FEWEST_INTERLEAVED):
        return _as_columns(columns)
    is_masthead = any(_MASTHEAD & field_names(one.text.strip()) for column in columns for one in column.pieces)
    return [_as_row(band, columns, is_masthead=is_masthead) for band in _merge_bands(group)]


def _gather_columns(group: Sequence[_Band]) -> list[_Run]:
    """Give all pieces of a group by columns, from left to right."""
    edges = _left_edges(group)
    columns = [_Run() for _ in edges]
    for band in group:
        for run in band.runs:
            for piece in run.pieces:
                columns[_column_of(piece, edges)].add(piece)
    return [column for column in columns if column.pieces]


def _column_of(piece: PageLine, edges: Sequence[float]) -> int:
    reach = _HANGING * piece.size
    return max((index for index, edge in enumerate(edges) if edge <= piece.left + reach), default=0)


def _are_text(runs: Sequence[_Run], fewest: int) -> bool:
    """Say whether runs side by side are columns of text: as wide as each other, long, and of wrapped lines."""
    if not 1 < len(runs) <= _MOST_COLUMNS or len(runs[0].pieces) < fewest:
        return False
    widths = [run.right - run.left for run in runs]
    lines = sum(len(run.pieces) for run in runs)
    full = sum(_count_full(run) for run in runs)
    is_even = min(widths) > _LEAST_SHARE_OF_WIDTH * max(widths) or len(runs[-1].pieces) < _FEWEST_LINES
    return is_even and full >= _FULL_SHARE * lines


def _count_full(run: _Run) -> int:
    return sum(one.right > run.right - _NEAR_EDGE * (run.right - run.left) for one in run.pieces)


def _as_columns(runs: Sequence[_Run]) -> list[PageLine]:
    return [one._replace(setting=Setting.COLUMN) for run in runs for one in run.pieces]


def _merge_bands(group: Sequence[_Band]) -> list[_Band]:
    """Give the rows of a table: bands, and where lines were written across all cells, those that are one row."""
    if not all(_is_written_across(band) for band in group):
        return list(group)
    edges = _left_edges(group)
    columns = [_column_of(band.runs[0].pieces[0], edges) for band in group]
    distances = [above.foot - below.top for above, below in pairwise(group)]
    rows: list[_Band] = []
    for band, is_first in zip(group, [True, *_begin_rows(distances, columns[1:], group)], strict=True):
        if is_first:
            rows.append(_Band(list(band.runs)))
        else:
            rows[-1].runs += band.runs
    return [_join_cells(row, edges) for row in rows]


def _is_written_across(band: _Band) -> bool:
    return all(len(run.pieces) == 1 for run in band.runs[:-1])


def _begin_rows(distances: Sequence[float], columns: Sequence[int], group: Sequence[_Band]) -> list[bool]:
    """Say of each band but the first whether a row begins with it.

    Rows stand farther apart than lines, if many distances are wide and each is above a first cell; else a line with
    an empty first cell goes on.
    """
    size = group[0].runs[0].pieces[0].size
    usual = min(distances, default=0.0)
    is_wide = [distance > _WIDER * usual for distance in distances]
    are_above_first = all(column == 0 for column, wide in zip(columns, is_wide, strict=True) if wide)
    if usual < _CLOSE * size and are_above_first and sum(is_wide) > _WIDE_SHARE * len(is_wide):
        return is_wide
    return [column == 0 for column in columns]


def _join_cells(row: _Band, edges: Sequence[float]) -> _Band:
    cells: dict[int, list[PageLine]] = {}
    for run in row.runs:
        for piece in run.pieces:
            cells.setdefault(_column_of(piece, edges), []).append(piece)
    return _Band([_run_of(cells[column]) for column in sorted(cells)])


def _as_row(band: _Band, columns: Sequence[_Run], *, is_masthead: bool) -> PageLine:
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


def _right_edge(run: _Run, band: _Band, columns: Sequence[_Run]) -> float:
    """Give how far to the right a cell reaches at least: as its column does, but not into the next cell."""
    column = max((column.right for column in columns if column.overlaps(run.left, run.right)), default=run.right)
    beside = [other.left - _HANGING * other.pieces[0].size for other in band.runs if other.left > run.right]
    return min([column, *beside])


def _join_cell(lines: Sequence[PageLine], edge: float, *, is_masthead: bool) -> list[tuple[str, Cell]]:
    """Give the paragraphs of a cell; each is a text of its own, as cells are."""
    words = collect_words(one.text for one in lines)
    left = min(one.left for one in lines)
    texts = [(lines[0].text.strip(), Cell(left, edge, lines[0].right))]
    for above, below in pairwise(lines):
        text, cell = below.text.strip(), Cell(left, edge, below.right)
        is_field = is_masthead and bool(field_names(above.text.strip()) or field_names(text))
        if is_field or not _is_close(above, below) or _ends_paragraph(texts[-1], below):
            texts.append((text, cell))
        else:
            texts[-1] = (join_at_wrap(texts[-1][0], text, words), cell)
    return texts


def _ends_paragraph(before: tuple[str, Cell], below: PageLine) -> bool:
    """Say whether the paragraph before a line of a cell ended: the first word of the line would have fitted on it.

    Much room must be left, or its last mark say so as well.
    """
    text, cell = before
    room = cell.edge - cell.end - _width_of(first_token(below.text.strip()), below.size)
    is_finished = ends_finished(text)
    if parse_label(below.text.strip()) and (room > 0 or is_finished):
        return True
    return room > max(_HANGING * below.size, 0.0 if is_finished else _SHORT_LINE * (cell.edge - cell.left))


def _width_of(text: str, size: float) -> float:
    return display_width(text) * size / 2


def continue_columns(pages: Sequence[Page]) -> list[Page]:
    """Give the pages with columns gone on with where a page has text in the first of them alone."""
    continued: list[Page] = []
    for page in pages:
        before = continued[-1] if continued else ()
        span = _first_column(before) if before and before[-1].setting is Setting.COLUMN else None
        count = _count_within(page, *span) if span else 0
        continued.append((*(one._replace(setting=Setting.COLUMN) for one in page[:count]), *page[count:]))
    return continued


def _first_column(page: Page) -> tuple[float, float]:
    """Give where the first column of text on a page begins and ends."""
    lines = [line for line in page if line.setting is Setting.COLUMN]
    left = min(line.left for line in lines)
    return left, max(line.right for line in lines if line.left < left + _HANGING * line.size)


def _count_within(page: Page, left: float, right: float) -> int:
    """Give how many lines at the start of a page keep to a column that had others beside it."""
    for count, line in enumerate(page):
        reach = _HANGING * line.size
        is_within = left - reach < line.left and line.right < right + reach
        if line.setting is not Setting.ACROSS or not is_within:
            return count
    return len(page)


def complete_rows(pages: Iterable[Page]) -> list[Page]:
    """Give the pages with each row whole that a page break parts: what stands behind it goes to its cells."""
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
    """Give the rows that a page ends with."""
    start = len(page)
    while start and page[start - 1].cells:
        start -= 1
    return page[start:]


def _complete_row(row: PageLine, page: Page) -> tuple[PageLine, int]:
    """Give a row with its rest from the start of the next page, and how many lines there are its rest."""
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
    """Say whether a line goes on with cells of a row: not with the first, or with each where it was full."""
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
    """Give which text of a row begins where a cell does, the last where several do; -1 where none does."""
    near = [index for index, one in enumerate(row.cells) if abs(one.left - cell.left) < _HANGING * line.size]
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
