"""The shapes of beads (1:1, 2:1, 1:2 …) and how often each is met."""

from __future__ import annotations

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
    that of each of its words, as a part of what a word costs that nothing in its bead explains.
    """

    logs: NDArray[np.float64]
    opening: float
    going_on: float
    word: float = 0.8


def _from_shares(*shares: float, opening: float, going_on: float) -> ShapeModel:
    return ShapeModel(np.log(shares), opening, going_on)


# How often each shape stands in hand-aligned texts (dev gold, all kinds together), smoothed by hand. 2:2, 2:3 and
# 3:2 are held far below their share: joined, two beads explain each other's words, and would win too often.
SENTENCE_SHAPES = _from_shares(
    0.86, 0.035, 0.04, 0.006, 0.005, 0.00008, 0.002, 0.001, 0.00002, 0.00002, 0.0006, 0.0003, 0.0002, 0.0001,
    opening=-7.0, going_on=-1.0,
)  # fmt: skip
# Translators keep paragraphs: almost all are 1:1, and what is not is left out or split.
PARAGRAPH_SHAPES = _from_shares(
    0.97, 0.006, 0.006, 0.001, 0.001, 0.0005, 0.0002, 0.0002, 0.0001, 0.0001, 0.0001, 0.0001, 0.0001, 0.0001,
    opening=-6.0, going_on=-1.0,
)  # fmt: skip
# Where the lexicon knows too few words, leaving out seems cheaper than joining what it cannot explain.
FAITHFUL_SHAPES = replace(SENTENCE_SHAPES, word=1.4)
