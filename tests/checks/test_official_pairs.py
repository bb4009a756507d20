"""On official translations the checks are quiet; on the same with errors put in, they are not."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from seeded_errors import make_termbase, missed_errors, read_pairs, right_units, seed_errors, wrong_units

from cdalign.checks import run_checks
from cdalign.model import Finding, Severity, TranslationUnit

_QUANTITIES = ("numbers", "dates", "symbols", "items")


@pytest.fixture(scope="module")
def units(shared: Path) -> list[TranslationUnit]:
    return read_pairs(shared)


@pytest.fixture(scope="module")
def findings(units: list[TranslationUnit]) -> list[Finding]:
    return list(run_checks(units, make_termbase()))


def _share(findings: Iterable[Finding], units: list[TranslationUnit]) -> float:
    return len({finding.unit for finding in findings}) / len(units)


def test_quantities_raise_at_most_one_false_alarm_in_a_hundred_units(
    findings: list[Finding], units: list[TranslationUnit]
) -> None:
    assert _share((one for one in findings if one.rule.partition(".")[0] in _QUANTITIES), units) <= 0.01


def test_major_rules_raise_at_most_three_false_alarms_in_a_hundred_units(
    findings: list[Finding], units: list[TranslationUnit]
) -> None:
    assert _share((one for one in findings if one.severity is Severity.MAJOR), units) <= 0.03


def test_seeded_errors_are_found(units: list[TranslationUnit]) -> None:
    seeded = seed_errors(units, per_kind=80)
    assert len(seeded) >= 400
    termbase = make_termbase()
    quiet = list(run_checks([*right_units(seeded), *units], termbase))
    findings = list(run_checks([*wrong_units(seeded), *units], termbase))
    missed = missed_errors(seeded, findings, quiet)
    assert len(missed) <= 0.03 * len(seeded), [(one.kind, one.wrong.target) for one in missed]
