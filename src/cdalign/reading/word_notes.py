"""The footnotes and endnotes of a DOCX: their marks as Word prints them, and the parts that hold them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdalign.numerals import whole_number
from cdalign.reading.archives import Archive
from cdalign.reading.numbering import write_in_format
from cdalign.reading.word_text import Anchor
from cdalign.reading.wordml import W, attribute

if TYPE_CHECKING:
    from lxml.etree import _Element

# Word's own formats where a document says none (17.11.18).
_USUAL_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its mark as printed, and the element that holds its paragraphs."""

    mark: str
    element: _Element


def find_notes(archive: Archive, root: _Element, anchors: Sequence[Anchor]) -> Iterator[Note]:
    """Yield the notes in the order of their anchors; those with a mark of their own are not counted."""
    parts = {kind: _notes_by_id(archive, kind) for kind in {anchor.kind for anchor in anchors}}
    formats = {kind: _format_of(archive, root, kind) for kind in parts}
    counts = {kind: start - 1 for kind, (_, start) in formats.items()}
    for anchor in anchors:
        element = parts[anchor.kind].get(anchor.id)
        if element is None:
            continue
        if not anchor.own_mark:
            counts[anchor.kind] += 1
        mark = anchor.own_mark or write_in_format(formats[anchor.kind][0], counts[anchor.kind])
        yield Note(mark, element)


def _notes_by_id(archive: Archive, kind: str) -> dict[str, _Element]:
    root = archive.parse_part(f"word/{kind}s.xml")
    found = root.iterfind(W + kind) if root is not None else ()
    return {attribute(note, "id"): note for note in found if attribute(note, "type") in ("", "normal")}


def _format_of(archive: Archive, root: _Element, kind: str) -> tuple[str, int]:
    """Return the number format of notes and their first number: of the first section, else of the document."""
    settings = archive.parse_part("word/settings.xml")
    sections = [*root.iter(W + "sectPr")][:1]
    for holder in (*sections, *([settings] if settings is not None else ())):
        properties = holder.find(f"{W}{kind}Pr")
        written = attribute(properties.find(W + "numFmt")) if properties is not None else ""
        start = attribute(properties.find(W + "numStart")) if properties is not None else ""
        if written or start:
            return written or _USUAL_FORMATS[kind], whole_number(start, 1)
    return _USUAL_FORMATS[kind], 1
