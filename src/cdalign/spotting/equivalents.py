"""Which headwords of a lexicon share an equivalent, and how often English words occur in equivalents.

To find that out takes 40 ms for 70,000 equivalents, so what it gives for the core lexicon is shipped
(`python packaging/tables.py`). For any other lexicon, the equivalents of all headwords lie end to end as an array of
bytes. Each has a hash of 64 bits, the polynomial of its bytes (Karp and Rabin 1987), and all hashes are computed and
sorted at once; a dictionary of 100,000 texts would take ten times as long as a search.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cdalign.lexicons import read_core_entries
from cdalign.shipped import read_shipped, read_shipped_text

# Odd, so that it has an inverse modulo 2^64 (Knuth's 2^64 / golden ratio).
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 2**64)
_SEMICOLON, _NEWLINE = b";\n"
_NUMBERS_FILE, _FREQUENCIES_FILE = "core-equivalents.bin", "core-frequencies.tsv"
# In the shipped table, added to the number of the first equivalent of each headword; there are 11,000 numbers.
_FIRST = 2**15


class SharedEquivalent(NamedTuple):
    """A headword that has one of the equivalents of another: the ranks that it has in each, and how many have it."""

    word: str
    own_rank: int
    rank: int
    sharers: int


class EquivalentNumbers(NamedTuple):
    """A number for each equivalent, in their order: the same for the same texts, 0 for a text that occurs once.

    `firsts` are the places of the first equivalent of each headword, and the end.
    """

    firsts: NDArray[np.int64]
    numbers: NDArray[np.int64]

    def to_bytes(self) -> bytes:
        """Return them as they are shipped: 16 bits an equivalent, the least significant byte first."""
        told = self.numbers.copy()
        told[self.firsts[:-1]] += _FIRST
        return told.astype("<u2").tobytes()


class EquivalentIndex:
    """Finds the headwords that share an equivalent. `written` holds for each the equivalents, `; ` between them."""

    def __init__(self, written: Mapping[str, str]) -> None:
        self._written = written
        self._is_core = written is read_core_entries()

    @cached_property
    def _words(self) -> Sequence[str]:
        return tuple(self._written)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return dict(zip(self._words, range(len(self._words)), strict=True))

    @cached_property
    def frequencies(self) -> Mapping[str, int]:
        """How often each English word occurs in the equivalents; of the core lexicon, only those that are stems."""
        return _read_frequencies() if self._is_core else count_words(self._written)

    @cached_property
    def _numbers(self) -> EquivalentNumbers:
        return _read_numbers() if self._is_core else number_equivalents(self._written)

    @cached_property
    def _order(self) -> NDArray[np.int64]:
        return np.argsort(self._numbers.numbers, kind="stable")

    @cached_property
    def _sorted(self) -> NDArray[np.int64]:
        ordered: NDArray[np.int64] = self._numbers.numbers[self._order]
        return ordered

    def sharing(self, word: str) -> Iterator[SharedEquivalent]:
        """Yield the other headwords that share an equivalent with this one, equivalent by equivalent."""
        place = self._places.get(word)
        if place is None:
            return
        firsts, numbers = self._numbers
        own = numbers[firsts[place] : firsts[place + 1]]
        lefts, rights = (np.searchsorted(self._sorted, own, side).tolist() for side in ("left", "right"))
        for own_rank, (number, left, right) in enumerate(zip(own.tolist(), lefts, rights, strict=True)):
            if number:
                places = self._order[left:right]
                others = np.searchsorted(firsts, places, "right") - 1
                ranks = places - firsts[others]
                for other, rank in zip(others.tolist(), ranks.tolist(), strict=True):
                    if other != place:
                        yield SharedEquivalent(self._words[other], own_rank, rank, right - left)


def count_words(written: Mapping[str, str]) -> Counter[str]:
    """Return how often each English word occurs in written equivalents."""
    return Counter("\n".join(written.values()).replace(";", " ").split())


def number_equivalents(written: Mapping[str, str]) -> EquivalentNumbers:
    """Return the numbers of written equivalents."""
    data = np.frombuffer("\n".join((*written.values(), "")).encode("utf-8", "surrogatepass"), np.uint8)
    stops = np.flatnonzero((data == _SEMICOLON) | (data == _NEWLINE))
    ends_word = data[stops] == _NEWLINE
    hashes = _hash_parts(data, stops, ends_word)
    order = np.argsort(hashes, kind="stable")
    ordered = hashes[order]
    groups = np.cumsum(np.concatenate(([False], ordered[1:] != ordered[:-1])))[: len(ordered)]
    is_shared = np.bincount(groups) > 1
    numbers = np.zeros(len(order), np.int64)
    numbers[order] = (np.cumsum(is_shared) * is_shared)[groups]
    return EquivalentNumbers(np.concatenate(([0], np.flatnonzero(ends_word) + 1)), numbers)


def _hash_parts(data: NDArray[np.uint8], stops: NDArray[np.int64], ends_word: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Return a hash of each equivalent: a difference of running sums, moved to power 0."""
    # The space after a semicolon belongs to no equivalent.
    starts = np.concatenate(([0], stops[:-1] + np.where(ends_word[:-1], 1, 2)))
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(data * _powers(_BASE, len(data)), dtype=np.uint64)))
    hashes: NDArray[np.uint64] = sums[np.maximum(stops, starts)] - sums[starts]
    return hashes * _powers(_INVERSE, len(data) + 1)[starts]


def _powers(base: int, count: int) -> NDArray[np.uint64]:
    """Return base^0 … base^(count - 1) modulo 2^64."""
    factors = np.full(count, base, np.uint64)
    factors[:1] = 1
    return np.multiply.accumulate(factors, dtype=np.uint64)


def _read_numbers() -> EquivalentNumbers:
    """Return the numbers of the core lexicon, as they are shipped."""
    told = np.frombuffer(read_shipped(__package__, _NUMBERS_FILE), "<u2")
    return EquivalentNumbers(np.append(np.flatnonzero(told & _FIRST), len(told)), told & (_FIRST - 1))


def _read_frequencies() -> Mapping[str, int]:
    """Return how often the stems of the core lexicon occur in it: lines of a number, a tab, and words."""
    frequencies: Counter[str] = Counter()
    for line in read_shipped_text(__package__, _FREQUENCIES_FILE).splitlines():
        count, _, words = line.partition("\t")
        frequencies.update(dict.fromkeys(words.split(" "), int(count)))
    return frequencies
