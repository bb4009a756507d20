"""Updates of `corpus/sources.toml`: one record is put in, everything else stays as a person wrote it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from cdalign.project.sources import SourceRecord

_TABLE = re.compile(r"^\[\[source\]\][ \t]*\n(?:(?!\[)(?!#).*(?:\n|\Z))*", re.MULTILINE)
_PATH = re.compile(r"""^path\s*=\s*["']([^"'\n]*)["']""", re.MULTILINE)


def put_record(text: str, record: SourceRecord, fetched_on: str, replaced: Iterable[str] = ()) -> str:
    """Return the text of `sources.toml` with the record of a fetched file in it.

    It replaces the records of its own path and of the paths in `replaced`. If there is no such record, it is appended.
    """
    paths = {record.path, *replaced}
    written = render_record(record, fetched_on)
    pieces: list[str] = []
    end = 0
    is_placed = False
    for table in _TABLE.finditer(text):
        path = _PATH.search(table[0])
        if path is None or path[1] not in paths:
            continue
        pieces += [text[end : table.start()], "" if is_placed else written + "\n" * table[0].endswith("\n\n")]
        is_placed, end = True, table.end()
    pieces.append(text[end:])
    kept = "".join(pieces)
    return kept if is_placed else f"{kept.rstrip()}\n\n{written}".lstrip()


def render_record(record: SourceRecord, fetched_on: str) -> str:
    """Return the record as a TOML table."""
    fields = {
        "path": record.path,
        "symbol": record.symbol,
        "lang": record.lang,
        "status": str(record.status),
        "obtained": f"{record.obtained} {fetched_on}".strip(),
        "url": record.url,
        "sha256": record.sha256,
    }
    # A JSON string is also a TOML basic string.
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    return "\n".join(["[[source]]", *lines, ""])
