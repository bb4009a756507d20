"""Measures the aligner and the checks on texts of our own: quality_measures.py [--details].

Prints how much is right beside the floor, with `--details` also what is missed and each false alarm. Exit code 1 where
a figure is below its floor.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from quality_texts import (
    FOLDER,
    DocumentPair,
    GoldText,
    UnitPair,
    read_document_pairs,
    read_gold_texts,
    read_unit_pairs,
)

from cdalign.alignment import align_segments
from cdalign.checks import check_document, run_checks
from cdalign.evaluation import BeadPair, IndexBead, evaluate_pairs
from cdalign.model import Finding, Severity, Termbase, TranslationUnit
from cdalign.terminology import read_termbase

# Strict F1, measured 0.956 when pinned; the lowest is a letter whose last lines are in reverse order (0.808). It was
# .974 before the second look, which wins .010 in 171 parts of dev of 20 beads each (.976), but loses here.
LEAST_F1, LEAST_F1_OF_A_TEXT = 0.955, 0.80
# Errors of which the right rule speaks: measured 0.892 of 286 in units, 0.714 of 21 in documents.
LEAST_CAUGHT, LEAST_CAUGHT_IN_DOCUMENTS = 0.89, 0.71
# Right units of which a major or minor finding speaks: measured 4 of 290. Right documents: none of 21.
MOST_ALARMS, MOST_ALARMS_IN_DOCUMENTS = 4 / 290, 0.0


@dataclass(frozen=True)
class Outcome:
    """How many errors there are and which were missed, how many right texts and what was said of them."""

    errors: int
    missed: tuple[str, ...]
    texts: int
    alarms: tuple[str, ...]

    @property
    def caught(self) -> float:
        """The share of the errors of which a rule speaks that should."""
        return 1 - len(self.missed) / self.errors

    @property
    def alarmed(self) -> float:
        """Alarms on a right text."""
        return len(self.alarms) / self.texts


def align_gold(texts: Iterable[GoldText]) -> dict[str, BeadPair]:
    """Each text aligned by itself, beside its gold."""
    return {text.name: BeadPair(_align(text), text.beads) for text in texts}


def _align(text: GoldText) -> tuple[IndexBead, ...]:
    beads = align_segments(text.source, text.target)
    return tuple(IndexBead(tuple(bead.source), tuple(bead.target)) for bead in beads)


def check_units(pairs: Sequence[UnitPair], termbase: Termbase) -> Outcome:
    """Check all right units as one memory and all wrong ones as another; what is said of both catches nothing."""
    quiet = _findings_on([pair.right for pair in pairs], termbase)
    loud = _findings_on([pair.wrong for pair in pairs], termbase)
    outcomes = zip(pairs, quiet, loud, strict=True)
    missed = [
        _show(pair.rules[0], pair.wrong)
        for pair, before, after in outcomes
        if not _new_rules(before, after) & set(pair.rules)
    ]
    alarms = [
        _show(said, pair.right) for pair, findings in zip(pairs, quiet, strict=True) for said in _alarms(findings)
    ]
    return Outcome(len(pairs), tuple(missed), sum(len(pair.right) for pair in pairs), tuple(alarms))


def _findings_on(groups: Sequence[Sequence[TranslationUnit]], termbase: Termbase) -> list[list[Finding]]:
    """Return the findings on each group of units of one memory."""
    units = [
        replace(unit, id=f"{number}.{place}") for number, group in enumerate(groups) for place, unit in enumerate(group)
    ]
    found: list[list[Finding]] = [[] for _ in groups]
    for finding in run_checks(units, termbase):
        found[int(finding.unit.partition(".")[0])].append(finding)
    return found


def check_documents(pairs: Sequence[DocumentPair], termbase: Termbase) -> Outcome:
    """Check each document by itself."""
    missed, alarms = [], []
    for pair in pairs:
        before, after = (list(check_document(one, termbase)) for one in (pair.right, pair.wrong))
        if not _new_rules(before, after) & set(pair.rules):
            missed.append(_show(pair.rules[0], pair.wrong.paragraphs))
        alarms += [_show(said, pair.right.paragraphs) for said in _alarms(before)]
    return Outcome(len(pairs), tuple(missed), len(pairs), tuple(alarms))


def _new_rules(before: Iterable[Finding], after: Iterable[Finding]) -> set[str]:
    said = {(finding.rule, finding.message) for finding in before}
    return {finding.rule for finding in after if (finding.rule, finding.message) not in said}


def _alarms(findings: Iterable[Finding]) -> list[str]:
    grave = (finding for finding in findings if finding.severity is not Severity.INFO)
    return [f"{finding.rule} ({finding.message})" for finding in grave]


def _show(said: str, texts: Collection[object]) -> str:
    words = (getattr(one, "text", None) or f"{one.source} | {one.target}" for one in texts)  # type: ignore[attr-defined]
    return f"{said}: {' ¶ '.join(words)}"


def read_own_termbase() -> Termbase:
    """The termbase of the texts that are checked."""
    return read_termbase(FOLDER / "checks" / "termbase.tsv")


def measure() -> Iterator[tuple[str, bool, Sequence[str]]]:
    """Yield lines with figures, whether each is as good as its floor, and the details."""
    aligned = align_gold(read_gold_texts())
    for name, pair in aligned.items():
        f1 = evaluate_pairs([pair]).strict.f1
        yield f"{name:12} {len(pair.gold):4} beads, F1 {f1:.3f}", f1 >= LEAST_F1_OF_A_TEXT, ()
    f1 = evaluate_pairs(aligned.values()).strict.f1
    beads = sum(len(pair.gold) for pair in aligned.values())
    yield f"{'all':12} {beads:4} beads, F1 {f1:.3f} (floor {LEAST_F1})", f1 >= LEAST_F1, ()
    units = check_units(read_unit_pairs(), read_own_termbase())
    documents = check_documents(read_document_pairs(), read_own_termbase())
    for name, outcome, caught, alarms in (
        ("units", units, LEAST_CAUGHT, MOST_ALARMS),
        ("documents", documents, LEAST_CAUGHT_IN_DOCUMENTS, MOST_ALARMS_IN_DOCUMENTS),
    ):
        found = f"{name:12} {outcome.errors:4} errors, {outcome.caught:.3f} found (floor {caught})"
        yield found, outcome.caught >= caught, [f"missed {line}" for line in outcome.missed]
        said = f"{name:12} {outcome.texts:4} right ones, {outcome.alarmed:.3f} alarms each (at most {alarms:.3f})"
        yield said, outcome.alarmed <= alarms, [f"alarm {line}" for line in outcome.alarms]


def main() -> int:
    good = True
    for line, is_good, details in measure():
        good &= is_good
        print(line if is_good else f"{line}  BELOW")
        print(*(f"  {detail}\n" for detail in details if "--details" in sys.argv), sep="", end="")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
