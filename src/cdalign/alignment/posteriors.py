"""How probable each bead is among all paths through the lattice (forward-backward), not only on the best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cdalign.alignment.bands import SearchBand
from cdalign.alignment.lattices import Lattice
from cdalign.alignment.paths import NEVER, Scores, Step, cells_above, previous_cells
from cdalign.alignment.shapes import SHAPES
from cdalign.lexicon.tokens import IntArray

# The scores count words as if each came by itself; so cooled, the probabilities come nearest to the truth (dev gold).
TEMPERATURE = 0.35


class Posteriors(NamedTuple):
    """The lattice with all sums: what leads to each cell, what leads on from it, and the sum of all paths."""

    lattice: Lattice
    before: Scores
    after: Scores
    total: float


def sum_paths(lattice: Lattice) -> Posteriors:
    """Return the sums over all paths through the lattice, in logarithms."""
    soft = _soften(lattice)
    before = _sum_forward(soft)
    after = np.append(_sum_forward(_reverse(soft))[:-1][::-1], NEVER)
    return Posteriors(soft, before, after, float(before[lattice.band.size - 1]))


def _soften(lattice: Lattice) -> Lattice:
    return replace(
        lattice,
        scores=lattice.scores * TEMPERATURE,
        opening=lattice.opening * TEMPERATURE,
        source_prices=lattice.source_prices * TEMPERATURE,
        target_prices=lattice.target_prices * TEMPERATURE,
    )


def next_cells(band: SearchBand, rows: IntArray, columns: IntArray, shape: tuple[int, int]) -> IntArray:
    """Return, for each cell, the cell where a bead of this shape that begins there ends; `band.size` for none."""
    row, column = rows + shape[0], columns + shape[1]
    safe = np.minimum(row, len(band.low) - 1)
    inside = (row < len(band.low)) & (column >= band.low[safe]) & (column <= band.high[safe])
    return np.where(inside, band.bases[safe] + column - band.low[safe], band.size)


def _reverse(lattice: Lattice) -> Lattice:
    """Return the lattice read from its end: cells, and with them all beads, in the opposite order."""
    band = lattice.band
    columns = int(band.high[-1])
    rows_of, columns_of = band.rows_of_cells(), band.columns_of_cells()
    scores = np.empty_like(lattice.scores)
    for number, shape in enumerate(SHAPES):
        # One shape at a time: a padded copy of all scores would be the largest array of a long text.
        ends = next_cells(band, rows_of, columns_of, shape)
        found = lattice.scores[number, np.minimum(ends, band.size - 1)]
        scores[number] = np.where(ends < band.size, found, NEVER)[::-1]
    return Lattice(
        SearchBand((columns - band.high)[::-1], (columns - band.low)[::-1]),
        scores,
        lattice.opening,
        lattice.source_prices[::-1],
        lattice.target_prices[::-1],
    )


def _sum_forward(lattice: Lattice) -> Scores:
    """Return the logarithm of the sum of all paths from the beginning to each cell."""
    band = lattice.band
    reached = np.full(band.size + 1, NEVER)
    omitting = np.full(band.size + 1, NEVER)
    target_sums = np.concatenate([[0.0], np.cumsum(lattice.target_prices)])
    for row in range(len(band.low)):
        cells = slice(int(band.bases[row]), int(band.bases[row + 1]))
        if row == 0:
            here = np.full(cells.stop, NEVER)
            here[0] = 0.0
        else:
            here = _log_sum(reached[previous_cells(band, row)] + lattice.scores[:, cells])
            above = cells_above(band, row)
            omitting[cells] = (
                np.logaddexp(reached[above] + lattice.opening, omitting[above]) + lattice.source_prices[row - 1]
            )
            here = np.logaddexp(here, omitting[cells])
        slope = target_sums[band.low[row] : band.high[row] + 1]
        reached[cells] = _with_runs(here, slope, lattice.opening)
    return reached


def _log_sum(values: Scores) -> Scores:
    highest = values.max(axis=0)
    sums: Scores = highest + np.log(np.exp(values - highest).sum(axis=0))
    return sums


def _with_runs(here: Scores, slope: Scores, opening: float) -> Scores:
    """Add to each cell the runs of omitted target segments that begin in the cells before it."""
    level = here - slope
    runs = np.logaddexp.accumulate(level)[:-1] + opening + slope[1:]
    return np.concatenate([here[:1], np.logaddexp(here[1:], runs)])


def share_beads(posteriors: Posteriors) -> Iterator[tuple[tuple[int, int], IntArray, IntArray, Scores]]:
    """Yield, for each shape, the cells where its beads begin, those where they end, and their shares of all paths."""
    band = posteriors.lattice.band
    rows, columns = band.rows_of_cells(), band.columns_of_cells()
    for number, shape in enumerate(SHAPES):
        ends = next_cells(band, rows, columns, shape)
        starts = np.flatnonzero(ends < band.size)
        ends = ends[starts]
        logs = posteriors.before[starts] + posteriors.lattice.scores[number, ends] + posteriors.after[ends]
        yield shape, starts, ends, np.exp(np.minimum(logs - posteriors.total, 0.0))


def share_corners(posteriors: Posteriors) -> Scores:
    """Return the share of all paths on which some bead ends, for each cell."""
    logs = posteriors.before[:-1] + posteriors.after[:-1] - posteriors.total
    return np.asarray(np.exp(np.minimum(logs, 0.0)))


def bead_probabilities(posteriors: Posteriors, path: Sequence[Step]) -> Scores:
    """Return the probability of each bead of a path: for an omission, that no bead covers its segment."""
    shapes = {shape: number for number, shape in enumerate(SHAPES)}
    source, target = _coverage(posteriors)
    return np.array([_probability(posteriors, step, shapes, source, target) for step in path])


def corner_probabilities(posteriors: Posteriors, path: Sequence[Step]) -> Scores:
    """Return, for each bead of a path, the share of all paths on which some bead ends where it does."""
    band = posteriors.lattice.band
    cells = [band.cell(step.source_stop, step.target_stop) for step in path]
    return share_corners(posteriors)[cells]


def _probability(
    posteriors: Posteriors, step: Step, shapes: dict[tuple[int, int], int], source: Scores, target: Scores
) -> float:
    if not step.is_two_sided:
        is_source = step.source_start < step.source_stop
        covered = source[step.source_start] if is_source else target[step.target_start]
        return float(np.clip(1 - covered, 0.0, 1.0))
    band = posteriors.lattice.band
    start = band.cell(step.source_start, step.target_start)
    stop = band.cell(step.source_stop, step.target_stop)
    number = shapes[step.source_stop - step.source_start, step.target_stop - step.target_start]
    log = posteriors.before[start] + posteriors.lattice.scores[number, stop] + posteriors.after[stop]
    return float(np.exp(min(0.0, log - posteriors.total)))


def _coverage(posteriors: Posteriors) -> tuple[Scores, Scores]:
    """Return, for each segment of both sides, the probability that a two-sided bead covers it."""
    band = posteriors.lattice.band
    rows, columns = band.rows_of_cells(), band.columns_of_cells()
    source, target = np.zeros(len(band.low) + 1), np.zeros(int(band.high[-1]) + 2)
    for (a, b), starts, _, shares in share_beads(posteriors):
        source += _edges(rows[starts], a, shares, len(source))
        target += _edges(columns[starts], b, shares, len(target))
    return np.cumsum(source)[:-1], np.cumsum(target)[:-1]


def _edges(starts: IntArray, length: int, weights: Scores, size: int) -> NDArray[np.float64]:
    """Return what begins at each segment less what ends there; summed up, that is what covers it."""
    ends = np.bincount(starts + length, weights, size)
    return np.asarray(np.bincount(starts, weights, size) - ends, dtype=np.float64)
