"""Pairs for the tests of the unit checks: which rules speak of a source and its translation."""

from collections.abc import Sequence

from cdalign.checks import run_checks
from cdalign.model import Finding, Termbase, TranslationUnit


def findings_on(*pairs: tuple[str, str], termbase: Termbase | None = None) -> list[Finding]:
    units = [TranslationUnit(source, target, "zh-Hans", "en") for source, target in pairs]
    return list(run_checks(units, termbase))


def rules_on(*pairs: tuple[str, str], termbase: Termbase | None = None) -> Sequence[str]:
    return sorted(finding.rule for finding in findings_on(*pairs, termbase=termbase))
