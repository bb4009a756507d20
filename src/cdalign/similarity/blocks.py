"""How well runs of source segments explain runs of target segments, word by word, for a whole block at once.

The words of a target run are taken as drawn from the words of the source run (IBM Model 1): each word e scores
log(λ + (1 - λ) · mean over z of p(e | z) / p(e)), so that rare words weigh by themselves, and λ keeps a word that
nothing explains from ruling a run out. The same is done the other way round.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cdalign.lexicon.learning import LexicalTable
from cdalign.lexicon.tokens import CodedText, IntArray, count_kinds

Floats = NDArray[np.float32]

UNEXPLAINED = 0.4
# A word gains no more than this (natural logarithm), or one rare word would decide alone.
MOST_GAIN = 4.0
# How many tokens of this text what is known from all texts counts for.
_GLOBAL_TOKENS = 10_000.0


class ScoreBlock(NamedTuple):
    """Scores of a block of rows (source) and columns (target).

    `forward[a - 1][i, j]`: target segment j from the `a` source segments that end with i.
    `backward[b - 1][i, j]`: source segment i from the `b` target segments that end with j.
    """

    forward: Floats
    backward: Floats


class _Bag(NamedTuple):
    """The tokens of a run of segments: each kind once, and how often each segment has it."""

    kinds: IntArray
    counts: Floats


def _bag(text: CodedText, start: int, stop: int) -> _Bag:
    ids = text.between(start, stop)
    kinds, places = np.unique(ids, return_inverse=True)
    rows = np.repeat(np.arange(stop - start), text.counts[start:stop])
    cells = np.bincount(rows * len(kinds) + places, minlength=(stop - start) * len(kinds))
    return _Bag(kinds, cells.reshape(stop - start, len(kinds)).astype(np.float32))


class BlockScorer:
    """Scores blocks of two coded texts by one lexical table."""

    def __init__(self, chinese: CodedText, english: CodedText, table: LexicalTable, longest: int) -> None:
        self._chinese, self._english, self._table, self._longest = chinese, english, table, longest
        self._place = np.full(len(table.p_english), -1, dtype=np.int64)
        self._p_chinese = _local_shares(chinese, table.p_chinese)
        self._p_english = _local_shares(english, table.p_english)

    def score(self, rows: range, columns: range) -> ScoreBlock:
        """Return the scores of the block; runs reach back over its edges by `longest` - 1 segments."""
        top, left = max(0, rows.start - self._longest + 1), max(0, columns.start - self._longest + 1)
        chinese, english = _bag(self._chinese, top, rows.stop), _bag(self._english, left, columns.stop)
        forward, backward = self.lifts(chinese.kinds, english.kinds)
        ahead = _explain(chinese.counts @ forward, chinese.counts, english.counts, self._longest)
        back = _explain(english.counts @ backward.T, english.counts, chinese.counts, self._longest)
        down, right = rows.start - top, columns.start - left
        return ScoreBlock(ahead[:, down:, right:], back.transpose(0, 2, 1)[:, down:, right:])

    def score_bead(self, rows: range, columns: range) -> float:
        """Return what all words of one run of rows and one run of columns gain from each other."""
        chinese, english = (
            self._chinese.between(rows.start, rows.stop),
            self._english.between(columns.start, columns.stop),
        )
        (zh, zh_counts), (en, en_counts) = count_kinds(chinese), count_kinds(english)
        forward, backward = self.lifts(zh, en)
        ahead = measure_gains((zh_counts @ forward / len(chinese)).astype(np.float32)) @ en_counts
        back = measure_gains((en_counts @ backward.T / len(english)).astype(np.float32)) @ zh_counts
        return float(ahead + back)

    def lifts(self, chinese: IntArray, english: IntArray) -> tuple[Floats, Floats]:
        """Return how many times likelier than chance each Chinese token makes each English one, and the reverse.

        Both are full matrices, a row for each Chinese token of the first argument, a column for each English one of
        the second; each token occurs once in them.
        """
        table = self._table
        starts, counts = table.starts[chinese], table.starts[chinese + 1] - table.starts[chinese]
        ends = np.cumsum(counts)
        entries = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - (ends - counts), counts)
        self._place[english] = np.arange(len(english))
        columns = self._place[table.english[entries]]
        self._place[english] = -1
        known = columns >= 0
        rows, columns, entries = np.repeat(np.arange(len(chinese)), counts)[known], columns[known], entries[known]
        forward = np.zeros((len(chinese), len(english)), dtype=np.float32)
        backward = np.zeros_like(forward)
        forward[rows, columns] = table.forward[entries]
        backward[rows, columns] = table.backward[entries]
        forward /= self._p_english[english]
        backward /= self._p_chinese[chinese][:, None]
        return forward, backward


def _local_shares(text: CodedText, shares: NDArray[np.float64]) -> Floats:
    """Return how common each token is in this text: a word of its subject tells less here than elsewhere."""
    counts = np.bincount(text.ids, minlength=len(shares))
    local = (counts + _GLOBAL_TOKENS * shares) / (len(text.ids) + _GLOBAL_TOKENS)
    return local.astype(np.float32)


def _explain(mass: Floats, givers: Floats, takers: Floats, longest: int) -> Floats:
    """Return, for 1 to `longest` giving segments, how well they explain each taking segment."""
    sizes = givers.sum(axis=1)
    scores = np.empty((longest, len(givers), len(takers)), dtype=np.float32)
    total, size = mass.copy(), sizes.copy()
    for window in range(1, longest + 1):
        if 1 < window <= len(mass):
            total[window - 1 :] += mass[: len(mass) - window + 1]
            size[window - 1 :] += sizes[: len(sizes) - window + 1]
        lift = total / np.maximum(size, 1.0)[:, None]
        scores[window - 1] = measure_gains(lift) @ takers.T
    return scores


def measure_gains(lift: Floats) -> Floats:
    """Return the gain of words that are `lift` times likelier than by chance, in natural logarithms."""
    gains: Floats = np.minimum(np.log(UNEXPLAINED + (1 - UNEXPLAINED) * lift), MOST_GAIN)
    return gains
