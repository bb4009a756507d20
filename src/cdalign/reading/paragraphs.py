"""Lines of pages become paragraphs, by place: the space above a line, where it begins, where the one before ends.

A line that was wrapped leaves no room for the first word of the next one. Where the text of a page ends, the same
is asked of the first line of the next page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cdalign.labels import HEADING_KINDS, PARAGRAPH_KINDS, SUB_KINDS, parse_label, parse_marker
from cdalign.reading.joining import collect_words, join_at_wrap
from cdalign.reading.lines import ends_finished, first_token
from cdalign.reading.mastheads import belongs_to_masthead
from cdalign.reading.page_lines import Page, PageLine, Setting
from cdalign.text import contains_han, display_width

# The distance of lines in a paragraph, at most, as a multiple of what is usual for lines of their size.
_WIDEST = 1.3
# Sizes of letters in one paragraph differ by less than this share.
_SAME_SIZE = 0.06
# In sizes of its letters: edges nearer than this are one; a space between words.
_SAME_EDGE, _SPACE = 0.35, 0.25
# What a full line may leave empty of its measure next to the first word of the next one: marks that may not begin or
# end a line in Chinese, words that were not parted, a heading's narrower measure. A line with a stop leaves less.
_SLACK, _SLACK_OF_FINISHED = 0.1, 0.02
# How many long lines end at a usual edge, how long they are, and the step in which edges are counted, in points.
_USUAL, _LONG_LINE, _STEP = 4, 30, 3.0
# Lines that all leave more than half of their column empty were not wrapped.
_NARROW = 0.45
# Nor were lines in the middle of it, unless they fill more of it: titles are broken early.
_CENTRED = 0.7
# A line that takes so much of its column is a full one.
_FULL = 0.9
# In a text whose paragraphs begin with numbers or indents, at least this share of them does.
_MARKED_SHARE = 0.7
_ENTRY = re.compile(r"(?:\s*[.．…·]){4,}\s*(\d{1,4})\s*$")
_BULLETS = ("•", "–", "—", "▪", "●", "○", "·")


@dataclass
class _Paragraph:
    """An open paragraph: its lines, its last column, and the right edge of the block there."""

    lines: list[PageLine]
    column: int
    right: float


def join_columns(columns: Sequence[Page], pitch: float, text_size: float) -> Iterator[PageLine]:
    """Yield the paragraphs and rows of columns in reading order, each as the first of its lines with the whole text.

    `pitch` is the usual distance of lines and `text_size` the usual size of letters, in points.
    """
    words = collect_words(line.text.strip() for column in columns for line in column)
    for paragraph in _Joiner(columns, pitch / text_size if text_size else 0.0).join():
        text = ""
        for line in paragraph.lines:
            text = join_at_wrap(text, line.text.strip(), words) if text else line.text.strip()
        yield paragraph.lines[0]._replace(text=text)


class _Joiner:
    """What is measured of a text before its lines are joined: where its lines end, how its paragraphs begin."""

    def __init__(self, columns: Sequence[Page], leading: float) -> None:
        self._leading = leading
        self._columns = [list(self._part_blocks(column)) for column in columns]
        self._rights = [max((line.right for line in column), default=0.0) for column in columns]
        lines = [line for column in columns for line in column if line.setting is not Setting.ROW]
        self._lefts = [min((line.left for line in column), default=0.0) for column in columns]
        ends = Counter((_step(line.left), _step(line.right)) for line in lines if len(line.text) > _LONG_LINE)
        self._usual: dict[int, float] = {}
        for (left, right), count in ends.most_common():
            if count >= _USUAL:
                self._usual.setdefault(left, right * _STEP)
        firsts = [block[0] for blocks in self._columns for block in blocks if block[0].setting is not Setting.ROW]
        self._are_marked = sum(map(_bears_label, firsts)) >= _MARKED_SHARE * len(firsts)

    def join(self) -> Iterator[_Paragraph]:
        """Yield the paragraphs in order."""
        under_way: _Paragraph | None = None
        for number, blocks in enumerate(self._columns):
            for block in blocks:
                right = max(line.right for line in block)
                for line in block:
                    if under_way and not self._begins(under_way, line, number, is_first=line is block[0]):
                        under_way.lines.append(line)
                        under_way.column, under_way.right = number, right
                        continue
                    if under_way:
                        yield under_way
                    under_way = _Paragraph([line], number, right)
        if under_way:
            yield under_way

    def _part_blocks(self, column: Page) -> Iterator[list[PageLine]]:
        """Yield the stretches of a column whose lines are as far apart as those of a paragraph, and of one size."""
        block: list[PageLine] = []
        for line in column:
            if block and not self._is_next(block[-1], line):
                yield block
                block = []
            block.append(line)
        if block:
            yield block

    def _is_next(self, above: PageLine, below: PageLine) -> bool:
        if Setting.ROW in (above.setting, below.setting) or not _are_of_one_size(above, below):
            return False
        usual = self._leading * max(above.size, below.size)
        return not usual or above.height - below.height <= _WIDEST * usual

    def _begins(self, paragraph: _Paragraph, line: PageLine, column: int, *, is_first: bool) -> bool:
        """Return whether a line begins a paragraph; `is_first` of a line that is set apart from the one before it."""
        before = paragraph.lines[-1]
        if Setting.ROW in (before.setting, line.setting) or before.setting is not line.setting:
            return True
        if self._is_alone(before, paragraph.column) or self._is_alone(line, column) or find_entry(before.text):
            return True
        if column != paragraph.column:
            return self._begins_column(paragraph, line)
        return is_first or self._begins_in_block(paragraph, line)

    def _is_alone(self, line: PageLine, column: int) -> bool:
        """Return whether a line is never part of a paragraph: the marker of an annex, a field of the masthead.

        Of the lines that fill their column none is.
        """
        width = self._rights[column] - self._lefts[column]
        if len(line.text) > _LONG_LINE and line.right - line.left > _FULL * width:
            return False
        return parse_marker(line.text) is not None or belongs_to_masthead(line.text.strip())

    def _begins_column(self, paragraph: _Paragraph, line: PageLine) -> bool:
        before = paragraph.lines[-1]
        right = self._usual.get(_step(before.left)) or self._rights[paragraph.column]
        if not _are_of_one_size(before, line) or _bears_label(line) or not self._is_full(paragraph, line, right):
            return True
        if line.text[:1].islower() or not ends_finished(before.text.strip()):
            return False
        is_indented = line.left > min(one.left for one in paragraph.lines) + _SAME_EDGE * line.size
        return is_indented or not self._are_marked

    def _begins_in_block(self, paragraph: _Paragraph, line: PageLine) -> bool:
        before = paragraph.lines[-1]
        shift = line.left - before.left
        reach = _SAME_EDGE * line.size
        is_full = self._is_full(paragraph, line)
        if _bears_label(line) and (not is_full or shift < -reach or _is_due(paragraph, line)):
            return True
        if not is_full:
            return True
        if abs(shift) < reach or _are_centred(before, line) or len(paragraph.lines) == 1:
            return False
        return shift > 0 or ends_finished(before.text.strip())

    def _is_full(self, paragraph: _Paragraph, line: PageLine, right: float = 0.0) -> bool:
        """Return whether the first word of a line would not have fitted on the last line of a paragraph.

        The measure is that of the block of lines, or `right` if that is wider.
        """
        before = paragraph.lines[-1]
        text = before.text.strip()
        is_finished = ends_finished(text)
        right = max(right, paragraph.right)
        column = self._rights[paragraph.column]
        share = _CENTRED if before.left != line.left and _are_centred(before, line) else _NARROW
        if right - before.left < share * (column - self._lefts[paragraph.column]):
            right = column
        if is_finished:
            right = max(right, self._usual.get(_step(before.left), 0.0))
        room = right - before.right - _SPACE * line.size
        if room <= 0:
            return True
        slack = _SLACK_OF_FINISHED if is_finished and not contains_han(text) else _SLACK
        return room < _width_of_first(line) + slack * (right - before.left)


def _step(place: float) -> int:
    return round(place / _STEP)


def _are_of_one_size(above: PageLine, below: PageLine) -> bool:
    return abs(above.size - below.size) <= _SAME_SIZE * max(above.size, below.size)


def find_entry(text: str) -> re.Match[str] | None:
    """Return the end of an entry of a contents list: dots, and as its first group the page number that they lead to."""
    # Most lines end with no digit, which spares them the search.
    return _ENTRY.search(text) if text.rstrip()[-1:].isdigit() else None


def _bears_label(line: PageLine) -> bool:
    text = line.text.lstrip()
    return text.startswith(_BULLETS) or parse_label(text) is not None


def _is_due(paragraph: _Paragraph, line: PageLine) -> bool:
    """Return whether a label at the start of a line, below a full one, begins a paragraph and is not accidental."""
    found, first = parse_label(line.text.lstrip()), parse_label(paragraph.lines[0].text.lstrip())
    is_finished = ends_finished(paragraph.lines[-1].text.strip())
    if not found or not first:
        return is_finished
    label, above = found[0], first[0]
    if label.kind in SUB_KINDS:
        return is_finished and above.kind is label.kind and above.value == label.value - 1
    # A heading ends without a stop; a number that is the next one is not chance.
    is_below_heading = above.kind in HEADING_KINDS and label.kind in PARAGRAPH_KINDS
    is_next = above.kind is label.kind and above.prefix == label.prefix and above.value == label.value - 1
    return is_finished or is_below_heading or is_next


def _are_centred(above: PageLine, below: PageLine) -> bool:
    return abs(above.left + above.right - below.left - below.right) / 2 < _SAME_EDGE * below.size


def _width_of_first(line: PageLine) -> float:
    text = line.text.strip()
    return (line.right - line.left) * display_width(first_token(text)) / max(1, display_width(text))
