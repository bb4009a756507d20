"""The figures of all pairs together, summed from the journal one pair at a time."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cdalign.batch.ledger import Known
from cdalign.batch.manifest import ManifestEntry, Unpaired
from cdalign.batch.pairs import SCORE_BINS
from cdalign.batch.tasks import DONE

# The number of pairs that the report names: those a person should look at first, and failures.
MOST_NAMED = 50


@dataclass(frozen=True, slots=True)
class Suspect:
    """A pair that a person should check: its name, symbol, share of text covered, share doubtful, and marks."""

    name: str
    symbol: str
    coverage: float
    doubtful: float
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A pair that could not be aligned, and why."""

    entry: ManifestEntry
    known: Known

    @property
    def reason(self) -> str:
        """The reason, in words."""
        return str(self.known.value)


@dataclass(frozen=True)
class Totals:
    """The figures of a batch. Histograms have ten bars; `coverage` counts pairs by the share of their text covered."""

    pairs: int = 0
    units: int = 0
    beads: int = 0
    doubtful: int = 0
    segments: tuple[int, int] = (0, 0)
    chars: tuple[int, int] = (0, 0)
    covered: tuple[int, int] = (0, 0)
    shapes: Counter[str] = field(default_factory=Counter)
    marks: Counter[str] = field(default_factory=Counter)
    scores: tuple[int, ...] = (0,) * SCORE_BINS
    coverage: tuple[int, ...] = (0,) * SCORE_BINS
    notes: tuple[str, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    failed: int = 0
    failures: tuple[Failure, ...] = ()
    unpaired: int = 0
    first_unpaired: tuple[Unpaired, ...] = ()


def sum_figures(results: Iterable[tuple[ManifestEntry, Known]], unpaired: Iterable[Unpaired]) -> Totals:
    """Return the figures of all pairs whose alignment ended, in order. Memory does not grow with their number."""
    summing = _Summing()
    for entry, known in results:
        if known.state == DONE:
            summing.add(entry, known.value)
        else:
            summing.add_failure(Failure(entry, known))
    for item in unpaired:
        summing.add_unpaired(item)
    return summing.totals()


class _Summing:
    """Running sums over the pairs."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._sides: dict[str, list[int]] = {name: [0, 0] for name in ("segments", "chars", "covered")}
        self._shapes: Counter[str] = Counter()
        self._marks: Counter[str] = Counter()
        self._scores = [0] * SCORE_BINS
        self._coverage = [0] * SCORE_BINS
        self._notes: dict[str, None] = {}
        self._suspects: list[tuple[float, str, Suspect]] = []
        self._failures: list[Failure] = []
        self._unpaired: list[Unpaired] = []

    def add(self, entry: ManifestEntry, figures: dict[str, Any]) -> None:
        beads = sum(figures["shapes"].values())
        self._counts.update(pairs=1, units=figures["units"], beads=beads, doubtful=figures["doubtful"])
        self._shapes.update(figures["shapes"])
        self._marks.update(figures["marks"])
        self._scores = [a + b for a, b in zip(self._scores, figures["scores"], strict=True)]
        self._notes.update(dict.fromkeys(figures["notes"]))
        for name, sums in self._sides.items():
            sums[:] = [a + b for a, b in zip(sums, figures[name], strict=True)]
        suspect = _suspect_of(entry, figures, beads)
        self._coverage[min(int(suspect.coverage * SCORE_BINS), SCORE_BINS - 1)] += 1
        self._keep_suspect(suspect)

    def _keep_suspect(self, suspect: Suspect) -> None:
        concern = suspect.doubtful + (1 - suspect.coverage) + ("unrelated" in suspect.marks)
        if concern:
            heapq.heappush(self._suspects, (concern, suspect.name, suspect))
            if len(self._suspects) > MOST_NAMED:
                heapq.heappop(self._suspects)

    def add_failure(self, failure: Failure) -> None:
        self._counts["failed"] += 1
        if len(self._failures) < MOST_NAMED:
            self._failures.append(failure)

    def add_unpaired(self, item: Unpaired) -> None:
        self._counts["unpaired"] += 1
        if len(self._unpaired) < MOST_NAMED:
            self._unpaired.append(item)

    def totals(self) -> Totals:
        segments, chars, covered = ((a, b) for a, b in self._sides.values())
        worst = sorted(self._suspects, key=lambda item: (-item[0], item[1]))
        return Totals(
            **{name: self._counts[name] for name in ("pairs", "units", "beads", "doubtful", "failed", "unpaired")},
            segments=segments,
            chars=chars,
            covered=covered,
            shapes=self._shapes,
            marks=self._marks,
            scores=tuple(self._scores),
            coverage=tuple(self._coverage),
            notes=tuple(self._notes),
            suspects=tuple(suspect for *_, suspect in worst),
            failures=tuple(self._failures),
            first_unpaired=tuple(self._unpaired),
        )


def _suspect_of(entry: ManifestEntry, figures: dict[str, Any], beads: int) -> Suspect:
    coverage = sum(figures["covered"]) / max(sum(figures["chars"]), 1)
    doubtful = figures["doubtful"] / max(beads, 1)
    return Suspect(entry.name, figures["symbol"], round(coverage, 4), round(doubtful, 4), tuple(figures["marks"]))
