"""The list of changes of a memory, for a person to read: TSV, XLSX, or one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from cdalign.atomic import open_whole
from cdalign.errors import UsageError
from cdalign.tables import TableLook, open_table

Write = Callable[[Sequence[str]], None]
_LOOK = TableLook("changes", is_cut_allowed=True)


@contextmanager
def open_list(path: str | Path, columns: Sequence[str]) -> Iterator[Write]:
    """Yield the function that writes one row of the list. The file is written when the block ends without an error.

    Raises:
        UsageError: the suffix is not .tsv, .xlsx or .jsonl.
        WriteError: the file cannot be written there, or has more rows than a sheet.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in (".tsv", ".xlsx", ".jsonl"):
        raise UsageError("a list is written as .tsv, .xlsx or .jsonl", path=path, advice="choose one of the three")
    opened = _json_lines(path, columns) if suffix == ".jsonl" else open_table(path, columns, _LOOK)
    with opened as write:
        yield write


@contextmanager
def _json_lines(path: str | Path, columns: Sequence[str]) -> Iterator[Write]:
    with open_whole(path) as stream:

        def write(cells: Sequence[str]) -> None:
            row = dict(zip(columns, cells, strict=True))
            stream.write((json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8"))

        yield write
