"""The data types of cdalign: values only. The functions that use them are in the other rooms.

Document ─ Paragraph ─ Segment          one language version
Bitext ─ Bead, Bead, …                  two documents and the beads that tile both
TranslationUnit                         a bead with its words, on its way into a memory
Termbase ─ ConceptEntry ─ Term          TBX's own shape
Match, Finding                          a place in a text; what a check reports about it
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from html import escape
from typing import NamedTuple


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
            for place in (paragraph.id, *(segment.id for segment in paragraph.segments)):
                for query in wanted.pop(place, ()):
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


class BeadStatus(StrEnum):
    """A person's decision about a bead: none yet, confirmed, or excluded from every memory."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    EXCLUDED = "excluded"


# The prop of a unit that says what a person has decided about it: a `BeadStatus`.
REVIEW_PROP = "x-review"
_EARLIER_STATUSES = {"automatic": BeadStatus.PENDING.value}  # as versions before 0.2.0 wrote it


def parse_status(word: str) -> str:
    """Return a status as it is written today: `automatic` of earlier versions -> `pending`."""
    return _EARLIER_STATUSES.get(word, word)


_ROWS_IN_A_NOTEBOOK = 10

# The mark of a bead whose boundaries a person has drawn.
EDITED = "edited"

# Below this calibrated probability a reviewer sees a bead first, and a memory gives it a penalty.
DOUBTFUL_BELOW = 0.8


@dataclass(frozen=True, slots=True)
class Bead:
    """A run of source units and the run of target units that translates it.

    `source` and `target` are half-open ranges of unit indices; one of them may be empty (an omission).
    `score` is the probability (0–1) that the bead is right; `marks` give further information
    ("swapped", "reordered", "unrelated", "missing").
    """

    source: range
    target: range
    score: float = 1.0
    status: BeadStatus = BeadStatus.PENDING
    marks: tuple[str, ...] = ()

    @property
    def corners(self) -> tuple[int, int, int, int]:
        """The boundaries: source start and stop, target start and stop."""
        return self.source.start, self.source.stop, self.target.start, self.target.stop

    def __eq__(self, other: object) -> bool:
        # Python considers all empty ranges equal, but the position of an omission matters.
        if not isinstance(other, Bead):
            return NotImplemented
        return self.corners == other.corners and self._said == other._said

    def __hash__(self) -> int:
        return hash((self.corners, self._said))

    @property
    def _said(self) -> tuple[float, BeadStatus, tuple[str, ...]]:
        return self.score, self.status, self.marks

    @property
    def shape(self) -> str:
        """The numbers of units on both sides, as the alignment literature writes them: `1:2`."""
        return f"{len(self.source)}:{len(self.target)}"

    @property
    def is_two_sided(self) -> bool:
        """Whether both sides have at least one unit."""
        return bool(self.source) and bool(self.target)

    @property
    def is_settled(self) -> bool:
        """Whether a person has decided about it: confirmed, excluded, or drawn its boundaries by hand."""
        return self.status is not BeadStatus.PENDING or EDITED in self.marks

    @property
    def is_doubtful(self) -> bool:
        """Whether a person should check it first: nobody has decided about it, and it may well be wrong."""
        return not self.is_settled and self.score < DOUBTFUL_BELOW


