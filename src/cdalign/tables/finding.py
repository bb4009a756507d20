"""The search for the table: the sheet and the line that name the columns, which need not be the first ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Generic, TypeVar

from cdalign.errors import ReadError
from cdalign.messages import say
from cdalign.tables.delimited import delimited_lines
from cdalign.tables.encoded import text_lines
from cdalign.tables.table_lines import Line, SheetOfLines
from cdalign.tables.workbooks import open_workbook

Names = TypeVar("Names")
# Published tables have a title, a date and a few remarks above the names of their columns.
HEADING_WITHIN = 50
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class UnnamedColumnsError(ReadError):
    """No row of a table names its columns."""


@dataclass(frozen=True, slots=True)
class FoundTable(Generic[Names]):
    """A table whose columns are known: their meanings, the line that names them, and the lines below it."""

    names: Names
    sheet: str
    line: int
    lines: Iterator[Line]


@contextmanager
def open_sheets(path: str | Path, *, sheet: str = "", encoding: str = "") -> Iterator[Iterator[SheetOfLines]]:
    """Open a table during the block and yield its sheets: those of a workbook, or the only one of a text file.

    The format is detected from the content. `sheet` selects a sheet of a workbook by its name, or its number from 1.

    Raises:
        ReadError: the file cannot be read, is damaged or too large, or has no such sheet.
    """
    start = _read_start(path)
    if start.startswith(b"PK"):
        with open_workbook(path, sheet=sheet) as sheets:
            yield sheets
        return
    if start.startswith(OLD_WORKBOOK):
        raise ReadError(
            "is an old workbook (.xls), or has a password", path=path, advice="save it as XLSX", code="file.password"
        )
    yield iter((SheetOfLines("", delimited_lines(text_lines(path, encoding), path=path)),))


def find_table(
    sheets: Iterable[SheetOfLines],
    recognise: Callable[[Sequence[str]], Names | None],
    *,
    wanted: str,
    advice: str,
    path: str | Path = "",
) -> FoundTable[Names]:
    """Return the first table whose columns are recognised, in any sheet, below any title rows.

    `recognise` takes the cells of a line and returns its columns, or None if the line does not name them. `wanted` and
    `advice` are the end of the message if there is no such line.

    Raises:
        UnnamedColumnsError: no line names the columns.
        ReadError: there are no lines.
    """
    first: Line | None = None
    seen = []
    for sheet in sheets:
        for line, cells in islice(sheet.lines, HEADING_WITHIN):
            first = first or (line, cells)
            names = recognise(cells)
            if names is not None:
                return FoundTable(names, sheet.name, line, sheet.lines)
        seen.append(sheet.name)
    if first is None:
        raise ReadError(
            "is an empty table", path=path, advice="give a table whose first row names its columns", code="file.empty"
        )
    shown = ", ".join(cell.strip()[:40] for cell in first[1][:6])
    place = f" (sheets: {', '.join(seen)})" if len(seen) > 1 else ""
    raise UnnamedColumnsError(
        say("no row names {wanted}{place}: {shown}", wanted=wanted, place=place, shown=shown),
        path=path,
        line=first[0],
        advice=advice,
    )


def _read_start(path: str | Path) -> bytes:
    try:
        with Path(path).open("rb") as stream:
            return stream.read(len(OLD_WORKBOOK))
    except OSError as error:
        raise ReadError.of(error, path) from error
