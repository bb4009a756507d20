"""The lines of a table, as every reader yields them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

# A line number, counted from 1, and the cells of that line.
Line = tuple[int, Sequence[str]]


class SheetOfLines(NamedTuple):
    """A sheet of a workbook, or the only sheet of a text file, whose name is empty."""

    name: str
    lines: Iterator[Line]
