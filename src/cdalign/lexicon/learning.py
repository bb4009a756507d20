"""Word translations as probabilities: what a lexicon says beforehand, and what a pair or a batch of pairs teaches.

IBM Model 1 (Brown et al. 1993) in both directions, with the lexicon as pseudo-counts. A pair of words that occurred
together in one bead only proves nothing beyond that bead, so it is not learnt from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cdalign.lexicon.entries import Lexicon
from cdalign.lexicon.tokens import CodedText, IntArray, Vocabulary, tokenize_english
from cdalign.text import contains_han

Floats = NDArray[np.float64]
# Places in texts of a run: half the memory of what is largest here, the pairs of tokens of all beads.
Places = NDArray[np.int32]

# How many times a lexicon entry counts as seen.
_SEED_COUNT = 6.0
# What is next to the words of the other side and explains any word as often as chance does: as if it were two.
_NULL_MASS = 2.0
_ITERATIONS = 4
_DISCOUNT = 0.75
# Pairs weaker than this many times chance only cost time.
_LEAST_LIFT = 2.0
_TRUST_IN_A_RENDERING = 0.8
# A translation rarer than this is not kept in a trained lexicon.
_LEAST_KEPT = 0.05


@dataclass(frozen=True)
class LexicalTable:
    """How probably each pair of tokens translates each other.

    Pairs are sorted by Chinese token; those of token `z` are `starts[z]` to `starts[z + 1]`. `forward` is
    p(English | Chinese), `backward` p(Chinese | English). `p_chinese` and `p_english` say how common each token
    is in all texts together.
    """

    starts: IntArray
    english: IntArray
    forward: NDArray[np.float32]
    backward: NDArray[np.float32]
    p_chinese: Floats
    p_english: Floats

    @property
    def chinese(self) -> IntArray:
        """The Chinese token of each pair."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


class Seeds(NamedTuple):
    """Pairs of tokens with the probability p(English | Chinese) that is believed before any text is seen."""

    chinese: IntArray
    english: IntArray
    probability: Floats


