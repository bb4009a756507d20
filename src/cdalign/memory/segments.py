"""A segment of the fuzzy index: up to 65,536 texts of one language, and which of them share words with a query.

The count filter is the q-gram lemma for q = 1 on bags of words (Gravano et al., VLDB 2001; Jokinen and Ukkonen 1991):
texts of m and n words at distance d share at least max(m, n) - d words. So a text that reaches the threshold shares
a known number of words with the query, and must hold one of the query's rarest few, whose lists are short (the
prefix filter of Chaudhuri et al., ICDE 2006). Nothing that reaches the threshold is lost.

65,536 texts number themselves in sixteen bits, which halves the lists and keeps the counters in the cache.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from cdalign.memory.candidates import (
    CandidateQuery,
    Codes,
    Keys,
    Likely,
    as_codes,
    as_text,
    count_repeats,
    length_window,
)
from cdalign.memory.encoded_texts import Encoded

SEGMENT_SIZE = 65_536
# The texts of a part, whose words are read and unpacked at once: some 1.3 kB, in 9 microseconds. Parts of 64 texts took
# 20 microseconds, and 12 bytes less for each text.
PART_SIZE = 16

# A word that more texts hold than this has a bitmap of 8 kB, which is no longer than its list would be.
_LONGEST_LIST = SEGMENT_SIZE // 16
# Bitmaps are added up until no more texts than this are left, so many at a time; then the bits of those alone are
# looked at. Measured at 1,000,000 units.
_FEW_TEXTS = 2_000
_BITMAPS_AT_ONCE = 8
_BITS_AT_ONCE = 16


@dataclass(frozen=True)
class IndexSegment:
    """The index of some texts of one language.

    Texts are in order of their length: `counts` says how many there are of each length, from 0 on. `first_entry` plus
    `entries` are the numbers that they bear outside. `keys` are the words that occur (repeat << 16 | code, ascending),
    `frequencies` in how many texts. The texts of a rare word are listed in `postings`, by their numbers from 0; those
    of a word that more than `longest_list` texts hold are the bits of a row of `bitmaps`, in the order of the words.
    `words` are the encoded words of all texts, where they are not left in the store in parts of 16 texts, of which
    `sums` are the checksums. `is_mapped`: the arrays lie in a file, not in this process.
    """

    first_entry: int
    entries: npt.NDArray[Any]
    counts: Keys
    keys: Keys
    frequencies: Keys
    postings: Codes
    bitmaps: npt.NDArray[np.uint8]
    sums: Keys
    longest_list: int
    words: str | None = None
    checksum: int = 0
    is_mapped: bool = False

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def size(self) -> int:
        """The bytes that it takes in this process."""
        if self.is_mapped:
            return 0
        arrays = (self.entries, self.counts, self.keys, self.frequencies, self.postings, self.bitmaps, self.sums)
        return sum(array.nbytes for array in arrays) + 2 * len(self.words or "")

    @cached_property
    def firsts(self) -> npt.NDArray[np.int64]:
        """The number of the first text of each length, and at the end the number of texts."""
        return np.concatenate((np.zeros(1, np.int64), np.cumsum(self.counts, dtype=np.int64)))

    @cached_property
    def _words_before(self) -> npt.NDArray[np.int64]:
        """The number of words before the first text of each length."""
        words = self.counts.astype(np.int64) * np.arange(len(self.counts))
        return np.concatenate((np.zeros(1, np.int64), np.cumsum(words)))

    @cached_property
    def _starts(self) -> Keys:
        """Where in `postings` the list of each word begins, and the end."""
        listed = np.where(self.frequencies <= self.longest_list, self.frequencies, 0)
        return np.concatenate((np.zeros(1, np.uint32), np.cumsum(listed, dtype=np.uint32)))

    @cached_property
    def _rows(self) -> npt.NDArray[np.intp]:
        """Which word each row of `bitmaps` belongs to."""
        return np.flatnonzero(self.frequencies > self.longest_list)

    @property
    def lengths(self) -> npt.NDArray[np.int64]:
        """The number of words of each text."""
        return np.repeat(np.arange(len(self.counts)), self.counts)

    def numbers_outside(self, numbers: npt.NDArray[np.intp] | slice = slice(None)) -> npt.NDArray[np.int64]:
        """Return the numbers that some texts bear outside, by default all."""
        return self.entries[numbers].astype(np.int64) + self.first_entry

    def starts_of(self, numbers: npt.NDArray[np.intp]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Return where the words of some texts begin among those of all, and how many they are."""
        lengths = np.searchsorted(self.firsts, numbers, "right") - 1
        return self._words_before[lengths] + (numbers - self.firsts[lengths]) * lengths, lengths

    def all_texts(self, words: str) -> Encoded:
        """Return the encoded words of all texts, which are given."""
        return Encoded(self.numbers_outside(), self.lengths, as_codes(words))

    def likely(self, query: CandidateQuery) -> Likely:
        """Return the texts that share enough words with the query, without a look at their order."""
        last_length = len(self.counts)
        shortest, longest = length_window(len(query.text), query.threshold)
        first, last = self.firsts[[min(shortest, last_length), min(longest + 1, last_length)]].tolist()
        if not query.text:
            numbers, reach = np.arange(first, last), np.full(last - first, 100)
        elif first == last:
            numbers = reach = np.zeros(0, np.int64)
        else:
            numbers, shared = self._sharing(query, first, last)
            lengths = np.searchsorted(self.firsts, numbers, "right") - 1
            reach = 100 * shared // np.maximum(lengths, len(query.text))
        is_likely = reach >= query.threshold
        return self._texts(numbers[is_likely], reach[is_likely])

    def _texts(self, numbers: npt.NDArray[np.intp], reach: npt.NDArray[np.int64]) -> Likely:
        starts, lengths = self.starts_of(numbers)
        parts = numbers // PART_SIZE
        if self.words is None:
            starts = starts - self.starts_of(parts * PART_SIZE)[0]
        return Likely(self.numbers_outside(numbers), reach, parts, starts, starts + lengths, self.sums, self.words)

    def _sharing(
        self, query: CandidateQuery, first: int, last: int
    ) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.int64]]:
        """Return the texts of a stretch that share as many words as a match must, and how many they share.

        The lists of rare words are read at once, which is cheap; of the common ones, rarest first, as many bitmaps as
        it takes until few texts are left, and then the bits of those texts alone.
        """
        start = first & ~7
        counts, rows = self._in_lists(query)
        counts, bitmaps = counts[start:last], self.bitmaps[:, start >> 3 : (last + 7) >> 3]
        read = max(0, len(rows) - query.needed + 1)
        while True:
            counts += _add_bits(bitmaps[rows[:read]], len(counts), counts.dtype)
            rows = rows[read:]
            are_likely = counts >= query.needed - len(rows)
            if not len(rows) or np.count_nonzero(are_likely) <= _FEW_TEXTS:
                break
            read = _BITMAPS_AT_ONCE
        # Bitmaps begin with a whole byte, and so with texts that may be too short.
        are_likely[: first - start] = False
        numbers = np.flatnonzero(are_likely)
        numbers, shared = _look_up_bits(bitmaps, rows, numbers, counts[numbers], query.needed)
        return numbers + start, shared.astype(np.int64)

    def _in_lists(self, query: CandidateQuery) -> tuple[npt.NDArray[Any], npt.NDArray[np.intp]]:
        """Return for each text how many of the query's rare words it holds; and the rows of the common ones."""
        places = np.minimum(np.searchsorted(self.keys, query.keys), len(self.keys) - 1)
        places = places[self.keys[places] == query.keys]
        frequencies = self.frequencies[places]
        rare, common = places[frequencies <= self.longest_list], places[np.argsort(frequencies, kind="stable")]
        starts, stops = self._starts[rare].tolist(), self._starts[rare + 1].tolist()
        lists = [self.postings[start:stop] for start, stop in zip(starts, stops, strict=True)]
        counts = np.bincount(np.concatenate([self.postings[:0], *lists]), minlength=len(self.entries))
        return counts.astype(query.count_type), np.searchsorted(self._rows, common[len(rare) :])


