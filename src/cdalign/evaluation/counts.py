"""Precision, recall and F1 of beads against gold.

Beads are counted as vecalign and Bertalign count them, micro-averaged over documents, so that figures compare:
precision over all beads of the system, omissions too; recall over the beads of the gold with two sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from cdalign.evaluation.beads import IndexBead


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted; counts of several documents add up.

    `system` beads of the system, `gold` beads of the gold with two sides; `right` and `found` those of them that
    the other side has exactly, `right_lax` and `found_lax` those that share a pair of units with one of the other
    side; `system_two_sided` and `found` give the measure that a translation memory sees.
    """

    system: int = 0
    right: int = 0
    right_lax: int = 0
    gold: int = 0
    found: int = 0
    found_lax: int = 0
    system_two_sided: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))


@dataclass(frozen=True, slots=True)
class Measure:
    """Precision, recall and their harmonic mean, each from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def count_beads(system: Sequence[IndexBead], gold: Sequence[IndexBead]) -> Counts:
    """Count the beads of one document."""
    system_set, gold_set = set(system), set(gold)
    wanted = [bead for bead in gold if bead.is_two_sided]
    system_links, gold_links = _links(system), _links(gold)
    return Counts(
        system=len(system),
        right=sum(bead in gold_set for bead in system),
        right_lax=sum(bead in gold_set or _touches(bead, gold_links) for bead in system),
        gold=len(wanted),
        found=sum(bead in system_set for bead in wanted),
        found_lax=sum(bead in system_set or _touches(bead, system_links) for bead in wanted),
        system_two_sided=sum(bead.is_two_sided for bead in system),
    )


def _links(beads: Iterable[IndexBead]) -> set[tuple[int, int]]:
    return {(source, target) for bead in beads for source in bead.source for target in bead.target}


def _touches(bead: IndexBead, links: set[tuple[int, int]]) -> bool:
    return any((source, target) in links for source in bead.source for target in bead.target)


@dataclass(frozen=True)
class Evaluation:
    """The counts of some documents, with the three measures made of them."""

    counts: Counts

    @property
    def strict(self) -> Measure:
        """Exact beads alone are right."""
        return make_measure(
            right=self.counts.right, system=self.counts.system, found=self.counts.found, gold=self.counts.gold
        )

    @property
    def lax(self) -> Measure:
        """A bead is right as soon as it links one pair of units that belong together."""
        return make_measure(
            right=self.counts.right_lax, system=self.counts.system, found=self.counts.found_lax, gold=self.counts.gold
        )

    @property
    def two_sided(self) -> Measure:
        """Exact beads alone are right, and omissions do not count: what enters a translation memory."""
        return make_measure(
            right=self.counts.found, system=self.counts.system_two_sided, found=self.counts.found, gold=self.counts.gold
        )


def make_measure(*, right: int, system: int, found: int, gold: int) -> Measure:
    """Return the precision `right` of `system` and the recall `found` of `gold`; 0 if there is nothing to count."""
    return Measure(right / system if system else 0.0, found / gold if gold else 0.0)
