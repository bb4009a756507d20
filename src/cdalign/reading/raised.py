"""Raised letters: those that are marks of a table's notes are apart from the word or number before them."""

from __future__ import annotations

import re

# The marks of a table's notes: `$59,153,400ᵃ,ᵇ`; not the endings of 1st, 2nd, 3rd, nor a power.
_NOTE_MARKS = re.compile(r"\s*(?:[a-z*]{1,3}\s*,\s*)*(?:[a-z]|\*{1,3})\s*,?\s*")
_ENDINGS = frozenset({"st", "nd", "rd", "th"})


def is_note_mark(raised: str) -> bool:
    """Return whether raised letters are marks of notes: `a`, `a,b`, `*`; not `st`, `th`."""
    return _NOTE_MARKS.fullmatch(raised) is not None and raised.strip() not in _ENDINGS


def set_apart(before: str, raised: str) -> str:
    """Return raised letters with a space before them where they are marks of notes: `2025/26 a,b`, but `21st`."""
    return f" {raised}" if is_note_mark(raised) and before[-1:].strip() else raised
