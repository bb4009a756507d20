"""What a key of the reviewer does: bitext in, bitext out. The basic edits are in `editing`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import accumulate

from cdalign.editing import merge_beads, set_status, set_statuses, shift_boundary, split_bead
from cdalign.errors import UsageError
from cdalign.messages import say
from cdalign.model import Bead, BeadStatus, Bitext, Document, Level
from cdalign.reviewing.places import paragraph_number


def confirm_bead(bitext: Bitext, level: Level, index: int) -> Bitext:
    """Return the bitext with a bead confirmed.

    A paragraph bead is confirmed together with its pending sentences, and by confirming its last pending sentence.

    Raises:
        UsageError: there is no such bead.
    """
    if level is Level.PARAGRAPH:
        return set_statuses(bitext, index, BeadStatus.CONFIRMED, only_pending=True)
    confirmed = set_status(bitext, level, index, BeadStatus.CONFIRMED)
    outer = paragraph_number(confirmed, confirmed.sentences[index])
    inner = confirmed.sentences_inside(confirmed.paragraphs[outer])
    is_whole = all(bead.status is not BeadStatus.PENDING for bead in inner)
    if is_whole and confirmed.paragraphs[outer].status is BeadStatus.PENDING:
        return set_status(confirmed, Level.PARAGRAPH, outer, BeadStatus.CONFIRMED)
    return confirmed


def confirm_above(bitext: Bitext, score: float) -> Bitext:
    """Return the bitext with every pending two-sided sentence bead confirmed whose probability is at least `score`.

    With the last pending sentence of a paragraph bead, that bead is confirmed too.
    """
    return confirm_where(bitext, lambda bead: bead.is_two_sided and bead.score >= score)


def confirm_where(bitext: Bitext, is_meant: Callable[[Bead], bool]) -> Bitext:
    """Return the bitext with every pending sentence bead confirmed that is meant.

    With the last pending sentence of a paragraph bead, that bead is confirmed too.
    """
    confirmed = bitext.with_beads(
        sentences=tuple(
            replace(bead, status=BeadStatus.CONFIRMED) if bead.status is BeadStatus.PENDING and is_meant(bead) else bead
            for bead in bitext.sentences
        )
    )
    return confirmed.with_beads(paragraphs=tuple(_confirmed_whole(confirmed, bead) for bead in confirmed.paragraphs))


def _confirmed_whole(bitext: Bitext, paragraph: Bead) -> Bead:
    inner = bitext.sentences_inside(paragraph)
    is_whole = bool(inner) and all(bead.status is not BeadStatus.PENDING for bead in inner)
    is_meant = paragraph.status is BeadStatus.PENDING and is_whole
    return replace(paragraph, status=BeadStatus.CONFIRMED) if is_meant else paragraph


def exclude_bead(bitext: Bitext, level: Level, index: int) -> Bitext:
    """Return the bitext with a bead excluded from every memory, or with an excluded bead pending again.

    The sentences of a paragraph bead change with it.

    Raises:
        UsageError: there is no such bead.
    """
    is_excluded = 0 <= index < len(bitext.beads(level)) and bitext.beads(level)[index].status is BeadStatus.EXCLUDED
    return _set_all(bitext, level, index, BeadStatus.PENDING if is_excluded else BeadStatus.EXCLUDED)


def release_bead(bitext: Bitext, level: Level, index: int) -> Bitext:
    """Return the bitext with a bead pending again; a paragraph bead takes its sentences with it.

    Raises:
        UsageError: there is no such bead.
    """
    return _set_all(bitext, level, index, BeadStatus.PENDING)


def _set_all(bitext: Bitext, level: Level, index: int, status: BeadStatus) -> Bitext:
    if level is Level.PARAGRAPH:
        return set_statuses(bitext, index, status)
    return set_status(bitext, level, index, status)


def merge_with_next(bitext: Bitext, level: Level, index: int) -> Bitext:
    """Return the bitext with a bead and the next one merged; sentences of two paragraph beads merge these too.

    Raises:
        UsageError: there is no next bead.
    """
    return merge_beads(_with_one_paragraph(bitext, level, index), level, index, index + 1)


def move_boundary(bitext: Bitext, level: Level, index: int, *, source_by: int = 0, target_by: int = 0) -> Bitext:
    """Return the bitext with the boundary after a bead moved by numbers of units; one of paragraph beads gives way.

    Raises:
        UsageError: there is no such boundary, or a bead has too few units.
    """
    joined = _with_one_paragraph(bitext, level, index)
    return shift_boundary(joined, level, index, source_by=source_by, target_by=target_by)


def _with_one_paragraph(bitext: Bitext, level: Level, index: int) -> Bitext:
    """Return the bitext with the paragraph beads of a sentence bead and the next one merged, where they are two."""
    if level is not Level.SENTENCE or not 0 <= index < len(bitext.sentences) - 1:
        return bitext
    first, last = (paragraph_number(bitext, bitext.sentences[at]) for at in (index, index + 1))
    return bitext if first == last else merge_beads(bitext, Level.PARAGRAPH, first, last)


def split_at(
    bitext: Bitext, level: Level, index: int, *, source_at: int | None = None, target_at: int | None = None
) -> Bitext:
    """Return the bitext with a bead cut before a unit of one side or both. A side not named is cut in proportion.

    Raises:
        UsageError: there is no such bead, or one part would be empty.
    """
    return split_bead(bitext, level, index, *balance_cut(bitext, level, index, source_at, target_at))


def balance_cut(
    bitext: Bitext, level: Level, index: int, source_at: int | None = None, target_at: int | None = None
) -> tuple[int, int]:
    """Return the cut of a bead (source unit, target unit) whose parts have most nearly the same share of both texts.

    Raises:
        UsageError: there is no such bead, or every cut leaves one part empty.
    """
    beads = bitext.beads(level)
    if not 0 <= index < len(beads):
        raise UsageError(
            say("bead number {index} does not exist", index=index),
            advice=say("there are {count}", count=len(beads)),
        )
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
    """Yield each place where a side can be cut, with the share of its text before it."""
    items = document.units(level)[units.start : units.stop]
    sums = list(accumulate((len(item.text) for item in items), initial=0))
    for place, before in zip(_places(units), sums, strict=True):
        if at is None or place == at:
            yield place, before / max(1, sums[-1])


def _places(units: range) -> Iterable[int]:
    return range(units.start, units.stop + 1)


def realign_pending(bitext: Bitext) -> Bitext:
    """Return the bitext with everything undecided aligned again, between the settled beads."""
    from cdalign.alignment import Settled, align_documents

    settled = Settled(
        tuple(bead for bead in bitext.paragraphs if bead.is_settled),
        tuple(bead for bead in bitext.sentences if bead.is_settled),
    )
    return align_documents(bitext.source, bitext.target, settled=settled)
