"""Pages of a tagged PDF: their letters become pieces of paragraphs by what the structure tree says about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from cdalign.reading.glyphs import Glyphs
from cdalign.reading.page_lines import PageLine
from cdalign.reading.pieces import LINE, are_level, join_pieces, read_piece, tidy_piece
from cdalign.reading.tags import Tag, TagReader

if TYPE_CHECKING:
    import pypdfium2

_Tags = Mapping[int, Tag]


def read_tagged_pieces(glyphs: Glyphs, page: pypdfium2.PdfPage, reader: TagReader) -> tuple[PageLine, ...]:
    """Return the pieces of a page's lines in the order of the file, each with its tag.

    What no element of the tree holds, as heads and feet of pages, has no tag.
    """
    lines = list(LINE.finditer(glyphs.text))
    ends = [(glyphs.content(line.start(1)), glyphs.content(_last_letter(line))) for line in lines]
    known = {content for both in ends for content in both if content is not None and content >= 0}
    tags = reader.read_page(page, known)
    pieces = (
        tidy_piece(read_piece(glyphs, text, start)._replace(tag=tag))
        for line, both in zip(lines, ends, strict=True)
        for text, start, tag in _part_line(glyphs, line, both, tags)
    )
    return tuple(_merge_level(pieces))


def _last_letter(line: re.Match[str]) -> int:
    return line.start(1) + len(line[1].rstrip()) - 1


def _part_line(
    glyphs: Glyphs, line: re.Match[str], ends: tuple[int | None, int | None], tags: _Tags
) -> Iterator[tuple[str, int, Tag | None]]:
    """Yield the parts of a line that belong to one element each: the text, the place of its first letter, the tag."""
    first, last = (tags.get(content) if content is not None else None for content in ends)
    if first == last:
        yield line[1], line.start(1), first
        return
    start = line.start(1)
    for tag, letters in groupby(_tag_letters(glyphs, line, tags), key=lambda letter: letter[1]):
        text = "".join(letter for letter, _ in letters)
        if text.strip():
            indent = len(text) - len(text.lstrip())
            yield text[indent:], start + indent, tag
        start += len(text)


def _tag_letters(glyphs: Glyphs, line: re.Match[str], tags: _Tags) -> Iterator[tuple[str, Tag | None]]:
    """Yield the letters of a line with their tags; what PDFium put in goes with the letter before it."""
    tag: Tag | None = None
    for index, letter in enumerate(line[1], start=line.start(1)):
        content = glyphs.content(index)
        tag = tag if content is None else tags.get(content)
        yield letter, tag


def _merge_level(pieces: Iterable[PageLine]) -> Iterator[PageLine]:
    """Join what occurs on one line in one element: PDFium begins a new line after a raised mark or a wide gap."""
    pending: PageLine | None = None
    for one in pieces:
        if pending and pending.tag and pending.tag == one.tag and are_level(pending, one):
            pending = join_pieces(pending, one)
            continue
        if pending and pending.text.strip():
            yield pending
        pending = one
    if pending and pending.text.strip():
        yield pending
