"""Rows of tables among the elements of a tagged PDF: by the tags of the rows, or by place.

Word tags a table with a heading row as one; of others it tags every cell as a paragraph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cdalign.reading.elements import Element
from cdalign.reading.ruled_lines import DrawnLine, find_spans
from cdalign.reading.tags import Path

# All shares are of the letters' size. Base lines of one line differ by less than a third of it.
_SAME_LINE = 0.3
# A cell at the foot of its row may be so far below the next one, which is at its head; a new column begins farther up.
_FARTHEST_UP = 5.0
# A row of one cell is so near to the rows around it.
_NEAR = 3.0
_MOST_LINES = 4
# Tables are set smaller than the text, by more than footnotes are (UN: 8.5 points under 10).
_SMALLER = 0.95
# In points: sizes nearer than this are one.
_SAME_SIZE = 2.0


class Row(NamedTuple):
    """The row of a table, or an element that is in none; `table` is the path of a table that is tagged as one."""

    elements: tuple[Element, ...]
    is_row: bool
    table: Path = ()


def find_rows(elements: Sequence[Element], rules: Sequence[Sequence[DrawnLine]], text_size: float) -> list[Row]:
    """Return the elements in order, those of one row together; `rules` are of each page, `text_size` is in points."""
    groups = _part_columns(_group_elements(elements))
    frames = _find_frames(groups)
    rows = []
    for group in groups:
        table = group[0].table
        is_row = (len(group) > 1 or bool(group[0].row)) and table not in frames
        rows.append(Row(tuple(group), is_row, table))
    smallest = _SMALLER * text_size
    return [*_fill_tables(_find_ruled(rows, rules, smallest), smallest)]


def _part_columns(groups: Sequence[list[Element]]) -> list[list[Element]]:
    """Return the groups, those parted that are two rows: of a list in two columns whose other rows are as long.

    A row is parted where each half of it begins as several whole rows of the text do.
    """
    starts = Counter(_lefts(group) for group in groups)
    parted: list[list[Element]] = []
    for group in groups:
        middle = len(group) // 2
        halves = group[:middle], group[middle:]
        is_two = len(group) % 2 == 0 and middle > 1 and all(starts[_lefts(half)] > 1 for half in halves)
        parted += halves if is_two else [group]
    return parted


def _lefts(group: Sequence[Element]) -> tuple[int, ...]:
    return tuple(round(element.left) for element in group)


def _group_elements(elements: Iterable[Element]) -> list[list[Element]]:
    groups: list[list[Element]] = []
    for element in elements:
        if groups and _is_of_row(groups[-1][-1], element):
            groups[-1].append(element)
        else:
            groups.append([element])
    return groups


def _is_of_row(last: Element, element: Element) -> bool:
    """Return whether an element is in the row of the one before it."""
    if not element.tag or not last.tag:
        return False
    if element.row or last.row:
        return element.row == last.row
    return _are_beside(last, element)


def _are_beside(left: Element, right: Element) -> bool:
    """Return whether the second of two elements is the next cell: right of the first, and no lower than its foot.

    It may be higher, where the first is at the foot of the row.
    """
    size = right.first.size
    is_right = left.page == right.page and left.right < right.left + _SAME_LINE * size
    return is_right and left.foot - _SAME_LINE * size < right.first.height < left.first.height + _FARTHEST_UP * size


def _find_frames(groups: Iterable[Sequence[Element]]) -> set[Path]:
    """Return the tables that are only frames around paragraphs: none of their rows has two cells."""
    cells: dict[Path, dict[Path, set[Path]]] = {}
    for group in groups:
        for element in group:
            if element.tag and element.table:
                cells.setdefault(element.table, {}).setdefault(element.row, set()).add(element.tag.cell)
    return {table for table, rows in cells.items() if all(len(found) == 1 for found in rows.values())}


def _find_ruled(rows: Sequence[Row], rules: Sequence[Sequence[DrawnLine]], smallest: float) -> list[Row]:
    """Return the rows with those of one cell that are within the rules of a table.

    Between two rules that begin and end together all is of a table, if some is and all its letters are small; also
    if a table continues from the page before, as its repeated head shows.
    """
    found = list(rows)
    continued = {page for row in rows if row.is_row for page in [*row.elements[0].lines_of_pages][1:]}
    pages: dict[int, list[int]] = {}
    for index, row in enumerate(rows):
        pages.setdefault(row.elements[0].page, []).append(index)
    for page, here in pages.items():
        spans = find_spans(rules[page])
        within = [[index for index in here if _is_between(rows[index], span)] for span in spans]
        for number, indexes in enumerate(within):
            near = [index for part in within[max(0, number - 1) : number + 2] for index in part]
            are_small = all(rows[index].elements[0].first.size < smallest for index in indexes)
            goes_on = not any(within[:number]) and page in continued
            if are_small and (goes_on or any(rows[index].is_row for index in near)):
                for index in indexes:
                    found[index] = rows[index]._replace(is_row=True)
    return found


def _is_between(row: Row, span: tuple[DrawnLine, DrawnLine]) -> bool:
    above, below = span
    only = row.elements[0]
    return only.tag is not None and below.height < only.foot <= only.first.height < above.height


def _fill_tables(rows: Sequence[Row], smallest: float) -> Iterator[Row]:
    """Yield the rows; an element alone between two rows of a table is a row of one cell."""
    before: Row | None = None
    edge = 0.0
    for index, row in enumerate(rows):
        ahead = (one for one in rows[index + 1 :] if one.is_row or not _may_be_row(one, smallest))
        after = next(ahead, None) if before and before.is_row and not row.is_row else None
        if before and after and after.is_row and _may_be_row(row, smallest) and _is_within(before, row, edge):
            row = row._replace(is_row=True, table=before.table)
        if row.is_row:
            left = min(cell.left for cell in row.elements)
            edge = min(edge, left) if before and before.is_row else left
        before = row
        yield row


def _may_be_row(row: Row, smallest: float) -> bool:
    """Return whether an element alone may be a row of one cell: it is short, or smaller than the text."""
    only = row.elements[0]
    is_short = len(only.lines) < _MOST_LINES or only.first.size < smallest
    return row.is_row or (only.tag is not None and not only.is_heading and is_short)


def _is_within(above: Row, row: Row, edge: float) -> bool:
    """Return whether an element keeps to the width of its table, is set like the row above it, and follows it closely.

    `edge` is where the table begins, in points from the left.
    """
    only, cells = row.elements[0], above.elements
    size = only.first.size
    foot = min(cell.foot for cell in cells)
    right = max(cell.right for cell in cells)
    is_near = only.page != cells[-1].page or foot - only.first.height < _NEAR * size
    return is_near and edge - size < only.left < right and abs(cells[0].first.size - size) < _SAME_SIZE
