"""Which runs of words of one language come with which of the other: Dice's coefficient over aligned units.

Measured on 413 aligned units (tests), Dice with the longest run on ties finds the right English for terms that
occur at least twice more often than log-likelihood or phi square do; for terms that occur once nothing helps.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cdalign.lexicon.entries import Lexicon
from cdalign.lexicon.stemming import stem_word
from cdalign.patterns import compile_late
from cdalign.terminology.inflection import singular_of
from cdalign.text import HAN, compact

_LONGEST_ENGLISH = 8  # words
_LONGEST_CHINESE = 28  # characters; the longest title of the report has 34 with its brackets
_WORD = re.compile(r"[A-Za-z]+(?:[-‐'’][A-Za-z]+)*")
# What ends a run of English words: anything but spaces between them.
_BREAK = re.compile(r"[^\s]")
_PARTS = re.compile(r"[\s\-]+")
_CHARACTERS_PER_WORD = 2.0
# Chosen on 75 terms like those of tests/terminology/test_association.py: P@1 0.88, against 0.84 with half of each;
# on the 61 of that test 0.93 with the core lexicon and 0.89 without a lexicon.
_LENGTH_WEIGHT = 0.2
_OF_LEXICON = 0.6
_NESTED_SHARE = 1.25
_HAN_RUN = compile_late(f"[{HAN}]+")
STOP_WORDS = frozenset((
    "a", "an", "the", "of", "on", "in", "at", "by", "for", "from", "to", "with", "and", "or", "but", "as", "than",
    "that", "which", "who", "whose", "this", "these", "those", "it", "its", "their", "they", "is", "are", "be", "been",
    "was", "were", "has", "have", "had", "do", "does", "not", "no", "all", "any", "each", "such", "some", "other",
    "also", "including", "through", "into", "within", "between", "among", "per", "cent", "more", "most", "under",
    "over", "where", "when", "while", "there", "if", "so", "both", "his", "her", "our", "we", "he", "she", "would",
    "should", "could", "will", "may", "can", "must", "shall", "upon", "about", "after", "before", "during", "until",
    "since", "only", "however", "therefore", "further", "very", "much", "many", "one", "two", "up", "out", "off",
    "own", "particular", "especially", "notably", "according", "account", "well",
))  # fmt: skip
# Function characters: no term begins or ends with them.
_EDGE_CHARACTERS = frozenset(
    "的了和与及或在是为对从向把被将以并而其这那该也还都就所之于到由使让等则但因此如若且又再很更至各每"
)


@dataclass(frozen=True, slots=True)
class TokenRun:
    """A run of words: as first met, and the set of units it occurs in (one bit a unit)."""

    text: str
    units: int

    @property
    def count(self) -> int:
        """The number of units it occurs in."""
        return self.units.bit_count()


@dataclass(frozen=True, slots=True)
class TermRendering:
    """A run of English that comes with a run of Chinese, Dice's coefficient, and the number of common units."""

    text: str
    score: float
    together: int


class Association:
    """Aligned units made ready to be asked which words come together."""

    def __init__(self, units: Iterable[tuple[str, str]], lexicon: Lexicon | None = None) -> None:
        """Take pairs of a Chinese and an English text, and what is known of words."""
        pairs = list(units)
        self.lexicon = lexicon or Lexicon()
        self.chinese = [compact(chinese) for chinese, _ in pairs]
        self.english = [english for _, english in pairs]

    @cached_property
    def english_runs(self) -> Mapping[str, TokenRun]:
        """The runs of English words that occur in the units, by their form without case and number."""
        shown: dict[str, str] = {}
        bits: dict[str, int] = defaultdict(int)
        for number, text in enumerate(self.english):
            for key, run in english_runs(text):
                shown.setdefault(key, run)
                bits[key] |= 1 << number
        return {key: TokenRun(shown[key], units) for key, units in bits.items()}

    @cached_property
    def _runs_of_unit(self) -> Sequence[tuple[str, ...]]:
        return [tuple(dict.fromkeys(key for key, _ in english_runs(text))) for text in self.english]

    def units_of_chinese(self, term: str) -> int:
        """Return the set of units in which a Chinese term occurs."""
        wanted = compact(term)
        return sum(1 << number for number, text in enumerate(self.chinese) if wanted in text)

    def renderings(self, term: str, limit: int = 5) -> tuple[TermRendering, ...]:
        """Return the runs of English that come with a Chinese term, the likeliest first."""
        units = self.units_of_chinese(term)
        known = _known_stems(compact(term), self.lexicon)
        found: dict[str, TermRendering] = {}
        for key in self._runs_beside(units):
            run = self.english_runs[key]
            together = (run.units & units).bit_count()
            dice = 2 * together / (units.bit_count() + run.count)
            score = dice * _fitness(term, key) * (1 - _OF_LEXICON + _OF_LEXICON * _share_known(key, known))
            found[key] = TermRendering(run.text, score, together)
        ordered = sorted(found.items(), key=lambda item: (-item[1].score, -len(item[0].split(" ")), item[0]))
        return tuple(rendering for _, rendering in ordered[:limit])

    def share_known(self, term: str, words: str) -> float:
        """Return the share (0–1) of English words that the lexicon explains by parts of a Chinese term."""
        return _share_known(words.lower(), _known_stems(compact(term), self.lexicon))

    def _runs_beside(self, units: int) -> Iterator[str]:
        seen: set[str] = set()
        for number in range(len(self.english)):
            if units >> number & 1:
                seen.update(self._runs_of_unit[number])
        return iter(seen)


