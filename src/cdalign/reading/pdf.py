"""PDF, by PDFium: lines with their place and size become paragraphs, rows and footnotes.

Of six readers measured, PDFium is the quickest, keeps the order and leaves numbers in their line.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from cdalign.collector import collector_at_rest
from cdalign.errors import MissingExtraError, ReadError
from cdalign.messages import say, say_either
from cdalign.reading import elements
from cdalign.reading.blocks import Block, BlockKind
from cdalign.reading.charts import drop_labels
from cdalign.reading.composing import compose_blocks
from cdalign.reading.drawings import read_drawings
from cdalign.reading.glyphs import Glyphs
from cdalign.reading.joining import collect_words, join_at_wrap
from cdalign.reading.notes import drop_anchors
from cdalign.reading.page_columns import arrange_columns, continue_columns, find_edges, stand_beside
from cdalign.reading.page_lines import (
    Page,
    PageLine,
    PageNote,
    Setting,
    drop_imprint,
    drop_running_lines,
    part_columns,
    size_of_text,
    take_notes,
    usual_distance,
)
from cdalign.reading.page_rows import complete_rows
from cdalign.reading.paragraphs import find_entry, join_columns
from cdalign.reading.pieces import read_pieces
from cdalign.reading.ruled_lines import DrawnLine, find_rules
from cdalign.reading.tagged import read_tagged_pieces
from cdalign.reading.tags import TagReader, is_tagged
from cdalign.text import clean_text, display_width, squeeze_spaces

if TYPE_CHECKING:
    import pypdfium2

# The longest UN documents have some 1,500 pages.
_MOST_PAGES = 5_000
# Pages of text take a few thousandths of a second, maps and drawings up to a second or two.
_SECONDS_TO_BEGIN, _SECONDS_A_PAGE = 20.0, 1.0
# Fewer characters a page than these come from a stamp or a page number, not from text.
_FEWEST_CHARACTERS = 15
_SHOWN_PAGES = 10


class Sheet(NamedTuple):
    """A page as it was read: its lines, the rules that are drawn on it, how many lines of charts were left out."""

    lines: Page
    rules: tuple[DrawnLine, ...] = ()
    labels: int = 0


def parse_pdf(data: bytes, *, path: str = "") -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Return the blocks of a PDF file, and warnings; its footnotes occur at the end.

    Raises:
        ReadError: it is damaged, needs a password, has too many pages, or has no text but pictures of it.
        MissingExtraError: pypdfium2 is not installed.
    """
    with collector_at_rest():
        return _parse_sheets(_read_sheets(data, path), path)


def _parse_sheets(sheets: Sequence[Sheet], path: str) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    pages = [sheet.lines for sheet in sheets]
    empty = [number for number, page in enumerate(pages, start=1) if not page]
    if sum(display_width(line.text) for page in pages for line in page) < _FEWEST_CHARACTERS * max(
        1, len(pages) - len(empty)
    ):
        raise ReadError(
            "has no text layer: its pages are pictures",
            code="file.pictures",
            path=path,
            advice="run OCR on it first, or ask for the DOCX",
        )
    if any(line.tag for page in pages for line in page):
        kept, dropped = elements.drop_furniture(pages)
        rules = [sheet.rules for sheet in sheets]
        labels = sum(sheet.labels for sheet in sheets)
        found, text_size = elements.gather_elements(kept), size_of_text(kept)
        elements.mark_notes(found, text_size)
        blocks = tuple(compose_blocks(found, rules, text_size))
        return blocks, _warn(empty, dropped, labels)
    placed, dropped = _read_by_place(pages)
    return tuple(_without_anchors(placed)), _warn(empty, dropped)


def _warn(empty: Sequence[int], dropped: int, labels: int = 0) -> tuple[str, ...]:
    warnings = []
    if empty:
        shown = ", ".join(map(str, empty[:_SHOWN_PAGES])) + (" …" if len(empty) > _SHOWN_PAGES else "")
        warnings.append(say("no text on page {shown}", shown=shown))
    if dropped:
        warnings.append(
            say_either(
                "{count} running line left out (heads, feet, page and job numbers)",
                "{count} running lines left out (heads, feet, page and job numbers)",
                dropped,
            )
        )
    if labels:
        warnings.append(say_either("{count} line of charts left out", "{count} lines of charts left out", labels))
    return tuple(warnings)


def _read_by_place(pages: Sequence[Page]) -> tuple[list[Block], int]:
    """Return the blocks of pages without tags, and how many running lines were left out."""
    pitch = usual_distance(pages)
    whole, dropped = drop_running_lines(pages, pitch)
    kept = [arrange_columns(page) if stand_beside(page) else page for page in map(drop_imprint, whole)]
    text_size = size_of_text(kept)
    notes: list[PageNote] = []
    columns = []
    for page in continue_columns(kept):
        for column in part_columns(page):
            body, found = take_notes(column, text_size, pitch)
            columns.append(body)
            notes += found
    return [*_make_blocks(join_columns(complete_rows(columns), pitch, text_size)), *_make_notes(notes)], dropped


