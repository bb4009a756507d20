"""Faults in a file that is read, as values. Each room keeps its own table of rules.

A reader reports the faults that it tolerated; validation reports the rest. Both are `Fault`s.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from cdalign.messages import Message, say
from cdalign.model import Severity


class FaultRule(NamedTuple):
    """A rule of a format or of a tool: how serious a breach is, why, and how to fix it."""

    severity: Severity
    reason: str
    fix: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A breach of a rule: what exactly was found, the line (from 1; 0 if unknown), and the unit that contains it.

    `unit` is the label of a translation unit or the id of a concept. A subclass in each room has its table in `RULES`,
    in `FAMILY` a name that distinguishes its rules from those of another table, and in `PAGE` the page of the
    documentation that is about such files.
    """

    RULES: ClassVar[Mapping[str, FaultRule]]
    FAMILY: ClassVar[str]
    PAGE: ClassVar[str]

    rule: str
    detail: str = ""
    line: int = 0
    unit: str = ""

    @property
    def severity(self) -> Severity:
        """How serious it is."""
        return self.RULES[self.rule].severity

    @property
    def reason(self) -> str:
        """Why it matters."""
        return self.RULES[self.rule].reason

    @property
    def fix(self) -> str:
        """How to fix it."""
        return self.RULES[self.rule].fix

    @property
    def message(self) -> str:
        """What is wrong and why that matters, in one line."""
        if self.detail:
            return say("{detail}: {reason}", detail=self.detail, reason=Message(self.reason))
        return Message(self.reason)


OnFault = Callable[[Fault], None]
OnPlacedFault = Callable[[str | Path, Fault], None]  # for callers that read several files


def ignore_fault(fault: Fault) -> None:
    """Ignore a fault."""


def ignore_placed_fault(path: str | Path, fault: Fault) -> None:
    """Ignore a fault in a file."""


def describe_fault(fault: Fault) -> dict[str, Any]:
    """Return a fault as a JSON object."""
    return {
        "rule": fault.rule,
        "severity": str(fault.severity),
        "line": fault.line or None,
        "unit": fault.unit or None,
        "detail": fault.detail,
        "reason": fault.reason,
        "fix": fault.fix,
    }