@dataclass(frozen=True)
class Bitext:
    """Two documents and the beads that tile both sides, at two levels.

    `paragraphs` tile the paragraphs; `sentences` tile the segments, and each lies inside one paragraph bead.
    Both are in order, without gap or overlap. The constructor checks this (ValueError).
    """

    source: Document
    target: Document
    paragraphs: tuple[Bead, ...]
    sentences: tuple[Bead, ...]

    def __repr__(self) -> str:
        """Return the bitext on one line."""
        names = f"{self.source.symbol or self.source.lang} ~ {self.target.symbol or self.target.lang}"
        return f"<Bitext {names}: {len(self.paragraphs)} paragraph beads, {len(self.sentences)} sentence beads>"

    def _repr_html_(self) -> str:
        """Return the first sentence beads as an HTML table for notebooks."""
        rows = "".join(map(self._html_row, self.sentences[:_ROWS_IN_A_NOTEBOOK]))
        more = len(self.sentences) - _ROWS_IN_A_NOTEBOOK
        tail = f'<tr><td colspan="3">… and {more} more</td></tr>' if more > 0 else ""
        head = f"<tr><th>{escape(self.source.lang)}</th><th>{escape(self.target.lang)}</th><th>score</th></tr>"
        return f"<table>{head}{rows}{tail}</table>"

    def _html_row(self, bead: Bead) -> str:
        sides = ((self.source, bead.source), (self.target, bead.target))
        texts = (" ".join(segment.text for segment in doc.segments[run.start : run.stop]) for doc, run in sides)
        cells = "".join(f"<td>{escape(text)}</td>" for text in texts)
        return f"<tr>{cells}<td>{bead.score:.2f}</td></tr>"

    def __post_init__(self) -> None:
        self._check(range(len(self.paragraphs)), range(len(self.sentences)))

    def with_beads(
        self, *, paragraphs: tuple[Bead, ...] | None = None, sentences: tuple[Bead, ...] | None = None
    ) -> Bitext:
        """Return the bitext with other beads of one level or both.

        Only those are checked that it did not have, and their neighbours: after an edit, a few of 20,000.

        Raises:
            ValueError: the beads do not tile the documents, or do not nest.
        """
        made = copy(self)
        object.__setattr__(made, "paragraphs", self.paragraphs if paragraphs is None else paragraphs)
        object.__setattr__(made, "sentences", self.sentences if sentences is None else sentences)
        made._check(_new_run(self.paragraphs, made.paragraphs), _new_run(self.sentences, made.sentences))
        return made

    def _check(self, paragraphs: range, sentences: range) -> None:
        """Raise ValueError unless two runs of beads fit each other and the beads around them."""
        check_tiling(self.paragraphs, len(self.source.paragraphs), len(self.target.paragraphs), paragraphs)
        check_tiling(self.sentences, len(self.source.segments), len(self.target.segments), sentences)
        first, last = (self._paragraph_from(at) for at in (sentences.start, sentences.stop))
        for at in {*paragraphs, *range(first, last)}:
            self._check_nesting(self.paragraphs[at])

    def _paragraph_from(self, sentence: int) -> int:
        """Return the index of the first paragraph bead that begins where a sentence bead does, or later."""
        if sentence == len(self.sentences):
            return len(self.paragraphs)
        return bisect_left(self.paragraphs, _corner(self.sentences[sentence]), key=self.begin)

    def _check_nesting(self, paragraph: Bead) -> None:
        begin = self.begin(paragraph)
        at = bisect_left(self.sentences, begin, key=_corner)
        end = len(self.source.segments), len(self.target.segments)
        if begin != (_corner(self.sentences[at]) if at < len(self.sentences) else end):
            raise ValueError(f"no sentence bead starts where paragraph bead {paragraph} does")

    def beads(self, level: Level) -> tuple[Bead, ...]:
        """Return the beads of one level."""
        return self.paragraphs if level is Level.PARAGRAPH else self.sentences

    def segment_ranges(self, bead: Bead) -> tuple[range, range]:
        """Return the ranges of segments that a paragraph bead covers on both sides."""
        source, target = self.source.segment_offsets, self.target.segment_offsets
        return (
            range(source[bead.source.start], source[bead.source.stop]),
            range(target[bead.target.start], target[bead.target.stop]),
        )

    def begin(self, bead: Bead) -> tuple[int, int]:
        """Return the segments of both sides at which a paragraph bead begins."""
        return self.source.segment_offsets[bead.source.start], self.target.segment_offsets[bead.target.start]

    def sentences_inside(self, bead: Bead) -> tuple[Bead, ...]:
        """Return the sentence beads inside a paragraph bead, in order."""
        source, target = self.segment_ranges(bead)
        first = bisect_left(self.sentences, (source.start, target.start), key=_corner)
        last = bisect_left(self.sentences, (source.stop, target.stop), key=_corner)
        return self.sentences[first:last]


