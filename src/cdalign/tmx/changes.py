"""What a tool did to a memory, one change a line: nothing is removed or repaired in silence."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from cdalign.faults import Fault
from cdalign.tmx.elements import Unit, Variant


class Action(StrEnum):
    """What was done to a unit, or seen in it."""

    REMOVED = "removed"
    FIXED = "fixed"
    FLAGGED = "flagged"
    CONFLICT = "conflict"


class UnitChange(NamedTuple):
    """One thing done to a unit: what, why, where it occurred, and its words."""

    action: Action
    reason: str
    path: str
    line: int
    unit: str
    source: str
    target: str


# What the reader of a memory does by itself, before a tool sees a unit.
_BY_READER = {
    "xml.illegal-character": (Action.REMOVED, "illegal character"),
    "xml.bare-ampersand": (Action.FIXED, "bare ampersand"),
    "xml.entity": (Action.FIXED, "unknown entity, kept as text"),
    "xml.undecodable": (Action.FIXED, "broken bytes"),
    "xml.encoding": (Action.FIXED, "encoding"),
    "xml.oversized": (Action.REMOVED, "text over ten million characters"),
}

OnChange = Callable[[UnitChange], None]


def change_of(
    action: Action, reason: str, path: str, unit: Unit, pair: tuple[Variant, Variant] | None = None
) -> UnitChange:
    """Return the change of a unit; without a pair its first two texts stand for it."""
    texts = [variant.text for variant in pair or unit.variants[:2]]
    source, target = (*texts, "", "")[:2]
    return UnitChange(action, reason, path, unit.line, unit.label, source, target)


def change_of_fault(path: str | Path, fault: Fault) -> UnitChange | None:
    """Return the change that the reader made where it met this fault, if it made one; what was there is its source."""
    if fault.rule not in _BY_READER:
        return None
    action, reason = _BY_READER[fault.rule]
    return UnitChange(action, reason, str(path), fault.line, fault.unit, fault.detail, "")
