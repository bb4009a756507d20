"""Candidate spans of a translation: every run of its tokens up to a length, and "nothing renders the query"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cdalign.spotting.links import LinkedPair
from cdalign.spotting.positions import expect_places
from cdalign.spotting.shares import QueryShares, share_query
from cdalign.spotting.tokens import SpottingToken, TokenKind

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

# Candidates are at most this many times as long as is expected, and some tokens more.
_LONGEST_RATIO, _LONGEST_EXTRA = 3.0, 8
# English words to a Han character of the query, and the reverse; a function word or character counts less.
_WORDS_A_CHARACTER, _CHARACTERS_A_WORD = 0.55, 1.9
_FUNCTION_CHARACTER, FUNCTION_WORD = 0.4, 0.5
_ARTICLES = frozenset(("a", "an", "the"))
_EXPLAINING = 1.5  # a link of 2/3 explains a token in full


@dataclass(frozen=True)
class Question:
    """A query in a pair of texts: tokens of both sides, which of the source are asked for, and the links.

    `links` are source × target. `cut` tells, for a Chinese side, to which word of the best cut a token belongs.
    """

    source: Sequence[SpottingToken]
    target: Sequence[SpottingToken]
    is_asked: Flags
    links: Numbers
    cut: NDArray[np.int64]
    is_target_chinese: bool


def ask(pair: LinkedPair, is_asked: Flags, *, is_target_chinese: bool) -> Question:
    """Return the question of a linked pair; the query lies on the side that is not the target."""
    cut = np.repeat(np.arange(len(pair.words.cut)), [stop - start for start, stop in pair.words.cut])
    if is_target_chinese:
        return Question(pair.english, pair.chinese, is_asked, pair.links.T, cut, is_target_chinese)
    return Question(pair.chinese, pair.english, is_asked, pair.links, cut, is_target_chinese)


class CandidateSpans:
    """The candidate spans of a question, and what is known of the target tokens that they are made of.

    `first` and `last` are the tokens of each span, both inclusive, and `stop` follows `last`. `inside` and `outside`
    are, for each target token, its strongest link with the query and with the rest of the source, weakened where it
    lies far from where the query is expected.
    """

    def __init__(self, question: Question) -> None:
        self.question = question
        target, asked = question.target, question.is_asked
        self.asked, self.others = np.flatnonzero(asked), np.flatnonzero(~asked)
        self.is_function = np.array([token.is_function for token in target], dtype=bool)
        self.is_mark = np.array([token.is_mark for token in target], dtype=bool)
        self.is_content = ~(self.is_function | self.is_mark)
        self.is_light = np.array([token.is_function or token.is_mark for token in question.source], dtype=bool)
        self.expectation = expect_places(question.links, is_target_chinese=question.is_target_chinese)
        self.near_links = self.expectation.weigh(question.links)
        self.inside = strongest(self.near_links[self.asked])
        self.outside = strongest(self.near_links[self.others])
        self.first, self.last = self._enumerate()
        self.stop = self.last + 1

    def _enumerate(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        tokens = len(self.question.target)
        self.longest = min(tokens, int(_LONGEST_RATIO * self.expected_size) + _LONGEST_EXTRA)
        first = np.repeat(np.arange(tokens), self.longest)
        last = first + np.tile(np.arange(self.longest), tokens)
        is_whole = last < tokens
        # No span begins or ends with a mark or an article: `the Security Council` is marked without `the`.
        is_edge = ~np.array([token.is_mark or token.letters.lower() in _ARTICLES for token in self.question.target])
        is_whole[is_whole] &= is_edge[first[is_whole]] & is_edge[last[is_whole]]
        self._grid = is_whole
        return first[is_whole], last[is_whole]

    def sum(self, values: Numbers | Flags) -> Numbers:
        """Return the sum of a value of target tokens over each span."""
        totals = np.zeros(len(values) + 1)
        values.cumsum(out=totals[1:])
        sums: Numbers = totals.take(self.stop) - totals.take(self.first)
        return sums

    @cached_property
    def _share(self) -> Numbers:
        share: Numbers = self.inside / np.maximum(self.inside + self.outside, 1e-9)
        return share

    @cached_property
    def own(self) -> Numbers:
        """How much the query explains each target token, in competition with the rest of the source."""
        own: Numbers = self.inside * self._share
        return own

    @cached_property
    def foreign(self) -> Numbers:
        """How much the rest of the source explains each target token, in competition with the query."""
        foreign: Numbers = self.outside * (1 - self._share)
        return foreign

    @cached_property
    def unexplained(self) -> Numbers:
        """How much of each content word of the target no link explains, from 0 to 1."""
        explained = np.clip(1 - _EXPLAINING * np.maximum(self.inside, self.outside), 0, 1)
        return np.where(self.is_content, explained, 0.0)

    @cached_property
    def expected_places(self) -> Numbers:
        """Where each token of the query is expected in the target, in target tokens."""
        return self.expectation.places[self.asked]

    def cover(self, rows: NDArray[np.int64], weights: Numbers) -> Numbers:
        """Return, for each span, the weighted sum over source tokens of their strongest link into the span."""
        links = self.near_links[rows]
        tokens = links.shape[1]
        best = np.zeros_like(links)
        covered = np.zeros((tokens, self.longest))
        for reach in range(self.longest):
            np.maximum(best[:, : tokens - reach], links[:, reach:], out=best[:, : tokens - reach])
            covered[:, reach] = weights @ best
        grid: Numbers = covered.reshape(-1)[self._grid]
        return grid

    @cached_property
    def expected_size(self) -> float:
        """How many target words or characters the query should take."""
        size = sum(self._size_in_target(self.question.source[row]) for row in self.asked.tolist())
        return max(size, 1.0 if self.question.is_target_chinese else 0.5)

    @cached_property
    def sizes(self) -> Numbers:
        """How much each target token counts: a content word 1, a function word less, a mark nothing."""
        function = _FUNCTION_CHARACTER if self.question.is_target_chinese else FUNCTION_WORD
        return np.where(self.is_mark, 0.0, np.where(self.is_function, function, 1.0))

    @cached_property
    def shares(self) -> QueryShares:
        """What the query explains of each target token, in competition with the rest of the source."""
        source = np.array(list(map(self._size_in_target, self.question.source)))
        sizes = source, self.sizes
        return share_query(self.near_links, self.expectation.nearness, sizes, self.question.is_asked)

    def _size_in_target(self, token: SpottingToken) -> float:
        """Return how many target words or characters a source token should take."""
        if self.question.is_target_chinese:
            return _CHARACTERS_A_WORD * (0.0 if token.is_mark else FUNCTION_WORD if token.is_function else 1.0)
        return _WORDS_A_CHARACTER * _weight_in_chinese(token)

    @cached_property
    def missing_size(self) -> float:
        """How many target tokens the words of the query that no link explains should take."""
        explained = np.clip(1 - _EXPLAINING * self.near_links[self.asked].max(axis=1), 0, 1)
        ratio = _CHARACTERS_A_WORD if self.question.is_target_chinese else _WORDS_A_CHARACTER
        return float((explained * ~self.is_light[self.asked]).sum()) * ratio

    @cached_property
    def is_inside_word(self) -> Flags:
        """Whether each border between target tokens, both ends included, lies inside a word of the Chinese cut."""
        if not self.question.is_target_chinese:
            return np.zeros(len(self.is_mark) + 1, dtype=bool)
        cut = self.question.cut
        return np.concatenate([[False], cut[1:] == cut[:-1], [False]])

    @cached_property
    def is_name_like(self) -> Flags:
        """Whether each target token may be part of a name: capitalized, or a character that forms no word."""
        if not self.question.is_target_chinese:
            return np.array([token.is_capitalized for token in self.question.target], dtype=bool)
        alone: Flags = ~(self.is_inside_word[:-1] | self.is_inside_word[1:])
        return alone

    @cached_property
    def nameness(self) -> float:
        """How much the query looks like a name: the share of capitals, or of characters that form no word."""
        if self.question.is_target_chinese:
            return float(np.mean([self.question.source[row].letters[0].isupper() for row in self.asked.tolist()]))
        if len(self.asked) < 2:
            return 0.0
        cut = self.question.cut
        return float(np.mean([row == 0 or cut[row] != cut[row - 1] for row in self.asked]))


def strongest(links: Numbers) -> Numbers:
    """Return the strongest link of each column; 0 where there are no rows."""
    best: Numbers = links.max(axis=0) if len(links) else np.zeros(links.shape[1])
    return best


def _weight_in_chinese(token: SpottingToken) -> float:
    if token.kind is TokenKind.HAN:
        return _FUNCTION_CHARACTER if token.is_function else 1.0
    return 0.0 if token.is_mark else 2.0
