"""Lines drawn on a page: the rules above, below and within tables.

They are paths of a PDF that are thin and long. A cell has its own piece of each rule, so pieces that touch are joined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from ctypes import addressof, c_float, c_int, c_void_p
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from cdalign.reading.pdfium import address_of, bind_function

if TYPE_CHECKING:
    import pypdfium2

# All in points. Rules of UN documents are half a point to one and a half thick; some are filled rectangles.
_THICKEST = 3.0
_SHORTEST = 4.0
# Pieces of one rule touch, or leave the width of a vertical one between them.
_GAP, _SAME_HEIGHT = 3.0, 1.0
# Rules of one table begin and end together.
_SAME_END = 6.0
# Maps and charts are of thousands of paths, and no tables.
_MOST_OBJECTS = 5_000
_PATH = 2


class Rule(NamedTuple):
    """A horizontal line: its height from the foot of the page, where it begins and ends, in points."""

    height: float
    left: float
    right: float


@cache
def _functions() -> tuple[Callable[..., Any], ...]:
    from pypdfium2 import raw

    return (
        bind_function(raw.FPDFPage_CountObjects, c_int, c_void_p),
        bind_function(raw.FPDFPage_GetObject, c_void_p, c_void_p, c_int),
        bind_function(raw.FPDFPageObj_GetType, c_int, c_void_p),
        bind_function(raw.FPDFPageObj_GetBounds, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p),
    )


def read_rules(page: pypdfium2.PdfPage) -> tuple[Rule, ...]:
    """Return the horizontal rules of a page from its head to its foot."""
    count, object_at, type_of, bounds_of = _functions()
    handle = address_of(page.raw)
    total = count(handle)
    if total > _MOST_OBJECTS:
        return ()
    left, foot, right, top = box = c_float(), c_float(), c_float(), c_float()
    addresses = tuple(map(addressof, box))
    pieces = []
    for index in range(total):
        drawn = object_at(handle, index)
        if type_of(drawn) != _PATH or not bounds_of(drawn, *addresses):
            continue
        width, height = right.value - left.value, top.value - foot.value
        if width > _SHORTEST and height < min(_THICKEST, width / 2):
            pieces.append(Rule((foot.value + top.value) / 2, left.value, right.value))
    return join_rules(pieces)


def join_rules(pieces: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return the rules that pieces make where they touch, from the head of the page to its foot."""
    rules: list[Rule] = []
    for height, left, right in sorted(pieces, key=lambda piece: (-round(piece.height), piece.left)):
        last = rules[-1] if rules else None
        if last and abs(last.height - height) < _SAME_HEIGHT and left < last.right + _GAP:
            rules[-1] = last._replace(right=max(last.right, right))
        else:
            rules.append(Rule(height, left, right))
    return tuple(rules)


def find_spans(rules: Sequence[Rule]) -> list[tuple[Rule, Rule]]:
    """Return each pair of rules that follow each other down the page and begin and end together."""
    spans = []
    for index, above in enumerate(rules):
        below = next((rule for rule in rules[index + 1 :] if _are_alike(above, rule)), None)
        if below:
            spans.append((above, below))
    return spans


def _are_alike(above: Rule, below: Rule) -> bool:
    return abs(above.left - below.left) < _SAME_END and abs(above.right - below.right) < _SAME_END
