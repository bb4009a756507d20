"""The difference of two bitexts of the same documents: for unlimited undo, and for showing only what changed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from cdalign.model import EDITED, Bead, Bitext, corner_of, shared_ends
from cdalign.reviewing.places import paragraph_number, sentence_numbers


@dataclass(frozen=True, slots=True)
class Patch:
    """A run of beads in a sequence of beads, and the run that replaces it."""

    start: int
    before: tuple[Bead, ...]
    after: tuple[Bead, ...]

    def apply(self, beads: tuple[Bead, ...]) -> tuple[Bead, ...]:
        """Return the beads with the new run in place of the old one."""
        return (*beads[: self.start], *self.after, *beads[self.start + len(self.before) :])

    def turned(self) -> Patch:
        """Return the patch that undoes this one."""
        return Patch(self.start, self.after, self.before)

    def moved_to(self, beads: Sequence[Bead]) -> Patch | None:
        """Return the patch for another sequence of beads, or None if its old beads are not there or are decided."""
        if not self.before:
            return None if self.after else Patch(0, (), ())
        start = bisect_left(beads, corner_of(self.before[0]), key=corner_of)
        there = tuple(beads[start : start + len(self.before)])
        if [_decided(bead) for bead in there] != [_decided(bead) for bead in self.before]:
            return None
        return Patch(start, there, self.after)


def _decided(bead: Bead) -> tuple[object, ...]:
    """Return what a person sees and decides of a bead. Scores and other marks come from the aligner."""
    return bead.source, bead.target, bead.status, EDITED in bead.marks


@dataclass(frozen=True, slots=True)
class ReviewChange:
    """What an edit did at both levels. It holds only the beads that changed."""

    paragraphs: Patch
    sentences: Patch

    @property
    def is_nothing(self) -> bool:
        """Whether the edit changed nothing."""
        return not any((*self.paragraphs.before, *self.paragraphs.after, *self.sentences.before, *self.sentences.after))

    def apply(self, bitext: Bitext) -> Bitext:
        """Return the bitext with the change made."""
        return bitext.with_beads(
            paragraphs=self.paragraphs.apply(bitext.paragraphs), sentences=self.sentences.apply(bitext.sentences)
        )

    def turned(self) -> ReviewChange:
        """Return the change that undoes this one."""
        return ReviewChange(self.paragraphs.turned(), self.sentences.turned())

    def make_in(self, bitext: Bitext) -> tuple[ReviewChange, Bitext] | None:
        """Make the change in a bitext that has changed elsewhere; return it as it was made, and the new bitext.

        Return None if the bitext has changed at the same place too.
        """
        paragraphs, sentences = self.paragraphs.moved_to(bitext.paragraphs), self.sentences.moved_to(bitext.sentences)
        if paragraphs is None or sentences is None:
            return None
        moved = ReviewChange(paragraphs, sentences)
        try:
            return moved, moved.apply(bitext)
        except ValueError:  # the two levels no longer fit together
            return None


def is_decided_alike(one: Bitext, other: Bitext) -> bool:
    """Return whether a person sees and decides the same in two bitexts of the same documents."""
    pairs = ((one.paragraphs, other.paragraphs), (one.sentences, other.sentences))
    return all(list(map(_decided, mine)) == list(map(_decided, theirs)) for mine, theirs in pairs)


@dataclass(frozen=True, slots=True)
class Region:
    """The beads of a level that differ: their indices in the old and in the new bitext."""

    old: range
    new: range


def find_change(old: Bitext, new: Bitext) -> ReviewChange:
    """Return the change that turns the old bitext into the new one."""
    return ReviewChange(_difference(old.paragraphs, new.paragraphs), _difference(old.sentences, new.sentences))


def touch_row(row: int, bead: Bead) -> ReviewChange:
    """Return a change that leaves a sentence bead as it is, for a row that is shown again."""
    return ReviewChange(Patch(0, (), ()), Patch(row, (bead,), (bead,)))


def _difference(old: tuple[Bead, ...], new: tuple[Bead, ...]) -> Patch:
    start, tail = shared_ends(old, new)
    return Patch(start, old[start : len(old) - tail], new[start : len(new) - tail])


def changed_rows(old: Bitext, new: Bitext, change: ReviewChange) -> Region:
    """Return the sentence beads that a change affects: themselves, or the paragraph bead around them."""
    if change.paragraphs.before or change.paragraphs.after:
        region = changed_region(old, new, change)
        return Region(_rows_inside(old, region.old), _rows_inside(new, region.new))
    patch = change.sentences
    return Region(
        range(patch.start, patch.start + len(patch.before)), range(patch.start, patch.start + len(patch.after))
    )


def _rows_inside(bitext: Bitext, paragraphs: range) -> range:
    if not paragraphs:
        return range(0)
    return range(
        sentence_numbers(bitext, paragraphs[0]).start,
        sentence_numbers(bitext, paragraphs[-1]).stop,
    )


def changed_region(old: Bitext, new: Bitext, change: ReviewChange) -> Region:
    """Return the paragraph beads that a change affects, themselves or inside."""
    old_bounds = _bounds(old, change.paragraphs, change.sentences)
    new_bounds = _bounds(new, change.paragraphs.turned(), change.sentences.turned())
    start = min(old_bounds[0], new_bounds[0])
    tail = min(len(old.paragraphs) - old_bounds[1], len(new.paragraphs) - new_bounds[1])
    return Region(range(start, len(old.paragraphs) - tail), range(start, len(new.paragraphs) - tail))


def _bounds(bitext: Bitext, paragraphs: Patch, sentences: Patch) -> tuple[int, int]:
    """Return the index of the first paragraph bead that a patch affects, and the index after the last."""
    starts, stops = [len(bitext.paragraphs)], [0]
    if paragraphs.before or paragraphs.after:
        starts.append(paragraphs.start)
        stops.append(paragraphs.start + len(paragraphs.before))
    if sentences.before:
        starts.append(paragraph_number(bitext, sentences.before[0]))
        stops.append(paragraph_number(bitext, sentences.before[-1]) + 1)
    return min(starts), max(stops)
