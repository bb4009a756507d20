"""Dates of which a text names only a part, as truncated ISO 8601 (`--07-31`, `---05`)."""

from __future__ import annotations

import datetime
import re

# In order: the number of a month is its place, from 1.
ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# 中午十一点 is before noon, 中午一点 after it.
_FIRST_MORNING_HOUR = 9

# Two digits below this are of this century, as in ISO C's strptime they are below 69; texts of the UN write '45.
_FIRST_SHORT_YEAR = 40

_DATE = re.compile(r"(?:date:)?(?:(\d{4})|-)(?:-(\d\d)(?:-(\d\d))?|--(\d\d))?")


def split_date(key: str) -> tuple[str, str, str]:
    """Return year, month and day of a date key; a part not named is empty: `date:--07-31` -> ('', '07', '31')."""
    match = _DATE.fullmatch(key)
    return ("", "", "") if match is None else (match[1] or "", match[2] or "", match[3] or match[4] or "")


def join_date(year: str, month: str, day: str) -> str:
    """Return the key of a date, with nothing (an empty text) for the parts that are not named."""
    if day and not month:
        return f"date:---{day}"
    return "date:" + "-".join(part for part in (year or "-", month, day) if part)


def make_date(year: str, month: str, day: str) -> str:
    """Return the key of a whole date in digits, or an empty text where no calendar has it: ('2016', '7', '21')."""
    try:
        return f"date:{datetime.date(int(year), int(month), int(day)).isoformat()}"
    except ValueError:
        return ""


def full_year(two_digits: int) -> str:
    """Return the year that two digits name beside other dates: 76 -> 1976, 08 -> 2008."""
    return str(two_digits + (2000 if two_digits < _FIRST_SHORT_YEAR else 1900))


def complete_date(key: str, other: str) -> str:
    """Return a date the larger parts that it lacks and another date of its list names.

    `--06-26` beside `2018-06-25` -> `2018-06-26`; `---26` beside `--06-25` -> `--06-26`; a whole year stays.
    """
    year, month, day = split_date(key)
    other_year, other_month, other_day = split_date(other)
    if not month and day and other_day:
        month = other_month
    if not year and month and other_month:
        year = other_year
    return join_date(year, month, day)


def time_keys(hours: int, minutes: int, half: str = "") -> tuple[str, ...]:
    """Return the keys of a time of day; `half` is "a" or "p" (a.m., p.m.), "n" (around noon) or nothing.

    Without it, hours up to 12 may be of either half: (8, 0) -> time:08:00, time:20:00.
    """
    if half == "a":
        hours %= 12 if hours <= 12 else 24
    elif half in ("p", "n") and hours < 12:
        hours += 12 if half == "p" or hours < _FIRST_MORNING_HOUR else 0
    elif half == "p" and hours == 12:
        return (f"time:00:{minutes:02}", f"time:12:{minutes:02}")
    keys = [f"time:{hours % 24:02}:{minutes:02}"]
    if not half and hours <= 12:
        keys.append(f"time:{(hours + 12) % 24:02}:{minutes:02}")
    return tuple(keys)
