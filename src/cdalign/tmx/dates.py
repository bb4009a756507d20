"""Dates as TMX writes them (YYYYMMDDThhmmssZ, UTC) and as the rest of cdalign does (ISO 8601)."""

from __future__ import annotations

import re
from datetime import UTC, datetime

TMX_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z")


def iso_of_tmx(date: str) -> str:
    """Give `20181005T080000Z` as `2018-10-05T08:00:00Z`; an ISO 8601 date stays, anything else is no date."""
    match = TMX_DATE.fullmatch(date)
    if match:
        return "{}-{}-{}T{}:{}:{}Z".format(*match.groups())
    return date if tmx_of_iso(date) else ""


def tmx_of_iso(date: str) -> str:
    """Give `2018-10-05T08:00:00Z` as `20181005T080000Z`; anything that is no date gives nothing."""
    if TMX_DATE.fullmatch(date):
        return date
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return ""
    if moment.tzinfo is not None:
        moment = moment.astimezone(UTC)
    return moment.strftime("%Y%m%dT%H%M%SZ")
