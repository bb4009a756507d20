"""Numbers, dates and document symbols: what one text says and the other does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cdalign.checks.rules import make_finding
from cdalign.checks.sides import PreparedUnit, Side
from cdalign.model import Finding
from cdalign.quantities import Quantity
from cdalign.quantities.dates import split_date

_FAMILIES = {
    "date": "dates",
    "time": "dates",
    "weekday": "dates",
    "decade": "dates",
    "symbol": "symbols",
    "url": "symbols",
}
_NAMES = {"numbers": "number", "dates": "date", "symbols": "symbol"}
# Small numbers in words come and go in good translation (two, both, a pair); only a contradiction tells.
_LARGEST_LOOSE = 10
# "1" in digits is answered by words that are no numbers elsewhere.
_ONE = re.compile(r"\b(?:one|a|an|single|first|each|per)\b|一|首|每|单", re.IGNORECASE)
# Chinese counts with (一) what English counts with (i).
_HAN_LABEL = re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]")
_DIGIT_RUN = re.compile(r"\d+(?:[,.]\d+)*")
_DIGIT_RUNS_WITH_LETTERS = re.compile(r"\d+")


def check_numbers(unit: PreparedUnit) -> Iterator[Finding]:
    """Give a finding for every number, date or symbol that one text has and the other neither has nor implies."""
    missing = _unanswered(unit.source, unit.target)
    extra = _unanswered(unit.target, unit.source)
    for mine, other in _pair_contradictions(missing, extra):
        yield _difference(unit, mine, other)
        missing.remove(mine)
        extra.remove(other)
    for side, other_side, quantities in ((unit.source, unit.target, missing), (unit.target, unit.source, extra)):
        for quantity in quantities:
            if not _is_loose(quantity):
                yield _absence(unit, side, other_side, quantity)


def check_items(unit: PreparedUnit) -> Iterator[Finding]:
    """Give a finding where a list counts its points with letters, (a) or (ii), and one text lacks some."""
    counts_in_han = any(_HAN_LABEL.search(side.text) for side in (unit.source, unit.target))
    labels = [
        [one for one in side.quantities if one.kind == "label" and not (counts_in_han and _is_roman(one))]
        for side in (unit.source, unit.target)
    ]
    # A lone (a) may be a reference to another text's point.
    if min(map(len, labels)) < 1 or max(map(len, labels)) < 2:
        return
    keys = [{one.key for one in side} for side in labels]
    for (side, other), mine, others in zip(unit.sides, labels, reversed(keys), strict=True):
        for label in mine:
            if label.key not in others:
                message = f"point {label.text} has no counterpart in the other text"
                quotes = (side.quote([(label.start, label.stop)]), other.quote())
                yield make_finding("items.missing", message, quotes, unit=unit.id, expected=label.text)


def _is_roman(label: Quantity) -> bool:
    return not label.value.strip("ivx")


def family_of(quantity: Quantity) -> str:
    """Give the family of rules that a quantity belongs to: numbers, dates or symbols."""
    return _FAMILIES.get(quantity.kind, "numbers")


@dataclass(frozen=True)
class _Values:
    """What the quantities of a text say, taken apart."""

    keys: frozenset[str]
    years: frozenset[str]
    months: frozenset[str]
    days: frozenset[tuple[str, str]]
    numbers: frozenset[str]


def _values_of(side: Side) -> _Values:
    dates = [split_date(one.key) for one in side.quantities if one.kind == "date"]
    return _Values(
        keys=frozenset(one.key for one in side.quantities),
        years=frozenset(year for year, _, _ in dates if year),
        months=frozenset(month for _, month, _ in dates if month),
        days=frozenset((month, day) for _, month, day in dates if day),
        numbers=frozenset(_number_of(one) for one in side.quantities if one.kind not in ("date", "label")),
    )


def _number_of(quantity: Quantity) -> str:
    """Give the plain value: of `money:USD:5` 5, of `code:G20` 20."""
    value = quantity.value.rpartition(":")[2]
    if quantity.kind == "code":
        return "".join(re.findall(r"\d+", value))
    return value


def _unanswered(side: Side, other: Side) -> list[Quantity]:
    mine = [one for one in side.quantities if one.kind not in ("label", "code")]
    if not mine or {one.key for one in mine} <= {one.key for one in other.quantities}:
        return []
    values = _values_of(other)
    return [one for one in mine if not _is_answered(one, values, other)]


def _is_answered(quantity: Quantity, values: _Values, other: Side) -> bool:
    if quantity.key in values.keys:
        return True
    if quantity.kind == "date":
        return _is_date_answered(quantity, values, other)
    if quantity.kind in ("symbol", "url"):
        return _is_symbol_answered(quantity, other)
    number = _number_of(quantity)
    if number in values.numbers or number in values.years:
        return True
    if number == "1" and _ONE.search(other.text):
        return True
    return number in _digit_runs(other.text)


def _is_date_answered(quantity: Quantity, values: _Values, other: Side) -> bool:
    year, month, day = split_date(quantity.key)
    if year and year not in values.years and year not in values.numbers and year not in _digit_runs(other.text):
        # A list may name its year once: a date without one answers a date with one.
        return bool(day) and not values.years and (month, day) in values.days
    if day and month:
        return (month, day) in values.days
    if day:
        return any(day == known for _, known in values.days) or str(int(day)) in values.numbers
    return not month or month in values.months


def _is_symbol_answered(quantity: Quantity, other: Side) -> bool:
    """Say whether the other text has the symbol, or a longer or shorter one that ends alike (71/67, A/RES/71/67)."""
    value = quantity.value.upper()
    text = re.sub(r"\s", "", other.text).upper()
    if re.search(rf"(?<![A-Z0-9]){re.escape(value)}(?![0-9A-Z])", text):
        return True
    return any(value.endswith("/" + one.value.upper()) for one in other.quantities if one.kind == "symbol")


def _digit_runs(text: str) -> set[str]:
    runs = {run.replace(",", "") for run in _DIGIT_RUN.findall(text)}
    return runs | set(_DIGIT_RUNS_WITH_LETTERS.findall(text))


def _is_loose(quantity: Quantity) -> bool:
    """Say whether the absence of a quantity tells nothing: small, and written in words."""
    if not quantity.is_spelt:
        return False
    # "a thousand times" and "a dozen" say many.
    if quantity.kind == "fraction" or quantity.text.lower().startswith(("a ", "an ", "dozen")):
        return True
    return quantity.kind in ("number", "ordinal") and float(quantity.value) <= _LARGEST_LOOSE


def _pair_contradictions(missing: list[Quantity], extra: list[Quantity]) -> list[tuple[Quantity, Quantity]]:
    """Pair what stands on one side only with what stands on the other only, in the same family and in order."""
    pairs = []
    free = list(extra)
    for mine in missing:
        other = next((one for one in free if _contradicts(mine, one)), None)
        if other is not None:
            pairs.append((mine, other))
            free.remove(other)
    return pairs


def _contradicts(mine: Quantity, other: Quantity) -> bool:
    # One of ten is no other number than ten.
    if "fraction" in (mine.kind, other.kind) or (_is_loose(mine) and _is_loose(other)):
        return mine.kind == other.kind
    return family_of(mine) == family_of(other)


def _difference(unit: PreparedUnit, mine: Quantity, other: Quantity) -> Finding:
    family = family_of(mine)
    return make_finding(
        f"{family}.different",
        f"the source has {mine.text}, the translation has {other.text}",
        (unit.source.quote([(mine.start, mine.stop)]), unit.target.quote([(other.start, other.stop)])),
        unit=unit.id,
        expected=mine.value.rpartition(":")[2],
        advice=f"compare the {_NAMES[family]} with the source",
    )


def _absence(unit: PreparedUnit, side: Side, other: Side, quantity: Quantity) -> Finding:
    family = family_of(quantity)
    where = "translation" if side is unit.source else "source"
    return make_finding(
        f"{family}.missing",
        f"{_NAMES[family]} {quantity.text} is not in the {where}",
        (side.quote([(quantity.start, quantity.stop)]), other.quote()),
        unit=unit.id,
        expected=quantity.value.rpartition(":")[2],
        advice="look whether it was left out, or belongs to a neighbouring unit",
        words=(
            side.quote([(quantity.start, quantity.stop)]).text[quantity.start : quantity.stop],
            quantity.key,
            side.text,
        ),
    )
