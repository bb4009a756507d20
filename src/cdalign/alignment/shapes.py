"""The shapes of beads (1:1, 2:1, 1:2 …) and how often each is met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

SHAPES: tuple[tuple[int, int], ...] = (
    (1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2), (1, 4), (4, 1), (2, 3), (3, 2), (1, 5), (5, 1), (1, 6), (6, 1),
)  # fmt: skip
LONGEST_RUN = max(max(shape) for shape in SHAPES)


@dataclass(frozen=True)
class ShapeModel:
    """Logarithms of what is believed beforehand: of each two-sided shape, and of omissions.

    `opening` is the price of beginning a run of omitted segments, `going_on` that of each segment in it, `word`
    that of each of its words, as a part of what a word costs that nothing in its bead explains. `running` is taken off
    the price of a segment that looks like a running head, and `numbered` too if it bears a number. `omitting` says how
    much oftener than usual something was left out of this pair; only the second look (`rescoring`) goes by it.
    """

    logs: NDArray[np.float64]
    opening: float
    going_on: float
    word: float = 0.8
    running: float = 0.7
    # Fitted on stress-dev: running heads found 134 -> 143 of 156; taken off unnumbered ones too, mag on dev falls.
    numbered: float = 1.8
    omitting: float = 0.0


def _from_shares(*shares: float, opening: float, going_on: float) -> ShapeModel:
    return ShapeModel(np.log(shares), opening, going_on)


# How often each shape occurs in hand-aligned texts (dev gold, all kinds together), smoothed by hand. 2:2, 2:3 and
# 3:2 are held far below their share: joined, two beads explain each other's words, and would win too often.
SENTENCE_SHAPES = _from_shares(
    0.86, 0.035, 0.04, 0.006, 0.005, 0.00008, 0.002, 0.001, 0.00002, 0.00002, 0.0006, 0.0003, 0.0002, 0.0001,
    opening=-7.0, going_on=-1.0,
)  # fmt: skip
# Where the lexicon knows too few words, leaving out seems cheaper than joining what it cannot explain.
FAITHFUL_SHAPES = replace(SENTENCE_SHAPES, word=1.4)
# In a close translation a sentence without a counterpart was left out; in a free one (SENTENCE_SHAPES) it more often
# belongs to its neighbour in words that the lexicon does not know. Fitted on dev, stress-dev and mac-dev together.
_OMISSION_PRICES = ((SENTENCE_SHAPES.opening, -1.75), (SENTENCE_SHAPES.going_on, -0.5), (SENTENCE_SHAPES.word, 0.35))
# The closeness (`measure_closeness`) at which half of the difference is reached, and how steeply. It is .63 to .97 in
# the texts of dev and stress-dev of 60 sentences and more, .34 to .75 in the literary ones of mac-dev.
_HALFWAY, _BREADTH = 0.58, 0.03
_USUAL_ONES, _USUAL_SHARE, _PRIOR_BEADS = 0.75, 0.8, 15.0
# How many beads the shares of shapes above count for in addition to those of the pair.
_PRIOR_SHAPES = 100.0
# How many runs of omissions a first pass finds to a two-sided bead, and how many beads that counts for in addition to
# those of the pair: none to .002 in the texts of dev without omissions, .02 to .03 in those of stress-dev, of which
# some 6 in 100 are left out. More than so much oftener than that is not believed. Of a short text, which shows little,
# rather more is believed: with .01, short lines are joined with sentences that they do not belong to.
_USUAL_RUNS, _PRIOR_RUNS, _MOST_OMITTING = 0.03, 50.0, 0.5


def learn_shapes(shapes: Sequence[tuple[int, int]], shares: NDArray[np.float64], runs: int) -> ShapeModel:
    """Return what the two-sided beads of an alignment teach, each with its share of all paths.

    How often each shape is met counts in addition to what is usual; 2:2, 2:3 and 3:2 keep what is usual. The price of
    omissions depends on how close the translation is: the more beads are 1:1 and the surer they are, the cheaper. And
    `runs` of omissions were found, of which a first pass sees only the plainest.
    """
    numbers = np.array([SHAPES.index(shape) for shape in shapes], dtype=np.int64)
    usual = np.exp(SENTENCE_SHAPES.logs)
    counts = np.bincount(numbers, shares, len(SHAPES)) + _PRIOR_SHAPES * usual
    is_single = np.array([min(shape) == 1 for shape in SHAPES])
    logs = np.where(is_single, np.log(counts / counts.sum()), SENTENCE_SHAPES.logs)
    is_close = 1 / (1 + float(np.exp((_HALFWAY - measure_closeness(shapes, shares)) / _BREADTH)))
    opening, going_on, word = (_between(*ends, is_close) for ends in _OMISSION_PRICES)
    return ShapeModel(logs, opening, going_on, word, omitting=_compare_with_usual(runs, len(shapes)))


def _compare_with_usual(runs: int, beads: int) -> float:
    """Return the logarithm of how much oftener than usual something is left out."""
    found = (runs + _PRIOR_RUNS * _USUAL_RUNS) / (beads + _PRIOR_RUNS)
    return min(float(np.log(found / _USUAL_RUNS)), _MOST_OMITTING)


def measure_closeness(shapes: Sequence[tuple[int, int]], shares: NDArray[np.float64]) -> float:
    """Return how closely a text is translated: the share of 1:1 among its two-sided beads times their mean share."""
    ones = shares[[shape == (1, 1) for shape in shapes]]
    part = (len(ones) + _PRIOR_BEADS * _USUAL_ONES) / (len(shapes) + _PRIOR_BEADS)
    share = (float(ones.sum()) + _PRIOR_BEADS * _USUAL_SHARE) / (len(ones) + _PRIOR_BEADS)
    return part * share


def _between(free: float, close: float, closeness: float) -> float:
    return free + closeness * (close - free)
