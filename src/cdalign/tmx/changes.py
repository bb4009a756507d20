"""What a tool did to a memory, one change a line: nothing is removed or mended in silence."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from cdalign.tmx.elements import Unit, Variant


class Action(StrEnum):
    """What was done to a unit, or seen in it."""

    REMOVED = "removed"
    MENDED = "mended"
    FLAGGED = "flagged"
    CONFLICT = "conflict"


class Change(NamedTuple):
    """One thing done to a unit: what, why, where it stood, and its words."""

    action: Action
    reason: str
    path: str
    line: int
    unit: str
    source: str
    target: str


OnChange = Callable[[Change], None]


def change_of(
    action: Action, reason: str, path: str, unit: Unit, pair: tuple[Variant, Variant] | None = None
) -> Change:
    """Give the change of a unit; without a pair its first two texts stand for it."""
    texts = [variant.text for variant in pair or unit.variants[:2]]
    source, target = (*texts, "", "")[:2]
    return Change(action, reason, path, unit.line, unit.label, source, target)
