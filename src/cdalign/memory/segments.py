"""A segment of the fuzzy index: up to 65,536 texts of one language, and which of them share words with a query.

The count filter is the q-gram lemma for q = 1 on bags of words (Gravano et al., VLDB 2001; Jokinen and Ukkonen 1991):
texts of m and n words at distance d share at least max(m, n) - d words. So a text that reaches the threshold shares
a known number of words with the query, and must hold one of the query's rarest few, whose lists are short (the
prefix filter of Chaudhuri et al., ICDE 2006). Nothing that reaches the threshold is lost.

65,536 texts number themselves in sixteen bits, which halves the lists and keeps the counters in the cache.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from cdalign.memory.scoring import largest_distance

SEGMENT_SIZE = 65_536

# A word that stands for the k-th time in a text is a word of its own (bags, not sets), up to this k.
_MOST_REPEATS = 255
# How many list entries may be read to make the candidates fewer, for each entry that must be read anyway, and how
# many in any case. Measured at 1,000,000 units (p95, zh / en): with 3 and 30,000 30 / 22 ms, with these 17 / 13.
_READ_AHEAD = 6
_LEAST_READ = 40_000

# A word that more texts hold than this has a bitmap of 8 kB, which is no longer than its list would be.
_LONGEST_LIST = SEGMENT_SIZE // 16
# Unpacking and adding it takes as long as a list of some 16,000.
_BITMAP_COST = 16_384

Codes = npt.NDArray[np.uint16]
Keys = npt.NDArray[np.uint32]


@dataclass(frozen=True)
class Candidates:
    """Texts that may match: their entries, and the best percentage that each can reach."""

    entries: npt.NDArray[np.int64]
    points: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.entries)

    def part(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Give some of them as (entry, points)."""
        return list(zip(self.entries[start:stop].tolist(), self.points[start:stop].tolist(), strict=True))


NO_CANDIDATES = Candidates(np.zeros(0, np.int64), np.zeros(0, np.int64))


def in_order(parts: Sequence[Candidates]) -> Candidates:
    """Give all candidates of some parts, best first, of equals the oldest first."""
    entries = np.concatenate([part.entries for part in parts])
    points = np.concatenate([part.points for part in parts])
    order = np.lexsort((entries, -points))
    return Candidates(entries[order], points[order])


@dataclass(frozen=True)
class Query:
    """An encoded text that is looked for: its words as characters, as keys, and the threshold (1-100)."""

    text: str
    threshold: int

    @cached_property
    def keys(self) -> Keys:
        """The keys of its words, ascending."""
        return _keys_of(_as_codes(self.text))

    @property
    def needed(self) -> int:
        """The fewest words that a match shares with it, whatever its length."""
        return len(self.text) - largest_distance(len(self.text), self.threshold)


