"""What the words of a bead say besides their gains: whether each part of it earns its place.

A sentence that was left out shares its subject with its neighbours, and so some of its words seem rendered by what in
truth renders theirs. Of a part of a bead of several sentences, only that counts which the other parts do not say. Two
words render each other as far as each makes the other likelier than chance: by the geometric mean of both lifts, which
one direction alone, with the many chance pairs of rare words, cannot raise.

Words that the table does not know say nothing: a part of which no word is known is taken for an ordinary one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cdalign.alignment.coding import CodedPair
from cdalign.alignment.paths import Step
from cdalign.lexicon.learning import LexicalTable
from cdalign.lexicon.tokens import CodedText, IntArray, count_kinds, kinds_of
from cdalign.similarity.blocks import BlockScorer, Floats, measure_gains
from cdalign.similarity.lengths import LengthModel

Booleans = NDArray[np.bool_]

BEAD_CLUES = (
    *("others, freshness of the stalest part", "others, what the idlest part adds", "others, lengths"),
    *("1:1, mean gain", "1:1", "gains of the right"),
)
OMISSION_CLUES = ("root of words", "running head")

# What a word of a part usually gains, and how many words that counts for in addition to those of the part (right beads
# of dev: .9 in beads of several, 1.3 in 1:1).
_USUAL_GAIN, _PRIOR_WORDS = 1.0, 1.0
# Left segments whose gains are kept, for the beads that begin a little later.
_ROWS_AT_ONCE = 16


class _Side(NamedTuple):
    """The words of a text in one row: each kind once a segment, how often it has it, and where segments begin.

    `known` counts the kinds before each place that the table knows.
    """

    kinds: IntArray
    counts: IntArray
    known: IntArray
    starts: IntArray

    def known_between(self, run: range) -> int:
        """Return how many kinds of these segments the table knows."""
        return int(self.known[self.starts[run.stop]] - self.known[self.starts[run.start]])

    def between(self, run: range) -> slice:
        """Return the places of the kinds of these segments."""
        return slice(int(self.starts[run.start]), int(self.starts[run.stop]))


class _Part(NamedTuple):
    """One segment of a bead.

    `freshness` is the mean gain of its words beyond what the other parts explain as well; `addition` the logarithm of
    what the other side gains by this part alone, as a share of what a part with as many words would add.
    """

    freshness: float
    addition: float


class WordClues:
    """Describes beads and omissions of one pair by their words and lengths; beads are best asked for in order."""

    def __init__(self, pair: CodedPair, table: LexicalTable, lengths: LengthModel, steps: Sequence[Step]) -> None:
        self._pair, self._ratio = pair, lengths.ratio
        self._scorer = BlockScorer(pair.left, pair.right, table, 1)
        is_known = np.diff(table.starts) > 0, np.bincount(table.english, minlength=len(table.p_english)) > 0
        self._left, self._right = (_lay_out(text, known) for text, known in zip(pair, is_known, strict=True))
        self._sums = [np.concatenate([[0.0], np.cumsum(text.lengths)]) for text in pair]
        self._windows = _find_windows(steps, len(pair.left))
        self._gains = lru_cache(_ROWS_AT_ONCE)(self._measure_row)

    def describe_bead(self, step: Step) -> list[float]:
        """Return the numbers of `BEAD_CLUES` for a two-sided bead, one of those that were announced."""
        left, right = step.ranges
        gains = self._gains_between(left, right)
        gain_of_right = float(gains.max(axis=0, initial=0.0) @ self._right.counts[self._right.between(right)])
        parts = [
            *_weigh_parts(gains, (self._left, left), (self._right, right)),
            *_weigh_parts(gains.T, (self._right, right), (self._left, left)),
        ]
        if not parts:
            means = (
                _mean_gain(gains, self._left.known_between(left)),
                _mean_gain(gains.T, self._right.known_between(right)),
            )
            return [0.0, 0.0, 0.0, min(means), 1.0, gain_of_right]
        stalest, idlest = (min(values) for values in zip(*parts, strict=True))
        return [stalest, idlest, self._stray(step), 0.0, 0.0, gain_of_right]

    def _gains_between(self, left: range, right: range) -> Floats:
        """Return what the kinds of both runs gain from each other, a row for each of the left."""
        rows = []
        for segment in left:
            first = self._right.starts[self._windows[0][segment]]
            place = self._right.between(right)
            rows.append(self._gains(segment)[:, place.start - first : place.stop - first])
        return rows[0] if len(rows) == 1 else np.concatenate(rows)

    def _measure_row(self, segment: int) -> Floats:
        """Return what the kinds of a left segment and of all right segments in its window gain from each other."""
        right = self._right.kinds[self._right.between(range(*(int(ends[segment]) for ends in self._windows)))]
        kinds = kinds_of(right)
        forward, backward = self._scorer.lifts(self._left.kinds[self._left.between(range(segment, segment + 1))], kinds)
        gains = np.maximum(measure_gains(np.sqrt(forward * backward)), 0)
        return np.asarray(gains[:, np.searchsorted(kinds, right)])

    def _stray(self, step: Step) -> float:
        """Return how far the lengths of both sides miss each other: the logarithm of their ratio, without its sign."""
        left, right = self._sums
        expected = self._ratio * (left[step.source_stop] - left[step.source_start])
        return abs(float(np.log((right[step.target_stop] - right[step.target_start]) / expected)))

    def describe_omission(self, side: int, segment: int) -> list[float]:
        """Return the numbers of `OMISSION_CLUES` for a segment left out of side 0 (Chinese) or 1."""
        text = self._pair[side]
        is_running = text.running is not None and text.running[segment] > 0
        return [float(np.sqrt(text.offsets[segment + 1] - text.offsets[segment])), float(is_running)]


def _lay_out(text: CodedText, is_known: Booleans) -> _Side:
    size = len(is_known)
    segments = np.repeat(np.arange(len(text)), text.counts)
    kinds, counts = count_kinds(segments * size + text.ids)
    starts = np.searchsorted(kinds, np.arange(len(text) + 1) * size)
    kinds %= size
    return _Side(kinds, counts, np.concatenate([[0], np.cumsum(is_known[kinds])]), starts)


def _find_windows(steps: Sequence[Step], count: int) -> tuple[IntArray, IntArray]:
    """Return, for each left segment, where the right segments begin and end that some bead joins it with."""
    starts, stops = np.full(count, np.iinfo(np.int64).max), np.zeros(count, dtype=np.int64)
    for step in steps:
        rows = slice(step.source_start, step.source_stop)
        starts[rows] = np.minimum(starts[rows], step.target_start)
        stops[rows] = np.maximum(stops[rows], step.target_stop)
    return starts, stops


def _weigh_parts(gains: Floats, side: tuple[_Side, range], other: tuple[_Side, range]) -> list[_Part]:
    """Return the parts of a side of several segments; a side of one has none. Gains have a row for each kind of it."""
    (words, run), (others, far) = side, other
    if len(run) < 2:
        return []
    starts = (words.starts[run.start : run.stop] - words.starts[run.start]).tolist()
    pieces = [gains[start:stop] for start, stop in pairwise([*starts, len(gains)])]
    reached = np.array([piece.max(axis=0, initial=0.0) for piece in pieces])
    *_, second, highest = np.sort(reached, axis=0)
    counts = others.counts[others.between(far)]
    usual = float(highest @ counts) / max(1, words.known_between(run))
    parts = []
    for segment, piece, gain in zip(run, pieces, reached, strict=True):
        elsewhere, known = np.where(gain == highest, second, highest), words.known_between(range(segment, segment + 1))
        added = float(np.maximum(gain - elsewhere, 0) @ counts)
        fresh = _mean_gain(piece - elsewhere, known)
        parts.append(_Part(fresh, float(np.log((added + 1) / (usual * known + 1)))))
    return parts


def _mean_gain(gains: Floats, known: int) -> float:
    """Return the mean of the most that each word gains; gains have a row for each."""
    most = float(gains.max(axis=1, initial=0.0).sum())
    return (most + _USUAL_GAIN * _PRIOR_WORDS) / (known + _PRIOR_WORDS)
