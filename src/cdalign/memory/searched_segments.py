"""The segments of one language in a state of the memory: what in them may match a query, and the words of single texts.

The words are read from the store part by part.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from cdalign.memory.candidates import CandidateQuery, Likely
from cdalign.memory.segment_bytes import unpack_part
from cdalign.memory.segment_store import damaged_index
from cdalign.memory.segments import PART_SIZE, SEGMENT_SIZE, IndexSegment, place_of
from cdalign.memory.shared_words import find_likely

# Unpacked parts that are kept for the next question; some 1.3 kB each.
_MOST_KEPT = 16_384
# Greater than the number of any text of a segment.
_STRIDE = 2 * SEGMENT_SIZE

Numbers = npt.NDArray[np.int64]


class SearchedSegments:
    """The segments of a language, by their places from 0 on. What was read last is kept."""

    def __init__(
        self,
        path: str | Path,
        numbers: Sequence[int],
        load: Callable[[int], IndexSegment],
        fetch: Callable[[Sequence[int]], Mapping[int, bytes]],
    ) -> None:
        """Take where the store is, the numbers of its segments, what loads one by its place, and what fetches parts."""
        self._path = path
        self._numbers = np.array(numbers, np.int64)
        self._load = load
        self._fetch = fetch
        self._kept: dict[int, str] = {}
        segments = [load(place) for place in range(len(numbers))]
        # Segments of an earlier version have their words themselves, in one part.
        self._is_whole = np.array([segment.words is not None for segment in segments], np.bool_)
        # For the texts of all segments: the first of each length, and the words before it.
        nothing = np.zeros(0, np.int64)
        firsts = [segment.firsts + place * _STRIDE for place, segment in enumerate(segments)]
        self._firsts = np.concatenate([nothing, *firsts])
        self._before = np.concatenate([nothing, *(segment.words_before for segment in segments)])
        self._bases = np.cumsum([0, *map(len, firsts)])

    def __len__(self) -> int:
        return len(self._numbers)

    def find(self, places: Sequence[int], query: CandidateQuery) -> Likely:
        """Return the texts of some segments that share enough words with a query."""
        likely = find_likely(map(self._load, places), query)
        return replace(likely, owners=np.array(places, np.int64)[likely.owners])

    def entries(self, likely: Likely) -> Numbers:
        """Return the entries of some texts."""
        places = zip(likely.owners.tolist(), likely.numbers.tolist(), strict=True)
        return np.array([self._load(owner).entry_of(number) for owner, number in places], np.int64)

    def read(self, likely: Likely) -> list[str]:
        """Return the encoded words of some texts.

        Raises:
            ReadError: a part is missing or damaged.
        """
        if len(self._kept) > _MOST_KEPT:
            self._kept.clear()
        is_whole = self._is_whole[likely.owners]
        parts = np.where(is_whole, 0, likely.numbers // PART_SIZE)
        starts, lengths = self._starts(likely.owners, likely.numbers)
        starts -= self._starts(likely.owners, parts * PART_SIZE)[0]
        places = place_of(self._numbers[likely.owners], parts).tolist()
        words = self._words_of_parts(zip(places, likely.owners.tolist(), parts.tolist(), strict=True))
        spans = zip(places, starts.tolist(), (starts + lengths).tolist(), strict=True)
        return [words[place][start:stop] for place, start, stop in spans]

    def _starts(self, owners: Numbers, numbers: Numbers) -> tuple[Numbers, Numbers]:
        """Return where the words of some texts begin among those of their segment, and how many they are."""
        numbers = numbers + owners * _STRIDE
        rows = np.searchsorted(self._firsts, numbers, "right") - 1
        lengths = rows - self._bases[owners]
        return self._before[rows] + (numbers - self._firsts[rows]) * lengths, lengths

    def _words_of_parts(self, wanted: Iterable[tuple[int, int, int]]) -> dict[int, str]:
        """Return the words of parts by their places in the store.

        Each is given as its place, the place of its segment, and its number there. A segment that has its words itself
        is asked for them, so that they are not kept twice.
        """
        parts = {place: (owner, part) for place, owner, part in wanted}
        packed = {place for place, (owner, _) in parts.items() if not self._is_whole[owner]}
        missing = sorted(packed - self._kept.keys())
        contents = self._fetch(missing) if missing else {}
        for place in missing:
            self._kept[place] = self._unpack(contents.get(place), *parts[place])
        return {
            place: self._kept[place] if place in packed else self._load(owner).words or ""
            for place, (owner, _) in parts.items()
        }

    def _unpack(self, content: bytes | None, owner: int, part: int) -> str:
        try:
            return unpack_part(content, int(self._load(owner).sums[part]))
        except (ValueError, zlib.error) as error:
            raise damaged_index(self._path, "damaged") from error
