"""Discovery: the earlier documents that a new text goes back to, best first.

Every window of a few words of the text is looked up in the memory. A document covers the words of the windows that it
holds. What many documents hold says little of any, so a word weighs as much as the rarest window around it: one divided
by the number of documents that hold that window. The next document is always the one that adds most weight that those
before it do not cover (greedy set cover, Chvátal 1979).
"""

from __future__ import annotations

from collections.abc import Collection as AnyOf
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from cdalign.memory.coded_words import DEPTH, FEWEST, Places, each_of
from cdalign.memory.fragments import LocatedText, least_words
from cdalign.memory.runs import RunIndex
from cdalign.memory.store import Store

# How many documents are listed by default.
USUAL_LIMIT = 20
# A window that occurs more often is of no document in particular.
_MOST_OCCURRENCES = 200


@dataclass(frozen=True, slots=True)
class DiscoveredDocument:
    """A document of the memory that a new text goes back to.

    `covered` is the share of the text's words that it covers, `added` the share that it covers and no document before
    it does, `longest` the words of the longest run that it holds, `runs` the number of runs.
    """

    document: str
    covered: float
    added: float
    longest: int
    runs: int


@dataclass(frozen=True, slots=True)
class WindowPlaces:
    """Where windows of a text occur: the number of the first word of each, and the unit that holds it."""

    windows: Places
    units: Places


@dataclass(frozen=True, slots=True)
class SharedWindows:
    """The windows of a text that documents share with it, by document: the number of the first word of each."""

    by_document: Mapping[str, Places]


def window_size(lang: str, least: int = 0) -> int:
    """Return the words of a window: as many as were asked for, 4 to 12, else those of a fragment in the language."""
    return min(max(least or least_words(lang), FEWEST), DEPTH)


def find_windows(text: LocatedText, indexes: Iterable[RunIndex], size: int) -> WindowPlaces:
    """Return where windows of `size` words (4 to 12) occur, without those that occur more than 200 times."""
    places = np.flatnonzero(text.coded.room >= size)
    counts = np.zeros(len(places), np.int64)
    windows, units = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for index in indexes:
        # A window that has too many occurrences already is not looked for any more.
        may_occur = index.may_hold(text.coded, places, size) & (counts <= _MOST_OCCURRENCES)
        likely = np.flatnonzero(may_occur)
        if not len(likely):
            continue
        low, high = index.stretches(text.coded, places[likely], np.full(len(likely), size, np.int64))
        counts[likely] += high - low
        is_rare = counts[likely] <= _MOST_OCCURRENCES
        there = index.order[each_of(low[is_rare], high[is_rare])].astype(np.int64)
        windows.append(np.repeat(likely[is_rare], (high - low)[is_rare]))
        units.append(index.texts_at(there)[0] >> 1)
    found = np.concatenate(windows)
    is_rare = counts[found] <= _MOST_OCCURRENCES
    return WindowPlaces(places[found[is_rare]], np.concatenate(units)[is_rare])


class DocumentFinder:
    """Finds the documents of units, as a store has them now."""

    def __init__(self, store: Store) -> None:
        self._store = store
        stretches = store.document_stretches()
        self._is_known = stretches is not None
        self._names = sorted({name for name, _, _ in stretches or ()})
        numbers = {name: number for number, name in enumerate(self._names)}
        columns = [(numbers[name], first, last) for name, first, last in stretches or ()]
        self._documents, self._firsts, self._lasts = np.array(columns, np.int64).reshape(-1, 3).T

    def find(self, units: Places) -> tuple[Places, Sequence[str]]:
        """Return the number of the document of each unit, -1 where it has none, and the names of the documents."""
        if not self._is_known:
            return self._look_at(units)
        at = np.searchsorted(self._firsts, units, "right") - 1
        if not len(self._firsts):
            return at, self._names
        return np.where((at >= 0) & (units <= self._lasts[at]), self._documents[at], -1), self._names

    def _look_at(self, units: Places) -> tuple[Places, Sequence[str]]:
        """Return the same from the units themselves."""
        found = self._store.units_by_id(sorted(set(units.tolist())))
        document_of = {number: stored.unit.prop("x-document") for number, stored in found.items()}
        names = sorted(set(document_of.values()) - {""})
        numbers = {name: number for number, name in enumerate(names)}
        return np.array([numbers.get(document_of.get(unit, ""), -1) for unit in units.tolist()], np.int64), names


