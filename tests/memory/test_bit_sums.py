import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdalign.memory.bit_sums import add_rows, at_least, set_columns, sums_at


@given(st.lists(st.integers(1, 40), min_size=1, max_size=4), st.integers(0, 2**32 - 1), st.integers(1, 5))
def test_sums_are_those_of_the_bits(heights: list[int], seed: int, words: int) -> None:
    chance = np.random.default_rng(seed)
    weights = [chance.integers(0, 256, (height, 8 * words), dtype=np.uint8) for height in heights]
    expected = sum(
        np.unpackbits(rows, axis=1, bitorder="little").sum(axis=0, dtype=np.int64) << place
        for place, rows in enumerate(weights)
    )
    digits = add_rows(weights)
    columns = np.arange(64 * words)
    assert np.array_equal(sums_at(digits, columns), expected)
    most = int(np.max(expected))
    for least in {0, 1, most // 2, most, most + 1, 2 * most + 5}:
        assert np.array_equal(set_columns(at_least(digits, least)), np.flatnonzero(expected >= least))


@pytest.mark.parametrize("columns", [[], [0], [63, 64, 127]])
def test_the_numbers_of_set_bits_come_in_order(columns: list[int]) -> None:
    bits = np.zeros(128, np.uint8)
    bits[columns] = 1
    assert set_columns(np.packbits(bits, bitorder="little")).tolist() == columns
