"""The rows of a review made ready for their template, and the outline of all of them.

A page of 20,000 rows is not sent as a whole. It gets the outline, one letter a row, and then the rows near the window.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cdalign.errors import UsageError
from cdalign.messages import say
from cdalign.model import Bead, Bitext, Document, Level, Paragraph, ReviserQuery, Segment, corner_of
from cdalign.report.summary import bead_state
from cdalign.reviewing.places import Corner, paragraph_number
from cdalign.terminology import TermRecognizer
from cdalign.units import bead_queries
from cdalign.web.marking import Piece, mark_text
from cdalign.web.pages import render_fragment
from cdalign.web.symbols import link_united_nations

# So many rows are a few windows full; a page asks for those near its window.
MOST_ROWS = 400
_PREFIXES = {Level.SENTENCE: "s", Level.PARAGRAPH: "p"}
_LEVELS = {prefix: level for level, prefix in _PREFIXES.items()}
# How the outline writes the state of a row.
LETTERS = {"pending": "p", "doubtful": "d", "one-sided": "o", "edited": "e", "confirmed": "c", "excluded": "x"}


@dataclass(frozen=True, slots=True)
class UnitView:
    """One unit of a side: its index in the document, its id there, its text in pieces."""

    at: int
    id: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """The paragraph bead around a row: its name in the page, its printed labels, role, state, shape and place."""

    name: str
    label: str
    role: str
    state: str
    shape: str
    place: str


@dataclass(frozen=True, slots=True)
class RowView:
    """One sentence bead: its name in the page, its state in a word, its score in percent, both sides, its paragraph.

    `is_first` says whether its paragraph begins with it.
    """

    name: str
    state: str
    percent: int
    shape: str
    marks: tuple[str, ...]
    source: tuple[UnitView, ...]
    target: tuple[UnitView, ...]
    starts: Corner
    paragraph: ParagraphView
    is_first: bool
    queries: tuple[ReviserQuery, ...] = ()


def bead_name(level: Level, bead: Bead) -> str:
    """Return the name of a bead in a page: `s12-14` starts at source segment 12 and target segment 14."""
    return f"{_PREFIXES[level]}{bead.source.start}-{bead.target.start}"


def parse_name(name: str) -> tuple[Level, Corner]:
    """Return the level and the corner that a bead's name says.

    Raises:
        UsageError: it is no such name.
    """
    try:
        source, target = map(int, name[1:].split("-"))
        return _LEVELS[name[:1]], (source, target)
    except (KeyError, ValueError) as error:
        raise UsageError(say("{name!r} names no bead", name=name), advice="load the page again") from error


def outline_of(bitext: Bitext, rows: range | None = None) -> str:
    """Return the outline of some rows, or of all: the letter of each row's state, a capital if a paragraph begins."""
    beads = bitext.sentences if rows is None else bitext.sentences[rows.start : rows.stop]
    if not beads:
        return ""
    first, last = paragraph_number(bitext, beads[0]), paragraph_number(bitext, beads[-1])
    begins = {bitext.begin(paragraph) for paragraph in bitext.paragraphs[first : last + 1]}
    letters = (LETTERS[bead_state(bead)] for bead in beads)
    return "".join(
        letter.upper() if corner_of(bead) in begins else letter for letter, bead in zip(letters, beads, strict=True)
    )


def rows_doubtful_first(bitext: Bitext) -> list[int]:
    """Return the numbers of all rows, those of the most doubtful paragraphs first.

    A paragraph is as doubtful as its most doubtful row. Those without a doubtful row follow in the order of the text.
    """
    begins = [number for number, letter in enumerate(outline_of(bitext)) if letter.isupper()]
    stops = [*begins[1:], len(bitext.sentences)]
    runs = [range(start, stop) for start, stop in zip(begins, stops, strict=True)]
    runs.sort(key=lambda run: min((_doubtful_score(bitext.sentences[number]) for number in run), default=1.0))
    return [number for run in runs for number in run]


def _doubtful_score(bead: Bead) -> float:
    return bead.score if bead.is_doubtful else 1.0


def parse_ranges(text: str, count: int) -> list[int]:
    """Return the numbers of rows that an address names: `0-2,7` -> 0, 1, 2, 7.

    Raises:
        UsageError: it names no rows, rows that are not there, or too many.
    """
    numbers: list[int] = []
    for part in text.split(",") if len(text) <= MOST_ROWS * 16 else ():
        first, _, last = part.partition("-")
        ends = [end for end in (first, last or first) if end.isascii() and end.isdecimal() and len(end) < 9]
        if len(ends) < 2 or not int(ends[0]) <= int(ends[1]) < min(count, int(ends[0]) + MOST_ROWS):
            raise UsageError(say("there are no rows {text}", text=part[:40]), advice="load the page again")
        numbers += range(int(ends[0]), int(ends[1]) + 1)
    if not 0 < len(numbers) <= MOST_ROWS:
        raise UsageError(say("at most {most} rows are sent at once", most=MOST_ROWS), advice="load the page again")
    return numbers


def render_rows(bitext: Bitext, numbers: Iterable[int], recognizer: TermRecognizer, lang: str) -> str:
    """Return the HTML of rows, by their numbers in the text, in an interface language."""
    return render_fragment(
        "rows.html",
        rows=[row_view(bitext, number, recognizer) for number in numbers],
        source_lang=bitext.source.lang,
        target_lang=bitext.target.lang,
        lang=lang,
    )


def row_view(bitext: Bitext, number: int, recognizer: TermRecognizer) -> RowView:
    """Return a sentence bead ready for its template."""
    bead = bitext.sentences[number]
    paragraph = bitext.paragraphs[paragraph_number(bitext, bead)]
    return RowView(
        name=bead_name(Level.SENTENCE, bead),
        state=bead_state(bead),
        percent=round(bead.score * 100),
        shape=bead.shape,
        marks=tuple(mark for mark in bead.marks if mark != "edited"),
        source=_side_view(bitext.source, bead.source, recognizer),
        target=_side_view(bitext.target, bead.target, recognizer),
        starts=corner_of(bead),
        paragraph=_paragraph_view(bitext, paragraph),
        is_first=corner_of(bead) == bitext.begin(paragraph),
        queries=bead_queries(bitext, Level.SENTENCE, bead),
    )


def _paragraph_view(bitext: Bitext, bead: Bead) -> ParagraphView:
    sides = _units(bitext.source, bead.source), _units(bitext.target, bead.target)
    first = next(paragraph for side in sides for paragraph in side)
    labels = [" ".join(paragraph.label for paragraph in side if paragraph.label) for side in sides]
    return ParagraphView(
        name=bead_name(Level.PARAGRAPH, bead),
        label=labels[0] or labels[1],
        role=first.role.replace(" ", "-"),
        state=bead_state(bead),
        shape=bead.shape,
        place=first.id,
    )


def _units(document: Document, units: range) -> Sequence[Paragraph]:
    return document.paragraphs[units.start : units.stop]


def _side_view(document: Document, units: range, recognizer: TermRecognizer) -> tuple[UnitView, ...]:
    return tuple(_unit_view(at, document.segments[at], document.lang, recognizer) for at in units)


@lru_cache(maxsize=131_072)
def _unit_view(at: int, segment: Segment, lang: str, recognizer: TermRecognizer) -> UnitView:
    pieces = mark_text(segment.text, lang, recognizer)
    return UnitView(at, segment.id, link_united_nations(segment.text, lang, pieces))
