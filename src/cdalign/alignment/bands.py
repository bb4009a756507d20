"""The band: which pairs of boundaries the search looks at, so that its cost grows with the length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from cdalign.lexicon.tokens import IntArray, kinds_of

# Cells that are worked on together: few enough that what is made of them for each shape stays in the cache.
_CELLS_AT_ONCE = 8_192


class Stretch(NamedTuple):
    """The cells of some rows of a band: where they are in its line of cells, and the two boundaries of each."""

    cells: slice
    rows: IntArray
    columns: IntArray


@dataclass(frozen=True)
class SearchBand:
    """For each source boundary 0 … n, the first and last target boundary that is looked at (both inclusive)."""

    low: IntArray
    high: IntArray

    @cached_property
    def bases(self) -> IntArray:
        """Where each row begins when all cells occur in one line; the last number is the count of cells."""
        bases = np.zeros(len(self.low) + 1, dtype=np.int64)
        np.cumsum(self.high - self.low + 1, out=bases[1:])
        return bases

    @property
    def size(self) -> int:
        """The number of cells."""
        return int(self.bases[-1])

    def cell(self, row: int, column: int) -> int:
        """Return the number of the cell of two boundaries; they must be inside."""
        return int(self.bases[row] + column - self.low[row])

    def locate(self, rows: IntArray, columns: IntArray) -> IntArray:
        """Return the number of the cell of each pair of boundaries; `size` for those that are not inside."""
        safe = np.clip(rows, 0, len(self.low) - 1)
        is_inside = (rows == safe) & (columns >= self.low[safe]) & (columns <= self.high[safe])
        return np.where(is_inside, (self.bases[:-1] - self.low)[safe] + columns, self.size)

    def boundaries(self, cells: IntArray) -> tuple[IntArray, IntArray]:
        """Return the source and the target boundaries of cells."""
        rows = np.searchsorted(self.bases, cells, side="right") - 1
        return rows, cells - (self.bases[:-1] - self.low)[rows]

    def stretches(self, *, is_backward: bool = False) -> Iterator[Stretch]:
        """Yield the whole band, some rows at a time; from its last row to its first with `is_backward`."""
        bounds = np.arange(0, self.size, _CELLS_AT_ONCE)
        starts = np.append(kinds_of(np.searchsorted(self.bases, bounds, side="right") - 1), len(self.low))
        numbers = range(len(starts) - 1)
        for number in reversed(numbers) if is_backward else numbers:
            yield self._stretch(int(starts[number]), int(starts[number + 1]))

    def _stretch(self, start: int, stop: int) -> Stretch:
        cells = slice(int(self.bases[start]), int(self.bases[stop]))
        rows = np.repeat(np.arange(start, stop), (self.high - self.low + 1)[start:stop])
        return Stretch(cells, rows, np.arange(cells.start, cells.stop) - (self.bases[:-1] - self.low)[rows])


def full_band(rows: int, columns: int) -> SearchBand:
    """Return the band that leaves nothing out."""
    return SearchBand(np.zeros(rows + 1, np.int64), np.full(rows + 1, columns, np.int64))


def band_around(points: IntArray, widths: IntArray | int, rows: int, columns: int) -> SearchBand:
    """Return the band of `widths` boundaries to both sides of a path; one width for all, or one for each row.

    `points` are pairs (source boundary, target boundary), in order on both sides, from (0, 0) to (rows, columns).
    A row between two points is given the whole step of the target.
    """
    every_row = np.arange(rows + 1)
    first = np.searchsorted(points[:, 0], every_row, side="left")
    last = np.searchsorted(points[:, 0], every_row, side="right") - 1
    is_point = points[np.minimum(first, len(points) - 1), 0] == every_row
    low = points[np.where(is_point, first, np.maximum(first - 1, 0)), 1] - widths
    high = points[np.where(is_point, last, np.minimum(last + 1, len(points) - 1)), 1] + widths
    low, high = np.clip(low, 0, columns), np.clip(high, 0, columns)
    low[0], high[-1] = 0, columns
    return SearchBand(np.minimum.accumulate(low[::-1])[::-1], np.maximum.accumulate(high))
