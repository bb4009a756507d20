"""Units in a PostgreSQL database, for a memory that a team shares: the answers are those of the SQLite file.

The index for fuzzy matches lies in the same segments, as `bytea`. Words in context go by a GIN index that knows
which words a unit holds; their order is seen in the row itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from cdalign.errors import ReadError, UsageError
from cdalign.memory.entering import identity_of
from cdalign.memory.forms import words_of
from cdalign.memory.patience import Watch
from cdalign.memory.postgres_schema import (
    BETWEEN_SIDES,
    INDEXED_WORDS,
    WORD_INDEX,
    connect,
    load_psycopg,
    prepare,
    shown_address,
    unusable,
)
from cdalign.memory.records import (
    Entered,
    NewUnit,
    Row,
    Stored,
    damaged_unit,
    parse_details,
    render_details,
    render_json,
    stored_of,
)
from cdalign.memory.shared_tables import SharedTables, like_pattern

if TYPE_CHECKING:
    import psycopg

# What a unit's texts may be told with: created, changed, details.
_Told = tuple[str, str, str]

# Units are fetched page by page, so that other questions may be asked between; the first page of a search is short.
_FIRST_PAGE, _LONGEST_PAGE = 250, 10_000

# PostgreSQL takes words of 2 kB and 1 MB of different words in a unit (manual, 12.11); a character has 4 bytes at most.
# Whoever looks for words beyond that finds units that begin so, and what is found is verified in the text.
_LONGEST_WORD, _LONGEST_WORDS = 500, 250_000

_COLUMNS = (
    "id, source, target, source_lang, target_lang, tuid, created, changed, details, "
    "context_before, context_after, collection"
)
_HOLDS_WORDS = f"{INDEXED_WORDS} @@ %(words)s::tsquery"
_HAS_ORDER = "strpos(' ' || words || ' ', %(phrase)s) > 0"
_HOLDS_PHRASE = f"{_HOLDS_WORDS} AND {_HAS_ORDER}"
# Common words occur in the first page's worth of these already, and to look through them takes 8 ms.
_LOOKED_THROUGH = 4_000


class PostgresStore(SharedTables):
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
    def writing(self) -> Iterator[None]:
        """Write all or nothing; another process that writes is waited for.

        Raises:
            UsageError: the memory was opened for reading only.
        """
        if self.is_read_only:
            raise UsageError("the memory is opened for reading only", path=self.path)
        with self._transaction("BEGIN"):
            # The lock of this row lets one write at a time, so that units become visible in the order of their ids.
            self._execute("UPDATE memory SET writes = writes + 1")
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

    def enter(self, units: Sequence[NewUnit], collection: int) -> Entered:
        """Put units in, in their order; one whose identity is there already gets its new notes, props and dates."""
        known = self._known([unit.identity for unit in units], collection)
        first = self._take_numbers(len({unit.identity for unit in units} - known.keys()))
        plan = _plan(units, known, first)
        self._copy(plan.fresh, collection)
        self._renew(plan.renewed)
        self.note_documents([(number, new.unit) for number, new in plan.fresh])
        if plan.renewed:
            numbers = {identity: number for identity, (number, _) in known.items()}
            self.move_documents((numbers[new.identity], new.unit) for new in units)
        return Entered(plan.numbers, plan.changed)

    def _known(self, identities: Sequence[int], collection: int) -> dict[int, tuple[int, _Told]]:
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
                    copy.write_row(_row_of(number, new, collection))
        except (self._driver.Error, UnicodeEncodeError) as error:
            raise unusable(error, self.path) from error

    def _renew(self, renewed: Mapping[int, _Told]) -> None:
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
        return map(self._stored, self._pages(_COLUMNS, where, {"only": collection}, number, _LONGEST_PAGE))

    def texts_after(self, number: int) -> Iterator[Row]:
        """Return (id, source, target, source language, target language) of the units with a greater id, in order."""
        return self._pages("id, source, target, source_lang, target_lang", "true", {}, number, _LONGEST_PAGE)

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
            after, size = rows[-1][0], min(4 * size, _LONGEST_PAGE)

    def units_by_words(self, words: Sequence[str], *, is_open: bool) -> Iterator[Stored]:
        """Return the units in which these words follow each other, in order; `is_open`: the last may go on."""
        phrase = _phrase(words, is_open=is_open)
        ((reached,),) = self._rows(
            "SELECT coalesce(max(id), 0) FROM (SELECT id FROM units ORDER BY id LIMIT %s) AS first", (_LOOKED_THROUGH,)
        )
        near = f"id <= %(reached)s AND {_HAS_ORDER}"
        first = self._pages(_COLUMNS, near, {**phrase, "reached": reached}, 0, _FIRST_PAGE)
        rest = self._pages(_COLUMNS, _HOLDS_PHRASE, phrase, reached, _FIRST_PAGE, fetch=self._rows_by_index)
        return map(self._stored, chain(first, rest))

    def count_by_words(self, words: Sequence[str], *, is_open: bool) -> int:
        """Count the units in which these words follow each other."""
        # The index knows by itself who holds a single word.
        where = _HOLDS_PHRASE if len(words) > 1 else _HOLDS_WORDS
        phrase = _phrase(words, is_open=is_open)
        ((count,),) = self._rows_by_index(f"SELECT count(*) FROM units WHERE {where}", phrase)
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
        """Return what is wrong with the memory, by reading all of it; nothing where it is sound."""
        try:
            found = [fault for statement, fault in _PROOFS if self._rows(statement) != [(0,)]]
            return (*found, *self._changed_units())
        except ReadError as error:
            return (error.message,)

    def _changed_units(self) -> Iterator[str]:
        """Yield what is wrong with units, by working out again what was written down of each."""
        changed, unindexed = [], 0
        for row in self._pages(f"{_COLUMNS}, identity, words", "true", {}, 0, _LONGEST_PAGE):
            *columns, identity, words = row
            try:
                unit = stored_of(tuple(columns), parse_details(row[8])).unit
                is_same = identity_of(unit) == identity
            except (ValueError, TypeError):
                is_same = False
            if not is_same:
                changed.append(row[0])
            elif _indexed([" ".join(words_of(text)) for text in (unit.source, unit.target)]) != words:
                unindexed += 1
        if changed:
            named = ", ".join(map(str, changed[:10])) + (" …" if len(changed) > 10 else "")
            yield f"{len(changed)} units are not as they were written: {named}"
        if unindexed:
            yield f"the words of {unindexed} units differ from their texts: --reindex makes them from the texts"

    def check_pages(self) -> None:
        """Do nothing: PostgreSQL looks after its pages itself."""

    def rebuild_words(self) -> None:
        """Make the words of each unit, and their index, from the texts; call it in a transaction."""
        self._execute("DROP INDEX IF EXISTS units_by_words")
        for number, source, target, *_ in self.texts_after(0):
            words = _indexed([" ".join(words_of(text)) for text in (source, target)])
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


class _Plan(NamedTuple):
    """What is to be done with units: an id for each new one, what known ones are told again."""

    numbers: list[int | None]
    fresh: list[tuple[int, NewUnit]]
    renewed: dict[int, _Told]
    changed: int


def _plan(units: Sequence[NewUnit], known: dict[int, tuple[int, _Told]], first: int) -> _Plan:
    """Return new units the ids from `first` on; one that comes again among these units is known the second time."""
    plan = _Plan([], [], {}, 0)
    changed = 0
    for new in units:
        told = (new.unit.created, new.unit.changed, render_details(new.unit))
        number, before = known.setdefault(new.identity, (first + len(plan.fresh), told))
        is_new = number == first + len(plan.fresh)
        plan.numbers.append(number if is_new else None)
        if is_new:
            plan.fresh.append((number, new))
        elif before != told:
            known[new.identity] = (number, told)
            plan.renewed[number] = told
            changed += 1
    return plan._replace(changed=changed)


def _row_of(number: int, new: NewUnit, collection: int) -> Row:
    unit = new.unit
    return (
        number,
        unit.source,
        unit.target,
        unit.source_lang,
        unit.target_lang,
        unit.id,
        unit.created,
        unit.changed,
        render_details(unit),
        new.before,
        new.after,
        collection,
        new.identity,
        _indexed(new.words),
    )


def _indexed(sides: Sequence[str]) -> str:
    """Return the words of both sides as they occur in the index."""
    texts = (" ".join(word[:_LONGEST_WORD] for word in words.split()) for words in sides)
    joined = f" {BETWEEN_SIDES} ".join(texts).strip()
    return joined if len(joined) <= _LONGEST_WORDS else joined[:_LONGEST_WORDS].rpartition(" ")[0]


def _phrase(words: Sequence[str], *, is_open: bool) -> dict[str, str]:
    """Return the words as a query of all of them (in any order), and as they occur in the row."""
    shortened = [word[:_LONGEST_WORD] for word in words]
    # Words hold letters and digits alone, and 1,299 its comma: nothing that could end a quoted string.
    query = " & ".join(f"'{word}'" for word in shortened) + (":*" if is_open else "")
    return {"words": query, "phrase": f" {' '.join(shortened)}" + ("" if is_open else " ")}
