"""Where in the translation a token is to be expected: drawn from the surest links around it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

# Chosen on the development set.
_LEAST_ANCHOR = 0.02
_REACH = 4.0  # tokens over which an anchor speaks for its neighbours
_SLOPE_SHARE = 0.7  # next to an anchor the translation goes on at this share of the usual pace
_PRIOR = 0.03  # weight of the place that the diagonal gives
_FAR_IN_ENGLISH, _FAR_IN_CHINESE = 6.0, 9.0  # tokens
_LEAST_NEARNESS = 0.35


@dataclass(frozen=True)
class Expectation:
    """What position says about a pair of texts: source tokens × target tokens.

    `places` is where each source token is expected in the target, in target tokens; `scale` the distance, in target
    tokens, at which an expectation counts half; `columns` the number of target tokens.
    """

    places: NDArray[np.float64]
    scale: float
    columns: int

    @cached_property
    def nearness(self) -> Matrix:
        """How near each target token lies to where each source token is expected, from 0 to 1."""
        distance = np.abs(np.arange(self.columns)[None, :] - self.places[:, None]) / self.scale
        nearness: Matrix = 1 / (1 + distance**2)
        return nearness

    def weigh(self, links: Matrix) -> Matrix:
        """Return the links, weakened where they lie far from what is expected."""
        weighed: Matrix = links * (_LEAST_NEARNESS + (1 - _LEAST_NEARNESS) * self.nearness)
        return weighed


def expect_places(links: Matrix, *, is_target_chinese: bool) -> Expectation:
    """Return where each source token is expected in the target.

    Args:
        links: source tokens × target tokens, from 0 to 1.
        is_target_chinese: whether target tokens are characters, of which a text has more.
    """
    rows, columns = links.shape
    rows_total = np.maximum(links.sum(axis=1, keepdims=True), 1e-9)
    columns_total = np.maximum(links.sum(axis=0, keepdims=True), 1e-9)
    exclusive = links / rows_total * links / columns_total
    anchors, places = np.nonzero(exclusive > _LEAST_ANCHOR)
    weights = exclusive[anchors, places]
    slope = columns / max(rows, 1)
    offset = np.arange(rows)[:, None] - anchors[None, :]
    influence = weights / (1 + (offset / _REACH) ** 2)
    spoken = (influence * (places + slope * offset * _SLOPE_SHARE)).sum(axis=1)
    expected = (spoken + _PRIOR * slope * np.arange(rows)) / (influence.sum(axis=1) + _PRIOR)
    return Expectation(expected, _FAR_IN_CHINESE if is_target_chinese else _FAR_IN_ENGLISH, columns)
