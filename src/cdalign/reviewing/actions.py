"""What a key of the reviewer does: bitext in, bitext out. The plain edits are in `editing`; here are their customs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate

from cdalign.editing import merge_beads, set_status, split_bead
from cdalign.errors import UsageError
from cdalign.model import Bead, BeadStatus, Bitext, Document, Level
from cdalign.reviewing.places import paragraph_number, sentence_numbers


def confirm_bead(bitext: Bitext, level: Level, index: int) -> Bitext:
    """Give the bitext with a bead confirmed.

    With a paragraph bead, its pending sentences are confirmed; with the last pending sentence, its paragraph bead.

    Raises:
        UsageError: there is no such bead.
    """
    confirmed = set_status(bitext, level, index, BeadStatus.CONFIRMED)
    if level is Level.PARAGRAPH:
        return _confirm_sentences(confirmed, index)
    outer = paragraph_number(confirmed, confirmed.sentences[index])
    inner = confirmed.sentences_inside(confirmed.paragraphs[outer])
    is_whole = all(bead.status is not BeadStatus.PENDING for bead in inner)
    if is_whole and confirmed.paragraphs[outer].status is BeadStatus.PENDING:
        return set_status(confirmed, Level.PARAGRAPH, outer, BeadStatus.CONFIRMED)
    return confirmed


def _confirm_sentences(bitext: Bitext, paragraph: int) -> Bitext:
    for number in sentence_numbers(bitext, paragraph):
        if bitext.sentences[number].status is BeadStatus.PENDING:
            bitext = set_status(bitext, Level.SENTENCE, number, BeadStatus.CONFIRMED)
    return bitext


def exclude_bead(bitext: Bitext, level: Level, index: int) -> Bitext:
    """Give the bitext with a bead left out of every memory, or with an excluded one taken back.

    The sentences of a paragraph bead go with it.

    Raises:
        UsageError: there is no such bead.
    """
    is_excluded = 0 <= index < len(bitext.beads(level)) and bitext.beads(level)[index].status is BeadStatus.EXCLUDED
    return _set_all(bitext, level, index, BeadStatus.PENDING if is_excluded else BeadStatus.EXCLUDED)


def release_bead(bitext: Bitext, level: Level, index: int) -> Bitext:
    """Give the bitext with a bead pending again, and a paragraph bead with its sentences.

    Raises:
        UsageError: there is no such bead.
    """
    return _set_all(bitext, level, index, BeadStatus.PENDING)


def _set_all(bitext: Bitext, level: Level, index: int, status: BeadStatus) -> Bitext:
    bitext = set_status(bitext, level, index, status)
    for number in sentence_numbers(bitext, index) if level is Level.PARAGRAPH else ():
        bitext = set_status(bitext, Level.SENTENCE, number, status)
    return bitext


def merge_with_next(bitext: Bitext, level: Level, index: int) -> Bitext:
    """Give the bitext with a bead and the one after it made one.

    Raises:
        UsageError: there is none after it, or they are sentences of two paragraph beads.
    """
    return merge_beads(bitext, level, index, index + 1)


def split_at(
    bitext: Bitext, level: Level, index: int, *, source_at: int | None = None, target_at: int | None = None
) -> Bitext:
    """Give the bitext with a bead cut before a unit of one side or of both; the side not named is cut where it fits.

    Raises:
        UsageError: there is no such bead, or nothing of it would be left on one side of the cut.
    """
    return split_bead(bitext, level, index, *balance_cut(bitext, level, index, source_at, target_at))


def balance_cut(
    bitext: Bitext, level: Level, index: int, source_at: int | None = None, target_at: int | None = None
) -> tuple[int, int]:
    """Give the cut of a bead (source unit, target unit) whose parts have most nearly the same share of both texts.

    Raises:
        UsageError: there is no such bead, or no cut leaves something on both of its sides.
    """
    beads = bitext.beads(level)
    if not 0 <= index < len(beads):
        raise UsageError(f"there is no {level} bead number {index}", advice=f"there are {len(beads)}")
    bead = beads[index]
    source = dict(_shares(bitext.source, level, bead.source, source_at))
    target = dict(_shares(bitext.target, level, bead.target, target_at))
    cuts = [(left, right) for left in source for right in target if _leaves_two_parts(bead, left, right)]
    if not cuts:
        raise UsageError("the cut leaves one half empty", advice="cut between two units of the bead")
    return min(cuts, key=lambda cut: (abs(source[cut[0]] - target[cut[1]]), abs(source[cut[0]] - 0.5), -cut[0]))


def _leaves_two_parts(bead: Bead, source_at: int, target_at: int) -> bool:
    corners = ((bead.source.start, bead.target.start), (bead.source.stop, bead.target.stop))
    return (source_at, target_at) not in corners


def _shares(document: Document, level: Level, units: range, at: int | None) -> Iterator[tuple[int, float]]:
    """Each place where a side can be cut, and the share of its text that stands before it."""
    items = document.units(level)[units.start : units.stop]
    sums = list(accumulate((len(item.text) for item in items), initial=0))
    for place, before in zip(_places(units), sums, strict=True):
        if at is None or place == at:
            yield place, before / max(1, sums[-1])


def _places(units: range) -> Iterable[int]:
    return range(units.start, units.stop + 1)


def realign_pending(bitext: Bitext) -> Bitext:
    """Give the bitext with everything that no person has decided aligned anew, between what is settled."""
    from cdalign.alignment import Settled, align_documents

    settled = Settled(
        tuple(bead for bead in bitext.paragraphs if bead.is_settled),
        tuple(bead for bead in bitext.sentences if bead.is_settled),
    )
    return align_documents(bitext.source, bitext.target, settled=settled)
