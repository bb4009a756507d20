"""Text files: lines of any ending become blocks."""

from __future__ import annotations

from cdalign.reading.blocks import Block
from cdalign.reading.wrapping import join_lines, parse_lines
from cdalign.text import clean_text, squeeze_spaces


def parse_text(text: str) -> tuple[Block, ...]:
    """Give the paragraphs of a text, hard-wrapped or not."""
    joined = join_lines(parse_lines(clean_text(text)))
    return tuple(Block(squeeze_spaces(part.text), line=part.line) for part in joined)
