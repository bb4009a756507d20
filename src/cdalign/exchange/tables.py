"""Units as rows: TSV, CSV and XLSX, out and back, every column of a memory kept.

The first row names the columns: id, status, source, target, note, then one column for each prop (`x-document` …).
Any other table is read by its column names too; what is not there stays empty.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from cdalign.atomic import open_whole
from cdalign.errors import ReadError
from cdalign.exchange.facts import REVIEW_PROP, facts_of, with_facts
from cdalign.inline import parse_shown, show_codes
from cdalign.model import TranslationUnit
from cdalign.text import squeeze_spaces

STATUSES = ("automatic", "confirmed", "excluded")
_FIXED = ("id", "status", "source", "target", "note")
_LANGUAGE_COLUMNS = ("source_lang", "target_lang")
# Columns that are there only where a unit needs them.
CODES = "codes"
_OPTIONAL = ("source note", "target note", CODES)
_NO_FACTS = frozenset((*_FIXED, *_LANGUAGE_COLUMNS, *_OPTIONAL))
_BETWEEN_NOTES = " | "
# The usual props come first and are there even where no unit has them; the others follow as they are met.
_USUAL_PROPS = ("x-document", "x-paragraph", "x-alignment", "x-score", "x-source-status", "x-target-status")
_CELL_LIMIT = 32_767  # characters in a cell (Excel specifications and limits)
# The moment a workbook says it was made: always the same, so that the same units give the same bytes.
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


class Row(NamedTuple):
    """A row of a table as it was read: its line, and its cells by column name."""

    line: int
    cells: dict[str, str]

    def cell(self, name: str) -> str:
        """The text of a cell, without white space at its ends, or nothing."""
        return self.cells.get(name, "").strip()


def table_header(units: Sequence[TranslationUnit]) -> tuple[str, ...]:
    """Give the names of the columns for these units."""
    facts = dict.fromkeys(name for unit in units for name, _ in facts_of(unit))
    optional = [name for name, is_used in _optional_columns(units).items() if is_used]
    return (
        *_FIXED,
        *_USUAL_PROPS,
        *(name for name in facts if name not in _USUAL_PROPS),
        *optional,
        *_LANGUAGE_COLUMNS,
    )


def _optional_columns(units: Sequence[TranslationUnit]) -> dict[str, bool]:
    """Return which of the columns that few tables need these units fill."""
    return {
        "source note": any(unit.source_notes for unit in units),
        "target note": any(unit.target_notes for unit in units),
        CODES: any(unit.source_codes or unit.target_codes for unit in units),
    }


def unit_row(unit: TranslationUnit, header: Sequence[str]) -> tuple[str, ...]:
    """Give the cells of a unit under these columns; inline codes stand as marks in the texts (`inline.show_codes`)."""
    source, target, codes = unit.source, unit.target, ""
    if CODES in header:
        source, target, codes = show_codes((unit.source, unit.source_codes), (unit.target, unit.target_codes))
    cells = {
        "id": unit.id,
        "status": unit.prop(REVIEW_PROP, STATUSES[0]),
        "source": source,
        "target": target,
        "note": _BETWEEN_NOTES.join(unit.notes),
        "source_lang": unit.source_lang,
        "target_lang": unit.target_lang,
        "source note": _BETWEEN_NOTES.join(unit.source_notes),
        "target note": _BETWEEN_NOTES.join(unit.target_notes),
        CODES: codes,
    }
    for name, value in facts_of(unit):
        cells.setdefault(name, value)
    return tuple(cells.get(name, "") for name in header)


def row_unit(row: Row, source_lang: str, target_lang: str) -> TranslationUnit:
    """Give the unit of a row; empty cells are props that are not there.

    Raises:
        ReadError: the cell with the inline codes was spoiled.
    """
    try:
        source, target = (parse_shown(row.cell(name), row.cell(CODES)) for name in ("source", "target"))
    except ValueError as error:
        raise ReadError(str(error), line=row.line, advice=f"leave the column {CODES} as it was") from error
    status = row.cell("status")
    unit = TranslationUnit(
        source[0],
        target[0],
        row.cell("source_lang") or source_lang,
        row.cell("target_lang") or target_lang,
        id=row.cell("id"),
        notes=_notes(row, "note"),
        source_codes=source[1],
        target_codes=target[1],
        source_notes=_notes(row, "source note"),
        target_notes=_notes(row, "target note"),
    )
    facts = [(name, row.cell(name)) for name in row.cells if name not in _NO_FACTS and row.cell(name)]
    return with_facts(unit, [*facts, (REVIEW_PROP, status)] if status else facts)


def unit_rows(units: Iterable[TranslationUnit]) -> Iterator[Row]:
    """Yield units as rows, as if they had been read from a table."""
    for number, unit in enumerate(units, 1):
        header = table_header((unit,))
        yield Row(number, dict(zip(header, unit_row(unit, header), strict=True)))


def _notes(row: Row, name: str) -> tuple[str, ...]:
    return tuple(note for note in row.cell(name).split(_BETWEEN_NOTES) if note)


def write_table(path: str | Path, units: Iterable[TranslationUnit], header: Sequence[str] = ()) -> int:
    """Write units as a table, by the suffix TSV, CSV or XLSX, and give their number.

    Without `header` the columns are those of the first thousand units.

    Raises:
        WriteError: the file cannot be written there.
    """
    remaining = iter(units)
    head = list(islice(remaining, 1000))
    columns = tuple(header) or table_header(head)
    rows = (unit_row(unit, columns) for unit in chain(head, remaining))
    suffix = Path(path).suffix.lower()
    with open_whole(path) as stream:
        if suffix == ".xlsx":
            return _write_workbook(stream, columns, rows)
        text = io.TextIOWrapper(stream, encoding="utf-8-sig" if suffix == ".csv" else "utf-8", newline="")
        count = _write_delimited(text, columns, rows, is_csv=suffix == ".csv")
        text.flush()
        text.detach()
        return count


def _write_delimited(
    stream: io.TextIOBase, columns: Sequence[str], rows: Iterable[Sequence[str]], *, is_csv: bool
) -> int:
    """CSV is quoted as RFC 4180 says; a TSV has one line a row, white space in a cell being one space."""
    writer = csv.writer(stream, lineterminator="\r\n")
    count = -1  # the row of names is no unit
    for row in chain((columns,), rows):
        if is_csv:
            writer.writerow(row)
        else:
            stream.write("\t".join(map(squeeze_spaces, row)) + "\n")
        count += 1
    return count


def _write_workbook(stream: Any, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write an XLSX that is ready for review: fixed heading, wrapped texts, a list of statuses to choose from."""
    import xlsxwriter

    # `constant_memory` keeps one row at a time; strings are text even where they look like a formula or a link.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"created": _NO_DATE})
    sheet = book.add_worksheet("units")
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    plain = book.add_format({"valign": "top", "font_color": "#555555"})
    heading = book.add_format({"bold": True, "bottom": 1})
    for index, name in enumerate(columns):
        is_text = name in ("source", "target")
        sheet.set_column(index, index, 60 if is_text else 16, wrapped if is_text else plain)
        sheet.write_string(0, index, name, heading)
    sheet.freeze_panes(1, 0)
    count = 0
    for count, row in enumerate(rows, 1):
        for index, cell in enumerate(row):
            sheet.write_string(count, index, cell[:_CELL_LIMIT])
    status = columns.index("status") if "status" in columns else -1
    if status >= 0 and count:
        sheet.data_validation(1, status, count, status, {"validate": "list", "source": list(STATUSES)})
    sheet.autofilter(0, 0, max(count, 1), len(columns) - 1)
    book.close()
    return count