def _add_bits(bitmaps: npt.NDArray[np.uint8], count: int, kind: np.dtype[Any]) -> npt.NDArray[Any]:
    """Return for each of `count` texts in how many bitmaps its bit is set."""
    bits = np.unpackbits(bitmaps, axis=1, count=count, bitorder="little")
    sums: npt.NDArray[Any] = np.add.reduce(bits, axis=0, dtype=kind)
    return sums


def _look_up_bits(
    bitmaps: npt.NDArray[np.uint8],
    rows: npt.NDArray[np.intp],
    numbers: npt.NDArray[np.intp],
    shared: npt.NDArray[Any],
    needed: int,
) -> tuple[npt.NDArray[np.intp], npt.NDArray[Any]]:
    """Return those of some texts that share enough words, and how many, when these rows of bitmaps are counted too."""
    for start in range(0, len(rows), _BITS_AT_ONCE):
        part = rows[start : start + _BITS_AT_ONCE]
        bits = bitmaps[part].take(numbers >> 3, axis=1) >> (numbers & 7).astype(np.uint8) & 1
        shared = shared + np.add.reduce(bits, axis=0, dtype=shared.dtype)
        is_left = shared >= needed - (len(rows) - start - len(part))
        numbers, shared = numbers[is_left], shared[is_left]
    return numbers, shared


