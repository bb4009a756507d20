"""What the meanings of a bead say: its runs read joined, and what each part of it adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from cdalign.alignment.candidates import Omission
from cdalign.alignment.coding import CodedPair
from cdalign.alignment.paths import Step
from cdalign.lexicon.tokens import CodedText, RunReader
from cdalign.similarity.meanings import LikenessScale, Vectors, vectors_of

Run = tuple[int, int]

BEAD_CLUES = (
    *("1:1, likeness by size", "1:1, size", "others, likeness by size", "others, size"),
    *("others, more than without a part", "the same by size", "least part", "most of a part"),
    *("1:1, more than its neighbours", "1:1"),
    *("1:1, likeness", "others, likeness"),
)
OMISSION_CLUES = ("likeness to its neighbours", "the same by size", "size")

# Segments to both sides that a 1:1 bead is compared with, and how many of the most alike count.
_NEAR, _MOST_ALIKE = 6, 2


class MeaningClues:
    """Describes beads and omissions of one pair by their meanings; it reads all runs of the steps at once."""

    def __init__(self, pair: CodedPair, steps: Sequence[Step]) -> None:
        self._left, self._right = (vectors_of(text) for text in pair)
        self._counts = [text.counts for text in pair]
        self._offsets = [text.offsets for text in pair]
        self._scale = LikenessScale.of(self._left, self._right)
        self._read = [
            _read_all(_reader(text), vectors, (step.ranges[side] for step in steps))
            for side, (text, vectors) in enumerate(zip(pair, (self._left, self._right), strict=True))
        ]

    def describe_bead(self, step: Step) -> list[float]:
        """Return the numbers of `BEAD_CLUES` for a two-sided bead."""
        left, right = ((run.start, run.stop) for run in step.ranges)
        words = [int(at[stop] - at[start]) for at, (start, stop) in zip(self._offsets, (left, right), strict=True)]
        size = float(np.sqrt(sum(words)))
        likeness = self._liken(left, right)
        if left[1] - left[0] == right[1] - right[0] == 1:
            lead = likeness - self._likeness_nearby(left[0], right[0])
            return [likeness * size, size, *[0.0] * 6, lead, 1.0, likeness, 0.0]
        gain = likeness - max(self._liken(*pair) for pair in _without_edges(left, right))
        parts = [self._liken(*pair) for pair in _single_parts(left, right)]
        return [0.0, 0.0, likeness * size, size, gain, gain * size, min(parts), max(parts), 0.0, 0.0, 0.0, likeness]

    def _liken(self, left: Run, right: Run) -> float:
        return self._scale.measure(float(self._read[0][left] @ self._read[1][right]))

    def _likeness_nearby(self, row: int, column: int) -> float:
        """Return how alike the likest other segments nearby are, the mean of both sides."""
        columns = [at for at in _around(column, len(self._right)) if at != column]
        rows = [at for at in _around(row, len(self._left)) if at != row]
        found = 0.0
        for vectors, one in ((self._right[columns], self._left[row]), (self._left[rows], self._right[column])):
            if len(vectors):
                found += self._scale.measure(float(np.sort(vectors @ one)[-_MOST_ALIKE:].mean())) / 2
        return found

    def describe_omission(self, side: int, omission: Omission) -> list[float]:
        """Return the numbers of `OMISSION_CLUES` for a segment left out of side 0 (Chinese) or 1."""
        own, other = (self._left, self._right) if side == 0 else (self._right, self._left)
        beside = omission.corner[1 - side]
        near = [unit for unit in (beside - 1, beside) if 0 <= unit < len(other)]
        likeness = self._scale.measure(float((other[near] @ own[omission.segment]).max())) if near else 0.0
        size = float(np.sqrt(self._counts[side][omission.segment]))
        return [likeness, likeness * size, size]


def _around(place: int, count: int) -> range:
    return range(max(0, place - _NEAR), min(count, place + _NEAR + 1))


def _without_edges(left: Run, right: Run) -> Iterator[tuple[Run, Run]]:
    """Yield the bead without its first and without its last segment, on each side that has several."""
    if left[1] - left[0] > 1:
        yield (left[0] + 1, left[1]), right
        yield (left[0], left[1] - 1), right
    if right[1] - right[0] > 1:
        yield left, (right[0] + 1, right[1])
        yield left, (right[0], right[1] - 1)


def _single_parts(left: Run, right: Run) -> Iterator[tuple[Run, Run]]:
    """Yield each segment of a side that has several, with the whole of the other side."""
    if left[1] - left[0] > 1:
        yield from (((at, at + 1), right) for at in range(*left))
    if right[1] - right[0] > 1:
        yield from ((left, (at, at + 1)) for at in range(*right))


def _read_all(reader: RunReader, vectors: Vectors, runs: Iterable[range]) -> dict[Run, Vectors]:
    """Return the vectors of all runs, of the runs without an edge, and of single segments."""
    read: dict[Run, Vectors] = {(at, at + 1): vector for at, vector in enumerate(vectors)}
    wanted = {(run.start, run.stop) for run in runs if len(run) > 1}
    wanted |= {part for start, stop in wanted if stop - start > 2 for part in ((start + 1, stop), (start, stop - 1))}
    ordered = sorted(wanted)
    read.update(zip(ordered, reader.read(ordered), strict=True))
    return read


def _reader(text: CodedText) -> RunReader:
    assert text.runs is not None
    return text.runs
