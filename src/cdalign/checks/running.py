"""All checks in their order: over units that stream by, and over the documents of a bitext."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from cdalign.checks.capitals import check_name_capitals, check_sentence_starts
from cdalign.checks.codes import check_codes
from cdalign.checks.coverage import check_coverage
from cdalign.checks.document_readings import DocumentReading, read_passages
from cdalign.checks.entities import NamesOfUnits
from cdalign.checks.forbidden_words import check_words
from cdalign.checks.habits import check_habits
from cdalign.checks.headings import check_headings, check_quoted_titles
from cdalign.checks.language import check_languages, check_untranslated
from cdalign.checks.meanings import check_modals, check_opposites
from cdalign.checks.names import check_name_spellings, check_posts
from cdalign.checks.negations import check_negations
from cdalign.checks.numbers import check_items, check_numbers
from cdalign.checks.omissions import (
    CALIBRATION_UNITS,
    OmissionLengths,
    calibrate_lengths,
    check_emptiness,
    check_lengths,
)
from cdalign.checks.order import check_order
from cdalign.checks.persons import check_persons
from cdalign.checks.punctuation import check_doubled_marks, check_foreign_marks, check_questions
from cdalign.checks.quotations import QuotationMarks
from cdalign.checks.renderings import SegmentRenderings, TermRenderings
from cdalign.checks.repetition import check_doubled_words
from cdalign.checks.settings import Settings
from cdalign.checks.shortforms import check_definitions, check_undefined
from cdalign.checks.sides import CheckedSide, PreparedUnit, Terminology, prepare_unit
from cdalign.checks.spelling import SpellingHabit, check_spelling, learn_spelling
from cdalign.checks.terms import (
    MissingTerms,
    check_deprecated_terms,
    check_phrases,
    check_replaced_terms,
    check_term_counts,
)
from cdalign.checks.titled import PersonPairs
from cdalign.checks.treaty_titles import check_ambiguous_titles, check_missing_brackets
from cdalign.checks.typography import check_brackets, check_english_spacing, check_script
from cdalign.checks.variants import check_term_variants, check_word_variants
from cdalign.model import Bead, BeadStatus, Bitext, Document, Finding, Level, Termbase, TranslationUnit
from cdalign.text import join_texts
from cdalign.units import bead_texts, document_name, unit_ids

UnitCheck = Callable[[PreparedUnit], Iterator[Finding]]
DocumentCheck = Callable[[DocumentReading], Iterator[Finding]]

UNIT_CHECKS: tuple[UnitCheck, ...] = (
    check_numbers,
    check_items,
    check_persons,
    check_order,
    check_negations,
    check_modals,
    check_opposites,
    check_deprecated_terms,
    check_replaced_terms,
    check_term_counts,
    check_untranslated,
    check_languages,
    check_codes,
    check_sentence_starts,
    check_name_capitals,
    check_foreign_marks,
    check_doubled_marks,
    check_questions,
    check_doubled_words,
    check_brackets,
    check_english_spacing,
    check_script,
)
DOCUMENT_CHECKS: tuple[DocumentCheck, ...] = (
    check_definitions,
    check_undefined,
    check_ambiguous_titles,
    check_missing_brackets,
    check_term_variants,
    check_word_variants,
    check_headings,
    check_quoted_titles,
    check_posts,
    check_name_spellings,
    check_habits,
)


def run_checks(
    units: Iterable[TranslationUnit], termbase: Termbase | None = None, *, settings: Settings | None = None
) -> Iterator[Finding]:
    """Yield the findings of units that stream by: those of each unit at once, those of the whole memory at the end.

    Memory stays bounded however many units there are. The first 2,000 units say how long translations are here.
    """
    terms = Terminology(termbase or Termbase())
    prepared = (prepare_unit(unit, terms, number) for number, unit in enumerate(units, start=1))
    chosen = settings or Settings()
    yield from chosen.apply(_check_stream(prepared, TermRenderings(terms), chosen))


def judge_units(
    units: Iterable[TranslationUnit], termbase: Termbase | None = None, *, settings: Settings | None = None
) -> Iterator[tuple[Finding, ...]]:
    """Yield for each unit, in order, the findings about it alone; what only the whole memory shows is left out.

    It reads ahead the 2,000 units that say how long translations are here.
    """
    terms, chosen, names = Terminology(termbase or Termbase()), settings or Settings(), NamesOfUnits()
    prepared = (prepare_unit(unit, terms, number) for number, unit in enumerate(units, start=1))
    stream, model, spelling = _calibrated(prepared)
    for unit in stream:
        yield tuple(chosen.apply(chain(_check_unit(unit, model, spelling, chosen), names.add(unit))))


def check_bitext(
    bitext: Bitext, termbase: Termbase | None = None, *, settings: Settings | None = None
) -> Iterator[Finding]:
    """Yield the findings of a bitext: of its sentence beads, of the pair as a memory, and of each document by itself.

    Beads that a person excluded are not compared; empty sides are, and reported until a person confirms them.
    """
    terms = Terminology(termbase or Termbase())
    chosen = settings or Settings()
    # Several terms of the source for one of the target are variants inside the source, of which its own check speaks.
    renderings = TermRenderings(terms, is_forward_only=True)
    units = _check_stream(_prepare_beads(bitext, terms), renderings, chosen)
    documents = chain.from_iterable(
        check_document(document, terms, settings=chosen) for document in (bitext.source, bitext.target)
    )
    yield from chain(chosen.apply(units), documents)


def check_bitexts(
    bitexts: Sequence[Bitext], termbase: Termbase | None = None, *, settings: Settings | None = None
) -> Iterator[Finding]:
    """Yield the findings of all bitexts; where there are several, each place says in which text: `CD/1#annex.8`."""
    for bitext in bitexts:
        name = document_name(bitext) if len(bitexts) > 1 else ""
        for finding in check_bitext(bitext, termbase, settings=settings):
            yield _placed(finding, name) if name else finding


def _placed(finding: Finding, name: str) -> Finding:
    quotes = (replace(quote, place=f"{name}#{quote.place}") if quote.place else quote for quote in finding.quotes)
    return replace(finding, unit=f"{name}#{finding.unit}" if finding.unit else "", quotes=tuple(quotes))


def check_document(
    document: Document, terms: Terminology | Termbase, *, settings: Settings | None = None
) -> Iterator[Finding]:
    """Yield the findings of one document by itself."""
    terminology = terms if isinstance(terms, Terminology) else Terminology(terms)
    reading = read_passages(document, terminology)
    findings = chain.from_iterable(check(reading) for check in DOCUMENT_CHECKS)
    yield from (settings or Settings()).apply(findings)


def _check_stream(units: Iterable[PreparedUnit], renderings: TermRenderings, settings: Settings) -> Iterator[Finding]:
    stream, model, spelling = _calibrated(units)
    names, marks = NamesOfUnits(), QuotationMarks()
    memory = (marks, MissingTerms(), PersonPairs(), SegmentRenderings(), SegmentRenderings(is_reverse=True), renderings)
    for unit in stream:
        yield from _check_unit(unit, model, spelling, settings)
        yield from names.add(unit)
        for accumulator in memory:
            accumulator.add(unit)
    for whole in (names, *memory):
        yield from whole.findings()


def _calibrated(units: Iterable[PreparedUnit]) -> tuple[Iterator[PreparedUnit], OmissionLengths, SpellingHabit]:
    """Return the units, with what the first of them say about lengths and spelling."""
    stream = iter(units)
    first = list(islice(stream, CALIBRATION_UNITS))
    return chain(first, stream), calibrate_lengths(first), learn_spelling(first)


def _check_unit(
    unit: PreparedUnit, model: OmissionLengths, spelling: SpellingHabit, settings: Settings
) -> Iterator[Finding]:
    empty = list(check_emptiness(unit))
    if empty:
        # What is not there has no numbers, terms or brackets: one finding says it.
        yield from empty
        return
    for check in UNIT_CHECKS:
        yield from check(unit)
    shortness = list(check_lengths(unit, model))
    yield from shortness
    if not shortness:
        yield from check_coverage(unit, model)
    yield from check_spelling(unit, spelling)
    yield from check_words(unit, settings.words)
    if settings.wants("terms.phrases"):
        yield from check_phrases(unit)


def _prepare_beads(bitext: Bitext, terms: Terminology) -> Iterator[PreparedUnit]:
    """Yield each sentence bead as a unit that knows the paragraphs around it."""
    for outer in bitext.paragraphs:
        around = tuple(
            join_texts(one.text for one in document.paragraphs[units.start : units.stop])
            for document, units in ((bitext.source, outer.source), (bitext.target, outer.target))
        )
        for bead in bitext.sentences_inside(outer):
            is_settled = bead.status is BeadStatus.CONFIRMED and not bead.is_two_sided
            if bead.status is not BeadStatus.EXCLUDED and not is_settled:
                yield _prepare_bead(bitext, bead, (around[0], around[1]), terms)


def _prepare_bead(bitext: Bitext, bead: Bead, around: tuple[str, str], terms: Terminology) -> PreparedUnit:
    texts = bead_texts(bitext, Level.SENTENCE, bead)
    sides = []
    for document, units, text, paragraph in zip(
        (bitext.source, bitext.target), (bead.source, bead.target), texts, around, strict=True
    ):
        ids = unit_ids(document, Level.SENTENCE, units)
        sides.append(
            CheckedSide(text, document.lang, ids[0] if ids else "", terms, paragraph, str(document.provenance.status))
        )
    return PreparedUnit(sides[0].place or sides[1].place, sides[0], sides[1])
