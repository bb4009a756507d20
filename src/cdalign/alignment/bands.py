"""The band: which pairs of boundaries the search looks at, so that its cost grows with the length."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cdalign.lexicon.tokens import IntArray


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

    def rows_of_cells(self) -> IntArray:
        """The source boundary of each cell."""
        return np.repeat(np.arange(len(self.low)), self.high - self.low + 1)

    def columns_of_cells(self) -> IntArray:
        """The target boundary of each cell."""
        rows = self.rows_of_cells()
        return np.arange(self.size) - self.bases[rows] + self.low[rows]


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