def _corner(bead: Bead) -> tuple[int, int]:
    """Return where a bead starts on both sides. The corners of beads that tile are in ascending order."""
    return bead.source.start, bead.target.start


def check_tiling(beads: Sequence[Bead], source_count: int, target_count: int, run: range | None = None) -> None:
    """Raise ValueError unless the beads cover both sides once, in order, without gap, overlap or empty bead.

    With a `run`, only the beads of these numbers are looked at: whether they fill the gap between those around them.
    """
    start, stop = (0, len(beads)) if run is None else (run.start, run.stop)
    source, target = (beads[start - 1].source.stop, beads[start - 1].target.stop) if start else (0, 0)
    for bead in beads[start:stop]:
        if bead.source.start != source or bead.target.start != target:
            raise ValueError(f"bead {bead} does not start at source {source}, target {target}")
        if bead.source.stop < source or bead.target.stop < target:
            raise ValueError(f"bead {bead} ends before it starts")
        if not bead.source and not bead.target:
            raise ValueError(f"bead {bead} is empty on both sides")
        source, target = bead.source.stop, bead.target.stop
    end = _corner(beads[stop]) if stop < len(beads) else (source_count, target_count)
    if (source, target) != end:
        raise ValueError(f"beads end at {source}, {target} instead of {end[0]}, {end[1]}")


def _new_run(old: Sequence[Bead], new: Sequence[Bead]) -> range:
    """Return the numbers of the beads that a sequence has in place of others of an old one."""
    head, tail = shared_ends(old, new)
    return range(head, len(new) - tail)


# Blocks of so many items are compared at once, because Python compares those of two tuples without our help.
_COMPARED_AT_ONCE = 512


