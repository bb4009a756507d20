"""Chinese by its sounds: pinyin without tones, and initials (`cth` for 裁谈会).

A question becomes a pattern of character classes, so that no term need be read aloud beforehand, and a character
with two readings (重, 行, 调) is found by either.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path

from cdalign.shipped import read_shipped_text

_LETTERS = re.compile(r"[a-z]+")
_NOT_LETTERS = re.compile(r"[\s'’·\-]+")
_COMMON_READINGS = 2  # of a character; pypinyin's table has the usual ones first
_MOST_DIVISIONS = 16  # of the letters into syllables (xian: xian, xi an)
_MOST_LETTERS = 60  # a longer name is not typed in pinyin
_LONGEST_SYLLABLE = 6  # zhuang


def sounds_like_pinyin(question: str) -> bool:
    """Return whether a question can be pinyin or initials: not too many Latin letters, with or without tone marks."""
    letters = plain_pinyin(question)
    return len(letters) <= _MOST_LETTERS and _LETTERS.fullmatch(letters) is not None


@cache
def plain_pinyin(question: str) -> str:
    """Return the letters without tones, spaces and case: `Cái tán huì` -> `caitanhui`; ü is v."""
    letters = unicodedata.normalize("NFD", question.lower()).replace("u\u0308", "v")
    return _NOT_LETTERS.sub("", "".join(char for char in letters if not unicodedata.combining(char)))


class Readings:
    """How the characters of a text are read; only these can be found in it, so the patterns stay small."""

    def __init__(self, text: str) -> None:
        self.characters = frozenset(text)

    def initials_pattern(self, letters: str) -> str:
        """Return the pattern of Chinese whose characters begin with these letters: `cth` -> `[才财裁…][他谈…][会…]`."""
        return "".join(f"[{letter}{self._initials.get(letter, '')}]" for letter in letters)

    def syllables_pattern(self, letters: str) -> str:
        """Return the pattern of Chinese that is read so, or an empty text; the last syllable may be unfinished."""
        return "|".join("".join(map(self._class_of, way)) for way in self._divisions(letters, {}))

    @cached_property
    def _syllables(self) -> dict[str, str]:
        """Syllable -> the characters that are commonly read so."""
        table = read_pinyin_table()
        found: dict[str, list[str]] = defaultdict(list)
        for char in sorted(self.characters):
            for syllable in common_readings(table.get(str(ord(char)), "")):
                found[syllable].append(char)
        return {syllable: "".join(chars) for syllable, chars in found.items()}

    @cached_property
    def _initials(self) -> dict[str, str]:
        """Letter -> the characters that begin with it."""
        found: dict[str, str] = defaultdict(str)
        for syllable, chars in self._syllables.items():
            found[syllable[0]] += chars
        return found

    def _divisions(self, letters: str, known: dict[str, list[tuple[str, ...]]]) -> list[tuple[str, ...]]:
        """The ways to part letters into syllables, the longest first syllables first."""
        if letters not in known:
            is_beginning = any(syllable.startswith(letters) for syllable in self._syllables)
            ways: list[tuple[str, ...]] = [(letters,)] if is_beginning else []
            for cut in range(min(_LONGEST_SYLLABLE, len(letters) - 1), 0, -1):
                if letters[:cut] in self._syllables:
                    ways.extend((letters[:cut], *rest) for rest in self._divisions(letters[cut:], known))
            known[letters] = ways[:_MOST_DIVISIONS]
        return known[letters]

    def _class_of(self, sound: str) -> str:
        """The class of the characters with a reading, or with a reading that begins so if no character has it."""
        beginning = (chars for syllable, chars in self._syllables.items() if syllable.startswith(sound))
        return f"[{self._syllables.get(sound) or ''.join(beginning)}]"


def reading_of(char: str) -> str:
    """Return the most common reading of a Han character without its tone: `重` -> `zhong`; empty for others."""
    if char > "\uffff":
        readings = common_readings(read_pinyin_table().get(str(ord(char)), ""))
        return readings[0] if readings else ""
    table = _first_readings()
    at = -1 if char.isascii() else table.find(char)
    start = table.rfind("\n", 0, at) + 1
    return table[start : table.index("\t", start)] if at >= 0 else ""


@cache
def _first_readings() -> str:
    """Return the table of first readings: lines of a syllable, a tab, and the characters that are read so.

    It is made from pypinyin's table (MIT), which takes 15 ms to read. A search in this text takes less than 1 ms.
    """
    return read_shipped_text(__package__, "readings.tsv")


@cache
def read_pinyin_table() -> dict[str, str]:
    """Return the readings of characters by their code point as a number.

    Read from pypinyin's own table without importing the package, which would load a hundred thousand phrases
    (0.2 s on every start).
    """
    package = find_spec("pypinyin")
    assert package is not None
    table = Path(next(iter(package.submodule_search_locations or ()))) / "pinyin_dict.json"
    readings: dict[str, str] = json.loads(table.read_bytes())
    return readings


@cache
def common_readings(sounds: str) -> tuple[str, ...]:
    """Return the syllables that a character of the table is usually read as: `zhòng,chóng,tóng` -> zhong, chong."""
    return tuple(dict.fromkeys(map(plain_pinyin, sounds.split(",")[:_COMMON_READINGS]))) if sounds else ()
