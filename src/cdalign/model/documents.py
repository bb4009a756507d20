"""One language version of a text: its paragraphs and sentences, where it came from, and the questions about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class SourceStatus(StrEnum):
    """What kind of text a file holds, as far as its readers must know."""

    OFFICIAL = "official"
    WORKING_TRANSLATION = "working-translation"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a document came from: the path as given, the SHA-256 of its bytes (hex), its status, how obtained."""

    path: str = ""
    sha256: str = ""
    status: SourceStatus = SourceStatus.UNKNOWN
    obtained: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person wrote over: the original sentence, when (ISO 8601, UTC) and by whom it was corrected."""

    original: str
    changed: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence: its id (`annex.17.3`, counted from 1 inside its paragraph), its text, and who corrected it."""

    id: str
    text: str
    edit: Edit | None = None


class Role(StrEnum):
    """What a paragraph is in its document."""

    MASTHEAD = "masthead"
    TITLE = "title"
    SUBTITLE = "subtitle"
    NOTE = "note"
    MARKER = "marker"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    FOOTNOTE = "footnote"
    TABLE_ROW = "table row"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: id (`annex.17`), part (`annex`), label as printed (`17.`), role, text on one line, segments.

    `times` say when a subtitle is shown (`00:00:01,000 --> 00:00:04,000`); any other paragraph has none.
    """

    id: str
    text: str
    part: str = ""
    label: str = ""
    role: Role = Role.PARAGRAPH
    segments: tuple[Segment, ...] = ()
    times: str = ""


@dataclass(frozen=True, slots=True)
class ReviserQuery:
    """A translator's question to the reviser about a place of a text.

    `place` is the id of a paragraph (`annex.16`) or a sentence (`annex.16.2`); `words` are those of the text that it is
    about, `answer` what the reviser said. Both may be empty. One that `is_comment` is a remark of a person who reviews,
    whose name is in `by`.
    """

    place: str
    question: str
    words: str = ""
    answer: str = ""
    by: str = ""
    is_comment: bool = False

    def __str__(self) -> str:
        """Return the query on one line, as memories have it in a note."""
        if self.is_comment:
            return f"Comment ({self.by}): {self.question}" if self.by else f"Comment: {self.question}"
        words = f" ({self.words})" if self.words else ""
        answer = f" — Answer: {self.answer}" if self.answer else ""
        return f"Query{words}: {self.question}{answer}"


@dataclass(frozen=True)
class Document:
    """One language version of a text: BCP 47 language, document symbol (`CD/2138`), paragraphs, provenance.

    `metadata` holds the fields of the masthead (`symbol`, `date`, `distribution`, `original_language` …), in order.
    `queries` are a translator's questions about the text, in order.
    """

    lang: str
    paragraphs: tuple[Paragraph, ...]
    symbol: str = ""
    provenance: Provenance = Provenance()
    metadata: tuple[tuple[str, str], ...] = ()
    queries: tuple[ReviserQuery, ...] = ()

    def __repr__(self) -> str:
        """Return the document on one line, because its text would fill pages."""
        name = self.symbol or self.provenance.path
        return f"<Document {name} {self.lang}: {len(self.paragraphs)} paragraphs, {len(self.segments)} segments>"

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """All segments of all paragraphs, in order: the units of sentence beads."""
        return tuple(segment for paragraph in self.paragraphs for segment in paragraph.segments)

    def units(self, level: Level) -> Sequence[Paragraph] | Sequence[Segment]:
        """Return the units of a level: paragraphs or segments."""
        return self.paragraphs if level is Level.PARAGRAPH else self.segments

    @cached_property
    def queries_by_unit(self) -> dict[tuple[Level, str], tuple[ReviserQuery, ...]]:
        """The queries of each unit, by level and id.

        A query about a paragraph belongs to the sentence that has its words, or else to the paragraph's first one.
        """
        wanted: dict[str, list[ReviserQuery]] = {}
        for query in self.queries:
            wanted.setdefault(query.place, []).append(query)
        found: dict[tuple[Level, str], tuple[ReviserQuery, ...]] = {}
        for paragraph in self.paragraphs if wanted else ():
            places = (paragraph.id, *(segment.id for segment in paragraph.segments))
            for query in [query for place in places for query in wanted.pop(place, ())]:
                for key in ((Level.PARAGRAPH, paragraph.id), (Level.SENTENCE, _sentence_of(paragraph, query))):
                    found[key] = (*found.get(key, ()), query)
        return found

    @cached_property
    def segment_offsets(self) -> tuple[int, ...]:
        """Index of each paragraph's first segment in `segments`, and the number of segments at the end."""
        offsets = [0]
        for paragraph in self.paragraphs:
            offsets.append(offsets[-1] + len(paragraph.segments))
        return tuple(offsets)


def _sentence_of(paragraph: Paragraph, query: ReviserQuery) -> str:
    sentences = [segment.id for segment in paragraph.segments]
    if query.place in sentences:
        return query.place
    with_words = [segment.id for segment in paragraph.segments if query.words and query.words in segment.text]
    return (with_words or sentences or [""])[0]


class Level(StrEnum):
    """The two levels at which a bitext is tiled."""

    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"
