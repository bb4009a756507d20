"""The table of documents: which stretches of units come from which document (`x-document`).

Units of one document mostly come in one after the other, so a stretch is the first id and the last. Stretches do not
overlap. A unit that was deleted may still lie in one.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from cdalign.memory.records import Row, Stored

if TYPE_CHECKING:
    from cdalign.model import TranslationUnit

_TABLE = """
CREATE TABLE IF NOT EXISTS documents (
    name text NOT NULL,
    first_unit bigint PRIMARY KEY,
    last_unit bigint NOT NULL
)
"""
_INDEX = "CREATE INDEX IF NOT EXISTS documents_by_name ON documents (name)"
# PostgreSQL indexes no value of more than 2.7 kB (manual, 11.2); names that begin alike are told apart by their units.
_LONGEST_NAME = 500
# SQLite takes at least 999 parameters in one statement (SQLITE_MAX_VARIABLE_NUMBER before 3.32).
_MOST_PARAMETERS = 900

Stretch = tuple[str, int, int]


def stretches_of(units: Iterable[tuple[int, TranslationUnit]]) -> Iterator[Stretch]:
    """Yield (document, first id, last id) of units with ascending ids; those of no document are left out."""
    name, first, last = "", 0, 0
    for number, unit in units:
        document = unit.prop("x-document")[:_LONGEST_NAME]
        if (document, number) != (name, last + 1):
            if name:
                yield name, first, last
            name, first = document, number
        last = number
    if name:
        yield name, first, last


class DocumentTable(ABC):
    """The part of a store that knows its documents. A memory of an earlier version has none until it is written to."""

    @abstractmethod
    def _values(self, statement: str, values: Sequence[Any] = (), *, kinds: tuple[type, ...]) -> list[Row]:
        """Return rows whose values are of these kinds."""

    @abstractmethod
    def _fetch(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """Execute a statement with `?` for each value, and return the rows it yields."""

    @abstractmethod
    def _has_table(self, name: str) -> bool:
        """Return whether there is a table of this name."""

    @abstractmethod
    def _may_make_tables(self) -> bool:
        """Return whether a table may be added."""

    @abstractmethod
    def _document_patterns(self, document: str) -> list[str]:
        """Return patterns of LIKE for the details of units that bear a document's name; others may fit them too."""

    @abstractmethod
    def units_by_id(self, numbers: Sequence[int]) -> dict[int, Stored]:
        """Return the units with these ids, as far as they are there."""

    @abstractmethod
    def units_after(self, number: int, collection: int | None = None) -> Iterator[Stored]:
        """Return the units with a greater id, in order."""

    def note_documents(self, units: Sequence[tuple[int, TranslationUnit]]) -> None:
        """Write down the documents of units that were put in, with ascending ids; call it in a transaction.

        Where there is no table yet, it is made from all units.
        """
        if self._has_table("documents"):
            self._put_stretches(stretches_of(units))
        elif self._may_make_tables():
            self._fetch(_TABLE)
            self._fetch(_INDEX)
            self._put_stretches(stretches_of((stored.id, stored.unit) for stored in self.units_after(0)))

    def move_documents(self, units: Iterable[tuple[int, TranslationUnit]]) -> None:
        """Write down the documents of units that were changed; call it in a transaction, after `note_documents`."""
        if not self._has_table("documents"):
            return
        statement = "SELECT name, first_unit, last_unit FROM documents WHERE first_unit <= ? ORDER BY first_unit DESC"
        for number, unit in units:
            document = unit.prop("x-document")[:_LONGEST_NAME]
            rows = self._values(f"{statement} LIMIT 1", (number,), kinds=(str, int, int))
            name, first, last = rows[0] if rows else ("", 0, 0)
            if number > last:
                name = ""
            if name != document:
                self._fetch("DELETE FROM documents WHERE first_unit = ? AND last_unit >= ?", (first, number))
                parts = (name, first, number - 1), (document, number, number), (name, number + 1, last)
                self._put_stretches(part for part in parts if part[0] and part[1] <= part[2])

    def _put_stretches(self, stretches: Iterable[Stretch]) -> None:
        rest = iter(stretches)
        while part := list(islice(rest, _MOST_PARAMETERS // 3)):
            marks = ", ".join(["(?, ?, ?)"] * len(part))
            statement = f"INSERT INTO documents VALUES {marks} ON CONFLICT (first_unit) DO NOTHING"
            self._fetch(statement, list(chain.from_iterable(part)))

    def rebuild_documents(self) -> None:
        """Make the table from the units; call it in a transaction."""
        self._fetch("DROP TABLE IF EXISTS documents")
        self.note_documents(())

    def forget_empty_documents(self) -> None:
        """Delete the stretches without units."""
        if self._has_table("documents"):
            self._fetch(
                "DELETE FROM documents WHERE NOT EXISTS "
                "(SELECT 1 FROM units WHERE id BETWEEN documents.first_unit AND documents.last_unit)"
            )

    def units_of_documents(self, documents: Sequence[str]) -> list[int]:
        """Return the ids of the units of some documents (`x-document`)."""
        found = self._units_in_stretches(documents) if self._has_table("documents") else self._units_like(documents)
        units = self.units_by_id(sorted(found))
        return [number for number, stored in sorted(units.items()) if stored.unit.prop("x-document") in documents]

    def _units_in_stretches(self, documents: Sequence[str]) -> set[int]:
        statement = "SELECT first_unit, last_unit FROM documents WHERE name IN"
        rows = self._rows_named(statement, documents, kinds=(int, int))
        return {number for first, last in rows for number in range(first, last + 1)}

    def _units_like(self, documents: Sequence[str]) -> set[int]:
        statement = "SELECT id FROM units WHERE details LIKE ? ESCAPE '!'"
        patterns = [pattern for document in documents for pattern in self._document_patterns(document)]
        return {row[0] for pattern in patterns for row in self._values(statement, (pattern,), kinds=(int,))}

    def _rows_named(self, statement: str, names: Sequence[str], *, kinds: tuple[type, ...]) -> Iterator[Row]:
        short = [name[:_LONGEST_NAME] for name in names]
        for start in range(0, len(short), _MOST_PARAMETERS):
            part = short[start : start + _MOST_PARAMETERS]
            yield from self._values(f"{statement} ({', '.join('?' * len(part))})", part, kinds=kinds)

    def document_stretches(self) -> list[Stretch] | None:
        """Return all stretches in order of their units, or None if there is no table."""
        if not self._has_table("documents"):
            return None
        statement = "SELECT name, first_unit, last_unit FROM documents ORDER BY first_unit"
        return [(name, first, last) for name, first, last in self._values(statement, kinds=(str, int, int))]

    def known_documents(self, documents: Sequence[str]) -> set[str]:
        """Return which of some documents the store has units of."""
        if not self._has_table("documents"):
            units = self.units_by_id(sorted(self._units_like(documents)))
            return {stored.unit.prop("x-document") for stored in units.values()} & set(documents)
        found = self._rows_named("SELECT DISTINCT name FROM documents WHERE name IN", documents, kinds=(str,))
        known = {name for (name,) in found}
        return {document for document in documents if document[:_LONGEST_NAME] in known}

    def list_documents(self) -> list[tuple[str, int]]:
        """Return all documents in order of their names, with the number of units; none without a table."""
        if not self._has_table("documents"):
            return []
        statement = "SELECT name, CAST(sum(last_unit - first_unit + 1) AS bigint) FROM documents GROUP BY name"
        # Sorted here: a database sorts by its own locale.
        return sorted((name, count) for name, count in self._values(statement, kinds=(str, int)))
