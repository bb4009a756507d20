"""The letters of a PDF page, as PDFium gives them: their text, and on demand their places and their sizes."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable
from ctypes import addressof, c_double, c_float, c_int, c_void_p
from functools import cache
from typing import TYPE_CHECKING, Any

from cdalign.reading.pdfium import address_of, bind_function

if TYPE_CHECKING:
    import pypdfium2

# The direction of a page's lines is told by some of its letters.
_SAMPLED_LETTERS = 8
# A letter that is smaller than others of its line by so much is raised, or lowered.
_SMALL = 0.85
# In sizes of the letters: base lines so far apart are two.
_NEXT_LINE = 0.7
# No page is taller or wider than this, in points (ISO 32000-1, annex C): places on turned pages count from there.
_TALLEST = 14_400.0

# What may end a line: the spaces between two letters.
_GAP = re.compile(r"(?<=\S)[ ]+(?=\S)")


@cache
def _functions() -> tuple[Callable[..., Any], ...]:
    """Return the functions that tell the origin of a letter, its box (left, right, foot, top), its size, its object.

    Of an object one tells the number of the marked content (MCID) that it is part of; the last one tells the angle of
    a letter.
    """
    from pypdfium2 import raw

    letter, place = (c_void_p, c_int), c_void_p
    return (
        bind_function(raw.FPDFText_GetCharOrigin, c_int, *letter, place, place),
        bind_function(raw.FPDFText_GetCharBox, c_int, *letter, place, place, place, place),
        bind_function(raw.FPDFText_GetFontSize, c_double, *letter),
        bind_function(raw.FPDFText_GetTextObject, c_void_p, *letter),
        bind_function(raw.FPDFPageObj_GetMarkedContentID, c_int, c_void_p),
        bind_function(raw.FPDFText_GetCharAngle, c_float, *letter),
    )


class Glyphs:
    """The letters of a page by their place in its text; `is_placed` says whether their places can be told.

    Places are told as if the page were turned so that most of its lines run from left to right.
    """

    def __init__(self, words: pypdfium2.PdfTextPage) -> None:
        self._words = address_of(words.raw)
        self._origin, self._box, self._size, self._object, self._content, self._angle = _functions()
        self._numbers = (c_double(), c_double(), c_double(), c_double())
        self._addresses = tuple(map(addressof, self._numbers))
        self.text: str = words.get_text_range()
        # PDFium counts UTF-16 units and letters that its text leaves out; then places would be wrong.
        self.is_placed: bool = len(self.text) == words.count_chars()
        self._turns = self._count_turns() if self.is_placed else 0
        if self._turns:
            self.text = self._part_lines()

    def _count_turns(self) -> int:
        """Return how many quarters of a turn the lines of the page are turned by, as most of some letters have it."""
        letters = range(0, len(self.text), 1 + len(self.text) // _SAMPLED_LETTERS)
        turns = Counter(self._turn_of(index) for index in letters if not self.text[index].isspace())
        return turns.most_common(1)[0][0] if turns else 0

    def _turn_of(self, index: int) -> int:
        angle: float = self._angle(self._words, index)
        return round(angle / (math.pi / 2)) % 4

    def _part_lines(self) -> str:
        """Return the text with a line break where a turned line ends: PDFium puts a space there."""
        letters = list(self.text)
        for found in _GAP.finditer(self.text):
            above, below = found.start() - 1, found.end()
            if abs(self.origin(above)[1] - self.origin(below)[1]) > _NEXT_LINE * self.size(above):
                letters[found.start()] = "\n"
        return "".join(letters)

    def origin(self, index: int) -> tuple[float, float]:
        """Return where a letter begins on its base line, in points from the left and from the foot of the page."""
        self._origin(self._words, index, *self._addresses[:2])
        x, y = self._numbers[0].value, self._numbers[1].value
        return ((x, y), (_TALLEST - y, x), (_TALLEST - x, _TALLEST - y), (y, _TALLEST - x))[self._turns]

    def right(self, index: int) -> float:
        """Return where a letter ends, in points from the left."""
        self._box(self._words, index, *self._addresses)
        left, right, foot, top = (number.value for number in self._numbers)
        return (right, _TALLEST - foot, _TALLEST - left, top)[self._turns]

    def size(self, index: int) -> float:
        """Return the size of a letter in points."""
        size: float = self._size(self._words, index)
        return size

    def content(self, index: int) -> int | None:
        """Return the number of the marked content (MCID) that a letter is part of: -1 for none.

        None for a letter that PDFium put in: a space in a gap.
        """
        letters = self._object(self._words, index)
        return self._content(letters) if letters else None

    def measure(self, first: int, last: int) -> tuple[float, float, float, float]:
        """Return the place of a line by its first and last letter: left, height, right, and the size of the larger.

        The height is that of the first letter, or of the last where the first is a small one, which may be raised.
        """
        size: float = self._size(self._words, first)
        last_size: float = self._size(self._words, last)
        if self._turns:
            (left, height), right = self.origin(first), self.right(last)
        else:
            words, (x, end, y, _) = self._words, self._numbers
            at_x, at_right, at_y, at_top = self._addresses
            # The box comes first: what it puts into x and y is its left edge and its foot.
            self._box(words, last, at_x, at_right, at_y, at_top)
            self._origin(words, first, at_x, at_y)
            left, height, right = x.value, y.value, end.value
        if size < _SMALL * last_size:
            height = self.origin(last)[1]
        return left, height, right, max(size, last_size)
