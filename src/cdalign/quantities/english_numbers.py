"""The forms of numbers in English: percentages, rates, money, ordinals, counts; in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from cdalign.numerals import parse_english_ordinal
from cdalign.numerals.words import ENGLISH_MULTIPLIERS
from cdalign.quantities.digits import write_number
from cdalign.quantities.english_numerals import (
    BELOW_HUNDRED,
    CARDINAL,
    ORDINAL_WORD,
    SCALED,
    SHORT_MULTIPLIERS,
    key_of,
    value_of,
)
from cdalign.quantities.forms import DIGITS, Form, FormReading, is_year, one_of, whole
from cdalign.quantities.units_of_measure import SIGNS

_FOLDS = {"thrice": 3, "both": 2, "duplicate": 2, "triplicate": 3, "quadruplicate": 4}
_OF_THE_PRICE = re.compile(
    r" of (?:the|its|their) (?:(?:original|full|regular|normal|list|usual|marked|retail|initial) )?(?:price|cost)\b|"
    r" of (?:what|the amount) "
)
_FRACTION_UNITS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip


def read_percent(match: re.Match[str]) -> Iterable[FormReading]:
    """Read percentages: `3.5 per cent`, `3.5%`, `ten percent` -> percent:3.5, percent:10; percentage points too."""
    unit = "percentage point" if "point" in match[0].lower() else ""
    value = value_of(match[1])
    # 八折 is 80 per cent of a price, and 20 per cent off it.
    is_price = _OF_THE_PRICE.match(match.string, match.end())
    also = (f"percent:{write_number(100 - value)}",) if is_price else ()
    stop = is_price.end() if is_price else match.end()
    yield FormReading(match.start(), stop, f"percent:{write_number(value)}", unit=unit, also=also)


def read_part_of_point(match: re.Match[str]) -> Iterable[FormReading]:
    """Read parts of a percentage point: `a quarter of a percentage point` -> percent:0.25."""
    under = _FRACTION_UNITS[match[2].lower().removesuffix("s")]
    over = value_of(match[1]) if match[1] and match[1].lower() not in ("one", "a") else Decimal(1)
    return whole(match, f"percent:{write_number(over / under)}", is_spelt=True, unit="percentage point")


def read_fraction(match: re.Match[str]) -> Iterable[FormReading]:
    """Read fractions: `one third` -> fraction:1/3, `two-thirds`, `half`; a quarter may be one of a year."""
    if not match[1]:
        return whole(match, "fraction:1/2", is_spelt=True)
    over = Decimal(1) if match[1].lower() in ("one", "a") else value_of(match[1])
    word = match[2].lower()
    under = _FRACTION_UNITS[word if word == "halves" else word.removesuffix("s")]
    return whole(match, f"fraction:{write_number(over)}/{under}", is_spelt=True)


def read_rate(match: re.Match[str]) -> Iterable[FormReading]:
    """Read rates per thousand or million: `2.7 per thousand` -> fraction:2.7/1000, base:1000; `4 parts per million`."""
    words = match[2] or "thousand"
    under = ENGLISH_MULTIPLIERS.get(words) or int(value_of(words))
    over = write_number(value_of(match[1]))
    # 每千名中有42名 gives the two separately.
    yield FormReading(match.start(), match.end(1), f"fraction:{over}/{under}", also=(f"number:{over}",))
    if match[2]:
        yield FormReading(match.start(2), match.end(2), f"base:{under}", also=(f"number:{under}",))


def read_ordinal(match: re.Match[str]) -> Iterable[FormReading]:
    """Read ordinals in digits: `1442nd` -> ordinal:1442."""
    return whole(match, key_of("ordinal", match[1]))


def read_spelt_ordinal(match: re.Match[str]) -> Iterable[FormReading]:
    """Read ordinals in words: `first` -> ordinal:1, `forty-eighth` -> ordinal:48."""
    value = parse_english_ordinal(match[0].replace("one hundred", "hundred"))
    return () if value is None else whole(match, f"ordinal:{write_number(value)}", is_spelt=True)


def read_money(match: re.Match[str]) -> Iterable[FormReading]:
    """Read amounts with a sign or a code: `$1.25` -> money:1.25 in dollars, `US$ 100 billion`, `EUR 5m`; not words."""
    value = value_of(match[2]) * SHORT_MULTIPLIERS.get((match[3] or "").lower(), 1)
    return whole(match, f"money:{write_number(value)}", unit=SIGNS[match[1]])


def read_number(match: re.Match[str]) -> Iterable[FormReading]:
    """Read numbers in digits: `22` -> number:22, `1.5 million`; `the 1995 Conference` -> date:1995."""
    if is_year(match[0]):
        return whole(match, f"date:{match[0]}", also=(f"number:{match[0]}",))
    return whole(match, key_of("number", match[0]))


def read_spelt_number(match: re.Match[str]) -> Iterable[FormReading]:
    """Read numbers in words: `twenty-two` -> number:22, `two million`. "one" alone is left out as a pronoun."""
    folds = _FOLDS.get(match[0].lower())
    value = Decimal(folds) if folds else value_of(match[0])
    return whole(match, f"number:{write_number(value)}", is_spelt=True) if value else ()


def read_one(match: re.Match[str]) -> Iterable[FormReading]:
    """Read one of a unit of measure: `one kilometre`, `one-year` -> number:1, kilometre."""
    return whole(match, "number:1", is_spelt=True)


def read_currency(match: re.Match[str]) -> Iterable[FormReading]:
    """Read currencies named without an amount: `calculated in Swiss francs` -> currency:CHF."""
    return whole(match, f"currency:{_NAMED[match[0].lower().removesuffix('s')]}", is_spelt=True)


def read_each(match: re.Match[str]) -> Iterable[FormReading]:
    """Read the unit that a rate refers to: `per litre`, `each gallon` -> per:litre, per:gallon."""
    return whole(match, f"per:{_EACH[match[1].lower()]}", is_spelt=True)


_FRACTION_WORDS = r"hal(?:f|ves)|(?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|hundredth|thousandth)s?"
_SIGN = one_of(SIGNS)
_NAMED = {
    "united states dollar": "USD", "us dollar": "USD", "euro": "EUR", "pound sterling": "GBP", "yen": "JPY",
    "hong kong dollar": "HKD", "renminbi": "CNY", "yuan": "CNY", "swiss franc": "CHF", "australian dollar": "AUD",
    "canadian dollar": "CAD", "rouble": "RUB", "ruble": "RUB", "korean won": "KRW",
}  # fmt: skip
_EACH = {
    name: unit
    for unit, names in {
        "kilogram": "kilogram kilogramme kg", "tonne": "tonne ton", "litre": "litre liter", "barrel": "barrel",
        "gallon": "gallon", "pound": "pound", "ounce": "ounce", "kilometre": "kilometre kilometer", "mile": "mile",
        "metre": "metre meter", "hectare": "hectare", "acre": "acre", "mu": "mu", "hour": "hour", "minute": "minute",
        "second": "second",
    }.items()
    for name in names.split()
} | {"square metre": "square metre", "square foot": "square foot", "cubic metre": "cubic metre",
     "nautical mile": "nautical mile", "square kilometre": "square kilometre"}  # fmt: skip
_EACH_WORD = one_of(_EACH)

NUMBERS = (
    Form(
        "percent",
        rf"({DIGITS}|(?i:{CARDINAL}))[ -]?(?:%|(?i:per ?cent(?! point)|per ?cent(?:age)? points?)\b)",
        read_percent,
        ("%", "cent"),
    ),
    Form(
        "rate",
        rf"({DIGITS}) ?(?:(?:parts )?per (thousand|million|billion|10{{0,2}}(?:[, ]0{{3}}){{1,3}})|‰)",
        read_rate,
    ),
    Form("money", rf"({_SIGN}) ?({SCALED})(?:(bn|mn|tn|[mkb])\b)?", read_money, tuple(map(str.lower, SIGNS))),
    Form("ordinal", r"(\d++(?:,\d{3})*)(?:st|nd|rd|th)\b", read_ordinal),
    Form("number", rf"{SCALED}(?!/(?:\s|$))(?!\d)", read_number),
    Form("each", rf"(?i:(?:(?<=per )|(?<=each )|(?<=every )|(?<=\ba ))({_EACH_WORD})(?!\w))", read_each),
    Form("spelt_ordinal", rf"(?i:{ORDINAL_WORD})(?! hour\b)", read_spelt_ordinal),
    Form(
        "part_of_point",
        rf"(?i:(?:(one|a|{BELOW_HUNDRED})[- ])?(half|quarters?|third|tenths?|fifths?)(?: of)? (?:a|one) "
        r"percentage point)\b",
        read_part_of_point,
        ("percentage point",),
    ),
    Form(
        "fraction",
        rf"(?i:(one|a|{BELOW_HUNDRED})[- ]({_FRACTION_WORDS})(?! of (?:the )?(?:year|19|20))|half)\b",
        read_fraction,
    ),
    Form(
        "one",
        r"(?i:one)(?=[ -](?:kilomet|met|mile|hectare|acre|kilogram|tonne|litre|gallon|square|cubic|nautical))",
        read_one,
    ),
    Form(
        "spelt_number",
        rf"(?i:{CARDINAL}(?!\w)|both(?!\w)|thrice(?!\w)|(?<=\bin )(?:du|tri|quadru)plicate(?!\w))",
        read_spelt_number,
    ),
    Form("currency", rf"(?i:{one_of(_NAMED)})(?:s)?(?!\w)", read_currency),
)
# Of these, the ones that can start with a word.
SPELT_NUMBERS = tuple(
    form for form in NUMBERS if form.name not in ("rate", "money", "ordinal", "number", "each", "currency")
)
