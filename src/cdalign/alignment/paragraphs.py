"""Paragraph beads: what the sentence beads say about the paragraphs that hold them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from cdalign.alignment.coding import CodedPair
from cdalign.alignment.labels import label_key
from cdalign.alignment.passes import Alignment
from cdalign.alignment.paths import Step
from cdalign.alignment.settling import BitextPiece
from cdalign.lexicon.tokens import CodedText
from cdalign.model import Document


class Corner(NamedTuple):
    """A place where both sides end a paragraph: paragraph boundaries, and the probability that beads meet there."""

    source: int
    target: int
    probability: float = 1.0


def join_paragraphs(left: Document, right: Document, sentences: Alignment, pieces: Sequence[BitextPiece]) -> Alignment:
    """Return the paragraph beads that sentence beads imply.

    A paragraph bead reaches from one place to the next where a sentence bead ends and both sides end a paragraph; it
    is as probable as the less probable of these two places. `pieces` tile the paragraphs: those that a person has
    settled are beads as they are.
    """
    corners = list(_common_ends(left, right, sentences))
    steps: list[Step] = []
    shares: list[float] = []
    for piece in pieces:
        points = _corners_between(corners, piece)
        for before, after in pairwise(points):
            steps.append(Step(before.source, after.source, before.target, after.target))
            shares.append(min(before.probability, after.probability))
    return Alignment(steps, np.array(shares), np.ones(len(steps)), sentences.beliefs)


def _corners_between(corners: Sequence[Corner], piece: BitextPiece) -> list[Corner]:
    area = piece.area
    first, last = Corner(area.source_start, area.target_start), Corner(area.source_stop, area.target_stop)
    if piece.settled:
        return [first, last]
    near = corners[bisect_left(corners, first[:2]) : bisect_right(corners, last)]
    inside = [
        corner
        for corner in near
        if first.target <= corner.target <= last.target and corner[:2] not in (first[:2], last[:2])
    ]
    return [first, *inside, last]


def _common_ends(left: Document, right: Document, sentences: Alignment) -> Iterator[Corner]:
    """Yield the corners where both sides end a paragraph, ascending; paragraphs without a sentence have their own."""
    left_ends, right_ends = _ends_by_offset(left), _ends_by_offset(right)
    row = column = 0
    ends = [(0, 0), *((step.source_stop, step.target_stop) for step in sentences.steps)]
    for (source, target), probability in zip(ends, [1.0, *sentences.corners.tolist()], strict=True):
        rows = [end for end in left_ends.get(source, ()) if end >= row]
        columns = [end for end in right_ends.get(target, ()) if end >= column]
        if rows and columns:
            for number in range(max(len(rows), len(columns))):
                row, column = rows[min(number, len(rows) - 1)], columns[min(number, len(columns) - 1)]
                yield Corner(row, column, probability)


def _ends_by_offset(document: Document) -> dict[int, list[int]]:
    """Return, for each boundary of segments, the paragraph boundaries that lie there."""
    ends: dict[int, list[int]] = {}
    for paragraph, offset in enumerate(document.segment_offsets):
        ends.setdefault(offset, []).append(paragraph)
    return ends


def code_paragraphs(pair: CodedPair, left: Document, right: Document) -> CodedPair:
    """Return the paragraphs of two documents as numbers, made of their sentences."""
    return CodedPair(_join_segments(pair.left, left), _join_segments(pair.right, right))


def _join_segments(text: CodedText, document: Document) -> CodedText:
    offsets = np.array(document.segment_offsets)
    sums = np.concatenate([[0.0], np.cumsum(text.lengths)])
    return CodedText(text.ids, text.offsets[offsets], np.diff(sums[offsets]))


def with_paragraphs(pair: CodedPair, left: Document, right: Document) -> CodedPair:
    """Return the sentences of two documents with the breaks and the labels of their paragraphs."""
    return CodedPair(_mark_segments(pair.left, left), _mark_segments(pair.right, right))


def _mark_segments(text: CodedText, document: Document) -> CodedText:
    breaks = np.zeros(len(text) + 1, dtype=np.bool_)
    breaks[list(document.segment_offsets)] = True
    labels = [""] * len(text)
    for paragraph, offset in zip(document.paragraphs, document.segment_offsets[:-1], strict=True):
        if paragraph.segments:
            labels[offset] = label_key(paragraph)
    return replace(text, breaks=breaks, labels=tuple(labels))
