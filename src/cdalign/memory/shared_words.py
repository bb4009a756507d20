"""Which texts of some segments share enough words with a query to match it.

The count filter is the q-gram lemma for q = 1 on bags of words (Gravano et al., VLDB 2001; Jokinen and Ukkonen 1991):
texts of m and n words at distance d share at least max(m, n) - d words. So a text that reaches the threshold shares
a known number of words with the query. Nothing that reaches the threshold is lost.

For each word of the query a row of bits says which texts hold it; the rows are added for all texts at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from cdalign.memory.bit_sums import Bits, add_rows, at_least, set_columns, sums_at
from cdalign.memory.candidates import CandidateQuery, Likely, join_likely, length_window
from cdalign.memory.segments import SEGMENT_SIZE, IndexSegment

# Segments whose rows are added at once: more would not stay in the cache. Alone, a segment takes half as long again.
_AT_ONCE = 4
_COLUMNS_A_WORD = 64


class _Stretch(NamedTuple):
    """The texts of a segment that are neither too short nor too long, and which of its words the query has."""

    owner: int
    segment: IndexSegment
    first: int
    last: int
    rows: npt.NDArray[np.intp]
    listed: npt.NDArray[np.intp]


def find_likely(segments: Iterable[IndexSegment], query: CandidateQuery) -> Likely:
    """Return the texts that share enough words with the query; their owners are places in `segments`."""
    stretches = [
        stretch for owner, segment in enumerate(segments) if (stretch := _stretch(owner, segment, query)) is not None
    ]
    if not query.text:
        return join_likely([_all_of(stretch) for stretch in stretches])
    parts = (stretches[start : start + _AT_ONCE] for start in range(0, len(stretches), _AT_ONCE))
    return join_likely([likely for part in parts for likely in _sharing(part, query)])


def _stretch(owner: int, segment: IndexSegment, query: CandidateQuery) -> _Stretch | None:
    firsts, last_length = segment.firsts, len(segment.counts)
    shortest, longest = length_window(len(query.text), query.threshold)
    first, last = int(firsts[min(shortest, last_length)]), int(firsts[min(longest + 1, last_length)])
    if first == last:
        return None
    rows, listed = segment.find_words(query.keys)
    # Later repeats of a word share one key: `listed` may have it several times, and its list a text several times.
    return _Stretch(owner, segment, first, last, rows, np.unique(listed) if query.is_long else listed)


def _all_of(stretch: _Stretch) -> Likely:
    """Return all texts of a stretch: none has words, and the query has none."""
    numbers = np.arange(stretch.first, stretch.last)
    return Likely(np.full_like(numbers, stretch.owner), numbers, np.full_like(numbers, 100))


def _sharing(stretches: Sequence[_Stretch], query: CandidateQuery) -> list[Likely]:
    """Return those of some stretches that share enough words, for each stretch that has any."""
    start = min(stretch.first for stretch in stretches) // _COLUMNS_A_WORD * _COLUMNS_A_WORD
    stop = -(-max(stretch.last for stretch in stretches) // _COLUMNS_A_WORD) * _COLUMNS_A_WORD
    digits = add_rows([*_rows(stretches, query, start, stop)])
    columns = set_columns(at_least(digits, query.needed))
    shared = sums_at(digits, columns)
    width = stop - start
    cuts = columns.searchsorted(np.arange(len(stretches) + 1) * width).tolist()
    return [
        _reaching(stretch, query, columns[low:high] + (start - place * width), shared[low:high])
        for place, (stretch, low, high) in enumerate(zip(stretches, cuts[:-1], cuts[1:], strict=True))
        if low != high
    ]


def _rows(stretches: Sequence[_Stretch], query: CandidateQuery, start: int, stop: int) -> list[Bits]:
    """Return the rows of bits of all words that the query has, those of all stretches side by side.

    Common words have rows of their own. The rare ones are counted first, and the digits of their numbers are rows.
    """
    count, places = max(len(stretch.rows) for stretch in stretches), slice(start // 8, stop // 8)
    rows = np.empty((count + 1, len(stretches), (stop - start) // 8), np.uint8)
    kind = np.uint32 if query.is_long else np.uint8
    numbers = np.zeros((len(stretches), SEGMENT_SIZE), kind)
    for place, stretch in enumerate(stretches):
        bits = stretch.segment.bitmaps[:, places]
        rows[: len(stretch.rows), place, : bits.shape[1]] = bits[stretch.rows]
        rows[: len(stretch.rows), place, bits.shape[1] :] = 0
        rows[len(stretch.rows) : count, place] = 0
        if len(stretch.listed):
            np.add.at(numbers[place], stretch.segment.lists(stretch.listed), kind(1))
    numbers = numbers[:, start:stop]
    digits = [_digit(numbers, place) for place in range(int(numbers.max()).bit_length())]
    rows[count] = digits[0] if digits else 0
    return [rows.reshape(count + 1, -1), *(digit.reshape(1, -1) for digit in digits[1:])]


def _digit(numbers: npt.NDArray[Any], place: int) -> Bits:
    """Return a binary digit of some numbers as bits."""
    return np.packbits(numbers & numbers.dtype.type(1 << place), axis=1, bitorder="little")


def _reaching(
    stretch: _Stretch, query: CandidateQuery, numbers: npt.NDArray[np.int64], shared: npt.NDArray[np.int64]
) -> Likely:
    """Return those of some texts that can reach the threshold, with what each can reach at most."""
    reach = 100 * shared // np.maximum(stretch.segment.lengths_of(numbers), len(query.text))
    # The stretches of other segments may begin earlier.
    is_likely = (reach >= query.threshold) & (numbers >= stretch.first)
    numbers = numbers[is_likely]
    return Likely(np.full_like(numbers, stretch.owner), numbers, reach[is_likely])
