"""A termbase as a table with a row for each concept, as CAT tools import it: CSV and XLSX.

Trados takes one concept a row and splits synonyms in a cell at `|`; memoQ repeats a language's column for each
further term and says `Entry_…` for what belongs to the concept; Phrase takes one term pair a row with a concept id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from itertools import zip_longest

from cdalign.model import ConceptEntry, Term, Termbase, TermStatus, TermType

Row = Sequence[str]


class Layout(StrEnum):
    """For whom a table of concepts is laid out."""

    GENERAL = "general"
    TRADOS = "trados"
    MEMOQ = "memoq"
    PHRASE = "phrase"


def rows_of(termbase: Termbase, layout: Layout = Layout.GENERAL) -> Iterator[Row]:
    """Return the header row and then the rows of the concepts, every cell a string."""
    return _LAYOUTS[layout](termbase)


def languages_of(termbase: Termbase) -> tuple[str, ...]:
    """Return the languages of a termbase: Chinese first, the others in order of first mention."""
    found = dict.fromkeys(term.lang for entry in termbase.entries for term in entry.terms)
    return tuple(sorted(found, key=lambda lang: not lang.startswith("zh")))


def _general_rows(termbase: Termbase) -> Iterator[Row]:
    """Preferred terms first, the other forms next to them, everything a reader asks for after them."""
    langs = languages_of(termbase)
    yield ["concept", *(cell for lang in langs for cell in (lang, f"{lang} other forms", f"{lang} deprecated")),
           "subject", "definition", "definition source", "note", "see also"]  # fmt: skip
    for entry in termbase.entries:
        cells = (cell for lang in langs for cell in _form_cells(_terms(entry, lang)))
        yield [entry.id, *cells, entry.subject, entry.definition, entry.definition_source, entry.note,
               "; ".join(entry.see_also)]  # fmt: skip


def _form_cells(terms: Sequence[Term]) -> tuple[str, str, str]:
    usable = [term.text for term in terms if not term.status.is_unwanted]
    deprecated = [term.text for term in terms if term.status.is_unwanted]
    return (usable[0] if usable else "", " | ".join(usable[1:]), " | ".join(deprecated))


def _trados_rows(termbase: Termbase) -> Iterator[Row]:
    langs = languages_of(termbase)
    yield ["Entry ID", *langs, *(f"{lang} Status" for lang in langs), "Subject", "Definition", "Source", "Note"]
    for entry in termbase.entries:
        by_lang = [_terms(entry, lang) for lang in langs]
        texts = ["|".join(term.text for term in terms) for terms in by_lang]
        statuses = ["|".join(term.status.value for term in terms) for terms in by_lang]
        yield [entry.id, *texts, *statuses, entry.subject, entry.definition, entry.definition_source, entry.note]


def _memoq_rows(termbase: Termbase) -> Iterator[Row]:
    langs = languages_of(termbase)
    widths = [max((len(_terms(entry, lang)) for entry in termbase.entries), default=1) for lang in langs]
    columns = [cell for lang, width in zip(langs, widths, strict=True) for cell in (lang, "Term_Info") * width]
    yield ["Entry_ID", "Entry_Subject", "Entry_Note", "Entry_Definition", *columns]
    for entry in termbase.entries:
        cells = [cell for lang, width in zip(langs, widths, strict=True) for cell in _memoq_cells(entry, lang, width)]
        yield [entry.id, entry.subject, entry.note, entry.definition, *cells]


def _memoq_cells(entry: ConceptEntry, lang: str, width: int) -> Iterator[str]:
    for _, term in zip_longest(range(width), _terms(entry, lang)):
        yield from ("", "") if term is None else (term.text, _memoq_info(term))


def _memoq_info(term: Term) -> str:
    """`CaseSense;PrefixMatch;Forbidden` as memoQ's own exports have it."""
    case = "Yes" if term.type in (TermType.ACRONYM, TermType.ABBREVIATION) else "Permissive"
    return f"{case};Exact;{'Forbidden' if term.status.is_unwanted else 'Not forbidden'}"


def _phrase_rows(termbase: Termbase) -> Iterator[Row]:
    langs = languages_of(termbase)
    details = ("status", "forbidden", "preferred", "case sensitive", "note")
    yield [
        "concept id",
        "subject",
        "definition",
        *(c for lang in langs for c in (lang, *(f"{lang} {d}" for d in details))),
    ]
    for entry in termbase.entries:
        for index, terms in enumerate(zip_longest(*(_terms(entry, lang) for lang in langs))):
            head = (entry.id, entry.subject, entry.definition) if index == 0 else (entry.id, "", "")
            yield [*head, *(cell for term in terms for cell in _phrase_cells(term))]


def _phrase_cells(term: Term | None) -> Row:
    if term is None:
        return ("",) * 6
    flags = (term.status.is_unwanted, term.status is TermStatus.PREFERRED, term.type is TermType.ACRONYM)
    return (term.text, term.status.value, *("true" if flag else "false" for flag in flags), term.note)


def _terms(entry: ConceptEntry, lang: str) -> tuple[Term, ...]:
    """The terms of exactly this language, preferred ones first."""
    terms = [term for term in entry.terms if term.lang == lang]
    return tuple(sorted(terms, key=lambda term: term.status.rank))


_LAYOUTS: dict[Layout, Callable[[Termbase], Iterator[Row]]] = {
    Layout.GENERAL: _general_rows,
    Layout.TRADOS: _trados_rows,
    Layout.MEMOQ: _memoq_rows,
    Layout.PHRASE: _phrase_rows,
}
