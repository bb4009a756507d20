"""Dates as TMX writes them (YYYYMMDDThhmmssZ, UTC) and as the rest of cdalign does (ISO 8601)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache

_TMX_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z", re.ASCII)
_MOST_REMEMBERED = 4096  # dates; units that were made together have the same


@lru_cache(_MOST_REMEMBERED)
def is_tmx_date(date: str) -> bool:
    """Return whether this is a moment as TMX writes it: one that exists, so no 13th month and no 30 February."""
    match = _TMX_DATE.fullmatch(date)
    if match is None:
        return False
    year, month, day, hour, minute, second = map(int, match.groups())
    try:
        datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return False
    return True


def iso_of_tmx(date: str) -> str:
    """Return `20181005T080000Z` as `2018-10-05T08:00:00Z`; an ISO 8601 date stays, anything else is not a date."""
    if is_tmx_date(date):
        return f"{date[:4]}-{date[4:6]}-{date[6:11]}:{date[11:13]}:{date[13:]}"
    return date if tmx_of_iso(date) else ""


def tmx_of_iso(date: str) -> str:
    """Return `2018-10-05T08:00:00Z` as `20181005T080000Z`; anything that is not a date gives nothing."""
    if is_tmx_date(date):
        return date
    try:
        moment = datetime.fromisoformat(date)
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):  # the first and the last hours of the calendar have no other zone
        return ""
    return f"{moment.year:04}{moment:%m%dT%H%M%SZ}"  # `%Y` leaves the zeros of early years out on Linux
