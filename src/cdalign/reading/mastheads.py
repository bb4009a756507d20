"""The masthead of a UN document is metadata: symbol, distribution, date, original language, what kind of text it is.

It is at the start of the text, or in the header of the first page, which a reader gives as blocks of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cdalign.reading.blocks import Block, BlockKind
from cdalign.reading.masthead_fields import (
    HARD_NAMES,
    LONGEST_FIELD,
    MastheadField,
    belongs_to_masthead,
    field_names,
    is_symbol,
    read_fields,
)

__all__ = ["belongs_to_masthead", "field_names", "is_symbol", "take_masthead"]

_LONGEST_MASTHEAD = 30
# Names of organs that are in no list: the line between `Economic and Social Council` and the date.
_LONGEST_UNKNOWN_RUN = 3
_SENTENCE_END = re.compile(r"[.。;；:：,，]$")
_ORGAN = re.compile(
    r"Committee|Commission|Council|Assembly|Conference|Convention|Covenant|Board|Organi[sz]ation|Programme|Tribunal"
    r"|Court|Part(?:y|ies)|委员会|理事会|大会|会议|公约|组织|方案|法庭|缔约"
)
_TITLE_WORDS = r"(?:[A-Z][\w-]+|of|on|the|for|and|against)"
_ORGAN_ALONE = re.compile(rf"{_TITLE_WORDS}(?: {_TITLE_WORDS})*|\S{{2,30}}(?:委员会|理事会|大会|会议)")
# Fields of which two different ones make a masthead even around lines that are not fields.
_FORMAL = frozenset({"symbol", "distribution", "original_language"})

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A block, and the fields it is made of."""

    block: Block
    fields: tuple[MastheadField, ...]

    @property
    def names(self) -> frozenset[str]:
        """The names of its fields."""
        return frozenset(field.name for field in self.fields)

    @property
    def may_be_organ(self) -> bool:
        """Whether it may be a line of a masthead that is not a known field."""
        text = self.block.text
        return len(text) <= LONGEST_FIELD and not self.block.label and not _SENTENCE_END.search(text)


def take_masthead(blocks: Sequence[Block]) -> tuple[Fields, tuple[Block, ...]]:
    """Return what the masthead at the start of the blocks says, and the blocks after it.

    Without a field that only a masthead has (symbol, distribution …) the blocks are left as they are.
    """
    lines = _read_lines(blocks[:_LONGEST_MASTHEAD])
    stop = _end_of_masthead(lines)
    taken = [line for line in lines[:stop] if line.fields or line.block.kind is BlockKind.MASTHEAD or line.may_be_organ]
    names = frozenset[str]().union(*(line.names for line in taken))
    kept = tuple(block for block in blocks[stop:] if block.kind is not BlockKind.MASTHEAD)
    if not names & HARD_NAMES:
        return (), tuple(block for block in blocks if block.kind is not BlockKind.MASTHEAD)
    if names & HARD_NAMES == {"status_note"}:
        return _keep_status(lines[:stop], kept)
    return _list_fields(taken), kept


def _read_lines(blocks: Sequence[Block]) -> list[_Line]:
    """Return the blocks with their fields; a field that a narrow column breaks is read from both its lines."""
    lines: list[_Line] = []
    for block in blocks:
        line = _read_line(block)
        start = lines[-1].block.text if lines and not lines[-1].fields else ""
        fields = _read_cells(f"{start} {block.text}") if start and len(start) <= LONGEST_FIELD else ()
        if fields:
            lines[-1], line = _Line(lines[-1].block, fields), _Line(block, fields)
        lines.append(line)
    return lines


def _read_line(block: Block) -> _Line:
    """Return the block with its fields; those of a table row are told cell by cell."""
    if block.kind is not BlockKind.MASTHEAD:
        return _Line(block, _read_cells(block.text))
    pieces = map(read_fields, block.text.split("\t"))
    return _Line(block, tuple(field for piece in pieces for field in piece))


def _read_cells(text: str) -> tuple[MastheadField, ...]:
    """Return the fields of the cells of a line; an empty tuple if any cell is not made of fields."""
    pieces = [read_fields(piece) for piece in text.split("\t") if piece.strip()]
    return tuple(field for piece in pieces for field in piece) if all(pieces) else ()


def _end_of_masthead(lines: Sequence[_Line]) -> int:
    """Return how many blocks the masthead takes: to its last formal field, and on while there are fields."""
    stop = _end_of_formal(lines)
    while stop < len(lines) and (lines[stop].fields or (stop and _is_organ_above_session(lines[stop : stop + 2]))):
        stop += 1
    return stop


def _is_organ_above_session(lines: Sequence[_Line]) -> bool:
    """Return whether a line names an organ of its own and the next its session: `Human Rights Committee`."""
    text = lines[0].block.text
    if len(lines) < 2 or not (_ORGAN.search(text) and _ORGAN_ALONE.fullmatch(text)):
        return False
    return bool(lines[1].names & {"session", "meeting", "agenda_item"})


def _end_of_formal(lines: Sequence[_Line]) -> int:
    """Return the place after the last line with a formal field that unknown lines part from the start by little."""
    stop = unknown = 0
    found: set[str] = set()
    for index, line in enumerate(lines, start=1):
        if line.block.kind is BlockKind.MASTHEAD:
            stop, unknown = index, 0
        elif line.fields:
            unknown = 0
            found |= line.names & _FORMAL
            stop = index if line.names & _FORMAL and len(found) > 1 else stop
        elif not line.may_be_organ or unknown == _LONGEST_UNKNOWN_RUN:
            break
        else:
            unknown += 1
    return stop


def _list_fields(lines: Sequence[_Line]) -> Fields:
    """Return name and value of each field once, and of the lines that are not fields those that name an organ."""
    listed: dict[tuple[str, str], None] = {}
    for line in lines:
        for field in line.fields:
            listed[field.name, field.value] = None
        for piece in line.block.text.split("\t") if not line.fields or line.block.kind is BlockKind.MASTHEAD else ():
            if _ORGAN.search(piece) and not read_fields(piece):
                listed["organ", piece.strip()] = None
    return tuple(listed)


def _keep_status(lines: Sequence[_Line], after: tuple[Block, ...]) -> tuple[Fields, tuple[Block, ...]]:
    """A note of status makes no masthead of the lines around it: a date may be the title's."""
    notes = tuple((one.name, one.value) for line in lines for one in line.fields if one.name == "status_note")
    kept = (line.block for line in lines if line.names != {"status_note"})
    return notes, (*kept, *after)
