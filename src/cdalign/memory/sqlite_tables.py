"""The tables of a memory in an SQLite file: how they are opened, asked, and written in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cdalign.errors import ReadError
from cdalign.memory.records import Row, render_json
from cdalign.memory.shared_tables import SharedTables, like_pattern
from cdalign.memory.sqlite_details import Details
from cdalign.memory.sqlite_schema import (
    IN_MEMORY,
    READABLE_VERSION,
    SQLITE_ERRORS,
    VERSION,
    connect,
    unreadable,
    version_of,
)
from cdalign.memory.sqlite_texts import PackedTexts
from cdalign.messages import say

if TYPE_CHECKING:
    from cdalign.memory.sqlite_identities import Identities


class SqliteTables(SharedTables):
    """The tables of a memory in a file. All errors of SQLite leave as ReadError with the path."""

    def __init__(self, path: str | Path, *, create: bool = True, read_only: bool = False) -> None:
        self.path = path
        self.is_read_only = read_only
        self._connection = connect(path, create=create, read_only=read_only)
        self._details, self._texts = Details(self._connection), PackedTexts(self._connection)
        try:
            self.was_migrated = self._is_outdated() and self._migrate()
        except BaseException:
            self.close()
            raise

    def _is_outdated(self) -> bool:
        """Return whether the file is of an earlier version than it must be: today's, or one that can be read."""
        try:
            return version_of(self._connection) < (READABLE_VERSION if self.is_read_only else VERSION)
        except sqlite3.Error as error:
            raise unreadable(self.path, error) from error

    def _migrate(self) -> bool:
        """Bring the file up to date, unless another process has done so at this moment.

        Return whether its fuzzy index is empty now.
        """
        if self.is_read_only:
            advice = say("cdalign tm collections {name} brings it up to date", name=self.path)
            raise ReadError("the memory is of an earlier version", path=self.path, code="memory", advice=advice)
        from cdalign.memory.sqlite_migrations import migrate

        with self.writing():
            return self._is_outdated() and migrate(self._connection)

    @property
    def is_fleeting(self) -> bool:
        """Whether it lies in no file and ends with the process."""
        return str(self.path) == IN_MEMORY

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Hold one state of the file for several questions."""
        with self._transaction("BEGIN"):
            yield

    @contextmanager
    def _write_transaction(self) -> Iterator[None]:
        with self._transaction("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        if self._connection.in_transaction:
            yield
            return
        try:
            self._connection.execute(begin)
            yield
            self._connection.execute("COMMIT")
        except BaseException as error:
            self._roll_back()
            if isinstance(error, SQLITE_ERRORS):
                raise unreadable(self.path, error) from error
            raise

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
        self._details.forget()
        self._texts.forget()
        if "_identities" in self.__dict__:
            self._identities.forget()

    @cached_property
    def _identities(self) -> Identities:
        # numpy takes a tenth of a second to import; a concordance does without it.
        from cdalign.memory.sqlite_identities import Identities

        return Identities(self._connection)

    def _rows(self, statement: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        try:
            # Not `yield from`: given up half way, it would close the cursor, perhaps after the database was closed.
            for row in self._connection.execute(statement, values):  # noqa: UP028
                yield row
        except SQLITE_ERRORS as error:
            raise unreadable(self.path, error) from error

    def _fetch(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        return list(self._rows(statement, values))

    def _document_patterns(self, document: str) -> list[str]:
        shared = self._fetch("SELECT id FROM props WHERE kind = 'x-document' AND value = ?", (document,))
        # The numbers of shared props, and what is too long to be shared.
        numbers = [f"{start}{number}{end}" for (number,) in shared for start in "[," for end in "],"]
        return [like_pattern(text) for text in (*numbers, render_json(["x-document", document]))]

    def _has_table(self, name: str) -> bool:
        return bool(self._fetch("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", (name,)))

    def _may_make_tables(self) -> bool:
        return not self.is_read_only

    def _row(self, statement: str, values: Sequence[Any] = ()) -> Row | None:
        return next(self._rows(statement, values), None)

    @property
    def state(self) -> tuple[int, int]:
        """A value that changes when this or another process has written."""
        (version,) = next(self._rows("PRAGMA data_version"))
        return int(version), self._connection.total_changes

    def check_pages(self) -> None:
        """Check that the pages of the file agree with one another (`PRAGMA quick_check`).

        Raises:
            ReadError: they do not.
        """
        if self._fetch("PRAGMA quick_check(1)") != [("ok",)]:
            advice = "restore it from a copy, or import its TMX into a new one"
            raise ReadError("the memory is damaged: its pages contradict one another", path=self.path, advice=advice)
