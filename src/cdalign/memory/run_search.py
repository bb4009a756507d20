"""The search of a new text for the longest runs that a memory holds, segment by segment."""

from __future__ import annotations

import numpy as np

from cdalign.memory.coded_words import CodedWords, Places
from cdalign.memory.runs import RunIndex

# Of the places that are asked first, every eighth is: asked all at once, a text of phrases that a memory knows took
# three times as long (measured).
_STRIDES = (8, 1)


class RunSearch:
    """The longest runs of a text in a memory, segment by segment.

    `reach` says for each place of the text where the farthest run ends that begins there or before; a new run must
    go beyond it. At first it is one word short of a run of `least` words.
    """

    def __init__(self, text: CodedWords, least: int) -> None:
        self.text = text
        places = np.arange(len(text.codes))
        self._ends = places + text.room
        self.reach = places + least - 1
        self._runs: dict[int, int] = {}

    def visit(self, index: RunIndex) -> None:
        """Look for longer runs in one more segment.

        The farthest end of the runs from a place never falls from place to place. Between two places with the same
        reach, from the second of which no run goes beyond it, there is nothing to find. So few places are asked first,
        and then only those between which the reach differs.
        """
        places = self._open_places(index)
        for stride in _STRIDES:
            asked = self._lasts(places)[stride - 1 :: stride]
            self._extend(index, asked)
            places = self._still_open(places, asked)
        self._extend(index, places)

    def _open_places(self, index: RunIndex) -> Places:
        """Return the places from which a run one word beyond the reach may occur."""
        places = np.flatnonzero(self.reach < self._ends)
        open_places: Places = places[index.may_hold(self.text, places, self.reach[places] + 1 - places)]
        return open_places

    def _lasts(self, places: Places) -> Places:
        """Return the last of the places in a row with the same reach."""
        reach = self.reach[places]
        lasts: Places = places[np.diff(reach, append=-1) != 0]
        return lasts

    def _still_open(self, places: Places, asked: Places) -> Places:
        """Return the places that were not asked, and before the next one that needs no asking have a smaller reach."""
        is_open = np.zeros(len(self.reach) + 1, dtype=bool)
        is_open[places] = True
        is_open[asked] = False
        closed = np.flatnonzero(~is_open)
        left = places[is_open[places]]
        bound = np.append(self.reach, len(self.reach))[closed[np.searchsorted(closed, left)]]
        still: Places = left[self.reach[left] < bound]
        return still

    def _extend(self, index: RunIndex, places: Places) -> None:
        found, ends = index.extend(self.text, places, self.reach[places])
        for place, end in zip(found.tolist(), ends.tolist(), strict=True):
            self._runs[place] = max(end, self._runs.get(place, 0))
        np.maximum.at(self.reach, found, ends)
        np.maximum.accumulate(self.reach, out=self.reach)

    def runs(self) -> list[tuple[int, int]]:
        """Return the maximal runs: first word and the word after the last, in order."""
        maximal, end = [], 0
        for place, stop in sorted(self._runs.items()):
            if stop > end:
                maximal.append((place, stop))
                end = stop
        return maximal
