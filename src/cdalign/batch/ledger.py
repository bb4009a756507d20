"""The ledger of a run: its pairs in order, the result of each task, and the files without a partner.

It is a temporary SQLite table on disk that lives as long as the run, so a hundred thousand pairs take as little of the
parent's memory as a hundred. What must outlive the run is kept in the journal.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from cdalign.batch.manifest import ManifestEntry, TextFile, Unpaired

SOURCE, TARGET = 0, 1
_ROWS_AT_ONCE = 200
_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -2000;
CREATE TABLE file (side INTEGER, name TEXT, path TEXT, symbol TEXT DEFAULT '');
CREATE INDEX file_name ON file (name, side, path);
CREATE TABLE entry (place INTEGER PRIMARY KEY, name TEXT UNIQUE, source TEXT, target TEXT, symbol TEXT);
CREATE TABLE unpaired (path TEXT PRIMARY KEY, reason TEXT);
CREATE TABLE result (key TEXT PRIMARY KEY, stamp TEXT, state TEXT, value TEXT);
CREATE TABLE seen (digest INTEGER PRIMARY KEY);
"""


@dataclass(frozen=True, slots=True)
class Known:
    """The result of a task that ended: the `stamp` of its inputs, its state (`done` or `failed`), and its value."""

    stamp: str
    state: str
    value: Any


class Ledger:
    """The pairs and results of one run. Use it in a `with` block, or close it."""

    def __init__(self) -> None:
        # A database without a name is on the disk, and is gone however the process ends (SQLite, In-Memory
        # Databases, "Temporary Databases").
        self._base = sqlite3.connect("", isolation_level=None)
        self._base.executescript(_SCHEMA)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()

    def add_entries(self, items: Iterable[ManifestEntry | Unpaired]) -> None:
        """Add the pairs of a list, in its order. Of two pairs with the same name the first is kept."""
        with self._base:
            self._base.execute("BEGIN")
            for item in items:
                if isinstance(item, Unpaired):
                    self.add_unpaired(item)
                else:
                    self._add_entry(item)

    def _add_entry(self, entry: ManifestEntry) -> None:
        row = (entry.name, entry.source, entry.target, entry.symbol)
        added = self._base.execute(
            "INSERT OR IGNORE INTO entry (name, source, target, symbol) VALUES (?, ?, ?, ?)", row
        )
        if not added.rowcount:
            self.add_unpaired(Unpaired(entry.source, f"another pair is named {entry.name}"))

    def add_unpaired(self, item: Unpaired) -> None:
        """Record a file that has no partner."""
        self._base.execute("INSERT OR REPLACE INTO unpaired VALUES (?, ?)", (item.path, item.reason))

    def add_files(self, side: int, files: Iterable[TextFile]) -> None:
        """Add the files of one side."""
        rows = ((side, file.name, file.path) for file in files)
        with self._base:
            self._base.execute("BEGIN")
            self._base.executemany("INSERT INTO file (side, name, path) VALUES (?, ?, ?)", rows)

    def set_symbol(self, path: str, symbol: str) -> None:
        """Record the symbol of a file."""
        self._base.execute("UPDATE file SET symbol = ? WHERE path = ?", (symbol, path))

    def pair_by_name(self) -> None:
        """Pair the files that have the same name, in order of name. Of several on one side the first is used."""
        self._take(
            "SELECT name, MIN(CASE side WHEN 0 THEN path END), MIN(CASE side WHEN 1 THEN path END), "
            "MAX(symbol) FROM file GROUP BY name HAVING COUNT(DISTINCT side) = 2 ORDER BY name"
        )

    def pair_by_symbol(self) -> None:
        """Pair the remaining files that have the same symbol, if each side has exactly one file with it."""
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
        """Record every remaining file as having no partner."""
        with self._base:
            self._base.execute("BEGIN")
            self._base.execute(
                "INSERT OR REPLACE INTO unpaired SELECT path, CASE WHEN EXISTS (SELECT 1 FROM entry WHERE "
                "entry.name = file.name) THEN 'another file has its name' ELSE 'no partner was found' END FROM file"
            )
            self._base.execute("DELETE FROM file")

    @property
    def has_files_on_both_sides(self) -> bool:
        """Return whether files remain on both sides, so that they might be paired by their symbols."""
        [[sides]] = self._base.execute("SELECT COUNT(DISTINCT side) FROM file")
        return bool(sides == 2)

    def files(self) -> Iterator[TextFile]:
        """Yield the remaining files, in order of their paths."""
        rows = self._pages("SELECT path, name, path FROM file WHERE path > ? ORDER BY path LIMIT ?", "")
        yield from (TextFile(name, path) for name, path in rows)

    def entries(self) -> Iterator[ManifestEntry]:
        """Yield the pairs, in order. The ledger may be written to during the iteration."""
        rows = self._pages(
            "SELECT place, name, source, target, symbol FROM entry WHERE place > ? ORDER BY place LIMIT ?", 0
        )
        yield from (ManifestEntry(*row) for row in rows)

    def unpaired(self) -> Iterator[Unpaired]:
        """Yield the files without a partner, in order of path."""
        rows = self._pages("SELECT path, path, reason FROM unpaired WHERE path > ? ORDER BY path LIMIT ?", "")
        yield from (Unpaired(*row) for row in rows)

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
        """Record how a task ended. A later result replaces an earlier one."""
        row = (key, known.stamp, known.state, json.dumps(known.value, ensure_ascii=False))
        self._base.execute("INSERT OR REPLACE INTO result VALUES (?, ?, ?, ?)", row)

    def result(self, key: str) -> Known | None:
        """Return how a task ended, or None if it has not."""
        row = self._base.execute("SELECT stamp, state, value FROM result WHERE key = ?", (key,)).fetchone()
        return None if row is None else Known(row[0], row[1], json.loads(row[2]))

    def is_new(self, digest: int) -> bool:
        """Return whether a signed 64-bit digest is seen for the first time, and remember it."""
        return bool(self._base.execute("INSERT OR IGNORE INTO seen VALUES (?)", (digest,)).rowcount)

    def forget_seen(self) -> None:
        """Delete all digests."""
        self._base.execute("DELETE FROM seen")
