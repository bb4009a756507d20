"""A segment of the fuzzy index: up to 65,536 texts of one language, and which of them share words with a query.

The count filter is the q-gram lemma for q = 1 on bags of words (Gravano et al., VLDB 2001; Jokinen and Ukkonen 1991):
texts of m and n words at distance d share at least max(m, n) - d words. So a text that reaches the threshold shares
a known number of words with the query, and must hold one of the query's rarest few, whose lists are short (the
prefix filter of Chaudhuri et al., ICDE 2006). Nothing that reaches the threshold is lost.

65,536 texts number themselves in sixteen bits, which halves the lists and keeps the counters in the cache.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
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

SEGMENT_SIZE = 65_536

# A word that more texts hold than this has a bitmap of 8 kB, which is no longer than its list would be.
_LONGEST_LIST = SEGMENT_SIZE // 16
# Bitmaps are added up until no more texts than this are left, so many at a time; then the bits of those alone are
# looked at. Measured at 1,000,000 units.
_FEW_TEXTS = 2_000
_BITMAPS_AT_ONCE = 8
_BITS_AT_ONCE = 16

# Level 1 makes the words of synthetic text a fifth as long, of real text about half.
_PACKING = 1
# Stands before the checksum of a segment, after its packed words: zlib passes over what follows its own end.
_CHECKED = b"cdC1"


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


@dataclass(frozen=True)
class IndexSegment:
    """The index of some texts of one language.

    Texts are in order of their length. `entries` are the numbers that they bear outside, `bounds` where each text's
    words begin in `words`, the encoded words of all (one bound more at the end). `keys` are the words that occur
    (repeat << 16 | code, ascending), `frequencies` in how many texts. The texts of a rare word are listed in
    `postings`, from `starts` on, by their numbers from 0; those of a common word are the bits of a row of `bitmaps`,
    `rows` saying which word each row belongs to.
    """

    entries: npt.NDArray[np.int64]
    bounds: Keys
    keys: Keys
    frequencies: Keys
    starts: Keys
    rows: Keys
    postings: Codes
    bitmaps: npt.NDArray[np.uint8]
    words: str

    @cached_property
    def lengths(self) -> npt.NDArray[np.int64]:
        """The number of words of each text."""
        bounds = self.bounds.astype(np.int64)
        return bounds[1:] - bounds[:-1]

    def all_texts(self) -> Encoded:
        """The encoded words of all texts."""
        return Encoded(self.entries, self.lengths, as_codes(self.words))

    def likely(self, query: CandidateQuery) -> Likely:
        """Return the texts that share enough words with the query, without a look at their order."""
        shortest, longest = length_window(len(query.text), query.threshold)
        first, last = np.searchsorted(self.lengths, (shortest, longest + 1)).tolist()
        if not query.text:
            numbers, reach = np.arange(first, last), np.full(last - first, 100)
        elif first == last:
            numbers = reach = np.zeros(0, np.int64)
        else:
            numbers, shared = self._sharing(query, first, last)
            reach = 100 * shared // np.maximum(self.lengths[numbers], len(query.text))
        is_likely = reach >= query.threshold
        return self._texts(numbers[is_likely], reach[is_likely])

    def _texts(self, numbers: npt.NDArray[np.intp], reach: npt.NDArray[np.int64]) -> Likely:
        return Likely(self.entries[numbers], reach, self.words, self.bounds[numbers], self.bounds[numbers + 1])

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
        rare, common = places[frequencies <= _LONGEST_LIST], places[np.argsort(frequencies, kind="stable")]
        starts, stops = self.starts[rare].tolist(), self.starts[rare + 1].tolist()
        lists = [self.postings[start:stop] for start, stop in zip(starts, stops, strict=True)]
        counts = np.bincount(np.concatenate([self.postings[:0], *lists]), minlength=len(self.entries))
        return counts.astype(query.count_type), np.searchsorted(self.rows, common[len(rare) :])


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
    packed = _pack(starts, postings, len(texts))
    return IndexSegment(texts.entries, texts.bounds.astype(np.uint32), keys, *packed, as_text(texts.codes))


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


def _pack(starts: Keys, postings: Codes, count: int) -> tuple[Keys, Keys, Keys, Codes, npt.NDArray[np.uint8]]:
    """Return frequencies, starts, rows, lists of rare words and bitmaps of common ones, for lists of all words."""
    frequencies = np.diff(starts)
    rows = np.flatnonzero(frequencies > _LONGEST_LIST).astype(np.uint32)
    bits = np.zeros((len(rows), count), np.uint8)
    for row, place in enumerate(rows.tolist()):
        bits[row, postings[starts[place] : starts[place + 1]]] = 1
    is_kept = np.repeat(frequencies <= _LONGEST_LIST, frequencies)
    new_starts = np.concatenate(([0], np.cumsum(np.where(frequencies <= _LONGEST_LIST, frequencies, 0))))
    bitmaps = np.packbits(bits, axis=1, bitorder="little")
    return frequencies, new_starts.astype(np.uint32), rows, postings[is_kept], bitmaps


# The arrays in the order of their item sizes, so that each begins where its type wants to.
_LAYOUT: tuple[tuple[str, type[Any]], ...] = (
    ("entries", np.int64),
    ("bounds", np.uint32),
    ("keys", np.uint32),
    ("frequencies", np.uint32),
    ("starts", np.uint32),
    ("rows", np.uint32),
    ("postings", np.uint16),
    ("bitmaps", np.uint8),
)


def render_segment(segment: IndexSegment) -> tuple[bytes, bytes]:
    """Return the segment as bytes: its arrays after their lengths (little-endian int64), and its words.

    The words are UTF-16, packed by zlib, and followed by a checksum of both.
    """
    arrays = [getattr(segment, name).tobytes() for name, _ in _LAYOUT]
    lengths = np.array([len(array) for array in arrays], "<i8").tobytes()
    lists, words = b"".join((lengths, *arrays)), zlib.compress(segment.words.encode("utf-16-le"), _PACKING)
    return lists, words + _CHECKED + _checksum(lists, words)


def _checksum(lists: bytes, words: bytes) -> bytes:
    return zlib.crc32(words, zlib.crc32(lists)).to_bytes(4, "little")


def parse_segment(lists: bytes, words: bytes) -> IndexSegment:
    """Return the segment of such bytes; its arrays are views of the first.

    Raises:
        ValueError, zlib.error: they are not as they were written.
    """
    packed, mark, written = words[:-8], words[-8:-4], words[-4:]
    # An index that an earlier version wrote has no checksum.
    if mark == _CHECKED and written != _checksum(lists, packed):
        raise ValueError("the checksum is another one")
    lengths = np.frombuffer(lists, "<i8", len(_LAYOUT)).tolist()
    start = 8 * len(lengths)
    arrays: dict[str, Any] = {}
    for (name, kind), length in zip(_LAYOUT, lengths, strict=True):
        arrays[name] = np.frombuffer(lists, kind, length // np.dtype(kind).itemsize, start)
        start += length
    arrays["bitmaps"] = arrays["bitmaps"].reshape(len(arrays["rows"]), -1 if len(arrays["rows"]) else 0)
    return IndexSegment(words=zlib.decompress(words).decode("utf-16-le"), **arrays)
