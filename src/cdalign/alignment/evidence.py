"""What the words of each bead say for it, by themselves: the ground of doubt."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cdalign.alignment.coding import CodedPair
from cdalign.alignment.paths import Scores, Step
from cdalign.lexicon.learning import LexicalTable
from cdalign.similarity.blocks import UNEXPLAINED, BlockScorer

_BASE = float(np.log(UNEXPLAINED))


def measure_evidence(pair: CodedPair, steps: Sequence[Step], table: LexicalTable) -> Scores:
    """Return, for each bead, the mean gain of its words over words that nothing explains (natural logarithms).

    About 0.2 for texts that have nothing to do with each other, 1 and more for translations; 0 for omissions.
    """
    scorer = BlockScorer(pair.left, pair.right, table, 1)
    return np.array([_gain(scorer, pair, step) for step in steps])


def _gain(scorer: BlockScorer, pair: CodedPair, step: Step) -> float:
    if not step.is_two_sided:
        return 0.0
    rows, columns = step.ranges
    left = pair.left.offsets[rows.stop] - pair.left.offsets[rows.start]
    right = pair.right.offsets[columns.stop] - pair.right.offsets[columns.start]
    if not left or not right:
        return 0.0
    return scorer.score_bead(rows, columns) / float(left + right) - _BASE
