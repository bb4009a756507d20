"""Chinese by its sounds: pinyin without tones, and initials (`cth` for 裁谈会).

A question becomes a pattern of character classes, so that no term need be read aloud beforehand, and a character
with two readings (重, 行, 调) is found by either.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_LETTERS = re.compile(r"[a-z]+")
_NOT_LETTERS = re.compile(r"[\s'’·\-]+")
_BASIC_HAN = range(0x4E00, 0x9FA6)
_COMMON_READINGS = 2  # of a character; pypinyin's table has the usual ones first
_MOST_DIVISIONS = 16  # of the letters into syllables (xian: xian, xi an)
_MOST_LETTERS = 60  # nobody spells a longer name
_LONGEST_SYLLABLE = 6  # zhuang


def sounds_like_pinyin(question: str) -> bool:
    """Say whether a question can be pinyin or initials: not too many Latin letters, with or without tone marks."""
    letters = plain_pinyin(question)
    return len(letters) <= _MOST_LETTERS and _LETTERS.fullmatch(letters) is not None


@cache
def plain_pinyin(question: str) -> str:
    """Give the letters without tones, spaces and case: `Cái tán huì` -> `caitanhui`; ü is v."""
    letters = unicodedata.normalize("NFD", question.lower()).replace("u\u0308", "v")
    return _NOT_LETTERS.sub("", "".join(char for char in letters if not unicodedata.combining(char)))


def initials_pattern(letters: str) -> str:
    """Give the pattern of Chinese whose characters begin with these letters: `cth` -> `[才财裁…][他谈…][会…]`."""
    return "".join(_initial_classes().get(letter, letter) for letter in letters)


def syllables_pattern(letters: str) -> str:
    """Give the pattern of Chinese that is read so; the last syllable may be unfinished. Nothing where none is."""
    return "|".join("".join(map(_class_of, way)) for way in _divisions(letters))


@cache
def _divisions(letters: str) -> tuple[tuple[str, ...], ...]:
    """The ways to part letters into syllables, the longest first syllables first."""
    syllables = _characters()
    ways: list[tuple[str, ...]] = []
    if any(syllable.startswith(letters) for syllable in syllables):
        ways.append((letters,))
    for cut in range(min(_LONGEST_SYLLABLE, len(letters) - 1), 0, -1):
        if letters[:cut] in syllables:
            ways.extend((letters[:cut], *rest) for rest in _divisions(letters[cut:]))
    return tuple(ways[:_MOST_DIVISIONS])


@cache
def _class_of(sound: str) -> str:
    """The class of the characters with a reading, or with one that begins so where there is none."""
    syllables = _characters()
    if sound in syllables:
        return f"[{''.join(syllables[sound])}]"
    return f"[{''.join(char for syllable, chars in syllables.items() if syllable.startswith(sound) for char in chars)}]"


@cache
def _initial_classes() -> dict[str, str]:
    """Letter -> the class of the characters that begin with it, and the letter itself (`CD` in a Chinese term)."""
    classes: dict[str, list[str]] = defaultdict(list)
    for syllable, characters in _characters().items():
        classes[syllable[0]].extend(characters)
    return {letter: f"[{letter}{''.join(characters)}]" for letter, characters in classes.items()}


@cache
def _characters() -> dict[str, list[str]]:
    """Syllable -> the characters that are commonly read so.

    Read from pypinyin's own table without importing the package, which would load a hundred thousand phrases
    (0.2 s on every start).
    """
    package = find_spec("pypinyin")
    assert package is not None
    table = Path(next(iter(package.submodule_search_locations or ()))) / "pinyin_dict.json"
    characters: dict[str, list[str]] = defaultdict(list)
    for code, sounds in json.loads(table.read_bytes()).items():
        if int(code) in _BASIC_HAN:
            for sound in sounds.split(",")[:_COMMON_READINGS]:
                characters[plain_pinyin(sound)].append(chr(int(code)))
    return dict(characters)
