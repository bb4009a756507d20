"""The lexicon as spotting asks it: the words of a run of Han, their equivalents, and words of like meaning."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from cdalign.lexicon import Lexicon
from cdalign.lexicon.entries import write_out
from cdalign.spotting.equivalents import EquivalentIndex
from cdalign.spotting.tokens import SHARED_LETTERS, EnglishWord, SpottingToken, TokenKind, english_words

_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
# A word is preferred to the single characters of a cut as its length to this power (chosen on the development set).
_LENGTH_POWER = 1.6
_UNKNOWN_CHARACTER = 0.5
# How much the n-th equivalent of a headword counts less than the first, and the least a relation counts.
_RANK_LOSS, _LEAST_RELATION = 0.15, 0.08


class Equivalent(NamedTuple):
    """An English equivalent of a Chinese word as stems: those that carry its meaning, and its function words.

    `letters` are the words of the stems that carry its meaning, in lower case: `impl` says less than `implement`.
    """

    content: tuple[str, ...]
    functions: frozenset[str]
    letters: tuple[str, ...]


class HeadwordPlace(NamedTuple):
    """A headword in a run of tokens: half-open range of token numbers, and the words of the best cut around it.

    `cut` is the range of the cut's word that holds the headword; it is the headword's own range where the cut chose
    it, and `None` where the headword crosses a border of the cut.
    """

    start: int
    stop: int
    word: str
    cut: tuple[int, int] | None


class Dictionary:
    """A lexicon prepared for spotting. What is asked is computed once and kept."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._equivalents: dict[str, tuple[Equivalent, ...]] = {}
        self._by_beginning: dict[str, dict[str, list[Equivalent]]] = {}
        self._related: dict[str, dict[str, float]] = {}

    def equivalents(self, word: str) -> tuple[Equivalent, ...]:
        """Return the equivalents of a headword, in the order of the lexicon."""
        known = self._equivalents.get(word)
        if known is None:
            known = self._equivalents[word] = tuple(self._read_equivalents(word))
        return known

    def _read_equivalents(self, word: str) -> Iterator[Equivalent]:
        return filter(None, (_read_equivalent(text) for text, _ in self._lexicon.equivalents.get(word, ())))

    def equivalents_among(self, word: str, beginnings: Mapping[str, object]) -> Iterator[Equivalent]:
        """Yield the equivalents of a headword in which a word has one of these beginnings of `SHARED_LETTERS`."""
        table = self._by_beginning.get(word)
        if table is None:
            table = self._by_beginning[word] = _sort_by_beginning(self.equivalents(word))
        yield from {id(one): one for beginning in table.keys() & beginnings.keys() for one in table[beginning]}.values()

    def learnt(self, word: str) -> Mapping[str, tuple[float, float]]:
        """Return what was learnt from texts: stem -> (p(stem | word), p(word | stem))."""
        return self._lexicon.learnt.get(word, {})

    def related(self, word: str) -> Mapping[str, float]:
        """Return stems that render words of like meaning, each with a weight from 0 to 1.

        Two headwords are alike where they share a whole equivalent, the more so the more of their characters they
        share: 概述 (summary) and 总结 (summary, summarize) relate 概述 to `summarize`.
        """
        known = self._related.get(word)
        if known is None:
            known = self._related[word] = self._find_related(word)
        return known

    def _find_related(self, word: str) -> dict[str, float]:
        own = {equivalent.content for equivalent in self.equivalents(word)}
        related: dict[str, float] = defaultdict(float)
        for other, likeness in self._alike(word).items():
            for rank, equivalent in enumerate(self._read_equivalents(other)):
                # Most words are alike enough for their first equivalents to count, or for none: the rest is not read.
                weight = likeness / (1 + _RANK_LOSS * rank)
                if weight <= _LEAST_RELATION:
                    break
                weight /= len(equivalent.content)
                if equivalent.content not in own and weight > _LEAST_RELATION:
                    for stem in equivalent.content:
                        related[stem] = max(related[stem], weight)
        return dict(related)

    def _alike(self, word: str) -> dict[str, float]:
        """Return the headwords that share an equivalent with this one, each with its likeness from 0 to 1."""
        shared: dict[str, float] = defaultdict(float)
        for other, own_rank, rank, sharers in self._index.sharing(word):
            ranks = (1 + _RANK_LOSS * own_rank) * (1 + _RANK_LOSS * rank)
            shared[other] += 1 / ranks / math.log(3 + sharers)
        likeness = ((other, min(1.0, share * self._trust(word, other, share))) for other, share in shared.items())
        return {other: value for other, value in likeness if value > _LEAST_RELATION}

    def _trust(self, word: str, other: str, share: float) -> float:
        common, every = set(word) & set(other), set(word) | set(other)
        trust = 1.5 * (0.6 + len(common) / len(every))
        # What counts for nothing even if the other word has this equivalent alone need not be read.
        return trust / (1 + 0.2 * len(self._lexicon.equivalents[other])) if share * trust > _LEAST_RELATION else 0.0

    @cached_property
    def _index(self) -> EquivalentIndex:
        return EquivalentIndex(write_out(self._lexicon.equivalents))

    @cached_property
    def _longest(self) -> int:
        """The length of the longest headword."""
        return max(map(len, self._lexicon.headwords), default=0)

    def information(self, equivalent: str) -> float:
        """Return how much one English word of an equivalent tells: the logarithm of its rarity in the lexicon."""
        return math.log(len(self._lexicon) / (1 + self._index.frequencies[equivalent]) + 1)

    def find_words(self, tokens: Sequence[SpottingToken], borders: frozenset[int]) -> CutWords:
        """Return the headwords of a run of tokens and its best cut; no word of the cut crosses one of the borders."""
        text = "".join(token.letters if token.kind is TokenKind.HAN else "\0" for token in tokens)
        ranges = tuple(self._headwords_in(text))
        cut = _best_cut(len(text), ranges, borders)
        return CutWords(tuple(_occurrences(text, ranges, cut)), cut)

    def _headwords_in(self, text: str) -> Iterator[tuple[int, int]]:
        headwords, longest = self._lexicon.headwords, self._longest
        for start in range(len(text)):
            for stop in range(start + 1, min(start + longest, len(text)) + 1):
                if text[start:stop] in headwords:
                    yield start, stop


