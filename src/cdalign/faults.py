"""What is wrong with a file that is read: the shape of a fault. The tables of rules stand in their rooms.

A reader reports what it had to tolerate, validation reports the rest; all of them are `Fault`s.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from cdalign.model import Severity


class Rule(NamedTuple):
    """A rule of a format or of a tool: how much a breach matters, why, and how it is mended."""

    severity: Severity
    reason: str
    mend: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A breach of a rule: what exactly is there, the line (from 1, 0 unknown), and what it stands in.

    `unit` is the label of a translation unit or the id of a concept. The class of a room has its table in `RULES`,
    and in `FAMILY` what tells its rules from another table's.
    """

    RULES: ClassVar[Mapping[str, Rule]]
    FAMILY: ClassVar[str]

    rule: str
    detail: str = ""
    line: int = 0
    unit: str = ""

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.RULES[self.rule].severity

    @property
    def reason(self) -> str:
        """Why it matters."""
        return self.RULES[self.rule].reason

    @property
    def mend(self) -> str:
        """What to do about it."""
        return self.RULES[self.rule].mend

    @property
    def message(self) -> str:
        """What is wrong and why that matters, in one line."""
        return f"{self.detail}: {self.reason}" if self.detail else self.reason


OnFault = Callable[[Fault], None]
OnPlacedFault = Callable[[str | Path, Fault], None]  # for who reads several files


def ignore_fault(fault: Fault) -> None:
    """Take notice of nothing."""


def ignore_placed_fault(path: str | Path, fault: Fault) -> None:
    """Take notice of nothing."""


def describe_fault(fault: Fault) -> dict[str, Any]:
    """Return a fault as a JSON object."""
    return {
        "rule": fault.rule,
        "severity": str(fault.severity),
        "line": fault.line or None,
        "unit": fault.unit or None,
        "detail": fault.detail,
        "reason": fault.reason,
        "mend": fault.mend,
    }