def make_segment(texts: Encoded) -> IndexSegment:
    """Return the index of at most 65,536 encoded texts."""
    if len(texts) > SEGMENT_SIZE:
        raise ValueError(f"{len(texts)} texts do not fit into one segment")
    texts = texts.chosen(np.argsort(texts.lengths, kind="stable"))
    keys, starts, postings = _invert(texts.codes, texts.lengths)
    first_entry, entries = pack_entries(texts.entries)
    packed = _pack(starts, postings, len(texts))
    counts, no_sums, words = count_lengths(texts.lengths), np.zeros(0, np.uint32), as_text(texts.codes)
    return IndexSegment(first_entry, entries, counts, keys, *packed, no_sums, _LONGEST_LIST, words)


def pack_entries(entries: npt.NDArray[np.int64]) -> tuple[int, npt.NDArray[Any]]:
    """Return the smallest of some numbers, and how much greater each is, in 32 bits where they are enough."""
    first = int(entries.min(initial=np.iinfo(np.int64).max)) if len(entries) else 0
    beyond = entries - first
    return first, beyond.astype(np.uint32 if int(beyond.max(initial=0)) < 2**32 else np.uint64)


def count_lengths(lengths: npt.NDArray[np.int64]) -> Keys:
    """Return how many texts there are of each length, from 0 on."""
    return np.bincount(lengths, minlength=1).astype(np.uint32)


def _invert(codes: Codes, lengths: npt.NDArray[Any]) -> tuple[Keys, Keys, Codes]:
    """Return the keys of all words, where the list of each begins (and the end), and the lists of texts."""
    numbers = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
    words = np.sort(numbers << np.uint32(16) | codes)
    repeats = count_repeats(words)
    by_key = np.sort(repeats << np.uint64(32) | (words & 0xFFFF).astype(np.uint64) << np.uint64(16) | words >> 16)
    keys = (by_key >> np.uint64(16)).astype(np.uint32)
    firsts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.zeros(0, int)
    starts = np.concatenate((firsts, [len(keys)])).astype(np.uint32)
    return keys[firsts], starts, (by_key & np.uint64(0xFFFF)).astype(np.uint16)


def _pack(starts: Keys, postings: Codes, count: int) -> tuple[Keys, Codes, npt.NDArray[np.uint8]]:
    """Return frequencies, lists of rare words and bitmaps of common ones, for lists of all words."""
    frequencies = np.diff(starts)
    rows = np.flatnonzero(frequencies > _LONGEST_LIST)
    bits = np.zeros((len(rows), count), np.uint8)
    for row, place in enumerate(rows.tolist()):
        bits[row, postings[starts[place] : starts[place + 1]]] = 1
    is_kept = np.repeat(frequencies <= _LONGEST_LIST, frequencies)
    return frequencies, postings[is_kept], np.packbits(bits, axis=1, bitorder="little")
