"""The tables that a file and a database keep alike: collections, segments of the fuzzy index, and imports."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from cdalign.errors import ReadError, UsageError
from cdalign.memory.document_table import DocumentTable
from cdalign.memory.hits import Collection
from cdalign.memory.records import Row, SegmentRow
from cdalign.messages import say

# SQLite takes any name of a type.
RUN_TABLE = """
CREATE TABLE IF NOT EXISTS runs (
    lang text NOT NULL,
    number int NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (lang, number)
)
"""


def like_pattern(text: str) -> str:
    """Return the pattern of LIKE, with `!` as its escape, for what holds a text."""
    return f"%{text.replace('!', '!!').replace('%', '!%').replace('_', '!_')}%"


class SharedTables(DocumentTable):
    """The part of a store whose statements are the same in SQLite and PostgreSQL."""

    path: str | Path
    is_read_only: bool

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write all or nothing. Another process that writes is waited for.

        Raises:
            UsageError: the memory was opened for reading only.
        """
        if self.is_read_only:
            raise UsageError("the memory is opened for reading only", path=self.path)
        with self._write_transaction():
            yield

    @abstractmethod
    def _write_transaction(self) -> AbstractContextManager[None]:
        """Return a transaction that lets no other process write until it ends."""

    @abstractmethod
    def _fetch(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """Execute a statement with `?` for each value, and return the rows it yields.

        Raises:
            ReadError: it cannot be done.
        """

    def collections(self) -> tuple[tuple[int, Collection], ...]:
        """Return the collections with their ids, in order of priority and name."""
        rows = self._values(
            "SELECT id, name, priority, penalty, is_read_only FROM collections ORDER BY priority DESC, name",
            kinds=(int, str, int, int, int),
        )
        return tuple(
            (number, Collection(name, priority, penalty, bool(is_closed)))
            for number, name, priority, penalty, is_closed in rows
        )

    def set_collection(self, collection: Collection) -> int:
        """Make a collection, or change the settings of the one with this name. Return its id."""
        self._fetch(
            "INSERT INTO collections (name, priority, penalty, is_read_only) VALUES (?, ?, ?, ?) ON CONFLICT (name) "
            "DO UPDATE SET priority = excluded.priority, penalty = excluded.penalty, "
            "is_read_only = excluded.is_read_only",
            (collection.name, collection.priority, collection.penalty, collection.is_read_only),
        )
        return self._number("SELECT id FROM collections WHERE name = ?", (collection.name,))

    def count_units(self, collection: int | None = None) -> int:
        """Return how many units the store or one collection holds."""
        if collection is None:
            return self._number("SELECT count(*) FROM units")
        return self._number("SELECT count(*) FROM units WHERE collection = ?", (collection,))

    def count_units_to(self, number: int) -> int:
        """Return how many units have this id or a smaller one."""
        return self._number("SELECT count(*) FROM units WHERE id <= ?", (number,))

    def unit_ids(self) -> list[int]:
        """Return the ids of all units."""
        return [number for (number,) in self._values("SELECT id FROM units ORDER BY id", kinds=(int,))]

    def segments(self, lang: str) -> tuple[SegmentRow, ...]:
        """Return what is known of the segments of a language, in order."""
        statement = "SELECT number, size, last_unit FROM segments WHERE lang = ? ORDER BY number"
        rows = self._values(statement, (lang,), kinds=(int, int, int))
        return tuple(SegmentRow(*row) for row in rows)

    def segment_languages(self) -> tuple[str, ...]:
        """Return the languages that have segments."""
        rows = self._values("SELECT DISTINCT lang FROM segments ORDER BY lang", kinds=(str,))
        return tuple(lang for (lang,) in rows)

    def flushed_unit(self) -> int:
        """Return the id of the last unit that the segments hold; 0 without segments."""
        return self._number("SELECT coalesce(max(last_unit), 0) FROM segments")

    def segment_content(self, lang: str, number: int) -> tuple[bytes, bytes]:
        """Return the bytes of a segment: its lists, and its words."""
        statement = "SELECT lists, words FROM segments WHERE lang = ? AND number = ?"
        rows = self._values(statement, (lang, number), kinds=(bytes, bytes))
        if not rows:
            advice = say("cdalign tm collections {name} --reindex", name=self.path)
            raise ReadError("a part of the index is missing", path=self.path, advice=advice)
        lists, words = rows[0]
        return lists, words

    def put_segment(self, lang: str, row: SegmentRow, lists: bytes, words: bytes) -> None:
        """Write a segment. It replaces an earlier one with its number."""
        self._fetch(
            "INSERT INTO segments (lang, number, size, last_unit, lists, words) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (lang, number) DO UPDATE SET size = excluded.size, last_unit = excluded.last_unit, "
            "lists = excluded.lists, words = excluded.words",
            (lang, row.number, row.size, row.last_unit, lists, words),
        )

    def drop_segments(self) -> None:
        """Delete the fuzzy index. It can be rebuilt from the texts."""
        self._fetch("DELETE FROM segments")
        if self._has_table("runs"):
            self._fetch("DELETE FROM runs")

    def put_runs(self, lang: str, number: int, content: bytes) -> None:
        """Write the sorted words of a segment, where there is a table for them or one may be made."""
        if not self._has_table("runs"):
            if not self._may_make_tables():
                return
            self._fetch(RUN_TABLE)
        self._fetch(
            "INSERT INTO runs (lang, number, content) VALUES (?, ?, ?) "
            "ON CONFLICT (lang, number) DO UPDATE SET content = excluded.content",
            (lang, number, content),
        )

    def runs_content(self, lang: str, number: int) -> bytes:
        """Return the sorted words of a segment; nothing where they were never written."""
        if not self._has_table("runs"):
            return b""
        rows = self._values("SELECT content FROM runs WHERE lang = ? AND number = ?", (lang, number), kinds=(bytes,))
        return rows[0][0] if rows else b""

    def imported(self, content: str, collection: str) -> tuple[int, bool]:
        """Return how many units of a file (by its digest) a collection has imported, and whether that was all."""
        statement = "SELECT units, is_complete FROM imports WHERE content = ? AND collection = ?"
        rows = self._values(statement, (content, collection), kinds=(int, int))
        return (rows[0][0], bool(rows[0][1])) if rows else (0, False)

    def note_import(self, content: str, collection: str, units: int, *, is_complete: bool) -> None:
        """Remember how many units of a file a collection has imported."""
        self._fetch(
            "INSERT INTO imports (content, collection, units, is_complete) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (content, collection) DO UPDATE SET units = excluded.units, "
            "is_complete = excluded.is_complete",
            (content, collection, units, is_complete),
        )

    def forget_imports(self, collection: str) -> None:
        """Delete the records of a collection's imports, so that the files can be imported again."""
        self._fetch("DELETE FROM imports WHERE collection = ?", (collection,))

    def _number(self, statement: str, values: Sequence[Any] = ()) -> int:
        ((number,),) = self._values(statement, values, kinds=(int,))
        return int(number)

    def _values(self, statement: str, values: Sequence[Any] = (), *, kinds: tuple[type, ...]) -> list[Row]:
        """Return rows whose values are of these kinds. SQLite keeps a value of any kind in any column.

        Raises:
            ReadError: the statement cannot be executed, or a value is of another kind.
        """
        rows = self._fetch(statement, values)
        for row in rows:
            if not all(map(isinstance, row, kinds)):
                advice = "restore the memory from a copy, or import its TMX into a new one"
                raise ReadError("the memory is damaged: a value is of the wrong kind", path=self.path, advice=advice)
        return rows
