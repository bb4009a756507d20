"""Numbers in digits, as texts print them and as keys write them."""

from __future__ import annotations

from decimal import Decimal


def parse_digits(text: str) -> Decimal:
    """Return the value of digits with thousands separators: `1,000` and `1 000` -> 1000, `3.50` -> 3.50."""
    return Decimal(text.replace(",", "").replace(" ", ""))


def write_number(value: Decimal | int) -> str:
    """Return the canonical form of a value in keys: no exponent, no separators, no trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