class CutWords(NamedTuple):
    """The headwords of a run of tokens, and its best cut: half-open ranges that tile it."""

    occurrences: tuple[HeadwordPlace, ...]
    cut: tuple[tuple[int, int], ...]


def _sort_by_beginning(equivalents: Sequence[Equivalent]) -> dict[str, list[Equivalent]]:
    table: dict[str, list[Equivalent]] = defaultdict(list)
    for equivalent in equivalents:
        for beginning in {stem[:SHARED_LETTERS] for stem in equivalent.content}:
            table[beginning].append(equivalent)
    return dict(table)


@lru_cache(maxsize=2**14)
def _read_equivalent(text: str) -> Equivalent | None:
    """Return an equivalent of the lexicon as stems; many headwords have the same ones."""
    words = english_words(text)
    return _make_equivalent(words) if words else None


def _make_equivalent(words: Sequence[EnglishWord]) -> Equivalent:
    functions = frozenset(word.stem for word in words if word.is_function)
    content = [word for word in words if not word.is_function]
    if not content:
        return Equivalent(tuple(sorted(functions)), frozenset(), tuple(sorted(functions)))
    return Equivalent(tuple(word.stem for word in content), functions, tuple(word.letters for word in content))


def _best_cut(length: int, ranges: Sequence[tuple[int, int]], borders: frozenset[int]) -> tuple[tuple[int, int], ...]:
    """Return the tiling with the greatest sum of powers of word lengths."""
    ending: dict[int, list[int]] = defaultdict(list)
    for start, stop in ranges:
        if not any(start < border < stop for border in borders):
            ending[stop].append(start)
    best, origin = [0.0], [0]
    for stop in range(1, length + 1):
        choices = [(best[stop - 1] + _UNKNOWN_CHARACTER, stop - 1)]
        choices += [(best[start] + (stop - start) ** _LENGTH_POWER, start) for start in ending[stop]]
        value, start = max(choices)
        best.append(value)
        origin.append(start)
    cut, stop = [], length
    while stop:
        cut.append((origin[stop], stop))
        stop = origin[stop]
    return tuple(reversed(cut))


def _occurrences(
    text: str, ranges: Sequence[tuple[int, int]], cut: Sequence[tuple[int, int]]
) -> Iterator[HeadwordPlace]:
    around = [word for word in cut for _ in range(*word)]
    for start, stop in ranges:
        holder = around[start]
        yield HeadwordPlace(start, stop, text[start:stop], holder if stop <= holder[1] else None)
