"""Elements of a tagged PDF become blocks: paragraphs, headings, rows of tables, and footnotes at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cdalign.patterns import compile_late
from cdalign.reading.blocks import Block, BlockKind
from cdalign.reading.elements import Element
from cdalign.reading.joining import collect_words, join_at_wrap
from cdalign.reading.ruled_lines import DrawnLine
from cdalign.reading.tagged_rows import Row, find_rows
from cdalign.text import clean_text, squeeze_spaces

# The dots that lead to a page number.
_LEADERS = compile_late(r"(?:\s*[.．…·]){4,}\s*(?=\d*$)")
_SHORT_LEADERS = re.compile(r"\s*[.．…·]{2,}\t(?=\d+$)")


def compose_blocks(
    elements: Sequence[Element], rules: Sequence[Sequence[DrawnLine]], text_size: float
) -> Iterator[Block]:
    """Yield the blocks of elements in order, footnotes last; `rules` are of each page, `text_size` is in points."""
    words = collect_words(line for element in elements for line in element.lines)
    body = [element for element in elements if not element.is_note]
    yield from _number_tables(find_rows(body, rules, text_size), words)
    for element in elements:
        if element.is_note:
            yield Block(_text_of(element, words), BlockKind.FOOTNOTE, element.mark)


def _number_tables(rows: Sequence[Row], words: frozenset[str]) -> Iterator[Block]:
    table = 0
    before: Row | None = None
    for row in rows:
        if row.is_row:
            table += not (before and before.is_row and before.table == row.table)
            texts = [_text_of(element, words) for element in row.elements]
            yield Block(_end_entry("\t".join(filter(None, texts))), BlockKind.ROW, table=table)
        else:
            yield from (_make_block(element, words) for element in row.elements)
        before = row


def _make_block(element: Element, words: frozenset[str]) -> Block:
    return Block(_text_of(element, words), BlockKind.HEADING if element.is_heading else BlockKind.TEXT)


def _text_of(element: Element, words: frozenset[str]) -> str:
    text, *lines = element.lines
    for line in lines:
        text = join_at_wrap(text, line, words)
    return squeeze_spaces(_LEADERS.sub(" ", clean_text(text)))


def _end_entry(row: str) -> str:
    """Return the row of a contents list without the dots that lead to the page number."""
    return _SHORT_LEADERS.sub("\t", row)
