"""Belief compared with truth."""

import pytest

from cdalign.evaluation import (
    calibration_error,
    tabulate_reliability,
)


def test_reliability_compares_belief_with_truth() -> None:
    bins = tabulate_reliability([(0.95, True), (1.0, True), (0.95, False), (0.05, False)])
    assert [(item.count, round(item.right, 2)) for item in bins] == [(1, 0.0), (3, 0.67)]
    assert calibration_error(bins) == pytest.approx((0.05 + 3 * abs(2.9 / 3 - 2 / 3)) / 4)
