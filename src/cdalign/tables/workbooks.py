"""The sheets of an XLSX workbook as lines of cells, with bounds; a damaged workbook is a ReadError."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path
from typing import Any

from cdalign.errors import CdalignError, ReadError
from cdalign.messages import say
from cdalign.numerals import whole_number
from cdalign.tables.table_lines import Line, SheetOfLines

# Measured: 100,000 concepts of four terms make 90 MB of XML; more than this in a workbook is an attack or a mistake.
_LARGEST_UNPACKED_BYTES = 500_000_000
# The shared strings are all kept in memory, about five bytes for each byte of XML.
_LARGEST_TEXTS_BYTES = 120_000_000
# Workbooks of text shrink to a tenth or a fifth. A large one that shrinks to a hundredth was built as an attack.
_SUSPICIOUS_BYTES = 20_000_000
_SUSPICIOUS_RATIO = 100
# A sheet has 1,048,576 rows and 16,384 columns (Excel specifications and limits); no table of texts fills both.
_MOST_CELLS = 20_000_000
_SHARED_TEXTS = "xl/sharedstrings.xml"
_ADVICE = "save it again as XLSX"


@contextmanager
def open_workbook(path: str | Path, *, sheet: str = "", data: bytes | None = None) -> Iterator[Iterator[SheetOfLines]]:
    """Open a workbook during the block and yield its sheets, or only the one selected by name or number.

    `data` are its bytes, where they were read already; `path` is then for messages.

    Raises:
        ReadError: it is not a workbook, is damaged, would fill the memory, or does not have the sheet.
    """
    import openpyxl

    _check_archive(path, data)
    # A stream: of a path openpyxl asks the ending, and a file is what it holds, whatever its name.
    with Path(path).open("rb") if data is None else io.BytesIO(data) as stream:
        with _damage_told(path), warnings.catch_warnings():
            # What openpyxl leaves out (drawings, styles, names) does not belong to a table.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
        try:
            yield _sheets(_chosen(book.worksheets, sheet, path), path)
        finally:
            book.close()


def _chosen(sheets: Sequence[Any], wanted: str, path: str | Path) -> Sequence[Any]:
    if not wanted:
        return sheets
    found = [one for one in sheets if one.title.strip().lower() == wanted.strip().lower()]
    if not found and 0 < whole_number(wanted.strip()) <= len(sheets):
        found = [sheets[whole_number(wanted.strip()) - 1]]
    if not found:
        names = ", ".join(one.title for one in sheets)
        raise ReadError(
            say("has no sheet {wanted!r}", wanted=wanted), path=path, advice=say("its sheets are: {names}", names=names)
        )
    return found


def _sheets(sheets: Sequence[Any], path: str | Path) -> Iterator[SheetOfLines]:
    return (SheetOfLines(sheet.title, _sheet_lines(sheet, path)) for sheet in sheets)


def _sheet_lines(sheet: Any, path: str | Path) -> Iterator[Line]:
    """Yield the lines that contain a word. The declared size of the sheet is ignored; a row has only its own cells."""
    cells_read = 0
    with _damage_told(path):
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            cells_read += len(row)
            if cells_read > _MOST_CELLS:
                raise ReadError(
                    say("has more than {most_cells:,} cells", most_cells=_MOST_CELLS),
                    path=path,
                    line=number,
                    advice="split it",
                    code="file.large",
                )
            if any(cell is not None for cell in row):
                cells = [_shown(cell) for cell in row]
                if any(cell.strip() for cell in cells):
                    yield number, cells


def _shown(cell: object) -> str:
    """Return a cell as text: a whole number without `.0`, a truth value as yes or no, midnight without the time."""
    from openpyxl.utils.escape import unescape

    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time.min:
            return str(cell.date())
        case str():
            # Excel writes a control character as `_x000D_` (ECMA-376, part 1, 22.9.2.19).
            # `_xD83D__xDE00_` is one character; half of such a pair cannot be written anywhere.
            halves = unescape(cell).encode("utf-16-le", "surrogatepass") if "_x" in cell else b""
            return halves.decode("utf-16-le", "replace") if halves else cell
    return str(cell)


@contextmanager
def _damage_told(path: str | Path) -> Iterator[None]:
    """Turn whatever a damaged workbook makes openpyxl raise into a ReadError.

    Damage appears in openpyxl's own classes, the XML parser, the unpackers and numbers in cells. Flipped bits raised
    eleven kinds of exceptions, so a list of them would never be complete.
    """
    try:
        yield
    except (CdalignError, MemoryError):
        raise
    except FileNotFoundError as error:
        raise ReadError.of(error, path) from error
    except Exception as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise ReadError(
            say("is a damaged workbook ({reason})", reason=reason), path=path, advice=_ADVICE, code="file.damaged"
        ) from error


def _check_archive(path: str | Path, data: bytes | None) -> None:
    """Reject files that are not workbooks or would be too large, by the archive's directory, before unpacking anything.

    Raises:
        ReadError: the file is one of these.
    """
    try:
        packed = Path(path).stat().st_size if data is None else len(data)
        with zipfile.ZipFile(path if data is None else io.BytesIO(data)) as archive:
            sizes = {info.filename.lower(): info.file_size for info in archive.infolist()}
    except OSError as error:
        raise ReadError.of(error, path) from error
    except Exception as error:  # BadZipFile, and whatever else a damaged directory raises
        raise ReadError(
            "is not a workbook, or a damaged one", path=path, advice=_ADVICE, code="file.damaged"
        ) from error
    if "xl/workbook.xml" not in sizes:
        raise ReadError(
            "is a ZIP file, but not an Excel workbook", path=path, advice="give XLSX, CSV or TSV", code="file.kind"
        )
    unpacked = sum(sizes.values())
    is_bomb = unpacked > _SUSPICIOUS_BYTES and unpacked > packed * _SUSPICIOUS_RATIO
    if is_bomb or unpacked > _LARGEST_UNPACKED_BYTES or sizes.get(_SHARED_TEXTS, 0) > _LARGEST_TEXTS_BYTES:
        raise ReadError(
            say("would unpack to {unpacked} MB, more than a table of texts has", unpacked=unpacked // 1000000),
            path=path,
            advice="split it, or save it as CSV",
            code="file.large",
        )
