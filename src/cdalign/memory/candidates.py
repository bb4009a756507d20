"""Texts that may match a query, and how near they are to it.

Texts are encoded, a character for each word (`forms.encode_words`).
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

Codes = npt.NDArray[np.uint16]
Keys = npt.NDArray[np.uint32]

# A word that stands for the k-th time in a text is a word of its own (bags, not sets), up to this k.
_MOST_REPEATS = 255


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
    def is_long(self) -> bool:
        """Whether a word may occur in it so often that several of its repeats have one key."""
        return len(self.text) > _MOST_REPEATS


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
    """Texts that share enough words with a query, and the percentage that each can reach at most.

    `owners` are the segments that they lie in, by their places among those asked, `numbers` their numbers there.
    """

    owners: npt.NDArray[np.intp]
    numbers: npt.NDArray[np.intp]
    reach: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.reach)

    def chosen(self, places: npt.NDArray[Any] | slice) -> Likely:
        """Return some of them."""
        return Likely(self.owners[places], self.numbers[places], self.reach[places])


_NO_NUMBERS = np.zeros(0, np.int64)
NO_LIKELY = Likely(_NO_NUMBERS, _NO_NUMBERS, _NO_NUMBERS)


def join_likely(parts: Sequence[Likely]) -> Likely:
    """Return the texts of all parts, in their order."""
    parts = [NO_LIKELY, *parts]
    return Likely(
        np.concatenate([part.owners for part in parts]),
        np.concatenate([part.numbers for part in parts]),
        np.concatenate([part.reach for part in parts]),
    )


def length_window(length: int, threshold: int) -> tuple[int, int]:
    """Return the fewest and the most words a text can have that matches one of `length` words at the threshold."""
    return -(-length * threshold // 100), length * 100 // threshold


def nearby(query: CandidateQuery, texts: Sequence[str]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.int64]]:
    """Return which encoded texts can reach the threshold, and their points; for no words those of no words."""
    length = len(query.text)
    bound = largest_distance(length_window(length, query.threshold)[1], query.threshold)
    distances = process.cdist([query.text], texts, scorer=Levenshtein.distance, score_cutoff=bound, dtype=np.int32)[0]
    longest = np.maximum(np.fromiter(map(len, texts), np.int64, len(texts)), length)
    points = np.where(longest, 100 * (longest - distances) // np.maximum(longest, 1), 100)
    places = np.flatnonzero((distances <= bound) & (points >= query.threshold))
    return places, points[places]


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
