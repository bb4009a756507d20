"""DOCX (ECMA-376): paragraphs with their automatic numbers, table rows, footnotes; tracked changes as accepted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cdalign.errors import ReadError
from cdalign.numerals import write_roman
from cdalign.reading.archives import Archive, open_archive
from cdalign.reading.blocks import Block, BlockKind
from cdalign.reading.numbering import Counters, ListLevel, NumberedList, W
from cdalign.text import clean_text, join_texts, squeeze_spaces

if TYPE_CHECKING:
    from lxml.etree import _Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
# Heading styles by id or name: Word's own, and those of Geneva (H1, HCh, H23, H4, with or without _G).
_HEADING_STYLE = re.compile(r"(heading\s*\d|h\d{1,2}|hch|title|subtitle|标题\s*\d?)[_\s]*g?", re.IGNORECASE)
# What is not part of the text once all changes are accepted, or that stands in it twice.
_LEFT_OUT = frozenset({W + "del", W + "moveFrom", W + "rt", W + "instrText", W + "delText", _MC + "Fallback"})
_CONTAINERS = frozenset({W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"})
_CHARACTERS = {W + "tab": " ", W + "noBreakHyphen": "-", W + "br": "\n", W + "cr": "\n", W + "ptab": " "}
_DEEPEST_STYLE = 20


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str
    list_id: str
    level: str
    outline: str


@dataclass
class _Context:
    """What reading one document needs at hand: styles, list counters, tables and footnotes met so far."""

    styles: Mapping[str, _Style]
    counters: Counters
    tables: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)


def parse_docx(data: bytes, *, path: str = "") -> tuple[Block, ...]:
    """Give the blocks of a DOCX file; its footnotes stand at the end, in the order of their anchors.

    Raises:
        ReadError: it is damaged, encrypted or unsafe.
    """
    archive = open_archive(data, path)
    root = archive.parse_part("word/document.xml")
    body = root.find(W + "body") if root is not None else None
    if body is None:
        raise ReadError("is a DOCX without a text", path=path, advice="open it in a word processor and save it again")
    context = _Context(_read_styles(archive), Counters(_read_lists(archive)))
    blocks = [*_merge_blocks(_read_blocks(body, context)), *_read_notes(archive, context)]
    return tuple(block for block in blocks if block.text)


def _attribute(element: _Element | None, name: str = "val") -> str:
    return element.get(W + name, "") if element is not None else ""


def _read_styles(archive: Archive) -> dict[str, _Style]:
    root = archive.parse_part("word/styles.xml")
    styles = {}
    for style in root.iterfind(W + "style") if root is not None else ():
        numbering = style.find(f"{W}pPr/{W}numPr")
        styles[_attribute(style, "styleId")] = _Style(
            name=_attribute(style.find(W + "name")),
            based_on=_attribute(style.find(W + "basedOn")),
            list_id=_attribute(numbering.find(W + "numId")) if numbering is not None else "",
            level=_attribute(numbering.find(W + "ilvl")) if numbering is not None else "",
            outline=_attribute(style.find(f"{W}pPr/{W}outlineLvl")),
        )
    return styles


def _read_lists(archive: Archive) -> dict[str, NumberedList]:
    root = archive.parse_part("word/numbering.xml")
    if root is None:
        return {}
    definitions = {_attribute(one, "abstractNumId"): _read_levels(one) for one in root.iterfind(W + "abstractNum")}
    lists = {}
    for one in root.iterfind(W + "num"):
        definition = _attribute(one.find(W + "abstractNumId"))
        overrides = list(one.iterfind(W + "lvlOverride"))
        starts = {
            _number(_attribute(override, "ilvl")): _number(_attribute(override.find(W + "startOverride")), 1)
            for override in overrides
            if override.find(W + "startOverride") is not None
        }
        levels = {**definitions.get(definition, {})}
        for override in overrides:
            levels |= _read_levels(override)
        lists[_attribute(one, "numId")] = NumberedList(definition, starts, levels)
    return lists


def _read_levels(element: _Element) -> dict[int, ListLevel]:
    levels = {}
    for one in element.iterfind(W + "lvl"):
        restart = one.find(W + "lvlRestart")
        levels[_number(_attribute(one, "ilvl"))] = ListLevel(
            number_format=_attribute(one.find(W + "numFmt")) or "decimal",
            text=_attribute(one.find(W + "lvlText")),
            start=_number(_attribute(one.find(W + "start")), 1),
            style=_attribute(one.find(W + "pStyle")),
            restarts_after=_number(_attribute(restart)) if restart is not None else None,
        )
    return levels


def _number(written: str, default: int = 0) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else default


def _read_blocks(container: _Element, context: _Context) -> Iterator[tuple[Block, bool]]:
    """Give the blocks of a container in order, each with whether its paragraph mark was deleted."""
    for element in container:
        if element.tag == W + "p":
            yield from _read_paragraph(element, context)
        elif element.tag == W + "tbl":
            yield from ((block, False) for block in _read_table(element, context))
        elif element.tag in _CONTAINERS or element.tag in (_MC + "AlternateContent", _MC + "Choice"):
            yield from _read_blocks(element, context)


def _read_paragraph(paragraph: _Element, context: _Context) -> Iterator[tuple[Block, bool]]:
    properties = paragraph.find(W + "pPr")
    style = _attribute(properties.find(W + "pStyle")) if properties is not None else ""
    text = _read_text(paragraph, context)
    # Word numbers empty paragraphs too, but a paragraph of a text box alone bears no number that counts.
    label = _label_of(properties, style, context) if text else ""
    mark_deleted = properties is not None and properties.find(f"{W}rPr/{W}del") is not None
    kind = BlockKind.HEADING if _is_heading(properties, style, context.styles) else BlockKind.TEXT
    yield Block(text, kind, label), mark_deleted
    for box in _text_boxes(paragraph):
        yield from _read_blocks(box, context)


def _text_boxes(paragraph: _Element) -> Iterator[_Element]:
    """Give the text boxes anchored in a paragraph, each once: a drawing has its old form as a fallback."""
    for box in paragraph.iter(W + "txbxContent"):
        ancestors = [one.tag for one in box.iterancestors()]
        if _MC + "Fallback" not in ancestors and W + "txbxContent" not in ancestors[: ancestors.index(W + "p") + 1]:
            yield box


def _merge_blocks(read: Iterable[tuple[Block, bool]]) -> Iterator[Block]:
    """Join a paragraph to the next one where the mark between them was deleted."""
    pending: Block | None = None
    for block, mark_deleted in read:
        merged = block
        if pending is not None:
            merged = Block(join_texts((pending.text, block.text)), pending.kind, pending.label or block.label)
        pending = merged if mark_deleted else None
        if pending is None:
            yield merged
    if pending is not None:
        yield pending


def _read_text(paragraph: _Element, context: _Context) -> str:
    """Give the text of a paragraph without its text boxes, and note the footnotes anchored in it."""
    pieces: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag in _LEFT_OUT or tag in (W + "pPr", W + "txbxContent") or _is_hidden(element):
            continue
        if tag in (W + "t", _MATH_TEXT):
            pieces.append(element.text or "")
        elif tag in _CHARACTERS:
            pieces.append(_CHARACTERS[tag])
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            context.notes.append((tag[len(W) :].removesuffix("Reference"), _attribute(element, "id")))
        else:
            stack.extend(reversed(element))
    lines = clean_text("".join(pieces)).split("\n")
    return join_texts(filter(None, map(squeeze_spaces, lines)))


def _is_hidden(element: _Element) -> bool:
    if element.tag != W + "r":
        return False
    hidden = element.find(f"{W}rPr/{W}vanish")
    return hidden is not None and _attribute(hidden) not in ("0", "false", "off")


def _style_chain(style: str, styles: Mapping[str, _Style]) -> Iterator[tuple[str, _Style]]:
    for _ in range(_DEEPEST_STYLE):
        if style not in styles:
            return
        yield style, styles[style]
        style = styles[style].based_on


def _is_heading(properties: _Element | None, style: str, styles: Mapping[str, _Style]) -> bool:
    if properties is not None and properties.find(W + "outlineLvl") is not None:
        return _number(_attribute(properties.find(W + "outlineLvl")), 9) < 9
    for name, one in _style_chain(style, styles):
        if _HEADING_STYLE.fullmatch(name) or _HEADING_STYLE.fullmatch(one.name) or 0 <= _number(one.outline, 9) < 9:
            return True
    return _HEADING_STYLE.fullmatch(style) is not None


def _label_of(properties: _Element | None, style: str, context: _Context) -> str:
    numbering = properties.find(W + "numPr") if properties is not None else None
    list_id = _attribute(numbering.find(W + "numId")) if numbering is not None else ""
    level = _attribute(numbering.find(W + "ilvl")) if numbering is not None else ""
    bearer = ""
    for name, one in _style_chain(style, context.styles):
        if list_id:
            break
        list_id, level, bearer = one.list_id, level or one.level, name
    if not list_id or list_id == "0":
        return ""
    known = _number(level) if level else context.counters.level_of_style(list_id, bearer or style)
    return context.counters.next_label(list_id, known).strip()


def _read_table(table: _Element, context: _Context) -> Iterator[Block]:
    rows = [_read_row(row, context) for row in _children(table, "tr")]
    if len(rows) == 1 and len(rows[0]) == 1:
        # A frame around paragraphs, not a table.
        yield from rows[0][0]
        return
    context.tables += 1
    number = context.tables
    for row in rows:
        # Paragraphs of a cell are told apart like cells: each is a text of its own.
        texts = [_with_label(block) for cell in row for block in cell]
        yield Block("\t".join(filter(None, texts)), BlockKind.ROW, table=number)


def _read_row(row: _Element, context: _Context) -> list[list[Block]]:
    return [list(_merge_blocks(_read_blocks(cell, context))) for cell in _children(row, "tc")]


def _with_label(block: Block) -> str:
    return f"{block.label} {block.text}" if block.label and block.text else block.text


def _children(element: _Element, name: str) -> Iterator[_Element]:
    for child in element:
        if child.tag == W + name:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _children(child, name)


def _read_notes(archive: Archive, context: _Context) -> Iterator[Block]:
    """Give the notes in the order of their anchors; footnotes count 1, 2, 3 and endnotes i, ii, iii, as Word does."""
    counts = {"footnote": 0, "endnote": 0}
    notes = {kind: _notes_by_id(archive, kind) for kind in counts if any(one == kind for one, _ in context.notes)}
    for kind, name in list(context.notes):
        note = notes[kind].get(name)
        if note is None:
            continue
        counts[kind] += 1
        mark = str(counts[kind]) if kind == "footnote" else write_roman(counts[kind]).lower()
        texts = [block.text for block, _ in _read_blocks(note, context)]
        yield Block(join_texts(filter(None, texts)), BlockKind.FOOTNOTE, mark)


def _notes_by_id(archive: Archive, kind: str) -> dict[str, _Element]:
    root = archive.parse_part(f"word/{kind}s.xml")
    found = root.iterfind(W + kind) if root is not None else ()
    return {_attribute(note, "id"): note for note in found if _attribute(note, "type") in ("", "normal")}
