"""The English names of months and days of the week."""

from __future__ import annotations

# In order: the number of a month is its position, from 1.
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

# The months as Chinese writes them, under the name in lower case: `may` -> `5月`.
MONTH_TOKENS = {name.lower(): f"{number}月" for number, name in enumerate(ENGLISH_MONTHS, 1)}
