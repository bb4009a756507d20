"""What an alignment teaches of words: its beads as examples of which words occur together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from cdalign.alignment.coding import CodedPair
from cdalign.alignment.paths import Scores, Step
from cdalign.lexicon.learning import Examples
from cdalign.lexicon.tokens import CodedText, kinds_of

# Pairs of tokens that are learnt from, at most (some 20,000 beads): more teach little and would cost memory.
_MOST_PAIRS = 16_000_000


class Taught(NamedTuple):
    """A pair, the steps of its alignment, and the share of each among all paths."""

    pair: CodedPair
    steps: Sequence[Step]
    shares: Scores


def collect_examples(taught: Iterable[Taught]) -> Examples:
    """Return the two-sided beads as examples for learning, each weighing as its share of all paths."""
    beads = [
        (pair, step, probability)
        for pair, steps, shares in taught
        for step, probability in zip(steps, shares.tolist(), strict=True)
        if step.is_two_sided
    ]
    size = sum(_count_pairs(pair, step) for pair, step, _ in beads)
    beads = beads[:: 1 + size // _MOST_PAIRS]
    left = [_kinds(pair.left, step.source_start, step.source_stop) for pair, step, _ in beads]
    right = [_kinds(pair.right, step.target_start, step.target_stop) for pair, step, _ in beads]
    return Examples(*_concatenate(left), *_concatenate(right), np.array([weight for *_, weight in beads]))


def _count_pairs(pair: CodedPair, step: Step) -> int:
    left, right = pair.left.offsets, pair.right.offsets
    return int(
        (left[step.source_stop] - left[step.source_start]) * (right[step.target_stop] - right[step.target_start])
    )


def _kinds(text: CodedText, start: int, stop: int) -> np.ndarray:
    return kinds_of(text.between(start, stop))


def _concatenate(bags: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return all tokens in one row, and the number of the bead that each occurs in."""
    tokens = np.concatenate([np.zeros(0, np.int64), *bags])
    return tokens, np.repeat(np.arange(len(bags)), [len(bag) for bag in bags]).astype(np.int64)
