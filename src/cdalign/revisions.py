"""What a reviewer writes in place of a sentence: a correction, or the same words cut into several sentences.

The texts in `corpus/` are never changed. The revisions of a pair are in `tm/NAME.edits.tsv`, one a line, each with the
sentence as it is in the file, and are applied when the pair is read:

    #cdalign-edits  1
    side    segment     changed               by     original             texts
    target  annex.17.3  2026-11-30T11:30:00Z  l.wei  The Comittee adopt.  The Committee adopted.

Each further cell of a line is a further sentence. A revision whose original is no longer in the text is kept and does
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from cdalign.errors import ReadError, UsageError
from cdalign.messages import say
from cdalign.model import Document, Edit, Paragraph, Segment
from cdalign.text import compact, join_texts, squeeze_spaces
from cdalign.working.sidefiles import RESTORE_LINE, SideFile

SIDES = SOURCE, TARGET = "source", "target"
_FILE = SideFile(
    "#cdalign-edits\t1",
    ("side", "segment", "changed", "by", "original", "texts"),
    say("is not a list of edits"),
    say("the file begins with #cdalign-edits"),
)
# A sentence is cut into at most 26: each part gets a letter after the id of the whole.
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# The longest sentence of an official document has some 3,000 characters.
LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class SentenceRevision:
    """What is written in place of one sentence: side, id, original, texts, time (ISO 8601, UTC), who wrote it."""

    side: str
    segment: str
    original: str
    texts: tuple[str, ...]
    changed: str = ""
    by: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the sentences: that of the original, with a letter after it where there are several."""
        if len(self.texts) == 1:
            return (self.segment,)
        return tuple(f"{self.segment}{letter}" for letter in _LETTERS[: len(self.texts)])

    @property
    def is_correction(self) -> bool:
        """Whether other words are written than those of the original; a cut alone corrects nothing."""
        return compact(join_texts(self.texts)) != compact(self.original)


def parse_revisions(data: bytes, path: str | Path = "") -> tuple[SentenceRevision, ...]:
    """Return the revisions in the bytes of a file. An empty file has none.

    Raises:
        ReadError: it is no such file, or a line is damaged.
    """
    return tuple(_parse_row(cells, path, number) for number, cells in _FILE.parse(data, path))


def _parse_row(cells: list[str], path: str | Path, line: int) -> SentenceRevision:
    if len(cells) < len(_FILE.columns) or cells[0] not in SIDES or not all(cells[5:]):
        raise ReadError("is not an edit", path=path, line=line, advice=RESTORE_LINE)
    side, segment, changed, by, original, *texts = cells
    return SentenceRevision(side, segment, original, tuple(texts), changed, by)


def render_revisions(revisions: Iterable[SentenceRevision]) -> str:
    """Return the text of a file of revisions; an empty text if there are none."""
    return _FILE.render((one.side, one.segment, one.changed, one.by, one.original, *one.texts) for one in revisions)


def revise_document(document: Document, side: str, revisions: Iterable[SentenceRevision]) -> Document:
    """Return a document with the revisions of its side; the paragraphs have the new words too."""
    wanted = {one.segment: one for one in revisions if one.side == side}
    if not wanted:
        return document
    return replace(document, paragraphs=tuple(_revise(paragraph, wanted) for paragraph in document.paragraphs))


def _revise(paragraph: Paragraph, wanted: dict[str, SentenceRevision]) -> Paragraph:
    if not any(segment.id in wanted for segment in paragraph.segments):
        return paragraph
    segments: list[Segment] = []
    text, at = paragraph.text, 0
    for segment in paragraph.segments:
        start = max(at, text.find(segment.text, at))
        one = wanted.get(segment.id)
        at = start + len(segment.text)
        if one is None or compact(one.original) != compact(segment.text):
            segments.append(segment)
            continue
        segments += _segments_of(one, segment)
        new = join_texts(one.texts)
        text, at = text[:start] + new + text[at:], start + len(new)
    return replace(paragraph, text=text, segments=tuple(segments))


def _segments_of(revision: SentenceRevision, segment: Segment) -> Iterator[Segment]:
    edit = Edit(segment.text, revision.changed, revision.by) if revision.is_correction else None
    for identity, text in zip(revision.ids, revision.texts, strict=True):
        yield Segment(identity, text, edit)


def put_text(
    revisions: Sequence[SentenceRevision], side: str, segment: Segment, texts: Iterable[str], changed: str, by: str
) -> tuple[SentenceRevision, ...]:
    """Return the revisions with texts in place of a sentence, which may be one that a revision has made.

    Where the original is written again, its revision goes.

    Raises:
        UsageError: there is no text, one is too long, or the sentence would be cut into too many.
    """
    written = [squeeze_spaces(text) for text in texts]
    written = [text for text in written if text]
    if not written:
        raise UsageError("a sentence is not empty", advice="leave the row out instead")
    if max(map(len, written)) > LONGEST_TEXT:
        raise UsageError("this sentence is too long", advice="cut it")
    known = next((one for one in revisions if one.side == side and segment.id in one.ids), None)
    made = SentenceRevision(side, segment.id, segment.text, tuple(written), changed, by)
    if known is not None:
        at = known.ids.index(segment.id)
        made = replace(known, texts=(*known.texts[:at], *written, *known.texts[at + 1 :]), changed=changed, by=by)
    if len(made.texts) > len(_LETTERS):
        raise UsageError("a sentence is cut into too many", advice=say("{most} at most", most=len(_LETTERS)))
    kept = [one for one in revisions if one is not known]
    return tuple(kept) if made.texts == (made.original,) else tuple(sorted([*kept, made], key=_order))


def _order(revision: SentenceRevision) -> tuple[str, list[tuple[int, str]]]:
    """Return what orders revisions as a person expects: annex.9 before annex.17."""
    return revision.side, [(int(part) if part.isdecimal() else 0, part) for part in revision.segment.split(".")]


def widen(units: range, at: int, by: int) -> range:
    """Return a range of segments after segment `at` was replaced by `by` more (or, negative, fewer) of them."""
    start = units.start + by if units.start > at else units.start
    stop = units.stop + by if units.stop > at else units.stop
    return range(start, stop)


def grown_at(old: Sequence[Segment], new: Sequence[Segment]) -> Iterator[tuple[int, int]]:
    """Yield where a text has more or fewer segments than before: the index of the old one, and how many more."""
    places = {segment.id: at for at, segment in enumerate(new)}
    marks = [(at, places[segment.id]) for at, segment in enumerate(old) if segment.id in places]
    ends = [(-1, -1), *marks, (len(old), len(new))]
    for (old_at, new_at), (old_next, new_next) in pairwise(ends):
        more = (new_next - new_at) - (old_next - old_at)
        if more:
            yield old_next - 1, more
