"""Documents: paragraphs first, by their labels and their words, then the sentences inside each paragraph bead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import numpy as np

from cdalign.alignment.anchors import find_corridor
from cdalign.alignment.bands import Band, full_band
from cdalign.alignment.coding import CodedPair, Coder, SegmentPair
from cdalign.alignment.doubts import judge_steps
from cdalign.alignment.labels import add_labels, label_key
from cdalign.alignment.lattices import PairModel, score_lattice
from cdalign.alignment.passes import Alignment, collect_examples, gather_knowledge, refit_lengths
from cdalign.alignment.paths import Step, best_path
from cdalign.alignment.posteriors import bead_probabilities, sum_paths
from cdalign.alignment.segments import to_bead
from cdalign.alignment.settling import Piece, Settled, cut_pieces, limit_band, turn_bead
from cdalign.alignment.shapes import LONGEST_RUN, PARAGRAPH_SHAPES, SENTENCE_SHAPES
from cdalign.lexicon.entries import Lexicon, core_lexicon
from cdalign.lexicon.learning import LexicalTable
from cdalign.model import Bead, Bitext, Document
from cdalign.similarity.lengths import LengthModel
from cdalign.similarity.meanings import Encoder

_PASSES = 2
# What is left over beside a settled bead has nothing to be compared with.
_LEFT_OVER = 0.5


class Placed(NamedTuple):
    """A bead in its place, with its share of all paths, or settled as the bead given."""

    step: Step
    share: float
    settled: Bead | None = None


class _Levels(NamedTuple):
    paragraphs: list[Placed]
    sentences: list[Placed]


@dataclass(frozen=True)
class _Work:
    """A pair of documents ready for the aligner, the Chinese on the left."""

    paragraphs: CodedPair
    sentences: CodedPair
    left: Document
    right: Document
    settled: Settled

    def area_in_sentences(self, step: Step) -> Step:
        """Give the rectangle of sentences that a rectangle of paragraphs covers."""
        left, right = self.left.segment_offsets, self.right.segment_offsets
        return Step(left[step.source_start], left[step.source_stop], right[step.target_start], right[step.target_stop])


def align_documents(
    source: Document,
    target: Document,
    *,
    lexicon: Lexicon | None = None,
    settled: Settled | None = None,
    encoder: Encoder | None = None,
) -> Bitext:
    """Give the bitext of two documents, aligned at both levels; settled beads stay as they are.

    The printed labels of paragraphs weigh much and the words more, so that a missing, doubled or misnumbered
    paragraph does not derail it. Without a lexicon the core lexicon serves. An encoder (`similarity.meanings`)
    weighs the meanings of sentences beside their words.

    Raises:
        ValueError: the settled beads cross each other or do not fit the documents.
    """
    [bitext] = align_many_documents(
        [(source, target)], lexicon=lexicon, settled=[settled or Settled()], encoder=encoder
    )
    return bitext


def align_many_documents(
    pairs: Sequence[tuple[Document, Document]],
    *,
    lexicon: Lexicon | None = None,
    settled: Sequence[Settled] | None = None,
    encoder: Encoder | None = None,
) -> list[Bitext]:
    """Give the bitext of each pair, learning the translations of words from all pairs together.

    All pairs have the same two languages, those of the first.
    """
    if not pairs:
        return []
    coder = Coder(pairs[0][0].lang, pairs[0][1].lang, core_lexicon() if lexicon is None else lexicon, encoder)
    settled = settled or [Settled()] * len(pairs)
    works = [_prepare(coder, *pair, fixed) for pair, fixed in zip(pairs, settled, strict=True)]
    knowledge = gather_knowledge(coder, [work.sentences for work in works])
    table = knowledge.table()
    lengths = [LengthModel()] * len(works)
    for number in range(_PASSES):
        found = [_align_levels(work, table, model) for work, model in zip(works, lengths, strict=True)]
        if number + 1 < _PASSES:
            taught = [_as_alignment(levels.sentences) for levels in found]
            texts = [work.sentences for work in works]
            table = knowledge.table(collect_examples(texts, taught))
            lengths = [refit_lengths(*item) for item in zip(texts, taught, strict=True)]
    return [
        _make_bitext(work, levels, table, model, is_swapped=coder.is_swapped)
        for work, levels, model in zip(works, found, lengths, strict=True)
    ]


def _prepare(coder: Coder, source: Document, target: Document, settled: Settled) -> _Work:
    paragraphs = SegmentPair(*([p.text for p in document.paragraphs] for document in (source, target)))
    sentences = SegmentPair(*([s.text for s in document.segments] for document in (source, target)))
    coded_paragraphs, coded_sentences = coder.code([paragraphs, sentences])
    if coder.is_swapped:
        return _Work(coded_paragraphs, coded_sentences, target, source, settled.turned())
    return _Work(coded_paragraphs, coded_sentences, source, target, settled)


def _align_levels(work: _Work, table: LexicalTable, lengths: LengthModel) -> _Levels:
    paragraphs = list(_align_paragraphs(work, table, lengths))
    return _Levels(paragraphs, list(_align_sentences(work, paragraphs, table, lengths)))


def _as_alignment(placed: Sequence[Placed]) -> Alignment:
    return Alignment([item.step for item in placed], np.array([item.share for item in placed]), LengthModel())


def _align_paragraphs(work: _Work, table: LexicalTable, lengths: LengthModel) -> Iterator[Placed]:
    whole = Step(0, len(work.left.paragraphs), 0, len(work.right.paragraphs))
    for piece in cut_pieces(whole, work.settled.paragraphs):
        if piece.settled or not piece.area.is_two_sided:
            yield from _place_as_it_is(piece)
        else:
            yield from _search_paragraphs(work, piece.area, table, lengths)


def _place_as_it_is(piece: Piece) -> Iterator[Placed]:
    """Place a settled bead, or each unit of a rectangle that has only one side."""
    area = piece.area
    if piece.settled:
        yield Placed(area, 1.0, piece.settled)
        return
    for row in range(area.source_start, area.source_stop):
        yield Placed(Step(row, row + 1, area.target_start, area.target_start), _LEFT_OVER)
    for column in range(area.target_start, area.target_stop):
        yield Placed(Step(area.source_stop, area.source_stop, column, column + 1), _LEFT_OVER)


def _search_paragraphs(work: _Work, area: Step, table: LexicalTable, lengths: LengthModel) -> Iterator[Placed]:
    left = work.paragraphs.left.part(area.source_start, area.source_stop)
    right = work.paragraphs.right.part(area.target_start, area.target_stop)
    offsets = work.left.segment_offsets, work.right.segment_offsets
    band = limit_band(find_corridor(left, right, table), area, work.settled.sentences, *offsets)
    lattice = score_lattice(left, right, band, PairModel(table, lengths, PARAGRAPH_SHAPES))
    labels = (
        [label_key(paragraph) for paragraph in work.left.paragraphs[area.source_start : area.source_stop]],
        [label_key(paragraph) for paragraph in work.right.paragraphs[area.target_start : area.target_stop]],
    )
    lattice = add_labels(lattice, *labels)
    steps = best_path(lattice)
    for step, probability in zip(steps, bead_probabilities(sum_paths(lattice), steps), strict=True):
        yield Placed(step.shifted(area.source_start, area.target_start), float(probability))


def _align_sentences(
    work: _Work, paragraphs: Sequence[Placed], table: LexicalTable, lengths: LengthModel
) -> Iterator[Placed]:
    pieces = _sentence_pieces(work, paragraphs)
    for is_free, group in groupby(pieces, lambda piece: piece.settled is None and piece.area.is_two_sided):
        if is_free:
            for areas in _runs([piece.area for piece in group]):
                yield from _search_sentences(work, areas, table, lengths)
        else:
            for piece in group:
                yield from _place_as_it_is(piece)


def _sentence_pieces(work: _Work, paragraphs: Sequence[Placed]) -> Iterator[Piece]:
    """Give the rectangles of all paragraph beads, cut at the settled sentence beads in them."""
    waiting = list(reversed(work.settled.sentences))
    for placed in paragraphs:
        area = work.area_in_sentences(placed.step)
        inside = []
        while waiting and _holds(area, waiting[-1]):
            inside.append(waiting.pop())
        yield from cut_pieces(area, inside)
    if waiting:
        raise ValueError(f"settled bead {waiting[-1]} lies in no paragraph bead")


def _holds(area: Step, bead: Bead) -> bool:
    return (
        area.source_start <= bead.source.start
        and bead.source.stop <= area.source_stop
        and area.target_start <= bead.target.start
        and bead.target.stop <= area.target_stop
    )


def _runs(areas: Sequence[Step]) -> Iterator[list[Step]]:
    """Give adjoining rectangles in runs that one search can pass through; a wide one stands alone."""
    for is_wide, group in groupby(areas, _is_wide):
        if is_wide:
            yield from ([area] for area in group)
        else:
            yield list(group)


def _is_wide(area: Step) -> bool:
    """Say whether one source segment meets more target segments than a bead holds: some of them are omitted.

    No row lies between its corners, so that a band through corners would have no place for the omissions.
    """
    return area.source_stop - area.source_start == 1 and area.target_stop - area.target_start > LONGEST_RUN


def _search_sentences(
    work: _Work, areas: Sequence[Step], table: LexicalTable, lengths: LengthModel
) -> Iterator[Placed]:
    """Align adjoining rectangles in one search that passes through the corners between them."""
    first, last = areas[0], areas[-1]
    left = work.sentences.left.part(first.source_start, last.source_stop)
    right = work.sentences.right.part(first.target_start, last.target_stop)
    shifted = [area.shifted(-first.source_start, -first.target_start) for area in areas]
    band = _band_through(shifted)
    fences = [area.source_stop for area in shifted[:-1]]
    model = PairModel(table, lengths, SENTENCE_SHAPES)
    lattice = score_lattice(left, right, band, model, fences)
    steps = best_path(lattice)
    for step, probability in zip(steps, bead_probabilities(sum_paths(lattice), steps), strict=True):
        yield Placed(step.shifted(first.source_start, first.target_start), float(probability))


def _band_through(areas: Sequence[Step]) -> Band:
    if _is_wide(areas[0]):
        return full_band(areas[0].source_stop, areas[0].target_stop)
    low = np.zeros(areas[-1].source_stop + 1, dtype=np.int64)
    high = np.zeros_like(low)
    for area in areas:
        low[area.source_start + 1 : area.source_stop] = area.target_start
        high[area.source_start + 1 : area.source_stop] = area.target_stop
        low[area.source_stop] = high[area.source_stop] = area.target_stop
    return Band(low, high)


def _make_bitext(
    work: _Work, levels: _Levels, table: LexicalTable, lengths: LengthModel, *, is_swapped: bool
) -> Bitext:
    source, target = (work.right, work.left) if is_swapped else (work.left, work.right)
    paragraphs, sentences = (
        tuple(_make_beads(pair, placed, table, lengths, is_swapped=is_swapped))
        for pair, placed in ((work.paragraphs, levels.paragraphs), (work.sentences, levels.sentences))
    )
    return Bitext(source, target, paragraphs, sentences)


def _make_beads(
    pair: CodedPair, placed: Sequence[Placed], table: LexicalTable, lengths: LengthModel, *, is_swapped: bool
) -> Iterator[Bead]:
    found = _as_alignment(placed)
    judgements = judge_steps(pair, found.steps, found.shares, table, lengths)
    for item, judgement in zip(placed, judgements, strict=True):
        if item.settled is None:
            yield to_bead(item.step, judgement, is_swapped=is_swapped)
        else:
            yield turn_bead(item.settled) if is_swapped else item.settled
