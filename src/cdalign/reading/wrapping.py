"""Hard-wrapped lines become paragraphs again.

A line that was wrapped is *full*: the next line's first word would not have fitted on it. A paragraph ends where
the file says so (blank lines, or the trailing space that PDF text leaves at the end of Chinese paragraphs), where
a line is not full, or where the next line bears the number that is due. No signal is trusted before it is
measured: in text out of a PDF a blank line may come between all lines, and inside a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cdalign.labels import HEADING_KINDS, SUB_KINDS, LabelKind, parse_label, parse_marker
from cdalign.patterns import compile_late
from cdalign.reading.mastheads import belongs_to_masthead
from cdalign.text import contains_han, display_width, joint_between

# A wrapped line may be shorter than the next word explains: marks that cannot occur at the end or start of a
# line (in CD/2138 up to 6 columns of 74), proportional letters, an indent that was lost.
_SLACK = 0.1
_SLACK_OF_FINISHED_WESTERN = 0.05
# Titles and headings are set in a narrower measure than the text: a line of theirs this full may go on.
_TITLE_MEASURE = 0.7
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
# A paragraph number may skip: paragraphs are left out in extracts, and misnumbered.
_LONGEST_SKIP = 10

_FINISHED = compile_late(
    r"([.!?;:。！？；：…][”’\"')）\]」』】》]*|[;；,，、]\s*(and|or|和|以及|或|及)|[”」』])\d{0,2}$"
)
# What such an end ends with; most lines are told by it.
_LAST_CHARACTERS = frozenset(".!?;:。！？；：…”’\"')）]」』】》dr和及或0123456789")
_ABBREVIATION = re.compile(
    r"\b(paras?|Nos?|arts?|chaps?|sects?|secs?|vols?|pp?|cf|figs?|Mr|Mrs|Ms|Dr|St|Messrs|Corr|Add|Rev|ibid|[A-Z])\.$"
)
_FIRST_TOKEN = compile_late(
    r"[“‘《〈「『（(\[]*(?:[\x21-\x7e\u00c0-\u024f\u2010-\u2015\u2018-\u201d]+|.)[，。、；：！？”’》〉」』）)\]…—―]*"
)
# Longer than any abbreviation with its stop, or a stop with closing marks and a footnote's number.
_LONGEST_END = 16
_LONGEST_WORD = 64
# Nothing comes between these and the next line, unless a space occurred before them.
_JOINING = frozenset("-\u2010/\u2014")
_HYPHENATED = re.compile(r"(\w+)[-\u2010]$")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


class Line(NamedTuple):
    """One line: its words, and what occurred around them (blank lines before, indent and trailing space).

    `number` counts from 1 in the file; `follows_page_break` says that a page ended before it.
    """

    text: str
    number: int = 0
    blanks_before: int = 0
    ends_with_space: bool = False
    follows_page_break: bool = False


@dataclass(frozen=True, slots=True)
class TextLayout:
    """How a file's lines become paragraphs.

    `measure` is the width of a full line in columns (Han counts two), 0 where every line is a paragraph;
    `separating_blanks` is how many blank lines end a paragraph, 0 where none do.
    """

    measure: int
    separating_blanks: int
    trailing_spaces_end_paragraphs: bool


@dataclass(frozen=True, slots=True)
class Joined:
    """A paragraph put together again, and the number of its first line."""

    text: str
    line: int


def parse_lines(text: str) -> tuple[Line, ...]:
    """Return the lines that have words, whatever ends a line in the file; a form feed is a page break."""
    lines: list[Line] = []
    blanks = 0
    is_new_page = False
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\f", "\n\f").splitlines(), start=1):
        is_new_page = is_new_page or raw.startswith("\f")
        words = raw.strip()
        if not words:
            blanks += 1
            continue
        has_space = raw != raw.rstrip()
        lines.append(Line(words, number, blanks, has_space, is_new_page))
        blanks, is_new_page = 0, False
    return tuple(lines)


def first_token(text: str) -> str:
    """Return what cannot be parted from the start of a line: a word, or one Han character and the marks after it."""
    found = _FIRST_TOKEN.match(text)
    return found[0] if found else text


def ends_finished(text: str) -> bool:
    """Return whether a line may be the last of its paragraph by its last mark: a stop, and no abbreviation's."""
    end = text[-_LONGEST_END:]
    if end[-1:] not in _LAST_CHARACTERS:
        return False
    return _FINISHED.search(end) is not None and _ABBREVIATION.search(end) is None


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
    full = is_full(line.text, after.text, measure, slack=_SLACK)
    return _Joint(after.blanks_before, full, full and not ends_finished(line.text))


