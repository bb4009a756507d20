"""Links: how surely each token of a Chinese text and each token of its English text render each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cdalign.spotting.dictionary import CutWords, Dictionary, Equivalent, HeadwordPlace
from cdalign.spotting.names import link_names
from cdalign.spotting.tokens import SHARED_LETTERS, SpottingToken, TokenKind, begin_alike

Matrix = NDArray[np.float64]

# Chosen on the development set, all of them; small changes do not matter.
_TRUST_IN_A_PART = 0.75  # a headword inside a word of the best cut
_TRUST_IN_A_CROSSING = 0.35  # a headword that crosses a border of the best cut
_TRUST_IN_A_CHARACTER = 0.7  # a headword of one character
_TRUST_IN_A_FRAGMENT = 0.8  # a word of an equivalent of several words, the others of which are absent
_TRUST_IN_A_PREFIX = 0.8  # an English word that only begins alike
_TRUST_IN_A_RELATION = 0.6  # a stem that renders a word of like meaning
_TRUST_IN_A_FUNCTION_WORD = 0.5
_BLURRED_PART = 0.3  # what is left of a link of a compound to a word that another of its parts explains
_OUT_OF_ORDER = 0.4  # what is left of a link between the first of two equal words and the second of their renderings
_MOST_SPREAD, _SPREAD_A_WORD = 3, 2  # how far apart the words of one equivalent may be
_EXPLAINED = 0.5  # a link from which on a name is not looked for
_EXPLAINED_CHARACTER = 0.6


@dataclass(frozen=True)
class LinkedPair:
    """A Chinese and an English text as tokens, the best cut of the Chinese, and the links: Chinese × English."""

    chinese: Sequence[SpottingToken]
    english: Sequence[SpottingToken]
    words: CutWords
    links: Matrix


def link_tokens(
    chinese: Sequence[SpottingToken], english: Sequence[SpottingToken], words: CutWords, dictionary: Dictionary
) -> LinkedPair:
    """Return the pair with its links, each from 0 (nothing is known) to 1."""
    linker = _Linker(chinese, english, dictionary)
    for occurrence in words.occurrences:
        linker.link_occurrence(occurrence)
    linker.sharpen(words.cut)
    linker.pair_repetitions(words.occurrences)
    linker.link_relations(words.occurrences)
    linker.link_same()
    linker.link_names(words.cut)
    return LinkedPair(chinese, english, words, linker.links)


class _Linker:
    """Collects the links of one pair of texts."""

    def __init__(
        self, chinese: Sequence[SpottingToken], english: Sequence[SpottingToken], dictionary: Dictionary
    ) -> None:
        self._chinese, self._english, self._dictionary = chinese, english, dictionary
        self.links: Matrix = np.zeros((len(chinese), len(english)))
        self._is_of_part = np.zeros(self.links.shape, dtype=bool)
        self._trust_in_words = np.where([token.is_function for token in english], _TRUST_IN_A_FUNCTION_WORD, 1.0)
        self._places = _places_of(english)
        self._alike: dict[str, list[int]] = {}
        self._rendered: dict[str, Mapping[int, float]] = {}
        self._by_beginning: dict[str, list[str]] = defaultdict(list)
        for stem in self._places:
            self._by_beginning[stem[:SHARED_LETTERS]].append(stem)

    def link_occurrence(self, occurrence: HeadwordPlace) -> None:
        """Link the characters of a headword with the words that render it."""
        rendered_by = self._rendered_by(occurrence.word)
        if not rendered_by:
            return
        rows, columns = slice(occurrence.start, occurrence.stop), list(rendered_by)
        values = _trust_in(occurrence) * self._trust_in_words[columns] * list(rendered_by.values())
        self.links[rows, columns] = np.maximum(self.links[rows, columns], values)
        if _is_part(occurrence):
            self._is_of_part[rows, columns] = True

    def _rendered_by(self, word: str) -> Mapping[int, float]:
        known = self._rendered.get(word)
        if known is None:
            known = self._rendered[word] = self._find_rendering(word)
        return known

    def _find_rendering(self, word: str) -> dict[int, float]:
        found: dict[int, float] = {}
        for equivalent in self._dictionary.equivalents_among(word, self._by_beginning):
            for column, value in self._find_equivalent(equivalent):
                found[column] = max(found.get(column, 0.0), value)
        for stem, (forward, backward) in self._dictionary.learnt(word).items():
            for column in self._places.get(stem, ()):
                found[column] = max(found.get(column, 0.0), float(np.sqrt(forward * backward)))
        return found

    def _find_equivalent(self, equivalent: Equivalent) -> Iterator[tuple[int, float]]:
        words = zip(equivalent.content, equivalent.letters, strict=True)
        places = {stem: found for stem, letters in words if (found := self._columns_of(stem, letters))[0]}
        if len(equivalent.content) == 1:
            yield from ((column, trust) for columns, trust in places.values() for column in columns)
            return
        if len(places) > 1:
            yield from self._find_together(equivalent, [columns for columns, _ in places.values()])
        informations = {stem: self._dictionary.information(stem) for stem in equivalent.content}
        for stem, (columns, trust) in places.items():
            share = informations[stem] / sum(informations.values())
            yield from ((column, _TRUST_IN_A_FRAGMENT * share * trust) for column in columns)

    def _find_together(self, equivalent: Equivalent, places: Sequence[Sequence[int]]) -> Iterator[tuple[int, float]]:
        """Yield the places of the words of an equivalent that are close together, and of function words between."""
        share = len(places) / len(equivalent.content)
        for anchor in min(places, key=len):
            columns = [min(choices, key=lambda column: abs(column - anchor)) for choices in places]
            first, last = min(columns), max(columns)
            if last - first > _SPREAD_A_WORD * len(equivalent.content) + _MOST_SPREAD:
                continue
            yield from ((column, share) for column in columns)
            for column in range(first, last + 1):
                if self._english[column].stem in equivalent.functions:
                    yield column, _TRUST_IN_A_FRAGMENT * share

    def _columns_of(self, stem: str, letters: str) -> tuple[Sequence[int], float]:
        """Return the English tokens of a stem, or, where there are none, those that begin alike; and the trust."""
        if stem in self._places:
            return self._places[stem], 1.0
        if letters not in self._alike:
            others = (self._places[other] for other in self._by_beginning.get(stem[:SHARED_LETTERS], ()))
            self._alike[letters] = [
                column for columns in others if self._begins_alike(stem, letters, columns[0]) for column in columns
            ]
        return self._alike[letters], _TRUST_IN_A_PREFIX

    def _begins_alike(self, stem: str, letters: str, column: int) -> bool:
        """Return whether a word begins as an English token does: by their stems, or as they are written."""
        token = self._english[column]
        return begin_alike(stem, token.stem) or begin_alike(letters, token.letters.lower())

    def sharpen(self, cut: Sequence[tuple[int, int]]) -> None:
        """Weaken the links of a compound's character to words that another part of the compound renders.

        联合声明 is `joint declaration`; 联合 by itself is `joint`, so 声明 is hardly `joint`.
        """
        for start, stop in cut:
            if stop - start == 1:
                continue
            of_part = self._is_of_part[start:stop]
            is_elsewhere = of_part.any(axis=0, keepdims=True) & ~of_part
            self.links[start:stop][is_elsewhere] *= _BLURRED_PART

    def pair_repetitions(self, occurrences: Sequence[HeadwordPlace]) -> None:
        """Weaken links out of order where a word and its English stem occur equally often, more than once."""
        places: dict[str, list[slice]] = defaultdict(list)
        for occurrence in occurrences:
            if occurrence.cut is not None:
                places[occurrence.word].append(slice(occurrence.start, occurrence.stop))
        repeated: dict[int, list[Sequence[int]]] = defaultdict(list)
        for columns in self._places.values():
            repeated[len(columns)].append(columns)
        for rows in places.values():
            if len(rows) > 1:
                self._pair_in_order(rows, repeated.get(len(rows), ()))

    def _pair_in_order(self, rows: Sequence[slice], stems: Sequence[Sequence[int]]) -> None:
        is_linked: NDArray[np.bool_] = np.any(self.links[rows[0]], axis=0)
        for columns in stems:
            if is_linked[columns[0]]:
                for order, row in enumerate(rows):
                    others = [column for other, column in enumerate(columns) if other != order]
                    self.links[row, others] *= _OUT_OF_ORDER

    def link_relations(self, occurrences: Sequence[HeadwordPlace]) -> None:
        """Link the words of the best cut with what renders words of like meaning."""
        for occurrence in occurrences:
            if occurrence.cut == (occurrence.start, occurrence.stop):
                self._link_related(occurrence)

    def _link_related(self, occurrence: HeadwordPlace) -> None:
        rows = slice(occurrence.start, occurrence.stop)
        related = self._dictionary.related(occurrence.word)
        if not related:
            return
        trust = _TRUST_IN_A_RELATION * (1.0 if len(occurrence.word) > 1 else _TRUST_IN_A_RELATION)
        for stem in related.keys() & self._places.keys():
            for column in self._places[stem]:
                if not self._english[column].is_function:
                    self.links[rows, column] = np.maximum(self.links[rows, column], trust * related[stem])

    def link_same(self) -> None:
        """Link what both texts write alike: numbers, Latin words, and months (5 月, May)."""
        for row, token in enumerate(self._chinese):
            if token.kind in (TokenKind.NUMBER, TokenKind.WORD):
                self.links[row, list(self._places.get(token.stem, ()))] = 1.0
            following = self._chinese[row + 1].letters if row + 1 < len(self._chinese) else ""
            if token.kind is TokenKind.NUMBER and following == "月":
                self.links[row : row + 2, list(self._places.get(f"{token.stem}月", ()))] = 1.0

    def link_names(self, cut: Sequence[tuple[int, int]]) -> None:
        """Link characters that belong to no word with capitalized words of the same sound."""
        if not self.links.size:
            return
        single = {start for start, stop in cut if stop - start == 1 and self._chinese[start].kind is TokenKind.HAN}
        explained = self.links.max(axis=1)
        characters = [
            token.letters
            if row in single and {row - 1, row + 1} & single and explained[row] < _EXPLAINED_CHARACTER
            else ""
            for row, token in enumerate(self._chinese)
        ]
        covered = self.links.max(axis=0)
        names = [
            token.letters if token.is_capitalized and covered[column] < _EXPLAINED else ""
            for column, token in enumerate(self._english)
        ]
        if any(characters) and any(names):
            self.links = np.maximum(self.links, link_names(characters, names))


def _places_of(tokens: Sequence[SpottingToken]) -> Mapping[str, Sequence[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for column, token in enumerate(tokens):
        if not token.is_mark:
            places[token.stem].append(column)
    return dict(places)


def _is_part(occurrence: HeadwordPlace) -> bool:
    return occurrence.cut is not None and occurrence.cut != (occurrence.start, occurrence.stop)


def _trust_in(occurrence: HeadwordPlace) -> float:
    length = occurrence.stop - occurrence.start
    trust = 1.0 if length > 1 else _TRUST_IN_A_CHARACTER
    if occurrence.cut is None:
        return trust * _TRUST_IN_A_CROSSING
    if _is_part(occurrence):
        start, stop = occurrence.cut
        return trust * _TRUST_IN_A_PART * float(np.sqrt(length / (stop - start)))
    return trust
