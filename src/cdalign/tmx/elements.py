"""What a TMX file holds, as it is there: header, units, variants, and the notes and props of each.

These are the file's own elements, with everything needed to write them back unchanged; the pair of texts that the
rest of cdalign works with is `model.TranslationUnit`. They are named tuples because half a million units make four
million of them, and a named tuple is made twice as fast as a frozen dataclass (measured).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

Attributes = Mapping[str, str]

# Text inside these is native code of the file the segment came from, never words to read (TMX 1.4b, 3.3.2).
NATIVE_CODES = frozenset(("bpt", "ept", "it", "ph", "ut"))
SEGTYPES = ("block", "paragraph", "sentence", "phrase")
XML_LANG = "xml:lang"
OLD_LANG = "lang"


class Detail(NamedTuple):
    """A note, a prop, or another child element: its name, attributes and text; `markup` where it holds elements."""

    name: str
    attributes: Attributes
    text: str
    markup: str = ""

    @property
    def type(self) -> str:
        """The type of a prop."""
        return self.attributes.get("type", "")


class Variant(NamedTuple):
    """A tuv: the text of one language, without native codes.

    `markup` is the inner XML of the seg where it holds inline elements and empty otherwise.
    `has_segment` is False where the seg is missing.
    """

    lang: str
    attributes: Attributes
    details: tuple[Detail, ...]
    text: str
    markup: str = ""
    has_segment: bool = True


class Unit(NamedTuple):
    """A tu: its variants in order; `line` and `number` (both from 1) say where it occurs in its file."""

    attributes: Attributes
    details: tuple[Detail, ...]
    variants: tuple[Variant, ...]
    line: int = 0
    number: int = 0

    @property
    def label(self) -> str:
        """What a person finds the unit by: its tuid, or its number in the file."""
        return self.attributes.get("tuid") or f"unit {self.number}"

    def prop(self, kind: str) -> str:
        """The text of the first prop of this type, or an empty text."""
        return next((detail.text for detail in self.details if detail.type == kind), "")


class Texts(NamedTuple):
    """The words of a unit alone."""

    source: str
    target: str


class Header(NamedTuple):
    """The header and the root of a file: version, attributes, notes, props and user-defined encodings.

    `root` holds the attributes of `tmx` other than its version (namespaces); `encoding` is what the file is in.
    `is_missing` says that the file has none.
    """

    attributes: Attributes
    details: tuple[Detail, ...] = ()
    version: str = ""
    root: Attributes = {}  # noqa: RUF012 — a read-only default of a named tuple
    encoding: str = "utf-8"
    line: int = 0
    is_missing: bool = False

    @property
    def source_lang(self) -> str:
        """The source language as the file writes it; `*all*` and nothing both mean that it is not said."""
        tag = self.attributes.get("srclang", "")
        return "" if tag == "*all*" else tag