@dataclass(frozen=True)
class Segment:
    """The index of some texts of one language.

    `entries` are the numbers that the texts bear outside (ascending), `bounds` where each text's words begin in
    `words`, the encoded words of all (one bound more at the end). `keys` are the words that occur
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

    def texts(self, numbers: npt.NDArray[np.intp]) -> list[str]:
        """The encoded words of some texts."""
        starts, stops = self.bounds[numbers].tolist(), self.bounds[numbers + 1].tolist()
        return [self.words[start:stop] for start, stop in zip(starts, stops, strict=True)]

    def all_texts(self) -> list[str]:
        """The encoded words of all texts."""
        return self.texts(np.arange(len(self.entries)))

    def candidates(self, query: Query) -> Candidates:
        """Give every text that can reach the threshold."""
        if not query.text or not len(self.keys):
            return NO_CANDIDATES
        numbers = self._likely(query)
        return nearby(query, self.texts(numbers), self.entries[numbers])

    def _likely(self, query: Query) -> npt.NDArray[np.intp]:
        """Give the texts that share enough words with the query, without a look at their order."""
        places, frequencies = self._places(query.keys)
        used = _words_to_read(frequencies, query.needed)
        counts = self._counts(places[:used], frequencies[:used])
        unread = len(query.text) - used
        numbers = np.flatnonzero(counts >= max(1, query.needed - unread))
        return numbers[self._are_likely(query, numbers, counts[numbers] + unread)]

    def _are_likely(
        self, query: Query, numbers: npt.NDArray[np.intp], most_shared: npt.NDArray[Any]
    ) -> npt.NDArray[np.bool_]:
        """Say of each text whether its length and the most words that it can share with the query allow a match."""
        shortest, longest = length_window(len(query.text), query.threshold)
        lengths = self.lengths[numbers]
        longer = np.maximum(lengths, len(query.text))
        least_shared = longer - (100 - query.threshold) * longer // 100
        are_likely: npt.NDArray[np.bool_] = (lengths >= shortest) & (lengths <= longest) & (most_shared >= least_shared)
        return are_likely

    def _places(self, wanted: Keys) -> tuple[npt.NDArray[np.intp], Keys]:
        """Give the places of words among the keys, and their frequencies (0: not there), rarest first."""
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        frequencies = np.where(self.keys[places] == wanted, self.frequencies[places], 0)
        order = np.argsort(frequencies, kind="stable")
        return places[order], frequencies[order]

    def _counts(self, places: npt.NDArray[np.intp], frequencies: Keys) -> npt.NDArray[Any]:
        """Give for each text how many of the words at these places it holds."""
        is_common = frequencies > _LONGEST_LIST
        rare = places[(frequencies > 0) & ~is_common]
        starts, stops = self.starts[rare].tolist(), self.starts[rare + 1].tolist()
        lists = [self.postings[start:stop] for start, stop in zip(starts, stops, strict=True)]
        counts: npt.NDArray[Any] = np.bincount(np.concatenate([self.postings[:0], *lists]), minlength=len(self.entries))
        if is_common.any():
            rows = self.bitmaps[np.searchsorted(self.rows, places[is_common])]
            bits = np.unpackbits(rows, axis=1, count=len(self.entries), bitorder="little")
            counts = counts + np.add.reduce(bits, axis=0, dtype=np.uint16)
        return counts


def _words_to_read(frequencies: Keys, needed: int) -> int:
    """Give how many words (rarest first) are read: those that must be, and more while they are cheap."""
    least = len(frequencies) - needed + 1
    costs = np.cumsum(np.where(frequencies > _LONGEST_LIST, _BITMAP_COST, frequencies))
    allowed = max(_READ_AHEAD * int(costs[least - 1]), _LEAST_READ)
    return max(least, int(np.searchsorted(costs, allowed, side="right")))


def length_window(length: int, threshold: int) -> tuple[int, int]:
    """Give the fewest and the most words a text can have that matches one of `length` words at the threshold."""
    return -(-length * threshold // 100), length * 100 // threshold


def nearby(query: Query, texts: Sequence[str], entries: npt.NDArray[np.int64]) -> Candidates:
    """Give those encoded texts, with their entries, that can reach the threshold."""
    length = len(query.text)
    bound = largest_distance(length_window(length, query.threshold)[1], query.threshold)
    distances = process.cdist([query.text], texts, scorer=Levenshtein.distance, score_cutoff=bound, dtype=np.int32)[0]
    longest = np.maximum(np.fromiter(map(len, texts), np.int64, len(texts)), length)
    points = 100 * (longest - distances) // longest
    is_near = (distances <= bound) & (points >= query.threshold)
    return Candidates(entries[is_near], points[is_near])


def make_segment(entries: Sequence[int], texts: Sequence[str]) -> Segment:
    """Give the index of encoded texts; `entries` are their numbers outside, ascending, at most 65,536."""
    if len(texts) > SEGMENT_SIZE:
        raise ValueError(f"{len(texts)} texts do not fit into one segment")
    words = "".join(texts)
    bounds = np.concatenate(([0], np.cumsum([len(text) for text in texts], dtype=np.uint32))).astype(np.uint32)
    keys, starts, postings = _invert(_as_codes(words), np.diff(bounds))
    return Segment(np.array(entries, np.int64), bounds, keys, *_pack(starts, postings, len(texts)), words)


def _invert(codes: Codes, lengths: npt.NDArray[Any]) -> tuple[Keys, Keys, Codes]:
    """Give the keys of all words, where the list of each begins (and the end), and the lists of texts."""
    numbers = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
    words = np.sort(numbers << np.uint32(16) | codes)
    repeats = _repeats(words)
    by_key = np.sort(repeats << np.uint64(32) | (words & 0xFFFF).astype(np.uint64) << np.uint64(16) | words >> 16)
    keys = (by_key >> np.uint64(16)).astype(np.uint32)
    firsts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.zeros(0, int)
    starts = np.concatenate((firsts, [len(keys)])).astype(np.uint32)
    return keys[firsts], starts, (by_key & np.uint64(0xFFFF)).astype(np.uint16)


def _pack(starts: Keys, postings: Codes, count: int) -> tuple[Keys, Keys, Keys, Codes, npt.NDArray[np.uint8]]:
    """Give frequencies, starts, rows, lists of rare words and bitmaps of common ones, for lists of all words."""
    frequencies = np.diff(starts)
    rows = np.flatnonzero(frequencies > _LONGEST_LIST).astype(np.uint32)
    bits = np.zeros((len(rows), count), np.uint8)
    for row, place in enumerate(rows.tolist()):
        bits[row, postings[starts[place] : starts[place + 1]]] = 1
    is_kept = np.repeat(frequencies <= _LONGEST_LIST, frequencies)
    new_starts = np.concatenate(([0], np.cumsum(np.where(frequencies <= _LONGEST_LIST, frequencies, 0))))
    bitmaps = np.packbits(bits, axis=1, bitorder="little")
    return frequencies, new_starts.astype(np.uint32), rows, postings[is_kept], bitmaps


def _keys_of(codes: Codes) -> Keys:
    """Give the keys of one text's words."""
    words = np.sort(codes.astype(np.uint32))
    keys: Keys = (_repeats(words) << np.uint64(16)).astype(np.uint32) | words
    return keys


