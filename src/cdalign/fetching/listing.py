"""`corpus/fetched.tsv`: which of many documents exist in which language, and which could not be fetched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cdalign.locks import hold_folder
from cdalign.tables import open_sheets, write_rows

FETCHED_FILE = "fetched.tsv"
COLUMNS = ("symbol", "zh", "en", "asked", "note")
UNPUBLISHED = "not published"
FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FetchedDocument:
    """The state of one document, for each language: its format, `not published`, `failed`, or empty if unknown."""

    symbol: str
    zh: str = ""
    en: str = ""
    asked: str = ""
    note: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to request: each language was fetched or is not published."""
        return all(state and state != FAILED for state in (self.zh, self.en))

    @property
    def is_pair(self) -> bool:
        """Whether both languages were fetched."""
        return self.is_settled and UNPUBLISHED not in (self.zh, self.en)


def read_listing(corpus: Path) -> dict[str, FetchedDocument]:
    """Return the documents of the table by symbol. A corpus without the table has none.

    Raises:
        ReadError: the table cannot be read.
    """
    path = corpus / FETCHED_FILE
    if not path.exists():
        return {}
    known: dict[str, FetchedDocument] = {}
    with open_sheets(path) as sheets:
        for sheet in sheets:
            for number, cells in sheet.lines:
                if number > 1:
                    padded = [*cells, *[""] * len(COLUMNS)][: len(COLUMNS)]
                    known[padded[0]] = FetchedDocument(*padded)
    return known


def update_listing(corpus: Path, documents: Mapping[str, FetchedDocument]) -> Path:
    """Put the state of some documents into the table, under the lock of the corpus, and return the table's path.

    Raises:
        BusyError: another process holds the lock for too long.
        ReadError, WriteError: the table cannot be read or written; it is left as it is.
    """
    path = corpus / FETCHED_FILE
    with hold_folder(corpus):
        write_rows(path, [COLUMNS, *_rows({**read_listing(corpus), **documents}.values())])
    return path


def _rows(documents: Iterable[FetchedDocument]) -> Iterable[tuple[str, ...]]:
    return ((one.symbol, one.zh, one.en, one.asked, one.note) for one in documents)
