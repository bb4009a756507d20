"""The lattice: the score of every bead inside a band, from words, lengths and shapes together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cdalign.alignment.bands import SearchBand
from cdalign.alignment.edges import EdgeModel
from cdalign.alignment.shapes import LONGEST_RUN, SHAPES, ShapeModel
from cdalign.lexicon.learning import LexicalTable
from cdalign.lexicon.tokens import CodedText, IntArray
from cdalign.similarity.blocks import UNEXPLAINED, BlockScorer
from cdalign.similarity.lengths import LengthModel
from cdalign.similarity.meanings import MeaningScorer

Scores = NDArray[np.float32]

_LEXICAL_WEIGHT = 0.4  # of each of the two directions
_LENGTH_WEIGHT = 0.7
# Lengths may mislead of a 1:1 bead up to here; a bead of more must fit, or it swallows what was left out (with
# this limit for all, sino on dev falls from .85 to .80; with a limit of 50, un learning over all from .994 to .988).
_MOST_DEVIATION_OF_ONE = 12.0
_UNEXPLAINED_WORD = float(np.log(UNEXPLAINED))
# What two running heads with different numbers lose as a 1:1 bead: about what leaving out both of them costs.
_OTHER_HEAD = -10.0
# Rows that are scored at once: larger blocks waste cells outside the band, smaller ones calls.
_BLOCK_ROWS = 32
_IMPOSSIBLE = -1e9


@dataclass(frozen=True)
class Lattice:
    """The scores of all two-sided beads of a band, by shape and by the cell where the bead ends.

    A run of omissions costs `opening` once and each omitted segment its price.
    """

    band: SearchBand
    scores: Scores
    opening: float
    source_prices: NDArray[np.float64]
    target_prices: NDArray[np.float64]


class FittingBeads(NamedTuple):
    """Beads of one shape: its number in `SHAPES`, and for each bead the cell and the two boundaries where it ends."""

    number: int
    shape: tuple[int, int]
    cells: IntArray
    rows: IntArray
    columns: IntArray


@dataclass(frozen=True)
class PairModel:
    """What is believed of a pair of texts: its words, its lengths, its shapes, and how its segments begin and end."""

    table: LexicalTable
    lengths: LengthModel
    shapes: ShapeModel
    edges: EdgeModel | None = None


def score_lattice(
    source: CodedText, target: CodedText, band: SearchBand, model: PairModel, *, with_meanings: bool = True
) -> Lattice:
    """Return the lattice of two coded texts inside a band, by their words and lengths, and by meanings if wanted."""
    scores = np.full((len(SHAPES), band.size), _IMPOSSIBLE, dtype=np.float32)
    scorer = BlockScorer(source, target, model.table, LONGEST_RUN)
    meanings = MeaningScorer(source, target) if with_meanings else None
    for start in range(0, len(source), _BLOCK_ROWS):
        _score_rows(scores, range(start, min(start + _BLOCK_ROWS, len(source))), band, scorer, meanings)
    _add_lengths(scores, source, target, band, model)
    _part_running(scores, source, target, band)
    _part_blank(scores, source, target, band)
    prices = (_price_omissions(text, model.shapes) for text in (source, target))
    return Lattice(band, scores, model.shapes.opening, *prices)


def reshape_lattice(lattice: Lattice, pair: Iterable[CodedText], before: ShapeModel, after: ShapeModel) -> Lattice:
    """Return the lattice of two coded texts with other beliefs about shapes and omissions; words are not read again."""
    change = (after.logs - before.logs).astype(np.float32)[:, None]
    scores = lattice.scores + change if change.any() else lattice.scores
    return Lattice(lattice.band, scores, after.opening, *(_price_omissions(text, after) for text in pair))


def fitting_beads(band: SearchBand) -> Iterator[FittingBeads]:
    """Yield the beads that end inside a band and begin inside both texts, those of one shape and stretch at a time."""
    for cells, rows, columns in band.stretches():
        for number, (a, b) in enumerate(SHAPES):
            fits = np.flatnonzero((rows >= a) & (columns >= b))
            yield FittingBeads(number, (a, b), fits + cells.start, rows[fits], columns[fits])


def _price_omissions(text: CodedText, shapes: ShapeModel) -> NDArray[np.float64]:
    prices = shapes.going_on + _LEXICAL_WEIGHT * shapes.word * _UNEXPLAINED_WORD * text.counts
    if text.running is not None:
        prices = prices + shapes.running * (text.running > 0) + shapes.numbered * (text.running > 1)
    return np.asarray(prices, dtype=np.float64)


def _part_running(scores: Scores, source: CodedText, target: CodedText, band: SearchBand) -> None:
    """Lower the score of two running heads without a common number (`第4页`, `Page 6`), which translate nothing."""
    if source.running is None or target.running is None or not source.running.any() or not target.running.any():
        return
    # The cells of an edge, where no bead ends, take the 0 that is appended.
    source_heads, target_heads = np.append(source.running, 0), np.append(target.running, 0)
    for cells, rows, columns in band.stretches():
        left, right = source_heads[rows - 1], target_heads[columns - 1]
        scores[0, cells][(left > 1) & (right > 1) & ((left & right) == 1)] += _OTHER_HEAD


def _part_blank(scores: Scores, source: CodedText, target: CodedText, band: SearchBand) -> None:
    """Rule out beads that begin or end with a blank segment, unless both sides are one blank segment."""
    left, right = source.is_blank, target.is_blank
    if left is None or right is None or not (left.any() or right.any()):
        return
    for number, (a, b), cells, row, column in fitting_beads(band):
        if (a, b) == (1, 1):
            is_wrong = left[row - 1] != right[column - 1]
        else:
            is_wrong = left[row - a] | left[row - 1] | right[column - b] | right[column - 1]
        scores[number, cells[is_wrong]] = _IMPOSSIBLE


def _score_rows(
    scores: Scores, rows: range, band: SearchBand, scorer: BlockScorer, meanings: MeaningScorer | None
) -> None:
    """Fill in what words, and meanings if there are any, say about the beads that end in these rows."""
    left, right = (
        max(0, int(band.low[rows.start + 1]) - LONGEST_RUN),
        int(band.high[rows.start + 1 : rows.stop + 1].max()),
    )
    if right <= left:
        return
    top = max(0, rows.start - LONGEST_RUN)
    block = scorer.score(range(top, rows.stop), range(left, right))
    cells, i, j = _cells_of(band, rows, top, left)
    ahead = np.cumsum(np.pad(block.forward, ((0, 0), (0, 0), (1, 0))), axis=2)
    back = np.cumsum(np.pad(block.backward, ((0, 0), (1, 0), (0, 0))), axis=1)
    for number, (a, b) in enumerate(SHAPES):
        fits = (i >= a) & (j >= b)
        row, column = i[fits], j[fits]
        words = ahead[a - 1, row - 1, column] - ahead[a - 1, row - 1, column - b]
        words += back[b - 1, row, column - 1] - back[b - 1, row - a, column - 1]
        scores[number, cells[fits]] = _LEXICAL_WEIGHT * words
        if meanings is not None and not meanings.is_silent:
            likeness = meanings.score(range(top, rows.stop), range(left, right), (a, b))
            scores[number, cells[fits]] += likeness[row - 1, column - 1]


def _cells_of(band: SearchBand, rows: range, top: int, left: int) -> tuple[IntArray, IntArray, IntArray]:
    """Return the cells of the boundaries after these rows, with their places in the block."""
    counts = (band.high - band.low + 1)[rows.start + 1 : rows.stop + 1]
    row = np.repeat(np.arange(rows.start + 1, rows.stop + 1), counts)
    cells = np.arange(band.bases[rows.start + 1], band.bases[rows.stop + 1])
    return cells, row - top, cells - band.bases[row] + band.low[row] - left


def _add_lengths(scores: Scores, source: CodedText, target: CodedText, band: SearchBand, model: PairModel) -> None:
    source_sums = np.concatenate([[0.0], np.cumsum(source.lengths)])
    target_sums = np.concatenate([[0.0], np.cumsum(target.lengths)])
    for number, (a, b), cells, row, column in fitting_beads(band):
        deviation = model.lengths.deviation(
            source_sums[row] - source_sums[row - a], target_sums[column] - target_sums[column - b]
        )
        most = np.inf if a + b > 2 else _MOST_DEVIATION_OF_ONE
        penalty = _LENGTH_WEIGHT * np.minimum(deviation / 2, most)
        scores[number, cells] += (model.shapes.logs[number] - penalty).astype(np.float32)
