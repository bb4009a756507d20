"""Pairs of texts made ready for the aligner: tokens as numbers, lengths, and which side is the Chinese."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cdalign.alignment.edges import classify_edges
from cdalign.labels import parse_label
from cdalign.languages import is_chinese
from cdalign.lexicon.entries import Lexicon
from cdalign.lexicon.tokens import CodedText, HeadwordMatcher, Vocabulary, code_texts, tokenize_english
from cdalign.quantities import find_quantities
from cdalign.similarity.lengths import measure_length
from cdalign.similarity.meanings import Encoder, JoinedTexts

_DIGITS = re.compile(r"\d+")
# What the tokens of numbers and of quantities begin with.
_FIGURES = frozenset("=0123456789")
# `第3页`, `Page 3`, `CD/PV.703`: what occurs on every page is met at least so often, and is short.
_REPEATED = 3
_LONGEST_HEAD = 20
# A prime, so that numbers in a row have bits of their own, and within the 64 of an integer.
_NUMBER_BITS = 61
_MOST_DIGITS = 9


class SegmentPair(NamedTuple):
    """Two texts, cut into segments, that are to be aligned."""

    source: Sequence[str]
    target: Sequence[str]


class CodedPair(NamedTuple):
    """A pair ready for the aligner: `left` is the Chinese side wherever there is one."""

    left: CodedText
    right: CodedText

    @property
    def labels(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The numbers printed before the segments of both sides."""
        return self.left.labels, self.right.labels

    @property
    def has_meanings(self) -> bool:
        """Whether an embedding model has read both sides."""
        return self.left.runs is not None and self.right.runs is not None


@dataclass(frozen=True)
class Coder:
    """Codes texts of one pair of languages; its vocabularies grow with every text. An encoder gives meanings too."""

    source_lang: str
    target_lang: str
    lexicon: Lexicon
    encoder: Encoder | None = None
    left: Vocabulary = field(default_factory=Vocabulary)
    right: Vocabulary = field(default_factory=Vocabulary)

    @property
    def is_swapped(self) -> bool:
        """Whether the target is the left side: the tables want Chinese there."""
        return is_chinese(self.target_lang) and not is_chinese(self.source_lang)

    def code(self, pairs: Sequence[SegmentPair]) -> list[CodedPair]:
        """Return the pairs as numbers, turned where the target is the Chinese."""
        langs = (self.target_lang, self.source_lang) if self.is_swapped else (self.source_lang, self.target_lang)
        tokenizers = [_tokenizer_for(lang, self.lexicon) for lang in langs]
        coded = []
        for pair in pairs:
            left, right = (pair.target, pair.source) if self.is_swapped else pair
            coded.append(
                CodedPair(
                    self._with_meanings(_code_side(left, langs[0], tokenizers[0], self.left), left),
                    self._with_meanings(_code_side(right, langs[1], tokenizers[1], self.right), right),
                )
            )
        return coded

    def _with_meanings(self, coded: CodedText, texts: Sequence[str]) -> CodedText:
        if self.encoder is None:
            return coded
        runs = JoinedTexts(self.encoder, texts)
        return replace(coded, vectors=runs.read([(at, at + 1) for at in range(len(texts))]), runs=runs)


# A batch aligns thousands of pairs with one lexicon, and the matcher of 40,000 words takes 35 ms to make.
@lru_cache(maxsize=4)
def _matcher_for(headwords: frozenset[str]) -> HeadwordMatcher:
    return HeadwordMatcher(headwords)


def _tokenizer_for(lang: str, lexicon: Lexicon) -> Callable[[str], list[str]]:
    words = _matcher_for(lexicon.headwords).tokenize if is_chinese(lang) else tokenize_english

    def tokenize(text: str) -> list[str]:
        # A quantity is written alike on both sides once it is language-neutral, and so links them.
        return words(text) + [f"={quantity.key}" for quantity in find_quantities(text, lang)]

    return tokenize


def _code_side(
    texts: Sequence[str], lang: str, tokenize: Callable[[str], list[str]], vocabulary: Vocabulary
) -> CodedText:
    lengths = [measure_length(text, is_chinese=is_chinese(lang)) for text in texts]
    figures: list[frozenset[str]] = []

    def tokenize_and_note(text: str) -> list[str]:
        tokens = tokenize(text)
        figures.append(frozenset(token for token in tokens if token[0] in _FIGURES))
        return tokens

    return replace(
        code_texts(texts, tokenize_and_note, vocabulary, lengths),
        labels=tuple(map(_number_before, texts)),
        running=_find_running(texts, lang),
        figures=tuple(figures),
        edges=classify_edges(texts),
        is_blank=np.array([not text.strip() for text in texts], dtype=np.bool_),
    )


def _number_before(text: str) -> str:
    """Return the number of the label a segment begins with, one for all systems (`二、`, `(b)` and `2.` -> `2`)."""
    found = parse_label(text)
    return str(found[0].value) if found else ""


def _find_running(texts: Sequence[str], lang: str) -> NDArray[np.int64]:
    """Return what is known of segments that look like running heads, as bits; 0 for other segments.

    Running heads are short, and occur again and again with other numbers. Bit 0 marks one; the others are a Bloom
    filter of its numbers, so that heads of both sides with no other bit in common have no number in common.
    """
    forms = [_DIGITS.sub("0", text.strip()) for text in texts]
    counts = Counter(forms)
    bits = np.zeros(len(texts), dtype=np.int64)
    for place, (form, text) in enumerate(zip(forms, texts, strict=True)):
        if counts[form] >= _REPEATED and 0 < len(form) <= _LONGEST_HEAD:
            bits[place] = 1 | _filter_numbers(text, lang)
    return bits


def _filter_numbers(text: str, lang: str) -> int:
    """Return the bits of all numbers of a text: as written, and as a date or an amount has them in any language."""
    known = " ".join([text, *(quantity.key for quantity in find_quantities(text, lang))])
    bits = 0
    for digits in _DIGITS.findall(known):
        bits |= 2 << (int(digits[-_MOST_DIGITS:]) % _NUMBER_BITS)
    return bits
