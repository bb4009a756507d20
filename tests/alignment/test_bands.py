from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdalign.alignment import bands
from cdalign.alignment.bands import SearchBand, band_around, full_band


def cells_of(band: SearchBand) -> list[tuple[int, int]]:
    return [
        (row, column)
        for row, (low, high) in enumerate(zip(band.low.tolist(), band.high.tolist(), strict=True))
        for column in range(low, high + 1)
    ]


@st.composite
def some_paths(draw: st.DrawFn) -> list[tuple[int, int]]:
    """Draw points that rise on both sides, from (0, 0) on."""
    steps = draw(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=6))
    return list(accumulate(steps, lambda point, step: (point[0] + step[0], point[1] + step[1]), initial=(0, 0)))


def around(points: list[tuple[int, int]], width: int) -> SearchBand:
    return band_around(np.array(points), width, *points[-1])


some_bands = st.builds(around, some_paths(), st.integers(0, 3))


@given(some_bands)
def test_cells_are_numbered_row_by_row_and_found_by_their_boundaries(band: SearchBand) -> None:
    cells = cells_of(band)
    assert band.size == len(cells)
    assert [band.cell(*boundaries) for boundaries in cells] == list(range(len(cells)))
    rows, columns = band.boundaries(np.arange(band.size))
    assert list(zip(rows.tolist(), columns.tolist(), strict=True)) == cells
    others = [(row, column) for row in range(-2, 21) for column in range(-2, 21)]
    found = band.locate(*np.array(others).T)
    assert found.tolist() == [cells.index(one) if one in cells else band.size for one in others]


@given(some_paths(), st.integers(0, 3))
def test_a_band_rises_and_has_its_path_inside_with_the_width_to_both_sides(
    points: list[tuple[int, int]], width: int
) -> None:
    band = around(points, width)
    assert min(np.diff(band.low).min(initial=0), np.diff(band.high).min(initial=0)) == 0
    assert (band.low[0], band.high[-1]) == (0, points[-1][1])
    for row, column in points:
        assert band.low[row] <= max(column - width, 0)
        assert band.high[row] >= min(column + width, points[-1][1])


@pytest.mark.parametrize("at_once", [1, 5, 7, 1000])
@given(band=some_bands)
def test_stretches_are_the_whole_band_in_order(at_once: int, band: SearchBand) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bands, "_CELLS_AT_ONCE", at_once)
        found = list(band.stretches())
        backward = list(band.stretches(is_backward=True))
    together = [
        (row, column) for _, rows, columns in found for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
    ]
    assert together == cells_of(band)
    assert [cell for cells, _, _ in found for cell in range(cells.start, cells.stop)] == list(range(band.size))
    assert [stretch.cells for stretch in backward] == [stretch.cells for stretch in found][::-1]


def test_a_full_band_has_every_pair_of_boundaries() -> None:
    assert cells_of(full_band(1, 2)) == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]


def test_a_row_between_two_points_may_end_anywhere_between_their_columns() -> None:
    band = band_around(np.array([(0, 0), (2, 8), (4, 12), (5, 15)]), 1, 5, 15)
    assert list(zip(band.low.tolist(), band.high.tolist(), strict=True)) == [
        (0, 1), (0, 9), (7, 9), (7, 13), (11, 13), (14, 15),
    ]  # fmt: skip
