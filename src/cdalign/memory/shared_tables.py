"""The tables that a file and a database keep alike: collections, segments of the fuzzy index, and imports."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from cdalign.errors import ReadError, UsageError
from cdalign.memory.document_table import DocumentTable
from cdalign.memory.hits import Collection
from cdalign.memory.records import Row, SegmentRow
from cdalign.messages import say

# What belongs to a segment and is read apart from it, by language and number: parts of its words, its sorted words, the
# grams of them. SQLite takes any name of a type. `runs` is that of earlier versions, which had all in one.
PARTS, ORDERS, GRAMS, FORMER_RUNS = "segment_parts", "segment_orders", "segment_grams", "runs"
_PIECE_TABLE = """
CREATE TABLE IF NOT EXISTS {name} (
    lang text NOT NULL,
    number bigint NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (lang, number)
)
"""
# SQLite takes at least 999 parameters in one statement (SQLITE_MAX_VARIABLE_NUMBER before 3.32).
_MOST_PARAMETERS = 900


def like_pattern(text: str) -> str:
    """Return the pattern of LIKE, with `!` as its escape, for what holds a text."""
    return f"%{text.replace('!', '!!').replace('%', '!%').replace('_', '!_')}%"


class SharedTables(DocumentTable):
    """The part of a store whose statements are the same in SQLite and PostgreSQL."""

    path: str | Path
    is_read_only: bool

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write all of it or no part of it. Another process that writes is waited for.

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

    def greatest_id(self) -> int:
        """Return the id of the last unit; 0 without units."""
        return self._number("SELECT coalesce(max(id), 0) FROM units")

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
        for table in (PARTS, ORDERS, GRAMS, FORMER_RUNS):
            if self._has_table(table):
                self._fetch(f"DELETE FROM {table}")

    def put_pieces(self, table: str, lang: str, first: int, stop: int, contents: Sequence[bytes]) -> None:
        """Write pieces of segments from the number `first` on, in the place of all up to `stop`."""
        if not self._has_table(table):
            self._fetch(_PIECE_TABLE.format(name=table))
        self._fetch(f"DELETE FROM {table} WHERE lang = ? AND number >= ? AND number < ?", (lang, first, stop))
        rest = iter(enumerate(contents, first))
        while part := list(islice(rest, _MOST_PARAMETERS // 3)):
            marks = ", ".join(["(?, ?, ?)"] * len(part))
            values = [value for number, content in part for value in (lang, number, content)]
            self._fetch(f"INSERT INTO {table} (lang, number, content) VALUES {marks}", values)

    def pieces(self, table: str, lang: str, numbers: Sequence[int]) -> dict[int, bytes]:
        """Return pieces of segments by their numbers, as far as they are there."""
        found: dict[int, bytes] = {}
        for start in range(0, len(numbers), _MOST_PARAMETERS) if self._has_table(table) else ():
            part = numbers[start : start + _MOST_PARAMETERS]
            statement = (
                f"SELECT number, content FROM {table} WHERE lang = ? AND number IN ({', '.join('?' * len(part))})"
            )
            found.update(self._values(statement, (lang, *part), kinds=(int, bytes)))
        return found

    def pieces_between(self, table: str, lang: str, first: int, stop: int) -> list[bytes]:
        """Return all pieces of segments with numbers from `first` up to below `stop`, in order."""
        if not self._has_table(table):
            return []
        statement = f"SELECT content FROM {table} WHERE lang = ? AND number >= ? AND number < ? ORDER BY number"
        return [content for (content,) in self._values(statement, (lang, first, stop), kinds=(bytes,))]

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
