"""Dates of which a text names only a part, as truncated ISO 8601 (`--07-31`, `---05`)."""

from __future__ import annotations

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

_DATE = re.compile(r"(?:date:)?(?:(\d{4})|-)(?:-(\d\d)(?:-(\d\d))?|--(\d\d))?")


def split_date(key: str) -> tuple[str, str, str]:
    """Give year, month and day of a date key, each empty where it is not named: `date:--07-31` -> ('', '07', '31')."""
    match = _DATE.fullmatch(key)
    return ("", "", "") if match is None else (match[1] or "", match[2] or "", match[3] or match[4] or "")


def join_date(year: str, month: str, day: str) -> str:
    """Give the key of a date, with nothing (an empty text) for the parts that are not named."""
    if day and not month:
        return f"date:---{day}"
    return "date:" + "-".join(part for part in (year or "-", month, day) if part)


def complete_date(key: str, other: str) -> str:
    """Give a date the larger parts that it lacks and another date of its list names.

    `--06-26` beside `2018-06-25` -> `2018-06-26`; `---26` beside `--06-25` -> `--06-26`; a whole year stays.
    """
    year, month, day = split_date(key)
    other_year, other_month, other_day = split_date(other)
    if not month and day and other_day:
        month = other_month
    if not year and month and other_month:
        year = other_year
    return join_date(year, month, day)
