"""Which units a memory holds, by identity: 64 bits that are the same for the same unit.

In a b-tree a million random keys would have nearly every page written again with every batch. So they lie in sorted
runs of 65,536, and those that came in last in a small table and a dictionary.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

RUN_LENGTH = 65_536


class _Run(NamedTuple):
    """Identities in ascending order, of equal ones the unit that came last at the end, and the unit of each."""

    identities: npt.NDArray[np.int64]
    units: npt.NDArray[Any]


class Identities:
    """The identities of a memory in a file, as far as this process has read them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.forget()

    def forget(self) -> None:
        """Drop what was read or added, because its transaction was undone."""
        self._runs: list[_Run] = []
        self._fresh: dict[int, int] = {}
        self._seen = 0

    def find(self, identities: Sequence[int]) -> dict[int, int]:
        """Return the units that have these identities, the newest where several had it; call it in a transaction."""
        self._follow()
        wanted = np.sort(np.array(identities, np.int64))
        found: dict[int, int] = {}
        for run in self._runs:
            places = np.searchsorted(run.identities, wanted, side="right") - 1
            is_there = run.identities[places] == wanted
            found.update(zip(wanted[is_there].tolist(), run.units[places[is_there]].tolist(), strict=True))
        found.update((one, self._fresh[one]) for one in identities if one in self._fresh)
        return found

    def _follow(self) -> None:
        """Take up what this or another process has written since."""
        execute = self._connection.execute
        for first, units, identities in execute(
            "SELECT first_unit, units, identities FROM identities WHERE number >= ? ORDER BY number", (len(self._runs),)
        ):
            self._runs.append(_Run(np.frombuffer(identities, "<i8"), np.frombuffer(units, "<u4") + np.int64(first)))
            self._fresh.clear()
            self._seen = 0
        for unit, identity in execute("SELECT unit, identity FROM fresh_identities WHERE unit > ?", (self._seen,)):
            self._fresh[identity] = self._seen = unit

    def put(self, rows: Sequence[tuple[int, int]]) -> None:
        """Put in (unit, identity) of new units, in the order of their units."""
        self._connection.executemany("INSERT INTO fresh_identities (unit, identity) VALUES (?, ?)", rows)
        self._fresh.update((identity, unit) for unit, identity in rows)
        self._seen = rows[-1][0] if rows else self._seen
        if len(self._fresh) >= RUN_LENGTH:
            self._make_run()

    def _make_run(self) -> None:
        units = np.fromiter(self._fresh.values(), np.int64, len(self._fresh))
        identities = np.fromiter(self._fresh, np.int64, len(self._fresh))
        order, first = np.argsort(identities), int(units.min())
        self._connection.execute(
            "INSERT INTO identities (number, first_unit, units, identities) VALUES (?, ?, ?, ?)",
            (len(self._runs), first, (units[order] - first).astype("<u4").tobytes(), identities[order].tobytes()),
        )
        self._connection.execute("DELETE FROM fresh_identities")
        self._follow()
