"""Values that several commands take: what a word of the call must be, and what is said where it is not."""

from __future__ import annotations

from argparse import ArgumentTypeError


def count(text: str) -> int:
    """Give a whole number from 0 on.

    Raises:
        ArgumentTypeError: it is none.
    """
    return _whole_number(text, 0)


def positive_count(text: str) -> int:
    """Give a whole number from 1 on.

    Raises:
        ArgumentTypeError: it is none.
    """
    return _whole_number(text, 1)


def _whole_number(text: str, least: int) -> int:
    if not text.isdecimal() or int(text) < least:
        raise ArgumentTypeError(f"{text!r} is not a whole number from {least} on")
    return int(text)
