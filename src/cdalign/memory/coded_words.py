"""Words of texts as numbers, read four and twelve at once.

Twelve words are three numbers of 64 bits, which are compared and sorted as numbers.
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cdalign.memory.candidates import Codes, Keys

# A run of fewer words says nothing.
FEWEST = 4
_WORDS_A_KEY, _KEYS = 4, 3
DEPTH = _WORDS_A_KEY * _KEYS
BYTES_A_KEY = 2 * DEPTH
# Comes between texts: no code of a word is 0.
BARRIER = 0
_BITS = 16
# 65,536 texts hold a million different grams of four words or fewer.
GRAM_BITS = 22
_GRAM_FACTOR = np.uint64(0x9E3779B97F4A7C15)
Places = npt.NDArray[np.int64]
Wide = npt.NDArray[np.uint64]


class PackedWords(NamedTuple):
    """Twelve words from each of some places on, as three numbers of 64 bits."""

    keys: tuple[Wide, ...]

    def as_bytes(self) -> npt.NDArray[np.bytes_]:
        """Return each as bytes that compare as the words do."""
        return np.stack(self.keys, axis=1).astype(">u8").view(f"S{BYTES_A_KEY}").reshape(-1)

    def chosen(self, places: Places) -> PackedWords:
        """Return those at some places."""
        return PackedWords(tuple(key[places] for key in self.keys))

    def joined(self, other: PackedWords) -> PackedWords:
        """Return these, and those of another one after them."""
        return PackedWords(tuple(np.concatenate(pair) for pair in zip(self.keys, other.keys, strict=True)))

    def shared(self, other: PackedWords) -> Places:
        """Return how many words from the first on are the same."""
        shared = np.zeros(len(self.keys[0]), np.int64)
        is_same = np.ones(len(shared), dtype=bool)
        for mine, theirs in zip(self.keys, other.keys, strict=True):
            differing = mine ^ theirs
            for word in range(_WORDS_A_KEY):
                shared += is_same & (differing >> np.uint64(_BITS * (_WORDS_A_KEY - 1 - word)) == 0)
            is_same &= differing == 0
        return shared

    def cut(self, lengths: Places, fill: int) -> PackedWords:
        """Return the first words of each, as many as `lengths` says, and `fill` in the place of the others."""
        keys = []
        for number, key in enumerate(self.keys):
            kept = np.clip(lengths - number * _WORDS_A_KEY, 0, _WORDS_A_KEY)
            mask = _LOW_BITS[_WORDS_A_KEY - kept]
            keys.append(key | mask if fill else key & ~mask)
        return PackedWords(tuple(keys))


_LOW_BITS = np.array([2 ** (_BITS * words) - 1 for words in range(_WORDS_A_KEY + 1)], dtype=np.uint64)


class CodedWords:
    """The codes of texts end to end with a barrier after each, the last one too, and what follows from each on."""

    def __init__(self, codes: Codes, laid_out: bytes | memoryview | None = None) -> None:
        """Lay words out, unless they are already, as another object has them in `laid_out`."""
        if laid_out is None:
            laid_out = np.concatenate((codes, np.zeros(DEPTH + _WORDS_A_KEY, np.uint16))).astype(">u2").tobytes()
        self.laid_out = laid_out
        self.codes: Codes = np.frombuffer(laid_out, ">u2", len(codes))
        # Four words from every word on: numbers of 64 bits that overlap.
        self._fours: Wide = np.ndarray(len(codes) + DEPTH, ">u8", laid_out, strides=(self.codes.itemsize,))

    @cached_property
    def room(self) -> Places:
        """How many words follow from each place on before the next barrier, itself included."""
        barriers = np.concatenate((np.flatnonzero(self.codes == BARRIER), [len(self.codes)]))
        places = np.arange(len(self.codes))
        return barriers[np.searchsorted(barriers, places)] - places

    def four(self, places: Places, number: int) -> Wide:
        """Return the first four words from each of these places on as one number, or the second four, or the third."""
        return self._fours[places + _WORDS_A_KEY * number].astype(np.uint64)

    def packed(self, places: Places) -> PackedWords:
        """Return twelve words from each of these places on."""
        return PackedWords(tuple(self.four(places, number) for number in range(_KEYS)))

    @cached_property
    def grams(self) -> Keys:
        """A number of `GRAM_BITS` for the first four words from each place on."""
        fours = self._fours[: len(self.codes)].astype(np.uint64)
        hashes: Keys = (fours * _GRAM_FACTOR >> np.uint64(64 - GRAM_BITS)).astype(np.uint32)
        return hashes


def each_of(low: Places, high: Places) -> Places:
    """Return the numbers of all ranges, one range after the other."""
    sizes = high - low
    starts = np.cumsum(sizes) - sizes
    numbers: Places = np.arange(sizes.sum()) + np.repeat(low - starts, sizes)
    return numbers
