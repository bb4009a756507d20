"""Partial dates as truncated ISO 8601 (`--07-31`, `---05`)."""

from __future__ import annotations

import datetime
import re

# 中午十一点 is before noon, 中午一点 after it.
_FIRST_MORNING_HOUR = 9

# Two digits below this are in this century, others in the last (ISO C's strptime: below 69; UN texts write '45).
_FIRST_SHORT_YEAR = 40

_DATE = re.compile(r"(?:date:)?(?:(\d{4})|-)(?:-(\d\d)(?:-(\d\d))?|--(\d\d))?")


def split_date(key: str) -> tuple[str, str, str]:
    """Return year, month and day of a date key; a part not named is empty: `date:--07-31` -> ('', '07', '31')."""
    match = _DATE.fullmatch(key)
    return ("", "", "") if match is None else (match[1] or "", match[2] or "", match[3] or match[4] or "")


def join_date(year: str, month: str, day: str) -> str:
    """Return the key of a date; parts that are not named are empty texts."""
    if day and not month:
        return f"date:---{day}"
    return "date:" + "-".join(part for part in (year or "-", month, day) if part)


def make_date(year: str, month: str, day: str) -> str:
    """Return the key of a whole date in digits, or an empty text if it is not a valid date: ('2016', '7', '21')."""
    try:
        return f"date:{datetime.date(int(year), int(month), int(day)).isoformat()}"
    except ValueError:
        return ""


def full_year(two_digits: int) -> str:
    """Return the year that two digits stand for in a date: 76 -> 1976, 08 -> 2008."""
    return str(two_digits + (2000 if two_digits < _FIRST_SHORT_YEAR else 1900))


def complete_date(key: str, other: str) -> str:
    """Return a date with its missing larger parts filled in from another date of its list.

    `--06-26` with `2018-06-25` -> `2018-06-26`; `---26` with `--06-25` -> `--06-26`; a date with a year is unchanged.
    """
    year, month, day = split_date(key)
    other_year, other_month, other_day = split_date(other)
    if not month and day and other_day:
        month = other_month
    if not year and month and other_month:
        year = other_year
    return join_date(year, month, day)


def time_keys(hours: int, minutes: int, half: str = "") -> tuple[str, ...]:
    """Return the keys of a time of day; `half` is "a" or "p" (a.m., p.m.), "n" (around noon) or empty.

    Without it, hours up to 12 may be in either half: (8, 0) -> time:08:00, time:20:00.
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
