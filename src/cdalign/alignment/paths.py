"""The search: the best path through a lattice, row by row.

A path is made of two-sided beads and of runs of omissions. A run costs its opening once and a price for each
segment in it, so that an inserted block (a page header, a note) is one decision and not many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cdalign.alignment.bands import SearchBand
from cdalign.alignment.lattices import Lattice
from cdalign.alignment.shapes import SHAPES
from cdalign.lexicon.tokens import IntArray

Scores = NDArray[np.float64]

NEVER = -1e30
_ROWS = np.array([[a] for a, _ in SHAPES])
_COLUMNS = np.array([[b] for _, b in SHAPES])
_SOURCE_OMITTED, _TARGET_OMITTED = len(SHAPES), len(SHAPES) + 1
# Costs that differ only by rounding are a tie.
_TIE = 1e-6


class Step(NamedTuple):
    """One bead of a path: half-open ranges of segments on both sides."""

    source_start: int
    source_stop: int
    target_start: int
    target_stop: int

    @property
    def is_two_sided(self) -> bool:
        """Whether both sides have at least one segment."""
        return self.source_start < self.source_stop and self.target_start < self.target_stop

    @property
    def ranges(self) -> tuple[range, range]:
        """The ranges of segments on both sides."""
        return range(self.source_start, self.source_stop), range(self.target_start, self.target_stop)

    def shifted(self, rows: int, columns: int) -> Step:
        """Return the bead moved by a number of segments on both sides."""
        return Step(
            self.source_start + rows, self.source_stop + rows, self.target_start + columns, self.target_stop + columns
        )

    def turned(self) -> Step:
        """Return the bead with its sides exchanged."""
        return Step(self.target_start, self.target_stop, self.source_start, self.source_stop)


Path = Sequence[Step]


class LinkedRow(NamedTuple):
    """A row of a band, and the cells that its cells are linked to; `band.size` where the band has none.

    `links` has for each shape and cell the other end of such a bead, `beside` for each cell the one that leaving out a
    source segment comes from.
    """

    number: int
    cells: slice
    links: IntArray
    beside: IntArray


def walk_rows(band: SearchBand, *, is_backward: bool = False) -> Iterator[LinkedRow]:
    """Yield all rows with what leads to them, the first row first; or the last first, with what leads on from them."""
    bases, step = band.bases.tolist(), 1 if is_backward else -1
    for cells, rows, columns in band.stretches(is_backward=is_backward):
        links = band.locate(rows + step * _ROWS, columns + step * _COLUMNS)
        beside = band.locate(rows + step, columns)
        numbers = range(int(rows[0]), int(rows[-1]) + 1)
        for number in reversed(numbers) if is_backward else numbers:
            start, stop = bases[number], bases[number + 1]
            here = slice(start - cells.start, stop - cells.start)
            yield LinkedRow(number, slice(start, stop), links[:, here], beside[here])


class _Search:
    """The state of the search: for each cell the best score so far, and how it was reached."""

    def __init__(self, lattice: Lattice) -> None:
        self._lattice, size = lattice, lattice.band.size
        self._best = np.full(size + 1, NEVER)
        self._omitting = np.full(size + 1, NEVER)
        self._choice = np.zeros(size, dtype=np.int8)
        self._goes_on = np.zeros(size, dtype=bool)
        self._origin = np.zeros(size, dtype=np.int32)
        self._target_sums = np.concatenate([[0.0], np.cumsum(lattice.target_prices)])

    def run(self) -> list[Step]:
        """Search all rows and give the best path."""
        for row in walk_rows(self._lattice.band):
            reached = self._omit_source(row, *self._link(row)) if row.number else self._first_row(row.cells)
            self._omit_target(row.number, row.cells, reached)
        return self._trace()

    def _first_row(self, cells: slice) -> Scores:
        reached = np.full(cells.stop - cells.start, NEVER)
        reached[0] = 0.0
        return reached

    def _link(self, row: LinkedRow) -> tuple[Scores, IntArray]:
        totals = self._best[row.links] + self._lattice.scores[:, row.cells]
        kinds = totals.argmax(axis=0)
        return totals[kinds, np.arange(len(kinds))], kinds

    def _omit_source(self, row: LinkedRow, reached: Scores, kinds: IntArray) -> Scores:
        opened, held = self._best[row.beside] + self._lattice.opening, self._omitting[row.beside]
        omitted = np.maximum(opened, held) + self._lattice.source_prices[row.number - 1]
        self._goes_on[row.cells] = held > opened
        self._omitting[row.cells] = omitted
        self._choice[row.cells] = np.where(omitted > reached + _TIE, _SOURCE_OMITTED, kinds)
        return np.asarray(np.maximum(omitted, reached))

    def _omit_target(self, row: int, cells: slice, reached: Scores) -> None:
        band, places = self._lattice.band, np.arange(len(reached))
        slope = self._target_sums[band.low[row] : band.high[row] + 1]
        level = reached - slope
        highest = np.maximum.accumulate(level)
        origins = np.maximum.accumulate(np.where(level >= highest, places, 0))
        run = np.full(len(reached), NEVER)
        run[1:] = highest[:-1] + self._lattice.opening + slope[1:]
        self._origin[cells.start + 1 : cells.stop] = origins[:-1]
        self._best[cells] = np.maximum(run, reached)
        self._choice[cells][run > reached + _TIE] = _TARGET_OMITTED

    def _trace(self) -> list[Step]:
        band = self._lattice.band
        row, column = len(band.low) - 1, int(band.high[-1])
        steps: list[Step] = []
        is_omitting = False
        while row > 0 or column > 0:
            cell = band.cell(row, column)
            kind = _SOURCE_OMITTED if is_omitting else int(self._choice[cell])
            is_omitting = kind == _SOURCE_OMITTED and bool(self._goes_on[cell])
            if kind == _SOURCE_OMITTED:
                steps.append(Step(row - 1, row, column, column))
            elif kind == _TARGET_OMITTED:
                first = int(band.low[row]) + int(self._origin[cell])
                steps.extend(Step(row, row, at - 1, at) for at in range(column, first, -1))
            else:
                a, b = SHAPES[kind]
                steps.append(Step(row - a, row, column - b, column))
            row, column = steps[-1].source_start, steps[-1].target_start
        return steps[::-1]


def best_path(lattice: Lattice) -> list[Step]:
    """Return the best path through the lattice, its steps in order.

    Where a segment occurs twice on one side, as a heading does on a cover and before the text, and nothing tells which
    of the two the other side renders, the first is left out.
    """
    return _Search(lattice).run()
