"""How the lines of a file become paragraphs: wrapped or not, parted by blank lines, by trailing spaces or by neither.

A line that was wrapped is *full*: the next line's first word would not have fitted on it. No signal is trusted before
it is measured: in text out of a PDF a blank line may come between all lines, and inside a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cdalign.reading.lines import Line, ends_finished, is_full
from cdalign.text import contains_han, display_width

# A wrapped line may be shorter than the next word explains: marks that cannot occur at the end or start of a
# line (in CD/2138 up to 6 columns of 74), proportional letters, an indent that was lost.
SLACK = 0.1
# Of 43 texts with one sentence or paragraph a line, at most 20 % of the lines happen to be full and 7 % full and
# broken off; of wrapped texts 32 % and 25 % or more.
_FULL_SHARE = 0.25
_BROKEN_SHARE = 0.12
# Where blank lines part paragraphs, headings are all that may look broken off before one; in CD/2138, where they
# come between all lines, 66 % of the lines do.
_INSIDE_SHARE = 0.3
# Shares are measured on some thousands of lines as well as on all.
_MEASURED_LINES = 5_000
_SHORTEST_MEASURE = 30
_LONGEST_MEASURE = 200


@dataclass(frozen=True, slots=True)
class TextLayout:
    """How a file's lines become paragraphs.

    `measure` is the width of a full line in columns (Han counts two), 0 where every line is a paragraph;
    `separating_blanks` is the number of blank lines that end a paragraph, 0 if none do.
    """

    measure: int
    separating_blanks: int
    trailing_spaces_end_paragraphs: bool


class _Joint(NamedTuple):
    """Two lines that follow each other: the blank lines between them, and whether the first is full and unfinished."""

    blanks: int
    is_full: bool
    is_broken: bool


def measure_layout(lines: Sequence[Line]) -> TextLayout:
    """Measure how the paragraphs of these lines are set."""
    measure = _widest_usual(lines)
    step = 1 + len(lines) // _MEASURED_LINES
    pairs = zip(lines[:-1:step], lines[1::step], strict=True) if measure else ()
    joints = [_look_at_joint(line, after, measure) for line, after in pairs]
    adjacent = [joint for joint in joints if joint.blanks == 0]
    # Of a text with many short paragraphs, what comes between blank lines tells more.
    if not (_are_wrapped(joints) or _are_wrapped(adjacent)):
        return TextLayout(0, 0, trailing_spaces_end_paragraphs=False)
    return TextLayout(measure, _find_separating_blanks(joints), _trailing_spaces_end_paragraphs(lines))


def _widest_usual(lines: Sequence[Line]) -> int:
    """Return the width of a full line if lines are wrapped; one line in forty may stick out: a table, an address."""
    widths = sorted((display_width(line.text) for line in lines), reverse=True)
    measure = widths[len(widths) // 40] if len(widths) > 1 else 0
    return measure if _SHORTEST_MEASURE <= measure <= _LONGEST_MEASURE else 0


def _look_at_joint(line: Line, after: Line, measure: int) -> _Joint:
    full = is_full(line.text, after.text, measure, slack=SLACK)
    return _Joint(after.blanks_before, full, full and not ends_finished(line.text))


def _are_wrapped(joints: Sequence[_Joint]) -> bool:
    """Wrapped lines are full, and many end in mid-sentence; where a line is a paragraph, few happen to."""
    full = sum(joint.is_full for joint in joints)
    broken = sum(joint.is_broken for joint in joints)
    return full >= _FULL_SHARE * len(joints) and broken >= max(1, _BROKEN_SHARE * len(joints))


def _find_separating_blanks(joints: Sequence[_Joint]) -> int:
    """Return the least number of blank lines that comes between paragraphs and hardly ever inside one."""
    for count in range(1, 4):
        apart = [joint for joint in joints if joint.blanks >= count]
        if not apart:
            return 0
        if sum(joint.is_broken for joint in apart) <= _INSIDE_SHARE * len(apart):
            return count
    return 0


def _trailing_spaces_end_paragraphs(lines: Sequence[Line]) -> bool:
    """PDF text of Chinese has a space after a paragraph's last line, and only there (51 of 51 in CD/2138)."""
    marked = [line for line in lines if line.ends_with_space and contains_han(line.text)]
    others = [line for line in lines if not line.ends_with_space]
    if len(marked) < 2 or not others or len(marked) > 0.7 * len(lines):
        return False
    finished = sum(ends_finished(line.text) for line in marked) / len(marked)
    return finished >= 0.5 and sum(ends_finished(line.text) for line in others) / len(others) <= 0.3
