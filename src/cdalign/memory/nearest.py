"""In which order the texts of a memory are compared with a query, so that most of them need not be.

First the texts of every eighth segment that may reach the threshold are found, and the best of them compared. They say
which percentage some sixteen texts of the whole memory reach. In the other segments only what may reach that is looked
for, which is quicker; the rest of them only if someone asks on. The more the texts of a memory repeat themselves, the
higher this percentage is, so that a larger memory does not take as much longer to search.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from cdalign.memory.candidates import CandidateQuery, Candidates, Likely, in_order, join_likely, nearby

# Of so many segments one is looked through for all that reaches the threshold; of fewer segments, all are.
_SAMPLED = 8
# So many texts of the whole memory are expected to reach the percentage that is looked for first. Ten are shown;
# of the others some say the same, or have other numbers, which costs up to this many points more.
_EXPECTED = 16
_OTHER_NUMBERS_COST = 2
# Texts compared before the first answers are given; each time after it is twice as many.
_FIRST_COMPARED = 128

# Returns the texts of some segments that can reach a percentage.
FindLikely = Callable[[Sequence[int], int], Likely]


class ReadLikely(Protocol):
    """What reads some likely texts."""

    def __call__(self, likely: Likely) -> tuple[npt.NDArray[np.int64], list[str]]:
        """Return the entry of each, and its encoded words."""


class _Search:
    """The texts that wait to be compared, best first, and those found so far."""

    def __init__(self, query: CandidateQuery, found: Candidates, read: ReadLikely) -> None:
        self._query = query
        self._read = read
        self._size = _FIRST_COMPARED
        self.found = found
        self.waiting = join_likely([])

    @property
    def reach(self) -> int:
        """The most that a text which waits can reach."""
        return int(self.waiting.reach[0]) if len(self.waiting) else 0

    def add(self, likely: Likely) -> None:
        """Put more texts to those that wait."""
        joined = join_likely([self.waiting, likely])
        # Numbers of eight bits are sorted in one pass.
        self.waiting = joined.chosen(np.argsort((100 - joined.reach).astype(np.uint8), kind="stable"))

    def compare(self) -> Candidates:
        """Compare the first that wait, and return those that reach the threshold."""
        entries, texts = self._read(self.waiting.chosen(slice(self._size)))
        self.waiting = self.waiting.chosen(slice(self._size, None))
        self._size *= 2
        near = nearby(self._query, texts, entries)
        self.found = in_order((self.found, near))
        return near

    def take(self, floor: int) -> Candidates:
        """Take out what reaches a percentage."""
        taken = self.found.between(floor, 101)
        self.found = self.found.between(self._query.threshold, floor)
        return taken


def nearest_first(
    query: CandidateQuery, segments: int, find: FindLikely, found: Candidates, read: ReadLikely
) -> Iterator[tuple[int, Candidates]]:
    """Yield all texts that reach the threshold, of so many segments and of those `found` already, best first.

    They come in parts, each with the percentage that all its texts reach and none that follows. Texts are compared in
    the order of what they can reach, so that the others need not be compared once there are enough good ones.
    """
    search = _Search(query, found, read)
    sampled = range(0, segments, _SAMPLED if segments > _SAMPLED else 1)
    others = [number for number in range(segments) if number not in sampled]
    search.add(find(sampled, query.threshold))
    level = query.threshold
    if others:
        level = max(level, _expected_level(search.compare(), found))
        search.add(find(others, level))
    while True:
        floor = max(level, search.reach + 1)
        yield floor, search.take(floor)
        if search.reach >= level:
            search.compare()
        elif level > query.threshold:
            lower = find(others, query.threshold)
            search.add(lower.chosen(lower.reach < level))
            level = query.threshold
        else:
            return


def _expected_level(sample: Candidates, others: Candidates) -> int:
    """Return the percentage that some texts of the whole memory reach: of each eighth segment, and of the others."""
    points = np.sort(np.concatenate([np.repeat(sample.points, _SAMPLED), others.points]))
    return int(points[-_EXPECTED]) - _OTHER_NUMBERS_COST if len(points) >= _EXPECTED else 0
