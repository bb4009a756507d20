"""The rows of CSV, TSV and XLSX files, with their line numbers."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from cdalign.errors import ReadError
from cdalign.terminology.sheets import Line

# Measured: 100,000 concepts of four terms make 90 MB of XML; more than this in a workbook is an attack or a mistake.
_LARGEST_WORKBOOK_BYTES = 500_000_000
_LARGEST_CELL = 1_000_000


def lines_of_csv(text: str, *, path: str = "") -> Iterator[Line]:
    """Yield the lines of a CSV or TSV text that say something; the delimiter is found by its first line.

    Raises:
        ReadError: a quoted cell has no end, or a cell is beyond all measure.
    """
    content = text.removeprefix("\ufeff")
    first = content.split("\n", 1)[0]
    delimiter = max("\t,;|", key=first.count)
    limit = csv.field_size_limit(_LARGEST_CELL)
    reader = csv.reader(io.StringIO(content), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not cells[0].startswith("# "):
                yield reader.line_num, cells
    except csv.Error as error:
        raise ReadError(
            f"is no table ({error})", path=path, line=reader.line_num, advice="save it again as CSV or XLSX"
        ) from error
    finally:
        csv.field_size_limit(limit)


def lines_of_workbook(path: str | Path) -> Iterator[Line]:
    """Yield the lines of the first sheet of a workbook that has any.

    Raises:
        ReadError: it is no workbook, damaged, or would fill the memory.
    """
    from openpyxl import load_workbook

    _check_archive(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                lines = _sheet_lines(sheet.iter_rows(values_only=True))
                first = next(lines, None)
                if first is not None:
                    yield first
                    yield from lines
                    return
        finally:
            book.close()
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError) as error:
        raise ReadError(
            f"is no workbook that can be read ({error})", path=path, advice="save it again as XLSX"
        ) from error


def _sheet_lines(rows: Iterator[tuple[object, ...]]) -> Iterator[Line]:
    for number, row in enumerate(rows, 1):
        cells = ["" if cell is None else _shown(cell) for cell in row]
        if any(cell.strip() for cell in cells):
            yield number, cells


def _shown(cell: object) -> str:
    """A cell as words: a whole number without `.0`, a truth value as yes or no."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _check_archive(path: str | Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(info.file_size for info in archive.infolist())
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError) as error:
        raise ReadError("is no workbook, or a damaged one", path=path, advice="save it again as XLSX") from error
    if "xl/workbook.xml" not in names:
        raise ReadError("is a ZIP file, but no Excel workbook", path=path, advice="give XLSX, CSV, TSV, TBX or JSON")
    if size > _LARGEST_WORKBOOK_BYTES:
        raise ReadError(
            f"would unpack to {size // 1_000_000} MB, more than a termbase can have", path=path, advice="split it"
        )
