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
# many in any case. Measured at 100,000 units (p95): with 3 and 20,000 3.9 ms, with 6 and 40,000 3.0, with 10 and
# 100,000 4.2.
_READ_AHEAD = 6
_LEAST_READ = 40_000

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
class Segment:
    """The index of some texts of one language.

    `entries` are the numbers that the texts bear outside (ascending), `bounds` where each text's words begin in
    `words`, the encoded words of all (one bound more at the end); `keys` are the words that occur
    (repeat << 16 | code, ascending), `starts` where the list of each begins in `postings`, which number the texts
    from 0.
    """

    entries: npt.NDArray[np.int64]
    bounds: Keys
    words: str
    keys: Keys
    starts: Keys
    postings: Codes

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

    def candidates(self, query: str, threshold: int) -> Candidates:
        """Give every text that can reach the threshold (1-100)."""
        if not query:
            return NO_CANDIDATES
        numbers = self._likely(query, threshold)
        return nearby(query, self.texts(numbers), self.entries[numbers], threshold)

    def _likely(self, query: str, threshold: int) -> npt.NDArray[np.intp]:
        """Give the texts that share enough words with the query, without a look at their order."""
        shortest, longest = length_window(len(query), threshold)
        lists = self._lists(query)
        needed = len(query) - largest_distance(len(query), threshold)
        used = _lists_to_read([len(found) for found in lists], needed)
        counts = np.bincount(np.concatenate(lists[:used]), minlength=len(self.entries)) if used else np.zeros(0, int)
        least = max(1, needed - (len(query) - used))
        numbers = np.flatnonzero(counts >= least)
        lengths = self.lengths[numbers]
        longer = np.maximum(lengths, len(query))
        shared = longer - (100 - threshold) * longer // 100
        is_likely = (lengths >= shortest) & (lengths <= longest) & (counts[numbers] >= shared - (len(query) - used))
        likely: npt.NDArray[np.intp] = numbers[is_likely]
        return likely

    def _lists(self, query: str) -> list[Codes]:
        """Give the list of texts of each word of the query, rarest first."""
        wanted = np.sort(_keys_of(_as_codes(query)))
        places = np.searchsorted(self.keys, wanted)
        places[places == len(self.keys)] = 0
        is_there = self.keys[places] == wanted if len(self.keys) else np.zeros(len(wanted), bool)
        lists = [
            self.postings[self.starts[place] : self.starts[place + 1]] if known else self.postings[:0]
            for place, known in zip(places.tolist(), is_there.tolist(), strict=True)
        ]
        return sorted(lists, key=len)


def _lists_to_read(sizes: Sequence[int], needed: int) -> int:
    """Give how many of the lists (rarest first) are read: those that must be, and more while they are cheap."""
    used = len(sizes) - needed + 1
    size = sum(sizes[:used])
    allowed = max(_READ_AHEAD * size, _LEAST_READ)
    while used < len(sizes) and size + sizes[used] <= allowed:
        size += sizes[used]
        used += 1
    return used


def length_window(length: int, threshold: int) -> tuple[int, int]:
    """Give the fewest and the most words a text can have that matches one of `length` words at the threshold."""
    return -(-length * threshold // 100), length * 100 // threshold


def nearby(query: str, texts: Sequence[str], entries: npt.NDArray[np.int64], threshold: int) -> Candidates:
    """Give those encoded texts, with their entries, that can reach the threshold."""
    bound = largest_distance(length_window(len(query), threshold)[1], threshold)
    distances = process.cdist([query], texts, scorer=Levenshtein.distance, score_cutoff=bound, dtype=np.int32)[0]
    longest = np.maximum(np.fromiter(map(len, texts), np.int64, len(texts)), len(query))
    points = 100 * (longest - distances) // longest
    is_near = (distances <= bound) & (points >= threshold)
    return Candidates(entries[is_near], points[is_near])


def make_segment(entries: Sequence[int], texts: Sequence[str]) -> Segment:
    """Give the index of encoded texts; `entries` are their numbers outside, ascending, at most 65,536."""
    if len(texts) > SEGMENT_SIZE:
        raise ValueError(f"{len(texts)} texts do not fit into one segment")
    words = "".join(texts)
    bounds = np.concatenate(([0], np.cumsum([len(text) for text in texts], dtype=np.uint32))).astype(np.uint32)
    keys, starts, postings = _invert(_as_codes(words), np.diff(bounds))
    return Segment(np.array(entries, np.int64), bounds, words, keys, starts, postings)


def _invert(codes: Codes, lengths: npt.NDArray[Any]) -> tuple[Keys, Keys, Codes]:
    numbers = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
    words = np.sort(numbers << np.uint32(16) | codes)
    repeats = _repeats(words)
    by_key = np.sort(repeats << np.uint64(32) | (words & 0xFFFF).astype(np.uint64) << np.uint64(16) | words >> 16)
    keys = (by_key >> np.uint64(16)).astype(np.uint32)
    firsts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.zeros(0, int)
    starts = np.concatenate((firsts, [len(keys)])).astype(np.uint32)
    return keys[firsts], starts, (by_key & np.uint64(0xFFFF)).astype(np.uint16)


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
    ("starts", np.uint32),
    ("postings", np.uint16),
)


def render_segment(segment: Segment) -> bytes:
    """Give the segment as bytes: six lengths (little-endian int64), five arrays, the words in UTF-16."""
    arrays = [getattr(segment, name).tobytes() for name, _ in _LAYOUT]
    parts = [*arrays, segment.words.encode("utf-16-le")]
    return b"".join((np.array([len(part) for part in parts], "<i8").tobytes(), *parts))


def parse_segment(content: bytes) -> Segment:
    """Give the segment of such bytes; its arrays are views of them."""
    lengths = np.frombuffer(content, "<i8", len(_LAYOUT) + 1).tolist()
    start = 8 * len(lengths)
    arrays: dict[str, Any] = {}
    for (name, kind), length in zip(_LAYOUT, lengths, strict=False):
        arrays[name] = np.frombuffer(content, kind, length // np.dtype(kind).itemsize, start)
        start += length
    return Segment(words=content[start : start + lengths[-1]].decode("utf-16-le"), **arrays)
