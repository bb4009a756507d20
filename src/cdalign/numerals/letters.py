"""Letters that number the points of a list: a to z, then aa, bb, cc, as UN documents and Word continue."""

from __future__ import annotations

_LETTERS = 26
# No list in a document has more than three letters for a point.
_LONGEST = 3


def parse_letters(text: str) -> int | None:
    """Return the position of a letter, or of one letter repeated, in one case, or None: `c` -> 3, `BB` -> 28."""
    is_letters = text.isascii() and text.isalpha() and (text.islower() or text.isupper())
    if not is_letters or len(text) > _LONGEST or len(set(text)) != 1:
        return None
    return ord(text[0].lower()) - ord("a") + 1 + _LETTERS * (len(text) - 1)


def write_letters(value: int) -> str:
    """Return the letters of a position, from 1: 2 -> b, 27 -> aa."""
    times, rest = divmod(value - 1, _LETTERS)
    return chr(ord("a") + rest) * (times + 1)
