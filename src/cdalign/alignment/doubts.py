"""What a path cannot say is marked: texts that have nothing to do with each other, missing passages, swapped ones."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np

from cdalign.alignment.coding import CodedPair
from cdalign.alignment.confidence import calibrate
from cdalign.alignment.crossings import find_reordered, find_swapped
from cdalign.alignment.evidence import measure_evidence
from cdalign.alignment.passes import Alignment
from cdalign.alignment.paths import Scores, Step
from cdalign.lexicon.learning import LexicalTable

UNRELATED, MISSING, SWAPPED, REORDERED = "unrelated", "missing", "swapped", "reordered"

# Evidence times the share of words in two-sided beads: 0.9 and more for the translations of the dev gold, 0.4 and
# less for its texts paired at random.
_LEAST_RELATION = 0.6
# Fewer words than this (of both sides) prove nothing.
_LEAST_WORDS = 60
# The confidence of a bead of unrelated texts, at most.
_UNRELATED_SCORE = 0.05
# Nothing is certain: of the paragraph beads that all paths share, one in a thousand is wrong.
_SUREST_PARAGRAPH = 0.999
# This number of units left out together are a passage.
_PASSAGE = 3
# What a bead is worth at most whose words are known to belong to others.
_REORDERED_SCORE = 0.2


class Judgement(NamedTuple):
    """What is thought of one bead: the probability that it is right, and its marks."""

    probability: float
    marks: tuple[str, ...] = ()


def judge_steps(pair: CodedPair, found: Alignment, table: LexicalTable) -> list[Judgement]:
    """Return the judgement of each bead of an alignment."""
    if not found.steps:
        return []
    evidence = measure_evidence(pair, found.steps, table)
    probabilities = calibrate(pair, found.steps, found.shares, evidence, found.beliefs.lengths)
    is_unrelated = _relation(pair, found.steps, evidence) < _LEAST_RELATION
    return _mark_steps(pair, found.steps, probabilities, table, is_unrelated=is_unrelated)


def judge_paragraphs(
    pair: CodedPair, found: Alignment, table: LexicalTable, sentences: Sequence[Judgement]
) -> list[Judgement]:
    """Return the judgement of each paragraph bead; the sentences say whether the texts are related.

    The shares of paragraph beads are probabilities as they are: on the dev gold, cut into paragraphs in five ways,
    the expected calibration error is .016 at most.
    """
    is_unrelated = any(UNRELATED in judgement.marks for judgement in sentences)
    probabilities = np.minimum(found.shares, _SUREST_PARAGRAPH)
    return _mark_steps(pair, found.steps, probabilities, table, is_unrelated=is_unrelated)


def _mark_steps(
    pair: CodedPair, steps: Sequence[Step], probabilities: Scores, table: LexicalTable, *, is_unrelated: bool
) -> list[Judgement]:
    if is_unrelated:
        return [Judgement(min(float(value), _UNRELATED_SCORE), (UNRELATED,)) for value in probabilities]
    swapped, reordered = find_swapped(pair, steps, probabilities, table), find_reordered(pair, steps, table)
    marks = {
        **dict.fromkeys(_find_missing(pair, steps), MISSING),
        **dict.fromkeys(swapped, SWAPPED),
        **dict.fromkeys(reordered, REORDERED),
    }
    return [_judge(float(value), marks.get(number, "")) for number, value in enumerate(probabilities)]


def _judge(probability: float, mark: str) -> Judgement:
    if not mark:
        return Judgement(probability)
    return Judgement(min(probability, _REORDERED_SCORE) if mark == REORDERED else probability, (mark,))


def _relation(pair: CodedPair, steps: Sequence[Step], evidence: Scores) -> float:
    """Return the mean evidence of all words, those of omissions having none; 1 where too few words occur on a side."""
    if min(pair.left.offsets[-1], pair.right.offsets[-1]) < _LEAST_WORDS / 2:
        return 1.0
    words = np.array([_count_words(pair, step) for step in steps])
    return float(evidence @ words / words.sum())


def _count_words(pair: CodedPair, step: Step) -> int:
    left, right = pair.left.offsets, pair.right.offsets
    return int(left[step.source_stop] - left[step.source_start] + right[step.target_stop] - right[step.target_start])


def _find_missing(pair: CodedPair, steps: Sequence[Step]) -> set[int]:
    """Return the numbers of the beads that make up passages without a counterpart; blank segments do not count."""
    found: set[int] = set()
    numbered = enumerate(steps)
    for side, run in groupby(numbered, lambda item: _lonely_side(item[1])):
        numbers = [number for number, step in run if _has_text(pair, step)]
        if side and len(numbers) >= _PASSAGE:
            found.update(numbers)
    return found


def _has_text(pair: CodedPair, step: Step) -> bool:
    return any(not text.lacks_text(segment) for text, run in zip(pair, step.ranges, strict=True) for segment in run)


def _lonely_side(step: Step) -> str:
    if step.is_two_sided:
        return ""
    return "source" if step.source_start < step.source_stop else "target"
