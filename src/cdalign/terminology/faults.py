"""What can be wrong with a termbase: one table of rules, each with its reason and its mend."""

from __future__ import annotations

from typing import NamedTuple

from cdalign.model import Finding, Severity


class Rule(NamedTuple):
    """A rule of a termbase: how much a breach matters, why, and how it is mended."""

    severity: Severity
    reason: str
    mend: str


class Fault(NamedTuple):
    """A breach of a rule: what exactly is there, the line (from 1, 0 unknown) and the concept."""

    rule: str
    detail: str = ""
    line: int = 0
    concept: str = ""

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return RULES[self.rule].severity

    @property
    def message(self) -> str:
        """What is wrong and why that matters, in one line."""
        reason = RULES[self.rule].reason
        return f"{self.detail}: {reason}" if self.detail else reason

    @property
    def mend(self) -> str:
        """What to do about it."""
        return RULES[self.rule].mend

    def finding(self, path: str) -> Finding:
        """The same as every other check says it, for reports."""
        place = f"{path}:{self.line}" if self.line else path
        return Finding(
            rule=f"terms.{self.rule}",
            severity=self.severity,
            message=f"{place}: {self.message}",
            unit=self.concept,
            advice=self.mend,
            category="terminology",
            fingerprint=f"{self.rule}|{self.concept}|{self.detail}",
        )


_MAJOR, _MINOR, _INFO = Severity.MAJOR, Severity.MINOR, Severity.INFO

RULES: dict[str, Rule] = {
    # What a record says.
    "concept.missing": Rule(_MAJOR, "a term that belongs to no concept", "write the id of its concept"),
    "concept.id": Rule(
        _MAJOR, "TBX wants an XML name as id: a letter first, then letters, digits, - _ .", "choose another id"
    ),
    "term.empty": Rule(_MAJOR, "a term without words", "write the term, or take the entry away"),
    "term.control": Rule(_MAJOR, "a control character, which XML cannot hold", "remove it"),
    "lang.missing": Rule(_MAJOR, "a term whose language is not said", "write zh-Hans, zh-Hant or en"),
    "lang.invalid": Rule(_MAJOR, "not a language tag (BCP 47)", "write zh-Hans, zh-Hant or en"),
    "type.unknown": Rule(
        _MAJOR,
        "not a termType of TBX-Basic",
        "write fullForm, shortForm, acronym, abbreviation, variant or phrase",
    ),
    "status.unknown": Rule(
        _MAJOR,
        "not an administrativeStatus of TBX",
        "write preferred, admitted, deprecated or superseded",
    ),
    "pos.unknown": Rule(
        _MAJOR,
        "not a partOfSpeech of TBX-Basic",
        "write noun, verb, adjective, adverb or other",
    ),
    "detect.unknown": Rule(_MAJOR, "detect says yes or no", "write yes or no"),
    "table.cells": Rule(_MAJOR, "the line has more cells than the header", "take the surplus tabs away"),
    "attribute.conflict": Rule(
        _MINOR, "the rows of a concept say different things of it; the first one holds", "say it on the first row alone"
    ),
}
