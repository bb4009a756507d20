"""Words of a name in Latin letters: whether one is a common noun, and how many Chinese syllables it spells."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cdalign.lexicon import core_lexicon
from cdalign.patterns import compile_late

_SMALL_WORD = re.compile(r"\b[a-z]{3,}\b")
# A syllable of a Chinese dialect in Latin letters, in pinyin, Wade-Giles or the spelling of Hong Kong.
_SYLLABLE = (
    r"(?:zh|ch|sh|ts|tz|kw|gw|ng|hs|hw|[bcdfghjklmnpqrstwxyz])?"
    r"(?:iao|uai|iou|yue|yew|ew|ee|ai|ao|au|ei|eu|ee|ia|iu|ie|io|oi|oo|ou|ua|ue|ui|uo|oe|eo|yu|yi|a|e|i|o|u|y)(?:ng|ck|[nmptkhr])?"
)
_MOST_SYLLABLES = 4
_SPELT = tuple(compile_late(_SYLLABLE * count) for count in range(1, _MOST_SYLLABLES + 1))
_MOST_WORDS = 1 << 13


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
