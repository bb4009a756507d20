"""Hard-wrapped lines become paragraphs again.

A paragraph ends where the file says so (blank lines, or the trailing space that PDF text leaves at the end of Chinese
paragraphs), where a line is not full, or where the next line has the number that is due.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from cdalign.labels import HEADING_KINDS, SUB_KINDS, LabelKind, parse_label, parse_marker
from cdalign.reading.joining import collect_words, join_at_wrap
from cdalign.reading.lines import Line, ends_finished, is_full
from cdalign.reading.mastheads import belongs_to_masthead
from cdalign.reading.text_layouts import SLACK, TextLayout, measure_layout
from cdalign.text import contains_han, display_width

_SLACK_OF_FINISHED_WESTERN = 0.05
# Where lines were broken after a number of characters, those with digits and letters are narrower.
_SLACK_OF_UNFINISHED_HAN = 0.2
# Titles and headings are set in a narrower measure than the text: a line of theirs this full may go on.
_TITLE_MEASURE = 0.7
# A paragraph number may skip: paragraphs are left out in extracts, and misnumbered.
_LONGEST_SKIP = 10


@dataclass(frozen=True, slots=True)
class Joined:
    """A paragraph put together again, and the number of its first line."""

    text: str
    line: int


def _is_wrapped(line: Line, after: Line, measure: int) -> bool:
    return is_full(line.text, after.text, measure, slack=SLACK) and not ends_finished(line.text)


class _State(NamedTuple):
    """The state of the open paragraph: the numbers met, and whether it is a title."""

    number: int = 0
    sub_item: int = 0
    is_marker: bool = False
    is_title: bool = True
    is_field: bool = False


def join_lines(lines: Sequence[Line], layout: TextLayout | None = None) -> tuple[Joined, ...]:
    """Return the paragraphs of wrapped lines; where lines are not wrapped, each line is one."""
    if not lines:
        return ()
    plan = measure_layout(lines) if layout is None else layout
    words = collect_words(line.text for line in lines)
    joined: list[Joined] = []
    before = lines[0]
    text, start, state = before.text, before.number, _begin(_State(), before.text)
    for line, after in zip_longest(lines[1:], lines[2:]):
        if _starts_paragraph(line, before, state, plan) or _is_heading(line, before, after, plan):
            joined.append(Joined(text, start))
            text, start, state = line.text, line.number, _begin(state, line.text)
        else:
            text = join_at_wrap(text, line.text, words)
        before = line
    return (*joined, Joined(text, start))


def _begin(state: _State, text: str) -> _State:
    """Return the state when a line begins a paragraph."""
    if parse_marker(text):
        return _State(is_marker=True)
    if belongs_to_masthead(text):
        return state._replace(is_field=True, is_marker=False)
    found = parse_label(text)
    kind = found[0].kind if found else None
    if kind in SUB_KINDS and found:
        return state._replace(sub_item=found[0].value, is_marker=False, is_title=False, is_field=False)
    if kind is LabelKind.NUMBER and found:
        return _State(number=found[0].value, is_title=False)
    is_title = kind in HEADING_KINDS or state.is_marker or (kind is None and state.number == 0 and state.is_title)
    return _State(number=state.number, is_title=is_title and not ends_finished(text))


def _starts_paragraph(line: Line, before: Line, state: _State, layout: TextLayout) -> bool:
    if not layout.measure or state.is_marker or state.is_field:
        return True
    if layout.separating_blanks and line.blanks_before >= layout.separating_blanks:
        return not (line.follows_page_break and _is_wrapped(before, line, layout.measure))
    if layout.trailing_spaces_end_paragraphs and before.ends_with_space:
        return True
    if not state.is_title and _is_wrapped(before, line, layout.measure):
        return False
    if parse_marker(line.text):
        return True
    if layout.trailing_spaces_end_paragraphs:
        return _bears_due_label(line, before, state, layout) and ends_finished(before.text)
    return _bears_due_label(line, before, state, layout) or _follows_last_line(line, before, state, layout)


def _bears_due_label(line: Line, before: Line, state: _State, layout: TextLayout) -> bool:
    """Return whether the line begins with a label that is due, where a paragraph can begin."""
    found = parse_label(line.text)
    if not found:
        return False
    is_short = not is_full(before.text, line.text, layout.measure, slack=SLACK)
    label = found[0]
    if label.kind in SUB_KINDS:
        # Inside a paragraph items run on; wrapping sets one at the start of a line by chance.
        return is_short or (0 < state.sub_item == label.value - 1 and ends_finished(before.text))
    if not (is_short or state.is_title or ends_finished(before.text)):
        return False
    return label.kind is not LabelKind.NUMBER or _is_due(label.value, state)


def _is_heading(line: Line, before: Line, after: Line | None, layout: TextLayout) -> bool:
    """Return whether a line below the end of a sentence is short and ends without a stop, so that it is a heading."""
    if not layout.measure or after is None or not ends_finished(before.text) or ends_finished(line.text):
        return False
    return display_width(line.text) < _TITLE_MEASURE * layout.measure and not line.text[0].islower()


def _is_due(value: int, state: _State) -> bool:
    return value == 1 or state.number == 0 or state.number <= value <= state.number + _LONGEST_SKIP


def _follows_last_line(line: Line, before: Line, state: _State, layout: TextLayout) -> bool:
    """Return whether the line before is not full, so that it was the last of its paragraph."""
    slack = SLACK
    if ends_finished(before.text) != contains_han(before.text):
        slack = _SLACK_OF_FINISHED_WESTERN if ends_finished(before.text) else _SLACK_OF_UNFINISHED_HAN
    is_short = not is_full(before.text, line.text, layout.measure, slack=slack)
    if state.is_title and line.text[0] not in "(（":
        return is_short and display_width(before.text) < _TITLE_MEASURE * layout.measure
    return is_short
