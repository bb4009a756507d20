"""The spotter: a query, a text and its translation become the words of the translation that render the query."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cdalign.lexicon import Lexicon
from cdalign.model import Span
from cdalign.spotting.candidates import CandidateSpans, Question, ask
from cdalign.spotting.decision import choose_span
from cdalign.spotting.dictionary import Dictionary
from cdalign.spotting.features import describe
from cdalign.spotting.links import link_tokens
from cdalign.spotting.tokens import SpottingToken, tokenize_for_spotting
from cdalign.spotting.weights import span_weights
from cdalign.text import count_han

# A text longer than this is a paragraph or more; its spans would cost time and say little.
LONGEST_TEXT = 4_000
# From this confidence on a rendering is marked in full; below it the mark is faint.
SURE = 0.5
# Answers that are kept; a tally asks for 200, and a page of hits among them is marked after it.
_KEPT = 512


@dataclass(frozen=True, slots=True)
class Spotted:
    """Where a translation renders a query: character spans in the translation, empty if no words do.

    `confidence` is the F that the spans are expected to have against the right ones, from 0 to 1.
    """

    spans: tuple[Span, ...] = ()
    confidence: float = 0.0

    @property
    def is_sure(self) -> bool:
        """Whether the rendering deserves a full mark."""
        return bool(self.spans) and self.confidence >= SURE


NOT_SPOTTED = Spotted()


class Spotter:
    """Spots renderings with one lexicon. What the lexicon says about a word is computed once and kept."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._spotted: dict[tuple[Span, str, str], Spotted] = {}

    @cached_property
    def _dictionary(self) -> Dictionary:
        return Dictionary(self.lexicon)

    def spot(self, query: Span, source: str, target: str) -> Spotted:
        """Return where `target` renders the stretch `query` of `source`.

        One of the texts must be Chinese and the other not; else, and where a text is longer than `LONGEST_TEXT`
        characters, nothing is spotted. The last answers are kept, since a search counts renderings and then marks them.
        """
        key = query, source, target
        known = self._spotted.get(key)
        if known is None:
            if len(self._spotted) >= _KEPT:
                self._spotted.clear()
            known = self._spotted[key] = self._spot(query, source, target)
        return known

    def _spot(self, query: Span, source: str, target: str) -> Spotted:
        question = self.ask(query, source, target)
        if question is None:
            return NOT_SPOTTED
        candidates = CandidateSpans(question)
        if not len(candidates.first):
            return NOT_SPOTTED
        names, features = describe(candidates)
        scores = features @ span_weights(names, is_target_chinese=question.is_target_chinese)
        chosen = choose_span(candidates, scores)
        if chosen is None:
            return NOT_SPOTTED
        first, last = (question.target[places[chosen.number]] for places in (candidates.first, candidates.last))
        return Spotted((Span(first.start, last.stop),), chosen.expected)

    def ask(self, query: Span, source: str, target: str) -> Question | None:
        """Return the question, or `None` where it cannot be asked: no token in the query, or both of one language."""
        shares = [count_han(text) / max(len(text), 1) for text in (source, target)]
        if shares[0] == shares[1] or max(len(source), len(target)) > LONGEST_TEXT:
            return None
        is_target_chinese = shares[1] > shares[0]
        chinese_text, english_text = (target, source) if is_target_chinese else (source, target)
        chinese, english = tokenize_for_spotting(chinese_text, "zh"), tokenize_for_spotting(english_text, "en")
        asked = _tokens_in(query, english if is_target_chinese else chinese)
        if not asked.any() or not chinese or not english:
            return None
        borders = frozenset() if is_target_chinese else _borders(asked)
        words = self._dictionary.find_words(chinese, borders)
        pair = link_tokens(chinese, english, words, self._dictionary)
        return ask(pair, asked, is_target_chinese=is_target_chinese)


def _tokens_in(query: Span, tokens: tuple[SpottingToken, ...]) -> NDArray[np.bool_]:
    """Return which tokens the query holds: those inside it, or, where it cuts one, those that it touches."""
    inside = np.array([query.start <= token.start and token.stop <= query.stop for token in tokens], dtype=bool)
    if inside.any():
        return inside
    return np.array([token.start < query.stop and query.start < token.stop for token in tokens], dtype=bool)


def _borders(asked: NDArray[np.bool_]) -> frozenset[int]:
    places = np.flatnonzero(asked)
    return frozenset((int(places[0]), int(places[-1]) + 1))
