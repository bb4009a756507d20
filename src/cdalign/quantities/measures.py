"""What belongs to a number in the text around it: a sign before it, a unit after it, and what a range shares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from cdalign.patterns import compile_late
from cdalign.quantities.digits import write_number
from cdalign.quantities.forms import FormReading
from cdalign.quantities.units_of_measure import UnitWords, is_currency, speed_of

_MEASURED = ("number", "percent", "money", "fraction")
_MINUS = "-–−‑﹣－"
# Before a minus there is nothing, a space, an opening bracket or a word; never a number or its unit, as in a range.
_MINUS_SIGN = compile_late(rf"(?:(?<![\s\S])|(?<=[\s(\[:：、,\u3400-\u9fff]))[{_MINUS}](?:[A-Z]{{0,3}}[$€£¥￥])?\Z")
_SIGN_REACH = 12


@dataclass(frozen=True)
class Surroundings:
    """The words of one language around numbers, as patterns.

    `negative` ends before a number below zero; `below_zero` begins after one with its unit. `half` adds a half to
    what it follows (两年半, "a year and a half"); `half_before` comes before a unit (两个半小时). `scale` is a number
    with its multiplier; group 1 is the number that is multiplied. `between` joins the two ends of a range.
    `each_hour` ends before what is done in an hour (每小时80公里).
    """

    units: UnitWords
    negative: re.Pattern[str]
    below_zero: re.Pattern[str]
    half: re.Pattern[str]
    half_before: re.Pattern[str]
    scale: re.Pattern[str]
    between: re.Pattern[str]
    each_hour: re.Pattern[str]


def measure(readings: Iterable[FormReading], text: str, around: Surroundings) -> list[FormReading]:
    """Return the readings of a text with signs and units, which the ends of a range share: `5 to 25 per cent`."""
    measured: list[FormReading] = []
    end = 0
    for reading in readings:
        if reading.start < end:
            continue
        measured.append(_measure_one(reading, text, around, end))
        end = measured[-1].stop
    return _share_ranges(measured, text, around)


def _measure_one(reading: FormReading, text: str, around: Surroundings, end: int) -> FormReading:
    kind = reading.key.partition(":")[0]
    if kind not in _MEASURED:
        return reading
    if kind == "number" and not reading.unit:
        reading = _with_unit(reading, text, around)
    return _with_sign(reading, text, around, end)


def _with_unit(reading: FormReading, text: str, around: Surroundings) -> FormReading:
    # 两个半小时, 两年半: the half comes before the unit or after it.
    before = around.half_before.match(text, reading.stop)
    found = around.units.match(text, before.end() if before else reading.stop)
    if found is None:
        return reading
    name, stop = found
    value = Decimal(reading.key.partition(":")[2]) + (Decimal("0.5") if before else 0)
    half = around.half.match(text, stop)
    if half is not None:
        value, stop = value + Decimal("0.5"), half.end()
    kind = "money" if is_currency(name) else "percent" if name == "percentage point" else "number"
    if around.each_hour.search(text, max(0, reading.start - _SIGN_REACH), reading.start):
        name = speed_of(name)
    return replace(reading, stop=stop, key=f"{kind}:{write_number(value)}", unit=name)


def _with_sign(reading: FormReading, text: str, around: Surroundings, end: int) -> FormReading:
    kind, _, value = reading.key.partition(":")
    reach = max(end, reading.start - _SIGN_REACH)
    below = around.below_zero.match(text, reading.stop)
    found = around.negative.search(text, reach, reading.start)
    # A dash right after another quantity joins the two: 上午9时-11时, 3%-5%.
    if found is None and not (end and text[end : reading.start].strip() in tuple(_MINUS)):
        found = _MINUS_SIGN.search(text, reach, reading.start)
    if (below is None and found is None) or value.startswith("-"):
        return reading
    start = found.start() if found else reading.start
    return replace(reading, start=start, stop=below.end() if below else reading.stop, key=f"{kind}:-{value}", also=())


def _share_ranges(readings: Sequence[FormReading], text: str, around: Surroundings) -> list[FormReading]:
    """Return the readings with the unit, percentage or multiplier of the end of a range copied to its start."""
    shared = list(readings)
    for at in range(len(shared) - 2, -1, -1):
        first, last = shared[at], shared[at + 1]
        if first.key.startswith(("number:", "money:")) and around.between.fullmatch(text, first.stop, last.start):
            if first.key.startswith("money:") and last.key.startswith("number:") and not last.unit:
                last = shared[at + 1] = replace(last, key=f"money:{last.key[7:]}", unit=first.unit, also=(last.key,))
            shared[at], shared[at + 1] = _share_sign(_share(first, last, text, around), last, text)
    return shared


def _share_sign(first: FormReading, last: FormReading, text: str) -> tuple[FormReading, FormReading]:
    """Return both ends of a range below zero if words say so of one: 零下10至20度, "10 to 20 degrees below zero".

    The other end may still be above zero.
    """
    is_first_below, is_last_below = ":-" in first.key, ":-" in last.key
    if is_first_below and not is_last_below and text[first.start] not in f"{_MINUS}(":
        return first, _negated(last)
    if is_last_below and not is_first_below and text[last.start].isdigit():
        return _negated(first), last
    return first, last


def _negated(reading: FormReading) -> FormReading:
    return replace(reading, key=reading.key.replace(":", ":-", 1), also=(*reading.also, reading.key))


def _share(first: FormReading, last: FormReading, text: str, around: Surroundings) -> FormReading:
    kind, _, value = first.key.partition(":")
    other_kind, _, other = last.key.partition(":")
    if other_kind not in ("number", "money", "percent") or (first.unit and first.unit != last.unit):
        return first
    number = Decimal(value)
    scale = around.scale.fullmatch(text[last.start : last.stop])
    also = first.also
    if scale is not None and not around.scale.fullmatch(text[first.start : first.stop]):
        mantissa = Decimal(re.sub(r"[^\d.]", "", scale[1]) or "0")
        if mantissa and 0 < number < mantissa:
            number, also = number * (abs(Decimal(other)) / mantissa), (*also, first.key)
    if not first.unit and (last.unit or other_kind == "percent"):
        kind, also = other_kind, (*also, first.key)
    return replace(first, key=f"{kind}:{write_number(number)}", unit=first.unit or last.unit, also=also)
