"""The list of what was done to a memory, for a person to read: TSV, XLSX, or JSON a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from cdalign.atomic import open_whole
from cdalign.errors import UsageError
from cdalign.text import squeeze_spaces

Write = Callable[[Sequence[str]], None]


@contextmanager
def open_list(path: str | Path, columns: Sequence[str]) -> Iterator[Write]:
    """Give the function that writes one row of the list; the file is whole when the block ends without an error.

    Raises:
        UsageError: the suffix is none of .tsv, .xlsx, .jsonl.
        WriteError: the file cannot be written there.
    """
    suffix = Path(path).suffix.lower()
    openers = {".tsv": _tab_separated, ".xlsx": _workbook, ".jsonl": _json_lines}
    if suffix not in openers:
        raise UsageError("a list is written as .tsv, .xlsx or .jsonl", path=path, advice="choose one of the three")
    with open_whole(path) as stream, openers[suffix](stream, columns) as write:
        yield write


@contextmanager
def _tab_separated(stream: IO[bytes], columns: Sequence[str]) -> Iterator[Write]:
    def write(cells: Sequence[str]) -> None:
        stream.write(("\t".join(map(squeeze_spaces, cells)) + "\n").encode("utf-8"))

    write(columns)
    yield write


@contextmanager
def _json_lines(stream: IO[bytes], columns: Sequence[str]) -> Iterator[Write]:
    def write(cells: Sequence[str]) -> None:
        row = dict(zip(columns, cells, strict=True))
        stream.write((json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8"))

    yield write


@contextmanager
def _workbook(stream: IO[bytes], columns: Sequence[str]) -> Iterator[Write]:
    import xlsxwriter

    book: Any = xlsxwriter.Workbook(stream, {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("changes")
    heading = book.add_format({"bold": True})
    for index, name in enumerate(columns):
        sheet.write_string(0, index, name, heading)
    sheet.freeze_panes(1, 0)
    rows = iter(range(1, 1_048_576))  # rows of a sheet (Excel specifications and limits)

    def write(cells: Sequence[str]) -> None:
        row = next(rows, None)
        if row is not None:
            for index, cell in enumerate(cells):
                sheet.write_string(row, index, cell)

    yield write
    book.close()
