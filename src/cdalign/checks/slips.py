"""The English dictionary, and which of its words one is that was mistyped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources

_DICTIONARY = "frequency_dictionary_en_82_765.txt"
# A word meant and mistyped is a common one: so often in the 10^12 words of the dictionary's source.
_LEAST_FREQUENCY = 2_000_000


@cache
def dictionary() -> Mapping[str, int]:
    """Return the English words that are known, each with its frequency."""
    text = (resources.files("symspellpy") / _DICTIONARY).read_text(encoding="utf-8-sig")
    rows = (line.split() for line in text.splitlines())
    return {row[0]: int(row[1]) for row in rows if len(row) == 2}


@lru_cache(maxsize=1 << 14)
def suggest_word(word: str) -> str:
    """Return the commonest known word that is one slip away (a letter more, less, other, or two exchanged)."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    near = process.extract(word, _common_words()[word[0]], scorer=OSA.distance, score_cutoff=1, limit=10)
    return max((one for one, _, _ in near), key=lambda one: dictionary()[one], default="")


@lru_cache(maxsize=1 << 12)
def near_words(word: str) -> tuple[str, ...]:
    """Return the words of the dictionary one slip away, then the common ones two slips away, the commonest first."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    rare = process.extract(word, _words_by_initial()[word[0]], scorer=OSA.distance, score_cutoff=1, limit=10)
    common = process.extract(word, _common_words()[word[0]], scorer=OSA.distance, score_cutoff=2, limit=10)
    near = {one: distance for one, distance, _ in (*rare, *common)}
    return tuple(sorted(near, key=lambda one: (near[one], -dictionary()[one])))


@cache
def _words_by_initial() -> Mapping[str, Sequence[str]]:
    by_initial: dict[str, list[str]] = {chr(code): [] for code in range(ord("a"), ord("z") + 1)}
    for word in dictionary():
        if word[0] in by_initial and word.isascii():
            by_initial[word[0]].append(word)
    return by_initial


@cache
def _common_words() -> Mapping[str, Sequence[str]]:
    known = dictionary()
    return {
        initial: [word for word in words if known[word] >= _LEAST_FREQUENCY]
        for initial, words in _words_by_initial().items()
    }
