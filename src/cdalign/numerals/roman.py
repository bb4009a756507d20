"""Roman numerals in capitals or small letters, from 1 to 3,999, in standard form (IV, not IIII)."""

from __future__ import annotations

_WORTHS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LARGEST = 3999


def parse_roman(text: str) -> int | None:
    """Return the value of a Roman numeral in one case, or None: `XXVIII` -> 28, `xli` -> 41, `iiii` -> None."""
    if not (text.isupper() or text.islower()):
        return None
    value, rest = 0, text.upper()
    for worth, numeral in _WORTHS:
        while rest.startswith(numeral):
            value, rest = value + worth, rest[len(numeral) :]
    return value if not rest and write_roman(value) == text.upper() else None


def write_roman(value: int) -> str:
    """Return a value from 1 to 3,999 in Roman capitals: 4 -> IV; any other in digits."""
    if not 0 < value <= _LARGEST:
        return str(value)
    written = ""
    for worth, numeral in _WORTHS:
        count, value = divmod(value, worth)
        written += numeral * count
    return written
