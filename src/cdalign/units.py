"""A bitext's beads with their words: translation units for a memory, each with its origin."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cdalign.model import (
    REVIEW_PROP,
    SCORE_PROP,
    Bead,
    BeadStatus,
    Bitext,
    Document,
    Edit,
    Level,
    Paragraph,
    ReviserQuery,
    SourceStatus,
    TranslationUnit,
)
from cdalign.reading.subtitles import join_times
from cdalign.text import join_texts

# When a subtitle is shown, as SubRip writes it.
TIMES_PROP = "x-times"
_STATUS_WORDS = {
    SourceStatus.OFFICIAL: "official text",
    SourceStatus.WORKING_TRANSLATION: "working translation",
    SourceStatus.UNKNOWN: "text of unknown status",
}


def units_of(bitext: Bitext, level: Level) -> Iterator[TranslationUnit]:
    """Yield a translation unit for every bead of the level that has two sides and is not excluded, in order.

    Props give the document, the paragraphs, the shape, the score, whether a person confirmed it, and the status
    of both texts. One note gives the same in a line for a person to read. Where a person has corrected a text,
    `x-edited` names the side, the text has its original as a prop, and the unit says when and by whom.
    """
    for bead in bitext.beads(level):
        if bead.is_two_sided and bead.status is not BeadStatus.EXCLUDED:
            yield _unit_of(bitext, level, bead)


def document_name(bitext: Bitext) -> str:
    """Return the name of a pair for its readers: its symbol, or the name that both files share, or an empty text."""
    sides = bitext.source, bitext.target
    names = {Path(document.provenance.path).stem for document in sides}
    shared = names.pop() if len(names) == 1 else ""
    return next((document.symbol for document in sides if document.symbol), shared)


def bead_texts(bitext: Bitext, level: Level, bead: Bead) -> tuple[str, str]:
    """Return the words of a bead's two sides, each joined as its language requires."""
    return _words(bitext.source, level, bead.source), _words(bitext.target, level, bead.target)


def unit_ids(document: Document, level: Level, units: range) -> tuple[str, ...]:
    """Return the ids of a run of units: paragraphs (`annex.17`) or segments (`annex.17.3`)."""
    return tuple(item.id for item in document.units(level)[units.start : units.stop])


def _words(document: Document, level: Level, units: range) -> str:
    return join_texts(item.text for item in document.units(level)[units.start : units.stop])


def _unit_of(bitext: Bitext, level: Level, bead: Bead) -> TranslationUnit:
    source, target = bead_texts(bitext, level, bead)
    places = unit_ids(bitext.source, level, bead.source)
    name = document_name(bitext)
    sides = _edits(bitext.source, level, bead.source), _edits(bitext.target, level, bead.target)
    review = BeadStatus.CONFIRMED if bead.status is BeadStatus.CONFIRMED else BeadStatus.PENDING
    statuses = bitext.source.provenance.status, bitext.target.provenance.status
    props = (
        ("x-document", name),
        ("x-paragraph", _span_words(places)),
        ("x-alignment", bead.shape.replace(":", "-")),
        (SCORE_PROP, f"{bead.score:.2f}"),
        (REVIEW_PROP, review.value),
        ("x-source-status", str(statuses[0])),
        ("x-target-status", str(statuses[1])),
        ("x-edited", " ".join(side for side, edits in zip(("source", "target"), sides, strict=True) if edits)),
    )
    last = max((edit for edits in sides for edit in edits), key=lambda edit: edit.changed, default=None)
    return TranslationUnit(
        source=source,
        target=target,
        source_lang=bitext.source.lang,
        target_lang=bitext.target.lang,
        id=f"{name}#{places[0]}" if name else places[0],
        props=tuple((kind, value) for kind, value in props if value),
        notes=(_note(bitext, bead, name, places), *map(str, bead_queries(bitext, level, bead))),
        changed=last.changed if last else "",
        source_props=(*(("x-original", edit.original) for edit in sides[0]), *times_of(bitext.source, bead.source)),
        target_props=(*(("x-original", edit.original) for edit in sides[1]), *times_of(bitext.target, bead.target)),
        attributes=(("changeid", last.by),) if last and last.by else (),
    )


def _edits(document: Document, level: Level, units: range) -> list[Edit]:
    """Return what a person wrote over in a run of units, each original once."""
    items = document.units(level)[units.start : units.stop]
    segments = (segment for item in items for segment in (item.segments if isinstance(item, Paragraph) else (item,)))
    return list(dict.fromkeys(segment.edit for segment in segments if segment.edit is not None))


def times_of(document: Document, units: range) -> tuple[tuple[str, str], ...]:
    """Return when a run of subtitles is shown, as a prop of its text; other texts have none."""
    if not document.paragraphs or not document.paragraphs[0].times:
        return ()
    # A subtitle is one segment, so paragraphs and segments have the same numbers.
    times = join_times(document.paragraphs[at].times for at in units)
    return ((TIMES_PROP, times),) if times else ()


def bead_queries(bitext: Bitext, level: Level, bead: Bead) -> tuple[ReviserQuery, ...]:
    """Return the queries about the units of a bead, those about its source first; comments are on either side.

    A query about a paragraph belongs to the sentence that has its words, or else to the paragraph's first one.
    """
    sides = ((bitext.source, bead.source), (bitext.target, bead.target))
    return tuple(
        query
        for document, units in sides
        if document.queries
        for unit in unit_ids(document, level, units)
        for query in document.queries_by_unit.get((level, unit), ())
    )


def bitext_queries(bitext: Bitext) -> Iterator[tuple[Document, ReviserQuery]]:
    """Yield all queries about a bitext, each with the document that it is about."""
    for document in (bitext.source, bitext.target):
        for query in document.queries:
            yield document, query


def _span_words(places: tuple[str, ...]) -> str:
    return places[0] if len(places) == 1 else f"{places[0]}–{places[-1]}"


def _note(bitext: Bitext, bead: Bead, name: str, places: tuple[str, ...]) -> str:
    where = " ".join(word for word in (name, _span_words(places)) if word)
    is_confirmed = bead.status is BeadStatus.CONFIRMED
    how = "confirmed by a person" if is_confirmed else f"aligned automatically ({bead.score:.0%})"
    sides = (
        f"{document.lang} {_STATUS_WORDS[document.provenance.status]}" for document in (bitext.source, bitext.target)
    )
    return f"{where}; {how}; {', '.join(sides)}"
