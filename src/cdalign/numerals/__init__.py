"""Numerals and their values: Han, Roman, letters, digits, English words, bare or enclosed.

    `二十二` -> 22   `XLI` -> 41   `(xiv)` -> 14   `㈢` -> 3   `⒓` -> 12   `（３）` -> 3   `1)` -> 1
    `twenty-first` -> 21

A numeral may have several readings: `C` is the third letter and a Roman hundred. `read_numerals` returns them all; the
caller knows which list the numeral belongs to. What a number counts (`三千万美元`, `2.5 per cent`) is not decided here
but in `quantities`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from cdalign.numerals.enclosed import Enclosure, enclosed_numerals
from cdalign.numerals.han import HAN_DIGITS, HAN_NUMERALS, parse_han_numeral, write_han_numeral
from cdalign.numerals.letters import STEMS, parse_letters, parse_stem, write_letters
from cdalign.numerals.roman import parse_roman, write_roman
from cdalign.numerals.words import parse_english_numeral, parse_english_ordinal
from cdalign.patterns import compile_late

__all__ = [
    "HAN_DIGITS",
    "HAN_NUMERALS",
    "STEMS",
    "Enclosure",
    "Numeral",
    "NumeralSystem",
    "enclosed_numerals",
    "parse_english_numeral",
    "parse_english_ordinal",
    "parse_han_numeral",
    "parse_integer",
    "parse_letters",
    "parse_roman",
    "parse_stem",
    "read_numerals",
    "write_han_numeral",
    "write_letters",
    "write_roman",
]


class NumeralSystem(StrEnum):
    """The systems of numerals in texts."""

    DIGITS = "digits"
    HAN = "han"
    ROMAN = "roman"
    LETTER = "letter"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Numeral:
    """One reading of a numeral: its system, its value (a whole number) and its enclosure."""

    system: NumeralSystem
    value: int
    enclosure: Enclosure = Enclosure.NONE


_PRINTED_IN = (
    (compile_late(r"[(（\[［]\s*(.+?)\s*[)）\]］]"), Enclosure.BRACKETS),
    (re.compile(r"(.+?)[)）]"), Enclosure.BRACKET_AFTER),
    (re.compile(r"(.+?)[.．、]"), Enclosure.STOP),
)
# More digits than any count needs; Python refuses to read a number of thousands of digits.
_LONGEST_DIGITS = 30


def whole_number(written: str, default: int = 0) -> int:
    """Return a number that a program has written in a few digits, as in an attribute; `default` for anything else."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else default


def read_numerals(text: str) -> tuple[Numeral, ...]:
    """Return the readings of a text that consists of one numeral, the likeliest first; none if it is not a numeral.

    Brackets, a circle or a full stop around it are reported as `enclosure`. A single letter is read as Roman first if
    it is I, V or X, which open and continue Roman lists, and as Roman last if it is C, D, L or M.
    """
    bare, enclosure = _open(text.strip())
    return tuple(Numeral(system, value, enclosure) for system, value in _read_bare(bare))


def parse_integer(text: str) -> int | None:
    """Return the value of a text that is a whole number in any system, in its likeliest reading, or None."""
    readings = read_numerals(text)
    return readings[0].value if readings else None


def _open(text: str) -> tuple[str, Enclosure]:
    """Return the numeral without its enclosure, in ASCII if it has full-width characters, and the enclosure."""
    if text in enclosed_numerals():
        return enclosed_numerals()[text]
    for pattern, enclosure in _PRINTED_IN:
        found = pattern.fullmatch(text)
        if found:
            return unicodedata.normalize("NFKC", found[1]), enclosure
    return unicodedata.normalize("NFKC", text), Enclosure.NONE


def _read_bare(text: str) -> list[tuple[NumeralSystem, int]]:
    if text.isdecimal():
        return [(NumeralSystem.DIGITS, int(text))] if len(text) <= _LONGEST_DIGITS else []
    if not text.isascii():
        han = parse_han_numeral(text.removeprefix("第"))
        return [(NumeralSystem.HAN, int(han))] if han is not None and han == int(han) else []
    roman, letters = parse_roman(text), parse_letters(text)
    readings = [(NumeralSystem.ROMAN, roman), (NumeralSystem.LETTER, letters)]
    if len(text) == 1 and text not in "IVXivx":
        readings.reverse()
    words = parse_english_ordinal(text) or parse_english_numeral(text)
    readings.append((NumeralSystem.WORDS, None if words is None else int(words)))
    return [(system, value) for system, value in readings if value is not None]
