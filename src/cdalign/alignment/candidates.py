"""The beads near the path: those with a share of all paths that is worth a second look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cdalign.alignment.lattices import Lattice
from cdalign.alignment.paths import Step, best_path
from cdalign.alignment.posteriors import Posteriors, share_beads, share_corners, sum_paths
from cdalign.alignment.shapes import SHAPES
from cdalign.lexicon.tokens import IntArray

Booleans = NDArray[np.bool_]

# Some 1.7 two-sided beads a sentence of the Chinese side of dev, stress-dev and mac-dev together; with a tenth of it,
# 2.7 are read, and no more are found.
_LEAST_SHARE = 3e-3


class Omission(NamedTuple):
    """A segment that may be left out, and the corner (source, target boundary) at which it most likely would be."""

    segment: int
    corner: tuple[int, int]


class NearbyBeads(NamedTuple):
    """What is looked at again: two-sided beads with their place in the lattice (`kinds`, `cells`), and omissions."""

    steps: list[Step]
    kinds: IntArray
    cells: IntArray
    source: list[Omission]
    target: list[Omission]

    def are_contested(self) -> Booleans:
        """Return whether each bead has rivals: one that covers some segment by itself is on every path."""
        corners = np.array(self.steps, dtype=np.int64).reshape(-1, 4)
        is_certain = _cover_alone(corners[:, 0], corners[:, 1], self.source)
        return ~(is_certain | _cover_alone(corners[:, 2], corners[:, 3], self.target))


def _cover_alone(starts: IntArray, stops: IntArray, omissions: Sequence[Omission]) -> Booleans:
    """Return whether each run of segments has one that no other run has and that no omission leaves out."""
    covers = np.zeros(int(stops.max(initial=0)) + 2, dtype=np.int64)
    np.add.at(covers, starts, 1)
    np.subtract.at(covers, stops, 1)
    covers = np.cumsum(covers)
    covers[[one.segment for one in omissions if one.segment < len(covers)]] += 1
    alone = np.concatenate([[0], np.cumsum(covers == 1)])
    return np.asarray(alone[stops] > alone[starts])


def find_candidates(lattice: Lattice) -> NearbyBeads:
    """Return the beads and omissions of a lattice that have more than the least share of all paths.

    Those of the best path are always among them, so that some path leads through candidates alone.
    """
    posteriors, path = sum_paths(lattice), best_path(lattice)
    return NearbyBeads(*_find_beads(posteriors, path), *_find_omissions(posteriors, path))


def _find_beads(posteriors: Posteriors, path: Sequence[Step]) -> tuple[list[Step], IntArray, IntArray]:
    band = posteriors.lattice.band
    found: dict[Step, tuple[int, int]] = {}
    for kind, rows, columns, ends, shares in share_beads(posteriors):
        a, b = SHAPES[kind]
        for at in np.flatnonzero(shares > _LEAST_SHARE):
            row, column = int(rows[at]), int(columns[at])
            found[Step(row, row + a, column, column + b)] = kind, int(ends[at])
    for step in path:
        if step.is_two_sided and step not in found:
            kind = SHAPES.index((len(step.ranges[0]), len(step.ranges[1])))
            found[step] = kind, band.cell(step.source_stop, step.target_stop)
    places = np.array(list(found.values()), dtype=np.int64).reshape(-1, 2)
    return list(found), places[:, 0], places[:, 1]


def _find_omissions(posteriors: Posteriors, path: Sequence[Step]) -> tuple[list[Omission], list[Omission]]:
    band, shares = posteriors.lattice.band, share_corners(posteriors)
    cells = np.flatnonzero(shares > _LEAST_SHARE)
    corners = zip(*(boundaries.tolist() for boundaries in band.boundaries(cells)), strict=True)
    known = dict(zip(corners, shares[cells].tolist(), strict=True))
    likeliest: tuple[dict[int, tuple[float, Omission]], ...] = ({}, {})
    for corner, share in known.items():
        for side, end in enumerate(((corner[0] + 1, corner[1]), (corner[0], corner[1] + 1))):
            if end in known:
                found = share + known[end], Omission(corner[side], corner)
                likeliest[side][corner[side]] = max(likeliest[side].get(corner[side], found), found)
    for step in path:
        if not step.is_two_sided:
            corner = step.source_start, step.target_start
            side = int(step.source_start == step.source_stop)
            likeliest[side].setdefault(corner[side], (0.0, Omission(corner[side], corner)))
    source, target = ([one for _, one in side.values()] for side in likeliest)
    return source, target
