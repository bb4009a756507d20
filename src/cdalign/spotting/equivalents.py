"""Which headwords of a lexicon share an equivalent: an index that is made in a few milliseconds.

The equivalents of all headwords lie end to end as an array of bytes. Each has a hash of 64 bits, the polynomial of its
bytes (Karp and Rabin 1987), and all hashes are computed and sorted at once; a dictionary of 100,000 texts would take
ten times as long as a search.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# Odd, so that it has an inverse modulo 2^64 (Knuth's 2^64 / golden ratio).
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 2**64)
_SEMICOLON, _NEWLINE = b";\n"


class SharedEquivalent(NamedTuple):
    """A headword that has one of the equivalents of another: the ranks that it has in each, and how many have it."""

    word: str
    own_rank: int
    rank: int
    sharers: int


class EquivalentIndex:
    """Finds the headwords that share an equivalent. `written` holds for each the equivalents, `; ` between them."""

    def __init__(self, written: Mapping[str, str]) -> None:
        self._written = written

    @cached_property
    def _words(self) -> Sequence[str]:
        return tuple(self._written)

    @cached_property
    def _text(self) -> str:
        return "\n".join((*self._written.values(), ""))

    @cached_property
    def frequencies(self) -> Counter[str]:
        """How often each English word occurs in the equivalents."""
        return Counter(self._text.replace(";", " ").split())

    @cached_property
    def _firsts(self) -> NDArray[np.int64]:
        """The number of the first equivalent of each headword, and the end."""
        return np.concatenate(([0], np.flatnonzero(self._ends_word) + 1))

    @cached_property
    def _bytes(self) -> NDArray[np.uint8]:
        return np.frombuffer(self._text.encode("utf-8", "surrogatepass"), np.uint8)

    @cached_property
    def _stops(self) -> NDArray[np.int64]:
        return np.flatnonzero((self._bytes == _SEMICOLON) | (self._bytes == _NEWLINE))

    @cached_property
    def _ends_word(self) -> NDArray[np.bool_]:
        ends: NDArray[np.bool_] = self._bytes[self._stops] == _NEWLINE
        return ends

    @cached_property
    def _hashes(self) -> NDArray[np.uint64]:
        """A hash of each equivalent, in their order."""
        # The space after a semicolon belongs to no equivalent.
        starts = np.concatenate(([0], self._stops[:-1] + np.where(self._ends_word[:-1], 1, 2)))
        powers = _powers(_BASE, len(self._bytes))
        sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(self._bytes * powers, dtype=np.uint64)))
        stops = np.maximum(self._stops, starts)
        hashes: NDArray[np.uint64] = (sums[stops] - sums[starts]) * _powers(_INVERSE, len(self._bytes) + 1)[starts]
        return hashes

    @cached_property
    def _order(self) -> NDArray[np.int64]:
        return np.argsort(self._hashes, kind="stable")

    @cached_property
    def _sorted(self) -> NDArray[np.uint64]:
        ordered: NDArray[np.uint64] = self._hashes[self._order]
        return ordered

    def sharing(self, word: str) -> Iterator[SharedEquivalent]:
        """Yield the other headwords that share an equivalent with this one, equivalent by equivalent."""
        if word not in self._written:
            return
        wanted = np.array([_hash(text) for text in self._written[word].split("; ")], np.uint64)
        lefts, rights = (np.searchsorted(self._sorted, wanted, side).tolist() for side in ("left", "right"))
        for own_rank, (left, right) in enumerate(zip(lefts, rights, strict=True)):
            if right - left == 1:
                continue
            places = self._order[left:right]
            numbers = np.searchsorted(self._firsts, places, "right") - 1
            ranks = places - self._firsts[numbers]
            for other, rank in zip(numbers.tolist(), ranks.tolist(), strict=True):
                if self._words[other] != word:
                    yield SharedEquivalent(self._words[other], own_rank, rank, right - left)


def _hash(text: str) -> int:
    """Return the hash that the index has of an equivalent."""
    value = 0
    for byte in reversed(text.encode("utf-8", "surrogatepass")):
        value = (value * _BASE + byte) % 2**64
    return value


def _powers(base: int, count: int) -> NDArray[np.uint64]:
    """Return base^0 … base^(count - 1) modulo 2^64."""
    factors = np.full(count, base, np.uint64)
    factors[:1] = 1
    return np.multiply.accumulate(factors, dtype=np.uint64)
