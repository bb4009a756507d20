"""The values of options: each function returns the value that a word means, or refuses the word."""

from __future__ import annotations

import math
import re
from argparse import ArgumentTypeError

from cdalign.cli.printing import clip
from cdalign.languages import is_tag
from cdalign.messages import say

# A number with more digits does not fit into 64 bits. Of a word that is refused, the beginning is shown.
_MOST_DIGITS, _LONGEST_SHOWN = 18, 60
# Windows waits for less than 2 ** 32 milliseconds.
_MOST_SECONDS = 4_000_000
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def count(text: str) -> int:
    """Return a whole number from 0 on.

    Raises:
        ArgumentTypeError: it is not one.
    """
    return _whole_number(text, 0)


def positive_count(text: str) -> int:
    """Return a whole number from 1 on.

    Raises:
        ArgumentTypeError: it is not one.
    """
    return _whole_number(text, 1)


def any_whole_number(text: str) -> int:
    """Return a whole number, which may be below zero.

    Raises:
        ArgumentTypeError: it is not one.
    """
    return -_whole_number(text[1:], 0) if text.startswith("-") else _whole_number(text, 0)


def _whole_number(text: str, least: int) -> int:
    if text.isdecimal() and len(text) > _MOST_DIGITS:
        raise ArgumentTypeError(say("{text} is too large", text=_shown(text)))
    if not text.isdecimal() or int(text) < least:
        raise ArgumentTypeError(say("{text!r} is not a whole number from {least} on", text=_shown(text), least=least))
    return int(text)


def seconds(text: str) -> float:
    """Return a number of seconds above zero.

    Raises:
        ArgumentTypeError: it is not one, or more than every system can wait.
    """
    number = _number(text)
    if _MOST_SECONDS < number < math.inf:
        raise ArgumentTypeError(say("{text} is too large", text=_shown(text)))
    if not 0 < number < math.inf:
        raise ArgumentTypeError(say("{text!r} is not a number of seconds", text=_shown(text)))
    return number


def _number(text: str) -> float:
    """Return the number that a text is, or NaN, which lies between no bounds."""
    try:
        return float(text)
    except ValueError:
        return math.nan


def percentage(text: str) -> int:
    """Return a whole number from 1 to 100.

    Raises:
        ArgumentTypeError: it is not one.
    """
    if not text.isdecimal() or len(text) > _MOST_DIGITS or not 1 <= int(text) <= 100:
        raise ArgumentTypeError(say("{text!r} is not a percentage from 1 to 100", text=_shown(text)))
    return int(text)


def share(text: str) -> float:
    """Return a number from 0 to 1.

    Raises:
        ArgumentTypeError: it is not one.
    """
    number = _number(text)
    if not 0 <= number <= 1:
        raise ArgumentTypeError(say("{text!r} is not a number from 0 to 1", text=_shown(text)))
    return number


def date(text: str) -> str:
    """Return a year, month or day (ISO 8601) as it is written; nothing stays nothing.

    Raises:
        ArgumentTypeError: it is not one.
    """
    if text and not _DATE.fullmatch(text):
        raise ArgumentTypeError(say("{text!r} is not a date: write 2018-09-05, 2018-09 or 2018", text=_shown(text)))
    return text


def language_tag(text: str) -> str:
    """Return a language tag as it is written; nothing stays nothing.

    Raises:
        ArgumentTypeError: it has not the shape of one (BCP 47).
    """
    if text and not is_tag(text):
        raise ArgumentTypeError(say("{text!r} is not a language tag: write zh-Hans, zh-Hant or en", text=_shown(text)))
    return text


def _shown(text: str) -> str:
    return clip(text, _LONGEST_SHOWN)
