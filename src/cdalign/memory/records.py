"""What goes into a store and comes out of it: units with their keys, and what is known of the index."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, NamedTuple

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


class NewUnit(NamedTuple):
    """A unit on its way into the store, with what is worked out of it: keys, words of both sides."""

    unit: TranslationUnit
    details: str
    source_key: int
    target_key: int
    identity: int
    words: tuple[list[str], list[str]]
    before: int | None = None
    after: int | None = None


class Entered(NamedTuple):
    """What became of units that were put in: the id of each new one (else nothing), how many known ones changed."""

    numbers: list[int | None]
    changed: int


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """What the store says of a segment of the fuzzy index without reading it."""

    number: int
    size: int
    last_unit: int


def stored_of(row: Row) -> Stored:
    """Give the unit of a row, whose columns are those of every store."""
    number, source, target, source_lang, target_lang, tuid, created, changed, details, before, after, collection = row
    return Stored(
        number,
        TranslationUnit(
            source, target, source_lang, target_lang, tuid, created=created, changed=changed, **parse_details(details)
        ),
        collection,
        before,
        after,
    )


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def render_details(unit: TranslationUnit) -> str:
    """Give notes and props as JSON: [props, notes, source props, target props]."""
    return _encode([unit.props, unit.notes, unit.source_props, unit.target_props])


def parse_details(details: str) -> dict[str, Any]:
    """Give what `render_details` wrote, by the names of the fields."""
    props, notes, source_props, target_props = json.loads(details)
    return {
        "props": tuple(map(tuple, props)),
        "notes": tuple(notes),
        "source_props": tuple(map(tuple, source_props)),
        "target_props": tuple(map(tuple, target_props)),
    }
