"""Paragraph breaks as a hint: how often both sides break together is learnt from the pair itself.

A path of beads meets a boundary of each side wherever a bead ends (a corner), and passes over boundaries inside beads.
Each kind of corner weighs as the logarithm of how much oftener beads end there than boundaries meet by chance. Where
both sides have the same paragraphs, a common break speaks for a corner; where one side has a paragraph for each
sentence, or none at all, its breaks say nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cdalign.alignment.lattices import Lattice, fitting_beads
from cdalign.alignment.paths import Scores, Step
from cdalign.lexicon.tokens import CodedText

Booleans = NDArray[np.bool_]

# How far breaks are believed to agree before anything is known of the pair: 0 by chance, 1 wherever they can.
_AGREEMENT = 0.7
# How many corners that belief counts for once the pair has been aligned.
_PRIOR_CORNERS = 20.0
# The other scores count words as if each came by itself, and so are larger than probabilities would have them.
_WEIGHT = 2.0
# Keeps what never happened from being impossible.
_LEAST = 1e-3


@dataclass(frozen=True)
class BreakModel:
    """What paragraph breaks say, in logarithms.

    `corners[s, t]`: a corner of a bead, `s` and `t` saying whether (1) or not (0) the source and the target have a
    break there. `inside[side, b]`: a boundary inside a bead, `side` 0 for the source and 1 for the target.
    """

    corners: Scores
    inside: Scores


def expect_breaks(source: CodedText, target: CodedText) -> BreakModel | None:
    """Return what is believed of the breaks of two texts before they are aligned, or None if a side has none."""
    return _weigh(source, target, np.zeros((2, 2)), np.zeros((2, 2)))


def learn_breaks(source: CodedText, target: CodedText, steps: Sequence[Step], shares: Scores) -> BreakModel | None:
    """Return what an alignment teaches of the breaks; each bead counts as its share of all paths."""
    if source.breaks is None or target.breaks is None:
        return None
    corners, inside = np.zeros((2, 2)), np.zeros((2, 2))
    left, right = source.breaks.astype(int), target.breaks.astype(int)
    ends = np.array([(step.source_stop, step.target_stop) for step in steps[:-1]], dtype=np.int64).reshape(-1, 2)
    np.add.at(corners, (left[ends[:, 0]], right[ends[:, 1]]), np.minimum(shares[:-1], shares[1:]))
    for step, share in zip(steps, shares.tolist(), strict=True):
        if step.is_two_sided:
            np.add.at(inside[0], left[step.source_start + 1 : step.source_stop], share)
            np.add.at(inside[1], right[step.target_start + 1 : step.target_stop], share)
    return _weigh(source, target, corners, inside)


def _weigh(source: CodedText, target: CodedText, corners: Scores, inside: Scores) -> BreakModel | None:
    if source.breaks is None or target.breaks is None or not source.breaks[1:-1].any() or not target.breaks[1:-1].any():
        return None
    s, t = float(source.breaks[1:-1].mean()), float(target.breaks[1:-1].mean())
    both = s * t + _AGREEMENT * (min(s, t) - s * t)
    expected = np.array([[1 - s - t + both, t - both], [s - both, both]])
    chance = np.outer([1 - s, s], [1 - t, t])
    joint = (corners + _PRIOR_CORNERS * expected) / (corners.sum() + _PRIOR_CORNERS)
    rates = np.array([[1 - s, s], [1 - t, t]])
    passed = np.maximum(rates * np.array([1.0, 1 - _AGREEMENT]), _LEAST)
    passed /= passed.sum(axis=1, keepdims=True)
    within = (inside + _PRIOR_CORNERS * passed) / (inside.sum(axis=1, keepdims=True) + _PRIOR_CORNERS)
    return BreakModel(_WEIGHT * _log_ratio(joint, chance), _WEIGHT * _log_ratio(within, rates))


def _log_ratio(found: Scores, chance: Scores) -> Scores:
    ratio: Scores = np.log((found + _LEAST) / (chance + _LEAST))
    return ratio


def add_breaks(lattice: Lattice, source: Booleans, target: Booleans, model: BreakModel) -> Lattice:
    """Return the lattice with what the breaks of both sides say about each bead.

    Each corner counts half for the bead that ends there and half for the one that begins there, so that a run of
    omissions has its two ends judged as well.
    """
    left, right = source.astype(np.int64), target.astype(np.int64)
    left_sums, right_sums = np.cumsum(model.inside[0][left]), np.cumsum(model.inside[1][right])
    scores = lattice.scores.copy()
    for number, (a, b), cells, row, column in fitting_beads(lattice.band):
        bonus = (model.corners[left[row], right[column]] + model.corners[left[row - a], right[column - b]]) / 2
        if a > 1:
            bonus += left_sums[row - 1] - left_sums[row - a]
        if b > 1:
            bonus += right_sums[column - 1] - right_sums[column - b]
        scores[number, cells] += bonus.astype(np.float32)
    return replace(lattice, scores=scores)
