"""The words of the Chinese and the English of a unit, with whether the other text renders them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property, lru_cache

from cdalign.checks.sides import CheckedSide
from cdalign.checks.word_evidence import MOST_WORDS, WordState
from cdalign.lexicon.equivalents import equivalent_stems, stems_of_word

# A single character says less than a word; a word that the lexicon lacks may be rendered or not.
WEIGHT_OF_CHARACTER, WEIGHT_OF_UNKNOWN = 0.4, 0.5
# What is left out weighs so much at least, in words; a rendered word inside it takes so much away.
LEAST_WORDS, WEIGHT_OF_RENDERED = 2.0, 1.5
WEIGHT_OF_LENGTH = 0.8  # words that an unusual length of one standard deviation is worth
_NUMERAL = re.compile("[零〇一二三四五六七八九十百千万亿两第几半廿卅年月日号条款项节章届次]+")
_COUNT = re.compile(
    r"twice|times|\w+fold|half|double\w*|triple\w*|quarter|thirds?|two|three|four|five|six|seven|eight|nine|"
    r"ten|eleven|twelve|"
    r"\w+teen|\w+ty|hundred|thousand|million|billion|first|second|third|fourth|fifth|\w+th|high|low|many|much",
    re.IGNORECASE,
)


class Coverage:
    """The words of both texts with whether the other renders them, compared when a rule asks for them."""

    def __init__(self, chinese: CheckedSide, english: CheckedSide) -> None:
        self.chinese, self.english = chinese, english

    @cached_property
    def han(self) -> list[WordState]:
        """The words of the Chinese that are not numerals; names are left to the checks of names."""
        named = {
            at: True if name.things & self.english.things else None
            for name in self.chinese.names
            if not name.is_weak
            for at in range(name.start, name.stop)
        }
        evidence = self.english.evidence
        return [
            WordState(word, named[word.start] if word.start in named else _is_rendered(word.form, evidence))
            for word in self.chinese.words
            if not _is_numeral(word.form)
        ]

    @cached_property
    def words(self) -> list[WordState]:
        """The words of the English that are not names, with whether the Chinese explains them."""
        return _states_of_english(self.english, self.chinese)

    @cached_property
    def most_unexplained(self) -> int:
        """The number of English words that the Chinese does not explain, names too: `words` has no more of them."""
        evidence = self.chinese.evidence
        return sum(form not in evidence for form, _, _ in self.english.words)


@lru_cache(maxsize=MOST_WORDS)
def _is_numeral(word: str) -> bool:
    return _NUMERAL.fullmatch(word) is not None


def _is_rendered(word: str, evidence: frozenset[str]) -> bool | None:
    # One stem of a rendering is enough of the word itself; of a part of it the rendering must be whole.
    known = stems_of_word(word)
    if not known:
        return None
    return not known.isdisjoint(evidence) or any(stems <= evidence for stems in _stems_of_parts(word))


@cache
def _stems_of_parts(word: str) -> tuple[frozenset[str], ...]:
    """Return the renderings of the words that a longer word is made of."""
    parts = (word[start:stop] for start in range(len(word) - 1) for stop in range(start + 2, len(word) + 1))
    return tuple(dict.fromkeys(stems for part in parts if part != word for stems in equivalent_stems(part)))


def _states_of_english(english: CheckedSide, chinese: CheckedSide) -> list[WordState]:
    """Return the words that are not names with whether the Chinese explains them."""
    states = []
    text, evidence = english.text, chinese.evidence
    for word in english.words:
        form, start, stop = word
        # Parts of addresses and of symbols are not words.
        if text[stop : stop + 1] in ("@", "/") or (start and text[start - 1] in "@./"):
            continue
        if not (start and text[start].isupper()) and stop - start > 2 and not _is_count(text[start:stop]):
            states.append(WordState(word, form in evidence))
    return states


@lru_cache(maxsize=MOST_WORDS)
def _is_count(word: str) -> bool:
    return _COUNT.fullmatch(word) is not None


def weigh(states: Sequence[WordState]) -> float:
    """Return how many words are not rendered, single characters and unknown words counted in part."""
    total = 0.0
    for word, is_rendered in states:
        if is_rendered is False:
            total += 1 if len(word.form) > 1 else WEIGHT_OF_CHARACTER
        elif is_rendered is None and len(word.form) > 1:
            total += WEIGHT_OF_UNKNOWN
    return total
