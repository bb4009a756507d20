"""The forms of numbers in English: counts, shares, multiples, money, parts of a text, in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from cdalign.numerals import parse_english_numeral, parse_english_ordinal, parse_roman
from cdalign.numerals.words import ENGLISH_CARDINALS, ENGLISH_MULTIPLIERS, ENGLISH_ORDINALS
from cdalign.quantities.digits import parse_digits, write_number
from cdalign.quantities.forms import DIGITS, Form, FormReading, is_year, whole
from cdalign.quantities.units import SIGNS
from cdalign.quantities.written import label_keys

MULTIPLIER = "hundred|thousand|million|billion|trillion"
_SHORT_MULTIPLIERS = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
_FRACTION_SIGNS = {"½": "0.5", "¼": "0.25", "¾": "0.75"}
_AND_A_HALF = r"[ -]and[ -]a[ -]half"
_SCALED = (
    rf"(?:(?:{DIGITS}|(?<![\w.])\.\d++)[½¼¾]?(?:{_AND_A_HALF})?(?: ?[-\u00a0]?(?:{MULTIPLIER})(?!\w)){{0,2}}"
    r"(?:bn|mn|tn)?"
    r"(?![A-Za-z]{0,3}\d)|(?<![^\s(])[½¼¾](?=[\s-]))"
)
UNITS = "|".join(sorted((word for word, value in ENGLISH_CARDINALS.items() if 1 < value < 10), key=len, reverse=True))
TEENS = "|".join(word for word, value in ENGLISH_CARDINALS.items() if 10 <= value < 20)
TENS = "|".join(word for word, value in ENGLISH_CARDINALS.items() if value >= 20)
_BELOW_HUNDRED = rf"(?:(?:{TENS})(?:[- ](?:one|{UNITS}))?|{TEENS}|{UNITS})"
# "one" and "a" count only before hundred, thousand …: "one of the delegations" counts nothing.
_LARGE = rf"(?:[ -](?:{MULTIPLIER})(?!\w)){{1,3}}"
CARDINAL = (
    rf"(?:(?:one|an?|{_BELOW_HUNDRED})(?:{_AND_A_HALF})?{_LARGE}(?:{_AND_A_HALF})?"
    rf"(?:,? (?:and )?(?:one|{_BELOW_HUNDRED})(?!\w)(?:{_LARGE})?){{0,6}}|"
    rf"one{_AND_A_HALF}|{_BELOW_HUNDRED}(?:{_AND_A_HALF})?)"
)
_FOLDS = {"thrice": 3, "both": 2, "duplicate": 2, "triplicate": 3, "quadruplicate": 4}
_WORD_MULTIPLES = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5, "sextupl": 6}
_UNIT_ORDINALS = "|".join(word for word, value in ENGLISH_ORDINALS.items() if value < 10)
_OTHER_ORDINALS = "|".join(word for word, value in ENGLISH_ORDINALS.items() if value >= 10)
ORDINAL_WORD = (
    rf"(?:(?:one )?hundred(?: and)?[ -])?"
    rf"(?:(?:{TENS})[- ](?:{_UNIT_ORDINALS})|{_OTHER_ORDINALS}|{_UNIT_ORDINALS})(?!\w)"
)

_DIVISIONS = {
    "article": "article",
    "art.": "article",
    "rule": "article",
    "paragraph": "paragraph",
    "para.": "paragraph",
    "subparagraph": "paragraph",
    "sub-paragraph": "paragraph",
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
    "item": "number",
    "clause": "ordinal",
    # Things that English numbers in Roman numerals and Chinese with 第: Protocol II, 第二号议定书.
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
    "ninth": 9, "tenth": 10, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
# Insertions after the main numbers, as in UN texts: article 5 bis.
_INSERTIONS = {"bis": 2, "ter": 3, "quater": 4, "quinquies": 5, "sexies": 6}


def value_of(numeral: str) -> Decimal:
    """Return the value of digits (with a following multiplier) or of words that the grammar matched."""
    half = re.search(_AND_A_HALF, numeral, re.IGNORECASE)
    if half:
        before, after = numeral[: half.start()], numeral[half.end() :].strip(" -")
        if after:
            return (value_of(before) + Decimal("0.5")) * value_of("1 " + after)
        return value_of(before) + Decimal("0.5") * value_of("1 " + _multipliers_of(before))
    digits = re.match(rf"{DIGITS}|\.\d+", numeral)
    if digits is None:
        if numeral[0] in _FRACTION_SIGNS:
            return Decimal(_FRACTION_SIGNS[numeral[0]])
        return parse_english_numeral(numeral.replace(",", "")) or Decimal(0)
    value, rest = parse_digits(digits[0]), numeral[digits.end() :]
    if rest[:1] in _FRACTION_SIGNS:
        value, rest = value + Decimal(_FRACTION_SIGNS[rest[0]]), rest[1:]
    for word in re.findall(r"[a-z]+", rest.lower()):
        value *= ENGLISH_MULTIPLIERS.get(word, 0) or _SHORT_MULTIPLIERS.get(word, 1)
    return value


def _multipliers_of(numeral: str) -> str:
    return " ".join(re.findall(rf"\b(?:{MULTIPLIER})\b", numeral.lower()))


def _key(kind: str, numeral: str) -> str:
    return f"{kind}:{write_number(value_of(numeral))}"


def read_percent(match: re.Match[str]) -> Iterable[FormReading]:
    """Read percentages: `3.5 per cent`, `3.5%`, `ten percent` -> percent:3.5, percent:10; percentage points too."""
    unit = "percentage point" if "point" in match[0].lower() else ""
    return whole(match, _key("percent", match[1]), unit=unit)


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


def read_half_number(match: re.Match[str]) -> Iterable[FormReading]:
    """Read half of a number: `half a million` -> number:500000, `half a dozen` -> number:6."""
    number = ENGLISH_MULTIPLIERS.get(match[1].lower(), 12)
    return whole(match, f"number:{number // 2}", is_spelt=True)


def read_half_unit(match: re.Match[str]) -> Iterable[FormReading]:
    """Read half of a unit of time: `half an hour` -> half an hour, not half of something else."""
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
    """Read decades and centuries that Chinese counts as years: `two decades`, `half a century` -> 20, 50 years."""
    word = (match[1] or "a").lower()
    count = Decimal(1) if word in ("a", "an", "one") else Decimal("0.5") if word == "half a" else value_of(word)
    years = 10 if (match[2] or "").lower().startswith("dec") else 100
    return whole(match, f"number:{write_number(years * count)}", is_spelt=True, unit="year")


def read_division(match: re.Match[str]) -> Iterable[FormReading]:
    """Read parts of a text by number, and lists of them: `article VI` -> article:6, `rule 23` -> article:23.

    Also `paragraphs 5 to 7` (two paragraphs), `annex II`, `resolution 1540` -> number:1540, `Protocol II` -> ordinal:2.
    Subdivisions are read too: `paragraph 2 (c)` -> paragraph:2, point:3; `article 5 bis` -> point:2.
    """
    kind = _DIVISION_OF_WORD[match[1].lower()]
    for numeral in _DIVISION_NUMERAL.finditer(match[2]):
        start, stop = match.start(2) + numeral.start(), match.start(2) + numeral.end()
        if numeral[1]:
            yield FormReading(start, stop, f"{kind}:{write_number(parse_roman(numeral[1]) or value_of(numeral[1]))}")
        elif numeral[0] in _INSERTIONS:
            yield FormReading(start, stop, f"point:{_INSERTIONS[numeral[0]]}")
        else:
            keys = label_keys(numeral[0], "point")
            if keys:
                yield FormReading(start, stop, keys[0], also=keys[1:])


def read_points(match: re.Match[str]) -> Iterable[FormReading]:
    """Read points of a part whose number is given elsewhere: `subparagraphs (iv) and (vi)` -> point:4, point:6."""
    for point in re.finditer(r"\([a-z0-9]{1,4}\)", match[0]):
        keys = label_keys(point[0], "point")
        if keys:
            yield FormReading(match.start() + point.start(), match.start() + point.end(), keys[0], also=keys[1:])


def read_ordinal(match: re.Match[str]) -> Iterable[FormReading]:
    """Read ordinals in digits: `1442nd` -> ordinal:1442."""
    return whole(match, _key("ordinal", match[1]))


def read_spelt_ordinal(match: re.Match[str]) -> Iterable[FormReading]:
    """Read ordinals in words: `first` -> ordinal:1, `forty-eighth` -> ordinal:48."""
    value = parse_english_ordinal(match[0].replace("one hundred", "hundred"))
    return () if value is None else whole(match, f"ordinal:{write_number(value)}", is_spelt=True)


def read_money(match: re.Match[str]) -> Iterable[FormReading]:
    """Read amounts with a sign or a code: `$1.25` -> money:1.25 in dollars, `US$ 100 billion`, `EUR 5m`; not words."""
    value = value_of(match[2]) * _SHORT_MULTIPLIERS.get((match[3] or "").lower(), 1)
    return whole(match, f"money:{write_number(value)}", unit=SIGNS[match[1]])


def read_number(match: re.Match[str]) -> Iterable[FormReading]:
    """Read numbers in digits: `22` -> number:22, `1.5 million`; `the 1995 Conference` -> date:1995."""
    if is_year(match[0]):
        return whole(match, f"date:{match[0]}", also=(f"number:{match[0]}",))
    return whole(match, _key("number", match[0]))


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


_DIVISION_OF_WORD = {word + plural: kind for word, kind in _DIVISIONS.items() for plural in ("", "s", "es")}
_DIVISION_OF_WORD |= {"appendices": "appendix", "paras.": "paragraph", "arts.": "article"}
DIVISION_WORDS = tuple(_DIVISION_OF_WORD)
_DIVISION = "|".join(re.escape(word) for word in sorted(_DIVISION_OF_WORD, key=len, reverse=True))
# "At this stage I cannot say": a pronoun, not a number.
_PRONOUN = (
    r"I (?:am|was|will|would|shall|should|have|had|can|cannot|could|may|might|must|do|did|think|believe|wish|hope|say|"
    r"want|note|also)\b"
)
_INSERTED = rf"(?: (?:{'|'.join(_INSERTIONS)})\b)?"
_ITEM = rf"(?:\d{{1,4}}(?![\d/,.]{{0,9}}\d)|(?!{_PRONOUN})[IVXLC]{{1,9}}\b(?![-'’])){_INSERTED}"
_POINT = r"(?: ?\((?:[a-z]{1,5}|\d{1,2})\)){0,4}"
_ITEMS = (
    rf"{_ITEM}(?:{_POINT}(?:, and | ?[-–] ?|, | and | to | or ){_ITEM}){{0,40}}{_POINT}"
    rf"(?: (?:and|to|or) \([a-z]{{1,4}}\))?|"
    rf"(?i:{CARDINAL})\b"
)
_DIVISION_NUMERAL = re.compile(rf"\([a-z0-9]+\)|\b(?:{'|'.join(_INSERTIONS)})\b|(\d+|[IVXLC]+\b|(?i:{CARDINAL})\b)")
_FRACTION_WORDS = r"hal(?:f|ves)|(?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|hundredth|thousandth)s?"
_SIGN = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True))
_TIME_UNITS = "year|month|day|hour|minute|century|decade|week"
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
_EACH_WORD = "|".join(sorted(_EACH, key=len, reverse=True))
_BIGGER = (
    r"as|more|larger|higher|greater|bigger|longer|faster|heavier|wider|taller|older|stronger|costlier|smaller|lower|the|"
    r"that|what|its"
)

FRACTIONS = (
    Form("half_number", rf"(?i:half an? ({MULTIPLIER}|dozen))\b", read_half_number),
    Form(
        "decades",
        rf"(?i:(half a|an?|one|{_BELOW_HUNDRED}|\d{{1,3}})[ -](decade|centurie|century)s?)\b|"
        r"(?i:centenar(?:y|ies)|centennials?)\b",
        read_decades,
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
    ),
    Form("increase", rf"(?i:(?:(?<=increased )|(?<=increased by ))({CARDINAL}|{DIGITS}) times)\b", read_increase),
    Form("twice", r"(?i:twice|two times)\b", read_twice),
    Form("dozens", rf"(?i:((?:a|one|{_BELOW_HUNDRED}) )?dozen)\b", read_dozens),
    Form(
        "vague",
        rf"(?i:(?:tens|dozens|scores|hundreds|thousands|millions|billions|trillions)"
        rf"(?: of (?:thousands|millions|billions))?|"
        rf"(?:several|a few|some few|many) (?:{MULTIPLIER}))s?\b",
        read_vague,
    ),
)

DIVISIONS = (
    Form("division", rf"(?i:({_DIVISION})) ({_ITEMS})", read_division),
    Form(
        "points", rf"(?i:{_DIVISION}) (?:\([a-z0-9]{{1,4}}\)(?:, and |, | and | to | or |[-–])?){{1,20}}", read_points
    ),
)

NUMBERS = (
    Form(
        "percent",
        rf"({DIGITS}|(?i:{CARDINAL}))[ -]?(?:%|(?i:per ?cent(?! point)|percentage points?|percent(?:age)? points?)\b)",
        read_percent,
    ),
    Form(
        "rate",
        rf"({DIGITS}) ?(?:(?:parts )?per (thousand|million|billion|10{{0,2}}(?:[, ]0{{3}}){{1,3}})|‰)",
        read_rate,
    ),
    Form("money", rf"({_SIGN}) ?({_SCALED})(?:(bn|mn|tn|[mkb])\b)?", read_money),
    Form("ordinal", r"(\d++(?:,\d{3})*)(?:st|nd|rd|th)\b", read_ordinal),
    Form("number", rf"{_SCALED}(?!/(?:\s|$))(?!\d)", read_number),
    Form("each", rf"(?i:(?:(?<=per )|(?<=each )|(?<=every )|(?<=\ba ))({_EACH_WORD})(?!\w))", read_each),
    Form("spelt_ordinal", rf"(?i:{ORDINAL_WORD})(?! hour\b)", read_spelt_ordinal),
    Form(
        "fraction",
        rf"(?i:(one|a|{_BELOW_HUNDRED})[- ]({_FRACTION_WORDS})(?! of (?:the )?(?:year|19|20))|half)\b",
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
    Form("currency", rf"(?i:{'|'.join(sorted(_NAMED, key=len, reverse=True))})(?:s)?(?!\w)", read_currency),
)
# Of these, the ones that can start with a word.
SPELT_NUMBERS = tuple(
    form for form in NUMBERS if form.name not in ("rate", "money", "ordinal", "number", "each", "currency")
)
