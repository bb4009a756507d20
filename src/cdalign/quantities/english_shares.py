"""The forms of shares and multiples in English: halves, chances, dozens, decades, magnitudes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from cdalign.numerals.words import ENGLISH_MULTIPLIERS
from cdalign.quantities.digits import write_number
from cdalign.quantities.english_numerals import BELOW_HUNDRED, CARDINAL, MULTIPLIER, value_of
from cdalign.quantities.forms import DIGITS, Form, FormReading, whole
from cdalign.quantities.units_of_measure import HALF_MONTH, HALF_MONTHS

_WORD_MULTIPLES = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5, "sextupl": 6}


def read_half_number(match: re.Match[str]) -> Iterable[FormReading]:
    """Read half of a number: `half a million` -> number:500000, `half a dozen` -> number:6."""
    number = ENGLISH_MULTIPLIERS.get(match[1].lower(), 12)
    return whole(match, f"number:{number // 2}", is_spelt=True)


def read_half_unit(match: re.Match[str]) -> Iterable[FormReading]:
    """Read half of a unit of time: `half an hour` -> half an hour, not half of something else."""
    if match[1].lower() == "month":
        return whole(match, "number:0.5", is_spelt=True, unit=HALF_MONTH, also=HALF_MONTHS)
    return whole(match, "number:0.5", is_spelt=True, unit=match[1].lower())


def read_unit_and_half(match: re.Match[str]) -> Iterable[FormReading]:
    """Read one unit and a half of it: `a year and a half` -> one and a half years."""
    return whole(match, "number:1.5", is_spelt=True, unit=match[1].lower())


def read_chance(match: re.Match[str]) -> Iterable[FormReading]:
    """Read shares expressed as one out of a number: `1 in 10`, `one household in four` -> fraction:1/4."""
    return whole(match, f"fraction:1/{write_number(value_of(match[1]))}", is_spelt=True)


def read_multiple(match: re.Match[str]) -> Iterable[FormReading]:
    """Read multiples: `tripled` -> multiple:3, `fivefold` -> multiple:5, `ten times larger`; `halved` -> fraction:1/2.

    `ten times larger` may mean ten or eleven times the size. What has doubled has grown by 100 per cent.
    """
    if match[1]:
        if match[1].lower() == "halv":
            return whole(match, "fraction:1/2", is_spelt=True)
        times = _WORD_MULTIPLES[match[1].lower()]
        return whole(match, f"multiple:{times}", is_spelt=True, also=(f"percent:{100 * (times - 1)}",))
    value = value_of(match[2])
    if match[3]:
        return whole(match, f"multiple:{write_number(value)}", is_spelt=True)
    more = (f"multiple:{write_number(value + 1)}",) if match[4].lower().endswith(("er", "more")) else ()
    return whole(match, f"multiple:{write_number(value)}", is_spelt=True, also=(*more, f"number:{write_number(value)}"))


def read_increase(match: re.Match[str]) -> Iterable[FormReading]:
    """Read growth by a number of times, which may or may not include the original: `increased by three times`."""
    value = value_of(match[1])
    keys = (f"multiple:{write_number(value)}", f"multiple:{write_number(value + 1)}")
    return whole(match, keys[0], is_spelt=True, also=(keys[1], f"number:{write_number(value)}"))


def read_twice(match: re.Match[str]) -> Iterable[FormReading]:
    """Read twice as much, or two times: `twice` -> number:2, multiple:2."""
    return whole(match, "number:2", is_spelt=True, also=("multiple:2",))


def read_vague(match: re.Match[str]) -> Iterable[FormReading]:
    """Read numbers that give only a magnitude: `millions of`, `hundreds of thousands` -> vague:100000."""
    value = 1
    for word in re.findall(r"[a-z]+", match[0].lower()):
        value *= ENGLISH_MULTIPLIERS.get(word.removesuffix("s"), 10 if word in ("tens", "dozens", "scores") else 1)
    return whole(match, f"vague:{value}", is_spelt=True)


def read_dozens(match: re.Match[str]) -> Iterable[FormReading]:
    """Read dozens: `a dozen` -> number:12, `three dozen` -> number:36."""
    times = Decimal(1) if not match[1] or match[1].lower() in ("a ", "one ") else value_of(match[1].strip())
    return whole(match, f"number:{write_number(times * 12)}", is_spelt=True, also=("number:10", "vague:10"))


def read_decades(match: re.Match[str]) -> Iterable[FormReading]:
    """Read decades and centuries that Chinese counts as years: `two decades`, `half a century` -> 20, 50 years.

    `a decade and a half` is 15 years.
    """
    word = (match[1] or "a").lower()
    count = Decimal(1) if word in ("a", "an", "one") else Decimal("0.5") if word == "half a" else value_of(word)
    count += Decimal("0.5") if match[3] else 0
    years = 10 if (match[2] or "").lower().startswith("dec") else 100
    return whole(match, f"number:{write_number(years * count)}", is_spelt=True, unit="year")


_TIME_UNITS = "year|month|day|hour|minute|century|decade|week"
_BIGGER = (
    r"as|more|larger|higher|greater|bigger|longer|faster|heavier|wider|taller|older|stronger|costlier|smaller|lower|the|"
    r"that|what|its"
)

SHARES = (
    Form("half_number", rf"(?i:half an? ({MULTIPLIER}|dozen))\b", read_half_number),
    Form(
        "decades",
        rf"(?i:(half a|an?|one|{BELOW_HUNDRED}|\d{{1,3}})[ -](decade|centurie|century)s?( and a half)?)\b|"
        r"(?i:centenar(?:y|ies)|centennials?)\b",
        read_decades,
        ("decade", "centur", "centen"),
    ),
    Form("half_unit", rf"(?i:half an? ({_TIME_UNITS}))\b", read_half_unit),
    Form("unit_and_half", rf"(?i:(?:an?|one) ({_TIME_UNITS}) and a half)\b", read_unit_and_half),
    Form(
        "chance",
        rf"(?i:1|one)(?: [a-z]+)? (?:in|out of)(?: every)? ({DIGITS}|(?i:{CARDINAL}))\b(?! (?:of|{MULTIPLIER}))",
        read_chance,
    ),
    Form(
        "multiple",
        rf"(?i:(doubl|tripl|trebl|quadrupl|quintupl|sextupl|halv)"
        r"(?:es|ed|e|ing)\b(?![- ](?:check|standard|taxation|click))|"
        rf"({CARDINAL}|{DIGITS})(?:-?(fold)\b| times (?=({_BIGGER})\b)))",
        read_multiple,
        ("doubl", "tripl", "trebl", "quadrupl", "quintupl", "sextupl", "halv", "fold", "times"),
    ),
    Form(
        "increase",
        rf"(?i:(?:(?<=increased )|(?<=increased by ))({CARDINAL}|{DIGITS}) times)\b",
        read_increase,
        ("increased",),
    ),
    Form("twice", r"(?i:twice|two times)\b", read_twice),
    Form("dozens", rf"(?i:((?:a|one|{BELOW_HUNDRED}) )?dozen)\b", read_dozens, ("dozen",)),
    Form(
        "vague",
        rf"(?i:(?:tens|dozens|scores|hundreds|thousands|millions|billions|trillions)"
        rf"(?: of (?:thousands|millions|billions))?|"
        rf"(?:several|a few|some few|many) (?:{MULTIPLIER}))s?\b",
        read_vague,
    ),
)
