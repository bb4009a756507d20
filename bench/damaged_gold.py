"""Hand-aligned texts damaged as stress-dev is: sentences and a block left out, page headers put in between."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from alignment import read_texts
from cdalign.evaluation import IndexBead, read_beads

# As stress-dev: the share of 1:1 sentences left out of each side, the size of the block, the lines of a page.
_LEFT_OUT, _SMALLEST_BLOCK, _LARGEST_BLOCK, _LINES = 0.03, 10, 80, (40, 28)
# Shorter texts lose no block, and no text more than a fourth of its beads.
_ENOUGH_BEADS = 60


class GoldText(NamedTuple):
    """Two texts, a sentence a line, and the beads that tile them."""

    source: list[str]
    target: list[str]
    beads: tuple[IndexBead, ...]


def read_gold(folder: Path) -> dict[str, GoldText]:
    """Return the texts of a folder of NAME.zh, NAME.en and NAME.gold, by name."""
    return {name: GoldText(*texts, read_beads(folder / f"{name}.gold")) for name, texts in read_texts(folder).items()}


def damage(text: GoldText, seed: int) -> GoldText:
    """Return the text with sentences and a block missing on either side and page headers; each seed gives another."""
    chance = random.Random(seed)
    beads = sorted((bead for bead in text.beads if bead.source and bead.target), key=lambda bead: bead.source)
    missing = _choose_missing(beads, chance)
    symbol = f"CD/PV.{chance.randint(500, 999)}"
    sides = [_print_pages(lines, missing[side], side, symbol, chance) for side, lines in enumerate(text[:2])]
    found = []
    for bead in text.beads:
        source, target = (
            tuple(places[at] for at in run if at in places) for run, (_, places) in zip(bead, sides, strict=True)
        )
        found += [IndexBead(source, target)] if source and target else _omit(source, target)
    headers = (tuple(sorted(set(range(len(lines))) - set(places.values()))) for lines, places in sides)
    return GoldText(sides[0][0], sides[1][0], (*found, *_omit(*headers)))


def _omit(source: Sequence[int], target: Sequence[int]) -> list[IndexBead]:
    return [IndexBead((at,), ()) for at in source] + [IndexBead((), (at,)) for at in target]


def _choose_missing(beads: Sequence[IndexBead], chance: random.Random) -> tuple[set[int], set[int]]:
    """Return the sentences of each side that are left out."""
    missing: tuple[set[int], set[int]] = (set(), set())
    for bead in beads:
        if len(bead.source) == len(bead.target) == 1 and chance.random() < 2 * _LEFT_OUT:
            side = chance.randrange(2)
            missing[side].update(bead[side])
    if len(beads) >= _ENOUGH_BEADS:
        size = chance.randint(_SMALLEST_BLOCK, min(_LARGEST_BLOCK, len(beads) // 4))
        start, side = chance.randrange(len(beads) - size), chance.randrange(2)
        missing[side].update(at for bead in beads[start : start + size] for at in bead[side])
    return missing


def _print_pages(
    lines: Sequence[str], missing: set[int], side: int, symbol: str, chance: random.Random
) -> tuple[list[str], dict[int, int]]:
    """Return the lines that are left with a header after each page, and the new place of each old line."""
    printed: list[str] = []
    places: dict[int, int] = {}
    page = 2
    for at, line in enumerate(lines):
        if at in missing:
            continue
        if len(printed) % (_LINES[side] + 1) == _LINES[side]:
            printed.append(f"第{page}页" if side == 0 else f"Page {page}" if chance.random() < 0.6 else symbol)
            page += 1
        places[at] = len(printed)
        printed.append(line)
    return printed, places
