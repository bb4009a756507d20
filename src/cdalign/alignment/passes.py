"""The passes: align with what is known beforehand, learn from that, and align again in a narrow band.

Where several pairs are given, all teach one table of words: one short text alone cannot teach its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np

from cdalign.alignment.anchors import find_corridor
from cdalign.alignment.bands import SearchBand, band_around
from cdalign.alignment.breaks import BreakModel, add_breaks, expect_breaks, learn_breaks
from cdalign.alignment.coding import CodedPair, Coder
from cdalign.alignment.edges import EdgeModel, learn_edges
from cdalign.alignment.examples import Taught, collect_examples
from cdalign.alignment.labels import add_labels
from cdalign.alignment.lattices import Lattice, PairModel, reshape_lattice, score_lattice
from cdalign.alignment.paths import Scores, Step, best_path
from cdalign.alignment.posteriors import bead_probabilities, corner_probabilities, sum_paths
from cdalign.alignment.rescoring import look_again
from cdalign.alignment.settling import BitextPiece, cut_pieces
from cdalign.alignment.shapes import (
    FAITHFUL_SHAPES,
    SENTENCE_SHAPES,
    SHAPES,
    ShapeModel,
    learn_shapes,
    measure_closeness,
)
from cdalign.lexicon.learning import Examples, LexicalTable, Seeds, background, find_seeds, learn_table
from cdalign.lexicon.pivots import add_pivots
from cdalign.similarity.lengths import LengthModel, fit_lengths

# After the first pass, boundaries to both sides of the path that are looked at again.
_NARROW = 10
# The second pass gains most (dev: .944 -> .964 learning over all), a third changes next to nothing.
_PASSES = 2
# So few are translated freely, 1:1 beads among all times their mean share (mac-dev .36 to .56 in four chapters of six;
# of texts of other kinds with as many beads none has less than .62). Shorter texts do not show it.
_CLOSE, _ENOUGH_BEADS = 0.6, 100
# More of both sides than this is left out where words are not known (dev with 2,000 words: .916 -> .947 for 0.1). The
# second look finds more of what was in truth left out (.10 of a damaged UN report), so it has a higher limit alone.
_MOST_OMITTED, _MOST_BY_SECOND_LOOK = 0.1, 0.15
# The share of what is left over next to a settled bead, which has nothing to be compared with.
_LEFT_OVER = 0.5


class Beliefs(NamedTuple):
    """What is believed of one pair besides its words: its lengths, its paragraph breaks, its shapes, its edges."""

    lengths: LengthModel = LengthModel()
    breaks: BreakModel | None = None
    shapes: ShapeModel = SENTENCE_SHAPES
    edges: EdgeModel | None = None

    def about(self, table: LexicalTable) -> PairModel:
        """Return what is believed of the pair together with its words."""
        return PairModel(table, self.lengths, self.shapes, self.edges)


class Alignment(NamedTuple):
    """What a pass says about one pair, and what was believed of it.

    `steps` is the path, `shares` the share of each step among all paths, `corners` that of the paths that pass the
    end of each step.
    """

    steps: list[Step]
    shares: Scores
    corners: Scores
    beliefs: Beliefs


class Work(NamedTuple):
    """A pair to align, and the pieces that tile it: free rectangles, and beads that a person has settled."""

    pair: CodedPair
    pieces: tuple[BitextPiece, ...]


def whole_work(pair: CodedPair) -> Work:
    """Return the work on a pair in which nothing is settled."""
    return Work(pair, tuple(cut_pieces(Step(0, len(pair.left), 0, len(pair.right)), ())))


@dataclass(frozen=True)
class Knowledge:
    """What is known of the words of a set of pairs: the seeds, and how common each word is."""

    coder: Coder
    seeds: Seeds
    left: Scores
    right: Scores

    def widened(self) -> Knowledge:
        """Return this with the equivalents that the lexicon gives over other words, for texts translated freely."""
        return replace(self, seeds=add_pivots(self.seeds, self.coder.left, self.coder.right, self.coder.lexicon))

    def table(self, examples: Examples | None = None) -> LexicalTable:
        """Return the lexical table, with what the examples teach."""
        return learn_table(self.seeds, self.left, self.right, examples)


def gather_knowledge(coder: Coder, pairs: Sequence[CodedPair]) -> Knowledge:
    """Return what is known of the words of these pairs before they are aligned."""
    return Knowledge(
        coder,
        find_seeds(coder.left, coder.right, coder.lexicon),
        background((pair.left for pair in pairs), len(coder.left)),
        background((pair.right for pair in pairs), len(coder.right)),
    )


def run_passes(works: Sequence[Work], knowledge: Knowledge) -> tuple[list[Alignment], LexicalTable]:
    """Return the alignment of each pair after all passes, and the table of words that they taught."""
    table = knowledge.table()
    found = [_align_work(work, table, expect_beliefs(work.pair)) for work in works]
    for _ in range(_PASSES - 1):
        # Meanings say better what such words do, and are weighed as fitted without them.
        if _is_free(found) and not any(work.pair.has_meanings for work in works):
            knowledge = knowledge.widened()
        examples = (Taught(work.pair, *alignment[:2]) for work, alignment in zip(works, found, strict=True))
        table = knowledge.table(collect_examples(examples))
        found = [
            _align_work(work, table, learn_beliefs(work.pair, before), before)
            for work, before in zip(works, found, strict=True)
        ]
    return found, table


def _is_free(found: Sequence[Alignment]) -> bool:
    """Return whether a first pass shows that the texts are translated freely; few beads show nothing."""
    shapes, shares = zip(*map(_shapes_found, found), strict=True) if found else ((), ())
    every = list(chain.from_iterable(shapes))
    return len(every) >= _ENOUGH_BEADS and measure_closeness(every, np.concatenate(shares)) < _CLOSE


def _shapes_found(found: Alignment) -> tuple[list[tuple[int, int]], Scores]:
    """Return the shapes of the two-sided beads of an alignment, and their shares."""
    shapes = [(len(step.ranges[0]), len(step.ranges[1])) for step in found.steps]
    # A person may have settled a bead of a shape that no search makes.
    known = [number for number, shape in enumerate(shapes) if shape in SHAPES]
    return [shapes[number] for number in known], found.shares[known]


def expect_beliefs(pair: CodedPair) -> Beliefs:
    """Return what is believed of a pair before it is aligned."""
    return Beliefs(breaks=expect_breaks(pair.left, pair.right))


def learn_beliefs(pair: CodedPair, found: Alignment) -> Beliefs:
    """Return what an alignment teaches of its pair."""
    return Beliefs(
        refit_lengths(pair, found.steps),
        learn_breaks(pair.left, pair.right, found.steps, found.shares),
        learn_shapes(*_shapes_found(found), _count_runs(pair, found.steps)),
        learn_edges(pair.left, pair.right, found.steps, found.shares),
    )


def _count_runs(pair: CodedPair, steps: Sequence[Step]) -> int:
    """Return how many runs of omissions there are, without running heads and blank segments."""
    sides = [None, *(_omitted_side(pair, step) for step in steps)]
    return sum(side is not None and side != before for before, side in pairwise(sides))


def _omitted_side(pair: CodedPair, step: Step) -> int | None:
    """Return which side, 0 for the left, has a segment left out that is neither blank nor like a running head."""
    if step.is_two_sided:
        return None
    side = int(step.source_start == step.source_stop)
    text, segment = pair[side], step[2 * side]
    is_running = text.running is not None and text.running[segment] > 0
    return None if is_running or text.lacks_text(segment) else side


def _align_work(work: Work, table: LexicalTable, beliefs: Beliefs, before: Alignment | None = None) -> Alignment:
    parts = [_align_piece(work.pair, piece, table, beliefs, before) for piece in work.pieces]
    return Alignment(
        [step for part in parts for step in part.steps],
        np.concatenate([np.zeros(0), *(part.shares for part in parts)]),
        np.concatenate([np.zeros(0), *(part.corners for part in parts)]),
        beliefs,
    )


def _align_piece(
    pair: CodedPair, piece: BitextPiece, table: LexicalTable, beliefs: Beliefs, before: Alignment | None
) -> Alignment:
    area = piece.area
    if piece.settled or not area.is_two_sided:
        return _leave_as_it_is(piece, beliefs)
    part = CodedPair(
        pair.left.part(area.source_start, area.source_stop), pair.right.part(area.target_start, area.target_stop)
    )
    if before is None:
        band = find_corridor(*part, table)
    else:
        band = narrow_band(part, [step.shifted(-area[0], -area[2]) for step in before.steps if _lies_in(step, area)])
    found = align_pair(part, table, beliefs, band, is_last=before is not None)
    return found._replace(steps=[step.shifted(area[0], area[2]) for step in found.steps])


def _lies_in(step: Step, area: Step) -> bool:
    return (
        area.source_start <= step.source_start
        and step.source_stop <= area.source_stop
        and area.target_start <= step.target_start
        and step.target_stop <= area.target_stop
    )


def _leave_as_it_is(piece: BitextPiece, beliefs: Beliefs) -> Alignment:
    """Return a settled bead, or each unit of a rectangle that has only one side."""
    area = piece.area
    if piece.settled:
        return Alignment([area], np.ones(1), np.ones(1), beliefs)
    steps = [Step(row, row + 1, area.target_start, area.target_start) for row in area.ranges[0]]
    steps += [Step(area.source_stop, area.source_stop, column, column + 1) for column in area.ranges[1]]
    return Alignment(steps, np.full(len(steps), _LEFT_OVER), np.ones(len(steps)), beliefs)


def align_pair(pair: CodedPair, table: LexicalTable, beliefs: Beliefs, band: SearchBand, *, is_last: bool) -> Alignment:
    """Return the alignment of one pair inside a band; the last pass looks again at the beads near the path.

    Where much of both sides would be left out, that is taken for ignorance of words and tried again with
    omissions dear; texts that have indeed nothing in common show that by their evidence.
    """
    lattice = _score_beads(pair, table, beliefs, band, is_last=is_last)
    seen = look_again(lattice, pair, beliefs.about(table)) if is_last else lattice
    steps = best_path(seen)
    share = _omitted_share(pair, steps)
    is_much = share > _MOST_OMITTED and _omitted_share(pair, best_path(lattice)) > _MOST_OMITTED
    if is_much or share > _MOST_BY_SECOND_LOOK:
        lattice = reshape_lattice(lattice, pair, beliefs.shapes, FAITHFUL_SHAPES)
        beliefs = beliefs._replace(shapes=FAITHFUL_SHAPES)
        seen = look_again(lattice, pair, beliefs.about(table)) if is_last else lattice
        steps = best_path(seen)
    sums = sum_paths(seen)
    return Alignment(steps, bead_probabilities(sums, steps), corner_probabilities(sums, steps), beliefs)


def _score_beads(pair: CodedPair, table: LexicalTable, beliefs: Beliefs, band: SearchBand, *, is_last: bool) -> Lattice:
    """Return the lattice of a pair in a band: what words, lengths, shapes, labels and breaks say about each bead."""
    lattice = score_lattice(pair.left, pair.right, band, beliefs.about(table), with_meanings=not is_last)
    if any(pair.left.labels) and any(pair.right.labels):
        lattice = add_labels(lattice, *pair.labels)
    if beliefs.breaks is not None and pair.left.breaks is not None and pair.right.breaks is not None:
        lattice = add_breaks(lattice, pair.left.breaks, pair.right.breaks, beliefs.breaks)
    return lattice


def _omitted_share(pair: CodedPair, steps: Sequence[Step]) -> float:
    """Return the share of segments that occur in omissions, blank ones aside, of the side with fewer of them."""
    omissions = [step.ranges for step in steps if not step.is_two_sided]
    return min(
        sum(not text.lacks_text(segment) for ranges in omissions for segment in ranges[side]) / max(1, len(text))
        for side, text in enumerate(pair)
    )


def narrow_band(pair: CodedPair, steps: Sequence[Step]) -> SearchBand:
    """Return the band around a path."""
    points = np.array([(0, 0), *((step.source_stop, step.target_stop) for step in steps)], dtype=np.int64)
    return band_around(points, _NARROW, len(pair.left), len(pair.right))


def refit_lengths(pair: CodedPair, steps: Sequence[Step]) -> LengthModel:
    """Return the lengths that the 1:1 beads of a path teach."""
    ones = [
        (step.source_start, step.target_start)
        for step in steps
        if step.source_stop - step.source_start == 1 == step.target_stop - step.target_start
    ]
    if not ones:
        return LengthModel()
    left, right = np.array(ones).T
    return fit_lengths(pair.left.lengths[left], pair.right.lengths[right], LengthModel())
