"""A table of terms as a person is shown it before it is read: its first lines, and what its columns seem to hold.

What is guessed can be changed: the sheet, the line that names the columns, and each column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile, islice
from pathlib import Path

from cdalign.errors import ReadError, UsageError
from cdalign.tables import HEADING_WITHIN, Line, SheetOfLines, open_sheets
from cdalign.terminology.columns import Columns, guess_columns, has_terms, name_columns
from cdalign.terminology.gathering import gather_concepts
from cdalign.terminology.records import TermbaseReading
from cdalign.terminology.sheets import records_of_lines, without_comments


@dataclass(frozen=True, slots=True)
class TableMapping:
    """How a table is read: its sheet, the line that names the columns (0 if none does), and what they hold."""

    sheet: str
    heading: int
    columns: Columns


@dataclass(frozen=True, slots=True)
class SeenTable:
    """The first lines of a table, how it would be read, and the names of all sheets of the workbook."""

    mapping: TableMapping
    lines: tuple[Line, ...]
    sheets: tuple[str, ...] = ()


def look_at_table(path: str | Path, *, sheet: str = "") -> SeenTable:
    """Return the first lines of a table of terms, and how it would be read.

    Of a workbook it is the sheet of that name, or the first one in which a line names the columns, or the first one
    that is not empty. Where no line names the columns, the scripts of the cells say where the terms are.

    Raises:
        ReadError: the file cannot be read as a table, or is empty.
    """
    with open_sheets(path) as opened:
        seen = [(one.name, tuple(islice(without_comments(one).lines, HEADING_WITHIN))) for one in opened]
    names = tuple(name for name, _ in seen)
    tables = [_look(name, lines) for name, lines in seen if lines and sheet in ("", name)]
    if not tables:
        raise ReadError("is an empty table", path=path, advice="take the file that has the terms", code="file.empty")
    chosen = next((table for table in tables if table.mapping.heading), tables[0])
    return SeenTable(chosen.mapping, chosen.lines, names)


def _look(sheet: str, lines: Sequence[Line]) -> SeenTable:
    for at, (number, cells) in enumerate(lines):
        columns = name_columns(cells)
        if columns is not None:
            return SeenTable(TableMapping(sheet, number, columns), tuple(lines[at:]))
    return SeenTable(TableMapping(sheet, 0, guess_columns([cells for _, cells in lines])), tuple(lines))


def read_mapped(path: str | Path, mapping: TableMapping) -> TermbaseReading:
    """Return the termbase in a table, read as the mapping says.

    Raises:
        UsageError: no column holds terms.
        ReadError: the file cannot be read as a table, or does not have the sheet.
    """
    if not has_terms(mapping.columns):
        raise UsageError("no column holds terms", advice="choose the columns with the Chinese and the English terms")
    with open_sheets(path, sheet=mapping.sheet) as opened:
        sheet = without_comments(next(opened, SheetOfLines("", iter(()))))
        rows = dropwhile(lambda line: line[0] <= mapping.heading, sheet.lines)
        return gather_concepts(records_of_lines(rows, mapping.columns))
