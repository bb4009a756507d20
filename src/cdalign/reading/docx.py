"""DOCX (ECMA-376): paragraphs with their numbers, table rows, footnotes, masthead; tracked changes as accepted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cdalign.errors import ReadError
from cdalign.labels import parse_label
from cdalign.reading.archives import Archive, open_archive
from cdalign.reading.blocks import Block, BlockKind
from cdalign.reading.mastheads import field_names
from cdalign.reading.numbering import Counters
from cdalign.reading.word_headers import first_header
from cdalign.reading.word_notes import Note, find_notes
from cdalign.reading.word_styles import StyleSheet, read_lists, read_styles
from cdalign.reading.word_text import TextReader, one_line
from cdalign.reading.wordml import CONTAINERS, MC, W, attribute
from cdalign.text import join_texts, squeeze_spaces

if TYPE_CHECKING:
    from lxml.etree import _Element

# A label that was typed: only tabs before it, and a tab after it.
_TYPED_LABEL = re.compile(r"\s*([^\s\t](?:[^\n\t]{0,14}[^\s])?)\t\s*(?=\S)")
# A note on the masthead or the title, in a frame at the foot of the first page: its mark is typed.
_STARRED = re.compile(r"\s*(\*{1,3})\s+(?=\S)")
# Dots that lead to the page number of a contents list, where they were typed.
_LEADERS = re.compile(r"[ \t]*(?:[.．…·]\s?){4,}\s*(?=[\divxlc]+$)|\s*…+\s*(?=[\divxlc]+$)")


@dataclass
class _Context:
    """What reading one document needs at hand: styles, list counters, tables met so far, the reader of texts."""

    styles: StyleSheet
    counters: Counters
    texts: TextReader = field(default_factory=TextReader)
    tables: int = 0
    is_in_list: bool = False


def parse_docx(data: bytes, *, path: str = "") -> tuple[Block, ...]:
    """Return the blocks of a DOCX file; its masthead is first, its footnotes last, in the order of their anchors.

    Raises:
        ReadError: it is damaged, encrypted or unsafe.
    """
    archive = open_archive(data, path)
    root = archive.parse_part("word/document.xml")
    body = root.find(W + "body") if root is not None else None
    if root is None or body is None:
        raise ReadError(
            "is a DOCX without a text",
            code="file.damaged",
            path=path,
            advice="open it in a word processor and save it again",
        )
    context = _Context(read_styles(archive), Counters(read_lists(archive)))
    blocks = [block for block in _merge_blocks(_read_blocks(body, context)) if block.text]
    notes = [_read_note(note, context) for note in find_notes(archive, root, list(context.texts.anchors))]
    return (*_read_masthead(archive, root, context), *blocks, *(note for note in notes if note.text))


def _read_masthead(archive: Archive, root: _Element, context: _Context) -> tuple[Block, ...]:
    """Return the masthead, or parts of it, that the first page has as its header; a running head is not one."""
    header, is_alone = first_header(archive, root)
    read = _merge_blocks(_read_blocks(header, context)) if header is not None else ()
    pieces = [piece for block in read for piece in block.text.split("\t") if piece.strip()]
    names = {name for piece in pieces for name in field_names(piece)}
    is_masthead = names & {"distribution", "original_language"} or (is_alone and "symbol" in names)
    return tuple(Block(piece, BlockKind.MASTHEAD) for piece in pieces) if is_masthead else ()


def _read_blocks(container: _Element, context: _Context) -> Iterator[tuple[Block, bool]]:
    """Yield the blocks of a container in order, each with whether its paragraph mark was deleted."""
    for element in container:
        if element.tag == W + "p":
            yield from _read_paragraph(element, context)
        elif element.tag == W + "tbl":
            context.is_in_list = False
            yield from ((block, False) for block in _read_table(element, context))
        elif element.tag in CONTAINERS or element.tag in (MC + "AlternateContent", MC + "Choice"):
            yield from _read_blocks(element, context)


def _read_paragraph(paragraph: _Element, context: _Context) -> Iterator[tuple[Block, bool]]:
    properties = paragraph.find(W + "pPr")
    style = attribute(properties.find(W + "pStyle")) if properties is not None else ""
    was_in_contents = context.texts.is_in_contents
    written = context.texts.read(paragraph)
    # Word numbers empty paragraphs too, but a paragraph of a text box alone has no number that counts.
    label = context.styles.label_of(properties, style, context.counters) if written.strip() else ""
    mark_deleted = properties is not None and properties.find(f"{W}rPr/{W}del") is not None
    framed = _STARRED.match(written) if properties is not None and properties.find(W + "framePr") is not None else None
    if framed:
        yield Block(one_line(written[framed.end() :]), BlockKind.FOOTNOTE, framed[1]), mark_deleted
    elif was_in_contents or context.texts.is_in_contents or context.styles.is_contents(style):
        yield _contents_entry(written, label, context), mark_deleted
    else:
        kind = BlockKind.HEADING if context.styles.is_heading(properties, style) else BlockKind.TEXT
        context.is_in_list = context.is_in_list and not written.strip()
        yield _make_block(written, label, kind), mark_deleted
    for box in _text_boxes(paragraph):
        yield from _read_blocks(box, context)


def _make_block(written: str, label: str, kind: BlockKind) -> Block:
    """Return the block of a paragraph, its number apart: Word's own, or a typed one with a tab after it."""
    typed = _TYPED_LABEL.match(written) if not label else None
    found = parse_label(typed[1]) if typed else None
    if typed and found and not found[1]:
        return Block(one_line(written[typed.end() :]), kind, squeeze_spaces(typed[1]))
    return Block(one_line(written), kind, label)


