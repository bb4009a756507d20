"""Whether a text answers a quantity of the other one: says the same in some other way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cdalign.checks.sides import CheckedSide
from cdalign.numerals import write_han_numeral
from cdalign.quantities import Quantity
from cdalign.quantities.dates import split_date
from cdalign.quantities.equality import plain_values, readings_of

# "1" in digits is answered by words that are not numbers elsewhere.
_ONE = re.compile(r"\b(?:one|a|an|single|first|each|per)\b|一|首|每|单", re.IGNORECASE)
_TWO = re.compile(r"\b(?:both|pair|couple|double|dual|twice|two|bi\w+)\b|[两双]", re.IGNORECASE)
# Numbers up to this are looked for in words that are not quantities elsewhere: 欧六, "Euro 6".
_LARGEST_IN_WORDS = 99
_DIGIT_RUN = re.compile(r"\d+(?:[,.]\d+)*")
_DIGIT_RUNS_WITH_LETTERS = re.compile(r"\d+")


@dataclass(frozen=True)
class SaidInText:
    """What a text says in numbers: the readings of its quantities, and the parts of its dates.

    `plain` are plain numbers, `rest` the words outside quantities, `digit_runs` the digits outside paired ones.
    """

    side: CheckedSide
    readings: frozenset[str]
    years: frozenset[str]
    months: frozenset[str]
    days: frozenset[tuple[str, str]]
    plain: frozenset[str]
    rest: str
    digit_runs: frozenset[str]


def take_apart(side: CheckedSide, paired: Iterable[Quantity]) -> SaidInText:
    """Return what a text says; `paired` are those of its quantities that have a counterpart in the other text."""
    dates = [split_date(key) for one in side.quantities if one.kind == "date" for key in readings_of(one)]
    rest = _without(side.text, side.quantities)
    return SaidInText(
        side,
        readings=frozenset(key for one in side.quantities for key in readings_of(one)),
        years=frozenset(year for year, _, _ in dates if year),
        months=frozenset(month for _, month, _ in dates if month),
        days=frozenset((month, day) for _, month, day in dates if day),
        plain=frozenset(value for one in side.quantities for value in plain_values(one)),
        rest=rest,
        digit_runs=frozenset(_digit_runs(_without(side.text, paired))),
    )


def _without(text: str, quantities: Iterable[Quantity]) -> str:
    """Return a text of the same length without the words of some quantities."""
    pieces, at = [], 0
    for one in sorted(quantities, key=lambda one: one.start):
        if one.start >= at:
            pieces += [text[at : one.start], " " * (one.stop - one.start)]
            at = one.stop
    return "".join([*pieces, text[at:]])


def _digit_runs(text: str) -> set[str]:
    runs = {run.replace(",", "") for run in _DIGIT_RUN.findall(text)}
    return runs | set(_DIGIT_RUNS_WITH_LETTERS.findall(text))


def is_answered(quantity: Quantity, other: SaidInText) -> bool:
    """Return whether the other text says the same as a quantity, in digits, in words or as a part of something."""
    if not other.readings.isdisjoint(readings_of(quantity)):
        return True
    if quantity.kind == "date":
        return any(_is_date_answered(key, other) for key in readings_of(quantity))
    if quantity.kind == "symbol":
        return _is_symbol_answered(quantity, other.side) or _is_resolution_answered(quantity, other)
    if quantity.kind in ("url", "mail", "version", "phone"):
        return quantity.value.lower() in other.side.text.lower()
    return any(_is_number_answered(value, other) for value in plain_values(quantity))


def _is_number_answered(value: str, other: SaidInText) -> bool:
    if value in other.plain or value in other.years or value in other.digit_runs:
        return True
    if (value == "1" and _ONE.search(other.side.text)) or (value == "2" and _TWO.search(other.rest)):
        return True
    return value.isdigit() and int(value) <= _LARGEST_IN_WORDS and write_han_numeral(int(value)) in other.rest


def _is_date_answered(key: str, other: SaidInText) -> bool:
    if key.startswith("number:"):
        return key.removeprefix("number:") in other.plain
    year, month, day = split_date(key)
    if year and year not in other.years and year not in other.plain and year not in other.digit_runs:
        # A list may name its year once: a date without one answers a date with one.
        return bool(day) and not other.years and (month, day) in other.days
    if day and month:
        return (month, day) in other.days
    if day:
        return any(day == known for _, known in other.days) or str(int(day)) in other.plain
    return not month or month in other.months


def _is_symbol_answered(quantity: Quantity, other: CheckedSide) -> bool:
    """Return whether the other text has the symbol, or a longer or shorter one that ends alike (71/67, A/RES/71/67)."""
    value = quantity.value.upper()
    printed = r"\s*".join(map(re.escape, value))
    if re.search(rf"(?<![A-Z0-9]){printed}(?![0-9A-Z])", other.text.upper()):
        return True
    return any(value.endswith("/" + one.value.upper()) for one in other.quantities if one.kind == "symbol")


def _is_resolution_answered(quantity: Quantity, other: SaidInText) -> bool:
    """Return whether the other text names a resolution by its number and year: S/RES/1540(2004), 第1540(2004)号决议."""
    numbers = re.findall(r"\d+", quantity.value.rpartition("/")[2])
    return "RES/" in quantity.value and len(numbers) > 1 and set(numbers) <= other.plain | other.years
