"""Sums over all paths through the candidates of many lattices at once, as quick as learning needs them.

Of a lattice only the candidates of the second look are possible, so that most of its cells are on no path. Here the
candidates are the links of a graph, which is cut where all paths meet; a piece with one path alone says nothing and is
dropped. All pieces of all documents are then summed together, one rank (the most links that lead to a node) after the
other. The sums are those of `cdalign.alignment.posteriors`, but a run of omissions has one opening and is counted once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from cdalign.alignment.bands import SearchBand
from cdalign.alignment.candidates import NearbyBeads

Vector = np.ndarray
Corner = tuple[int, int]

# How a path has come to a corner: by a bead, leaving out source or target segments, or in any of these ways.
_BEAD, _SOURCE, _TARGET, _ANY = range(4)
_NEVER = -1e30


class Node(NamedTuple):
    """A state at a corner; in order, what leads to a node is before it."""

    distance: int
    row: int
    state: int


class Link(NamedTuple):
    """What leads from one node to another: a candidate by its number, or nothing (-1); it may open a run."""

    start: Node
    stop: Node
    candidate: int = -1
    opens: bool = False


class Piece(NamedTuple):
    """The links between two places that all paths of a document pass; nodes are numbered from 0."""

    document: int
    count: int
    links: list[tuple[int, int, int, bool]]


def link_candidates(band: SearchBand, candidates: NearbyBeads) -> list[Link]:
    """Return all links that some path from the first corner to the last leads through, in order.

    Candidates are numbered as `candidates` has them: beads, then omissions of the source, then of the target.
    """
    last = (len(band.low) - 1, int(band.high[-1]))
    links: list[Link] = []
    states: dict[Corner, set[int]] = {(0, 0): {_BEAD}}
    waiting = [(0, 0, 0)]
    ways = _Ways(candidates)
    while waiting:
        _, row, column = heappop(waiting)
        corner = row, column
        for number, (to_row, to_column), state in ways(corner):
            if to_row > last[0] or not band.low[to_row] <= to_column <= band.high[to_row]:
                continue
            if (to_row, to_column) not in states:
                heappush(waiting, (to_row + to_column, to_row, to_column))
            states.setdefault((to_row, to_column), set()).add(state)
            stop = _node((to_row, to_column), state)
            if state == _BEAD:
                links.append(Link(_node(corner, _ANY), stop, number))
            else:
                links += [Link(_node(corner, before), stop, number, before != state) for before in states[corner]]
    links += [Link(_node(corner, state), _node(corner, _ANY)) for corner, kinds in states.items() for state in kinds]
    return _keep_leading(sorted(links), _node(last, _ANY))


class _Ways:
    """Tells what begins at a corner: the number of the candidate, the corner where it ends, and what it is."""

    def __init__(self, candidates: NearbyBeads) -> None:
        self._beads: dict[Corner, list[tuple[int, Corner, int]]] = {}
        for number, step in enumerate(candidates.steps):
            start, stop = (step.source_start, step.target_start), (step.source_stop, step.target_stop)
            self._beads.setdefault(start, []).append((number, stop, _BEAD))
        count = len(candidates.steps)
        self._source = {one.segment: count + at for at, one in enumerate(candidates.source)}
        self._target = {one.segment: count + len(self._source) + at for at, one in enumerate(candidates.target)}

    def __call__(self, corner: Corner) -> Iterator[tuple[int, Corner, int]]:
        row, column = corner
        yield from self._beads.get(corner, [])
        if row in self._source:
            yield self._source[row], (row + 1, column), _SOURCE
        if column in self._target:
            yield self._target[column], (row, column + 1), _TARGET


def _node(corner: Corner, state: int) -> Node:
    return Node(corner[0] + corner[1], corner[0], state)


def _keep_leading(links: list[Link], last: Node) -> list[Link]:
    """Return the links that lead on to the last node; they are given in order."""
    leading, kept = {last}, []
    for link in reversed(links):
        if link.stop in leading:
            leading.add(link.start)
            kept.append(link)
    return kept[::-1]


def cut_links(document: int, links: Sequence[Link]) -> Iterator[Piece]:
    """Yield the pieces of a document between the places that all paths pass, those with several paths alone."""
    numbers = {node: number for number, node in enumerate(sorted({node for link in links for node in link[:2]}))}
    passed = np.zeros(len(numbers) + 1, dtype=np.int64)
    for link in links:
        passed[numbers[link.start] + 1] += 1
        passed[numbers[link.stop]] -= 1
    meeting = np.flatnonzero(np.cumsum(passed)[:-1] == 0)
    starts = [numbers[link.start] for link in links]
    bounds = np.searchsorted(starts, meeting)
    for (first, last), (low, high) in zip(pairwise(meeting.tolist()), pairwise(bounds.tolist()), strict=True):
        inside = [
            (numbers[link.start] - first, numbers[link.stop] - first, link.candidate, link.opens)
            for link in links[low:high]
        ]
        if len({stop for _, stop, *_ in inside}) < len(inside):
            yield Piece(document, last - first + 1, inside)


class PathSums:
    """The pieces of many documents, and the sums over all paths through them.

    A row for each link: `documents`, `candidates` (-1 for none) and `opens`; all that is asked for has such rows.
    """

    def __init__(self, pieces: Iterable[Piece]) -> None:
        kept = list(pieces)
        counts = np.array([piece.count for piece in kept], dtype=np.int64)
        bases = np.cumsum(counts) - counts
        links = [
            (base + start, base + stop, *rest, piece.document, number)
            for number, (piece, base) in enumerate(zip(kept, bases.tolist(), strict=True))
            for start, stop, *rest in piece.links
        ]
        rows = np.array(links, dtype=np.int64).reshape(-1, 6)
        ranks = _rank(rows[:, :2], int(counts.sum()))
        rows = rows[np.lexsort((rows[:, 1], ranks[rows[:, 1]]))]
        self._starts, self._stops, self.candidates, opens, self.documents, self.pieces = rows.T
        self.opens = opens > 0
        self._first, self._last, self._count = bases, bases + counts - 1, int(counts.sum())
        self._order = np.lexsort((self._starts, -ranks[self._starts]))
        self._ahead = list(_group(self._stops, ranks))
        self._back = list(_group(self._starts[self._order], -ranks))
        self.piece_documents = np.array([piece.document for piece in kept])

    def sum_up(self, scores: Vector) -> tuple[Vector, Vector]:
        """Return the logarithm of the sum of all paths through each piece, and the share of each link among them."""
        before = self._sum(self._first, self._starts, scores, self._ahead)
        turned = self._sum(self._last, self._stops[self._order], scores[self._order], self._back)
        totals = before[self._last]
        logs = before[self._starts] + scores + turned[self._stops] - totals[self.pieces]
        return totals, np.exp(np.minimum(logs, 0.0))

    def _sum(self, origins: Vector, starts: Vector, scores: Vector, groups: list[_Group]) -> Vector:
        reached = np.full(self._count, _NEVER)
        reached[origins] = 0.0
        for links, firsts, nodes, sizes in groups:
            values = reached[starts[links]] + scores[links]
            highest = np.maximum.reduceat(values, firsts)
            reached[nodes] = highest + np.log(np.add.reduceat(np.exp(values - np.repeat(highest, sizes)), firsts))
        return reached

    def find_best(self, scores: Vector) -> Vector:
        """Return, for each link, whether the best path leads through it."""
        reached, best = np.full(self._count, _NEVER), np.full(self._count, -1)
        reached[self._first] = 0.0
        for links, firsts, nodes, sizes in self._ahead:
            values = reached[self._starts[links]] + scores[links]
            reached[nodes] = np.maximum.reduceat(values, firsts)
            is_best = np.flatnonzero(values == np.repeat(reached[nodes], sizes))
            best[self._stops[links][is_best]] = is_best + links.start
        chosen, here = np.zeros(len(scores), dtype=bool), self._last
        while len(here := here[best[here] >= 0]):
            chosen[best[here]] = True
            here = self._starts[best[here]]
        return chosen


# The links to the nodes of one rank, where those of each node begin among them, the nodes, and how many links each has.
_Group = tuple[slice, Vector, Vector, Vector]


def _rank(links: Vector, count: int) -> Vector:
    """Return the most links that lead to each node; links are given so that what leads to a node is before it."""
    ranks = [0] * count
    for start, stop in links.tolist():
        ranks[stop] = max(ranks[stop], ranks[start] + 1)
    return np.array(ranks)


def _group(nodes: Vector, ranks: Vector) -> Iterator[_Group]:
    """Yield the links of each rank; `nodes`, one for each link, are ordered by rank."""
    bounds = np.flatnonzero(np.diff(ranks[nodes], prepend=np.iinfo(np.int64).min, append=np.iinfo(np.int64).max))
    for low, high in pairwise(bounds.tolist()):
        firsts = np.flatnonzero(np.diff(nodes[low:high], prepend=-1))
        yield slice(low, high), firsts, nodes[low:high][firsts], np.diff(np.append(firsts, high - low))
