"""The words of single texts of the fuzzy index, read from the store part by part."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from cdalign.memory.candidates import Likely
from cdalign.memory.segment_bytes import unpack_part
from cdalign.memory.segments import PART_SIZE, SEGMENT_SIZE

PARTS_A_SEGMENT = SEGMENT_SIZE // PART_SIZE
# Unpacked parts that are kept for the next question; some 1.3 kB each.
_MOST_KEPT = 16_384


def place_of(segment: int, part: int) -> int:
    """Return the number of a part among those of all segments of a language."""
    return segment * PARTS_A_SEGMENT + part


class WordReader:
    """Reads parts of some segments, whose numbers it is given; what it read last it knows by heart."""

    def __init__(self, fetch: Callable[[Sequence[int]], Mapping[int, bytes]]) -> None:
        self._fetch = fetch
        # By place and checksum: a segment that is written again has the same places.
        self._kept: dict[tuple[int, int], str] = {}

    def read(
        self,
        segments: Sequence[int],
        likely: Sequence[Likely],
        owners: npt.NDArray[np.intp],
        numbers: npt.NDArray[np.intp],
    ) -> list[str]:
        """Return the words of some likely texts.

        Args:
            segments: the number of the segment that each `Likely` is of.
            likely: texts that share words with a query.
            owners: for each text the place of its `Likely`.
            numbers: its number there.

        Raises:
            ValueError, zlib.error: a part is missing or damaged.
        """
        if len(self._kept) > _MOST_KEPT:
            self._kept.clear()
        texts = []
        for owner, number in zip(owners.tolist(), numbers.tolist(), strict=True):
            one = likely[owner]
            part = int(one.parts[number])
            key = None if one.words is not None else (place_of(segments[owner], part), int(one.sums[part]))
            texts.append((key, one.words, int(one.starts[number]), int(one.stops[number])))
        self._take_up({key for key, *_ in texts if key and key not in self._kept})
        return [(self._kept[key] if key else words or "")[start:stop] for key, words, start, stop in texts]

    def _take_up(self, wanted: set[tuple[int, int]]) -> None:
        contents = self._fetch(sorted(place for place, _ in wanted)) if wanted else {}
        for place, checksum in wanted:
            self._kept[place, checksum] = unpack_part(contents.get(place), checksum)
