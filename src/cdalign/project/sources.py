"""`corpus/sources.toml`: what each text of a project is, who wrote it, and how it was obtained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cdalign.atomic import read_whole
from cdalign.errors import ReadError
from cdalign.messages import say
from cdalign.model import Provenance, SourceStatus
from cdalign.notations import load_toml

SOURCES_FILE = "sources.toml"


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """The record of one file in `sources.toml`. `path` is relative to the folder `corpus/`."""

    path: str
    symbol: str = ""
    lang: str = ""
    status: SourceStatus = SourceStatus.UNKNOWN
    obtained: str = ""
    url: str = ""
    sha256: str = ""
    title: str = ""

    def provenance(self, shown_path: str, sha256: str) -> Provenance:
        """Return the provenance of the file whose digest is `sha256`.

        A status holds only for the recorded digest: for other bytes it is unknown.
        """
        is_described = not self.sha256 or self.sha256 == sha256
        status = self.status if is_described else SourceStatus.UNKNOWN
        return Provenance(shown_path, sha256, status, self.obtained if is_described else "", self.url)


def read_sources(corpus: Path) -> dict[str, SourceRecord]:
    """Read the records of `corpus/sources.toml` by path. A project without that file has none.

    Raises:
        ReadError: the file is not TOML, or a record is invalid.
    """
    path = corpus / SOURCES_FILE
    if not path.exists():
        return {}
    content = load_toml(read_whole(path), path=path, advice="fix the TOML, or remove the file")
    tables = content.get("source", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise ReadError("`source` is not a list of tables", path=path, advice="write each file as a [[source]] table")
    records = [_record(table, path) for table in tables]
    return {record.path: record for record in records}


def _record(table: Mapping[str, Any], path: Path) -> SourceRecord:
    fields = {
        name: str(table.get(name, "")) for name in ("path", "symbol", "lang", "obtained", "url", "sha256", "title")
    }
    if not fields["path"]:
        raise ReadError("a [[source]] table has no path", path=path, advice='add path = "zh/NAME.txt"')
    try:
        status = SourceStatus(table.get("status", SourceStatus.UNKNOWN))
    except ValueError as error:
        raise ReadError(
            say("unknown status {table!r} of {fields}", table=table["status"], fields=fields["path"]),
            path=path,
            advice=say("write one of {names}", names=", ".join(SourceStatus)),
        ) from error
    return SourceRecord(status=status, **fields)