def _without_anchors(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks without the marks of footnotes that were not raised: `the report 4/ and`."""
    marks = {block.label for block in blocks if block.kind is BlockKind.FOOTNOTE}
    for block in blocks:
        yield replace(block, text=drop_anchors(block.text, marks)) if marks and "/" in block.text else block


def _make_blocks(lines: Iterable[PageLine]) -> Iterator[Block]:
    """Yield the paragraphs and the rows in order; rows that follow each other are of one table."""
    for table, (is_row, together) in enumerate(groupby(lines, key=lambda line: line.setting is Setting.ROW), start=1):
        if is_row:
            yield from _make_rows(list(together), table)
            continue
        for line in together:
            yield _make_block(squeeze_spaces(clean_text(line.text)), table)


def _make_block(text: str, table: int) -> Block:
    """Return the block of a paragraph; an entry of a contents list is a row of its title and its page number."""
    entry = find_entry(text)
    return Block(f"{text[: entry.start()]}\t{entry[1]}", BlockKind.ROW, table=table) if entry else Block(text)


def _make_rows(lines: Sequence[PageLine], table: int) -> Iterator[Block]:
    """Yield the rows of a table; its head, which occurs again where it continues over a page, is left out."""
    for index, line in enumerate(lines):
        if index and line.text == lines[0].text and line.height > lines[index - 1].height:
            continue
        cells = map(squeeze_spaces, clean_text(line.text).split("\t"))
        yield Block("\t".join(cells), BlockKind.ROW, table=table)


def _make_notes(notes: Sequence[PageNote]) -> Iterator[Block]:
    for note in notes:
        words = collect_words(note.lines)
        text = ""
        for line in note.lines:
            text = join_at_wrap(text, line.strip(), words) if text else line.strip()
        yield Block(squeeze_spaces(clean_text(text)), BlockKind.FOOTNOTE, note.mark)


def _read_sheets(data: bytes, path: str) -> list[Sheet]:
    try:
        import pypdfium2
    except ImportError as error:
        raise MissingExtraError(
            "reading PDF needs pypdfium2", path=path, advice="python -m pip install --upgrade cdalign"
        ) from error
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refuse(error, path) from error
    try:
        if len(document) > _MOST_PAGES:
            raise ReadError(
                say("has {count} pages; {most_pages} are read", count=len(document), most_pages=_MOST_PAGES),
                code="file.large",
                path=path,
                advice="split it into parts",
            )
        return _read_document(document, path)
    except pypdfium2.PdfiumError as error:
        raise _refuse(error, path) from error
    finally:
        document.close()


def _read_document(document: pypdfium2.PdfDocument, path: str) -> list[Sheet]:
    """Return the pages: with tags, where the file has such as can be trusted."""
    if is_tagged(document):
        sheets = list(_read_each_page(document, path, TagReader()))
        if elements.are_trustworthy([sheet.lines for sheet in sheets]):
            return sheets
    return list(_read_each_page(document, path, None))


def _read_each_page(document: pypdfium2.PdfDocument, path: str, tags: TagReader | None) -> Iterator[Sheet]:
    """Yield the pages in order, and stop where they take longer than any text does: a bound on files made to hang."""
    started = time.monotonic()
    for index in range(len(document)):
        yield _read_page(document, index, tags)
        spent = time.monotonic() - started
        if spent > _SECONDS_TO_BEGIN + _SECONDS_A_PAGE * (index + 1):
            raise ReadError(
                say(
                    "takes too long to read ({spent:.0f} seconds for {index} of {count} pages)",
                    spent=spent,
                    index=index + 1,
                    count=len(document),
                ),
                code="file.large",
                path=path,
                advice="print it to a new PDF, or ask for the DOCX",
            )


def _refuse(error: Exception, path: str) -> ReadError:
    if "password" in str(error).lower() or "security" in str(error).lower():
        return ReadError(
            "is protected by a password", code="file.password", path=path, advice="save a copy without the password"
        )
    return ReadError(
        say("is a PDF that is damaged or cut off ({error})", error=error),
        code="file.damaged",
        path=path,
        advice="get it again from where it came",
    )


def _read_page(document: pypdfium2.PdfDocument, index: int, tags: TagReader | None) -> Sheet:
    page = document[index]
    try:
        words = page.get_textpage()
        try:
            glyphs = Glyphs(words)
            if tags and glyphs.is_placed:
                return _read_tagged(glyphs, page, tags)
            pieces = read_pieces(glyphs)
            edges = find_edges(pieces) if stand_beside(pieces) else ()
            return Sheet(read_pieces(glyphs, edges) if edges else pieces)
        finally:
            words.close()
    finally:
        page.close()


def _read_tagged(glyphs: Glyphs, page: pypdfium2.PdfPage, tags: TagReader) -> Sheet:
    pieces = read_tagged_pieces(glyphs, page, tags)
    drawings = list(read_drawings(page))
    kept = drop_labels(pieces, drawings, tags.figures)
    return Sheet(kept, find_rules(drawings), len(pieces) - len(kept))
