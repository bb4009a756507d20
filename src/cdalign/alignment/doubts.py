"""What a path cannot say is marked: texts that have nothing to do with each other, missing passages, swapped ones."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np

from cdalign.alignment.coding import CodedPair
from cdalign.alignment.confidence import calibrate
from cdalign.alignment.evidence import measure_evidence
from cdalign.alignment.paths import Scores, Step
from cdalign.lexicon.learning import LexicalTable
from cdalign.lexicon.tokens import CodedText, IntArray
from cdalign.similarity.blocks import UNEXPLAINED, BlockScorer
from cdalign.similarity.lengths import LengthModel

UNRELATED, MISSING, SWAPPED = "unrelated", "missing", "swapped"

# Evidence times the share of words in two-sided beads: 0.9 and more for the translations of the dev gold, 0.4 and
# less for its texts paired at random.
_LEAST_RELATION = 0.6
# Fewer words than this (of both sides) prove nothing.
_LEAST_WORDS = 60
# The confidence of a bead of unrelated texts, at most.
_UNRELATED_SCORE = 0.05
# So many units left out together are a passage.
_PASSAGE = 3
# A unit shorter than this finds a likeness anywhere.
_LEAST_TOKENS = 8
_SWAPPED_EVIDENCE = 1.0
_DOUBTFUL = 0.5
# More candidates than this on one side are no swapped passage but two different texts.
_MOST_CANDIDATES = 2_000


class Judgement(NamedTuple):
    """What is thought of one bead: the probability that it is right, and its marks."""

    probability: float
    marks: tuple[str, ...] = ()


def judge_steps(
    pair: CodedPair, steps: Sequence[Step], shares: Scores, table: LexicalTable, lengths: LengthModel
) -> list[Judgement]:
    """Give the judgement of each bead of a whole path; `shares` are its shares of all paths."""
    if not steps:
        return []
    evidence = measure_evidence(pair, steps, table)
    probabilities = calibrate(pair, steps, shares, evidence, lengths)
    if _relation(pair, steps, evidence) < _LEAST_RELATION:
        return [Judgement(min(float(value), _UNRELATED_SCORE), (UNRELATED,)) for value in probabilities]
    swapped = _find_swapped(pair, steps, probabilities, table)
    missing = _find_missing(steps)
    return [
        Judgement(float(value), (SWAPPED,) if number in swapped else (MISSING,) if number in missing else ())
        for number, value in enumerate(probabilities)
    ]


def _relation(pair: CodedPair, steps: Sequence[Step], evidence: Scores) -> float:
    """Give the mean evidence of all words, those of omissions having none; 1 where too few words stand on a side."""
    if min(pair.left.offsets[-1], pair.right.offsets[-1]) < _LEAST_WORDS / 2:
        return 1.0
    words = np.array([_count_words(pair, step) for step in steps])
    return float(evidence @ words / words.sum())


def _count_words(pair: CodedPair, step: Step) -> int:
    left, right = pair.left.offsets, pair.right.offsets
    return int(left[step.source_stop] - left[step.source_start] + right[step.target_stop] - right[step.target_start])


def _find_missing(steps: Sequence[Step]) -> set[int]:
    """Give the numbers of the beads that make up passages without a counterpart."""
    found: set[int] = set()
    numbered = enumerate(steps)
    for side, run in groupby(numbered, lambda item: _lonely_side(item[1])):
        numbers = [number for number, _ in run]
        if side and len(numbers) >= _PASSAGE:
            found.update(numbers)
    return found


def _lonely_side(step: Step) -> str:
    if step.is_two_sided:
        return ""
    return "source" if step.source_start < step.source_stop else "target"


def _find_swapped(pair: CodedPair, steps: Sequence[Step], probabilities: Scores, table: LexicalTable) -> set[int]:
    """Give the numbers of beads with a unit whose counterpart stands elsewhere, where the path does not pass."""
    rows, row_beads = _doubtful_units(pair.left, [step.ranges[0] for step in steps], steps, probabilities)
    columns, column_beads = _doubtful_units(pair.right, [step.ranges[1] for step in steps], steps, probabilities)
    if not len(rows) or not len(columns) or max(len(rows), len(columns)) > _MOST_CANDIDATES:
        return set()
    left, right = pair.left.pick(rows), pair.right.pick(columns)
    block = BlockScorer(left, right, table, 1).score(range(len(rows)), range(len(columns)))
    words = left.counts[:, None] + right.counts[None, :]
    evidence = (block.forward[0] + block.backward[0]) / words - np.log(UNEXPLAINED)
    best = np.argmax(evidence, axis=1)
    is_mutual = np.argmax(evidence, axis=0)[best] == np.arange(len(rows))
    chosen = np.flatnonzero(is_mutual & (evidence.max(axis=1) >= _SWAPPED_EVIDENCE))
    crossing = [(row_beads[i], column_beads[best[i]]) for i in chosen if row_beads[i] != column_beads[best[i]]]
    return {number for numbers in crossing for number in numbers}


def _doubtful_units(
    text: CodedText, ranges: Sequence[range], steps: Sequence[Step], probabilities: Scores
) -> tuple[IntArray, list[int]]:
    """Give the units of omissions and doubtful beads that are long enough to be known again, with their beads."""
    units = [
        (unit, number)
        for number, (units, step) in enumerate(zip(ranges, steps, strict=True))
        if not step.is_two_sided or probabilities[number] < _DOUBTFUL
        for unit in units
        if text.offsets[unit + 1] - text.offsets[unit] >= _LEAST_TOKENS
    ]
    return np.array([unit for unit, _ in units], dtype=np.int64), [number for _, number in units]
