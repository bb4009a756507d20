"""What a reviewer does to a bitext: merge, split, shift, confirm, exclude. Bitext in, bitext out.

The old bitext is untouched, so undo is the previous value. Only boundaries and marks change, never the text.
A bead whose boundaries were drawn by hand has the mark `edited` and counts as a person's decision.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace

from cdalign.errors import UsageError
from cdalign.messages import say
from cdalign.model import EDITED, Bead, BeadStatus, Bitext, Level


def set_status(bitext: Bitext, level: Level, index: int, status: BeadStatus) -> Bitext:
    """Return the bitext with one bead confirmed, excluded or pending again.

    Raises:
        UsageError: there is no such bead.
    """
    bead = _bead_at(bitext, level, index)
    return _with_beads(bitext, level, index, index + 1, [replace(bead, status=status)])


def set_statuses(bitext: Bitext, paragraph: int, status: BeadStatus, *, only_pending: bool = False) -> Bitext:
    """Return the bitext with a paragraph bead and its sentence beads confirmed, excluded or pending again.

    With `only_pending`, sentence beads that are decided stay as they are.

    Raises:
        UsageError: there is no such paragraph bead.
    """
    bitext = set_status(bitext, Level.PARAGRAPH, paragraph, status)
    inside = bitext.sentences_inside(bitext.paragraphs[paragraph])
    if not inside:
        return bitext
    start = bisect_left(bitext.sentences, inside[0].corners[::2], key=lambda bead: bead.corners[::2])
    made = [
        bead if only_pending and bead.status is not BeadStatus.PENDING else replace(bead, status=status)
        for bead in inside
    ]
    return _with_beads(bitext, Level.SENTENCE, start, start + len(inside), made)


def merge_beads(bitext: Bitext, level: Level, first: int, last: int) -> Bitext:
    """Return the bitext with the beads `first` to `last` (inclusive) merged.

    Raises:
        UsageError: there are no such beads, or they are sentences of different paragraph beads.
    """
    left, right = _bead_at(bitext, level, first), _bead_at(bitext, level, last)
    if last <= first:
        raise UsageError("a merge needs two or more adjacent beads", advice="name the first and the last")
    merged = _drawn(range(left.source.start, right.source.stop), range(left.target.start, right.target.stop))
    if level is Level.SENTENCE and not _lies_in_one_paragraph_bead(bitext, merged):
        raise UsageError("these sentences belong to two paragraph beads", advice="merge the paragraph beads first")
    return _with_beads(bitext, level, first, last + 1, [merged])


def split_bead(bitext: Bitext, level: Level, index: int, source_at: int, target_at: int) -> Bitext:
    """Return the bitext with one bead cut in two, before source unit `source_at` and target unit `target_at`.

    Both are unit indices of the document, from the bead's start to its stop. A half may have one empty side, not two.
    When a paragraph bead is cut, a sentence bead that crosses the cut is cut too.

    Raises:
        UsageError: there is no such bead, or the cut leaves one half empty.
    """
    bead = _bead_at(bitext, level, index)
    halves = _halves(bead, source_at, target_at)
    if len(halves) < 2:
        raise UsageError("the cut leaves one half empty", advice="cut between two units of the bead")
    return _with_cut(bitext, level, range(index, index + 1), halves, source_at, target_at)


def shift_boundary(bitext: Bitext, level: Level, index: int, *, source_by: int = 0, target_by: int = 0) -> Bitext:
    """Return the bitext with the boundary after bead `index` moved by the given number of units on each side.

    Positive numbers take units from the next bead; negative numbers give units to it. A bead that loses its last
    unit disappears.

    Raises:
        UsageError: there is no such boundary, the bead has too few units, or the boundary belongs to a
            paragraph bead.
    """
    left, right = _bead_at(bitext, level, index), _bead_at(bitext, level, index + 1)
    source_at, target_at = left.source.stop + source_by, left.target.stop + target_by
    both = Bead(range(left.source.start, right.source.stop), range(left.target.start, right.target.stop))
    if level is Level.SENTENCE and not _lies_in_one_paragraph_bead(bitext, both):
        raise UsageError("this is the boundary of a paragraph bead", advice="shift the boundary of the paragraph beads")
    halves = _halves(both, source_at, target_at)
    return _with_cut(bitext, level, range(index, index + 2), halves, source_at, target_at)


def _bead_at(bitext: Bitext, level: Level, index: int) -> Bead:
    beads = bitext.beads(level)
    if not 0 <= index < len(beads):
        raise UsageError(
            say("bead number {index} does not exist", index=index),
            advice=say("the numbers go from 0 to {count}", count=len(beads) - 1),
        )
    return beads[index]


def _drawn(source: range, target: range) -> Bead:
    """Return a bead whose boundaries a person has drawn."""
    return Bead(source, target, score=1.0, marks=(EDITED,))


def _halves(bead: Bead, source_at: int, target_at: int) -> list[Bead]:
    """Return the parts of a bead before and after a cut, without a part that is empty on both sides."""
    is_inside = (
        bead.source.start <= source_at <= bead.source.stop and bead.target.start <= target_at <= bead.target.stop
    )
    if not is_inside:
        raise UsageError("the cut is outside the bead", advice="cut between two units of the bead")
    before = _drawn(range(bead.source.start, source_at), range(bead.target.start, target_at))
    after = _drawn(range(source_at, bead.source.stop), range(target_at, bead.target.stop))
    return [half for half in (before, after) if half.source or half.target]


def _lies_in_one_paragraph_bead(bitext: Bitext, sentence: Bead) -> bool:
    start = sentence.source.start, sentence.target.start
    outer = bitext.paragraphs[bisect_right(bitext.paragraphs, start, key=bitext.begin) - 1]
    source, target = bitext.segment_ranges(outer)
    return sentence.source.stop <= source.stop and sentence.target.stop <= target.stop


def _cut_at_corner(sentences: Iterable[Bead], source_at: int, target_at: int) -> tuple[Bead, ...]:
    """Return the sentence beads with a boundary at the corner: those that cross it are merged and cut there."""
    before, across, after = [], [], []
    for bead in sentences:
        if bead.source.stop <= source_at and bead.target.stop <= target_at:
            before.append(bead)
        elif bead.source.start >= source_at and bead.target.start >= target_at:
            after.append(bead)
        else:
            across.append(bead)
    if not across:
        return (*before, *after)
    whole = Bead(
        range(across[0].source.start, across[-1].source.stop), range(across[0].target.start, across[-1].target.stop)
    )
    return (*before, *_halves(whole, source_at, target_at), *after)


def _with_cut(
    bitext: Bitext, level: Level, replaced: range, halves: Iterable[Bead], source_at: int, target_at: int
) -> Bitext:
    """Return the bitext with a bead replaced by the halves of a cut. A cut of paragraphs also cuts the sentences."""
    if level is Level.SENTENCE:
        return _with_beads(bitext, level, replaced.start, replaced.stop, halves)
    corner = bitext.source.segment_offsets[source_at], bitext.target.segment_offsets[target_at]
    # Both levels at once, because they would not fit together between the two steps.
    return bitext.with_beads(
        paragraphs=_replaced(bitext.paragraphs, replaced.start, replaced.stop, halves),
        sentences=_cut_at_corner(bitext.sentences, *corner),
    )


def _with_beads(bitext: Bitext, level: Level, start: int, stop: int, beads: Iterable[Bead]) -> Bitext:
    """Return the bitext with the beads start..stop of one level replaced."""
    new = _replaced(bitext.beads(level), start, stop, beads)
    if level is Level.PARAGRAPH:
        return bitext.with_beads(paragraphs=new)
    return bitext.with_beads(sentences=new)


def _replaced(old: tuple[Bead, ...], start: int, stop: int, beads: Iterable[Bead]) -> tuple[Bead, ...]:
    return (*old[:start], *beads, *old[stop:])
