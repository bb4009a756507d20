"""How far scores can be believed: reliability in bins, and the expected calibration error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Beads whose score lies in one stretch: how many, what they were believed, and how many were right."""

    low: float
    high: float
    count: int
    believed: float
    right: float


def tabulate_reliability(
    scored: Iterable[tuple[float, bool]], edges: Sequence[float] = ()
) -> tuple[ReliabilityBin, ...]:
    """Return the reliability table of scores (0–1) and whether each bead was right; empty stretches are left out."""
    items = sorted(scored)
    limits = tuple(edges) or tuple(number / 10 for number in range(11))
    bins = []
    for low, high in pairwise(limits):
        inside = [(score, right) for score, right in items if low <= score < high or score == high == limits[-1]]
        if inside:
            count = len(inside)
            believed, right = sum(score for score, _ in inside) / count, sum(ok for _, ok in inside) / count
            bins.append(ReliabilityBin(low, high, count, believed, right))
    return tuple(bins)


def calibration_error(bins: Sequence[ReliabilityBin]) -> float:
    """Return the expected calibration error: the mean distance of belief from truth, weighted by counts."""
    total = sum(item.count for item in bins)
    return sum(item.count * abs(item.believed - item.right) for item in bins) / total if total else 0.0