def shared_ends(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """Return how many items two sequences share at their beginnings, and how many of the rest at their ends."""
    head = _shared_length(old, new)
    return head, _shared_length(old[head:][::-1], new[head:][::-1])


def _shared_length(left: Sequence[object], right: Sequence[object]) -> int:
    at, most, step = 0, min(len(left), len(right)), _COMPARED_AT_ONCE
    while at < most and left[at : at + step] == right[at : at + step]:
        at += step
    return next((number for number in range(at, most) if left[number] != right[number]), most)


Props = tuple[tuple[str, str], ...]


class CodeKind(StrEnum):
    """What an inline code does in its text, with the corresponding elements of TMX and XLIFF 1.2 in the comments."""

    OPEN = "open"  # bpt; bpt, bx, the beginning of g
    CLOSE = "close"  # ept; ept, ex, the end of g
    SINGLE = "single"  # ph; ph, x
    OPEN_ALONE = "open-alone"  # it; its partner is in another segment
    CLOSE_ALONE = "close-alone"  # it
    UNKNOWN = "unknown"  # ut
    MARK = "mark"  # the beginning of hi; of mrk
    MARK_END = "mark-end"  # the end of hi; of mrk


class Code(NamedTuple):
    """An inline code of a text: formatting, a variable, or a mark. It is never part of the words.

    `place` is the number of characters of plain text before it. `id` links an opening code with its closing one,
    and a code with its counterpart in the other language. `data` is the native code (`<b>`, `%1`); `markup` is its
    inner XML if that has elements of its own (`sub`). `attributes` are the other attributes in TMX.
    """

    place: int
    kind: CodeKind
    id: str = ""
    data: str = ""
    type: str = ""
    markup: str = ""
    attributes: Props = ()


Codes = tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """A source text and its translation, with the data that a memory keeps about them.

    `source` and `target` are plain text. Their inline codes are in `source_codes` and `target_codes`, in order of
    position. `props` and `notes` are as in TMX. `created` and `changed` are ISO 8601 times in UTC, or empty.
    `attributes` are the TMX attributes about who made and used the unit (`creationid`, `usagecount` …).
    """

    source: str
    target: str
    source_lang: str
    target_lang: str
    id: str = ""
    props: Props = ()
    notes: tuple[str, ...] = ()
    created: str = ""
    changed: str = ""
    source_props: Props = ()
    target_props: Props = ()
    source_codes: Codes = ()
    target_codes: Codes = ()
    source_notes: tuple[str, ...] = ()
    target_notes: tuple[str, ...] = ()
    attributes: Props = ()

    def prop(self, kind: str, default: str = "") -> str:
        """Return the value of the first prop of this type, or the default."""
        return next((value for name, value in self.props if name == kind), default)

    @property
    def review(self) -> str:
        """What a person has decided about the unit: a value of `BeadStatus`, or nothing where the unit does not say."""
        return parse_status(self.prop(REVIEW_PROP))


class TermType(StrEnum):
    """TBX-Basic `termType`."""

    FULL_FORM = "fullForm"
    SHORT_FORM = "shortForm"
    ACRONYM = "acronym"
    ABBREVIATION = "abbreviation"
    VARIANT = "variant"
    PHRASE = "phrase"


class TermStatus(StrEnum):
    """TBX-Basic `administrativeStatus`, in one word each."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    SUPERSEDED = "superseded"

    @property
    def rank(self) -> int:
        """0 for preferred to 3 for superseded: the term with the lowest rank is to be used."""
        return _STATUS_RANKS[self]

    @property
    def is_unwanted(self) -> bool:
        """Whether the term should no longer be used: deprecated or superseded."""
        return self in (TermStatus.DEPRECATED, TermStatus.SUPERSEDED)


# A dictionary, because this is looked up for hundreds of thousands of terms.
_STATUS_RANKS = {status: rank for rank, status in enumerate(TermStatus)}


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a concept in one language.

    `pos` is a TBX-Basic part of speech (noun, verb, adjective, adverb, other). `not_in` lists longer strings
    inside which the term does not mean this concept (大会 inside 审议大会). `is_detected` is False for a term
    that must not be searched for in running text. `source` is where it was found (`annex.8`).
    """

    text: str
    lang: str
    type: TermType = TermType.FULL_FORM
    status: TermStatus = TermStatus.PREFERRED
    pos: str = "noun"
    note: str = ""
    source: str = ""
    not_in: tuple[str, ...] = ()
    is_detected: bool = True


@dataclass(frozen=True, slots=True)
class ConceptEntry:
    """One concept: id, its terms in all languages, subject field, definition and its source, related concept ids."""

    id: str
    terms: tuple[Term, ...]
    subject: str = ""
    definition: str = ""
    definition_source: str = ""
    note: str = ""
    see_also: tuple[str, ...] = ()

    def terms_in(self, lang: str) -> tuple[Term, ...]:
        """Return the terms whose primary language is that of `lang`, in order."""
        primary = lang.split("-")[0]
        return tuple(term for term in self.terms if term.lang.split("-")[0] == primary)


@dataclass(frozen=True)
class Termbase:
    """A list of concepts, in order, with the metadata of its file."""

    entries: tuple[ConceptEntry, ...] = ()
    title: str = ""

    @cached_property
    def by_id(self) -> dict[str, ConceptEntry]:
        """The concepts by id."""
        return {entry.id: entry for entry in self.entries}


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters in a text."""

    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Match:
    """An occurrence in a text: its span, the words there, and a key for what was found (such as a concept id)."""

    start: int
    stop: int
    text: str
    key: str


class Severity(StrEnum):
    """How serious a finding is; `info` never fails a run."""

    MAJOR = "major"
    MINOR = "minor"
    INFO = "info"

    @property
    def rank(self) -> int:
        """2 for major, 1 for minor, 0 for info."""
        return _SEVERITIES.index(self)


_SEVERITIES: Sequence[Severity] = (Severity.INFO, Severity.MINOR, Severity.MAJOR)


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of one language's text shown with a finding: its place, its words, and the marked spans."""

    place: str
    lang: str
    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """The report of a check: rule id (`numbers.missing`), severity, message in plain words, and the texts concerned.

    `unit` is the id of the unit or paragraph it belongs to. `quotes` show both sides (and further places).
    `category` is an ITS 2.0 locQualityIssueType. `fingerprint` is stable across runs and re-alignment.
    """

    rule: str
    severity: Severity
    message: str
    unit: str = ""
    quotes: tuple[Quote, ...] = ()
    expected: str = ""
    advice: str = ""
    category: str = ""
    fingerprint: str = ""
