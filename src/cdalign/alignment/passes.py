"""The passes: align with what is known beforehand, learn from that, and align again in a narrow band.

Where several pairs are given, all teach one table of words: one short text alone cannot teach its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from cdalign.alignment.anchors import find_corridor
from cdalign.alignment.bands import Band, band_around
from cdalign.alignment.coding import CodedPair, Coder
from cdalign.alignment.labels import add_labels
from cdalign.alignment.lattices import PairModel, score_lattice
from cdalign.alignment.paths import Scores, Step, best_path
from cdalign.alignment.posteriors import bead_probabilities, sum_paths
from cdalign.alignment.shapes import FAITHFUL_SHAPES, SENTENCE_SHAPES
from cdalign.lexicon.learning import Examples, LexicalTable, Seeds, background, find_seeds, learn_table
from cdalign.lexicon.tokens import CodedText
from cdalign.similarity.lengths import LengthModel, fit_lengths

# After the first pass, boundaries to both sides of the path that are looked at again.
_NARROW = 10
# The second pass gains most (dev: .944 -> .964 learning over all), a third changes next to nothing.
_PASSES = 2
# More of both sides than this is left out where words are not known (dev with 2,000 words: .916 -> .947 for 0.1).
_MOST_OMITTED = 0.1
# Pairs of tokens that are learnt from, at most (some 20,000 beads): more teach little and would cost memory.
_MOST_PAIRS = 16_000_000


class Alignment(NamedTuple):
    """What a pass says of one pair: the path, the share of each step among all paths, what was believed of lengths."""

    steps: list[Step]
    shares: Scores
    lengths: LengthModel


@dataclass(frozen=True)
class Knowledge:
    """What is known of the words of a set of pairs: the seeds, and how common each word is."""

    seeds: Seeds
    left: Scores
    right: Scores

    def table(self, examples: Examples | None = None) -> LexicalTable:
        """Give the lexical table, with what the examples teach."""
        return learn_table(self.seeds, self.left, self.right, examples)


def gather_knowledge(coder: Coder, pairs: Sequence[CodedPair]) -> Knowledge:
    """Give what is known of the words of these pairs before they are aligned."""
    return Knowledge(
        find_seeds(coder.left, coder.right, coder.lexicon),
        background((pair.left for pair in pairs), len(coder.left)),
        background((pair.right for pair in pairs), len(coder.right)),
    )


def run_passes(pairs: Sequence[CodedPair], knowledge: Knowledge) -> tuple[list[Alignment], LexicalTable]:
    """Give the alignment of each pair after all passes, and the table of words that they taught."""
    table = knowledge.table()
    alignments = [align_pair(pair, table, LengthModel(), find_corridor(*pair, table)) for pair in pairs]
    for _ in range(_PASSES - 1):
        table = knowledge.table(collect_examples(pairs, alignments))
        alignments = [
            align_pair(pair, table, refit_lengths(pair, previous), narrow_band(pair, previous.steps))
            for pair, previous in zip(pairs, alignments, strict=True)
        ]
    return alignments, table


def align_pair(pair: CodedPair, table: LexicalTable, lengths: LengthModel, band: Band) -> Alignment:
    """Give the alignment of one pair inside a band.

    Where much of both sides would be left out, that is taken for ignorance of words and tried again with
    omissions dear; texts that have indeed nothing in common show that by their evidence.
    """
    alignment = _search(pair, PairModel(table, lengths, SENTENCE_SHAPES), band)
    if min(_omitted_shares(pair, alignment.steps)) > _MOST_OMITTED:
        return _search(pair, PairModel(table, lengths, FAITHFUL_SHAPES), band)
    return alignment


def _search(pair: CodedPair, model: PairModel, band: Band) -> Alignment:
    lattice = score_lattice(pair.left, pair.right, band, model)
    if any(pair.left.labels) and any(pair.right.labels):
        lattice = add_labels(lattice, *pair.labels)
    steps = best_path(lattice)
    return Alignment(steps, bead_probabilities(sum_paths(lattice), steps), model.lengths)


def _omitted_shares(pair: CodedPair, steps: Sequence[Step]) -> tuple[float, float]:
    """Give the share of segments of each side that stand in omissions."""
    left = sum(step.source_stop - step.source_start for step in steps if not step.is_two_sided)
    right = sum(step.target_stop - step.target_start for step in steps if not step.is_two_sided)
    return left / max(1, len(pair.left)), right / max(1, len(pair.right))


def narrow_band(pair: CodedPair, steps: Sequence[Step]) -> Band:
    """Give the band around a path."""
    points = np.array([(0, 0), *((step.source_stop, step.target_stop) for step in steps)], dtype=np.int64)
    return band_around(points, _NARROW, len(pair.left), len(pair.right))


def refit_lengths(pair: CodedPair, alignment: Alignment) -> LengthModel:
    """Give the lengths that the 1:1 beads of an alignment teach."""
    ones = [
        (step.source_start, step.target_start)
        for step in alignment.steps
        if step.source_stop - step.source_start == 1 == step.target_stop - step.target_start
    ]
    if not ones:
        return LengthModel()
    left, right = np.array(ones).T
    return fit_lengths(pair.left.lengths[left], pair.right.lengths[right], LengthModel())


def collect_examples(pairs: Sequence[CodedPair], alignments: Sequence[Alignment]) -> Examples:
    """Give the two-sided beads as examples for learning, each weighing as its share of all paths."""
    beads = [
        (pair, step, probability)
        for pair, alignment in zip(pairs, alignments, strict=True)
        for step, probability in zip(alignment.steps, alignment.shares.tolist(), strict=True)
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
    return np.unique(text.between(start, stop))


def _concatenate(bags: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Give all tokens in one row, and the number of the bead that each stands in."""
    tokens = np.concatenate([np.zeros(0, np.int64), *bags])
    return tokens, np.repeat(np.arange(len(bags)), [len(bag) for bag in bags]).astype(np.int64)
