"""The forms of quantities in English, with digits, words or Roman numerals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from cdalign.numerals import parse_english_numeral, parse_english_ordinal, parse_roman
from cdalign.numerals.words import ENGLISH_CARDINALS, ENGLISH_MULTIPLIERS, ENGLISH_ORDINALS
from cdalign.quantities.dates import ENGLISH_MONTHS, complete_date, join_date, split_date
from cdalign.quantities.digits import parse_digits, write_number
from cdalign.quantities.forms import COMMON_FORMS, DIGITS, Form, Grammar, Quantity, Reading, is_year, whole

_MONTH = "|".join(
    [*ENGLISH_MONTHS, *(rf"{month[:3]}\b\.?" for month in ENGLISH_MONTHS if month != "May"), r"Sept\b\.?"]
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_MULTIPLIER = "hundred|thousand|million|billion|trillion"
_SCALED = rf"{DIGITS}(?: ?[-\u00a0]?(?:{_MULTIPLIER}))?"
_UNITS = "|".join(sorted((word for word, value in ENGLISH_CARDINALS.items() if 1 < value < 10), key=len, reverse=True))
_TEENS = "|".join(word for word, value in ENGLISH_CARDINALS.items() if 10 <= value < 20)
_TENS = "|".join(word for word, value in ENGLISH_CARDINALS.items() if value >= 20)
_BELOW_HUNDRED = rf"(?:{_TENS})(?:[- ](?:one|{_UNITS}))?|{_TEENS}|{_UNITS}"
# "one" and "a" count only before hundred, thousand …: "one of the delegations" counts nothing.
_LARGE = rf"(?:[ -](?:{_MULTIPLIER})\b)+"
_CARDINAL = (
    rf"(?:one|an?|{_BELOW_HUNDRED}){_LARGE}(?: (?:and )?(?:one|{_BELOW_HUNDRED})\b(?:{_LARGE})?)*|{_BELOW_HUNDRED}"
)
_FOLDS = {"twice": 2, "thrice": 3, "both": 2, "dozen": 12, "decade": 10, "decades": 10, "twofold": 2, "threefold": 3}
_CARDINAL_WORD = rf"(?:{_CARDINAL})(?!\w)|(?:{'|'.join(sorted(_FOLDS, key=len, reverse=True))})(?!\w)"
_UNIT_ORDINALS = "|".join(word for word, value in ENGLISH_ORDINALS.items() if value < 10)
_OTHER_ORDINALS = "|".join(word for word, value in ENGLISH_ORDINALS.items() if value >= 10)
_ORDINAL_WORD = (
    rf"(?:(?:one )?hundred(?: and)?[ -])?"
    rf"(?:(?:{_TENS})[- ](?:{_UNIT_ORDINALS})|{_OTHER_ORDINALS}|{_UNIT_ORDINALS})(?!\w)"
)

_DIVISIONS = {
    "article": "article",
    "art.": "article",
    "rule": "article",
    "paragraph": "paragraph",
    "para.": "paragraph",
    "chapter": "chapter",
    "section": "section",
    "part": "part",
    "annex": "annex",
    "appendix": "appendix",
    "table": "table",
    "figure": "figure",
    "resolution": "number",
    "decision": "number",
    "no.": "number",
    "nos.": "number",
    # Things that English numbers in Roman and Chinese with 第: Protocol II, 第二号议定书.
    "war": "ordinal",
    "phase": "ordinal",
    "protocol": "ordinal",
    "volume": "ordinal",
    "book": "ordinal",
    "division": "ordinal",
    "category": "ordinal",
    "group": "ordinal",
    "schedule": "ordinal",
    "stage": "ordinal",
    "pillar": "ordinal",
    "track": "ordinal",
}
_FRACTION_UNITS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10,
}  # fmt: skip
_CURRENCIES = {
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "yen": "JPY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "swiss franc": "CHF",
    "rouble": "RUB",
    "ruble": "RUB",
}
_SIGNS = {"US$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "HK$": "HKD", "Sw F": "CHF", "SwF": "CHF", "USD": "USD"}


def _value(numeral: str) -> Decimal:
    """Give the value of digits (with a multiplier word after them) or of words that the grammar matched."""
    digits = re.match(DIGITS, numeral)
    if digits is None:
        return parse_english_numeral(numeral) or Decimal(0)
    multiplier = numeral[digits.end() :].strip(" -\u00a0").lower()
    return parse_digits(digits[0]) * ENGLISH_MULTIPLIERS.get(multiplier, 1)


def _key(kind: str, numeral: str) -> str:
    return f"{kind}:{write_number(_value(numeral))}"


def read_percent(match: re.Match[str]) -> Iterable[Reading]:
    """Percentages: `3.5 per cent`, `3.5%`, `ten percent` -> percent:3.5, percent:10."""
    return whole(match, _key("percent", match[1]))


def read_fraction(match: re.Match[str]) -> Iterable[Reading]:
    """Fractions: `one third` -> fraction:1/3, `two-thirds`, `half` -> fraction:1/2."""
    if not match[1]:
        return whole(match, "fraction:1/2", is_spelt=True)
    over = Decimal(1) if match[1].lower() in ("one", "a") else _value(match[1])
    under = _FRACTION_UNITS[match[2].lower() if match[2].lower() == "halves" else match[2].lower().removesuffix("s")]
    return whole(match, f"fraction:{write_number(over)}/{under}", is_spelt=True)


def read_decade(match: re.Match[str]) -> Iterable[Reading]:
    """Decades: `the 1990s`, `the 90s` -> decade:1990."""
    return whole(match, f"decade:{match[1] or '19' + match[2]}")


def read_spelt_decade(match: re.Match[str]) -> Iterable[Reading]:
    """Decades in words: `the early seventies` -> decade:1970."""
    return whole(match, f"decade:19{ENGLISH_CARDINALS[match[1].removesuffix('ies') + 'y']}")


def read_half(match: re.Match[str]) -> Iterable[Reading]:
    """Half of a large number: `half a million` -> number:500000."""
    return whole(match, f"number:{ENGLISH_MULTIPLIERS[match[1].lower()] // 2}", is_spelt=True)


def read_chance(match: re.Match[str]) -> Iterable[Reading]:
    """Shares that English counts out of a number: `1 in 10`, `one out of three` -> fraction:1/3."""
    return whole(match, f"fraction:1/{write_number(_value(match[1]))}", is_spelt=True)


def read_decades(match: re.Match[str]) -> Iterable[Reading]:
    """Decades that Chinese counts as years: `two decades` -> number:20."""
    return whole(match, f"number:{write_number(10 * _value(match[1]))}", is_spelt=True)


def read_dates(match: re.Match[str]) -> Iterable[Reading]:
    """Dates, and lists of days in one month: `5 September 2018` -> date:2018-09-05, `25 and 26 June` -> two dates."""
    year, month = match[3] or "", _month(match[2])
    days = list(re.finditer(r"\d+", match[1]))
    for day in days[:-1]:
        yield Reading(
            match.start() + day.start(), match.start() + day.end(), join_date(year, month, f"{int(day[0]):02}")
        )
    last = days[-1]
    yield Reading(match.start() + last.start(), match.end(), join_date(year, month, f"{int(last[0]):02}"))


def read_month(match: re.Match[str]) -> Iterable[Reading]:
    """Months, with a year or a day after them: `September 2018` -> date:2018-09, `May 8, 2018` -> date:2018-05-08."""
    day = f"{int(match[2]):02}" if match[2] else ""
    return whole(match, join_date(match[3] or "", _month(match[1]), day))


def _month(name: str) -> str:
    return f"{next(number for number, month in enumerate(ENGLISH_MONTHS, start=1) if month[:3] == name[:3]):02}"


def read_weekday(match: re.Match[str]) -> Iterable[Reading]:
    """Days of the week: `Monday` -> weekday:1 (ISO 8601)."""
    return whole(match, f"weekday:{_WEEKDAYS.index(match[0]) + 1}")


def read_time(match: re.Match[str]) -> Iterable[Reading]:
    """Times of day: `3.30 p.m.`, `15:30` -> time:15:30; `10 a.m.` -> time:10:00."""
    hours = int(match[1] or match[4])
    half = (match[3] or "").lower()[:1]
    hours = hours % 12 + (12 if half == "p" else 0) if half else hours
    return whole(match, f"time:{hours:02}:{int(match[2] or match[5] or 0):02}")


def read_division(match: re.Match[str]) -> Iterable[Reading]:
    """Parts of a text by number, and lists of them: `article VI` -> article:6, `rule 23` -> article:23.

    Also `paragraphs 5 to 7` (two paragraphs), `annex II`, `resolution 1540` -> number:1540, `Protocol II` -> ordinal:2.
    """
    kind = _DIVISION_OF_WORD[match[1].lower()]
    for numeral in _DIVISION_NUMERAL.finditer(match[2]):
        if numeral[1]:
            value = parse_roman(numeral[1]) or _value(numeral[1])
            start = match.start(2) + numeral.start()
            yield Reading(start, start + len(numeral[1]), f"{kind}:{write_number(value)}")


def read_ordinal(match: re.Match[str]) -> Iterable[Reading]:
    """Ordinals in digits: `1442nd` -> ordinal:1442."""
    return whole(match, _key("ordinal", match[1]))


def read_spelt_ordinal(match: re.Match[str]) -> Iterable[Reading]:
    """Ordinals in words: `first` -> ordinal:1, `forty-eighth` -> ordinal:48."""
    value = parse_english_ordinal(match[0].replace("one hundred", "hundred"))
    return () if value is None else whole(match, f"ordinal:{write_number(value)}", is_spelt=True)


def read_money(match: re.Match[str]) -> Iterable[Reading]:
    """Amounts of money: `$1.25` -> money:USD:1.25, `US$ 100 billion`, `100 million euros` -> money:EUR:100000000."""
    if match[1]:
        return whole(match, f"money:{_SIGNS[match[1]]}:{write_number(_value(match[2]))}")
    currency = match[4].lower().removesuffix("s")
    return whole(match, f"money:{_CURRENCIES[currency]}:{write_number(_value(match[3]))}")


def read_number(match: re.Match[str]) -> Iterable[Reading]:
    """Numbers in digits: `22` -> number:22, `1.5 million` -> number:1500000; `the 1995 Conference` -> date:1995."""
    if is_year(match[0]):
        return whole(match, f"date:{match[0]}")
    return whole(match, _key("number", match[0]))


def read_spelt_number(match: re.Match[str]) -> Iterable[Reading]:
    """Numbers in words: `twenty-two` -> number:22, `two million`, `twice`; "one" alone is a pronoun as often as not."""
    folds = _FOLDS.get(match[0].lower())
    value = Decimal(folds) if folds else parse_english_numeral(match[0])
    return () if value is None else whole(match, f"number:{write_number(value)}", is_spelt=True)


_DAYS = r"(?:\d{1,2}(?:st|nd|rd|th)?(?:, | and | to | or |, and | ?[-–] ?))*\d{1,2}(?:st|nd|rd|th)?(?: of)?"
_DIVISION_OF_WORD = {word + plural: kind for word, kind in _DIVISIONS.items() for plural in ("", "s", "es")}
_DIVISION_OF_WORD["appendices"] = "appendix"
_DIVISION_WORDS = "|".join(re.escape(word) for word in sorted(_DIVISION_OF_WORD, key=len, reverse=True))
# "At this stage I cannot say": a pronoun, not a number.
_PRONOUN = (
    r"I (?:am|was|will|would|shall|should|have|had|can|cannot|could|may|might|must|do|did|think|believe|wish|hope|say|"
    r"want|note|also)\b"
)
_ITEM = rf"(?:\d{{1,4}}(?![\d/,.]*\d)|(?!{_PRONOUN})[IVXLC]+\b(?![-'’]))"
_POINT = r"(?: ?\([a-z0-9]{1,3}\))*"
_ITEMS = rf"{_ITEM}(?:{_POINT}(?:, and | ?[-–] ?|, | and | to | or ){_ITEM})*|(?i:{_CARDINAL})\b"
_DIVISION_NUMERAL = re.compile(rf"\([a-z0-9]+\)|(\d+|[IVXLC]+\b|(?i:{_CARDINAL})\b)")
_DECADE = "|".join(word[:-1] + "ies" for word, value in ENGLISH_CARDINALS.items() if value >= 20)
_FRACTION_WORDS = r"hal(?:f|ves)|(?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)s?"
_CURRENCY = "|".join(_CURRENCIES)
_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
# "May" and "March" are words too: alone they are months only where a preposition or a number says so.
_BEFORE_MONTH = r"(?:(?<=\b[IiOoBbTt][nfyo] )|(?<=\b[Mm]id-)|(?<=\b(?:[Ll]ate|[Ll]ast|[Nn]ext|[Tt]his) ))"
_LONE_MONTH = (
    rf"(?:{'|'.join(month for month in ENGLISH_MONTHS if month not in ('May', 'March'))})\b|(?:{_MONTH})(?= \d)"
)


def _starts(words: Iterable[str]) -> str:
    """Give a pattern for the beginnings of words in either case, branching by their first letter, which is quick."""
    tails: dict[str, set[str]] = {}
    for word in words:
        tails.setdefault(word[0].lower(), set()).add(word[1:3].lower())
    return "|".join(
        f"[{first}{first.upper()}](?:{'|'.join(sorted(rest | {tail.upper() for tail in rest}))})"
        for first, rest in sorted(tails.items())
    )


_WORDS = (
    *ENGLISH_CARDINALS,
    *ENGLISH_ORDINALS,
    *_FOLDS,
    *_DIVISION_OF_WORD,
    *ENGLISH_MONTHS,
    *_WEEKDAYS,
    *("one", "an ", "a ", "half", "hundredth", "http", "www", "usd"),
)

GRAMMAR = Grammar(
    rf"(?<![A-Za-z0-9])(?=[\d($€£]|{_starts(_WORDS)}|[A-Z][A-Za-z.-]{{0,9}}[/\d]|[A-Z]{{2}}[$ ])",
    (
        *COMMON_FORMS,
        Form("division", rf"(?i:({_DIVISION_WORDS})) ({_ITEMS})", read_division),
        Form("decade", r"(\d{3}0)['’]?s\b|(?<=[Tt]he )([2-9]0)s\b", read_decade),
        Form("spelt_decade", rf"(?:(?<=[Tt]he )|(?<=early )|(?<=late )|(?<=mid-))({_DECADE})\b", read_spelt_decade),
        Form("half_million", rf"(?i:half a ({_MULTIPLIER}))\b", read_half),
        Form("chance", rf"(?i:1|one) (?:in|out of) ({DIGITS}|(?i:{_CARDINAL}))\b", read_chance),
        Form("decades", rf"(?i:({_BELOW_HUNDRED}|\d+)[ -]decades?)\b", read_decades),
        Form("dates", rf"({_DAYS}) ({_MONTH})\b(?:,? (\d{{4}})\b)?", read_dates),
        Form(
            "month",
            rf"({_LONE_MONTH}|{_BEFORE_MONTH}(?:May|March)\b)"
            r"(?: (\d{1,2})(?:st|nd|rd|th)?(?![\d.,]?\d))?(?:,? (\d{4})\b)?",
            read_month,
        ),
        Form("weekday", "|".join(rf"{day}\b" for day in _WEEKDAYS), read_weekday),
        Form("time", r"(\d{1,2})(?:[.:](\d{2}))? ?([ap])\.? ?m\b\.?|(\d{1,2}):(\d{2})(?![\d:])", read_time),
        Form("percent", rf"({DIGITS}|(?i:{_CARDINAL})) ?(?:%|per ?cent\b|percentage points?\b)", read_percent),
        Form("money", rf"({_SIGN}) ?({_SCALED})|({_SCALED}|(?i:{_CARDINAL})) (?i:({_CURRENCY}))s?\b", read_money),
        Form("ordinal", r"(\d+(?:,\d{3})*)(?:st|nd|rd|th)\b", read_ordinal),
        Form("number", rf"{_SCALED}(?!/(?:\s|$))(?!\d)", read_number),
        Form("spelt_ordinal", rf"(?i:{_ORDINAL_WORD})", read_spelt_ordinal),
        Form("fraction", rf"(?i:(one|a|{_BELOW_HUNDRED})[- ]({_FRACTION_WORDS})|half)\b", read_fraction),
        Form("spelt_number", rf"(?i:{_CARDINAL_WORD})", read_spelt_number),
    ),
)

# What stands between the dates of a list: 25 and 26 June and 31 July 2018.
_BETWEEN_DATES = re.compile(r",? ?(?:and|to|or|until|through|[-–])? ?(?:from )?")


def share_dates(quantities: Sequence[Quantity], text: str) -> tuple[Quantity, ...]:
    """Give the dates of a list the year that a later one names: `25 and 26 June and 31 July 2018`."""
    shared: list[Quantity] = []
    for quantity in reversed(quantities):
        after = shared[-1] if shared else quantity
        is_listed = (
            "date" == quantity.kind == after.kind
            and all(split_date(quantity.key)[1:])
            and _BETWEEN_DATES.fullmatch(text, quantity.stop, after.start)
        )
        shared.append(quantity if not is_listed else replace(quantity, key=complete_date(quantity.key, after.key)))
    return tuple(reversed(shared))
