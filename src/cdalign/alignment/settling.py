"""What a person has settled stays as it is; the aligner works in the gaps between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cdalign.alignment.paths import Step
from cdalign.model import Bead


@dataclass(frozen=True)
class Settled:
    """Beads that a person has confirmed or excluded, in order, with indices valid in the documents given.

    A settled sentence bead need not lie in a settled paragraph bead: the paragraphs that it joins are then kept
    in one bead.
    """

    paragraphs: tuple[Bead, ...] = ()
    sentences: tuple[Bead, ...] = ()

    def turned(self) -> Settled:
        """Return the same with source and target exchanged."""
        return Settled(tuple(map(turn_bead, self.paragraphs)), tuple(map(turn_bead, self.sentences)))


def turn_bead(bead: Bead) -> Bead:
    """Return the bead with source and target exchanged."""
    return Bead(bead.target, bead.source, bead.score, bead.status, bead.marks)


class BitextPiece(NamedTuple):
    """A rectangle of both sides: settled as the bead given, or free."""

    area: Step
    settled: Bead | None = None


def cut_pieces(area: Step, settled: Iterable[Bead]) -> Iterator[BitextPiece]:
    """Yield the area cut into settled beads and the free rectangles between them, in order.

    Raises:
        ValueError: the settled beads cross each other or leave the area.
    """
    row, column = area.source_start, area.target_start
    for bead in settled:
        if bead.source.start < row or bead.target.start < column:
            raise ValueError(f"settled bead {bead} crosses the one before it")
        gap = Step(row, bead.source.start, column, bead.target.start)
        if gap.source_start < gap.source_stop or gap.target_start < gap.target_stop:
            yield BitextPiece(gap)
        row, column = bead.source.stop, bead.target.stop
        yield BitextPiece(Step(bead.source.start, row, bead.target.start, column), bead)
    if row > area.source_stop or column > area.target_stop:
        raise ValueError(f"settled beads reach beyond {area}")
    if row < area.source_stop or column < area.target_stop:
        yield BitextPiece(Step(row, area.source_stop, column, area.target_stop))
