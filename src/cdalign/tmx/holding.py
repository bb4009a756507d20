"""The element of a TMX file whose text is being read: seg, note, prop or an unknown one, with the markup inside it."""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat

from cdalign.markup import escape_text, render_attributes
from cdalign.tmx.elements import NATIVE_CODES, Attributes

# A tag or a segment above this is not a text of a translation; libxml2 stops at the same size.
LONGEST_TEXT = 10_000_000  # characters


class TextHolder:
    """Gathers the text of one element at a time; `name` is empty between them."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.name = ""
        self.attributes: Mapping[str, str] = {}
        self._expat = parser
        self._texts: list[str] = []
        self._markup: list[str] | None = None  # the inner XML, from the first element inside on
        self._open: list[str] = []
        self._code_depth = 0
        self._is_oversized = False

    @property
    def depth(self) -> int:
        """How many elements are open inside the one whose text is read."""
        return len(self._open)

    def begin(self, name: str, attributes: Attributes) -> None:
        """Read the text of an element from here on."""
        self.name = name
        self.attributes = attributes
        self._expat.CharacterDataHandler = self._texts.append

    def end(self) -> tuple[str, str]:
        """Return the text of the element and, if it holds elements, its inner XML. An oversized text is left out."""
        self._expat.CharacterDataHandler = None
        texts = self._texts
        text = texts[0] if len(texts) == 1 else "".join(texts)
        texts.clear()
        markup = ""
        if self._markup is not None:
            markup = "".join(self._markup)
            self._markup = None
        self.name = ""
        if self._is_oversized:
            self._is_oversized, text, markup = False, "", ""
        return text, markup

    def begin_inside(self, name: str, attributes: Attributes) -> None:
        """Open an element inside the one whose text is read."""
        if self._markup is None:
            self._markup = [escape_text("".join(self._texts))]
        self._open.append(name)
        self._markup.append(f"<{name}{render_attributes(attributes)}>")
        if name in NATIVE_CODES:
            self._code_depth += 1
        self._expat.CharacterDataHandler = self._take_inline

    def _take_inline(self, text: str) -> None:
        if self._markup is not None:
            self._markup.append(escape_text(text))
        if not self._code_depth:
            self._texts.append(text)

    def end_inside(self, name: str) -> None:
        """Close the innermost element."""
        self._open.pop()
        if self._markup is not None:
            self._markup.append(f"</{name}>")
        if name in NATIVE_CODES:
            self._code_depth -= 1

    def outgrows(self) -> bool:
        """Return whether the text is larger than any text may be and was not when this was last asked.

        What was read so far is joined, and given up if the text is too large, so that the memory stays bounded.
        """
        size = 0
        for parts in (self._texts, self._markup):
            if parts:
                parts[:] = ["".join(parts)]
                size += len(parts[0])
        was_oversized = self._is_oversized
        self._is_oversized = was_oversized or size > LONGEST_TEXT
        if self._is_oversized:
            self._texts.clear()
            if self._markup is not None:
                self._markup.clear()
        return self._is_oversized and not was_oversized
