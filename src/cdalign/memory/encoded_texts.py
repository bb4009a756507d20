"""Encoded texts: a 16-bit number for each word, those of all texts end to end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from cdalign.memory.candidates import Codes, as_text


@dataclass(frozen=True)
class Encoded:
    """Encoded texts of one language: the number that each bears outside, and its words, those of all end to end."""

    entries: npt.NDArray[np.int64]
    lengths: npt.NDArray[np.int64]
    codes: Codes

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def bounds(self) -> npt.NDArray[np.int64]:
        """Where each text's words begin, and the end."""
        return np.concatenate((np.zeros(1, np.int64), np.cumsum(self.lengths)))

    def part(self, start: int, stop: int) -> Encoded:
        """Return some of them, in a row."""
        bounds = self.bounds[start : stop + 1]
        return Encoded(self.entries[start:stop], self.lengths[start:stop], self.codes[bounds[0] : bounds[-1]])

    def chosen(self, places: npt.NDArray[np.intp]) -> Encoded:
        """Return those at some places, in that order."""
        lengths = self.lengths[places]
        shifts = self.bounds[places] - (np.cumsum(lengths) - lengths)
        codes = self.codes[np.repeat(shifts, lengths) + np.arange(lengths.sum())]
        return Encoded(self.entries[places], lengths, codes)

    def texts(self) -> list[str]:
        """Return the words of each as a text of its own."""
        words, bounds = as_text(self.codes), self.bounds.tolist()
        return [words[start:stop] for start, stop in pairwise(bounds)]


def join_encoded(parts: Sequence[Encoded]) -> Encoded:
    """Return the texts of all parts, of one or more, in their order."""
    return Encoded(
        np.concatenate([part.entries for part in parts]),
        np.concatenate([part.lengths for part in parts]),
        np.concatenate([part.codes for part in parts]),
    )
