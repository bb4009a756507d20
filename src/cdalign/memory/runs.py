"""Runs of words that a text and a memory share: the texts of one segment, sorted from every word on.

`order` is a suffix array (Manber and Myers 1993) cut off at twelve words: the places of all words from which on a text
has at least `FEWEST` words, sorted by what follows. Where a text occurs is found by bisection, for all its words at
once; the longest run from a word on is with one of the two places between which it would lie. Twelve words are three
numbers of 64 bits, which are compared at once; what is alike in all of them is compared word by word.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cdalign.memory.candidates import Codes, Keys
from cdalign.memory.segments import Encoded

_MOST_COMPARED = 1_000
_CHECKSUM_BYTES = 4
# A run of fewer words says nothing.
FEWEST = 4
_WORDS_A_KEY, _KEYS = 4, 3
DEPTH = _WORDS_A_KEY * _KEYS
# Comes between texts: no code of a word is 0.
BARRIER = 0
_CODES = 2**16
_BITS = 16
# 65,536 texts hold a million different grams of four words or fewer.
_GRAM_BITS, _GRAM_FACTOR = 22, np.uint64(0x9E3779B97F4A7C15)
Places = npt.NDArray[np.int64]
Wide = npt.NDArray[np.uint64]


class PackedWords(NamedTuple):
    """Twelve words from each of some places on, as three numbers of 64 bits."""

    keys: tuple[Wide, ...]

    def chosen(self, places: Places) -> PackedWords:
        """Return those at some places."""
        return PackedWords(tuple(key[places] for key in self.keys))

    def shared(self, other: PackedWords) -> Places:
        """Return how many words from the first on are the same."""
        shared = np.zeros(len(self.keys[0]), np.int64)
        is_same = np.ones(len(shared), dtype=bool)
        for mine, theirs in zip(self.keys, other.keys, strict=True):
            differing = mine ^ theirs
            for word in range(_WORDS_A_KEY):
                shared += is_same & (differing >> np.uint64(_BITS * (_WORDS_A_KEY - 1 - word)) == 0)
            is_same &= differing == 0
        return shared

    def cut(self, lengths: Places, fill: int) -> PackedWords:
        """Return the first words of each, as many as `lengths` says, and `fill` in the place of the others."""
        keys = []
        for number, key in enumerate(self.keys):
            kept = np.clip(lengths - number * _WORDS_A_KEY, 0, _WORDS_A_KEY)
            mask = _LOW_BITS[_WORDS_A_KEY - kept]
            keys.append(key | mask if fill else key & ~mask)
        return PackedWords(tuple(keys))


_LOW_BITS = np.array([2 ** (_BITS * words) - 1 for words in range(_WORDS_A_KEY + 1)], dtype=np.uint64)


class CodedWords:
    """The codes of texts end to end with a barrier after each, the last one too, and what follows from each on."""

    def __init__(self, codes: Codes) -> None:
        padded = np.concatenate((codes, np.zeros(DEPTH + _WORDS_A_KEY, np.uint16))).astype(">u2").tobytes()
        self.codes: Codes = np.frombuffer(padded, ">u2", len(codes))
        # Four words from every word on: numbers of 64 bits that overlap.
        self._fours: Wide = np.ndarray(len(codes) + DEPTH, ">u8", padded, strides=(self.codes.itemsize,))

    @cached_property
    def room(self) -> Places:
        """How many words follow from each place on before the next barrier, itself included."""
        barriers = np.concatenate((np.flatnonzero(self.codes == BARRIER), [len(self.codes)]))
        places = np.arange(len(self.codes))
        return barriers[np.searchsorted(barriers, places)] - places

    def four(self, places: Places, number: int) -> Wide:
        """Return the first four words from each of these places on as one number, or the second four, or the third."""
        return self._fours[places + _WORDS_A_KEY * number].astype(np.uint64)

    def packed(self, places: Places) -> PackedWords:
        """Return twelve words from each of these places on."""
        return PackedWords(tuple(self.four(places, number) for number in range(_KEYS)))

    def grams(self, places: Places) -> Keys:
        """Return a number of `_GRAM_BITS` for the first four words from each of these places on."""
        hashes: Keys = (self.four(places, 0) * _GRAM_FACTOR >> np.uint64(64 - _GRAM_BITS)).astype(np.uint32)
        return hashes


@dataclass(frozen=True)
class RunIndex:
    """The sorted words of the texts of one segment.

    `entries` are the numbers that the texts bear outside, `starts` where each begins in the words, `order` the places
    of words sorted by what follows, `firsts` where those that begin with each code lie in `order`, and the end. `grams`
    has a bit for each number of a gram of `FEWEST` words, set where one with that number occurs.
    """

    entries: npt.NDArray[np.int64]
    starts: Places
    words: CodedWords
    order: Keys
    firsts: Keys
    grams: npt.NDArray[np.uint8]

    def may_hold(self, grams: Keys) -> npt.NDArray[np.bool_]:
        """Return which grams of `FEWEST` words may occur here, by their numbers; no other does."""
        bits: npt.NDArray[np.uint8] = self.grams[grams >> 3] >> (grams & 7).astype(np.uint8) & np.uint8(1)
        return bits.astype(bool)

    def ranges(self, packed: PackedWords, first_codes: Codes, *, is_upper: bool, low: Places | None = None) -> Places:
        """Return before which place of `order` some words would lie; with `is_upper` after those that are the same.

        They lie no earlier than at `low`, where that is known.
        """
        first, high = self._bounds(first_codes)
        low = first if low is None else low.copy()
        active = np.flatnonzero(low < high)
        while len(active):
            middle = (low[active] + high[active]) >> 1
            goes_up = self._is_below(self.order[middle].astype(np.int64), packed, active, or_same=is_upper)
            low[active] = np.where(goes_up, middle + 1, low[active])
            high[active] = np.where(goes_up, high[active], middle)
            active = active[low[active] < high[active]]
        return low

    def _bounds(self, first_codes: Codes) -> tuple[Places, Places]:
        codes = first_codes.astype(np.int64)
        return self.firsts[codes].astype(np.int64), self.firsts[codes + 1].astype(np.int64)

    def _is_below(self, places: Places, packed: PackedWords, chosen: Places, *, or_same: bool) -> npt.NDArray[np.bool_]:
        """Return which of the words at some places come before some of `packed`, or are the same."""
        below = np.full(len(places), or_same)
        undecided = np.arange(len(places))
        for number, key in enumerate(packed.keys):
            mine, theirs = self.words.four(places[undecided], number), key[chosen[undecided]]
            below[undecided] = np.where(mine == theirs, or_same, mine < theirs)
            undecided = undecided[mine == theirs]
            if not len(undecided):
                break
        return below

    def holds(self, text: CodedWords, places: Places, ends: Places) -> npt.NDArray[np.bool_]:
        """Return whether runs from some places to `ends`, one word more included, may occur here."""
        _, shared = self._shared(text, places)
        may_hold: npt.NDArray[np.bool_] = (shared == DEPTH) | (places + shared > ends)
        return may_hold

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
        packed, codes = text.packed(places), text.codes[places]
        behind = self.ranges(packed, codes, is_upper=False)
        first, stop = self._bounds(codes)
        shared = np.zeros(len(places), np.int64)
        for neighbour in (behind - 1, behind):
            found = np.flatnonzero((first <= neighbour) & (neighbour < stop))
            there = self.words.packed(self.order[neighbour[found]].astype(np.int64))
            shared[found] = np.maximum(shared[found], packed.chosen(found).shared(there))
        return behind, np.minimum(shared, text.room[places])

    def _reach_of(self, text: CodedWords, places: Places, ends: Places, low: Places) -> Places:
        """Return where the longest run from each place on ends, of which the first `DEPTH` words occur here.

        A run that ends at `ends` or before may be said to be shorter.
        """
        high = self.ranges(text.packed(places), text.codes[places], is_upper=True, low=low)
        owners = np.repeat(np.arange(len(places)), high - low)
        here, there = places[owners], self.order[_each_of(low, high)].astype(np.int64)
        mine, theirs = text.codes, self.words.codes
        # The word after the end tells most of them apart.
        step = np.maximum(ends[owners] - here, DEPTH - 1)
        is_same = mine[here + step] == theirs[np.minimum(there + step, len(theirs) - 1)]
        owners, here, there, step = owners[is_same], here[is_same], there[is_same], step[is_same]
        is_same = self._are_alike(text, here, there, step)
        owners, here, there = owners[is_same], (here + step + 1)[is_same], (there + step + 1)[is_same]
        longest = np.zeros(len(places), np.int64)
        while len(owners):
            longest[owners] = here
            is_same = (mine[here] == theirs[there]) & (mine[here] != BARRIER)
            owners, here, there = owners[is_same], here[is_same] + 1, there[is_same] + 1
        return longest

    def _are_alike(self, text: CodedWords, here: Places, there: Places, lengths: Places) -> npt.NDArray[np.bool_]:
        """Return where the words between the first `DEPTH` of two places and `lengths` are the same too."""
        alike = np.ones(len(here), dtype=bool)
        step = DEPTH
        active = np.flatnonzero(lengths > step)
        while len(active):
            is_same = text.codes[here[active] + step] == self.words.codes[there[active] + step]
            alike[active] = is_same
            step += 1
            active = active[is_same & (lengths[active] > step)]
        return alike

    def occurrences(
        self, text: CodedWords, places: Places, lengths: Places, most: int
    ) -> tuple[Places, Places, Places]:
        """Return how often each of some runs of a text occurs here, and the first of its occurrences.

        Returns:
            The counts; and for each occurrence the number of the run, ascending, and its place here, `most` of a run.
            Of a run of more than `DEPTH` words no more than `_MOST_COMPARED` places are compared.
        """
        packed, codes = text.packed(places), text.codes[places]
        low = self.ranges(packed.cut(lengths, 0), codes, is_upper=False)
        high = self.ranges(packed.cut(lengths, 1), codes, is_upper=True, low=low)
        is_deep = lengths > DEPTH
        stop = np.minimum(high, low + np.where(is_deep, _MOST_COMPARED, most))
        owners, there = np.repeat(np.arange(len(places)), stop - low), self.order[_each_of(low, stop)].astype(np.int64)
        is_whole = self._are_alike(text, places[owners], there, lengths[owners])
        owners, there = owners[is_whole], there[is_whole]
        found = np.bincount(owners, minlength=len(places))
        rank = np.arange(len(owners)) - np.repeat(np.cumsum(found) - found, found)
        return np.where(is_deep, found, high - low), owners[rank < most], there[rank < most]

    def texts_at(self, places: Places) -> tuple[npt.NDArray[np.int64], Places]:
        """Return the entries of the texts in which some places lie, and the number of the word there."""
        numbers = np.searchsorted(self.starts, places, "right") - 1
        return self.entries[numbers], places - self.starts[numbers]


def _each_of(low: Places, high: Places) -> Places:
    """Return the numbers of all ranges, one range after the other."""
    sizes = high - low
    starts = np.cumsum(sizes) - sizes
    numbers: Places = np.arange(sizes.sum()) + np.repeat(low - starts, sizes)
    return numbers


def lay_out(texts: Encoded) -> tuple[Places, Codes]:
    """Return where each text begins, and the codes of all with a barrier after each."""
    starts = texts.bounds[:-1] + np.arange(len(texts))
    codes = np.insert(texts.codes, texts.bounds[1:], BARRIER)
    return starts, codes


class SortedWords(NamedTuple):
    """What of a `RunIndex` is kept in the store."""

    order: Keys
    firsts: Keys
    grams: npt.NDArray[np.uint8]


def sort_words(texts: Encoded) -> SortedWords:
    """Return the sorted words of texts; this is most of the work of an index."""
    starts, codes = lay_out(texts)
    lengths = np.maximum(texts.lengths - FEWEST + 1, 0)
    order = _each_of(starts, starts + lengths).astype(np.uint32)
    is_there = np.zeros(1 << _GRAM_BITS, dtype=bool)
    is_there[CodedWords(codes).grams(order.astype(np.int64))] = True
    padded = np.concatenate((codes, np.zeros(DEPTH, np.uint16)))
    # From the last word to the first, each time stable: numbers of 16 bits are sorted in linear time.
    for word in reversed(range(DEPTH)):
        order = order[np.argsort(padded[order + word], kind="stable")]
    counts = np.bincount(codes[order], minlength=_CODES)
    firsts = np.concatenate(([0], np.cumsum(counts))).astype(np.uint32)
    return SortedWords(order, firsts, np.packbits(is_there, bitorder="little"))


def make_run_index(texts: Encoded, sorted_words: SortedWords | None = None) -> RunIndex:
    """Return the index of texts, whose words are sorted unless they are given as sorted."""
    starts, codes = lay_out(texts)
    return RunIndex(texts.entries, starts, CodedWords(codes), *(sorted_words or sort_words(texts)))


def render_runs(sorted_words: SortedWords, words: str) -> bytes:
    """Return sorted words as bytes, with a checksum of them and of the encoded words that they belong to."""
    body = b"".join(part.tobytes() for part in reversed(sorted_words))
    return _checksum(body, words) + body


def parse_runs(content: bytes, words: str) -> SortedWords | None:
    """Return what `render_runs` wrote, or nothing where it is damaged or belongs to other words."""
    body = memoryview(content)[_CHECKSUM_BYTES:]
    if content[:_CHECKSUM_BYTES] != _checksum(body, words):
        return None
    grams = np.frombuffer(body, np.uint8, (1 << _GRAM_BITS) // 8)
    numbers = np.frombuffer(body, np.uint32, offset=len(grams))
    return SortedWords(numbers[_CODES + 1 :], numbers[: _CODES + 1], grams)


def _checksum(body: bytes | memoryview, words: str) -> bytes:
    return zlib.crc32(words.encode("utf-16-le"), zlib.crc32(body)).to_bytes(_CHECKSUM_BYTES, "little")


class RunSearch:
    """The longest runs of a text in a memory, segment by segment.

    `reach` says for each place of the text where the farthest run ends that begins there or before; a new run must
    go beyond it. At first it is one word short of a run of `least` words.
    """

    def __init__(self, text: CodedWords, least: int) -> None:
        self.text, self.least = text, least
        self._places = np.arange(len(text.codes))
        self._ends = self._places + text.room
        self.reach = self._places + least - 1
        self._grams = text.grams(self._places)
        self._runs: dict[int, int] = {}

    def visit(self, index: RunIndex) -> None:
        """Look for longer runs in one more segment."""
        missing = np.concatenate(([0], np.cumsum(~index.may_hold(self._grams))))
        places = np.flatnonzero(self.reach < self._ends)
        # Every gram of the run that would be new must occur.
        behind = self.reach[places] - FEWEST + 2
        places = places[missing[behind] == missing[places]]
        # Of places with the same reach the last asks for the fewest words: where it finds nothing, none does.
        is_last = np.concatenate((self.reach[places][1:] != self.reach[places][:-1], [True]))[: len(places)]
        lasts = self.reach[places[is_last]][index.holds(self.text, places[is_last], self.reach[places[is_last]])]
        places = places[np.isin(self.reach[places], lasts)]
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