def _repeats(words: Keys) -> npt.NDArray[np.uint64]:
    """Give, for each of the sorted words, how many like it stand before it."""
    places = np.arange(len(words))
    is_first = np.concatenate(([True], words[1:] != words[:-1])) if len(words) else np.zeros(0, bool)
    firsts = np.maximum.accumulate(np.where(is_first, places, 0))
    return np.minimum(places - firsts, _MOST_REPEATS).astype(np.uint64)


def _as_codes(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-16-le"), dtype=np.uint16)


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


def render_segment(segment: Segment) -> tuple[bytes, bytes]:
    """Give the segment as bytes: the arrays after their lengths (little-endian int64), and the words in UTF-16."""
    arrays = [getattr(segment, name).tobytes() for name, _ in _LAYOUT]
    lengths = np.array([len(array) for array in arrays], "<i8").tobytes()
    return b"".join((lengths, *arrays)), segment.words.encode("utf-16-le")


def parse_segment(lists: bytes, words: bytes) -> Segment:
    """Give the segment of such bytes; its arrays are views of the first."""
    lengths = np.frombuffer(lists, "<i8", len(_LAYOUT)).tolist()
    start = 8 * len(lengths)
    arrays: dict[str, Any] = {}
    for (name, kind), length in zip(_LAYOUT, lengths, strict=True):
        arrays[name] = np.frombuffer(lists, kind, length // np.dtype(kind).itemsize, start)
        start += length
    arrays["bitmaps"] = arrays["bitmaps"].reshape(len(arrays["rows"]), -1 if len(arrays["rows"]) else 0)
    return Segment(words=words.decode("utf-16-le"), **arrays)