def find_seeds(chinese: Vocabulary, english: Vocabulary, lexicon: Lexicon) -> Seeds:
    """Return the pairs of known tokens that the lexicon links, or that are written alike on both sides."""
    rows: list[tuple[int, int, float]] = []
    for token, number in chinese.ids.items():
        if not contains_han(token) or token in english.ids:
            if token in english.ids:
                rows.append((number, english.ids[token], 1.0))
            continue
        for stem, weight in stems_of(lexicon, token).items():
            if stem in english.ids:
                rows.append((number, english.ids[stem], weight))
    if not rows:
        return Seeds(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
    zh, en, weights = zip(*rows, strict=True)
    return Seeds(np.array(zh, np.int64), np.array(en, np.int64), np.array(weights))


def stems_of(lexicon: Lexicon, token: str) -> dict[str, float]:
    """Return the stems that render a token, each with p(stem | token): what was learnt, or what the equivalents say."""
    equivalents = lexicon.equivalents.get(token, ())
    total = sum(weight for _, weight in equivalents)
    stems: dict[str, float] = {}
    for text, weight in equivalents:
        parts = tokenize_english(text)
        for part in parts:
            stems[part] = stems.get(part, 0.0) + _TRUST_IN_A_RENDERING * weight / total / len(parts)
    for stem, (forward, _) in lexicon.learnt.get(token, {}).items():
        stems[stem] = max(stems.get(stem, 0.0), forward)
    return stems


def describe_table(
    table: LexicalTable, chinese: Sequence[str], english: Sequence[str]
) -> dict[str, dict[str, tuple[float, float]]]:
    """Return the table in words, as a trained lexicon keeps it: without names and numbers, and what hardly happens."""
    learnt: dict[str, dict[str, tuple[float, float]]] = {}
    rows = table.chinese
    strong = (table.forward >= _LEAST_KEPT) & (table.backward >= _LEAST_KEPT / 10)
    for pair in np.flatnonzero(strong).tolist():
        token = chinese[rows[pair]]
        if contains_han(token):
            probabilities = (round(float(table.forward[pair]), 4), round(float(table.backward[pair]), 4))
            learnt.setdefault(token, {})[english[table.english[pair]]] = probabilities
    return learnt


def background(texts: Iterable[CodedText], size: int) -> Floats:
    """Return how often each token occurs in the texts: its share of all tokens, never zero."""
    counts = np.full(size, 0.5)
    for text in texts:
        counts += np.bincount(text.ids, minlength=size)
    return np.asarray(counts / counts.sum())


class Examples(NamedTuple):
    """Runs of tokens that translate each other: token numbers with the number of the bead they occur in."""

    chinese: IntArray
    chinese_bead: IntArray
    english: IntArray
    english_bead: IntArray
    weights: Floats


def learn_table(
    seeds: Seeds,
    p_chinese: Floats,
    p_english: Floats,
    examples: Examples | None = None,
) -> LexicalTable:
    """Return the table of lifts from the seeds and, where there are examples, from what they teach."""
    size = len(p_english)
    seed_keys = seeds.chinese * size + seeds.english
    seed_joint = p_chinese[seeds.chinese] * seeds.probability
    if examples is None or not len(examples.weights):
        return _tabulate(
            seed_keys, seeds.probability, _normalize(seed_joint, seeds.english, size), p_chinese, p_english
        )
    return _learn(seeds, seed_keys, examples, p_chinese, p_english)


def _normalize(values: Floats, groups: IntArray, size: int) -> Floats:
    totals = np.bincount(groups, weights=values, minlength=size)
    return _TRUST_IN_A_RENDERING * values / np.maximum(totals[groups], 1e-12)


class _Pairs(NamedTuple):
    """Every place where a pair worth learning occurs in one bead."""

    pair: IntArray
    chinese_place: Places
    english_place: Places
    keys: IntArray


def _learn(seeds: Seeds, seed_keys: IntArray, examples: Examples, p_chinese: Floats, p_english: Floats) -> LexicalTable:
    size = len(p_english)
    pairs = _pair_up(examples, seed_keys, size)
    zh, en = pairs.keys // size, pairs.keys % size
    prior = np.zeros(len(pairs.keys))
    prior[np.searchsorted(pairs.keys, seed_keys)] = seeds.probability
    backward_prior = _normalize(p_chinese[zh] * prior, en, size)
    weight_zh = examples.weights[examples.chinese_bead]
    weight_en = examples.weights[examples.english_bead]
    forward = _estimate(
        pairs.pair,
        pairs.english_place,
        zh,
        prior,
        weight_en,
        p_english[examples.english],
        _count(examples.chinese, weight_zh, len(p_chinese)),
    )
    backward = _estimate(
        pairs.pair,
        pairs.chinese_place,
        en,
        backward_prior,
        weight_zh,
        p_chinese[examples.chinese],
        _count(examples.english, weight_en, size),
    )
    return _tabulate(pairs.keys, forward, backward, p_chinese, p_english)


def _count(tokens: IntArray, weights: Floats, size: int) -> Floats:
    return np.bincount(tokens, weights=weights, minlength=size).astype(np.float64)


def _pair_up(examples: Examples, seed_keys: IntArray, size: int) -> _Pairs:
    """Return every place of every pair that occurs in two beads or more, or that the seeds know."""
    en_starts = np.searchsorted(examples.english_bead, np.arange(len(examples.weights) + 1))
    en_counts = np.diff(en_starts)
    repeats = en_counts[examples.chinese_bead]
    zh_place = np.repeat(np.arange(len(examples.chinese), dtype=np.int32), repeats)
    ends = np.cumsum(repeats)
    en_place = np.arange(ends[-1] if len(ends) else 0, dtype=np.int32)
    en_place += np.repeat((en_starts[examples.chinese_bead] - (ends - repeats)).astype(np.int32), repeats)
    keys = examples.chinese[zh_place] * size + examples.english[en_place]
    kinds, inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)
    is_kept = np.isin(kinds, seed_keys) | (counts > 1)
    # Both are without repetition, and numpy takes five times as long to join them where it has to make sure of it.
    is_new = np.isin(seed_keys, kinds, assume_unique=True, invert=True)
    kept_kinds = np.sort(np.concatenate((kinds[is_kept], seed_keys[is_new])))
    new_number = np.full(len(kinds), -1)
    new_number[is_kept] = np.searchsorted(kept_kinds, kinds[is_kept])
    pair = new_number[inverse]
    chosen = pair >= 0
    return _Pairs(pair[chosen], zh_place[chosen], en_place[chosen], kept_kinds)


def _estimate(
    pair: IntArray,
    place: Places,
    given: IntArray,
    prior: Floats,
    weights: Floats,
    chance: Floats,
    given_counts: Floats,
) -> Floats:
    """Return p(word | given) for each pair by expectation and maximization.

    `place` is the occurrence that is to be explained, `chance` its background probability, `given` the word of
    each pair that explains.
    """
    probability = prior + np.bincount(pair, minlength=len(prior)) / np.maximum(given_counts[given], 1.0)
    total_prior = np.bincount(given, weights=prior, minlength=len(given_counts)) * _SEED_COUNT
    null = _NULL_MASS * chance
    for _ in range(_ITERATIONS):
        shares = probability[pair]
        totals = np.bincount(place, weights=shares, minlength=len(chance)) + null
        shares *= weights[place] / totals[place]
        counts = np.bincount(pair, weights=shares, minlength=len(prior))
        probability = (counts + _SEED_COUNT * prior) / np.maximum((given_counts + total_prior)[given], 1e-12)
    counts = np.maximum(counts - _DISCOUNT, 0.0)
    return np.asarray((counts + _SEED_COUNT * prior) / np.maximum((given_counts + total_prior)[given], 1e-12))


def _tabulate(keys: IntArray, forward: Floats, backward: Floats, p_chinese: Floats, p_english: Floats) -> LexicalTable:
    zh, en = np.divmod(keys, len(p_english))
    kept = np.flatnonzero((forward >= _LEAST_LIFT * p_english[en]) | (backward >= _LEAST_LIFT * p_chinese[zh]))
    kept = kept[np.argsort(keys[kept], kind="stable")]
    starts = np.searchsorted(zh[kept], np.arange(len(p_chinese) + 1))
    return LexicalTable(
        starts, en[kept], forward[kept].astype(np.float32), backward[kept].astype(np.float32), p_chinese, p_english
    )
