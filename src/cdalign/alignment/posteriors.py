"""How probable each bead is among all paths through the lattice (forward-backward), not only on the best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cdalign.alignment.lattices import Lattice
from cdalign.alignment.paths import NEVER, LinkedRow, Scores, Step, walk_rows
from cdalign.alignment.shapes import SHAPES
from cdalign.lexicon.tokens import IntArray

# The scores count words as if each came by itself; so cooled, the probabilities come nearest to the truth (dev gold).
TEMPERATURE = 0.35
_KINDS = np.arange(len(SHAPES))[:, None]


class Posteriors(NamedTuple):
    """A lattice with all sums: what leads to each cell, what leads on from it, and the sum of all paths.

    The sums are logarithms at the temperature `TEMPERATURE`, the scores of the lattice are as they were found.
    """

    lattice: Lattice
    before: Scores
    after: Scores
    total: float


def sum_paths(lattice: Lattice) -> Posteriors:
    """Return the sums over all paths through the lattice, in logarithms."""
    before = _sum(lattice, is_backward=False)
    return Posteriors(lattice, before, _sum(lattice, is_backward=True), float(before[lattice.band.size - 1]))


def _sum(lattice: Lattice, *, is_backward: bool) -> Scores:
    """Return the logarithm of the sum of all paths from the beginning to each cell, or from each cell to the end.

    After the last cell follows `NEVER`.
    """
    band, opening = lattice.band, lattice.opening * TEMPERATURE
    prices, slopes = _soften_prices(lattice, is_backward=is_backward)
    reached, omitting = np.full((2, band.size + 1), NEVER)
    for row in walk_rows(band, is_backward=is_backward):
        if row.number == (len(band.low) - 1 if is_backward else 0):
            here = np.full(len(row.beside), NEVER)
            here[-1 if is_backward else 0] = 0.0
        else:
            here = _log_sum(reached[row.links] + _scores_of(lattice, row, is_backward=is_backward) * TEMPERATURE)
            omitted = np.logaddexp(reached[row.beside] + opening, omitting[row.beside]) + prices[row.number]
            omitting[row.cells] = omitted
            here = np.logaddexp(here, omitted)
        slope = slopes[band.low[row.number] : band.high[row.number] + 1]
        reached[row.cells] = (
            _with_runs(here[::-1], slope[::-1], opening)[::-1] if is_backward else _with_runs(here, slope, opening)
        )
    return reached


def _soften_prices(lattice: Lattice, *, is_backward: bool) -> tuple[Scores, Scores]:
    """Return what leaving out costs: the source segment next to each row, all target segments up to each column."""
    source, target = lattice.source_prices * TEMPERATURE, lattice.target_prices * TEMPERATURE
    if is_backward:
        return np.append(source, 0.0), np.append(0.0, np.cumsum(target[::-1]))[::-1]
    return np.append(0.0, source), np.append(0.0, np.cumsum(target))


def _scores_of(lattice: Lattice, row: LinkedRow, *, is_backward: bool) -> NDArray[np.float32]:
    """Return the scores of the beads between a row and its links, which end in the row or in the links."""
    if is_backward:
        # A link that leads nowhere takes any score, for nothing is reached from there.
        return lattice.scores[_KINDS, np.minimum(row.links, lattice.band.size - 1)]
    return lattice.scores[:, row.cells]


def _log_sum(values: Scores) -> Scores:
    highest = values.max(axis=0)
    sums: Scores = highest + np.log(np.exp(values - highest).sum(axis=0))
    return sums


def _with_runs(here: Scores, slope: Scores, opening: float) -> Scores:
    """Add to each cell the runs of omitted target segments that begin in the cells before it."""
    level = here - slope
    runs = np.logaddexp.accumulate(level)[:-1] + opening + slope[1:]
    return np.concatenate([here[:1], np.logaddexp(here[1:], runs)])


class SharedBeads(NamedTuple):
    """Beads of one shape: its number in `SHAPES`, the boundaries where each begins, the cell where it ends, its share.

    The share is that of all paths which lead through the bead.
    """

    number: int
    rows: IntArray
    columns: IntArray
    ends: IntArray
    shares: Scores


def share_beads(posteriors: Posteriors) -> Iterator[SharedBeads]:
    """Yield all beads with their shares of all paths, those of one shape and one stretch of the band at a time."""
    band = posteriors.lattice.band
    for cells, rows, columns in band.stretches():
        before = posteriors.before[cells]
        for number, (a, b) in enumerate(SHAPES):
            ends = band.locate(rows + a, columns + b)
            starts = np.flatnonzero(ends < band.size)
            ends = ends[starts]
            scores = posteriors.lattice.scores[number, ends] * TEMPERATURE
            logs = before[starts] + scores + posteriors.after[ends]
            shares = np.exp(np.minimum(logs - posteriors.total, 0.0))
            yield SharedBeads(number, rows[starts], columns[starts], ends, shares)


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
    score = posteriors.lattice.scores[number, stop] * TEMPERATURE
    log = posteriors.before[start] + score + posteriors.after[stop]
    return float(np.exp(min(0.0, log - posteriors.total)))


def _coverage(posteriors: Posteriors) -> tuple[Scores, Scores]:
    """Return, for each segment of both sides, the probability that a two-sided bead covers it."""
    band = posteriors.lattice.band
    # What begins at each segment less what ended before it; summed up, that is what covers it.
    source, target = np.zeros(len(band.low) + 1), np.zeros(int(band.high[-1]) + 2)
    for number, rows, columns, _, shares in share_beads(posteriors):
        a, b = SHAPES[number]
        np.add.at(source, rows, shares)
        np.subtract.at(source, rows + a, shares)
        np.add.at(target, columns, shares)
        np.subtract.at(target, columns + b, shares)
    return np.cumsum(source)[:-1], np.cumsum(target)[:-1]
