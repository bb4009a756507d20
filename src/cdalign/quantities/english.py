"""The grammar of quantities in English, with digits, words or Roman numerals."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cdalign.calendars import ENGLISH_MONTHS, WEEKDAYS
from cdalign.numerals.words import ENGLISH_CARDINALS, ENGLISH_ORDINALS
from cdalign.patterns import compile_late
from cdalign.quantities.english_dates import DATES
from cdalign.quantities.english_divisions import DIVISION_WORDS, DIVISIONS
from cdalign.quantities.english_numbers import NUMBERS, SPELT_NUMBERS
from cdalign.quantities.english_numerals import MULTIPLIER
from cdalign.quantities.english_shares import SHARES
from cdalign.quantities.forms import Branch, FormReading, Grammar, one_of
from cdalign.quantities.measures import Surroundings
from cdalign.quantities.units_of_measure import SIGNS, english_units
from cdalign.quantities.written import ADDRESSES, DIGIT_FORMS, ENCLOSED, FIRST, LABELS, LETTER_FORMS


def _starts(words: Iterable[str]) -> str:
    """Return a pattern for the beginnings of words in either case. It branches by first letter, which is fast."""
    tails: dict[str, set[str]] = {}
    for word in words:
        tails.setdefault(word[0].lower(), set()).add(word[1:4].lower())
    return "|".join(
        f"[{first}{first.upper()}](?:{'|'.join(sorted(rest | {tail.upper() for tail in rest}))})"
        for first, rest in sorted(tails.items())
    )


_WORDS = (
    *ENGLISH_CARDINALS,
    *ENGLISH_ORDINALS,
    *ENGLISH_MONTHS,
    *WEEKDAYS,
    *(
        "one",
        "half",
        "http",
        "ftp",
        "twice",
        "thrice",
        "both",
        "duplicate",
        "triplicate",
        "quadruplicate",
        "dozen",
        "tens",
        "scores",
        "hundreds",
        "thousands",
        "millions",
        "trillions",
    ),
    *("billions", "several", "many ", "doubl", "tripl", "trebl", "quadrupl", "quintupl", "halv", "noon", "midday"),
    *("midnight", "quarter", "centen", "sept"),
    *(f"{month[:3]}{mark}" for month in ENGLISH_MONTHS for mark in " ."),
)
_SIGN = one_of(sign for sign in SIGNS if sign[0].isalpha())
# "a" starts a number only before these words.
_AFTER_A = (
    "hundr|thous|milli|billi|trill|dozen|decad|centu|third|quart|fourt|fifth|sixth|seven|eight|ninth|tenth|half|few"
)
_UNITS_AFTER_A = "year and|month and|day and|hour and|week and|minute and"
_CURRENCIES = (
    r"U(?:nited States d|S d)|Hong Kong d|Australian d|Canadian d|Swiss f|Korean w|[eE]uros?\b|[yY](?:en|uan)\b|"
    r"[rR](?:enminbi|oubl|ubl)|pounds? s"
)
_PER = (
    r"(?=kil|ton|lit|bar|gal|pou|oun|mil|met|hec|acr|hou|min|sec|sq|cub|nau)"
    r"(?:(?<=[Pp]er )|(?<=[Ee]ach )|(?<=[Ee]very )|(?<=\b[Aa] ))"
)
_BRANCHES = (
    Branch(rf"(?=[\d(+'’$€£¥₩₽₹฿½¼¾{ENCLOSED}]|[vV]\d)", (*DIGIT_FORMS, *LABELS, *SHARES, *DATES, *NUMBERS)),
    Branch(r"(?=[A-Z][A-Za-z.-]{0,9}[/\d])", LETTER_FORMS),
    Branch(f"(?={_starts(DIVISION_WORDS)})", DIVISIONS),
    Branch(f"(?={_starts(_WORDS)}|[Aa]n? (?:{_AFTER_A}|{_UNITS_AFTER_A}))", (*SHARES, *DATES, *SPELT_NUMBERS)),
    Branch(rf"(?={_CURRENCIES}|(?:{_SIGN}) ?\d)", NUMBERS),
    Branch(_PER, NUMBERS),
)
# A sign after letters (US£), and a decimal without its zero (.5).
_ANYWHERE = (Branch(r"(?=[€£¥.])(?:(?=[€£¥])|(?<=[\s(])(?=\.\d))", NUMBERS),)
_PLAIN = Grammar((FIRST, *_BRANCHES))
_WHOLE = Grammar((FIRST, Branch("", ADDRESSES), *_BRANCHES), _ANYWHERE)
# What may be in an address, or begin a quantity inside a word. It begins with one class, so the search is quick.
_NEEDS_WHOLE = compile_late(
    r"[@.€£¥](?:(?<=[A-Za-z0-9_]@)|(?<=[A-Za-z0-9]\.)(?=[A-Za-z0-9])|(?<=[€£¥])|(?<=[\s(]\.)(?=\d))"
)


def read(text: str) -> Iterable[FormReading]:
    """Yield the readings of an English text, in order."""
    # Any word may begin an address, and any place a sign, so they are searched for only in texts that contain one.
    grammar = _WHOLE if _NEEDS_WHOLE.search(text) else _PLAIN
    return grammar.read(text)


AROUND = Surroundings(
    units=english_units(),
    negative=re.compile(r"(?i:minus|negative) (?:[A-Z]{0,3}[$€£¥])?\Z"),
    below_zero=re.compile(r" (?:degrees? )?below (?:zero|freezing)\b"),
    half=re.compile(r" and a half\b"),
    half_before=re.compile(r"(?!)"),
    scale=re.compile(rf"\D*(\d[\d,.]*) ?-?(?:{MULTIPLIER}).*", re.IGNORECASE),
    each_hour=re.compile(r"(?!)"),
    between=re.compile(r" ?[-–—] ?| to | and | or "),
)
