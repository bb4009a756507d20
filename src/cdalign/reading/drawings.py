"""What is drawn on a page of a PDF next to its letters: where each path, picture and form is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import addressof, c_float, c_int, c_void_p
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from cdalign.reading.pdfium import address_of, bind_function

if TYPE_CHECKING:
    import pypdfium2

# Maps are of thousands of paths; their pages are not looked at closely.
_MOST_OBJECTS = 5_000
# Types of objects (fpdf_edit.h).
PATH, FORM = 2, 5


class Drawing(NamedTuple):
    """An object of a page: its type, the number of its marked content (-1 for none), its bounds in points."""

    kind: int
    content: int
    left: float
    foot: float
    right: float
    top: float


@cache
def _functions() -> tuple[Callable[..., Any], ...]:
    from pypdfium2 import raw

    return (
        bind_function(raw.FPDFPage_CountObjects, c_int, c_void_p),
        bind_function(raw.FPDFPage_GetObject, c_void_p, c_void_p, c_int),
        bind_function(raw.FPDFPageObj_GetType, c_int, c_void_p),
        bind_function(raw.FPDFPageObj_GetMarkedContentID, c_int, c_void_p),
        bind_function(raw.FPDFPageObj_GetBounds, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p),
    )


def read_drawings(page: pypdfium2.PdfPage) -> Iterator[Drawing]:
    """Yield the paths and forms of a page in the order of the file. If there are thousands, yield none."""
    count, object_at, type_of, content_of, bounds_of = _functions()
    handle = address_of(page.raw)
    total = count(handle)
    left, foot, right, top = box = c_float(), c_float(), c_float(), c_float()
    addresses = tuple(map(addressof, box))
    for index in range(total if total <= _MOST_OBJECTS else 0):
        drawn = object_at(handle, index)
        kind = type_of(drawn)
        if kind in (PATH, FORM) and bounds_of(drawn, *addresses):
            yield Drawing(kind, content_of(drawn), left.value, foot.value, right.value, top.value)
