"""What a reviewer writes over the sentences of a bitext, with the state before and after it, for undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cdalign.model import Bitext, Document
from cdalign.revisions import SIDES, SentenceRevision, grown_at, put_text, revise_document, widen


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What a person writes in place of a sentence of a side: its id, and one text or, to cut it, several."""

    side: str
    segment: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrittenTexts:
    """A bitext with the revisions that its documents are made of: the state before or after a rewriting."""

    bitext: Bitext
    revisions: tuple[SentenceRevision, ...]


@dataclass(frozen=True, slots=True)
class TextChange:
    """A rewriting: the state before it and after it."""

    before: WrittenTexts
    after: WrittenTexts

    def turned(self) -> TextChange:
        """Return the change that undoes this one."""
        return TextChange(self.after, self.before)


def write_texts(
    written: WrittenTexts, rewritings: Sequence[Rewriting], *, by: str, at: str
) -> tuple[SentenceRevision, ...] | None:
    """Return the revisions with texts in place of sentences, or None if the bitext no longer has one of these.

    Raises:
        UsageError: a text is empty or too long.
    """
    documents = zip(SIDES, (written.bitext.source, written.bitext.target), strict=True)
    segments = {(side, segment.id): segment for side, document in documents for segment in document.segments}
    revisions = written.revisions
    for one in rewritings:
        segment = segments.get((one.side, one.segment))
        if segment is None:
            return None
        revisions = put_text(revisions, one.side, segment, one.texts, at, by)
    return revisions


def revise_documents(
    originals: tuple[Document, Document], revisions: tuple[SentenceRevision, ...]
) -> tuple[Document, Document]:
    """Return the two documents of the files with what was written over their sentences."""
    source, target = (revise_document(*side, revisions) for side in zip(originals, SIDES, strict=True))
    return source, target


def rewrite_bitext(bitext: Bitext, documents: tuple[Document, Document]) -> Bitext:
    """Return a bitext with other documents, whose sentences were written over; its beads hold what they held."""
    source, target = documents
    grown = (
        list(grown_at(bitext.source.segments, source.segments)),
        list(grown_at(bitext.target.segments, target.segments)),
    )
    sentences = [
        replace(bead, source=_widened(bead.source, grown[0]), target=_widened(bead.target, grown[1]))
        for bead in bitext.sentences
    ]
    kept = tuple(bead for bead in sentences if bead.source or bead.target)
    return Bitext(source, target, bitext.paragraphs, kept)


def _widened(units: range, grown: Sequence[tuple[int, int]]) -> range:
    for at, by in reversed(grown):
        units = widen(units, at, by)
    return units
