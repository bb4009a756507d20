"""Which words of a unit the other text renders, as far as the lexicon knows: the ground of what is called missing.

A Chinese word is rendered where the English has all stems of one of its renderings; an English word is answered where
any headword that occurs in the Chinese, at any place and of any length, has its stem among its renderings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cdalign.lexicon.equivalents import IDLE_WORDS, find_headwords, long_headwords, stems_of_word
from cdalign.lexicon.stemming import stem_word
from cdalign.text import CompactText, compact_with_offsets

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

# About as many different words as a memory of some million units has.
MOST_WORDS = 1 << 17
_FIRST_HAN = "\u3007"
_ENGLISH_WORD = re.compile(r"([A-Za-z]+)(?:['’][a-z]+)?")


class Word(NamedTuple):
    """A word of a text with its place; in English `form` is its stem, in Chinese the compact word."""

    form: str
    start: int
    stop: int


class WordState(NamedTuple):
    """A word and whether the other text renders it: None if the lexicon cannot tell."""

    word: Word
    is_rendered: bool | None


@cache
def _longest_headwords() -> AhoCorasick:
    """Return what finds the headwords of a text from left to right, the longest at each place."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(long_headwords(), matchkind=MatchKind.LeftmostLongest)


def chinese_words(text: str) -> list[Word]:
    """Return the words of a Chinese text, cut into the longest headwords; places are those of the text."""
    plain = compact_with_offsets(text)
    offsets, headwords = plain.offsets, long_headwords()
    words: list[Word] = []
    at = 0
    for index, start, stop in _longest_headwords().find_matches_as_indexes(plain.text):
        if at < start:
            words += _single_words(plain, at, start)
        words.append(Word(headwords[index], offsets[start], offsets[stop - 1] + 1))
        at = stop
    return words + _single_words(plain, at, len(plain.text))


def _single_words(plain: CompactText, start: int, stop: int) -> list[Word]:
    """Return the Han of a stretch in which no headword occurs, one by one."""
    offsets = plain.offsets
    return [
        Word(char, offsets[at], offsets[at] + 1)
        for at, char in enumerate(plain.text[start:stop], start)
        if char >= _FIRST_HAN and char.isalnum()
    ]


def english_words(text: str) -> list[Word]:
    """Return the words of an English text that say something, as stems."""
    stem_of = _stem_of
    return [
        Word(stem, found.start(), found.end())
        for found in _ENGLISH_WORD.finditer(text)
        if (stem := stem_of(found[1])) is not None
    ]


@lru_cache(maxsize=MOST_WORDS)
def _stem_of(word: str) -> str | None:
    """Return the stem of an English word as it is written, or None if the word proves nothing."""
    small = word.lower()
    return None if small in IDLE_WORDS else stem_word(small)


def english_stems(text: str) -> frozenset[str]:
    """Return the stems of the words of an English text that say something."""
    return frozenset(filter(None, map(_stem_of, _ENGLISH_WORD.findall(text))))


def stems_rendering(plain: str, words: Iterable[Word]) -> frozenset[str]:
    """Return the stems by which any word of a compact Chinese text may be rendered: at any place and of any length.

    A single character counts where it is a word by itself (`words`): 伊 is not Iran in 伊拉克.
    """
    headwords = long_headwords()
    found = {headwords[index] for index, _, _ in find_headwords(plain)}
    found.update(word.form for word in words)
    return frozenset().union(*map(stems_of_word, found))
