"""Two lines become one: words with a space, Han without, a word parted by a hyphen as it is written elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from cdalign.lexicons import read_core_entries
from cdalign.text import joint_between

_LONGEST_WORD = 64
# Nothing comes between these and the next line, unless a space occurred before them.
_JOINING = frozenset("-\u2010/\u2014")
_HYPHENATED = re.compile(r"(\w+)[-\u2010]$")
_ENGLISH = re.compile("[a-z]{2,}")
_ENDINGS = ("s", "es", "d", "ed", "ing", "ly")
# What keeps its hyphen, and what may have one although it is not a word.
_HYPHENATED_PREFIXES = frozenset({"anti", "co", "neo", "non", "pseudo", "quasi", "semi", "sino"})
_PREFIXES = frozenset({
    "bi", "ex", "extra", "inter", "intra", "macro", "mega", "micro", "mini", "multi", "poly",
    "post", "pre", "pro", "re", "self", "socio", "sub", "super", "trans", "tri", "ultra", "un",
})  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


def collect_words(lines: Iterable[str]) -> frozenset[str]:
    """Return the Western words of lines if any line ends with a hyphen: they tell a hyphen from a wrapped word."""
    texts = tuple(lines)
    if not any(text.endswith(("-", "\u2010")) for text in texts):
        return frozenset()
    return frozenset(_WORD.findall("\n".join(texts).lower()))


def join_at_wrap(left: str, right: str, words: frozenset[str]) -> str:
    """Join two lines: words with a space, Han without, a word parted by a hyphen as it is written elsewhere.

    If the text has it nowhere else, the core lexicon tells a word from a compound.
    """
    if left[-1:] not in _JOINING or left.endswith((" -", " /", " \u2014")):
        return left + joint_between(left, right) + right
    parted = _HYPHENATED.search(left[-_LONGEST_WORD:])
    if parted and right[:1].islower():
        tail = _WORD.match(right)
        whole = parted[1] + (tail[0] if tail else "")
        hyphenated = f"{parted[1]}-{tail[0] if tail else ''}"
        if hyphenated.lower() not in words and (whole.lower() in words or _is_one_word(parted[1], whole)):
            return left[:-1] + right
    return left + right


def _is_one_word(head: str, whole: str) -> bool:
    """Return whether a hyphen that the text does not explain only parts a word at the end of its line."""
    start, one = head.lower(), whole.lower()
    if not one.isascii() or not one.isalpha() or start in _HYPHENATED_PREFIXES:
        return False
    return _is_english(one) or not (start in _PREFIXES or (_is_english(start) and _is_english(one[len(start) :])))


def _is_english(word: str) -> bool:
    """Return whether a word, or what it is a form of, is in the core lexicon."""
    known = _english_words()
    bases = (word.removesuffix(ending) for ending in _ENDINGS)
    return word in known or any(base in known or base + "e" in known for base in bases if base != word)


@cache
def _english_words() -> frozenset[str]:
    return frozenset(_ENGLISH.findall("\n".join(read_core_entries().values()).lower()))