def share_windows(found: WindowPlaces, documents: DocumentFinder) -> SharedWindows:
    """Return the windows that occur, by document; a unit of no document is left out."""
    owner, names = documents.find(found.units)
    # Each pair once: a window that a document has twice is one window.
    span = int(found.windows.max(initial=0)) + 1
    pairs = np.unique((owner * span + found.windows)[owner >= 0])
    owners, windows = pairs // span, pairs % span
    bounds = [*np.flatnonzero(np.diff(owners, prepend=-1)).tolist(), len(owners)]
    return SharedWindows({names[owners[start]]: windows[start:end] for start, end in pairwise(bounds)})


def rank_documents(
    shared: Iterable[SharedWindows],
    text: LocatedText,
    size: int,
    *,
    excluded: AnyOf[str] = (),
    preferred: AnyOf[str] = (),
    limit: int = USUAL_LIMIT,
) -> tuple[DiscoveredDocument, ...]:
    """Return the documents that cover a text best, the best first.

    Those that add nothing to the ones before them follow by the weight of all that they cover.

    Args:
        shared: what the documents of each memory share with it.
        text: the text.
        size: the words of a window.
        excluded: documents that do not count.
        preferred: documents that come first where they cover anything.
        limit: the most documents that are returned.
    """
    windows: dict[str, Places] = {}
    for name, places in (item for one in shared for item in one.by_document.items()):
        if name not in excluded:
            windows[name] = np.union1d(windows[name], places) if name in windows else places
    length = len(text.words)
    covers = {name: _cover(places, length, size) for name, places in sorted(windows.items())}
    weights = _weigh(windows.values(), length, size)
    return tuple(_cover_greedily(covers, weights, sum(map(bool, text.words)), preferred, limit))


def _weigh(windows: Iterable[Places], length: int, size: int) -> npt.NDArray[np.float64]:
    """Return the weight of each word: that of the rarest window around it."""
    holders = np.zeros(length, np.int64)
    for places in windows:
        holders[places] += 1
    of_window = np.divide(1.0, holders, out=np.zeros(length), where=holders > 0)
    weights = np.zeros(length)
    for step in range(min(size, length)):
        weights[step:] = np.maximum(weights[step:], of_window[: length - step])
    return weights


def _cover(windows: Places, length: int, size: int) -> npt.NDArray[np.bool_]:
    """Return which words the windows of a document cover."""
    edges = np.zeros(length + size + 1, np.int64)
    np.add.at(edges, windows, 1)
    np.add.at(edges, windows + size, -1)
    covered: npt.NDArray[np.bool_] = np.cumsum(edges)[:length] > 0
    return covered


def _cover_greedily(
    covers: Mapping[str, npt.NDArray[np.bool_]],
    weights: npt.NDArray[np.float64],
    words: int,
    preferred: AnyOf[str],
    limit: int,
) -> list[DiscoveredDocument]:
    totals = {name: float(weights[cover].sum()) for name, cover in covers.items()}
    # What a document adds only shrinks, so the first in this order is next if what it adds is still true (Minoux 1978).
    queue = [(name not in preferred, -total, -total, name) for name, total in totals.items()]
    heapify(queue)
    is_open, chosen = np.ones(len(weights), dtype=bool), list[DiscoveredDocument]()
    while queue and len(chosen) < limit:
        rank, gain, total, best = heappop(queue)
        cover = covers[best]
        true_gain = -float(weights[cover & is_open].sum())
        if true_gain > gain:
            heappush(queue, (rank, true_gain, total, best))
            continue
        lengths = _run_lengths(cover)
        added = int((cover & is_open).sum())
        chosen.append(
            DiscoveredDocument(best, int(cover.sum()) / words, added / words, max(lengths, default=0), len(lengths))
        )
        is_open &= ~cover
    return chosen


def _run_lengths(cover: npt.NDArray[np.bool_]) -> list[int]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], cover, [False])).astype(np.int8)))
    lengths: list[int] = (edges[1::2] - edges[::2]).tolist()
    return lengths
