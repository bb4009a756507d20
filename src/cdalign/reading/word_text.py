"""The text of one Word paragraph: its characters as they are printed, the notes anchored in it, its fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from cdalign.reading.raised import is_note_mark, set_apart
from cdalign.reading.wordml import MC, W, attribute, is_on, show_symbols, symbol_character
from cdalign.text import clean_text, join_texts, squeeze_spaces

if TYPE_CHECKING:
    from lxml.etree import _Element

_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
# What is not part of the text once all changes are accepted, or that is in it twice.
_LEFT_OUT = frozenset(
    (W + "del", W + "moveFrom", W + "rt", W + "delText", W + "pPr", W + "rPr", W + "txbxContent", MC + "Fallback")
)
_CHARACTERS = {W + "tab": "\t", W + "ptab": "\t", W + "noBreakHyphen": "-", W + "br": "\n", W + "cr": "\n"}
_ANCHORS = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_ON = ("1", "true", "on")


class Anchor(NamedTuple):
    """Where a note is anchored: `footnote` or `endnote`, its id, and its mark if it has one of its own."""

    kind: str
    id: str
    own_mark: str = ""


@dataclass
class TextReader:
    """Reads paragraphs in their order: it keeps the anchors of notes, which fields are open, how many notes it met.

    `table_notes` counts the paragraphs that begin with a raised mark: the notes of tables.
    """

    anchors: list[Anchor] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    table_notes: int = 0

    @property
    def is_in_contents(self) -> bool:
        """Whether the field of a contents list is open (17.16.5.68)."""
        return any(code.split()[:1] == ["TOC"] for code in self.fields)

    def read(self, paragraph: _Element) -> str:
        """Return the text of a paragraph without its text boxes; a tab is a tab, a line break ends a line."""
        pieces: list[_Piece] = []
        stack = list(reversed(paragraph))
        while stack:
            element = stack.pop()
            tag = element.tag
            if tag in _LEFT_OUT or _is_hidden(element):
                continue
            if tag in _ANCHORS:
                self._add_anchor(element)
            elif tag == W + "fldChar":
                self._turn_field(attribute(element, "fldCharType"))
            elif tag == W + "instrText":
                self._add_code(element.text or "")
            elif (written := _written(element)) is not None:
                pieces.append(_Piece(written, is_raised=_is_raised(element)))
            elif not self._is_mark_of_note(element):
                stack.extend(reversed(element))
        first = next((piece for piece in pieces if piece.text.strip()), _Piece(""))
        self.table_notes += first.is_raised and is_note_mark(first.text)
        return clean_text("".join(_set_marks_apart(pieces)))

    def _add_anchor(self, element: _Element, own_mark: str = "") -> None:
        self.anchors.append(Anchor(_ANCHORS[element.tag], attribute(element, "id"), own_mark))

    def _is_mark_of_note(self, element: _Element) -> bool:
        """Return whether an element is a run with a note that has its own mark: the text of the run."""
        if element.tag != W + "r":
            return False
        own = [one for one in element if one.tag in _ANCHORS and attribute(one, "customMarkFollows") in _ON]
        mark = "".join(one.text or "" for one in element.iterfind(W + "t")).strip()
        for one in own:
            self._add_anchor(one, mark)
        return bool(own)

    def _turn_field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append("")
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _add_code(self, code: str) -> None:
        if self.fields:
            self.fields[-1] += code


class _Piece(NamedTuple):
    text: str
    is_raised: bool = False


def _written(element: _Element) -> str | None:
    """Return what an element prints, or None if it is not a character."""
    if element.tag == W + "t":
        return show_symbols(element.text or "", _font_of(element))
    if element.tag == _MATH_TEXT:
        return element.text or ""
    if element.tag == W + "sym":
        code = attribute(element, "char")
        is_code = 0 < len(code) <= 6 and all(char in "0123456789abcdefABCDEF" for char in code)
        return symbol_character(attribute(element, "font"), int(code, 16)) if is_code else ""
    return _CHARACTERS.get(element.tag)


def _font_of(element: _Element) -> str:
    run = element.getparent()
    return attribute(run.find(f"{W}rPr/{W}rFonts"), "ascii") if run is not None else ""


def _is_raised(element: _Element) -> bool:
    run = element.getparent()
    return run is not None and attribute(run.find(f"{W}rPr/{W}vertAlign")) == "superscript"


def _is_hidden(element: _Element) -> bool:
    return element.tag == W + "r" and is_on(element.find(f"{W}rPr/{W}vanish"))


def _set_marks_apart(pieces: list[_Piece]) -> list[str]:
    """Return the texts, with a space before raised letters that are marks of notes: `2025/26 a,b`, but `21st`."""
    texts: list[str] = []
    raised = ""
    for piece in [*pieces, _Piece("")]:
        if piece.is_raised:
            raised += piece.text
            continue
        if raised:
            texts.append(set_apart("".join(texts[-1:]), raised))
            raised = ""
        texts.append(piece.text)
    return texts


def one_line(text: str) -> str:
    """Return the text of a paragraph on one line: its lines joined, its tabs spaces."""
    return join_texts(filter(None, map(squeeze_spaces, text.split("\n"))))
