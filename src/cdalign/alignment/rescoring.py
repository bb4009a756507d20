"""A second look at the beads near the path: whether each sentence of a bead earns its place, or was left out.

Words decide, how segments begin and end, and meanings too where they are known. The weights are those of a log-linear
model over all paths (a conditional random field, Lafferty et al. 2001) that makes the hand-aligned beads of dev,
stress-dev and mac-dev, and of damaged copies of dev, likeliest, with a penalty of 1 on the squares of weights and .75
in favour of every wrong bead (softmax margin, Gimpel and Smith 2010). Fitted by `bench/alignment_training.py`; measured
by leaving out one document at a time: docs/alignment.md.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from cdalign.alignment.candidates import NearbyBeads, Omission, find_candidates
from cdalign.alignment.coding import CodedPair
from cdalign.alignment.edges import EdgeClues
from cdalign.alignment.lattices import Lattice, PairModel
from cdalign.alignment.meaningclues import MeaningClues
from cdalign.alignment.paths import Scores
from cdalign.alignment.posteriors import TEMPERATURE
from cdalign.alignment.wordclues import WordClues


class ClueWeights(NamedTuple):
    """What each clue of a bead, of an omission and of the opening of a run of omissions counts."""

    beads: Scores
    omissions: Scores
    opening: Scores


_WEIGHTS = ClueWeights(
    np.array([1.03, 0.705, -2.16, 0.552, 0.482, 0.0903, -2.58, 0.908, 2.04, 1.18, 3.67, -0.726]),
    np.array([0.206, 0.145, 1.52, -1.79]),
    np.array([-1.3, 1.38, 0.99]),
)
# In the order of the clues of words, then of edges, then of meanings.
_WEIGHTS_WITH_MEANINGS = ClueWeights(
    np.array([
        0.765, 0.626, -1.06, 0.254, -1.03, 0.0562, -0.804, 0.601, 1.84, 1.32, 3.56, -1.18,
        0.774, -0.261, 1.34, -0.84, 3.64, -0.357, 4.12, -3.97, 1.71, -1.03, 6.61, 8.36,
    ]),
    np.array([-0.185, 0.43, 1.21, -2.24, -2.01, 2.17, -0.185]),
    np.array([-1.27, 1.4, 1.02]),
)  # fmt: skip

# Omissions that are rarer than this have a weight of their own: with -.5, the first pass found none in 40 sentences.
_SELDOM = -0.5
# Less than any path of a document loses; far more would cost the sums of prices their precision.
_IMPOSSIBLE = -1e5


class CandidateClues(NamedTuple):
    """The clues of the beads, and of the omissions of the source and the target, a row for each candidate.

    `opening` are those of every run of omissions: 1, how much oftener than usual something was left out, and how much
    more seldom.
    """

    beads: Scores
    source: Scores
    target: Scores
    opening: Scores


def look_again(lattice: Lattice, pair: CodedPair, model: PairModel) -> Lattice:
    """Return the lattice of the beads near the path alone, their scores corrected."""
    if not len(pair.left) or not len(pair.right):
        return lattice
    candidates = find_candidates(lattice)
    return correct_scores(lattice, candidates, describe_candidates(pair, model, candidates), _weights_for(pair))


def correct_scores(lattice: Lattice, candidates: NearbyBeads, clues: CandidateClues, weights: ClueWeights) -> Lattice:
    """Return the lattice of the candidates alone, what their clues say added to their scores."""
    places = candidates.kinds, candidates.cells
    scores = np.full_like(lattice.scores, _IMPOSSIBLE)
    scores[places] = lattice.scores[places] + clues.beads @ weights.beads / TEMPERATURE
    source, target = (side @ weights.omissions / TEMPERATURE for side in (clues.source, clues.target))
    return replace(
        lattice,
        scores=scores,
        opening=lattice.opening + float(clues.opening @ weights.opening) / TEMPERATURE,
        source_prices=_reprice(lattice.source_prices, candidates.source, source),
        target_prices=_reprice(lattice.target_prices, candidates.target, target),
    )


def describe_candidates(pair: CodedPair, model: PairModel, candidates: NearbyBeads) -> CandidateClues:
    """Return what the words of all candidates say, and their meanings where they are known.

    A bead without rivals is on every path: it is not read, and its clues are 0.
    """
    contested = sorted(np.flatnonzero(candidates.are_contested()).tolist(), key=candidates.steps.__getitem__)
    steps = [candidates.steps[number] for number in contested]
    words = WordClues(pair, model.table, model.lengths, steps)
    edges = EdgeClues(pair.left, pair.right, model.edges)
    meanings = MeaningClues(pair, steps) if pair.has_meanings else None
    width, width_of_omissions = (len(weights) for weights in _weights_for(pair)[:2])
    beads = np.zeros((len(candidates.steps), width))
    for number, step in zip(contested, steps, strict=True):
        said = words.describe_bead(step) + edges.describe_bead(*step.ranges)
        beads[number] = said + (meanings.describe_bead(step) if meanings else [])

    def describe_side(side: int, omissions: list[Omission]) -> Scores:
        clues = [
            words.describe_omission(side, one)
            + edges.describe_omission(side, one.segment)
            + (meanings.describe_omission(side, one) if meanings else [])
            for one in omissions
        ]
        return np.array(clues, dtype=np.float64).reshape(-1, width_of_omissions)

    source, target = describe_side(0, candidates.source), describe_side(1, candidates.target)
    omitting = model.shapes.omitting
    return CandidateClues(beads, source, target, np.array([1.0, omitting, min(0.0, omitting - _SELDOM)]))


def _weights_for(pair: CodedPair) -> ClueWeights:
    return _WEIGHTS_WITH_MEANINGS if pair.has_meanings else _WEIGHTS


def _reprice(prices: Scores, omissions: list[Omission], said: Scores) -> Scores:
    segments = np.array([one.segment for one in omissions], dtype=np.int64)
    corrected = np.full_like(prices, _IMPOSSIBLE)
    corrected[segments] = prices[segments] + said
    return corrected
