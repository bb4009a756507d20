"""Texts as numbers: the tokens that are compared, coded by a vocabulary that all texts of a run share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from cdalign.calendars import MONTH_TOKENS
from cdalign.lexicon.entries import core_lexicon
from cdalign.lexicon.stemming import stem_word
from cdalign.patterns import compile_late
from cdalign.text import HAN, fold_characters

IntArray = NDArray[np.int64]

# Words that occur in every sentence and tell nothing of which; they would only cost time.
_IDLE_WORDS = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "an",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "that",
        "this",
        "it",
        "its",
        "as",
        "by",
        "on",
        "at",
        "for",
        "with",
        "from",
        "or",
        "'s",
        "s",
    ]
)
_IDLE_CHARACTERS = frozenset("的之了是在和与及")

_ENGLISH = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:[.,/]\d+)*|[?!():;\"%]")
_CHINESE = compile_late(rf"[{HAN}]+|[a-z]+|\d+(?:[.,/]\d+)*|[?!():;\"%]|[《》〈〉“”「」『』]")
_MARKS = {"《": '"', "》": '"', "〈": '"', "〉": '"', "“": '"', "”": '"', "「": '"', "」": '"', "『": '"', "』": '"'}
_ENGLISH_FOLDING = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "«": '"', "»": '"'})


class Vocabulary:
    """Numbers for tokens, given in the order of first use."""

    def __init__(self) -> None:
        self.ids: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.ids)

    def code(self, tokens: Iterable[str]) -> list[int]:
        """Return the numbers of the tokens; a new token gets the next number."""
        ids = self.ids
        return [ids.setdefault(token, len(ids)) for token in tokens]

    @property
    def tokens(self) -> tuple[str, ...]:
        """The tokens, each at the place of its number."""
        return tuple(self.ids)


class RunReader(Protocol):
    """Reads runs of segments as one text each, by an embedding model."""

    def read(self, runs: Sequence[tuple[int, int]], /) -> NDArray[np.float32]:
        """Return the vectors of runs: of the first segment of each, and of the one after its last."""

    def part(self, start: int, stop: int) -> RunReader:
        """Return the reader of the segments `start` to `stop` by themselves."""


@dataclass(frozen=True)
class CodedText:
    """The segments of one side: token numbers in one row, where each segment's begin, and lengths in characters.

    `vectors` are the segments' meanings as an embedding model has them, where there is one, and `runs` reads those of
    several segments joined; `labels` are what is
    printed before them, an empty one if nothing is; `breaks` say for each boundary of segments, the first and the
    last too, whether a paragraph begins or ends there, where the text has paragraphs; `running` has 0 for
    segments that do not look like running heads, 1 for heads without a number, and more bits for the numbers of others.
    `figures` are the numbers and quantities of each segment, `edges` how it ends and begins, as numbers; `is_blank`
    says which segments have no text, as empty lines.
    """

    ids: IntArray
    offsets: IntArray
    lengths: NDArray[np.float64]
    vectors: NDArray[np.float32] | None = None
    labels: tuple[str, ...] = ()
    breaks: NDArray[np.bool_] | None = None
    running: NDArray[np.int64] | None = None
    runs: RunReader | None = None
    figures: tuple[frozenset[str], ...] = ()
    edges: IntArray | None = None
    is_blank: NDArray[np.bool_] | None = None

    def __len__(self) -> int:
        return len(self.lengths)

    def lacks_text(self, segment: int) -> bool:
        """Return whether a segment is known to be blank."""
        return self.is_blank is not None and bool(self.is_blank[segment])

    def part(self, start: int, stop: int) -> CodedText:
        """The segments `start` to `stop` by themselves."""
        offsets = self.offsets[start : stop + 1]
        vectors = None if self.vectors is None else self.vectors[start:stop]
        ids, labels = self.ids[offsets[0] : offsets[-1]], self.labels[start:stop]
        breaks = None if self.breaks is None else self.breaks[start : stop + 1]
        running = None if self.running is None else self.running[start:stop]
        runs = None if self.runs is None else self.runs.part(start, stop)
        figures, edges = self.figures[start:stop], None if self.edges is None else self.edges[start:stop]
        is_blank = None if self.is_blank is None else self.is_blank[start:stop]
        return CodedText(
            *(ids, offsets - offsets[0], self.lengths[start:stop], vectors, labels, breaks, running, runs),
            *(figures, edges, is_blank),
        )

    def pick(self, segments: IntArray) -> CodedText:
        """The segments of these numbers by themselves."""
        counts = self.counts[segments]
        offsets = np.concatenate([[0], np.cumsum(counts)])
        places = np.arange(offsets[-1]) + np.repeat(self.offsets[segments] - offsets[:-1], counts)
        vectors = None if self.vectors is None else self.vectors[segments]
        labels = tuple(self.labels[segment] for segment in segments) if self.labels else ()
        return CodedText(self.ids[places], offsets, self.lengths[segments], vectors, labels)

    @property
    def counts(self) -> IntArray:
        """The number of tokens of each segment."""
        return np.diff(self.offsets)

    def between(self, start: int, stop: int) -> IntArray:
        """The token numbers of segments `start` to `stop`."""
        return self.ids[self.offsets[start] : self.offsets[stop]]


def kinds_of(numbers: IntArray) -> IntArray:
    """Return each of some numbers from 0 on once, in order.

    `numpy.unique` does the same, but loads masked arrays for it at its first call (20 ms), and hashes, which is slower.
    """
    ordered = np.sort(numbers)
    is_new = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    return ordered[is_new]


def count_kinds(numbers: IntArray) -> tuple[IntArray, IntArray]:
    """Return each of some numbers from 0 on once, in order, and how often it is met."""
    ordered = np.sort(numbers)
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])) if len(ordered) else ordered
    return ordered[starts], np.diff(np.append(starts, len(ordered)))


def tokenize_english(text: str) -> list[str]:
    """Return the stems, numbers and telling marks of an English text."""
    tokens = []
    for word in _ENGLISH.findall(text.translate(_ENGLISH_FOLDING).lower()):
        if word in MONTH_TOKENS:
            tokens.append(MONTH_TOKENS[word])
        elif word not in _IDLE_WORDS:
            tokens.append(stem_word(word.partition("'")[0]) if word[0].isalpha() else word.replace(",", ""))
    return tokens


class HeadwordMatcher:
    """Cuts Chinese into the longest headwords that fit, from left to right."""

    def __init__(self, headwords: Iterable[str]) -> None:
        self._words = headwords if isinstance(headwords, frozenset) else frozenset(headwords)
        self._longest: dict[str, int] = {}
        longest_of = self._longest.get
        for word in self._words:
            if len(word) > longest_of(word[:1], 1):
                self._longest[word[0]] = len(word)

    def cut(self, run: str) -> list[str]:
        """Return the words of a run of Han; a character that begins no headword stands alone."""
        words, longest = self._words, self._longest
        pieces, start, stop = [], 0, len(run)
        while start < stop:
            length = min(longest.get(run[start], 1), stop - start)
            while length > 1 and run[start : start + length] not in words:
                length -= 1
            pieces.append(run[start : start + length])
            start += length
        return pieces

    def tokenize(self, text: str) -> list[str]:
        """Return the words, their single characters, the numbers, Latin stems and telling marks of a Chinese text."""
        tokens: list[str] = []
        for piece in _CHINESE.findall(fold_characters(text).lower()):
            if piece[0] >= "\u3400" or piece[0] == "〇":
                for word in self.cut(piece):
                    if len(word) > 1:
                        tokens.append(word)
                    tokens.extend(char for char in word if char not in _IDLE_CHARACTERS)
            elif piece[0].isalpha():
                tokens.append(stem_word(piece))
            else:
                tokens.append(_MARKS.get(piece) or piece.replace(",", ""))
        return tokens


@cache
def core_matcher() -> HeadwordMatcher:
    """Return what cuts Chinese into the longest headwords of the core lexicon."""
    return HeadwordMatcher(core_lexicon().headwords)


def code_texts(
    texts: Sequence[str], tokenize: Callable[[str], list[str]], vocabulary: Vocabulary, lengths: Sequence[float]
) -> CodedText:
    """Return the texts as numbers of a vocabulary, which learns their tokens."""
    coded = [vocabulary.code(tokenize(text)) for text in texts]
    offsets = np.zeros(len(coded) + 1, dtype=np.int64)
    np.cumsum([len(ids) for ids in coded], out=offsets[1:])
    ids = np.fromiter((number for ids in coded for number in ids), dtype=np.int64, count=int(offsets[-1]))
    return CodedText(ids, offsets, np.asarray(lengths, dtype=np.float64))
