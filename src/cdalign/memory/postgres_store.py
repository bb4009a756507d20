"""Units in a PostgreSQL database, for a memory that a team shares: the answers are those of the SQLite file.

The index for fuzzy matches lies in the same segments, as `bytea`. Words in context go by a GIN index that knows
which words a unit holds; their order is seen in the row itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from cdalign.errors import ReadError
from cdalign.memory.entering import identity_of
from cdalign.memory.forms import words_of
from cdalign.memory.postgres_rows import Told, indexed_words, phrase_of, plan_entry, row_of
from cdalign.memory.postgres_schema import INDEXED_WORDS, WORD_INDEX, unusable
from cdalign.memory.postgres_tables import FIRST_PAGE, LONGEST_PAGE, PostgresTables
from cdalign.memory.records import (
    Entered,
    FoundTexts,
    NewUnit,
    Row,
    Stored,
    damaged_unit,
    found_texts,
    parse_details,
    stored_of,
)

_COLUMNS = (
    "id, source, target, source_lang, target_lang, tuid, created, changed, details, "
    "context_before, context_after, collection"
)
_HOLDS_WORDS = f"{INDEXED_WORDS} @@ %(words)s::tsquery"
_HAS_ORDER = "strpos(' ' || words || ' ', %(phrase)s) > 0"
_HOLDS_PHRASE = f"{_HOLDS_WORDS} AND {_HAS_ORDER}"
# Common words occur in the first page's worth of these already, and to look through them takes 8 ms.
_LOOKED_THROUGH = 4_000


class PostgresStore(PostgresTables):
    """The units of a memory in a database."""

    def enter(self, units: Sequence[NewUnit], collection: int) -> Entered:
        """Put units in, in their order; one whose identity is there already gets its new notes, props and dates."""
        known = self._known([unit.identity for unit in units], collection)
        first = self._take_numbers(len({unit.identity for unit in units} - known.keys()))
        plan = plan_entry(units, known, first)
        self._copy(plan.fresh, collection)
        self._renew(plan.renewed)
        self.note_documents([(number, new.unit) for number, new in plan.fresh])
        if plan.renewed:
            numbers = {identity: number for identity, (number, _) in known.items()}
            self.move_documents((numbers[new.identity], new.unit) for new in units)
        return Entered(plan.numbers, plan.changed)

    def _known(self, identities: Sequence[int], collection: int) -> dict[int, tuple[int, Told]]:
        rows = self._rows(
            "SELECT identity, id, created, changed, details FROM units WHERE identity = ANY(%s) AND collection = %s",
            (identities, collection),
        )
        return {identity: (number, (created, changed, details)) for identity, number, created, changed, details in rows}

    def _take_numbers(self, count: int) -> int:
        """Return the first of as many new ids; no id is used twice, so the index may name deleted units."""
        ((last,),) = self._rows("UPDATE memory SET last_unit = last_unit + %s RETURNING last_unit", (count,))
        return int(last) - count + 1

    def _copy(self, fresh: Sequence[tuple[int, NewUnit]], collection: int) -> None:
        columns = f"{_COLUMNS}, identity, words"
        try:
            with self._connection.cursor().copy(f"COPY units ({columns}) FROM STDIN") as copy:
                for number, new in fresh:
                    copy.write_row(row_of(number, new, collection))
        except (self._driver.Error, UnicodeEncodeError) as error:
            raise unusable(error, self.path) from error

    def _renew(self, renewed: Mapping[int, Told]) -> None:
        for number, told in renewed.items():
            self._execute("UPDATE units SET created = %s, changed = %s, details = %s WHERE id = %s", (*told, number))

    def delete(self, stored: Stored) -> None:
        """Take a unit out."""
        self._execute("DELETE FROM units WHERE id = %s", (stored.id,))

    def units_by_id(self, numbers: Sequence[int]) -> dict[int, Stored]:
        """Return the units with these ids, as far as they are there."""
        rows = self._rows(f"SELECT {_COLUMNS} FROM units WHERE id = ANY(%s)", (list(numbers),))
        return {row[0]: self._stored(row) for row in rows}

    def units_after(self, number: int, collection: int | None = None) -> Iterator[Stored]:
        """Return the units with a greater id, in order."""
        where = "%(only)s::int IS NULL OR collection = %(only)s"
        return map(self._stored, self._pages(_COLUMNS, where, {"only": collection}, number, LONGEST_PAGE))

    def texts_after(self, number: int) -> Iterator[Row]:
        """Return (id, source, target, source language, target language) of the units with a greater id, in order."""
        return self._pages("id, source, target, source_lang, target_lang", "true", {}, number, LONGEST_PAGE)

    def texts_by_words(self, words: Sequence[str], *, is_open: bool) -> Iterator[FoundTexts]:
        """Return the texts in which these words follow each other, in order of units; `is_open`: the last may go on."""
        phrase = phrase_of(words, is_open=is_open)
        ((reached,),) = self._rows(
            "SELECT coalesce(max(id), 0) FROM (SELECT id FROM units ORDER BY id LIMIT %s) AS first", (_LOOKED_THROUGH,)
        )
        near = f"id <= %(reached)s AND {_HAS_ORDER}"
        first = self._pages(_COLUMNS, near, {**phrase, "reached": reached}, 0, FIRST_PAGE)
        rest = self._pages(_COLUMNS, _HOLDS_PHRASE, phrase, reached, FIRST_PAGE, fetch=self._rows_by_index)
        return (found_texts(row, self.path, self._stored) for row in chain(first, rest))

    def count_by_words(self, words: Sequence[str], *, is_open: bool, ids: range | None = None) -> int:
        """Count the units in which these words follow each other, by default all, or those with some ids."""
        # The index knows by itself who holds a single word.
        where = _HOLDS_PHRASE if len(words) > 1 else _HOLDS_WORDS
        values: dict[str, Any] = dict(phrase_of(words, is_open=is_open))
        if ids is not None:
            where += " AND id >= %(first_id)s AND id < %(stop_id)s"
            values |= {"first_id": ids.start, "stop_id": ids.stop}
        ((count,),) = self._rows_by_index(f"SELECT count(*) FROM units WHERE {where}", values)
        return int(count)

    def _rows_by_index(self, statement: str, values: Mapping[str, Any]) -> list[Row]:
        """Return rows that the index of words leads to.

        The planner does not know what splitting the words of every row again costs: at 100,000 units 20 times as much.
        """
        with self.reading():
            self._execute("SET LOCAL enable_seqscan = off")
            self._execute("SET LOCAL enable_indexscan = off")
            # Room to remember every row that the index names; in less, at a million units, it remembers pages only.
            self._execute("SET LOCAL work_mem = '64MB'")
            return self._rows(statement, values)

    def faults(self) -> tuple[str, ...]:
        """Return what is wrong with the memory, by reading all of it, empty if it is sound."""
        try:
            found = [fault for statement, fault in _PROOFS if self._rows(statement) != [(0,)]]
            return (*found, *self._changed_units())
        except ReadError as error:
            return (error.message,)

    def _changed_units(self) -> Iterator[str]:
        """Yield what is wrong with units, by working out again what was written down of each."""
        changed, unindexed = [], 0
        for row in self._pages(f"{_COLUMNS}, identity, words", "true", {}, 0, LONGEST_PAGE):
            *columns, identity, words = row
            try:
                unit = stored_of(tuple(columns), parse_details(row[8])).unit
                is_same = identity_of(unit) == identity
            except (ValueError, TypeError):
                is_same = False
            if not is_same:
                changed.append(row[0])
            elif indexed_words([" ".join(words_of(text)) for text in (unit.source, unit.target)]) != words:
                unindexed += 1
        if changed:
            named = ", ".join(map(str, changed[:10])) + (" …" if len(changed) > 10 else "")
            yield f"{len(changed)} units are not as they were written: {named}"
        if unindexed:
            yield f"the words of {unindexed} units differ from their texts: --reindex makes them from the texts"

    def rebuild_words(self) -> None:
        """Make the words of each unit, and their index, from the texts; call it in a transaction."""
        self._execute("DROP INDEX IF EXISTS units_by_words")
        for number, source, target, *_ in self.texts_after(0):
            words = indexed_words([" ".join(words_of(text)) for text in (source, target)])
            self._execute("UPDATE units SET words = %s WHERE id = %s AND words <> %s", (words, number, words))
        self._execute(WORD_INDEX)

    def _stored(self, row: Row) -> Stored:
        try:
            return stored_of(row, parse_details(row[8]))
        except (ValueError, TypeError) as error:
            raise damaged_unit(self.path, row[0]) from error


# Each gives 0 where all is well, and reads every page that it asks of.
_PROOFS = (
    (
        "SELECT count(*) FROM units WHERE length(source) + length(target) + length(details) + length(words) IS NULL",
        "texts of units are missing",
    ),
    ("SELECT count(*) FROM units, memory WHERE id > last_unit", "units have ids that were never given"),
    (
        "SELECT 2 - count(*) FROM pg_index WHERE indrelid = 'units'::regclass AND indisvalid AND "
        "indexrelid::regclass::text IN ('units_by_words', 'units_by_identity')",
        "an index of the units is missing: --reindex makes that of the words",
    ),
    ("SELECT count(*) FROM segments WHERE md5(lists || words) IS NULL", "parts of the index are missing"),
    (
        "SELECT count(*) FROM segments s, memory m WHERE s.last_unit > m.last_unit",
        "the index is ahead of the units",
    ),
)
