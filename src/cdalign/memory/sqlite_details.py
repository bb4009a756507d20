"""Notes and props of units as JSON; props that units share (document, status, tool) lie once, in a table.

The JSON is a list of up to five: props, notes, props of the source, props of the target, and by name what few units
have (inline codes, notes of one text, who made it); what is empty at the end is left out. A shared prop is its number
in the table, any other `[type, value]`.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from cdalign.memory.records import fields_of_rest, render_json, rest_of
from cdalign.messages import say
from cdalign.model import Props, TranslationUnit

# What is shared is short and of limited number; a type whose values are all different would only fill the table.
_LONGEST_SHARED = 60
MOST_SHARED = 100_000


class Details:
    """Renders and parses the details of units, with the table of shared props in the same file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._numbers: dict[tuple[str, str], int] = {}
        self._props: dict[int, tuple[str, str]] = {}

    def forget(self) -> None:
        """Drop what was read or given a number, because its transaction was undone."""
        self._numbers.clear()
        self._props.clear()

    def render(self, unit: TranslationUnit) -> str:
        """Return the notes and props of a unit; new ones that may be shared go into the table."""
        parts: list[Any] = [
            [self._numbers.get(prop) or self._share(prop) for prop in unit.props],
            unit.notes,
            unit.source_props,
            unit.target_props,
            rest_of(unit),
        ]
        while parts and not parts[-1]:
            parts.pop()
        if len(parts) == 1 and all(isinstance(prop, int) for prop in parts[0]):
            # What nearly every unit has, without the encoder, which takes a tenth of an import.
            return f"[[{','.join(map(str, parts[0]))}]]"
        return render_json(parts) if parts else ""

    def _share(self, prop: tuple[str, str]) -> int | tuple[str, str]:
        if sum(map(len, prop)) > _LONGEST_SHARED:
            return prop
        found = self._connection.execute("SELECT id FROM props WHERE kind = ? AND value = ?", prop).fetchone()
        number = found[0] if found else self._put(prop)
        if number is None:
            return prop
        self._numbers[prop] = number
        return number

    def _put(self, prop: tuple[str, str]) -> int | None:
        """Put a prop into the table and return its number, or None if the table is full. It stays so for ever."""
        cursor = self._connection.execute(
            "INSERT INTO props (kind, value) SELECT ?, ? WHERE (SELECT coalesce(max(id), 0) FROM props) < ?",
            (*prop, MOST_SHARED),
        )
        return cursor.lastrowid if cursor.rowcount else None

    def parse(self, details: str) -> dict[str, Any]:
        """Return what `render` wrote, by the names of the fields."""
        if not details:
            return {}
        props, notes, source_props, target_props, rest = (*json.loads(details), *_NOTHING)[:5]
        return {
            "props": tuple([self._prop(prop) for prop in props]),
            "notes": tuple(notes),
            "source_props": _pairs(source_props),
            "target_props": _pairs(target_props),
            **(fields_of_rest(rest) if rest else {}),
        }

    def _prop(self, told: int | list[str]) -> tuple[str, str]:
        if not isinstance(told, int):
            return told[0], told[1]
        known = self._props.get(told)
        if known is None:
            row = self._connection.execute("SELECT kind, value FROM props WHERE id = ?", (told,)).fetchone()
            if row is None:
                raise sqlite3.DatabaseError(say("prop {told} is missing", told=told))
            known = self._props[told] = row[0], row[1]
        return known


_NOTHING: tuple[Any, ...] = ((), (), (), (), {})


def _pairs(told: list[list[str]]) -> Props:
    return tuple([(kind, value) for kind, value in told])
