"""Writing tables: CSV, TSV and XLSX. The same rows give the same bytes."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from cdalign.atomic import open_whole
from cdalign.errors import UsageError, WriteError
from cdalign.messages import say
from cdalign.text import display_width, squeeze_spaces

WriteCells = Callable[[Sequence[str]], None]
SUFFIXES = (".tsv", ".csv", ".xlsx")
# Excel specifications and limits: characters in a cell (UTF-16 units), and rows of a sheet.
LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_576
# The creation time of a workbook: always the same, so that the same rows give the same bytes.
_FIXED_DATE = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_CUT_MARK = " […]"
# In points, also from those limits; and a line in sizes of its letters, of fonts that have Chinese.
_HIGHEST_ROW, _LINE_HEIGHT = 409, 1.4
# Without it, Excel reads a CSV in the code page of the locale.
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class TableLook:
    """How a sheet looks: its name, the widths of its columns in characters, and the choices allowed in a column.

    Columns in `prominent` are for reading; the others are grey. If there are none, all are for reading.
    """

    name: str = "table"
    widths: Mapping[str, int] = field(default_factory=dict)
    usual_width: int = 26
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    prominent: frozenset[str] = frozenset()
    is_cut_allowed: bool = False

    def width_of(self, column: str) -> int:
        """Return the width of a column by its name."""
        return self.widths.get(column.lower(), self.usual_width)


def write_rows(path: str | Path, rows: Iterable[Sequence[str]], look: TableLook | None = None) -> int:
    """Write rows, the column names first, in the format of the suffix, whole or not at all. Return the number of rows.

    Raises:
        UsageError: the suffix is not .tsv, .csv or .xlsx.
        WriteError: the file cannot be written, or a sheet cannot hold the rows or a cell.
    """
    remaining = iter(rows)
    columns = next(remaining, ())
    count = 0
    with open_table(path, columns, look) as write:
        for row in remaining:
            write(row)
            count += 1
    return count


@contextmanager
def open_table(path: str | Path, columns: Sequence[str], look: TableLook | None = None) -> Iterator[WriteCells]:
    """Yield the function that writes one row. The file is complete when the block ends without an error.

    CSV is quoted by RFC 4180 and begins with a byte order mark, for Excel. In TSV a row is one line, and white
    space in a cell becomes one space.

    Raises:
        UsageError: the suffix is not .tsv, .csv or .xlsx.
        WriteError: the file cannot be written, or a sheet cannot hold the rows or a cell.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(
            "is not a table format", path=path, advice=say("use one of the suffixes {names}", names=", ".join(SUFFIXES))
        )
    with open_whole(path) as stream:
        if suffix == ".xlsx":
            with _open_sheet(stream, columns, look or TableLook(), path) as write:
                yield write
        else:
            render = render_csv_line if suffix == ".csv" else _render_tsv_line
            stream.write((_BYTE_ORDER_MARK if suffix == ".csv" else "").encode())
            stream.write(render(columns).encode("utf-8"))
            yield lambda cells: _write_line(stream, render(cells))


def _write_line(stream: IO[bytes], line: str) -> None:
    stream.write(line.encode("utf-8"))


def render_csv_line(cells: Sequence[str], delimiter: str = ",") -> str:
    """Return a line of a CSV file (RFC 4180). A cell is quoted if it must be."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()


def _render_tsv_line(cells: Sequence[str]) -> str:
    return "\t".join(map(squeeze_spaces, cells)) + "\n"


@contextmanager
def open_book(stream: IO[bytes], *, title: str = "", is_streamed: bool = False) -> Iterator[Any]:
    """Yield an XlsxWriter workbook during the block. Strings stay text, and its date is always the same.

    `is_streamed` keeps one row at a time in memory. Rows must then be written in order.
    """
    import xlsxwriter

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory" if is_streamed else "in_memory": True,
    }
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"created": _FIXED_DATE, **({"title": title} if title else {})})
    try:
        yield book
    finally:
        book.close()  # after an error too: it removes its own temporary files


@contextmanager
def _open_sheet(stream: IO[bytes], columns: Sequence[str], look: TableLook, path: str | Path) -> Iterator[WriteCells]:
    with open_book(stream, is_streamed=True) as book:
        page = book.add_worksheet(look.name)
        _write_head(book, page, columns, look)
        last = 0

        def write(cells: Sequence[str]) -> None:
            nonlocal last
            last += 1
            if last >= _MOST_ROWS:
                raise WriteError(
                    say("a sheet holds at most {most_rows:,} rows", most_rows=_MOST_ROWS),
                    path=path,
                    advice="write TSV or CSV, or split it",
                )
            widths = (look.width_of(name) for name in columns)
            page.set_row(last, row_height(zip(cells, widths, strict=False)))
            for index, cell in enumerate(cells):
                fitting = shorten_cell(cell) if look.is_cut_allowed else _fit_cell(cell, path, last + 1)
                page.write_string(last, index, fitting)

        yield write
        for name, allowed in look.choices.items():
            if name in columns and last:
                at = list(columns).index(name)
                page.data_validation(1, at, last, at, {"validate": "list", "source": list(allowed)})
        page.autofilter(0, 0, max(last, 1), max(0, len(columns) - 1))


def _write_head(book: Any, page: Any, columns: Sequence[str], look: TableLook) -> None:
    head = book.add_format({"bold": True, "bottom": 1})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    plain = book.add_format({"valign": "top", "font_color": "#555555"})
    for index, name in enumerate(columns):
        is_text = not look.prominent or name in look.prominent
        page.set_column(index, index, look.width_of(name), text if is_text else plain)
        page.write_string(0, index, name, head)
    page.freeze_panes(1, 0)


def _fit_cell(text: str, path: str | Path, row: int) -> str:
    """Return the text if it fits into a cell of Excel. A text cut off here would return from review without its end."""
    if _excel_length(text) > LONGEST_CELL:
        raise WriteError(
            say(
                "a cell holds at most {longest_cell:,} characters, and this text has {count:,}",
                longest_cell=LONGEST_CELL,
                count=len(text),
            ),
            path=path,
            line=row,
            advice="write TSV or CSV",
        )
    return text


def shorten_cell(text: str) -> str:
    """Return the text, cut to fit into a cell of Excel with a mark where it was cut."""
    if _excel_length(text) <= LONGEST_CELL:
        return text
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * (LONGEST_CELL - len(_CUT_MARK))]
    return kept.decode("utf-16-le", "ignore") + _CUT_MARK


def row_height(cells: Iterable[tuple[str, int]], points: float = 11) -> float:
    """Return the height of a row, in points, that shows its cells whole: texts with the widths of their columns.

    LibreOffice keeps the heights of a workbook as they are, so a row without one shows a line of each text.
    """
    lines = (
        sum(max(1, math.ceil(display_width(line) * points / 11 / width)) for line in text.splitlines())
        for text, width in cells
    )
    return min(_HIGHEST_ROW, _LINE_HEIGHT * points * max((1, *lines)))


def _excel_length(text: str) -> int:
    return len(text) if len(text) * 2 <= LONGEST_CELL else len(text.encode("utf-16-le", "surrogatepass")) // 2
