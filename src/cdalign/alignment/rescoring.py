"""A second look at the beads near the path, where meanings are known: words and meanings weighed together.

The weights are those of a log-linear model over all paths (a conditional random field, Lafferty et al. 2001) that
makes the hand-aligned beads of dev, stress-dev and mac-dev likeliest, with a penalty of 1 on the squares of weights
and .5 in favour of every wrong bead (softmax margin, Gimpel and Smith 2010). Fitted by `bench/alignment_training.py`;
measured by leaving out one document at a time: docs/alignment.md.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from cdalign.alignment.candidates import NearbyBeads, Omission, find_candidates
from cdalign.alignment.coding import CodedPair
from cdalign.alignment.lattices import Lattice
from cdalign.alignment.meaningclues import MeaningClues
from cdalign.alignment.paths import Scores
from cdalign.alignment.posteriors import TEMPERATURE
from cdalign.alignment.wordclues import WordClues
from cdalign.lexicon.learning import LexicalTable
from cdalign.similarity.lengths import LengthModel

# In the order of the clues of words, then of meanings.
_BEAD_WEIGHTS = np.array([
    -0.0103, 0.0577, -0.0928, -0.0459, -0.00332, -0.841,
    -0.183, -0.24, 0.386, -0.0724, -0.129, 2.8, 2.25,
    1.06, 0.0746, 1.2, -0.302, -3.78, 0.831, 3.09, -3.93, 1.24, 0.0163, 5.98, 8.83,
])  # fmt: skip
_OMISSION_WEIGHTS = np.array([-1.09, -1.06, -0.67, 0.0556, 0.0548, -0.711, 1.63, 0.713])
_OPENING = -0.597

# Less than any path of a document loses; far more would cost the sums of prices their precision.
_IMPOSSIBLE = -1e5


class CandidateClues(NamedTuple):
    """The clues of the beads, and of the omissions of the source and the target, a row for each candidate."""

    beads: Scores
    source: Scores
    target: Scores


class ClueWeights(NamedTuple):
    """What each clue of a bead and of an omission counts, and what the opening of a run of omissions counts more."""

    beads: Scores
    omissions: Scores
    opening: float


def look_again(lattice: Lattice, pair: CodedPair, table: LexicalTable, lengths: LengthModel) -> Lattice:
    """Return the lattice of the beads near the path alone, their scores corrected.

    Where no meanings are known, the lattice is returned as it is.
    """
    if not pair.has_meanings or not len(pair.left) or not len(pair.right):
        return lattice
    candidates = find_candidates(lattice)
    clues = describe_candidates(pair, table, lengths, candidates)
    return correct_scores(lattice, candidates, clues, ClueWeights(_BEAD_WEIGHTS, _OMISSION_WEIGHTS, _OPENING))


def correct_scores(lattice: Lattice, candidates: NearbyBeads, clues: CandidateClues, weights: ClueWeights) -> Lattice:
    """Return the lattice of the candidates alone, what their clues say added to their scores."""
    places = candidates.kinds, candidates.cells
    scores = np.full_like(lattice.scores, _IMPOSSIBLE)
    scores[places] = lattice.scores[places] + clues.beads @ weights.beads / TEMPERATURE
    source, target = (side @ weights.omissions / TEMPERATURE for side in (clues.source, clues.target))
    return replace(
        lattice,
        scores=scores,
        opening=lattice.opening + weights.opening / TEMPERATURE,
        source_prices=_reprice(lattice.source_prices, candidates.source, source),
        target_prices=_reprice(lattice.target_prices, candidates.target, target),
    )


def describe_candidates(
    pair: CodedPair, table: LexicalTable, lengths: LengthModel, candidates: NearbyBeads
) -> CandidateClues:
    """Return what the words and the meanings of all candidates say."""
    words, meanings = WordClues(pair, table, lengths), MeaningClues(pair, candidates.steps)
    beads = [words.describe_bead(step) + meanings.describe_bead(step) for step in candidates.steps]

    def describe_side(side: int, omissions: list[Omission]) -> Scores:
        clues = [words.describe_omission(side, one) + meanings.describe_omission(side, one) for one in omissions]
        return _rows(clues, len(_OMISSION_WEIGHTS))

    source, target = describe_side(0, candidates.source), describe_side(1, candidates.target)
    return CandidateClues(_rows(beads, len(_BEAD_WEIGHTS)), source, target)


def _rows(clues: list[list[float]], width: int) -> Scores:
    return np.array(clues, dtype=np.float64).reshape(-1, width)


def _reprice(prices: Scores, omissions: list[Omission], said: Scores) -> Scores:
    segments = np.array([one.segment for one in omissions], dtype=np.int64)
    corrected = np.full_like(prices, _IMPOSSIBLE)
    corrected[segments] = prices[segments] + said
    return corrected
