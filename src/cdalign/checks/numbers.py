"""Numbers, dates, units and document symbols: what one text says and the other does not."""

from __future__ import annotations

from collections.abc import Iterator

from cdalign.checks.number_comparison import compare_quantities, family_of
from cdalign.checks.rules import SOURCE, TRANSLATION, make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.messages import say
from cdalign.model import Finding
from cdalign.quantities import Quantity
from cdalign.quantities.equality import readings_of
from cdalign.quantities.pairing import pair_quantities

_NAMES = {"numbers": say("number"), "dates": say("date"), "symbols": say("symbol"), "units": say("unit of measure")}


def check_numbers(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding for each number, unit, date or symbol that one text has and the other neither has nor implies."""
    if not (unit.source.quantities or unit.target.quantities):
        return
    compared = compare_quantities(unit.source, unit.target)
    for mine, other in compared.other_units:
        yield _difference(unit, mine, other, "units")
    for mine, other in compared.contradictions:
        yield _difference(unit, mine, other, family_of(mine))
    for side, other_side, quantities in (
        (unit.source, unit.target, compared.missing),
        (unit.target, unit.source, compared.extra),
    ):
        for quantity in quantities:
            yield _absence(unit, side, other_side, quantity)


def check_items(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding where a list counts its points, (a) or (ii), and one text lacks some.

    One value counts in all systems: (一), (i), (a) and 1) are the first. A number that only one text begins with is
    its layout; two texts that begin with different ones differ.
    """
    labels = [[one for one in side.quantities if one.kind == "label"] for side in (unit.source, unit.target)]
    if not all(labels):
        return
    first, other = labels[0][0], labels[1][0]
    if len(labels[0]) == len(labels[1]) == 1:
        if not (_opens(first, unit.source) and _opens(other, unit.target)) or _share_reading(first, other):
            return
        yield _difference(unit, first, other, "numbers")
        return
    left = pair_quantities(*labels)
    for side, answering, missing in (
        (unit.source, unit.target, left.left),
        (unit.target, unit.source, left.other_left),
    ):
        for label in missing:
            message = say("point {label} has no counterpart in the other text", label=label.text)
            quotes = (side.quote([(label.start, label.stop)]), answering.quote())
            yield make_finding("items.missing", message, quotes, unit=unit.id, expected=label.text)


def _opens(label: Quantity, side: CheckedSide) -> bool:
    return not side.text[: label.start].strip()


def _share_reading(one: Quantity, other: Quantity) -> bool:
    return not set(readings_of(one)).isdisjoint(readings_of(other))


def _difference(unit: PreparedUnit, mine: Quantity, other: Quantity, family: str) -> Finding:
    return make_finding(
        f"{family}.different",
        say("the source has {mine}, the translation has {other}", mine=mine.text, other=other.text),
        (unit.source.quote([(mine.start, mine.stop)]), unit.target.quote([(other.start, other.stop)])),
        unit=unit.id,
        expected=mine.unit if family == "units" and mine.unit else mine.value,
        advice=say("compare the {kind} with the source", kind=_NAMES[family]),
    )


def _absence(unit: PreparedUnit, side: CheckedSide, other: CheckedSide, quantity: Quantity) -> Finding:
    family = family_of(quantity)
    where = TRANSLATION if side is unit.source else SOURCE
    return make_finding(
        f"{family}.missing",
        say("{kind} {quantity} is not in the {where}", kind=_NAMES[family], quantity=quantity.text, where=where),
        (side.quote([(quantity.start, quantity.stop)]), other.quote()),
        unit=unit.id,
        expected=quantity.value,
        advice="look whether it was left out, or belongs to a neighbouring unit",
        words=(
            side.quote([(quantity.start, quantity.stop)]).text[quantity.start : quantity.stop],
            quantity.key,
            side.text,
        ),
    )