def read_table(path: str | Path) -> Iterator[Row]:
    """Read the rows of a TSV, CSV or XLSX file by the names in its first row; empty rows are left out.

    Raises:
        ReadError: the file cannot be read, or its first row names no source and target.
    """
    suffix = Path(path).suffix.lower()
    rows = _read_workbook(path) if suffix == ".xlsx" else _read_delimited(path, is_csv=suffix == ".csv")
    header: tuple[str, ...] = ()
    for line, cells in rows:
        if not header:
            header = tuple(cell.strip().lower() for cell in cells)
            _check_header(header, path)
        elif any(cell.strip() for cell in cells):
            yield Row(line, dict(zip(header, cells, strict=False)))
    if not header:
        raise ReadError("is an empty table", path=path, advice="give a table with a first row of column names")


def _check_header(header: Sequence[str], path: str | Path) -> None:
    missing = [name for name in ("source", "target") if name not in header]
    if missing:
        raise ReadError(
            f"its first row names no column {' or '.join(missing)}",
            path=path,
            line=1,
            advice="write source and target above the two texts",
        )


def _read_delimited(path: str | Path, *, is_csv: bool) -> Iterator[tuple[int, Sequence[str]]]:
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as stream:
            if is_csv:
                reader = csv.reader(stream)
                for cells in reader:
                    yield reader.line_num, cells
            else:
                for line, text in enumerate(stream, 1):
                    yield line, text.rstrip("\r\n").split("\t")
    except (OSError, UnicodeError) as error:
        raise ReadError.of(error, path) from error
    except csv.Error as error:
        raise ReadError(f"is no CSV file ({error})", path=path, advice="save it as CSV in UTF-8") from error


def _read_workbook(path: str | Path) -> Iterator[tuple[int, Sequence[str]]]:
    from zipfile import BadZipFile

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except OSError as error:
        raise ReadError.of(error, path) from error
    except (KeyError, BadZipFile, InvalidFileException) as error:
        raise ReadError(f"is no workbook ({error})", path=path, advice="save it as XLSX") from error
    try:
        for line, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
            yield line, ["" if cell is None else str(cell) for cell in cells]
    finally:
        book.close()
