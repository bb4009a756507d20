"""Beads as aligners exchange them: `[0,1]:[0]` a line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from cdalign.atomic import read_whole
from cdalign.errors import ReadError
from cdalign.model import Bead, Level
from cdalign.working import is_working, parse_working

_BEAD_LINE = re.compile(r"^\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\]")


class IndexBead(NamedTuple):
    """A bead as aligners exchange it: the indices of its units on both sides, from 0; they may have gaps."""

    source: tuple[int, ...]
    target: tuple[int, ...]

    @property
    def is_two_sided(self) -> bool:
        """Whether both sides have at least one unit."""
        return bool(self.source) and bool(self.target)


def parse_beads(text: str, *, path: str = "") -> tuple[IndexBead, ...]:
    """Return the beads of a `[0,1]:[0]` a line text; what follows a bead on its line (a cost) says nothing.

    Raises:
        ReadError: a line is not a bead.
    """
    beads = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _BEAD_LINE.match(line)
        if found is None:
            raise ReadError("is not a bead", path=path, line=number, advice="write one bead a line: [0,1]:[0]")
        try:
            sides = [tuple(sorted(map(int, side.split(",")))) if side.strip() else () for side in found.groups()]
        except ValueError as error:
            raise ReadError("is not a bead", path=path, line=number, advice="write numbers: [0,1]:[0]") from error
        beads.append(IndexBead(*sides))
    return tuple(beads)


def render_beads(beads: Iterable[Bead | IndexBead]) -> str:
    """Return beads as text, `[0,1]:[0]` a line."""
    return "".join(f"[{','.join(map(str, bead.source))}]:[{','.join(map(str, bead.target))}]\n" for bead in beads)


def read_beads(path: str | Path) -> tuple[IndexBead, ...]:
    """Return the beads of a file: `[0,1]:[0]` a line, or the sentence beads of a working file.

    Raises:
        ReadError: the file cannot be read, or a line is not a bead.
    """
    text = read_whole(path, "give a file of beads, [0,1]:[0] a line")
    return _number_working(text, path) if is_working(text) else parse_beads(text, path=str(path))


def _number_working(text: str, path: str | Path) -> tuple[IndexBead, ...]:
    """Return the sentence beads of a working file. They tile both texts in order, so counting numbers their units."""
    source = target = 0
    beads = []
    for line in parse_working(text, path):
        if line.level is Level.SENTENCE and not line.is_lost:
            stops = source + len(line.source.ids), target + len(line.target.ids)
            beads.append(IndexBead(tuple(range(source, stops[0])), tuple(range(target, stops[1]))))
            source, target = stops
    return tuple(beads)
