"""The words of single texts of the fuzzy index, read from the store part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from cdalign.memory.segment_bytes import unpack_part
from cdalign.memory.segments import PART_SIZE, SEGMENT_SIZE, IndexSegment

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

    def read(self, places: Iterable[tuple[int, IndexSegment, int]]) -> list[str]:
        """Return the words of some texts: of each the number of its segment, the segment, and its number there.

        Raises:
            ValueError, zlib.error: a part is missing or damaged.
        """
        if len(self._kept) > _MOST_KEPT:
            self._kept.clear()
        texts = []
        for segment_number, segment, number in places:
            part, start, stop = segment.place_of(number)
            is_here = segment.words is not None
            key = None if is_here else (place_of(segment_number, part), int(segment.sums[part]))
            texts.append((key, segment.words, start, stop))
        self._take_up({key for key, *_ in texts if key and key not in self._kept})
        return [(self._kept[key] if key else words or "")[start:stop] for key, words, start, stop in texts]

    def _take_up(self, wanted: set[tuple[int, int]]) -> None:
        contents = self._fetch(sorted(place for place, _ in wanted)) if wanted else {}
        for place, checksum in wanted:
            self._kept[place, checksum] = unpack_part(contents.get(place), checksum)
