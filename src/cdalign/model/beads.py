"""Beads: runs of units of both sides that translate each other, and what a person has decided about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class BeadStatus(StrEnum):
    """A person's decision about a bead: none yet, confirmed, or excluded from every memory."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    EXCLUDED = "excluded"


_EARLIER_STATUSES = {"automatic": BeadStatus.PENDING.value}  # as versions before 0.2.0 wrote it


def parse_status(word: str) -> str:
    """Return a status as it is written today: `automatic` of earlier versions -> `pending`."""
    return _EARLIER_STATUSES.get(word, word)


# The mark of a bead whose boundaries a person has drawn.
EDITED = "edited"

# Below this calibrated probability a reviewer sees a bead first, and a memory gives it a penalty.
DOUBTFUL_BELOW = 0.8


@dataclass(frozen=True, slots=True)
class Bead:
    """A run of source units and the run of target units that translates it.

    `source` and `target` are half-open ranges of unit indices; one of them may be empty (an omission).
    `score` is the probability (0–1) that the bead is right; `marks` give further information
    ("swapped", "reordered", "unrelated", "missing").
    """

    source: range
    target: range
    score: float = 1.0
    status: BeadStatus = BeadStatus.PENDING
    marks: tuple[str, ...] = ()

    @property
    def corners(self) -> tuple[int, int, int, int]:
        """The boundaries: source start and stop, target start and stop."""
        return self.source.start, self.source.stop, self.target.start, self.target.stop

    def __eq__(self, other: object) -> bool:
        # Python considers all empty ranges equal, but the position of an omission matters.
        if not isinstance(other, Bead):
            return NotImplemented
        return self.corners == other.corners and self._said == other._said

    def __hash__(self) -> int:
        return hash((self.corners, self._said))

    @property
    def _said(self) -> tuple[float, BeadStatus, tuple[str, ...]]:
        return self.score, self.status, self.marks

    @property
    def shape(self) -> str:
        """The numbers of units on both sides, as the alignment literature writes them: `1:2`."""
        return f"{len(self.source)}:{len(self.target)}"

    @property
    def is_two_sided(self) -> bool:
        """Whether both sides have at least one unit."""
        return bool(self.source) and bool(self.target)

    @property
    def is_settled(self) -> bool:
        """Whether a person has decided about it: confirmed, excluded, or drawn its boundaries by hand."""
        return self.status is not BeadStatus.PENDING or EDITED in self.marks

    @property
    def is_doubtful(self) -> bool:
        """Whether a person should check it first: it is not settled, and it may well be wrong."""
        return not self.is_settled and self.score < DOUBTFUL_BELOW


def corner_of(bead: Bead) -> tuple[int, int]:
    """Return where a bead starts on both sides. The corners of beads that tile are in ascending order."""
    return bead.source.start, bead.target.start


def check_tiling(beads: Sequence[Bead], source_count: int, target_count: int, run: range | None = None) -> None:
    """Raise ValueError unless the beads cover both sides once, in order, without gap, overlap or empty bead.

    With a `run`, only the beads of these numbers are looked at: whether they fill the gap between those around them.
    """
    start, stop = (0, len(beads)) if run is None else (run.start, run.stop)
    source, target = (beads[start - 1].source.stop, beads[start - 1].target.stop) if start else (0, 0)
    for bead in beads[start:stop]:
        if bead.source.start != source or bead.target.start != target:
            raise ValueError(f"bead {bead} does not start at source {source}, target {target}")
        if bead.source.stop < source or bead.target.stop < target:
            raise ValueError(f"bead {bead} ends before it starts")
        if not bead.source and not bead.target:
            raise ValueError(f"bead {bead} is empty on both sides")
        source, target = bead.source.stop, bead.target.stop
    end = corner_of(beads[stop]) if stop < len(beads) else (source_count, target_count)
    if (source, target) != end:
        raise ValueError(f"beads end at {source}, {target} instead of {end[0]}, {end[1]}")


# Items are compared in blocks of this size, because Python compares two tuples faster than our loop compares items.
_COMPARED_AT_ONCE = 512


def shared_ends(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """Return how many items two sequences share at their beginnings, and how many of the rest at their ends."""
    head = _shared_length(old, new)
    return head, _shared_length(old[head:][::-1], new[head:][::-1])


def _shared_length(left: Sequence[object], right: Sequence[object]) -> int:
    at, most, step = 0, min(len(left), len(right)), _COMPARED_AT_ONCE
    while at < most and left[at : at + step] == right[at : at + step]:
        at += step
    return next((number for number in range(at, most) if left[number] != right[number]), most)
