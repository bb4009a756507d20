"""Runs of words that a text and a memory share: the texts of one segment, sorted from every word on.

`order` is a suffix array (Manber and Myers 1993) cut off at twelve words: the places of all words from which on a text
has at least `FEWEST` words, sorted by what follows. Where a text occurs is found for all its words at once: among every
32nd place, whose words lie in a row, and then by bisection between two of these. The longest run
from a word on is with one of the two places between which it would lie. What is alike in all twelve words is compared
word by word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cdalign.memory.candidates import Keys
from cdalign.memory.coded_words import BARRIER, DEPTH, FEWEST, CodedWords, PackedWords, Places, each_of
from cdalign.memory.encoded_texts import Encoded
from cdalign.memory.run_words import SAMPLED, RunWords, hold_words
from cdalign.memory.sorted_words import sort_words

Flags = npt.NDArray[np.bool_]

# How often a run occurs is counted up to this in a segment, where its words are that common. To compare a thousand
# places of each of 700 runs takes 10 ms (measured).
_MOST_COMPARED = 1_000
# Places that are compared in one step: some 50 MB of numbers.
_MOST_AT_ONCE = 1_000_000


class _SoughtRuns(NamedTuple):
    """Runs of a text: where each begins, its words, and the first of the dozen words by which it is looked for."""

    text: CodedWords
    places: Places
    lengths: Places
    shift: Places


def _in_groups(sizes: Places) -> Iterator[slice]:
    """Yield slices of places whose sizes together come to `_MOST_AT_ONCE` at most; one that is larger is alone."""
    total = np.cumsum(sizes)
    start = 0
    while start < len(sizes):
        before = int(total[start - 1]) if start else 0
        stop = max(int(np.searchsorted(total, before + _MOST_AT_ONCE, "right")), start + 1)
        yield slice(start, stop)
        start = stop


@dataclass(frozen=True)
class RunIndex:
    """The sorted words of the texts of one segment.

    `grams` has a bit for each number of a gram of `FEWEST` words, set where one with that number occurs. For
    most texts it shows that the segment has nothing of them, so that `load` need not read the rest.
    """

    grams: npt.NDArray[np.uint8]
    load: Callable[[], RunWords]

    @cached_property
    def _held(self) -> RunWords:
        return self.load()

    @property
    def words(self) -> CodedWords:
        """The words of all texts."""
        return self._held.words

    @property
    def order(self) -> Keys:
        """The places of words sorted by what follows."""
        return self._held.order

    def may_hold(self, text: CodedWords, places: Places, lengths: Places | int) -> Flags:
        """Return which runs of a text may occur here: those of which each gram of `FEWEST` words may."""
        grams = text.grams
        bits = self.grams[grams >> 3] >> (grams & 7).astype(np.uint8) & np.uint8(1)
        missing = np.concatenate(([0], np.cumsum(bits == 0)))
        may_occur: Flags = missing[places + lengths - FEWEST + 1] == missing[places]
        return may_occur

    def ranges(self, packed: PackedWords, is_upper: Flags) -> Places:
        """Return before which place of `order` some words would lie; where `is_upper`, after those that are the same.

        Lower and upper places are best asked for together: the steps of the bisection are what costs.
        """
        low, high = self._bounds(packed, is_upper)
        active = np.flatnonzero(low < high)
        while len(active):
            middle = (low[active] + high[active]) >> 1
            goes_up = self._is_below(self.order[middle].astype(np.int64), packed, active, is_upper[active])
            low[active] = np.where(goes_up, middle + 1, low[active])
            high[active] = np.where(goes_up, high[active], middle)
            active = active[low[active] < high[active]]
        return low

    def _bounds(self, packed: PackedWords, is_upper: Flags) -> tuple[Places, Places]:
        """Return two places of `order` between which each would lie, as far as the samples tell."""
        samples, sought = self._held.samples, packed.as_bytes()
        behind = np.empty(len(sought), np.int64)
        behind[~is_upper] = np.searchsorted(samples, sought[~is_upper], "left")
        behind[is_upper] = np.searchsorted(samples, sought[is_upper], "right")
        return np.maximum((behind - 1) * SAMPLED + 1, 0), np.minimum(behind * SAMPLED, len(self.order))

    def _is_below(self, places: Places, packed: PackedWords, chosen: Places, or_same: Flags) -> Flags:
        """Return which of the words at some places come before some of `packed`, or, with `or_same`, are the same."""
        below = or_same.copy()
        undecided = np.arange(len(places))
        for number, key in enumerate(packed.keys):
            mine, theirs = self.words.four(places[undecided], number), key[chosen[undecided]]
            differs = mine != theirs
            below[undecided[differs]] = (mine < theirs)[differs]
            undecided = undecided[~differs]
            if not len(undecided):
                break
        return below

    def extend(self, text: CodedWords, places: Places, ends: Places) -> tuple[Places, Places]:
        """Return those of some places in a text from which a run here goes beyond `ends`, and where it ends at most.

        `ends` lie after the first `FEWEST` words of each place, and before the end of its text.
        """
        behind, shared = self._shared(text, places)
        longest = places + shared
        deep = np.flatnonzero((shared == DEPTH) & (text.room[places] > DEPTH))
        longest[deep] = self._reach_of(text, places[deep], ends[deep], behind[deep])
        return places[longest > ends], longest[longest > ends]

    def _shared(self, text: CodedWords, places: Places) -> tuple[Places, Places]:
        """Return where in `order` some places of a text would lie, and how many words from each on occur here in a row.

        No more than the first `DEPTH` words are looked at.
        """
        packed = text.packed(places)
        behind = self.ranges(packed, np.zeros(len(places), dtype=bool))
        shared = np.zeros(len(places), np.int64)
        for neighbour in (behind - 1, behind):
            found = np.flatnonzero((neighbour >= 0) & (neighbour < len(self.order)))
            there = self.words.packed(self.order[neighbour[found]].astype(np.int64))
            shared[found] = np.maximum(shared[found], packed.chosen(found).shared(there))
        return behind, np.minimum(shared, text.room[places])

    def _reach_of(self, text: CodedWords, places: Places, ends: Places, low: Places) -> Places:
        """Return where the longest run from each place on ends, of which the first `DEPTH` words occur here.

        A run that ends at `ends` or before may be said to be shorter.
        """
        low, high, shift = self._rarer_at_end(text, places, ends, low)
        longest = np.zeros(len(places), np.int64)
        for part in _in_groups(high - low):
            owners = np.repeat(np.arange(part.start, part.stop), (high - low)[part])
            there = self.order[each_of(low[part], high[part])].astype(np.int64) - shift[owners]
            is_alike = there >= 0
            moved = np.flatnonzero(is_alike & (shift[owners] > 0))
            first_dozen = np.full(len(moved), DEPTH)
            is_alike[moved] = self._are_alike(text, places[owners[moved]], there[moved], first_dozen, 0)
            owners, there = owners[is_alike], there[is_alike]
            self._measure(text, places[owners], there, ends[owners], owners, longest)
        return longest

    def _rarer_at_end(
        self, text: CodedWords, places: Places, ends: Places, low: Places
    ) -> tuple[Places, Places, Places]:
        """Return the stretch of `order` to look at for a run beyond each of `ends`, and at which word its dozen begins.

        It is that of the first dozen, which begins at `low`, or of the dozen that the word after the end closes, where
        that occurs less often.
        """
        shift = np.maximum(ends + 1 - DEPTH - places, 0)
        deep = np.flatnonzero(shift)
        closing = places[deep] + shift[deep]
        sought = text.packed(np.concatenate((places, closing, closing)))
        found = self.ranges(sought, np.arange(len(places) + 2 * len(deep)) < len(places) + len(deep))
        high, stop, first = np.split(found, (len(places), len(places) + len(deep)))
        is_rarer = stop - first < (high - low)[deep]
        rarer = deep[is_rarer]
        low, kept = low.copy(), np.zeros(len(places), np.int64)
        low[rarer], high[rarer], kept[rarer] = first[is_rarer], stop[is_rarer], shift[rarer]
        return low, high, kept

    def _measure(
        self, text: CodedWords, here: Places, there: Places, ends: Places, owners: Places, longest: Places
    ) -> None:
        """Write into `longest`, for each owner, where the longest run from `here` and `there` on ends beyond `ends`."""
        mine, theirs = text.codes, self.words.codes
        # The word after the end tells most of them apart.
        step = np.maximum(ends - here, DEPTH - 1)
        is_same = mine[here + step] == theirs[np.minimum(there + step, len(theirs) - 1)]
        owners, here, there, step = owners[is_same], here[is_same], there[is_same], step[is_same]
        is_same = self._are_alike(text, here, there, step, DEPTH)
        owners, here, there = owners[is_same], (here + step + 1)[is_same], (there + step + 1)[is_same]
        while len(owners):
            longest[owners] = here
            is_same = (mine[here] == theirs[there]) & (mine[here] != BARRIER)
            owners, here, there = owners[is_same], here[is_same] + 1, there[is_same] + 1

    def _are_alike(self, text: CodedWords, here: Places, there: Places, lengths: Places, start: int) -> Flags:
        """Return where the words of two places are the same, four and more of them, from the word `start` on."""
        alike = np.ones(len(here), dtype=bool)
        active = np.flatnonzero(lengths > start)
        while len(active):
            # The last four words may be compared with some that were compared already.
            step = np.minimum(start, lengths[active] - FEWEST)
            is_same = text.four(here[active] + step, 0) == self.words.four(there[active] + step, 0)
            alike[active] = is_same
            start += FEWEST
            active = active[is_same & (lengths[active] > start)]
        return alike

    def stretches(self, text: CodedWords, places: Places, lengths: Places) -> tuple[Places, Places]:
        """Return the stretch of `order` in which some runs of a text occur, where it begins and the place after it.

        Of a run of more than `DEPTH` words the first of them count.
        """
        packed = text.packed(places)
        both = packed.cut(lengths, 0).joined(packed.cut(lengths, 1))
        low, high = np.split(self.ranges(both, np.arange(2 * len(places)) >= len(places)), 2)
        return low, high

    def occurrences(
        self, text: CodedWords, places: Places, lengths: Places, most: Places
    ) -> tuple[Places, Places, Places]:
        """Return how often each of some runs of a text occurs here, and the first of its occurrences.

        Returns:
            The counts; and for each occurrence the number of the run, ascending, and its place here, `most` of a run.
            Of a run of more than `DEPTH` words no more than `_MOST_COMPARED` places are compared, if it occurs at one.
        """
        low, high, shift = self._rarest_dozen(text, places, lengths)
        is_deep = lengths > DEPTH
        stop = np.minimum(high, low + np.where(is_deep, _MOST_COMPARED, most))
        runs = _SoughtRuns(text, places, lengths, shift)
        owners, there = self._whole_runs(runs, np.arange(len(places)), low, stop)
        found = np.bincount(owners, minlength=len(places))
        missed = np.flatnonzero(is_deep & (found == 0) & (stop < high))
        if len(missed):
            more = self._whole_runs(runs, missed, stop[missed], high[missed])
            order = np.argsort(np.concatenate((owners, more[0])), kind="stable")
            owners, there = np.concatenate((owners, more[0]))[order], np.concatenate((there, more[1]))[order]
            found = np.bincount(owners, minlength=len(places))
        rank = np.arange(len(owners)) - np.repeat(np.cumsum(found) - found, found)
        is_wanted = rank < most[owners]
        return np.where(is_deep, found, high - low), owners[is_wanted], there[is_wanted]

    def _whole_runs(self, runs: _SoughtRuns, which: Places, low: Places, stop: Places) -> tuple[Places, Places]:
        """Return the numbers of runs, once for each place of its stretch where all of it occurs, and these places."""
        found = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for part in _in_groups(stop - low):
            owners = np.repeat(which[part], (stop - low)[part])
            there = self.order[each_of(low[part], stop[part])].astype(np.int64) - runs.shift[owners]
            is_deep = runs.lengths[owners] > DEPTH
            is_whole = there >= 0
            checked = np.flatnonzero(is_whole & is_deep)
            owner = owners[checked]
            is_whole[checked] = self._are_alike(runs.text, runs.places[owner], there[checked], runs.lengths[owner], 0)
            found[0].append(owners[is_whole])
            found[1].append(there[is_whole])
        return np.concatenate(found[0]), np.concatenate(found[1])

    def _rarest_dozen(self, text: CodedWords, places: Places, lengths: Places) -> tuple[Places, Places, Places]:
        """Return the stretch of `order` of each run, and at which of its words the dozen begins that it is of.

        Of the first, the middle and the last `DEPTH` words of a long run, those are taken that occur most seldom.
        """
        deep = np.flatnonzero(lengths > DEPTH)
        shifts = (lengths[deep] - DEPTH) // 2, lengths[deep] - DEPTH
        # All in one bisection: its steps are what costs.
        sought = np.concatenate((places, *(places[deep] + shift for shift in shifts)))
        low, high = self.stretches(text, sought, np.concatenate((lengths, np.full(2 * len(deep), DEPTH))))
        shift = np.zeros(len(places), np.int64)
        for number, offset in enumerate(shifts):
            other = slice(len(places) + number * len(deep), len(places) + (number + 1) * len(deep))
            is_rarer = (high - low)[other] < (high - low)[deep]
            rarer = deep[is_rarer]
            low[rarer], high[rarer], shift[rarer] = low[other][is_rarer], high[other][is_rarer], offset[is_rarer]
        return low[: len(places)], high[: len(places)], shift

    def texts_at(self, places: Places) -> tuple[npt.NDArray[np.int64], Places]:
        """Return the entries of the texts in which some places lie, and the number of the word there."""
        starts, entries = self._held.starts, self._held.entries
        numbers = np.searchsorted(starts, places, "right") - 1
        return entries[numbers], places - starts[numbers]


def make_run_index(texts: Encoded) -> RunIndex:
    """Return the index of texts, whose words are sorted."""
    order, grams = sort_words(texts)
    held = hold_words(texts, order)
    return RunIndex(grams, lambda: held)
