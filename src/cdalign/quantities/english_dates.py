"""The forms of dates and times in English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cdalign.calendars import ENGLISH_MONTHS, WEEKDAYS
from cdalign.numerals import parse_english_ordinal
from cdalign.numerals.words import ENGLISH_CARDINALS
from cdalign.quantities.dates import (
    complete_date,
    full_year,
    join_date,
    split_date,
    time_keys,
)
from cdalign.quantities.english_numerals import CARDINAL, ORDINAL_WORD, TEENS, TENS, UNITS, value_of
from cdalign.quantities.forms import Form, FormReading, Quantity, whole

_MONTH = "|".join(
    [*ENGLISH_MONTHS, *(rf"{month[:3]}\b\.?" for month in ENGLISH_MONTHS if month != "May"), r"Sept\b\.?"]
)


def read_decade(match: re.Match[str]) -> Iterable[FormReading]:
    """Read decades: `the 1990s`, `the 90s`, `the '90s` -> decade:1990."""
    return whole(match, f"decade:{match[1] or '19' + match[2]}")


def read_spelt_decade(match: re.Match[str]) -> Iterable[FormReading]:
    """Read decades in words: `the early seventies` -> decade:1970; `in her early forties` is about 40 years of age."""
    tens = ENGLISH_CARDINALS[match[1].lower().removesuffix("ies") + "y"]
    if _OF_A_PERSON.search(match.string, max(0, match.start() - _OF_A_PERSON_REACH), match.start()):
        return whole(match, f"vague:{tens}", is_spelt=True, also=(f"number:{tens}",))
    return whole(match, f"decade:19{tens}")


def read_dates(match: re.Match[str]) -> Iterable[FormReading]:
    """Read dates, and lists of days in one month: `5 September 2018` -> date:2018-09-05, `25 and 26 June` (two)."""
    year, month = match[3] or "", _month(match[2])
    days = list(re.finditer(r"\d+", match[1]))
    for day in days[:-1]:
        yield FormReading(
            match.start() + day.start(), match.start() + day.end(), join_date(year, month, f"{int(day[0]):02}")
        )
    last = days[-1]
    yield FormReading(match.start() + last.start(), match.end(), join_date(year, month, f"{int(last[0]):02}"))


def read_spelt_day(match: re.Match[str]) -> Iterable[FormReading]:
    """Read days in words: `the Fourth of July` -> date:--07-04, `first day of May 1946`."""
    day = parse_english_ordinal(match[1])
    return () if day is None else whole(match, join_date(match[3] or "", _month(match[2]), f"{int(day):02}"))


def read_month(match: re.Match[str]) -> Iterable[FormReading]:
    """Read months, with a year or a day after them: `September 2018` -> date:2018-09, `May 8, 2018` -> date:2018-05-08.

    A range gives its second day the month: `July 1 to 15` -> date:--07-01, date:--07-15.
    """
    month, year = _month(match[1]), match[4] or ""
    if not match[2]:
        return whole(match, join_date(year, month, ""))
    first = join_date(year, month, f"{int(match[2]):02}")
    if not match[3]:
        return whole(match, first)
    second = join_date(year, month, f"{int(match[3]):02}")
    return (FormReading(match.start(), match.end(2), first), FormReading(match.start(3), match.end(), second))


def _month(name: str) -> str:
    return f"{next(number for number, month in enumerate(ENGLISH_MONTHS, start=1) if month[:3] == name[:3]):02}"


def read_short_year(match: re.Match[str]) -> Iterable[FormReading]:
    """Read years of two digits: `in '98` -> date:1998."""
    return whole(match, f"date:{full_year(int(match[1]))}")


def read_spelt_year(match: re.Match[str]) -> Iterable[FormReading]:
    """Read years in words: `nineteen ninety-eight` -> date:1998."""
    century = ENGLISH_CARDINALS[match[1].lower()]
    return whole(match, f"date:{century}{int(value_of(match[2])):02}", is_spelt=True)


def read_weekday(match: re.Match[str]) -> Iterable[FormReading]:
    """Read days of the week: `Monday`, `Mondays` -> weekday:1 (ISO 8601)."""
    return whole(match, f"weekday:{WEEKDAYS.index(match[0].removesuffix('s')) + 1}")


def read_time(match: re.Match[str]) -> Iterable[FormReading]:
    """Read times of day: `3.30 p.m.`, `15:30` -> time:15:30; `8 o'clock`, without a.m. or p.m., also time:20:00."""
    hours = int(value_of(match[1] or match[4] or match[7]))
    minutes = int(match[2] or match[8] or 0)
    half = (match[3] or "").lower()[:1] or _HALVES.get((match[5] or match[6] or "").lower(), "")
    if hours > _LAST_HOUR or minutes > _LAST_MINUTE:
        return ()
    keys = time_keys(hours, minutes, half)
    # 15:30 and 07:30 are 24-hour times; 7:30 may be a 12-hour time.
    return whole(match, keys[0], also=() if (match[7] or "").startswith("0") else keys[1:])


def read_hours_in_digits(match: re.Match[str]) -> Iterable[FormReading]:
    """Read times in four digits: `1430 hours`, `0530 hrs` -> time:14:30; `1400 hours` may be a number of them."""
    hours, minutes = int(match[1]), int(match[2])
    if hours > _LAST_HOUR or minutes > _LAST_MINUTE:
        return ()
    return whole(match, time_keys(hours, minutes, "a" if hours < 12 else "")[0], also=(f"number:{match[1]}{match[2]}",))


def read_first_time(match: re.Match[str]) -> Iterable[FormReading]:
    """Read the start of a span of hours whose end has a.m. or p.m.: `9.30` in `9.30 to 11 a.m.` -> time:09:30.

    The start may be in the other half of the day: `10 to 2 p.m.`
    """
    hours, minutes = int(match[1]), int(match[2] or 0)
    if hours > _LAST_HOUR or minutes > _LAST_MINUTE:
        return ()
    keys = time_keys(hours, minutes, match[3].lower())
    return whole(match, keys[0], also=tuple(key for key in time_keys(hours, minutes) if key != keys[0]))


def read_spelt_time(match: re.Match[str]) -> Iterable[FormReading]:
    """Read times relative to an hour: `half-past two`, `a quarter to 11`, `two minutes to five o'clock`."""
    words, named = match[1].lower(), _NAMED_HOURS.get(match[3].lower())
    hours = int(value_of(match[3])) if named is None else named
    minutes = 30 if words.startswith("half") else 15 if "quarter" in words else int(value_of(words.split(" ")[0]))
    if match[2].lower() == "to":
        hours, minutes = (hours - 1) % 24 or 12, 60 - minutes
    half = (match[4] or "").lower()[:1]
    keys = time_keys(hours, minutes, half) if 0 <= hours <= _LAST_HOUR and 0 <= minutes <= _LAST_MINUTE else ()
    return whole(match, keys[0], is_spelt=True, also=keys[1:]) if keys else ()


def read_noon(match: re.Match[str]) -> Iterable[FormReading]:
    """Read noon and midnight: `12 noon` -> time:12:00, `midnight` -> time:00:00."""
    return whole(match, "time:00:00" if match[1].lower() == "midnight" else "time:12:00", is_spelt=True)


_LAST_HOUR, _LAST_MINUTE = 24, 59
_NAMED_HOURS = {"noon": 12, "midday": 12, "midnight": 0}
_HALVES = {"in the morning": "a", "in the afternoon": "p", "in the evening": "p", "at night": "p"}
_HALF = "|".join(_HALVES)
_DAYS = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?(?:, | and | to | or |, and | ?[-–] ?)){0,30}\d{1,2}(?:st|nd|rd|th)?(?: (?:day )?of)?"
)
_DECADE = "|".join(word[:-1] + "ies" for word, value in ENGLISH_CARDINALS.items() if value >= 20)
_BEFORE_DECADE = r"(?<=[Tt]he )|(?<=early )|(?<=late )|(?<=mid-)|(?<=his )|(?<=her )|(?<=heir )"
_OF_A_PERSON = re.compile(r"\b(?:his|her|their)(?: early| late| mid-)? ?\Z")
_OF_A_PERSON_REACH = 12
# "May" and "March" are words too: alone they are months only after a preposition or a number.
_BEFORE_MONTH = (
    r"(?:(?<=\b[Ff]rom )|(?<=\b[Bb]etween )|"
    r"(?<=\b[IiOoBbTt][nfyo] )|(?<=\b[Mm]id-)|(?<=\b(?:[Ll]ate|[Ll]ast|[Nn]ext|[Tt]his) )|"
    r"(?<=\b(?:[Ss]ince|[Ee]arly|[Uu]ntil|[Aa]fter|[Ee]very) )|(?<=\b(?:[Dd]uring|[Bb]efore) ))"
)
_LONE_MONTH = (
    rf"(?:(?:{'|'.join(month for month in ENGLISH_MONTHS if month not in ('May', 'March'))})\b|(?:{_MONTH})(?= ?\d))"
)
_HOUR = rf"(?:\d{{1,2}}|(?i:{TEENS}|{UNITS}|one))"
# "five to twelve" may be a number of things: it is a time after a preposition, and with nothing counted after it.
_AT_AN_HOUR = r"(?<=\bat )|(?<=\bby )|(?<=\b[Uu]ntil )|(?<=\babout )|(?<=\baround )|(?<=\bwas )|(?<=\bis )"
_END_OF_HOUR = r"(?=\s*(?:[.,;:!?)”\"]|\Z)| o['’]clock\b| in the | at night\b| when | on )"
_MONTH_BEGINNINGS = tuple(month[:3].lower() for month in ENGLISH_MONTHS)

DATES = (
    Form("decade", r"(\d{3}0)['’]?s\b|(?:(?<=[Tt]he )|(?<=[Pp]ost-))['’]?([2-9]0)s\b", read_decade),
    Form("spelt_decade", rf"(?:{_BEFORE_DECADE})(?i:({_DECADE}))\b", read_spelt_decade),
    Form("dates", rf"({_DAYS}) ({_MONTH})\b(?:,? (\d{{4}})\b)?", read_dates, _MONTH_BEGINNINGS),
    Form(
        "spelt_day",
        rf"(?i:({ORDINAL_WORD}) (?:day )?of) ({_MONTH})\b(?:,? (\d{{4}})\b)?",
        read_spelt_day,
        _MONTH_BEGINNINGS,
    ),
    Form(
        "month",
        rf"({_LONE_MONTH}|{_BEFORE_MONTH}(?:May|March)\b)"
        r"(?: ?(\d{1,2})(?:st|nd|rd|th)?(?![\d.,]?\d)"
        r"(?:(?: to | ?[-–—] ?| through )(\d{1,2})(?:st|nd|rd|th)?(?![\d.,]?\d| [A-Z]))?)?"
        r"(?:,? (\d{4})\b)?",
        read_month,
        _MONTH_BEGINNINGS,
    ),
    Form("short_year", r"['’](\d\d)(?!\d|s\b)", read_short_year),
    Form(
        "spelt_year",
        rf"(?i:(nineteen|eighteen)[ -]((?:{TENS})(?:[- ](?:one|{UNITS}))?|{TEENS}))(?!\w)",
        read_spelt_year,
        ("nineteen", "eighteen"),
    ),
    Form("weekday", "|".join(rf"{day}s?\b" for day in WEEKDAYS), read_weekday),
    Form("noon", r"(?i:(?:12 |twelve )?(noon|midday|midnight))(?!\w)", read_noon),
    Form(
        "spelt_time",
        rf"(?i:(half|(?:a )?quarter|(?:{CARDINAL}|\d{{1,2}}) minutes?)[ -](past|to) ({_HOUR}|noon|midday|midnight)"
        r"(?: o['’]clock)?(?: ([ap])\.?m\b\.?)?)(?!\w|[.,]\d)",
        read_spelt_time,
        ("half", "quarter", "minute"),
    ),
    Form(
        "minutes_of_hour",
        rf"(?:{_AT_AN_HOUR})(?i:(five|ten|twenty-five|twenty) (past|to) ({_HOUR}|noon|midday|midnight)"
        rf"(?: ([ap])\.?m\b\.?)?){_END_OF_HOUR}",
        read_spelt_time,
    ),
    Form("hours_in_digits", r"([01]\d|2[0-4])([0-5]\d) ?(?:hours|hrs|h)\b", read_hours_in_digits),
    Form(
        "first_time",
        r"(\d{1,2})(?:[.:](\d{2}))?(?= ?(?:to|and|until|[-–—]) ?\d{1,2}(?:[.:]\d{2})? ?([aApP])\.? ?[mM]\b)",
        read_first_time,
    ),
    Form(
        "time",
        rf"(\d{{1,2}})(?:[.:](\d{{2}}))? ?([aApP])\.? ?[mM]\b\.?|"
        rf"({_HOUR})(?: o['’]clock(?: (?i:({_HALF})))?| (?i:({_HALF})))(?!\w)|"
        r"(\d{1,2}):(\d{2})(?![\d:])",
        read_time,
    ),
)

# The text between the dates of a list: 25 and 26 June and 31 July 2018.
_BETWEEN_DATES = re.compile(r",? ?(?:and|to|or|until|through|[-–])? ?(?:from )?")


def share_dates(quantities: Sequence[Quantity], text: str) -> tuple[Quantity, ...]:
    """Return the dates of a list, completed with the year of a later one: `25 and 26 June and 31 July 2018`."""
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
