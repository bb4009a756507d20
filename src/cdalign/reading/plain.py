"""Text files: lines of any ending become blocks. Heads, feet and page numbers are left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cdalign.messages import say_either
from cdalign.reading.blocks import Block, BlockKind
from cdalign.reading.lines import Line, parse_lines
from cdalign.reading.notes import drop_anchors, take_notes
from cdalign.reading.page_breaks import find_page_breaks
from cdalign.reading.page_lines import PageLine, drop_running_lines
from cdalign.reading.text_layouts import measure_layout
from cdalign.reading.wrapping import join_lines
from cdalign.text import clean_text, squeeze_spaces

# Two pages show no rule yet: what occurs on both may be text.
_FEWEST_PAGES = 3
_JOB_NUMBER = re.compile(r"GE\.\d{2}-\d{5}\b.{0,30}|\d{2}-\d{5} \([ACEFRS]\)(\s+\d{1,6})*|\*\d{7}\*")
# Lines of signs alone: rules between parts, as typed.
_RULE_LINE = re.compile(r"[-_=*~·—―\s]{3,}")
_LINES_APART = 100.0


def parse_text(text: str) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Return the paragraphs of a text, hard-wrapped or not, and warnings."""
    lines = parse_lines(clean_text(text))
    body, notes = take_notes(lines, measure_layout(lines))
    kept = _drop_running(body)
    marks = [note.mark for note in notes]
    blocks = (
        *(Block(squeeze_spaces(drop_anchors(part.text, marks)), line=part.line) for part in join_lines(kept)),
        *(Block(squeeze_spaces(note.text), BlockKind.FOOTNOTE, note.mark, note.line) for note in notes),
    )
    dropped = len(body) - len(kept)
    if not dropped:
        return blocks, ()
    said = say_either(
        "{count} line that is not part of the text left out (heads, feet, job numbers, rules)",
        "{count} lines that are not part of the text left out (heads, feet, job numbers, rules)",
        dropped,
    )
    return blocks, (said,)


def _drop_running(lines: Sequence[Line]) -> tuple[Line, ...]:
    running = _find_running(lines)
    kept: list[Line] = []
    is_new_page = False
    for index, line in enumerate(lines):
        if index in running:
            is_new_page = True
            continue
        follows = line.follows_page_break or (is_new_page and bool(kept))
        kept.append(line._replace(follows_page_break=follows))
        is_new_page = False
    return tuple(kept)


def _find_running(lines: Sequence[Line]) -> set[int]:
    """Return the places of the lines that are not text."""
    signs = {index for index, line in enumerate(lines) if _RULE_LINE.fullmatch(line.text)}
    jobs = {index for index, line in enumerate(lines) if _JOB_NUMBER.fullmatch(line.text)}
    known = signs | jobs | find_page_breaks(lines)
    starts = [0, *(index for index, line in enumerate(lines) if line.follows_page_break and index), len(lines)]
    if len(starts) <= _FEWEST_PAGES:
        return known
    pages = [
        tuple(_as_page_line(lines, index, start, stop) for index in range(start, stop))
        for start, stop in pairwise(starts)
    ]
    kept = {int(line.size) for page in drop_running_lines(pages)[0] for line in page}
    return known | (set(range(len(lines))) - kept)


def _as_page_line(lines: Sequence[Line], index: int, start: int, stop: int) -> PageLine:
    """Return a line its height on the page, counted from the nearer edge; its size says which line it is."""
    from_top, from_foot = index - start, stop - 1 - index
    height = from_foot * _LINES_APART if from_foot < from_top else -(from_top + 1) * _LINES_APART
    return PageLine(lines[index].text, height, size=float(index))
