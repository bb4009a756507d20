"""Anchors: pairs of segments that rare words join, to find the way through long texts before the search."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from cdalign.alignment.bands import SearchBand, band_around, full_band
from cdalign.alignment.paths import Step
from cdalign.lexicon.learning import LexicalTable
from cdalign.lexicon.tokens import CodedText, IntArray, kinds_of

# Source segments of a window in which words are rare that are not rare in the whole.
_WINDOW = 500
# Up to this number of cells, looking at all of them is quicker than looking for a way.
_SMALL = 60_000
# A word that occurs in more segments than this joins too many of them.
_RARE = 6
# Rows to both sides of an anchor, and the most between two anchors that lie far apart.
_WIDTH = 12
_MOST_WIDTH = 300
# An anchor that lies this far from the median of its neighbours is an accident.
_MOST_JUMP = 25
_NEIGHBOURS = 9
_LEAST_WEIGHT = 1.0


def find_corridor(source: CodedText, target: CodedText, table: LexicalTable) -> SearchBand:
    """Return the band that the first search looks at: everything for short texts, else the way along the anchors."""
    rows, columns = len(source), len(target)
    if (rows + 1) * (columns + 1) <= _SMALL:
        return full_band(rows, columns)
    anchors = find_anchors(source, target, table)
    points = np.concatenate([[(0, 0)], anchors, [(rows, columns)]]).astype(np.int64)
    return band_around(*_fill_gaps(points), rows, columns)


def find_anchors(source: CodedText, target: CodedText, table: LexicalTable) -> IntArray:
    """Return pairs (source segment, target segment) in order, joined by rare words that translate each other.

    Where they leave a wide gap, the words that are rare inside windows along it are taken too.
    """
    anchors = _choose_joins(source, target, table)
    ends = np.array([(0, 0), (len(source), len(target))])
    points = np.concatenate([ends[:1], _drop_accidents(longest_chain(anchors)), ends[1:]])
    found = [anchors]
    for (i, j), (next_i, next_j) in zip(points[:-1].tolist(), points[1:].tolist(), strict=True):
        if next_i - i > _WINDOW:
            found.extend(_choose_in_windows(source, target, table, Step(i, next_i, j, next_j)))
    return _drop_accidents(longest_chain(np.unique(np.concatenate(found), axis=0)))


def _choose_in_windows(source: CodedText, target: CodedText, table: LexicalTable, gap: Step) -> Iterator[IntArray]:
    slope = (gap.target_stop - gap.target_start) / (gap.source_stop - gap.source_start)
    for start in range(gap.source_start, gap.source_stop, _WINDOW):
        stop = min(start + _WINDOW, gap.source_stop)
        left = gap.target_start + round((start - gap.source_start) * slope) - _WINDOW
        left = max(left, gap.target_start)
        right = gap.target_start + round((stop - gap.source_start) * slope) + _WINDOW
        right = min(right, gap.target_stop)
        yield _choose_joins(source.part(start, stop), target.part(left, right), table) + np.array([start, left])


def _choose_joins(source: CodedText, target: CodedText, table: LexicalTable) -> IntArray:
    """Return the pairs that rare words join best, seen from both sides."""
    if not len(source) or not len(target):
        return np.zeros((0, 2), dtype=np.int64)
    pairs, weights = _join_rare(source, target, table)
    kept = (weights >= _LEAST_WEIGHT) & _is_best(pairs[:, 0], weights) & _is_best(pairs[:, 1], weights)
    return pairs[kept]


def _occurrences(text: CodedText, size: int) -> tuple[IntArray, IntArray]:
    """Return the segments of each token, one after another, and where each token's begin; common tokens have none."""
    segments = np.repeat(np.arange(len(text)), text.counts)
    keys = kinds_of(text.ids * len(text) + segments)
    tokens, segments = keys // len(text), keys % len(text)
    is_rare = np.bincount(tokens, minlength=size)[tokens] <= _RARE
    tokens, segments = tokens[is_rare], segments[is_rare]
    return segments, np.searchsorted(tokens, np.arange(size + 1))


def _join_rare(source: CodedText, target: CodedText, table: LexicalTable) -> tuple[IntArray, NDArray[np.float64]]:
    """Return each pair of segments that rare words join, once, with the weight of all its joins."""
    left, left_starts = _occurrences(source, len(table.starts) - 1)
    right, right_starts = _occurrences(target, len(table.p_english))
    zh, en = table.chinese, table.english
    left_counts, right_counts = np.diff(left_starts)[zh], np.diff(right_starts)[en]
    joins = left_counts * right_counts
    used = np.flatnonzero(joins)
    number = np.repeat(used, joins[used])
    ends = np.cumsum(joins[used])
    place = np.arange(len(number)) - np.repeat(ends - joins[used], joins[used])
    i = left[left_starts[zh[number]] + place // right_counts[number]]
    j = right[right_starts[en[number]] + place % right_counts[number]]
    strength = (
        np.log1p(np.minimum(table.forward[number] / table.p_english[en[number]], 1000.0) / 50.0)
        / np.maximum(left_counts, right_counts)[number]
    )
    keys, inverse = np.unique(i * len(target) + j, return_inverse=True)
    pairs = np.stack(np.divmod(keys, len(target)), axis=1)
    return pairs.astype(np.int64), np.bincount(inverse, strength).astype(np.float64)


def _is_best(group: IntArray, weights: NDArray[np.float64]) -> NDArray[np.bool_]:
    best = np.zeros(int(group.max(initial=0)) + 1)
    np.maximum.at(best, group, weights)
    return weights >= best[group]


def longest_chain(pairs: IntArray) -> IntArray:
    """Return the longest run of pairs that rises on both sides (patience sorting)."""
    pairs = pairs[np.lexsort((-pairs[:, 1], pairs[:, 0]))]
    tails: list[int] = []
    tail_rows: list[int] = []
    before = [-1] * len(pairs)
    for row, column in enumerate(pairs[:, 1].tolist()):
        place = bisect_left(tails, column)
        tails[place : place + 1] = [column]
        tail_rows[place : place + 1] = [row]
        before[row] = tail_rows[place - 1] if place else -1
    chain, row = [], tail_rows[-1] if tail_rows else -1
    while row >= 0:
        chain.append(row)
        row = before[row]
    ordered: IntArray = pairs[chain[::-1]]
    return ordered


def _drop_accidents(chain: IntArray) -> IntArray:
    if len(chain) < _NEIGHBOURS:
        return chain
    shift = chain[:, 1] - chain[:, 0] * (chain[-1, 1] / max(1, chain[-1, 0]))
    half = _NEIGHBOURS // 2
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(shift, half, mode="edge"), _NEIGHBOURS)
    kept: IntArray = chain[np.abs(shift - np.median(windows, axis=1)) <= _MOST_JUMP]
    return kept


def _fill_gaps(points: IntArray) -> tuple[IntArray, IntArray]:
    """Return the points with more of them on the straight line through wide gaps, and the width of each row."""
    widths = np.full(int(points[-1, 0]) + 1, _WIDTH, dtype=np.int64)
    filled = [points[:1]]
    for (i, j), (next_i, next_j) in zip(points[:-1].tolist(), points[1:].tolist(), strict=True):
        gap = max(next_i - i, next_j - j)
        steps = max(1, gap // _WIDTH)
        filled.append(np.round(np.linspace((i, j), (next_i, next_j), steps + 1)[1:]).astype(np.int64))
        widths[i : next_i + 1] = np.maximum(widths[i : next_i + 1], min(_MOST_WIDTH, _WIDTH + gap // 3))
    return np.concatenate(filled), widths
