"""Places in a text, and what a check reports about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters in a text."""

    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Match:
    """An occurrence in a text: its span, the words there, and a key for what was found (such as a concept id)."""

    start: int
    stop: int
    text: str
    key: str


class Severity(StrEnum):
    """How serious a finding is; `info` never fails a run."""

    MAJOR = "major"
    MINOR = "minor"
    INFO = "info"

    @property
    def rank(self) -> int:
        """2 for major, 1 for minor, 0 for info."""
        return _SEVERITIES.index(self)


_SEVERITIES: Sequence[Severity] = (Severity.INFO, Severity.MINOR, Severity.MAJOR)


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of one language's text shown with a finding: its place, its words, and the marked spans."""

    place: str
    lang: str
    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """The report of a check: rule id (`numbers.missing`), severity, message in plain words, and the texts concerned.

    `unit` is the id of the unit or paragraph it belongs to. `quotes` show both sides (and further places).
    `category` is an ITS 2.0 locQualityIssueType. `fingerprint` is stable across runs and re-alignment.
    """

    rule: str
    severity: Severity
    message: str
    unit: str = ""
    quotes: tuple[Quote, ...] = ()
    expected: str = ""
    advice: str = ""
    category: str = ""
    fingerprint: str = ""
