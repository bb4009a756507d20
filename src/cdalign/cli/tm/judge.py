"""The judge of the tools for memories: the checks of `cdalign check`, a unit at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cdalign.model import TranslationUnit


def judge_by_checks(units: Iterable[TranslationUnit]) -> Iterator[tuple[str, ...]]:
    """Yield the reasons why each unit is doubtful: its major and minor findings, the gravest first, `rule: message`."""
    from cdalign.checks import judge_units
    from cdalign.model import Severity

    for findings in judge_units(units):
        grave = [finding for finding in findings if finding.severity is not Severity.INFO]
        grave.sort(key=lambda finding: -finding.severity.rank)
        yield tuple(f"{finding.rule}: {finding.message}" for finding in grave)
