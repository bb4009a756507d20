"""OpenDocument spreadsheets and presentations (ODF 1.3, part 3): rows of cells, and the pages of slides in order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING

from cdalign.errors import ReadError
from cdalign.numerals import whole_number
from cdalign.reading.archives import open_archive
from cdalign.reading.blocks import Block, BlockKind, row_blocks
from cdalign.text import clean_text, join_texts, squeeze_spaces

if TYPE_CHECKING:
    from lxml.etree import _Element

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_PRESENTATION = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"
# What is shown and no part of the text: readings of ruby, notes, remarks, numbers of pages, deleted words.
_UNREAD = frozenset(
    (
        f"{_TEXT}ruby-text",
        f"{_TEXT}note",
        f"{_OFFICE}annotation",
        f"{_TEXT}page-number",
        f"{_TEXT}tracked-changes",
        f"{_OFFICE}forms",
        f"{_TABLE}shapes",
    )
)
_RUNNING = frozenset(("header", "footer", "date-time", "page-number"))
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
# A sheet may repeat one empty cell or row a million times, to fill the page.
_MOST_REPEATED = 100


def parse_opendocument(data: bytes, *, path: str = "") -> tuple[Block, ...]:
    """Return the blocks of a spreadsheet or a presentation.

    Raises:
        ReadError: it is damaged, encrypted or unsafe.
    """
    root = open_archive(data, path).parse_part("content.xml")
    body = root.find(f"{_OFFICE}body") if root is not None else None
    if body is None:
        raise ReadError(
            "is an OpenDocument file without a text", code="file.damaged", path=path, advice="open it and save it again"
        )
    numbers = count(1)
    sheets = (sheet for book in body.iter(f"{_OFFICE}spreadsheet") for sheet in book.iterchildren(f"{_TABLE}table"))
    blocks = [block for sheet in sheets for block in row_blocks(_rows(sheet), next(numbers))]
    for page in body.iter(f"{_DRAW}page"):
        blocks += _read_page(page, numbers)
    return tuple(blocks)


def _rows(table: _Element) -> list[list[str]]:
    """Return the texts of the cells of a table, row by row; a table inside a cell is part of its text."""
    rows = []
    for row in table.iter(f"{_TABLE}table-row"):
        if next(row.iterancestors(f"{_TABLE}table"), None) is table:
            cells = [text for cell in row.iterchildren(f"{_TABLE}table-cell") for text in _cell_texts(cell)]
            rows += [cells] * (_times(row, "number-rows-repeated") if any(cells) else 1)
    return rows


def _cell_texts(cell: _Element) -> list[str]:
    paragraphs = (one for one in cell.iter(*_PARAGRAPHS) if not any(up.tag in _UNREAD for up in one.iterancestors()))
    text = join_texts(filter(None, map(_text_of, paragraphs)))
    return [text] * (_times(cell, "number-columns-repeated") if text else 1)


def _times(element: _Element, name: str) -> int:
    return min(whole_number(element.get(_TABLE + name, ""), 1), _MOST_REPEATED)


def _read_page(page: _Element, numbers: Iterator[int]) -> Iterator[Block]:
    """Yield the blocks of a slide, in the order of its shapes, and of the notes, which are its last shape."""
    stack = list(reversed(page))
    while stack:
        element = stack.pop()
        if element.tag == f"{_TABLE}table":
            yield from row_blocks(_rows(element), next(numbers))
        elif element.tag in _PARAGRAPHS:
            is_title = _class_of(element) == "title" or element.tag == f"{_TEXT}h"
            if text := _text_of(element):
                yield Block(text, BlockKind.HEADING if is_title else BlockKind.TEXT)
        elif element.tag not in _UNREAD and element.get(f"{_PRESENTATION}class") not in _RUNNING:
            stack.extend(reversed(element))


def _class_of(paragraph: _Element) -> str:
    """Return what the frame around a paragraph is: title, outline, notes …, or an empty text."""
    frame = next(paragraph.iterancestors(f"{_DRAW}frame"), None)
    return "" if frame is None else frame.get(f"{_PRESENTATION}class", "")


def _text_of(paragraph: _Element) -> str:
    """Return the words of a paragraph; a break inside it is one that the layout needs."""
    from lxml import etree

    lines, unread = [""], 0
    for event, element in etree.iterwalk(paragraph, events=("start", "end")):
        unread += element.tag in _UNREAD and (1 if event == "start" else -1)
        if unread:
            continue
        if event == "end":
            lines[-1] += (element.tail or "") if element is not paragraph else ""
        elif element.tag == f"{_TEXT}line-break":
            lines.append("")
        else:
            lines[-1] += " " if element.tag in (f"{_TEXT}s", f"{_TEXT}tab") else element.text or ""
    return squeeze_spaces(join_texts(filter(None, (clean_text(line).strip() for line in lines))))
