"""Units as Parquet, the table format of machine-translation and data tools. Needs the extra `parquet`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from cdalign.atomic import open_whole
from cdalign.errors import MissingExtraError
from cdalign.model import TranslationUnit

_ROWS_AT_ONCE = 20_000
_COLUMNS = ("source", "target", "source_lang", "target_lang", "id", "document", "score", "review")


def write_parquet(path: Path, units: Iterable[TranslationUnit]) -> None:
    """Write units as a Parquet file, a group of rows at a time.

    Raises:
        MissingExtraError: the extra is not installed.
        WriteError: the file cannot be written.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtraError(
            "writing Parquet needs pyarrow", advice='python -m pip install "cdalign[parquet]"'
        ) from error
    schema = pyarrow.schema([(name, pyarrow.float32() if name == "score" else pyarrow.string()) for name in _COLUMNS])
    remaining = iter(units)
    with open_whole(path) as stream, parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while rows := [_row(unit) for unit in islice(remaining, _ROWS_AT_ONCE)]:
            writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))


def _row(unit: TranslationUnit) -> dict[str, Any]:
    values = (
        unit.source,
        unit.target,
        unit.source_lang,
        unit.target_lang,
        unit.id,
        unit.prop("x-document"),
        unit.score,
        unit.review,
    )
    return dict(zip(_COLUMNS, values, strict=True))
