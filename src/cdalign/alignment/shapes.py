"""The shapes of beads (1:1, 2:1, 1:2 …) and how often each is met."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

SHAPES: tuple[tuple[int, int], ...] = (
    (1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2), (1, 4), (4, 1), (2, 3), (3, 2), (1, 5), (5, 1), (1, 6), (6, 1),
)  # fmt: skip
LONGEST_RUN = max(max(shape) for shape in SHAPES)

# How often each shape stands in hand-aligned texts (dev gold, all kinds together, smoothed by hand).
_FREQUENCIES = (0.86, 0.045, 0.05, 0.009, 0.006, 0.004, 0.003, 0.0015, 0.0008, 0.0008, 0.0008, 0.0004, 0.0003, 0.0002)


@dataclass(frozen=True)
class ShapeModel:
    """Logarithms of what is believed beforehand: of each two-sided shape, and of omissions.

    `opening` is the price of beginning a run of omitted segments, `going_on` that of each segment in it.
    """

    logs: NDArray[np.float64] = field(default_factory=lambda: np.log(_FREQUENCIES))
    opening: float = -3.0
    going_on: float = -1.5


def reestimate_shapes(counts: NDArray[np.float64], model: ShapeModel, weight: float = 100.0) -> ShapeModel:
    """Give the model after beads of these shapes were seen; the model given counts as `weight` beads."""
    mixed = counts + weight * np.exp(model.logs)
    return ShapeModel(np.log(mixed / mixed.sum()), model.opening, model.going_on)
