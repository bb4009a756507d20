"""Letters that number the points of a list: a to z, then aa, bb, cc, as UN documents and Word continue; or 甲 to 癸."""

from __future__ import annotations

_LETTERS = 26
# No list in a document has more than three letters for a point.
_LONGEST = 3
# The ten heavenly stems, which Chinese lists use as others use letters.
STEMS = "甲乙丙丁戊己庚辛壬癸"


def parse_letters(text: str) -> int | None:
    """Return the position of a letter, or of one letter repeated, in one case, or None: `c` -> 3, `BB` -> 28."""
    is_letters = text.isascii() and text.isalpha() and (text.islower() or text.isupper())
    if not is_letters or len(text) > _LONGEST or len(set(text)) != 1:
        return None
    return ord(text[0].lower()) - ord("a") + 1 + _LETTERS * (len(text) - 1)


def parse_stem(text: str) -> int | None:
    """Return the position of a heavenly stem, or None: `丙` -> 3."""
    return STEMS.index(text) + 1 if len(text) == 1 and text in STEMS else None


def write_letters(value: int) -> str:
    """Return the letters of a position, from 1: 2 -> b, 27 -> aa."""
    times, rest = divmod(value - 1, _LETTERS)
    return chr(ord("a") + rest) * (times + 1)
