"""Where a memory lies: one SQLite file by default, a PostgreSQL database where a URL names one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from cdalign.errors import UsageError
from cdalign.memory.hits import Collection
from cdalign.memory.records import Entered, FoundTexts, NewUnit, Row, SegmentRow, Stored
from cdalign.memory.sqlite_schema import IN_MEMORY
from cdalign.memory.sqlite_store import SqliteStore
from cdalign.patterns import compile_late

__all__ = ["IN_MEMORY", "Store", "is_database", "open_store"]

_URL_BEGINNINGS = ("postgresql://", "postgres://")
# libpq's other form: `host=… dbname=… password=…` (PostgreSQL manual, 34.1.1). Taken for a file, it would show the
# password in its name.
_KEYWORDS = re.compile(
    r"\s*(?:host|hostaddr|port|dbname|user|password|passfile|service|sslmode|connect_timeout|application_name|options"
    r"|target_session_attrs|client_encoding)\s*=",
)
# Taken for a file, it would become folders with the password for a name.
_OTHER_URL = compile_late(r"[a-z][\w+.-]*://|postgres(?:ql)?:", re.IGNORECASE)


def is_database(place: str | Path) -> bool:
    """Return whether a place is a database: a URL of PostgreSQL, or libpq's `host=… dbname=…`."""
    return str(place).startswith(_URL_BEGINNINGS) or _KEYWORDS.match(str(place)) is not None


def open_store(place: str | Path, *, create: bool, read_only: bool, patience: float | None = None) -> Store:
    """Open the store in a file or, where the place names one, in a database; made where `create` allows it.

    `patience` is how many seconds a database may take for an answer; without it, as long as it needs.

    Raises:
        ReadError: it is not a memory of ours, cannot be reached, or (without `create`) is missing.
        WriteError: it cannot be made there.
        UsageError: it is a URL, but of no database that could be a memory.
        MissingExtraError: the place is a database and psycopg is not installed.
    """
    if is_database(place):
        from cdalign.memory.postgres_store import PostgresStore

        return PostgresStore(str(place), create=create, read_only=read_only, patience=patience)
    if _OTHER_URL.match(str(place)):
        advice = "name a file, or postgresql://USER@HOST/DATABASE"
        raise UsageError("a memory lies in a file or in a database of PostgreSQL", path="--memory", advice=advice)
    return SqliteStore(place, create=create, read_only=read_only)


class Store(Protocol):
    """What a memory asks of the place where it lies. What cannot be done there is a ReadError with the place."""

    @property
    def path(self) -> str | Path:
        """The place as it may be shown."""

    @property
    def is_fleeting(self) -> bool:
        """Whether it ends with the process."""

    @property
    def is_read_only(self) -> bool:
        """Whether it was opened for reading only."""

    @property
    def was_migrated(self) -> bool:
        """Whether it was brought up to date when it was opened; its fuzzy index is empty then."""

    @property
    def state(self) -> tuple[int, int]:
        """A value that changes when this or another process has written."""

    def check_pages(self) -> None:
        """Check that the pages of a file agree with one another, without reading texts.

        Raises:
            ReadError: they do not. A database sees to that itself.
        """

    def close(self) -> None:
        """Let go of the place."""

    def reading(self) -> AbstractContextManager[None]:
        """Hold one state for several questions."""

    def writing(self) -> AbstractContextManager[None]:
        """Write all of it or no part of it, one writer at a time; UsageError if it was opened for reading only."""

    def collections(self) -> tuple[tuple[int, Collection], ...]:
        """Return the collections with their ids, in order of priority and name."""

    def set_collection(self, collection: Collection) -> int:
        """Make a collection, or give one its new settings; gives its id."""

    def count_units(self, collection: int | None = None) -> int:
        """Count the units of the store or of a collection."""

    def enter(self, units: Sequence[NewUnit], collection: int) -> Entered:
        """Put units in, in their order; one whose identity is there already gets its new notes, props and dates.

        Ids ascend and are never given twice.
        """

    def delete(self, stored: Stored) -> None:
        """Take a unit out."""

    def units_by_id(self, numbers: Sequence[int]) -> dict[int, Stored]:
        """Return the units with these ids, as far as they are there."""

    def units_after(self, number: int, collection: int | None = None) -> Iterator[Stored]:
        """Return the units with a greater id, in order."""

    def texts_after(self, number: int) -> Iterator[Row]:
        """Return (id, source, target, source language, target language) of the units with a greater id, in order."""

    def texts_by_words(self, words: Sequence[str], *, is_open: bool) -> Iterator[FoundTexts]:
        """Return the texts in which these words follow each other, in order of units; `is_open`: the last may go on."""

    def count_by_words(self, words: Sequence[str], *, is_open: bool, ids: range | None = None) -> int:
        """Count the units in which these words follow each other, by default all, or those with some ids."""

    def units_of_documents(self, documents: Sequence[str]) -> list[int]:
        """Return the ids of the units of some documents (`x-document`), in order."""

    def known_documents(self, documents: Sequence[str]) -> set[str]:
        """Return which of some documents the store has units of."""

    def document_stretches(self) -> list[tuple[str, int, int]] | None:
        """Return (document, first id, last id) of stretches of units in order, or None if they were never noted."""

    def list_documents(self) -> list[tuple[str, int]]:
        """Return all documents in order of their names, with the number of units."""

    def forget_empty_documents(self) -> None:
        """Delete the documents without units."""

    def rebuild_documents(self) -> None:
        """Make what is known of documents from the units."""

    def greatest_id(self) -> int:
        """Return the id of the last unit; 0 without units."""

    def unit_ids(self) -> list[int]:
        """Return the ids of all units."""

    def segments(self, lang: str) -> tuple[SegmentRow, ...]:
        """Return what is known of the segments of a language, in order."""

    def segment_languages(self) -> tuple[str, ...]:
        """Return the languages that have segments."""

    def count_units_to(self, number: int) -> int:
        """Count the units with this id or a smaller one."""

    def flushed_unit(self) -> int:
        """Return the id of the last unit that the segments hold, 0 where there are none."""

    def segment_content(self, lang: str, number: int) -> tuple[bytes, bytes]:
        """Return the bytes of a segment: its lists, and what proves them; of an earlier version, its words."""

    def put_segment(self, lang: str, row: SegmentRow, lists: bytes, words: bytes) -> None:
        """Put a segment in, or in the place of the former one with its number; its pieces are put apart."""

    def put_pieces(self, table: str, lang: str, first: int, stop: int, contents: Sequence[bytes]) -> None:
        """Write pieces of segments from the number `first` on, in the place of all up to `stop`."""

    def pieces(self, table: str, lang: str, numbers: Sequence[int]) -> dict[int, bytes]:
        """Return pieces of segments by their numbers, as far as they are there."""

    def pieces_between(self, table: str, lang: str, first: int, stop: int) -> list[bytes]:
        """Return all pieces of segments with numbers from `first` up to below `stop`, in order."""

    def drop_segments(self) -> None:
        """Delete the fuzzy index."""

    def rebuild_words(self) -> None:
        """Make the index of words from the texts, where the store keeps one that can differ from them."""

    def imported(self, content: str, collection: str) -> tuple[int, bool]:
        """Return how many units of a file (by its digest) a collection has taken in, and whether that was all."""

    def note_import(self, content: str, collection: str, units: int, *, is_complete: bool) -> None:
        """Remember how far the import of a file has come."""

    def forget_imports(self, collection: str) -> None:
        """Delete the records of a collection's imports, so that the files can be imported again."""

    def faults(self) -> tuple[str, ...]:
        """Return what is wrong with it, empty if it is sound."""
