"""Units in an SQLite file: what goes in, in one transaction a batch, and what comes out by id, key or words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from cdalign.memory.forms import words_of
from cdalign.memory.records import (
    Entered,
    FoundTexts,
    NewUnit,
    Row,
    Stored,
    damaged_unit,
    found_texts,
    row_checksum,
    stored_of,
)
from cdalign.memory.sqlite_schema import BETWEEN_SIDES, CHECKED, SQLITE_ERRORS, unreadable
from cdalign.memory.sqlite_tables import SqliteTables

# More words than this with one beginning are looked for with `*`.
_MOST_ENDINGS = 40

# SQLite takes at least 999 parameters in one statement (SQLITE_MAX_VARIABLE_NUMBER before 3.32).
_PARAMETERS = 900
_COLUMNS = (
    "units.id, units.source, units.target, units.source_lang, units.target_lang, units.tuid, units.created, "
    "units.changed, units.details, units.context_before, units.context_after, units.collection"
)


class SqliteStore(SqliteTables):
    """The units of a memory in a file."""

    def enter(self, units: Sequence[NewUnit], collection: int) -> Entered:
        """Put the units in that the collection does not hold yet, with their words, in their order.

        One that it holds gets its new notes, props and dates.
        """
        identities = [one.identity ^ collection for one in units]
        places, last_before = self._held(identities), self._last_unit()
        last = last_before
        numbers: list[int | None] = []
        for identity in identities:
            is_new = identity not in places
            last += is_new
            numbers.append(places.setdefault(identity, last) if is_new else None)
        fresh = [(number, one) for number, one in zip(numbers, units, strict=True) if number]
        self._insert(collection, fresh, last_before)
        self._identities.put([(number, key) for number, key in zip(numbers, identities, strict=True) if number])
        every = zip(numbers, identities, units, strict=True)
        known = [(places[key], one) for number, key, one in every if not number]
        changed = self._renew(known)
        self.note_documents([(number, one.unit) for number, one in fresh])
        if changed:
            self.move_documents((number, one.unit) for number, one in known)
        return Entered(numbers, changed)

    def _held(self, identities: Sequence[int]) -> dict[int, int]:
        """Return the units with these identities that were not deleted."""
        found = self._identities.find(identities)
        standing = {row[0] for row in self._by_id("units.id", list(found.values()))}
        return {identity: unit for identity, unit in found.items() if unit in standing}

    def _last_unit(self) -> int:
        row = self._row("SELECT seq FROM sqlite_sequence WHERE name = 'units'")
        return int(row[0]) if row else 0

    def _insert(self, collection: int, units: Sequence[tuple[int, NewUnit]], last: int) -> None:
        """Put units in, with their words; `last` is the id of the last unit that was there before."""
        render, pack = self._details.render, self._texts.pack
        rows = [
            (
                number,
                collection,
                *pack((unit := one.unit).source, unit.target, last),
                unit.source_lang,
                unit.target_lang,
                unit.id,
                unit.created,
                unit.changed,
                render(unit),
                one.before,
                one.after,
            )
            for number, one in units
        ]
        self._connection.executemany(
            "INSERT INTO units (id, collection, source, target, source_lang, target_lang, tuid, created, changed, "
            "details, context_before, context_after, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(*row, row_checksum(*row)) for row in rows],
        )
        words = [(number, BETWEEN_SIDES.join(one.words)) for number, one in units]
        self._connection.executemany("INSERT INTO words (rowid, sides) VALUES (?, ?)", words)

    def _renew(self, units: Sequence[tuple[int, NewUnit]]) -> int:
        """Return units their new notes, props and dates; gives how many had others."""
        values = [(one.unit.created, one.unit.changed, self._details.render(one.unit)) for _, one in units]
        before = self._connection.total_changes
        self._connection.executemany(
            "UPDATE units SET created = ?, changed = ?, details = ? "
            "WHERE id = ? AND (created, changed, details) != (?, ?, ?)",
            [(*new, number, *new) for (number, _), new in zip(units, values, strict=True)],
        )
        changed = self._connection.total_changes - before
        self._connection.executemany(
            f"UPDATE units SET checksum = row_checksum({CHECKED}) WHERE id = ?", [(number,) for number, _ in units]
        )
        return changed

    def delete(self, stored: Stored) -> None:
        """Take a unit out."""
        words = BETWEEN_SIDES.join(" ".join(words_of(text)) for text in (stored.unit.source, stored.unit.target))
        self._connection.execute("INSERT INTO words (words, rowid, sides) VALUES ('delete', ?, ?)", (stored.id, words))
        self._connection.execute("DELETE FROM units WHERE id = ?", (stored.id,))

    def units_by_id(self, numbers: Sequence[int]) -> dict[int, Stored]:
        """Return those of these units that are there."""
        return {row[0]: self._stored(row) for row in self._by_id(_COLUMNS, numbers)}

    def _by_id(self, columns: str, numbers: Sequence[int]) -> Iterator[Row]:
        for start in range(0, len(numbers), _PARAMETERS):
            part = numbers[start : start + _PARAMETERS]
            marks = ",".join("?" * len(part))
            yield from self._rows(f"SELECT {columns} FROM units WHERE id IN ({marks})", part)

    def units_after(self, number: int, collection: int | None = None) -> Iterator[Stored]:
        """Return the units with a greater id, in order."""
        where, values = ("", (number,)) if collection is None else (" AND collection = ?", (number, collection))
        statement = f"SELECT {_COLUMNS} FROM units WHERE id > ?{where} ORDER BY id"
        return map(self._stored, self._rows(statement, values))

    def texts_after(self, number: int) -> Iterator[Row]:
        """Yield (id, source, target, source language, target language) of the units with a greater id, in order."""
        statement = "SELECT id, source, target, source_lang, target_lang FROM units WHERE id > ? ORDER BY id"
        for unit, *packed, source_lang, target_lang in self._rows(statement, (number,)):
            row = (unit, *self._unpacked(unit, packed), source_lang, target_lang)
            if not all(isinstance(text, str) for text in row[1:]):
                raise damaged_unit(self.path, unit)
            yield row

    def _unpacked(self, unit: int, packed: Sequence[Any]) -> tuple[Any, Any]:
        try:
            return self._texts.unpack(*packed)
        except sqlite3.Error as error:
            raise unreadable(self.path, error) from error
        except ValueError as error:
            raise damaged_unit(self.path, unit) from error

    def texts_by_words(self, words: Sequence[str], *, is_open: bool) -> Iterator[FoundTexts]:
        """Yield the texts in which these words follow each other, in order of units; `is_open`: the last begins so."""
        found = "words JOIN units ON units.id = words.rowid WHERE words MATCH ? ORDER BY words.rowid"
        statement = f"SELECT {_COLUMNS} FROM {found}"
        for row in self._rows(statement, (self._phrase(words, is_open=is_open),)):
            yield found_texts(self._with_texts(row), self.path, self._unit_of)

    def count_by_words(self, words: Sequence[str], *, is_open: bool, ids: range | None = None) -> int:
        """Count the units in which these words follow each other, by default all, or those with some ids."""
        statement = "SELECT count(*) FROM words WHERE words MATCH ?"
        values: tuple[Any, ...] = (self._phrase(words, is_open=is_open),)
        if ids is not None:
            statement += " AND rowid >= ? AND rowid < ?"
            values += (ids.start, ids.stop)
        (count,) = next(self._rows(statement, values))
        return int(count)

    def _phrase(self, words: Sequence[str], *, is_open: bool) -> str:
        """Return the query for FTS5. Words hold letters and digits, and 1,299 its comma: nothing ends a string."""
        last = self._words_that_begin(words[-1]) if is_open else [words[-1]]
        if not last:
            return f'"{" ".join(words)}"*'
        return " OR ".join(f'"{" ".join((*words[:-1], word))}"' for word in last)

    def _words_that_begin(self, start: str) -> list[str]:
        """Return the words of the index that begin so, empty if they are many.

        For a query with `*` FTS5 first reads all places of all such words; asked for the words themselves, it gives the
        first units at once (1,000,000 units, disarm*: 4.7 -> 1.1 ms).
        """
        found: list[str] = []
        statement = "SELECT term FROM temp.vocabulary WHERE term >= ? LIMIT 1"
        row = self._row(statement, (start,)) if start.isalnum() else None
        while row and row[0].startswith(start):
            found.append(row[0])
            if len(found) > _MOST_ENDINGS:
                return []
            row = self._row(statement, (row[0] + "\0",))
        return found

    def faults(self) -> tuple[str, ...]:
        """Return what is wrong with the file, by reading all of it, empty if it is sound."""
        from cdalign.memory.sqlite_proofs import find_damage

        try:
            return tuple(find_damage(self._connection))
        except SQLITE_ERRORS as error:
            # So it says where a text of a unit is not even text any more.
            is_unreadable = "user-defined function" in str(error)
            return ("a text of a unit cannot be read at all" if is_unreadable else str(error),)

    def rebuild_words(self) -> None:
        """Make the index of words from the texts; call it in a transaction."""
        from cdalign.memory.sqlite_migrations import fill_words

        fill_words(self._connection)

    def _stored(self, row: Row) -> Stored:
        return self._unit_of(self._with_texts(row))

    def _with_texts(self, row: Row) -> Row:
        """Return a row with its texts unpacked."""
        return (row[0], *self._unpacked(row[0], row[1:3]), *row[3:])

    def _unit_of(self, row: Row) -> Stored:
        """Return the unit of a row whose texts are unpacked."""
        try:
            return stored_of(row, self._details.parse(row[8]))
        except sqlite3.Error as error:
            raise unreadable(self.path, error) from error
        except (ValueError, TypeError, IndexError) as error:
            raise damaged_unit(self.path, row[0]) from error