def _are_wrapped(joints: Sequence[_Joint]) -> bool:
    """Wrapped lines are full, and many end in mid-sentence; where a line is a paragraph, few happen to."""
    full = sum(joint.is_full for joint in joints)
    broken = sum(joint.is_broken for joint in joints)
    return full >= _FULL_SHARE * len(joints) and broken >= max(1, _BROKEN_SHARE * len(joints))


def _is_wrapped(line: Line, after: Line, measure: int) -> bool:
    return is_full(line.text, after.text, measure, slack=_SLACK) and not ends_finished(line.text)


def is_full(text: str, following: str, measure: int, *, slack: float) -> bool:
    """Return whether the first word of the following line would not have fitted on this one."""
    room = measure * (1 - slack) - display_width(text)
    # A line that leaves no room is full whatever follows.
    if room <= 0:
        return True
    token = first_token(following)
    return display_width(token) > room - len(joint_between(text, token))


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


class _State(NamedTuple):
    """What is known of the paragraph under way: the numbers met, whether it is a title."""

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
    for line in lines[1:]:
        if _starts_paragraph(line, before, state, plan):
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
    is_short = not is_full(before.text, line.text, layout.measure, slack=_SLACK)
    label = found[0]
    if label.kind in SUB_KINDS:
        # Inside a paragraph items run on; wrapping sets one at the start of a line by chance.
        return is_short or (0 < state.sub_item == label.value - 1 and ends_finished(before.text))
    if not (is_short or state.is_title or ends_finished(before.text)):
        return False
    return label.kind is not LabelKind.NUMBER or _is_due(label.value, state)


def _is_due(value: int, state: _State) -> bool:
    return value == 1 or state.number == 0 or state.number <= value <= state.number + _LONGEST_SKIP


def _follows_last_line(line: Line, before: Line, state: _State, layout: TextLayout) -> bool:
    """Return whether the line before is not full, so that it was the last of its paragraph."""
    is_exact = ends_finished(before.text) and not contains_han(before.text)
    slack = _SLACK_OF_FINISHED_WESTERN if is_exact else _SLACK
    is_short = not is_full(before.text, line.text, layout.measure, slack=slack)
    if state.is_title and line.text[0] not in "(（":
        return is_short and display_width(before.text) < _TITLE_MEASURE * layout.measure
    return is_short


def collect_words(lines: Iterable[str]) -> frozenset[str]:
    """Return the Western words of lines if any line ends with a hyphen: they tell a hyphen from a wrapped word."""
    texts = tuple(lines)
    if not any(text.endswith(("-", "\u2010")) for text in texts):
        return frozenset()
    return frozenset(_WORD.findall("\n".join(texts).lower()))


def join_at_wrap(left: str, right: str, words: frozenset[str]) -> str:
    """Join two lines: words with a space, Han without, a word parted by a hyphen as it is written elsewhere."""
    if left[-1:] not in _JOINING or left.endswith((" -", " /", " \u2014")):
        return left + joint_between(left, right) + right
    parted = _HYPHENATED.search(left[-_LONGEST_WORD:])
    if parted and right[:1].islower():
        tail = _WORD.match(right)
        whole = parted[1] + (tail[0] if tail else "")
        hyphenated = f"{parted[1]}-{tail[0] if tail else ''}"
        if whole.lower() in words and hyphenated.lower() not in words:
            return left[:-1] + right
    return left + right
