"""A segment of the fuzzy index: up to 65,536 texts of one language, and which words each of them holds.

65,536 texts number themselves in sixteen bits, which halves the lists and keeps the counters in the cache.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from cdalign.memory.candidates import Codes, Keys, as_codes, as_text, count_repeats
from cdalign.memory.coded_words import CodedWords
from cdalign.memory.encoded_texts import Encoded

SEGMENT_SIZE = 65_536
# The texts of a part, whose words are read and unpacked at once: some 1.3 kB, in 9 microseconds. Parts of 64 texts took
# 20 microseconds, and 12 bytes less for each text.
PART_SIZE = 16
_PARTS_A_SEGMENT = SEGMENT_SIZE // PART_SIZE

# A word that more texts hold than this has a bitmap of 8 kB, at most twice as long as its list would be. To count one
# takes a microsecond, and a list of this length three.
_LONGEST_LIST = SEGMENT_SIZE // 32


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
    def words_before(self) -> npt.NDArray[np.int64]:
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

    def numbers_outside(self) -> npt.NDArray[np.int64]:
        """Return the numbers that the texts bear outside."""
        return self.entries.astype(np.int64) + self.first_entry

    def lengths_of(self, numbers: npt.NDArray[np.intp]) -> npt.NDArray[np.int64]:
        """Return how many words some texts have."""
        return np.searchsorted(self.firsts, numbers, "right") - 1

    def starts_of(self, numbers: npt.NDArray[np.intp]) -> npt.NDArray[np.int64]:
        """Return where the words of some texts begin among those of all."""
        lengths = self.lengths_of(numbers)
        return self.words_before[lengths] + (numbers - self.firsts[lengths]) * lengths

    def entry_of(self, number: int) -> int:
        """Return the number that a text bears outside."""
        return self.first_entry + int(self.entries[number])

    def all_texts(self, words: str) -> Encoded:
        """Return the encoded words of all texts, which are given."""
        return Encoded(self.numbers_outside(), self.lengths, as_codes(words))

    def find_words(self, keys: Keys) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Return those of some words that occur: the rows of the common ones, and the places of the rare ones."""
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        places = places[self.keys[places] == keys]
        is_rare = self.frequencies[places] <= self.longest_list
        return np.searchsorted(self._rows, places[~is_rare]), places[is_rare]

    def lists(self, places: npt.NDArray[np.intp]) -> Codes:
        """Return the lists of some rare words, end to end."""
        starts, stops = self._starts[places].tolist(), self._starts[places + 1].tolist()
        return np.concatenate([self.postings[start:stop] for start, stop in zip(starts, stops, strict=True)])


Number = TypeVar("Number", int, npt.NDArray[np.int64])


def place_of(segment: Number, part: Number) -> Number:
    """Return the number of a part of a segment among those of all segments of a language."""
    return segment * _PARTS_A_SEGMENT + part


def make_segment(texts: Encoded) -> IndexSegment:
    """Return the index of at most 65,536 encoded texts."""
    if len(texts) > SEGMENT_SIZE:
        raise ValueError(f"{len(texts)} texts do not fit into one segment")
    texts = texts.chosen(_order(texts))
    keys, starts, postings = _invert(texts.codes, texts.lengths)
    first_entry, entries = pack_entries(texts.entries)
    packed = _pack(starts, postings, len(texts))
    counts, no_sums, words = count_lengths(texts.lengths), np.zeros(0, np.uint32), as_text(texts.codes)
    return IndexSegment(first_entry, entries, counts, keys, *packed, no_sums, _LONGEST_LIST, words)


def _order(texts: Encoded) -> npt.NDArray[np.intp]:
    """Return the order of the texts in a segment: by length, then by their first eight words, then by their last eight.

    So texts that are alike lie in the same parts, of which a search reads fewer, and which are shorter when packed.
    """
    words, firsts = CodedWords(texts.codes), texts.bounds[:-1]
    lasts = np.maximum(texts.bounds[1:] - 8, firsts)
    keys = [words.four(places, number) for places in (firsts, lasts) for number in (0, 1)]
    return np.lexsort((*keys[::-1], texts.lengths))


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
