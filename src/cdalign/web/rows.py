"""A bitext made ready for its template: one section a paragraph bead, one row a sentence bead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cdalign.model import Bead, Bitext, Document, Level, Paragraph, ReviserQuery, Segment
from cdalign.report.summary import bead_state
from cdalign.reviewing.places import Corner, corner_of
from cdalign.terminology import TermRecognizer
from cdalign.units import bead_queries
from cdalign.web.marking import Piece, mark_text

_PREFIXES = {Level.SENTENCE: "s", Level.PARAGRAPH: "p"}
_LEVELS = {prefix: level for level, prefix in _PREFIXES.items()}


@dataclass(frozen=True, slots=True)
class UnitView:
    """One unit of a side: its index in the document, its id there, its text in pieces."""

    at: int
    id: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """One sentence bead: its name in the page, its state in a word, its score in percent, both sides."""

    name: str
    state: str
    percent: int
    shape: str
    marks: tuple[str, ...]
    source: tuple[UnitView, ...]
    target: tuple[UnitView, ...]
    starts: Corner
    queries: tuple[ReviserQuery, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionView:
    """One paragraph bead: its name in the page, the printed labels, its state, how doubtful it is, its rows."""

    name: str
    label: str
    role: str
    state: str
    percent: int
    shape: str
    place: str
    rows: tuple[RowView, ...]

    @property
    def doubt(self) -> float:
        """The smallest percentage of its doubtful rows; 100 where none is doubtful."""
        return min((row.percent for row in self.rows if row.state == "doubtful"), default=100)


def bead_name(level: Level, bead: Bead) -> str:
    """Return the name of a bead in a page: `s12-14` starts at source segment 12 and target segment 14."""
    return f"{_PREFIXES[level]}{bead.source.start}-{bead.target.start}"


def parse_name(name: str) -> tuple[Level, Corner]:
    """Return the level and the corner that a bead's name says.

    Raises:
        ValueError: it is no such name.
    """
    source, target = name[1:].split("-")
    if name[:1] not in _LEVELS:
        raise ValueError(f"{name!r} names no bead")
    return _LEVELS[name[0]], (int(source), int(target))


def section_view(bitext: Bitext, bead: Bead, recognizer: TermRecognizer) -> SectionView:
    """Return a paragraph bead with its sentence beads, ready for the template."""
    paragraphs = _units(bitext.source, bead.source), _units(bitext.target, bead.target)
    first = next(paragraph for side in paragraphs for paragraph in side)
    labels = [" ".join(paragraph.label for paragraph in side if paragraph.label) for side in paragraphs]
    return SectionView(
        name=bead_name(Level.PARAGRAPH, bead),
        label=labels[0] or labels[1],
        role=first.role.replace(" ", "-"),
        state=bead_state(bead),
        percent=round(bead.score * 100),
        shape=bead.shape,
        place=first.id,
        rows=tuple(_row_view(bitext, inner, recognizer) for inner in bitext.sentences_inside(bead)),
    )


def _units(document: Document, units: range) -> Sequence[Paragraph]:
    return document.paragraphs[units.start : units.stop]


def _row_view(bitext: Bitext, bead: Bead, recognizer: TermRecognizer) -> RowView:
    return RowView(
        name=bead_name(Level.SENTENCE, bead),
        state=bead_state(bead),
        percent=round(bead.score * 100),
        shape=bead.shape,
        marks=tuple(mark for mark in bead.marks if mark != "edited"),
        source=_side_view(bitext.source, bead.source, recognizer),
        target=_side_view(bitext.target, bead.target, recognizer),
        starts=corner_of(bead),
        queries=bead_queries(bitext, Level.SENTENCE, bead),
    )


def _side_view(document: Document, units: range, recognizer: TermRecognizer) -> tuple[UnitView, ...]:
    return tuple(_unit_view(at, document.segments[at], document.lang, recognizer) for at in units)


@lru_cache(maxsize=131_072)
def _unit_view(at: int, segment: Segment, lang: str, recognizer: TermRecognizer) -> UnitView:
    return UnitView(at, segment.id, mark_text(segment.text, lang, recognizer))
