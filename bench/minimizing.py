"""Finds where a convex function is least: what learning needs of scipy."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

Vector = np.ndarray
Measure = Callable[[Vector], tuple[float, Vector]]

MOST_STEPS, LEAST_GAIN, SUFFICIENT = 150, 1e-7, 1e-4


def minimize(measure: Measure, place: Vector, inverse: Vector) -> tuple[Vector, Vector]:
    """Return where a convex function is least, and the inverse of its curvature there.

    BFGS with backtracking: Nocedal and Wright, *Numerical Optimization* (2006), chapters 3 and 6.
    """
    value, slope = measure(place)
    for _ in range(MOST_STEPS):
        step = -inverse @ slope
        lower, steeper = measure(place + step)
        while lower > value + SUFFICIENT * float(step @ slope) and np.abs(step).max() > LEAST_GAIN:
            step = step / 2
            lower, steeper = measure(place + step)
        turn = steeper - slope
        gain, place, value, slope = value - lower, place + step, lower, steeper
        if gain < LEAST_GAIN * max(1.0, abs(value)):
            break
        if step @ turn > 0:
            side = np.eye(len(step)) - np.outer(step, turn) / (step @ turn)
            inverse = side @ inverse @ side.T + np.outer(step, step) / (step @ turn)
    return place, inverse