def _contents_entry(written: str, label: str, context: _Context) -> Block:
    """Return an entry of a contents list as a row: number and title, then the numbers of paragraphs and pages."""
    text = _LEADERS.sub("\t", written.replace("\n", " "))
    cells = [squeeze_spaces(cell) for cell in text.split("\t")]
    cells = [cell for cell in cells if cell]
    if not cells or not re.search(r"[\divxlc]+$", cells[-1]) or len(cells) == 1:
        return _make_block(written, label, BlockKind.TEXT)
    found = parse_label(cells[0])
    if label:
        cells[0] = f"{label} {cells[0]}"
    elif found and not found[1] and len(cells) > 2:
        cells[:2] = [f"{cells[0]} {cells[1]}"]
    if not context.is_in_list:
        context.tables += 1
        context.is_in_list = True
    return Block("\t".join(cells), BlockKind.ROW, table=context.tables)


def _text_boxes(paragraph: _Element) -> Iterator[_Element]:
    """Yield the text boxes anchored in a paragraph, each once: a drawing has its old form as a fallback."""
    for box in paragraph.iter(W + "txbxContent"):
        ancestors = [one.tag for one in box.iterancestors()]
        if MC + "Fallback" not in ancestors and W + "txbxContent" not in ancestors[: ancestors.index(W + "p") + 1]:
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


def _read_table(table: _Element, context: _Context) -> Iterator[Block]:
    rows = [_read_row(row, context) for row in _children(table, "tr")]
    if not any(_has_cells(row) for row in rows):
        # A frame around paragraphs, not a table.
        for row in rows:
            yield from row.blocks if isinstance(row, _TableNotes) else (block for cell in row.cells for block in cell)
        return
    context.tables += 1
    number = context.tables
    for row in rows:
        if isinstance(row, _TableNotes):
            yield from row.blocks
            continue
        # Paragraphs of a cell are told apart like cells: each is a text of its own.
        texts = [_with_label(block) for cell in row.cells for block in cell]
        yield Block("\t".join(filter(None, texts)), BlockKind.ROW, table=number, is_shared=row.is_shared)


def _has_cells(row: _TableRow | _TableNotes) -> bool:
    """Return whether more than one cell of a row has a text."""
    return not isinstance(row, _TableNotes) and sum(any(block.text for block in cell) for cell in row.cells) > 1


@dataclass(frozen=True, slots=True)
class _TableNotes:
    """The last rows of a table where they hold its notes: paragraphs that begin with a raised mark."""

    blocks: list[Block]


@dataclass(frozen=True, slots=True)
class _TableRow:
    """A row: the blocks of each cell, and whether a cell of the row above reaches into it (vMerge)."""

    cells: list[list[Block]]
    is_shared: bool


def _read_row(row: _Element, context: _Context) -> _TableRow | _TableNotes:
    before = context.texts.table_notes
    cells = [list(_merge_blocks(_read_blocks(cell, context))) for cell in _children(row, "tc")]
    blocks = [block for block in cells[0] if block.text] if len(cells) == 1 else []
    is_notes = bool(blocks) and context.texts.table_notes - before == len(blocks)
    merges = (merge for cell in _children(row, "tc") for merge in cell.iterfind(f"{W}tcPr/{W}vMerge"))
    is_shared = any(attribute(merge, "val") in ("", "continue") for merge in merges)
    return _TableNotes(blocks) if is_notes else _TableRow(cells, is_shared)


def _with_label(block: Block) -> str:
    return f"{block.label} {block.text}" if block.label and block.text else block.text


def _children(element: _Element, name: str) -> Iterator[_Element]:
    for child in element:
        if child.tag == W + name:
            yield child
        elif child.tag in CONTAINERS:
            yield from _children(child, name)


def _read_note(note: Note, context: _Context) -> Block:
    texts = [_with_label(block) for block, _ in _read_blocks(note.element, context)]
    text = join_texts(filter(None, texts))
    # A mark of its own occurs in the note as text.
    return Block(
        text.removeprefix(note.mark).lstrip() if not note.mark.isalnum() else text, BlockKind.FOOTNOTE, note.mark
    )
