"""When two quantities of two texts are equal, in whichever kind and unit they are written."""

from __future__ import annotations

from fractions import Fraction

from cdalign.quantities.forms import Quantity
from cdalign.quantities.units_of_measure import amount, may_be_same

# Kinds with a plain number, which the other text may write in another of these kinds: 第五款, paragraph 5.
_PLAIN = frozenset(
    [
        "number",
        "ordinal",
        "percent",
        "money",
        "multiple",
        "article",
        "paragraph",
        "chapter",
        "section",
        "part",
        "annex",
        "appendix",
        "table",
        "figure",
        "decade",
    ]
)


def readings_of(quantity: Quantity) -> tuple[str, ...]:
    """Return all keys that a quantity can have, the likeliest first."""
    return (quantity.key, *quantity.also)


def share_of(quantity: Quantity) -> Fraction | None:
    """Return a percentage or a fraction as a fraction of one: percent:60 -> 3/5; None for other kinds."""
    if quantity.kind == "percent":
        return Fraction(quantity.value) / 100
    if quantity.kind == "fraction":
        over, _, under = quantity.value.partition("/")
        return Fraction(over) / Fraction(under) if Fraction(under) else None
    return None


def amount_of(quantity: Quantity) -> tuple[str, Fraction] | None:
    """Return a quantity in base units: 1.2 吨 -> (mass, 1200000); None without a unit of measure."""
    if quantity.kind != "number" or not quantity.unit:
        return None
    return amount(Fraction(quantity.value), quantity.unit)


def plain_values(quantity: Quantity) -> tuple[str, ...]:
    """Return the numbers that a quantity may be read as without its kind: article:6 -> 6, date:1995 -> 1995."""
    if quantity.kind in _PLAIN:
        return (quantity.value,)
    if quantity.kind == "date" and len(quantity.value) == 4:
        return (quantity.value,)
    return ()


def differ_in_unit(one: Quantity, other: Quantity) -> bool:
    """Return whether two quantities of one value have units that cannot be the same, as 43 公里 and 43 miles."""
    if one.kind == other.kind == "percent":
        return one.unit != other.unit
    if not (one.unit and other.unit) or may_be_same(one.unit, other.unit):
        return False
    amounts = _share_or_amount(one), _share_or_amount(other)
    return amounts[0] is None or amounts[0] != amounts[1]


def _share_or_amount(quantity: Quantity) -> tuple[str, Fraction] | None:
    """Return a share or an amount in base units: 25 basis points and a quarter of a percentage point are one."""
    share = share_of(quantity)
    return amount_of(quantity) if share is None else ("share", share)
