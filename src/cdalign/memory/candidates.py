"""Texts that may match a query: what each can reach at most, and in which order they are compared with it.

Texts are encoded, a character for each word (`forms.encode_words`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from cdalign.memory.scoring import largest_distance

Codes = npt.NDArray[np.uint16]
Keys = npt.NDArray[np.uint32]

# A word that stands for the k-th time in a text is a word of its own (bags, not sets), up to this k.
_MOST_REPEATS = 255
_MOST_IN_A_BYTE = 255
# Texts compared before the first answers are given; each time after it is twice as many.
_FIRST_COMPARED = 128


@dataclass(frozen=True)
class CandidateQuery:
    """An encoded text that is looked for, and the threshold (1-100)."""

    text: str
    threshold: int

    @cached_property
    def keys(self) -> Keys:
        """The keys of its words, ascending."""
        return _keys_of(as_codes(self.text))

    @property
    def needed(self) -> int:
        """The fewest words that a match shares with it, whatever its length."""
        return len(self.text) - largest_distance(len(self.text), self.threshold)

    @property
    def count_type(self) -> type[Any]:
        """The smallest type that holds the number of its words."""
        return np.uint8 if len(self.text) <= _MOST_IN_A_BYTE else np.uint16


@dataclass(frozen=True)
class Candidates:
    """Texts that may match: their entries, and the percentage of their encoded words; their true one may be lower."""

    entries: npt.NDArray[np.int64]
    points: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.entries)

    def part(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Return some of them as (entry, points)."""
        return list(zip(self.entries[start:stop].tolist(), self.points[start:stop].tolist(), strict=True))

    def between(self, floor: int, ceiling: int) -> Candidates:
        """Return those with points from `floor` up to below `ceiling`."""
        is_between = (self.points >= floor) & (self.points < ceiling)
        return Candidates(self.entries[is_between], self.points[is_between])


NO_CANDIDATES = Candidates(np.zeros(0, np.int64), np.zeros(0, np.int64))


def in_order(parts: Sequence[Candidates]) -> Candidates:
    """Return all candidates of some parts, best first, of equals the oldest first."""
    entries = np.concatenate([part.entries for part in parts])
    points = np.concatenate([part.points for part in parts])
    order = np.lexsort((entries, -points))
    return Candidates(entries[order], points[order])


@dataclass(frozen=True)
class Likely:
    """Texts of a segment that share enough words with a query.

    `reach` is the percentage that each can reach at most; its words lie in one of the `parts` of the segment, from
    `starts` to `stops`, or in `words`, where the segment holds them. `sums` are the checksums of all parts.
    """

    entries: npt.NDArray[np.int64]
    reach: npt.NDArray[np.int64]
    parts: npt.NDArray[np.intp]
    starts: npt.NDArray[np.int64]
    stops: npt.NDArray[np.int64]
    sums: Keys
    words: str | None


class ReadTexts(Protocol):
    """What reads the encoded words of likely texts: of each the number of its `Likely`, and its number there."""

    def __call__(
        self, likely: Sequence[Likely], owners: npt.NDArray[np.intp], numbers: npt.NDArray[np.intp]
    ) -> list[str]:
        """Return the words of each."""


def length_window(length: int, threshold: int) -> tuple[int, int]:
    """Return the fewest and the most words a text can have that matches one of `length` words at the threshold."""
    return -(-length * threshold // 100), length * 100 // threshold


def nearby(query: CandidateQuery, texts: Sequence[str], entries: npt.NDArray[np.int64]) -> Candidates:
    """Return those encoded texts, with their entries, that can reach the threshold; for no words those of no words."""
    length = len(query.text)
    bound = largest_distance(length_window(length, query.threshold)[1], query.threshold)
    distances = process.cdist([query.text], texts, scorer=Levenshtein.distance, score_cutoff=bound, dtype=np.int32)[0]
    longest = np.maximum(np.fromiter(map(len, texts), np.int64, len(texts)), length)
    points = np.where(longest, 100 * (longest - distances) // np.maximum(longest, 1), 100)
    is_near = (distances <= bound) & (points >= query.threshold)
    return Candidates(entries[is_near], points[is_near])


def nearest_first(
    query: CandidateQuery, likely: Sequence[Likely], found: Candidates, read: ReadTexts
) -> Iterator[tuple[int, Candidates]]:
    """Yield all texts that reach the threshold, of those that are likely and of those `found` already, best first.

    They come in parts, each with the percentage that all its texts reach and none that follows. Texts are compared in
    the order of what they can reach, so that the others need not be compared once there are enough good ones; what is
    compared is `read` first.
    """
    reach = np.concatenate([np.zeros(0, np.int64), *(part.reach for part in likely)])
    entries = np.concatenate([found.entries[:0], *(part.entries for part in likely)])
    order = np.argsort(-reach, kind="stable")
    sizes = [len(part.entries) for part in likely]
    owners = np.repeat(np.arange(len(likely)), sizes)
    numbers = np.arange(len(owners)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    start, size = 0, _FIRST_COMPARED
    while True:
        stop = min(start + size, len(order))
        chosen = order[start:stop]
        found = in_order((found, nearby(query, read(likely, owners[chosen], numbers[chosen]), entries[chosen])))
        floor = int(reach[order[stop]]) + 1 if stop < len(order) else query.threshold
        yield floor, found.between(floor, 101)
        if stop == len(order):
            return
        found = found.between(query.threshold, floor)
        start, size = stop, 2 * size


def _keys_of(codes: Codes) -> Keys:
    """Return the keys of one text's words."""
    words = np.sort(codes.astype(np.uint32))
    keys: Keys = (count_repeats(words) << np.uint64(16)).astype(np.uint32) | words
    return keys


def count_repeats(words: Keys) -> npt.NDArray[np.uint64]:
    """Return, for each of the sorted words, how many like it come before it."""
    places = np.arange(len(words))
    is_first = np.concatenate(([True], words[1:] != words[:-1])) if len(words) else np.zeros(0, bool)
    firsts = np.maximum.accumulate(np.where(is_first, places, 0))
    return np.minimum(places - firsts, _MOST_REPEATS).astype(np.uint64)


def as_codes(text: str) -> Codes:
    """Return the characters of an encoded text as numbers."""
    return np.frombuffer(text.encode("utf-16-le"), dtype=np.uint16)


def as_text(codes: Codes) -> str:
    """Return numbers as the characters of an encoded text."""
    return codes.tobytes().decode("utf-16-le")
