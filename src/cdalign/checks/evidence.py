"""Which words of a unit the other text renders, as far as the lexicon knows: the ground of what is called missing.

A Chinese word is rendered where the English has all stems of one of its renderings; an English word is answered where
any headword that stands in the Chinese, at any place and of any length, has its stem among its renderings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from cdalign.lexicon import core_lexicon
from cdalign.lexicon.renderings import IDLE_WORDS, rendering_stems
from cdalign.lexicon.stemming import stem_word
from cdalign.lexicon.tokens import HeadwordMatcher
from cdalign.text import HAN, compact, compact_with_offsets

_HAN_RUN = re.compile(f"[{HAN}]+")
_LONGEST_HEADWORD = 8
_ENGLISH_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text with its place; in English `form` is its stem, in Chinese the compact word."""

    form: str
    start: int
    stop: int


@cache
def matcher() -> HeadwordMatcher:
    """Return what cuts Chinese into the longest headwords of the lexicon."""
    return HeadwordMatcher(core_lexicon().headwords)


def chinese_words(text: str) -> list[Word]:
    """Return the words of a Chinese text, cut into the longest headwords; places are those of the text."""
    plain = compact_with_offsets(text)
    words = []
    for run in _HAN_RUN.finditer(plain.text):
        at = run.start()
        for piece in matcher().cut(run[0]):
            words.append(Word(piece, *plain.original_span(at, at + len(piece))))
            at += len(piece)
    return words


def english_words(text: str) -> list[Word]:
    """Return the words of an English text that say something, as stems."""
    return [
        Word(stem_word(word), found.start(), found.end())
        for found in _ENGLISH_WORD.finditer(text)
        if (word := re.split("['’]", found[0].lower())[0]) not in IDLE_WORDS
    ]


def headwords_in(text: str) -> set[str]:
    """Return every headword of the lexicon that stands in a Chinese text, at any place and of any length.

    A single character counts where it is a word by itself: 伊 is no Iran in 伊拉克.
    """
    known = core_lexicon().headwords
    found: set[str] = set()
    for run in _HAN_RUN.findall(compact(text)):
        found.update(matcher().cut(run))
        for start in range(len(run)):
            found.update(
                run[start:stop]
                for stop in range(start + 2, min(len(run), start + _LONGEST_HEADWORD) + 1)
                if run[start:stop] in known
            )
    return found


def stems_rendering(text: str) -> frozenset[str]:
    """Return the stems by which any word of a Chinese text may be rendered."""
    return frozenset(stem for word in headwords_in(text) for stems in rendering_stems(word) for stem in stems)
