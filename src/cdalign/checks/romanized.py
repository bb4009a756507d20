"""Persons with a title in English, and names that spell Chinese syllables: Mr. LAU Wong-fat, Dr. Li Xiaoming."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from cdalign.lexicon import core_lexicon

_WORD = r"[A-ZÀ-Ý][A-Za-zÀ-ÿ]*(?:['’-][A-Za-zÀ-ÿ]+)*"
_PARTICLES = "de|la|van|von|der|den|al|el|bin|ibn|da|dos|du|del|di|le|ter"
_TITLED = re.compile(
    r"\b(?:(?:Mr|Mrs|Ms|Dr|MR|MRS|MS|DR)\.?|Miss|MISS|Prof\.|Professor|Ambassador|Judge|Councillor|Comrade|Senator|"
    rf"Colonel|Captain|Premier|Chancellor|President|Sir|Dame) "
    rf"(?P<name>{_WORD}\.?(?: (?:{_WORD}|[A-Z]\.|(?:{_PARTICLES})(?= ))){{0,4}})"
)
_NAME = re.compile(_WORD)
_SMALL_WORD = re.compile(r"\b[a-z]{3,}\b")
# What follows a name in capital letters: honours and degrees, offices.
_NO_NAMES = frozenset((
    "OBE", "MBE", "CBE", "KBE", "QC", "SC", "JP", "GBS", "SBS", "BBS", "GBM", "PRESIDENT", "CHAIRMAN", "CHAIRPERSON",
    "SPEAKER", "SECRETARY", "MINISTER", "DIRECTOR", "COMMISSIONER", "AMBASSADOR", "CHAIR", "VICE",
))  # fmt: skip
# A syllable of a Chinese dialect in Latin letters, in pinyin, Wade-Giles or the spelling of Hong Kong.
_SYLLABLE = (
    r"(?:zh|ch|sh|ts|tz|kw|gw|ng|hs|hw|[bcdfghjklmnpqrstwxyz])?"
    r"(?:iao|uai|iou|yue|yew|ew|ee|ai|ao|au|ei|eu|ee|ia|iu|ie|io|oi|oo|ou|ua|ue|ui|uo|oe|eo|yu|yi|a|e|i|o|u|y)(?:ng|ck|[nmptkhr])?"
)
_MOST_SYLLABLES = 4
_SPELT = tuple(re.compile(_SYLLABLE * count) for count in range(1, _MOST_SYLLABLES + 1))
_MOST_WORDS = 1 << 13


class Called(NamedTuple):
    """A person with a title: the words of the name and where each occurs, without an 's."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    @property
    def last(self) -> str:
        """The last word, in English mostly the surname."""
        return self.words[-1]


def titled_english(text: str) -> Iterator[Called]:
    """Yield the persons with a title of an English text: `Mr. David LI` with the words David and LI."""
    for found in _TITLED.finditer(text):
        parts = [
            (re.sub("['’]s$", "", one[0]), one.start())
            for one in _NAME.finditer(text, found.start("name"), found.end("name"))
        ]
        named = [part for part in parts if len(part[0]) > 1 and part[0] not in _NO_NAMES]
        if named:
            yield Called(tuple(word for word, _ in named), tuple((start, start + len(word)) for word, start in named))


def is_plain_word(word: str) -> bool:
    """Return whether a word is a common noun, and no name in capital letters: Speaker, World."""
    return not word.isupper() and word.lower() in _small_words()


@cache
def _small_words() -> frozenset[str]:
    """Return the words that renderings of the lexicon hold with a small letter; dictionaries list names too."""
    texts = (text for renderings in core_lexicon().equivalents.values() for text, _ in renderings)
    return frozenset(word for text in texts for word in _SMALL_WORD.findall(text))


@lru_cache(maxsize=_MOST_WORDS)
def count_syllables(word: str) -> int:
    """Return the fewest Chinese syllables that a word may spell, its parts joined by hyphens; 0 where it spells none.

    `Wong-fat` is 2, `Xiaoming` 2, `Castellano` none.
    """
    total = 0
    for part in re.split("[-'’]", word.lower()):
        count = next((count for count, one in enumerate(_SPELT, start=1) if one.fullmatch(part)), 0)
        if not count:
            return 0
        total += count
    return total
