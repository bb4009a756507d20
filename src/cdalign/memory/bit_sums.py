"""Sums of many rows of bits, column by column, for eight columns in a byte at once.

Three bits are added to a sum and a carry by five operations on whole rows (carry-save adders; Harley and Seal's count
in Warren, Hacker's Delight, 5-1). A sum is given as binary digits: an array of bits for the ones, one for the twos, …
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Bits = npt.NDArray[np.uint8]

_ALL = 255


def add_rows(weights: Sequence[Bits]) -> list[Bits]:
    """Return the digits of the sum of all rows; those of the first array count 1 each, of the second 2, and so on.

    The arrays have a row or more each. They are overwritten.
    """
    digits: list[Bits] = []
    carries: list[Bits] = []
    waiting = list(weights)
    while waiting or carries:
        rows = np.concatenate([*carries, *waiting[:1]]) if carries else waiting[0]
        carries = []
        digits.append(_add_level(rows, carries))
        waiting = waiting[1:]
    return digits


def _add_level(rows: Bits, carries: list[Bits]) -> Bits:
    """Return the last digit of the sum of rows, and put what is carried into `carries`."""
    while len(rows) > 2:
        count, rest = divmod(len(rows), 3)
        first, second, third = (
            rows[rest : rest + count],
            rows[rest + count : rest + 2 * count],
            rows[rest + 2 * count :],
        )
        differing = first ^ second
        np.bitwise_and(first, second, out=second)
        np.bitwise_xor(differing, third, out=first)
        np.bitwise_and(differing, third, out=differing)
        np.bitwise_or(second, differing, out=second)
        carries.append(second)
        rows = rows[: rest + count]
    if len(rows) == 2:
        carries.append(rows[:1] & rows[1:])
        rows = rows[:1] ^ rows[1:]
    digit: Bits = rows[0]
    return digit


def at_least(digits: Sequence[Bits], least: int) -> Bits:
    """Return a bit for each column: whether its sum is `least`, which is 0 or more, or greater."""
    if least >> len(digits):
        return np.zeros_like(digits[0])
    reached = np.full_like(digits[0], _ALL)
    # From the lowest digit to the highest: if a digit is equal to that of `least`, the lower digits decide.
    for place, digit in enumerate(digits):
        add = np.bitwise_and if least >> place & 1 else np.bitwise_or
        add(reached, digit, out=reached)
    return reached


def set_columns(bits: Bits) -> npt.NDArray[np.int64]:
    """Return the numbers of the columns whose bit is set; the bytes are a multiple of 8."""
    wide = bits.view(np.uint64)
    chosen = np.flatnonzero(wide)
    places = np.flatnonzero(np.unpackbits(wide[chosen].view(np.uint8), bitorder="little").view(np.bool_))
    columns: npt.NDArray[np.int64] = (chosen[places >> 6] << 6) + (places & 63)
    return columns


def sums_at(digits: Sequence[Bits], columns: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the sums of some columns."""
    sums = np.zeros(len(columns), np.int64)
    if len(columns):
        places, shifts = columns >> 3, (columns & 7).astype(np.uint8)
        for weight, digit in enumerate(digits):
            sums += (digit[places] >> shifts & np.uint8(1)).astype(np.int64) << weight
    return sums
