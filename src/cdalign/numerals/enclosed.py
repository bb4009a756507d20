"""Single characters that are a numeral in brackets, in a circle or with a full stop: ㈠ ⑴ ⒜, ① ㊀ ❶ ⓐ, ⒈."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import cache

from cdalign.numerals.han import HAN_NUMERALS


class Enclosure(StrEnum):
    """How a numeral is enclosed."""

    NONE = "none"
    BRACKETS = "brackets"  # (一) ㈠ ⑴
    BRACKET_AFTER = "bracket after"  # 1)
    CIRCLE = "circle"  # ①
    STOP = "stop"  # 1. ⒈


# Enclosed Alphanumerics, Dingbats, Enclosed CJK Letters and Months, Enclosed Alphanumeric Supplement (Unicode
# charts U2460, U2700, U3200 and U1F100). Characters in them that do not enclose a numeral are left out below.
_BLOCKS = ((0x2460, 0x2500), (0x2776, 0x2794), (0x3220, 0x322A), (0x3251, 0x32C0), (0x1F101, 0x1F12A))


@cache
def enclosed_numerals() -> dict[str, tuple[str, Enclosure]]:
    """Return the numeral and the enclosure of each such character: `㈠` -> (`一`, brackets)."""
    characters = [chr(code) for start, stop in _BLOCKS for code in range(start, stop)]
    found = {char: _open(char) for char in characters}
    return {char: opened for char, opened in found.items() if opened is not None}


def _open(char: str) -> tuple[str, Enclosure] | None:
    written = unicodedata.normalize("NFKC", char)
    if written == char:
        # Dingbats and double circles do not decompose: only their numeric value is known.
        value = unicodedata.numeric(char, None)
        return None if value is None else (str(int(value)), Enclosure.CIRCLE)
    bare = written.strip("().,")
    is_letter = len(bare) == 1 and bare.isascii() and bare.isalpha()
    if not (is_letter or bare.isdecimal() or bare in HAN_NUMERALS):
        return None
    if written.startswith("("):
        return bare, Enclosure.BRACKETS
    return bare, Enclosure.STOP if written[-1] in ".," else Enclosure.CIRCLE
