"""The ledger of a run: its pairs in order, what became of each task, and what has no partner.

A table on disk that lives as long as the run (SQLite, in a temporary file): a hundred thousand pairs take no more
of the parent's memory than a hundred. What outlives the run is the journal.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from cdalign.batch.manifest import Entry, Loner, TextFile

SOURCE, TARGET = 0, 1
_ROWS_AT_ONCE = 200
_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -2000;
CREATE TABLE file (side INTEGER, name TEXT, path TEXT, symbol TEXT DEFAULT '');
CREATE INDEX file_name ON file (name, side, path);
CREATE TABLE entry (place INTEGER PRIMARY KEY, name TEXT UNIQUE, source TEXT, target TEXT, symbol TEXT);
CREATE TABLE loner (path TEXT PRIMARY KEY, reason TEXT);
CREATE TABLE result (key TEXT PRIMARY KEY, stamp TEXT, state TEXT, value TEXT);
CREATE TABLE seen (digest INTEGER PRIMARY KEY);
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a task that ended: of which inputs (`stamp`), how (`done` or `failed`), and with what value."""

    stamp: str
    state: str
    value: Any


class Ledger:
    """The pairs and results of one run. Use it in a `with` block, or close it."""

    def __init__(self) -> None:
        # A database without a name is on the disk, and gone with the process, however that ends (SQLite, In-Memory
        # Databases, "Temporary Databases").
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.executescript(_SCHEMA)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()

    def add_entries(self, items: Iterable[Entry | Loner]) -> None:
        """Put in the pairs of a list, in its order; of two with one name the first is taken."""
        with self._base:
            self._base.execute("BEGIN")
            for item in items:
                if isinstance(item, Loner):
                    self.add_loner(item)
                else:
                    self._add_entry(item)

    def _add_entry(self, entry: Entry) -> None:
        row = (entry.name, entry.source, entry.target, entry.symbol)
        added = self._base.execute(
            "INSERT OR IGNORE INTO entry (name, source, target, symbol) VALUES (?, ?, ?, ?)", row
        )
        if not added.rowcount:
            self.add_loner(Loner(entry.source, f"another pair is named {entry.name}"))

    def add_loner(self, loner: Loner) -> None:
        """Note a file that makes no pair."""
        self._base.execute("INSERT OR REPLACE INTO loner VALUES (?, ?)", (loner.path, loner.reason))

    def add_files(self, side: int, files: Iterable[TextFile]) -> None:
        """Put in the files of one side."""
        rows = ((side, file.name, file.path) for file in files)
        with self._base:
            self._base.execute("BEGIN")
            self._base.executemany("INSERT INTO file (side, name, path) VALUES (?, ?, ?)", rows)

    def set_symbol(self, path: str, symbol: str) -> None:
        """Note the symbol of a file."""
        self._base.execute("UPDATE file SET symbol = ? WHERE path = ?", (symbol, path))

    def pair_by_name(self) -> None:
        """Make pairs of the files that have one name, in order of name; of several of one side the first counts."""
        self._take(
            "SELECT name, MIN(CASE side WHEN 0 THEN path END), MIN(CASE side WHEN 1 THEN path END), "
            "MAX(symbol) FROM file GROUP BY name HAVING COUNT(DISTINCT side) = 2 ORDER BY name"
        )

    def pair_by_symbol(self) -> None:
        """Make pairs of the files left over that have one symbol, where each side has one file of it."""
        self._take(
            "SELECT REPLACE(symbol, '/', '-'), MIN(CASE side WHEN 0 THEN path END), "
            "MIN(CASE side WHEN 1 THEN path END), symbol FROM file WHERE symbol <> '' GROUP BY symbol "
            "HAVING SUM(side = 0) = 1 AND SUM(side = 1) = 1 ORDER BY symbol"
        )

    def _take(self, pairs: str) -> None:
        with self._base:
            self._base.execute("BEGIN")
            self._base.execute(f"INSERT OR IGNORE INTO entry (name, source, target, symbol) {pairs}")
            self._base.execute(
                "DELETE FROM file WHERE path IN (SELECT source FROM entry UNION ALL SELECT target FROM entry)"
            )

    def close_files(self) -> None:
        """Say of every file that is left over that it has no partner."""
        with self._base:
            self._base.execute("BEGIN")
            self._base.execute(
                "INSERT OR REPLACE INTO loner SELECT path, CASE WHEN EXISTS (SELECT 1 FROM entry WHERE "
                "entry.name = file.name) THEN 'another file has its name' ELSE 'no partner was found' END FROM file"
            )
            self._base.execute("DELETE FROM file")

    @property
    def has_files_on_both_sides(self) -> bool:
        """Whether files are left over on both sides, so that their symbols might pair them."""
        [[sides]] = self._base.execute("SELECT COUNT(DISTINCT side) FROM file")
        return bool(sides == 2)

    def files(self) -> Iterator[TextFile]:
        """Give the files that are left over, in order of their paths."""
        rows = self._pages("SELECT path, name, path FROM file WHERE path > ? ORDER BY path LIMIT ?", "")
        yield from (TextFile(name, path) for name, path in rows)

    def entries(self) -> Iterator[Entry]:
        """Give the pairs, in order; the ledger may be written to meanwhile."""
        rows = self._pages(
            "SELECT place, name, source, target, symbol FROM entry WHERE place > ? ORDER BY place LIMIT ?", 0
        )
        yield from (Entry(*row) for row in rows)

    def loners(self) -> Iterator[Loner]:
        """Give what makes no pair, in order of path."""
        rows = self._pages("SELECT path, path, reason FROM loner WHERE path > ? ORDER BY path LIMIT ?", "")
        yield from (Loner(*row) for row in rows)

    def _pages(self, query: str, start: Any) -> Iterator[tuple[Any, ...]]:
        while rows := self._base.execute(query, (start, _ROWS_AT_ONCE)).fetchall():
            for at, *row in rows:
                yield tuple(row)
                start = at

    @property
    def entry_count(self) -> int:
        """The number of pairs."""
        [[count]] = self._base.execute("SELECT COUNT(*) FROM entry")
        return int(count)

    def put_result(self, key: str, known: Known) -> None:
        """Note how a task ended; a later result takes the place of an earlier one."""
        row = (key, known.stamp, known.state, json.dumps(known.value, ensure_ascii=False))
        self._base.execute("INSERT OR REPLACE INTO result VALUES (?, ?, ?, ?)", row)

    def result(self, key: str) -> Known | None:
        """Give how a task ended, or None where it has not."""
        row = self._base.execute("SELECT stamp, state, value FROM result WHERE key = ?", (key,)).fetchone()
        return None if row is None else Known(row[0], row[1], json.loads(row[2]))

    def is_new(self, digest: int) -> bool:
        """Whether a signed 64-bit digest comes for the first time; it is known from then on."""
        return bool(self._base.execute("INSERT OR IGNORE INTO seen VALUES (?)", (digest,)).rowcount)

    def forget_seen(self) -> None:
        """Forget all digests."""
        self._base.execute("DELETE FROM seen")
