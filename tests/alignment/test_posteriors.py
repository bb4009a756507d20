"""The search and the sums against all paths of small lattices, written out one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from math import exp, log

import numpy as np
import pytest

from cdalign.alignment import bands
from cdalign.alignment.bands import SearchBand, band_around, full_band
from cdalign.alignment.lattices import Lattice
from cdalign.alignment.paths import Step, best_path
from cdalign.alignment.posteriors import (
    TEMPERATURE,
    bead_probabilities,
    corner_probabilities,
    share_beads,
    share_corners,
    sum_paths,
)
from cdalign.alignment.shapes import SHAPES

BEAD, SOURCE, TARGET = "bead", "source", "target"
Way = tuple[tuple[Step, ...], float]


def make_lattice(band: SearchBand, seed: int) -> Lattice:
    chance = np.random.default_rng(seed)
    return Lattice(
        band,
        chance.normal(0, 4, (len(SHAPES), band.size)).astype(np.float32),
        -3.0,
        chance.normal(-2, 2, len(band.low) - 1),
        chance.normal(-2, 2, int(band.high[-1])),
    )


def inside(band: SearchBand, row: int, column: int) -> bool:
    return row < len(band.low) and band.low[row] <= column <= band.high[row]


def write_out(lattice: Lattice, row: int = 0, column: int = 0, last: str = BEAD) -> Iterator[Way]:
    """Yield all ways from a cell to the end; a run of target omissions is one move, of source omissions one each."""
    band = lattice.band
    end = len(band.low) - 1, int(band.high[-1])
    if (row, column) == end:
        yield (), 0.0
    for steps, gain, kind in moves(lattice, row, column, last):
        for rest, more in write_out(lattice, steps[-1].source_stop, steps[-1].target_stop, kind):
            yield (*steps, *rest), gain + more


def moves(lattice: Lattice, row: int, column: int, last: str) -> Iterator[tuple[Sequence[Step], float, str]]:
    band = lattice.band
    for number, (a, b) in enumerate(SHAPES):
        if inside(band, row + a, column + b):
            gain = float(lattice.scores[number, band.cell(row + a, column + b)])
            yield [Step(row, row + a, column, column + b)], gain, BEAD
    if inside(band, row + 1, column):
        price = float(lattice.source_prices[row])
        yield [Step(row, row + 1, column, column)], price + lattice.opening, SOURCE
        if last == SOURCE:
            yield [Step(row, row + 1, column, column)], price, SOURCE
    if last != TARGET:
        stops = [stop for stop in range(column + 1, int(band.high[row]) + 1) if inside(band, row, stop)]
        for stop, price in zip(stops, accumulate(lattice.target_prices[column:].tolist()), strict=False):
            yield [Step(row, row, at, at + 1) for at in range(column, stop)], price + lattice.opening, TARGET


# The last column is reached from the last row alone.
NARROW = band_around(np.array([(0, 0), (1, 1), (3, 2), (4, 4)]), 1, 4, 4)
LATTICES = [make_lattice(band, seed) for band in (full_band(3, 3), full_band(2, 4), NARROW) for seed in range(6)]


@pytest.fixture(params=LATTICES)
def lattice(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Lattice:
    monkeypatch.setattr(bands, "_CELLS_AT_ONCE", 6)
    found: Lattice = request.param
    return found


def test_the_best_path_is_the_best_of_all(lattice: Lattice) -> None:
    best = max(write_out(lattice), key=lambda way: way[1])
    assert best_path(lattice) == list(best[0])


def test_sums_and_shares_are_those_of_all_paths(lattice: Lattice) -> None:
    ways = [(steps, exp(gain * TEMPERATURE)) for steps, gain in write_out(lattice)]
    total = sum(weight for _, weight in ways)
    sums = sum_paths(lattice)
    assert sums.total == pytest.approx(log(total))
    assert sums.after[0] == pytest.approx(log(total))
    wanted: dict[Step, float] = {}
    for steps, weight in ways:
        for step in steps:
            wanted[step] = wanted.get(step, 0.0) + weight / total
    found = {}
    for number, rows, columns, ends, shares in share_beads(sums):
        a, b = SHAPES[number]
        for row, column, end, share in zip(*(part.tolist() for part in (rows, columns, ends, shares)), strict=True):
            assert end == lattice.band.cell(row + a, column + b)
            found[Step(row, row + a, column, column + b)] = share
    assert found == pytest.approx({step: share for step, share in wanted.items() if step.is_two_sided})


def test_a_corner_has_the_share_of_the_paths_that_turn_there(lattice: Lattice) -> None:
    # Of a run of omissions the corners inside it are not told: here none is worth its price.
    source, target = (np.full_like(prices, -1e4) for prices in (lattice.source_prices, lattice.target_prices))
    lattice = replace(lattice, source_prices=source, target_prices=target)
    ways = [(steps, exp(gain * TEMPERATURE)) for steps, gain in write_out(lattice)]
    total = sum(weight for _, weight in ways)
    rows, columns = lattice.band.boundaries(np.arange(lattice.band.size))
    wanted = [
        sum(weight for steps, weight in ways if not (row or column) or ends_at(steps, row, column)) / total
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
    ]
    sums = sum_paths(lattice)
    assert share_corners(sums).tolist() == pytest.approx(wanted)
    path = best_path(lattice)
    ends = [lattice.band.cell(step.source_stop, step.target_stop) for step in path]
    assert corner_probabilities(sums, path).tolist() == pytest.approx([wanted[end] for end in ends])


def ends_at(steps: Sequence[Step], row: int, column: int) -> bool:
    return any((step.source_stop, step.target_stop) == (row, column) for step in steps)


def test_a_bead_is_as_probable_as_its_share_and_an_omission_as_that_no_bead_covers_it(lattice: Lattice) -> None:
    ways = [(steps, exp(gain * TEMPERATURE)) for steps, gain in write_out(lattice)]
    total = sum(weight for _, weight in ways)
    sums = sum_paths(lattice)
    for path in {steps for steps, _ in sorted(ways, key=lambda way: -way[1])[:5]}:
        wanted = [sum(weight for steps, weight in ways if step in steps) / total for step in path]
        for step, share, found in zip(path, wanted, bead_probabilities(sums, path).tolist(), strict=True):
            if step.is_two_sided:
                assert found == pytest.approx(share)
            else:
                assert found == pytest.approx(sum(weight for steps, weight in ways if is_left_out(step, steps)) / total)


def is_left_out(omission: Step, steps: Sequence[Step]) -> bool:
    """Return whether a path covers the segment of an omission with no two-sided bead."""
    return not any(
        step.is_two_sided
        and (
            step.source_start <= omission.source_start < omission.source_stop <= step.source_stop
            or step.target_start <= omission.target_start < omission.target_stop <= step.target_stop
        )
        for step in steps
    )
