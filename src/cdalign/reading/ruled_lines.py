"""Lines drawn on a page: the rules above, below and within tables.

They are paths of a PDF that are thin and long. A cell has its own piece of each rule, so pieces that touch are joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cdalign.reading.drawings import PATH, Drawing

# All in points. Rules of UN documents are half a point to one and a half thick; some are filled rectangles.
_THICKEST = 3.0
_SHORTEST = 4.0
# Pieces of one rule touch, or leave the width of a vertical one between them.
_GAP, _SAME_HEIGHT = 3.0, 1.0
# Rules of one table begin and end together.
_SAME_END = 6.0


class DrawnLine(NamedTuple):
    """A horizontal line: its height from the foot of the page, where it begins and ends, in points."""

    height: float
    left: float
    right: float


def find_rules(drawings: Iterable[Drawing]) -> tuple[DrawnLine, ...]:
    """Return the horizontal rules among what is drawn on a page, from its head to its foot."""
    pieces = []
    for kind, _, left, foot, right, top in drawings:
        width, height = right - left, top - foot
        if kind == PATH and width > _SHORTEST and height < min(_THICKEST, width / 2):
            pieces.append(DrawnLine((foot + top) / 2, left, right))
    return join_rules(pieces)


def join_rules(pieces: Iterable[DrawnLine]) -> tuple[DrawnLine, ...]:
    """Return the rules that pieces make where they touch, from the head of the page to its foot."""
    rules: list[DrawnLine] = []
    for height, left, right in sorted(pieces, key=lambda piece: (-round(piece.height), piece.left)):
        last = rules[-1] if rules else None
        if last and abs(last.height - height) < _SAME_HEIGHT and left < last.right + _GAP:
            rules[-1] = last._replace(right=max(last.right, right))
        else:
            rules.append(DrawnLine(height, left, right))
    return tuple(rules)


def find_spans(rules: Sequence[DrawnLine]) -> list[tuple[DrawnLine, DrawnLine]]:
    """Return each pair of rules that follow each other down the page and begin and end together."""
    spans = []
    for index, above in enumerate(rules):
        below = next((rule for rule in rules[index + 1 :] if _are_alike(above, rule)), None)
        if below:
            spans.append((above, below))
    return spans


def _are_alike(above: DrawnLine, below: DrawnLine) -> bool:
    return abs(above.left - below.left) < _SAME_END and abs(above.right - below.right) < _SAME_END
