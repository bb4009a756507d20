"""PPTX (ECMA-376): the slides in order, the shapes of each as they lie on it, tables, diagrams, and the notes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdalign.errors import ReadError
from cdalign.numerals import whole_number
from cdalign.reading.archives import Archive, open_archive
from cdalign.reading.blocks import Block, BlockKind, row_blocks
from cdalign.reading.numbering import write_in_format
from cdalign.text import clean_text, join_texts, squeeze_spaces

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAIN = "ppt/presentation.xml"
# Placeholders that repeat on every slide or are made by the program.
_RUNNING = frozenset(("sldNum", "dt", "ftr", "hdr", "sldImg"))
_TITLES = frozenset(("title", "ctrTitle"))
# ECMA-376, part 1, 20.1.10.61: the number and what is printed around it, `alphaLcParenBoth`.
_NUMBERING = re.compile(r"(arabic|alphaLc|alphaUc|romanLc|romanUc|ea1Chs|ea1Cht)(ParenBoth|ParenR|Period|Plain)")
_NUMBER_FORMATS = {
    "arabic": "decimal",
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
    "ea1Chs": "chineseCounting",
    "ea1Cht": "taiwaneseCounting",
}
_AROUND = {"ParenBoth": "({})", "ParenR": "{})", "Period": "{}.", "Plain": "{}"}


@dataclass
class _Slide:
    """An open slide: its archive, the names of its parts, and how many tables came before."""

    archive: Archive
    name: str
    relations: dict[str, tuple[str, str]]
    tables: int


def parse_slides(data: bytes, *, path: str = "") -> tuple[Block, ...]:
    """Return the blocks of a PPTX file: those of each slide, then those of its notes.

    Raises:
        ReadError: it is damaged, encrypted or unsafe.
    """
    archive = open_archive(data, path)
    presentation = archive.parse_part(_MAIN)
    if presentation is None:
        raise ReadError("is a PPTX without slides", code="file.damaged", path=path, advice="open it and save it again")
    relations = _relations(archive, _MAIN)
    blocks: list[Block] = []
    for entry in presentation.iter("{*}sldId"):
        name = relations.get(_relation_id(entry), ("", ""))[1]
        blocks += _read_slide(archive, name, tables=max((block.table for block in blocks), default=0))
    return tuple(blocks)


def _relations(archive: Archive, name: str) -> dict[str, tuple[str, str]]:
    """Return the last part of the type, and the name, of each part that a part refers to, by the id of the relation."""
    folder, base = posixpath.split(name)
    root = archive.parse_part(f"{folder}/_rels/{base}.rels")
    if root is None:
        return {}
    return {
        one.get("Id", ""): (
            one.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/"),
        )
        for one in root.iter("{*}Relationship")
        if one.get("TargetMode") != "External"
    }


def _relation_id(element: _Element, attribute: str = "id") -> str:
    return next((str(value) for name, value in element.items() if str(name).endswith(f"}}{attribute}")), "")


def _read_slide(archive: Archive, name: str, *, tables: int) -> list[Block]:
    root = archive.parse_part(name) if name else None
    tree = next(root.iter("{*}spTree"), None) if root is not None else None
    if tree is None:
        return []
    slide = _Slide(archive, name, _relations(archive, name), tables)
    notes = next((target for kind, target in slide.relations.values() if kind == "notesSlide"), "")
    return [*_read_shapes(tree, slide), *_read_notes(archive, notes)]


def _read_shapes(tree: _Element, slide: _Slide) -> Iterator[Block]:
    """Yield the blocks of the shapes in a tree, those of a group in its place; pictures have no text."""
    for shape in _shapes(tree):
        match shape.tag.rpartition("}")[2]:
            case "sp":
                yield from _read_shape(shape)
            case "graphicFrame":
                yield from _read_frame(shape, slide)


def _shapes(tree: _Element) -> Iterator[_Element]:
    """Yield the shapes of a tree in order, without recursion: groups may be nested as deep as a file likes."""
    stack = list(reversed(tree))
    while stack:
        shape = stack.pop()
        name = shape.tag.rpartition("}")[2]
        if name in ("grpSp", "AlternateContent", "Choice"):
            stack.extend(reversed(shape))
        else:
            yield shape


def _read_shape(shape: _Element) -> Iterator[Block]:
    kind = _placeholder(shape)
    if kind not in _RUNNING:
        is_title = kind in _TITLES
        yield from _read_paragraphs(shape, BlockKind.HEADING if is_title else BlockKind.TEXT)


def _placeholder(shape: _Element) -> str:
    found = next(shape.iter("{*}ph"), None)
    return "" if found is None else found.get("type", "body")


def _read_paragraphs(body: _Element, kind: BlockKind = BlockKind.TEXT) -> Iterator[Block]:
    counts: dict[tuple[int, str], int] = {}
    for paragraph in body.iter("{*}p"):
        if text := _text_of(paragraph):
            yield Block(text, kind, _label_of(paragraph, counts))


def _text_of(paragraph: _Element) -> str:
    """Return the words of a paragraph; a break inside it is one that the layout needs."""
    lines = [""]
    for piece in paragraph.iter("{*}t", "{*}br"):
        if piece.tag.endswith("}br"):
            lines.append("")
        elif "slidenum" not in (piece.getparent().get("type") or ""):  # type: ignore[union-attr]
            lines[-1] += piece.text or ""
    return squeeze_spaces(join_texts(filter(None, (clean_text(line).strip() for line in lines))))


def _label_of(paragraph: _Element, counts: dict[tuple[int, str], int]) -> str:
    """Return the automatic number before a paragraph, or an empty text; numbering restarts below another paragraph."""
    properties = paragraph.find("{*}pPr")
    level = whole_number(properties.get("lvl", "")) if properties is not None else 0
    numbered = properties.find("{*}buAutoNum") if properties is not None else None
    found = _NUMBERING.fullmatch(numbered.get("type", "")) if numbered is not None else None
    for deeper in [key for key in counts if key[0] > level or (key[0] == level and found is None)]:
        del counts[deeper]
    if numbered is None or found is None:
        return ""
    start = whole_number(numbered.get("startAt", ""), 1)
    key = level, found[0]
    counts[key] = counts.get(key, start - 1) + 1
    return _AROUND[found[2]].format(write_in_format(_NUMBER_FORMATS[found[1]], counts[key]))


def _read_frame(frame: _Element, slide: _Slide) -> Iterator[Block]:
    """Yield the rows of a table or the texts of a diagram; what is in charts is left out, as in every format."""
    for table in frame.iter("{*}tbl"):
        slide.tables += 1
        rows = [[_cell_text(cell) for cell in row.iterchildren("{*}tc")] for row in table.iterchildren("{*}tr")]
        yield from row_blocks(rows, slide.tables)
    for reference in frame.iter("{*}relIds"):
        _, name = slide.relations.get(_relation_id(reference, "dm"), ("", ""))
        data = slide.archive.parse_part(name) if name else None
        for point in data.iter("{*}pt") if data is not None else ():
            if point.get("type", "node") == "node":
                yield from _read_paragraphs(point)


def _cell_text(cell: _Element) -> str:
    texts: Sequence[str] = [_text_of(paragraph) for paragraph in cell.iter("{*}p")]
    return join_texts(filter(None, texts))


def _read_notes(archive: Archive, name: str) -> Iterator[Block]:
    root = archive.parse_part(name) if name else None
    for shape in root.iter("{*}sp") if root is not None else ():
        if _placeholder(shape) == "body":
            yield from _read_paragraphs(shape)
