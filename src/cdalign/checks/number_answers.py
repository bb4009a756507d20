"""Whether a text answers a quantity of the other one: says the same in some other way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cdalign.checks.sides import CheckedSide
from cdalign.numerals import write_han_numeral
from cdalign.quantities import Quantity
from cdalign.quantities.dates import split_date, time_keys
from cdalign.quantities.equality import plain_values, readings_of

# "1" in digits is answered by words that are not numbers elsewhere.
_ONE = re.compile(r"\b(?:one|a|an|single|first|each|per)\b|一|首|每|单", re.IGNORECASE)
_TWO = re.compile(r"\b(?:both|pair|couple|double|dual|twice|two|bi\w+)\b|[两双]", re.IGNORECASE)
# Numbers up to this are looked for in words that are not quantities elsewhere: 欧六, "Euro 6".
_LARGEST_IN_WORDS = 99
_HOUR_AND_MINUTES = re.compile(r"(1?\d|2[0-3])\.([0-5]\d)")
_DIGIT_RUN = re.compile(r"\d+(?:[,.]\d+)*")
_DIGIT_RUNS_WITH_LETTERS = re.compile(r"\d+")


# Days and months that have names in both languages, or that words about the year imply.
_NAMED_DAYS = {
    "01-01": r"元旦|新年(?=[第前]|当[天日])|\bnew year['’]s day\b",
    "02-14": r"情人节|\bvalentine",
    "03-08": r"三八|妇女节|\bwomen['’]s day\b",
    "05-01": r"五一|劳动节|\b(?:may|labou?r) day\b",
    "05-04": r"五四|青年节",
    "06-01": r"六一|儿童节|\bchildren['’]s day\b",
    "06-04": r"六四",
    "07-01": r"七一",
    "07-07": r"七[·.]?七(?=事变)|卢沟桥事变",
    "08-01": r"八一",
    "09-11": r"九[·.]?一一|\b9/11\b",
    "09-18": r"九[·.]?一八",
    "10-01": r"国庆|\bnational day\b",
    "10-24": r"联合国日|\bunited nations day\b",
    "10-31": r"万圣|\bhallowe",
    "11-11": r"双十一|双11|光棍节|\bsingles['’]? day\b",
    "12-24": r"平安夜|圣诞(?:节)?前[夕夜]|\bchristmas eve\b",
    "12-25": r"圣诞|\b(?:christmas|xmas)\b",
    "12-31": r"年[底末终]|跨年夜|除夕|\bend of (?:the|this|that|next|last|each) (?:\w+ )?year\b|\byear['’]?s?[- ]end\b|"
    r"\bnew year['’]s eve\b",
}
# What is called by its day is known by its year as well: 九一八, the incident of 18 September 1931.
_YEAR_OF_EVENT = {"05-04": "1919", "07-07": "1937", "09-11": "2001", "09-18": "1931"}
_NAMED_DAY = {day: re.compile(words, re.IGNORECASE) for day, words in _NAMED_DAYS.items()}
_ROUND_THE_CLOCK = re.compile(r"昼夜|全天|\b(?:round|around) the clock\b|\b24/7\b|\bday and night\b", re.IGNORECASE)
_WEEKEND = re.compile(r"周末|双休日|\bweekends?\b", re.IGNORECASE)
_WORKING_WEEK = re.compile(r"工作日|平日|\b(?:weekdays?|working days?|working week)\b", re.IGNORECASE)


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
        return any(_is_date_answered(key, other) for key in readings_of(quantity)) or _is_day_named(quantity, other)
    if quantity.kind == "weekday":
        return (_WEEKEND if quantity.value in "67" else _WORKING_WEEK).search(other.side.text) is not None
    if quantity.kind == "symbol":
        return _is_symbol_answered(quantity, other.side) or _is_resolution_answered(quantity, other)
    if quantity.kind in ("url", "mail", "version", "phone"):
        return quantity.value.lower() in other.side.text.lower()
    if quantity.value == "24" and quantity.unit == "hour" and _ROUND_THE_CLOCK.search(other.side.text):
        return True
    return any(_is_number_answered(value, other) for value in plain_values(quantity)) or _is_time_in_digits(
        quantity, other
    )


def _is_number_answered(value: str, other: SaidInText) -> bool:
    if value in other.plain or value in other.years or value in other.digit_runs:
        return True
    if (value == "1" and _ONE.search(other.side.text)) or (value == "2" and _TWO.search(other.rest)):
        return True
    return value.isdigit() and int(value) <= _LARGEST_IN_WORDS and write_han_numeral(int(value)) in other.rest


def _is_time_in_digits(quantity: Quantity, other: SaidInText) -> bool:
    """Return whether a number with two decimals and a time of the other text are one: 7.50 for 八点差十分."""
    if quantity.kind == "time":
        hours, _, minutes = quantity.value.partition(":")
        return re.search(rf"(?<!\d){int(hours) % 12 or 12}[.:]{minutes}(?!\d)", other.side.text) is not None
    found = _HOUR_AND_MINUTES.fullmatch(quantity.text)
    return found is not None and not other.readings.isdisjoint(time_keys(int(found[1]), int(found[2])))


def _is_date_answered(key: str, other: SaidInText) -> bool:
    if key.startswith("number:"):
        return key.removeprefix("number:") in other.plain
    year, month, day = split_date(key)
    if key == "date:2000" and "千禧" in other.side.text:
        return True
    if year and year not in other.years and year not in other.plain and year not in other.digit_runs:
        # A list may name its year once: a date without one answers a date with one.
        return bool(day) and not other.years and (month, day) in other.days
    if day and month:
        return (month, day) in other.days
    if day:
        return any(day == known for _, known in other.days) or str(int(day)) in other.plain
    return not month or month in other.months


def _is_day_named(quantity: Quantity, other: SaidInText) -> bool:
    """Return whether the other text has the name of a day: Christmas for 12月25日, 年底 for 31 December or December."""
    year, month, day = split_date(quantity.key)
    if year and year not in other.years and year != _YEAR_OF_EVENT.get(f"{month}-{day}"):
        return False
    named = _NAMED_DAY.get(f"{month}-{day or '31'}") if month and (day or month == "12") else None
    return named is not None and named.search(other.side.text) is not None


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
