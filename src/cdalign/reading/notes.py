"""Footnotes of text files: which lines are notes, and where in the text their marks occur.

A note opens with `1/` or `*/`, as UN documents were typed, or with raised digits; after a rule of underscores a bare
number is enough. It ends at a blank line or with its page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cdalign.numerals import whole_number
from cdalign.reading.joining import collect_words, join_at_wrap
from cdalign.reading.lines import Line
from cdalign.reading.text_layouts import TextLayout

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = str.maketrans(_RAISED, "0123456789")
_OPENING = re.compile(rf"(?:(\d{{1,3}}|\*{{1,3}})/\s+|([{_RAISED}]{{1,3}})\s*)(?=\S)")
_OPENING_BEHIND_RULE = re.compile(r"(\d{1,3}|\*{1,3})[.)]?\s+(?=\S)")
_RULE = re.compile(r"_{3,}")
# Behind a rule notes count up; what does not is the next line of a note that begins with a number.
_LONGEST_SKIP = 2


class TextNote(NamedTuple):
    """A footnote: its mark without slash, its text, the number of its first line in the file."""

    mark: str
    text: str
    line: int


def take_notes(lines: Sequence[Line], layout: TextLayout) -> tuple[tuple[Line, ...], tuple[TextNote, ...]]:
    """Return the lines that are not notes, and the notes in their order."""
    body: list[Line] = []
    notes: list[tuple[str, list[Line]]] = []
    is_inside = is_behind_rule = False
    for line in lines:
        opened = _open_note(line, notes[-1][0] if notes else "", is_behind_rule=is_behind_rule)
        if opened:
            notes.append(opened)
            is_inside = True
        elif is_inside and _goes_on(line, layout):
            notes[-1][1].append(line)
        else:
            body.append(line)
            is_inside, is_behind_rule = False, _RULE.fullmatch(line.text) is not None
    return tuple(body), tuple(_make_note(mark, note) for mark, note in notes)


def _open_note(line: Line, last: str, *, is_behind_rule: bool) -> tuple[str, list[Line]] | None:
    """Return the mark of the note that begins with a line, and the line without it; `last` is the mark before it."""
    found = _OPENING.match(line.text)
    if not found and is_behind_rule:
        found = _OPENING_BEHIND_RULE.match(line.text)
        if found and not _is_due(found[1], last):
            return None
    if not found:
        return None
    mark = "".join(filter(None, found.groups())).translate(_PLAIN)
    return mark, [line._replace(text=line.text[found.end() :])]


def _is_due(mark: str, last: str) -> bool:
    number, before = whole_number(mark, -1), whole_number(last, -1)
    return min(number, before) < 0 or number == 1 or 0 < number - before <= _LONGEST_SKIP


def _goes_on(line: Line, layout: TextLayout) -> bool:
    """Return whether a note continues with this line; where lines are not wrapped, a note is one line."""
    is_apart = line.blanks_before >= max(1, layout.separating_blanks)
    return layout.measure > 0 and not (is_apart or line.follows_page_break or _RULE.fullmatch(line.text))


def _make_note(mark: str, lines: Sequence[Line]) -> TextNote:
    words = collect_words(line.text for line in lines)
    text = lines[0].text
    for line in lines[1:]:
        text = join_at_wrap(text, line.text, words)
    return TextNote(mark, text, lines[0].number)


def drop_anchors(text: str, marks: Iterable[str]) -> str:
    """Return a text without the marks of these notes: `agreed 1/ that` and `agreed¹ that` become `agreed that`."""
    known = "|".join(re.escape(mark) for mark in sorted(set(marks), key=len, reverse=True))
    if not known:
        return text
    raised = known.translate(str.maketrans("0123456789", _RAISED))
    return re.sub(rf"\s?(?<![\w/*])(?:{known})/(?=[\s,.;:)，。；：）]|$)|(?<=\S)(?:{raised})(?![{_RAISED}])", "", text)
