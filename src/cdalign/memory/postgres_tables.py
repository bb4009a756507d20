"""The tables of a memory in a PostgreSQL database: how they are reached, asked, and written in one transaction."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from cdalign.memory.patience import Watch
from cdalign.memory.postgres_schema import VERSION, connect, load_psycopg, prepare, shown_address, unusable
from cdalign.memory.records import Row, render_json
from cdalign.memory.shared_tables import SharedTables, like_pattern

if TYPE_CHECKING:
    import psycopg

# Units are fetched page by page, so that other questions may be asked between; the first page of a search is short.
FIRST_PAGE, LONGEST_PAGE = 250, 10_000


class PostgresTables(SharedTables):
    """The tables of a memory in a database. All errors of PostgreSQL leave as ReadError with its address."""

    path: str
    is_fleeting = False
    was_migrated = False

    def __init__(
        self, url: str, *, create: bool = True, read_only: bool = False, patience: float | None = None
    ) -> None:
        self._driver = load_psycopg()
        self._url = url
        self.path = shown_address(url)
        self.is_read_only = read_only
        self._is_in_transaction = False
        self._patience = patience
        self._connection = connect(url, patience)
        self._watch = Watch(patience, lambda: self._connection.fileno())
        try:
            prepare(self._connection, self.path, create=create and not read_only)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Hold one state of the database for several questions."""
        with self._transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"):
            yield

    @contextmanager
    def _write_transaction(self) -> Iterator[None]:
        with self._transaction("BEGIN"):
            # The lock of this row lets one write at a time, so that units become visible in the order of their ids.
            self._execute("UPDATE memory SET writes = writes + 1, version = %s", (VERSION,))
            yield

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        if self._is_in_transaction:
            yield
            return
        self._execute(begin)
        self._is_in_transaction = True
        try:
            yield
            self._execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise
        finally:
            self._is_in_transaction = False

    def _roll_back(self) -> None:
        """Take back what was written; where the connection is lost, the database does so by itself."""
        if not self._connection.closed:
            with suppress(self._driver.Error):
                self._connection.execute("ROLLBACK")

    def _execute(self, statement: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> psycopg.Cursor[Row]:
        """Execute a statement, on a new connection where the last one was lost (the database was restarted, say).

        That a connection is lost may show at this statement only, so it is tried a second time. Within a transaction
        there is no second time: what occurred before would be missing.

        Raises:
            AwayError: the database does not answer at present.
            ReadError: it cannot be done.
        """
        may_retry = not self._is_in_transaction
        if self._connection.closed and may_retry:
            self._connect_again()
        started = time.monotonic()
        try:
            return self._ask(statement, values)
        except (self._driver.Error, UnicodeEncodeError) as error:
            is_late = self._patience is not None and time.monotonic() - started >= self._patience
            if not (may_retry and self._connection.closed) or is_late:
                raise unusable(error, self.path) from error
        self._connect_again()
        try:
            return self._ask(statement, values)
        except (self._driver.Error, UnicodeEncodeError) as error:
            raise unusable(error, self.path) from error

    def _connect_again(self) -> None:
        self._connection.close()
        self._connection = connect(self._url, self._patience)

    def _ask(self, statement: str, values: Sequence[Any] | Mapping[str, Any]) -> psycopg.Cursor[Row]:
        with self._watch.waiting():
            # Ids and bytes come as they are, not as text that must be read.
            return self._connection.execute(statement, values, binary=True)

    def _rows(self, statement: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[Row]:
        return self._execute(statement, values).fetchall()

    def _fetch(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        cursor = self._execute(statement.replace("?", "%s"), values)
        return cursor.fetchall() if cursor.description else []

    def _document_patterns(self, document: str) -> list[str]:
        return [like_pattern(render_json(["x-document", document]))]

    def _has_table(self, name: str) -> bool:
        return bool(self._rows("SELECT to_regclass(%s) IS NOT NULL", (f"cdalign.{name}",))[0][0])

    def _may_make_tables(self) -> bool:
        return bool(self._rows("SELECT has_schema_privilege('cdalign', 'CREATE')")[0][0])

    @property
    def state(self) -> tuple[int, int]:
        """A value that changes when this or another process has written."""
        ((writes,),) = self._rows("SELECT writes FROM memory")
        return int(writes), 0

    def _pages(
        self,
        columns: str,
        where: str,
        values: Mapping[str, Any],
        after: int,
        size: int,
        *,
        fetch: Callable[[str, Mapping[str, Any]], list[Row]] | None = None,
    ) -> Iterator[Row]:
        """Yield the rows of units after an id, in order, fetched in pages that grow to the longest."""
        fetch = fetch or self._rows
        statement = f"SELECT {columns} FROM units WHERE ({where}) AND id > %(after)s ORDER BY id LIMIT %(size)s"
        while True:
            rows = fetch(statement, {**values, "after": after, "size": size})
            yield from rows
            if len(rows) < size:
                return
            after, size = rows[-1][0], min(4 * size, LONGEST_PAGE)

    def check_pages(self) -> None:
        """Do nothing: PostgreSQL looks after its pages itself."""
