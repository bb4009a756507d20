"""In which order the texts of a memory are compared with a query, so that most of them need not be.

First the texts of every eighth segment that may reach the threshold are found, and the best of them compared. They say
which percentage some texts of the whole memory reach. In the other segments only what may reach that is looked for,
which is quicker; what is below, only if someone asks on. The more the texts of a memory repeat themselves, the higher
this percentage is, so that a larger memory does not take as much longer to search.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

from cdalign.memory.candidates import NO_LIKELY, CandidateQuery, Candidates, Likely, in_order, join_likely, nearby

# One segment of eight is looked through for all that reaches the threshold; of eight segments and fewer, all are.
_SAMPLED = 8
# What four texts of the sample reach is looked for first, then what sixteen reach, and then the rest. Ten texts are
# shown. Of those found some say the same, or have other numbers, which costs up to two points more.
_BEST_OF_SAMPLE = (4, 16)
_OTHER_NUMBERS_COST = 2
# Texts compared at once: the fewest, and the share of those compared already. So few are compared in vain.
_LEAST_COMPARED, _SHARE_COMPARED = 64, 1 / 4


class SearchedTexts(Protocol):
    """The segments of a language, by their places from 0 on."""

    def __len__(self) -> int:
        """Return how many segments there are."""

    def find(self, places: Sequence[int], query: CandidateQuery) -> Likely:
        """Return the texts of some segments that share enough words with a query."""

    def read(self, likely: Likely) -> list[str]:
        """Return the encoded words of some texts."""

    def entries(self, likely: Likely) -> npt.NDArray[np.int64]:
        """Return the entries of some texts."""


class _Search:
    """The texts that wait to be compared, best first, and those found so far."""

    def __init__(self, query: CandidateQuery, texts: SearchedTexts, found: Candidates) -> None:
        self._query = query
        self._texts = texts
        self._compared = 0
        self.found = found
        self.waiting = NO_LIKELY

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
        size = max(_LEAST_COMPARED, int(self._compared * _SHARE_COMPARED))
        first, self.waiting = self.waiting.chosen(slice(size)), self.waiting.chosen(slice(size, None))
        self._compared += size
        places, points = nearby(self._query, self._texts.read(first))
        near = Candidates(self._texts.entries(first.chosen(places)), points)
        self.found = in_order((self.found, near))
        return near

    def take(self, floor: int) -> Candidates:
        """Take out what reaches a percentage."""
        taken = self.found.between(floor, 101)
        self.found = self.found.between(self._query.threshold, floor)
        return taken


def nearest_first(query: CandidateQuery, texts: SearchedTexts, found: Candidates) -> Iterator[tuple[int, Candidates]]:
    """Yield all texts that reach the threshold, of all segments and of those `found` already, best first.

    They come in batches. Each batch carries a lower bound: every text in it reaches that percentage, and no later
    text does. Texts are compared in the order of what they can reach, so that the others need not be compared once
    there are enough good ones.
    """
    search = _Search(query, texts, found)
    sampled = range(0, len(texts), _SAMPLED if len(texts) > _SAMPLED else 1)
    others = [place for place in range(len(texts)) if place not in sampled]
    search.add(texts.find(sampled, query))
    levels = _levels(search.compare(), query.threshold) if others else [query.threshold]
    above = 101
    for level in levels:
        likely = texts.find(others, replace(query, threshold=level)) if others else NO_LIKELY
        search.add(likely.chosen(likely.reach < above))
        while True:
            floor = max(level, search.reach + 1)
            yield floor, search.take(floor)
            if search.reach < level:
                break
            search.compare()
        above = level


def _levels(sample: Candidates, threshold: int) -> list[int]:
    """Return the percentages at which the whole memory is searched in turn, the threshold last."""
    points = np.sort(sample.points)[::-1]
    expected = [int(points[count - 1]) - _OTHER_NUMBERS_COST for count in _BEST_OF_SAMPLE if count <= len(points)]
    return [*dict.fromkeys(level for level in expected if level > threshold), threshold]
