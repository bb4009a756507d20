"""Crossings, which no tiling can say: a passage that occurs elsewhere, a list that each language sorts its own way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from cdalign.alignment.coding import CodedPair
from cdalign.alignment.paths import Scores, Step
from cdalign.lexicon.learning import LexicalTable
from cdalign.lexicon.tokens import CodedText, IntArray
from cdalign.similarity.blocks import UNEXPLAINED, BlockScorer

# Evidence from which on two units are taken for each other's translation wherever they occur.
_LEAST_EVIDENCE = 1.0
# A unit shorter than this finds a likeness anywhere in a text; inside one list it need not fear that.
_LEAST_TOKENS = 8
_DOUBTFUL = 0.5
# By so much more evidence a swapped unit beats the next best: in texts of which a third is kept on one side, chance
# likenesses come within .13 of another, most passages of dev that were moved lie .4 and more ahead.
_LEAST_LEAD = 0.3
# More candidates than this on one side are not a swapped passage but two different texts.
_MOST_CANDIDATES = 2_000
# `大不列颠及北爱尔兰联合王国` has 20 tokens with its characters, and no item of a list has many more.
_LONGEST_ITEM = 24
_SHORTEST_LIST = 4
# So many items with their counterpart in another bead, and this share of all that have one, are another order.
_LEAST_CROSSING = 3
_LEAST_CROSSING_SHARE = 0.34


def find_swapped(pair: CodedPair, steps: Sequence[Step], probabilities: Scores, table: LexicalTable) -> set[int]:
    """Return the numbers of beads with a unit whose counterpart occurs elsewhere, where the path does not pass."""
    rows, row_beads = _doubtful_units(pair.left, [step.ranges[0] for step in steps], steps, probabilities)
    columns, column_beads = _doubtful_units(pair.right, [step.ranges[1] for step in steps], steps, probabilities)
    joined = (
        (row_beads[i], column_beads[j]) for i, j in _join_mutually(pair, rows, columns, table, least_lead=_LEAST_LEAD)
    )
    return {number for numbers in joined if numbers[0] != numbers[1] for number in numbers}


def find_reordered(pair: CodedPair, steps: Sequence[Step], table: LexicalTable) -> set[int]:
    """Return the numbers of the beads of lists that join items with the wrong ones, as both sides sort them otherwise.

    States in the order of their names, which is another one in Chinese, are the commonest case.
    """
    found: set[int] = set()
    for is_list, group in groupby(enumerate(steps), lambda item: _is_item(pair, item[1])):
        beads = dict(group)
        if is_list and len(beads) >= _SHORTEST_LIST:
            found |= _crossing_beads(pair, beads, table)
    return found


def _is_item(pair: CodedPair, step: Step) -> bool:
    return all(
        text.offsets[unit + 1] - text.offsets[unit] <= _LONGEST_ITEM
        for text, units in zip(pair, step.ranges, strict=True)
        for unit in units
    )


def _crossing_beads(pair: CodedPair, beads: dict[int, Step], table: LexicalTable) -> set[int]:
    row_beads = {unit: number for number, step in beads.items() for unit in step.ranges[0]}
    column_beads = {unit: number for number, step in beads.items() for unit in step.ranges[1]}
    rows, columns = np.array(list(row_beads), np.int64), np.array(list(column_beads), np.int64)
    joined = [
        (row_beads[int(rows[i])], column_beads[int(columns[j])]) for i, j in _join_mutually(pair, rows, columns, table)
    ]
    crossing = [numbers for numbers in joined if numbers[0] != numbers[1]]
    if len(crossing) < max(_LEAST_CROSSING, _LEAST_CROSSING_SHARE * len(joined)):
        return set()
    return {number for numbers in crossing for number in numbers}


def _join_mutually(
    pair: CodedPair, rows: IntArray, columns: IntArray, table: LexicalTable, *, least_lead: float = 0.0
) -> Iterator[tuple[int, int]]:
    """Yield the places of the units that are each other's best, and good: (place in `rows`, place in `columns`).

    Each leads the next best on either side by `least_lead` or more.
    """
    if not len(rows) or not len(columns) or max(len(rows), len(columns)) > _MOST_CANDIDATES:
        return
    left, right = pair.left.pick(rows), pair.right.pick(columns)
    block = BlockScorer(left, right, table, 1).score(range(len(rows)), range(len(columns)))
    words = np.maximum(left.counts[:, None] + right.counts[None, :], 1)
    evidence = (block.forward[0] + block.backward[0]) / words - np.log(UNEXPLAINED)
    best = np.argmax(evidence, axis=1)
    is_mutual = np.argmax(evidence, axis=0)[best] == np.arange(len(rows))
    for row in np.flatnonzero(is_mutual & (evidence.max(axis=1) >= _LEAST_EVIDENCE)).tolist():
        column = int(best[row])
        others = max(_second(evidence[row]), _second(evidence[:, column]))
        if evidence[row, column] - others >= least_lead:
            yield row, column


def _second(values: NDArray[np.float32]) -> float:
    """Return the second highest of some values; far below all where there is but one."""
    return float(np.partition(values, -2)[-2]) if len(values) > 1 else float(-np.inf)


def _doubtful_units(
    text: CodedText, ranges: Sequence[range], steps: Sequence[Step], probabilities: Scores
) -> tuple[IntArray, list[int]]:
    """Return the units of omissions and doubtful beads that are long enough to be known again, with their beads."""
    units = [
        (unit, number)
        for number, (units, step) in enumerate(zip(ranges, steps, strict=True))
        if not step.is_two_sided or probabilities[number] < _DOUBTFUL
        for unit in units
        if text.offsets[unit + 1] - text.offsets[unit] >= _LEAST_TOKENS
    ]
    return np.array([unit for unit, _ in units], dtype=np.int64), [number for _, number in units]
