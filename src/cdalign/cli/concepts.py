"""What a concept of the termbase looks like on a terminal: its terms, what is said of it, and where it occurs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cdalign.cli.amounts import say_sentences
from cdalign.cli.printing import styled, tell
from cdalign.cli.terminal_columns import INDENT, flow, folded_line, hanging, pad, page_width, wrap_marked, wrap_text
from cdalign.languages import primary_language
from cdalign.messages import say
from cdalign.model import ConceptEntry, Term, TermStatus, TermType
from cdalign.text import display_width

if TYPE_CHECKING:
    from cdalign.terminology.lookup import TermHit
    from cdalign.terminology.occurrences import Occurrence

_TYPE_WORDS = {
    TermType.SHORT_FORM: "short form",
    TermType.ACRONYM: "acronym",
    TermType.ABBREVIATION: "abbreviation",
    TermType.VARIANT: "variant",
}


def brief_lines(hit: TermHit) -> Iterator[str]:
    """A further hit, on one line where it fits: the term, what renders it, how it was met."""
    from cdalign.terminology.lookup import equivalents

    offered = [term.text for term in equivalents(hit.concept, hit.term.lang) if not term.status.is_unwanted]
    remark = f"{hit.way.value}, {hit.concept.id}"
    term, told = styled(hit.term.text, "bold"), styled(remark, "dim")
    if display_width("  ".join([hit.term.text, " · ".join(offered), remark])) <= page_width():
        yield "  ".join([term, " · ".join(offered), told])
        return
    yield from folded_line(f"{hit.term.text}  {remark}", f"{term}  {told}")
    yield from hanging("", flow([(text, text) for text in offered], page_width() - INDENT))


def hit_lines(hit: TermHit, occurrences: Sequence[Occurrence], sentence_limit: int) -> Iterator[str]:
    """Yield the lines of a hit with its whole concept, and of the first sentences in which it occurs."""
    yield from _head_lines(hit)
    yield from _term_lines(hit.concept)
    yield from _about_lines(hit.concept)
    if hit.term.source:
        yield from hanging(
            styled(pad("from", INDENT + 1), "dim"), wrap_text(hit.term.source, page_width() - 2 * INDENT - 1)
        )
    yield from _occurrence_lines(occurrences, sentence_limit)


def _head_lines(hit: TermHit) -> Iterator[str]:
    """The term met, how it was met, and on the right the concept, below where the line is full."""
    how = "" if hit.way.value == "exact" else f"  {hit.way.value}"
    if hit.way.value == "similar":
        how += f" {hit.likeness:.0f} %"
    concept = " · ".join(word for word in (hit.concept.subject, hit.concept.id) if word)
    term, told = f"{styled(hit.term.text, 'bold')}{styled(how, 'yellow')}", styled(concept, "dim")
    gap = page_width() - display_width(hit.term.text + how + concept)
    if gap >= 2:
        yield f"{term}{' ' * gap}{told}"
        return
    yield from folded_line(hit.term.text + how, term)
    yield " " * max(0, page_width() - display_width(concept)) + told


def _term_lines(concept: ConceptEntry) -> Iterator[str]:
    """All terms, one language after the other: what to use first, what not to use last and in red."""
    for lang in dict.fromkeys(term.lang for term in concept.terms):
        terms = sorted((term for term in concept.terms if term.lang == lang), key=lambda term: term.status.is_unwanted)
        label = styled(pad(primary_language(lang), INDENT), "dim")
        yield from hanging(label, flow([shown_term(term) for term in terms], page_width() - 2 * INDENT))


def shown_term(term: Term) -> tuple[str, str]:
    """A term with what is to be known of it: its words, and the same in colours."""
    remarks = [_TYPE_WORDS.get(term.type, ""), "" if term.status is TermStatus.PREFERRED else term.status.value]
    remark = ", ".join(word for word in remarks if word)
    plain = f"{term.text} ({remark})" if remark else term.text
    style = "red" if term.status.is_unwanted else "green" if term.status is TermStatus.PREFERRED else ""
    words = styled(term.text, style) if style else term.text
    return plain, words + (styled(f" ({remark})", "dim") if remark else "")


def _about_lines(concept: ConceptEntry) -> Iterator[str]:
    width = page_width() - 2 * INDENT
    if concept.definition:
        source = f" [{concept.definition_source}]" if concept.definition_source else ""
        yield from hanging(styled(pad("def", INDENT), "dim"), wrap_text(concept.definition + source, width))
    for note in _notes(concept):
        yield from hanging(styled(pad("note", INDENT + 1), "dim"), wrap_text(note, width - 1))
    if concept.see_also:
        yield from hanging(styled(pad("see", INDENT), "dim"), wrap_text(", ".join(concept.see_also), width))


def _notes(concept: ConceptEntry) -> Iterator[str]:
    """The concept's note, and the notes of its terms with the term."""
    if concept.note:
        yield concept.note
    for term in concept.terms:
        if term.note:
            yield f"{term.text}: {term.note}"


def _occurrence_lines(occurrences: Sequence[Occurrence], limit: int) -> Iterator[str]:
    """How often and where the concept occurs, and the first sentences in both languages."""
    if not occurrences:
        return
    counts = [sum(place.counts[side] for place in occurrences) for side in (0, 1)]
    source, target = (primary_language(quote.lang) for quote in (occurrences[0].source, occurrences[0].target))
    head = say(
        "{sources}× {source}, {targets}× {target} in {sentences}",
        sources=counts[0],
        source=source,
        targets=counts[1],
        target=target,
        sentences=say_sentences(len(occurrences)),
    )
    yield " " * INDENT + styled(tell(head), "dim")
    for place in occurrences[:limit]:
        yield from _sentence_lines(place)
    if len(occurrences) > limit > 0:
        more = say("… {count:,} more: --sentences {total}", count=len(occurrences) - limit, total=len(occurrences))
        yield " " * INDENT + styled(tell(more), "dim")


def _sentence_lines(place: Occurrence) -> Iterator[str]:
    yield " " * INDENT + styled(place.source.place or place.target.place, "yellow")
    for quote in (place.source, place.target):
        for line in wrap_marked(quote.text, quote.spans, page_width() - 2 * INDENT, "reverse"):
            yield " " * (2 * INDENT) + line
