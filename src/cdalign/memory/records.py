"""What goes into a store and comes out of it: units with their keys, and what is known of the index."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from cdalign.errors import ReadError
from cdalign.inline import code_of
from cdalign.messages import say
from cdalign.model import TranslationUnit

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Stored:
    """A unit as it lies in the store: its id, the collection's id, the keys of the texts before and after it."""

    id: int
    unit: TranslationUnit
    collection: int
    before: int | None
    after: int | None


class FoundTexts(NamedTuple):
    """The two texts of a unit that a search for words looks at, and what makes the unit of its row.

    To make it takes as long as to read the texts, and many of those that are looked at do not have the words.
    """

    source: str
    target: str
    unit: Callable[[], Stored]


class NewUnit(NamedTuple):
    """A unit on its way into the store, with what is worked out of it.

    `identity` is the same for the same unit (64 bits, signed), `words` are those of the source and of the target with
    one space or more between, `before` and `after` the keys of the source texts next to it.
    """

    unit: TranslationUnit
    identity: int
    words: tuple[str, str]
    before: int | None = None
    after: int | None = None


class Entered(NamedTuple):
    """What became of units that were put in: the id of each new one (else nothing), how many known ones changed."""

    numbers: list[int | None]
    changed: int


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """What the store says about a segment of the fuzzy index without reading it."""

    number: int
    size: int
    last_unit: int


def found_texts(row: Row, path: str | Path, make: Callable[[Row], Stored]) -> FoundTexts:
    """Return the texts of a row, whose columns are those of every store.

    Raises:
        ReadError: one of them is not a text.
    """
    if not isinstance(row[1], str) or not isinstance(row[2], str):
        raise damaged_unit(path, row[0])
    return FoundTexts(row[1], row[2], partial(make, row))


def stored_of(row: Row, fields: Mapping[str, Any]) -> Stored:
    """Return the unit of a row, whose columns are those of every store, with the fields that its details tell."""
    number, source, target, source_lang, target_lang, tuid, created, changed, _, before, after, collection = row
    if not all(isinstance(text, str) for text in row[1:8]):
        raise TypeError("a text is missing")
    if not all(isinstance(one, int) for one in (number, collection, before or 0, after or 0)):
        raise TypeError("a number is missing")
    unit = TranslationUnit(source, target, source_lang, target_lang, tuid, created=created, changed=changed, **fields)
    return Stored(number, unit, collection, before, after)


def row_checksum(*cells: object) -> int:
    """Return 32 bits that tell whether the cells of a row are those that were written; the third is the texts."""
    number, collection, text, *others = cells
    told = text.decode("latin-1") if isinstance(text, bytes) else text
    return crc32("\x1f".join(map(str, (number, collection, told, *others))).encode("utf-8", "surrogatepass"))


def damaged_unit(path: str | Path, number: int) -> ReadError:
    """Return the error for a unit of which something cannot be read."""
    advice = "restore the memory from a copy, or import its TMX into a new one"
    return ReadError(
        say("the memory is damaged: texts, notes or props of unit {number}", number=number), path=path, advice=advice
    )


render_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def rest_of(unit: TranslationUnit) -> dict[str, Any]:
    """Return what few units have, by field: codes, notes of one text, who made it. Mostly it is empty."""
    values = _rest_values(unit)
    return {name: value for name, value in zip(_REST, values, strict=True) if value} if any(values) else {}


def fields_of_rest(rest: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of `rest_of` when it comes back from JSON."""
    return {name: tuple(map(_PARSERS[name], value)) for name, value in rest.items()}


_PARSERS: dict[str, Callable[[Any], Any]] = {
    "source_codes": code_of,
    "target_codes": code_of,
    "source_notes": str,
    "target_notes": str,
    "attributes": tuple,
}
_REST = tuple(_PARSERS)
_rest_values = attrgetter(*_REST)


def render_details(unit: TranslationUnit) -> str:
    """Return notes and props as JSON: [props, notes, source props, target props], and the rest where there is some."""
    details: list[Any] = [unit.props, unit.notes, unit.source_props, unit.target_props]
    rest = rest_of(unit)
    return render_json([*details, rest] if rest else details)


def parse_details(details: str) -> dict[str, Any]:
    """Return what `render_details` wrote, by the names of the fields."""
    props, notes, source_props, target_props, *rest = json.loads(details)
    return {
        "props": tuple(map(tuple, props)),
        "notes": tuple(notes),
        "source_props": tuple(map(tuple, source_props)),
        "target_props": tuple(map(tuple, target_props)),
        **(fields_of_rest(rest[0]) if rest else {}),
    }