def chinese_runs(units: Sequence[str], least: int = 2) -> dict[str, int]:
    """Return the runs of Han that occur in at least `least` units, with the number of units.

    A run that only ever occurs inside a longer one is left out, and so is one with a function character at an end.
    """
    counts = _count_runs(units)
    frequent = {run: count for run, count in counts.items() if count >= least}
    nested: set[str] = set()
    for run, count in frequent.items():
        for part in (run[1:], run[:-1]):
            # Where the longer run takes nearly all places, the shorter one is not a term of its own.
            if frequent.get(part, 0) <= count * _NESTED_SHARE:
                nested.add(part)
    return {
        run: count
        for run, count in frequent.items()
        if run not in nested
        and len(run) < _LONGEST_CHINESE
        and run[0] not in _EDGE_CHARACTERS
        and run[-1] not in _EDGE_CHARACTERS
    }


def _count_runs(units: Sequence[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for text in units:
        runs: set[str] = set()
        for stretch in _HAN_RUN.findall(text):
            for size in range(2, min(_LONGEST_CHINESE, len(stretch)) + 1):
                runs.update(stretch[at : at + size] for at in range(len(stretch) - size + 1))
        counts.update(runs)
    return counts


def english_runs(text: str) -> Iterator[tuple[str, str]]:
    """Yield the runs of up to eight words that begin and end with no function word: key and words as they occur."""
    words = [(found.start(), found.end(), found[0]) for found in _WORD.finditer(text)]
    keys = [_fold_word(word) for _, _, word in words]
    for first in range(len(words)):
        if keys[first] in STOP_WORDS:
            continue
        for last in range(first, min(first + _LONGEST_ENGLISH, len(words))):
            if last > first and _BREAK.search(text, words[last - 1][1], words[last][0]):
                break
            if keys[last] not in STOP_WORDS:
                yield " ".join(keys[first : last + 1]), text[words[first][0] : words[last][1]]


def _fold_word(word: str) -> str:
    return singular_of(word.lower().replace("‐", "-").removesuffix("’s").removesuffix("'s"))


def _fitness(term: str, key: str) -> float:
    """How well the length of a run fits a term's: one English word for about two characters."""
    expected = max(1.0, len(compact(term)) / _CHARACTERS_PER_WORD)
    return math.exp(-_LENGTH_WEIGHT * abs(len(_PARTS.split(key)) - expected))


def _known_stems(term: str, lexicon: Lexicon) -> frozenset[str]:
    """The stems of the words that render any part of a term by the lexicon."""
    parts = {term[first:last] for first in range(len(term)) for last in range(first + 1, len(term) + 1)}
    words = (
        word for part in parts for rendering, _ in lexicon.equivalents.get(part, ()) for word in _PARTS.split(rendering)
    )
    return frozenset(stem_word(word.lower()) for word in words if word.lower() not in STOP_WORDS)


def _share_known(key: str, known: frozenset[str]) -> float:
    """The share of a run's words that the lexicon explains."""
    words = [word for word in _PARTS.split(key) if word not in STOP_WORDS]
    return sum(stem_word(word) in known for word in words) / max(1, len(words))
