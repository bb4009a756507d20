"""What the core lexicon says about a word in a text: its equivalents as stems, and whether a longer word holds it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from cdalign.lexicon.entries import core_lexicon
from cdalign.lexicon.stemming import stem_word

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

# Words that may render anything: their presence proves no rendering, their absence no omission.
IDLE_WORDS = frozenset({
    "a", "an", "the", "of", "and", "or", "to", "in", "on", "at", "for", "by", "with", "from", "as", "into", "is",
    "are", "was", "were", "be", "been", "being", "am", "has", "have", "had", "having", "do", "does", "did", "it",
    "its", "this", "that", "these", "those", "there", "their", "they", "them", "he", "she", "his", "her", "him",
    "we", "our", "us", "you", "your", "i", "my", "me", "who", "whom", "which", "what", "when", "where", "while",
    "such", "so", "than", "then", "also", "not", "no", "nor", "but", "if", "any", "all", "each", "other", "some",
    "more", "most", "very", "can", "could", "may", "might", "will", "would", "shall", "should", "must", "up", "out",
    "over", "about", "upon", "per", "one", "s", "t", "under", "between", "within",
})  # fmt: skip
_LONGEST_WORD = 8
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+")


def stems_of(text: str) -> frozenset[str]:
    """Return the stems of the English words of a text that say something."""
    return frozenset(stem_word(word) for word in _WORD.findall(text.lower()) if word not in IDLE_WORDS)


@cache
def equivalent_stems(headword: str) -> tuple[frozenset[str], ...]:
    """Return for each equivalent of a Chinese headword the stems that it is made of."""
    texts = (text for text, _ in core_lexicon().equivalents.get(headword, ()))
    return tuple(stems for stems in map(stems_of, texts) if stems)


@cache
def stems_of_word(headword: str) -> frozenset[str]:
    """Return all stems that any equivalent of a Chinese headword holds."""
    return frozenset(stem for stems in equivalent_stems(headword) for stem in stems)


def is_inside_word(text: str, start: int, stop: int, stems: Iterable[frozenset[str]] = ()) -> bool:
    """Return whether a known longer word holds a stretch of compact Chinese text, and means something else.

    俄罗斯 occurs in 白俄罗斯 and means no Russia there; 大会 occurs in 联合国大会 and means what it means, for an
    equivalent of the longer word holds all of `stems`, the words of an equivalent of the stretch. A word that begins
    before the stretch and ends inside it takes it where it is as long: 美国 in 北美国家, 大会 in 重大会议.
    """
    return any(_takes(text, first, last, start, stop, stems) for first, last in _words_over(text, start, stop))


def _words_over(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the known words that overlap a stretch and begin no later, without the stretch itself and its beginnings.

    There are 36 places at the most. To look each up takes 8 µs; the automaton of `find_headwords` takes 5, but it is
    made in 30 ms, which is long for who looks one term up.
    """
    headwords = core_lexicon().headwords
    for first in range(max(0, start - _LONGEST_WORD + 1), start + 1):
        shortest = start + 1 if first < start else stop + 1
        for last in range(shortest, min(first + _LONGEST_WORD, len(text)) + 1):
            if text[first:last] in headwords:
                yield first, last


@cache
def long_headwords() -> tuple[str, ...]:
    """Return the headwords of two characters and more, sorted: what finds them in a text knows each by its number."""
    return tuple(sorted(word for word in core_lexicon().headwords if len(word) > 1))


def find_headwords(text: str) -> list[tuple[int, int, int]]:
    """Return the headwords of two characters and more in compact text: all of them, also inside each other.

    Each is its number in `long_headwords`, where it begins, and where it ends.
    """
    return _automaton().find_matches_as_indexes(text, overlapping=True)


@cache
def _automaton() -> AhoCorasick:
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(long_headwords())


def _takes(text: str, first: int, last: int, start: int, stop: int, stems: Iterable[frozenset[str]]) -> bool:
    if last < stop:
        return last - first >= stop - start and not _is_word_before(text, first, start)
    held = stems_of_word(text[first:last])
    return not any(one and one <= held for one in stems)


def _is_word_before(text: str, inside: int, stop: int) -> bool:
    """Return whether a known word ends at `stop` and holds a place: 国大 is not a word of 联合国大会."""
    headwords = core_lexicon().headwords
    return any(text[first:stop] in headwords for first in range(max(0, stop - _LONGEST_WORD), inside))
