"""Records become concepts; what a record says wrongly becomes a fault and gets the usual value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeVar

from cdalign.languages import normalize_tag
from cdalign.model import ConceptEntry, Term, Termbase, TermStatus, TermType
from cdalign.patterns import compile_late
from cdalign.terminology.faults import TermbaseFault
from cdalign.terminology.records import TermbaseReading, TermRecord
from cdalign.terminology.statuses import read_status

PARTS_OF_SPEECH = ("noun", "verb", "adjective", "adverb", "other")
# What other tools and TBX version 2 write for the values of TBX-Basic.
_TYPES = {
    "": TermType.FULL_FORM,
    **{member.value.lower(): member for member in TermType},
    "full form": TermType.FULL_FORM,
    "short form": TermType.SHORT_FORM,
    "entryterm": TermType.FULL_FORM,
    "mainentryterm": TermType.FULL_FORM,
    "term": TermType.FULL_FORM,
    "initialism": TermType.ACRONYM,
    "synonym": TermType.VARIANT,
    "orthographicalvariant": TermType.VARIANT,
    "spelling variant": TermType.VARIANT,
    "phraseologicalunit": TermType.PHRASE,
    "setphrase": TermType.PHRASE,
    "standardtext": TermType.PHRASE,
}
_POS = {"": "noun", **{name: name for name in PARTS_OF_SPEECH}, "propernoun": "noun", "proper noun": "noun",
        "n": "noun", "v": "verb", "adj": "adjective", "adv": "adverb"}  # fmt: skip
_DETECTS = dict.fromkeys(("", "yes", "true", "1"), True) | dict.fromkeys(("no", "false", "0"), False)
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*")
_OF_CONCEPT = ("subject", "definition", "see_also", "definition_source", "concept_note")
_LIST_SEPARATOR = re.compile(r"\s*[;；|]\s*")
# XML 1.0, section 2.2: what is not a character of a document; and the line breaks that no term has.
_CONTROL = compile_late("[\x00-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
# XML Namespaces 1.0: an NCName, which xs:ID is.
_XML_NAME = re.compile(r"[^\W\d][\w.\-\u00b7]*")


_Value = TypeVar("_Value")
_Values = tuple[str, TermType, TermStatus, str, bool]


def gather_concepts(records: Iterable[TermRecord], title: str = "") -> TermbaseReading:
    """Return the concepts of records, in order of first mention, with the faults and the first line of each."""
    gathering = _Gathering()
    gathering.take(records)
    return gathering.finish(title)


def split_list(cell: str) -> tuple[str, ...]:
    """Return the parts of a cell that holds a list: `审议大会; 延期大会` -> two, empty ones left out."""
    return tuple(part for part in _LIST_SEPARATOR.split(cell.strip()) if part) if cell else ()


class _Gathering:
    """Concepts under construction: the records of each concept, and the faults met."""

    def __init__(self) -> None:
        self.first: dict[str, TermRecord] = {}
        self.terms: dict[str, list[Term]] = {}
        self.faults: list[TermbaseFault] = []
        self.known: dict[tuple[str, str, str, str, str], _Values] = {}

    def take(self, records: Iterable[TermRecord]) -> None:
        """Take records in; one loop with everything at hand, since a hundred thousand concepts pass through it."""
        terms_of, known = self.terms, self.known
        for record in records:
            (concept, lang, text, kind, status, pos, subject, definition, source, note, not_in, detect, see_also,
             definition_source, concept_note, _) = record  # fmt: skip
            terms = terms_of.get(concept)
            if terms is None:
                terms = self._begin(record)
            elif subject or definition or see_also or definition_source or concept_note:
                self._continue(record)
            if not (text and concept):
                self._refuse(record)
                continue
            values = (lang, kind, status, pos, detect)
            tag, term_type, term_status, part, is_detected = known.get(values) or self._understand(values, record)
            words = text if text.isprintable() else self._without_controls(record)
            contexts = split_list(not_in) if not_in else ()
            terms.append(Term(words, tag, term_type, term_status, part, note, source, contexts, is_detected))

    def _refuse(self, record: TermRecord) -> None:
        """Report what is wrong with a record without a term. A record of a concept alone is right."""
        if not record.concept:
            self.faults.append(TermbaseFault("concept.missing", record.term, record.line))
        elif record.lang:
            self._report("term.empty", "", record)

    def _begin(self, record: TermRecord) -> list[Term]:
        terms: list[Term] = []
        if record.concept:
            self.first[record.concept] = record
            self.terms[record.concept] = terms
            if not _XML_NAME.fullmatch(record.concept):
                self._report("concept.id", record.concept, record)
        return terms

    def _continue(self, record: TermRecord) -> None:
        """Take what the first record left open; what contradicts it is a fault."""
        first = self.first[record.concept]
        for name in _OF_CONCEPT:
            said, before = getattr(record, name), getattr(first, name)
            if said and not before:
                first = first._replace(**{name: said})
            elif said and said != before:
                self.faults.append(TermbaseFault("attribute.conflict", f"{name} {said}", record.line, record.concept))
        self.first[record.concept] = first

    def _without_controls(self, record: TermRecord) -> str:
        if _CONTROL.search(record.term):
            self._report("term.control", repr(record.term), record)
        return _CONTROL.sub(" ", record.term)

    def _understand(self, values: tuple[str, str, str, str, str], record: TermRecord) -> _Values:
        """Return what the picked values mean; those without a fault are remembered, since most terms repeat them."""
        lang, kind, status, pos, detect = values
        faults = len(self.faults)
        meaning = (
            self._lang(lang, record),
            self._choose(_TYPES, kind, "type.unknown", TermType.FULL_FORM, record),
            self._status(status, record),
            self._choose(_POS, pos, "pos.unknown", "other", record),
            self._choose(_DETECTS, detect, "detect.unknown", True, record),
        )
        if len(self.faults) == faults:
            self.known[values] = meaning
        return meaning

    def _lang(self, cell: str, record: TermRecord) -> str:
        tag = _known_tag(cell)
        if tag is None:
            self._report("lang.invalid" if cell else "lang.missing", cell, record)
            return "und"
        return tag

    def _status(self, cell: str, record: TermRecord) -> TermStatus:
        """Return the status. An unknown one is never taken for a recommendation."""
        status = read_status(cell) if cell else TermStatus.PREFERRED
        if status is None:
            self._report("status.unknown", cell, record)
            return TermStatus.ADMITTED
        return status

    def _choose(self, table: dict[str, _Value], cell: str, rule: str, default: _Value, record: TermRecord) -> _Value:
        value = table.get(cell) if cell in table else table.get(cell.lower())
        if value is None:
            self._report(rule, cell, record)
            return default
        return value

    def _report(self, rule: str, detail: str, record: TermRecord) -> None:
        self.faults.append(TermbaseFault(rule, detail, record.line, record.concept))

    def finish(self, title: str) -> TermbaseReading:
        entries = tuple(map(_entry, self.first.values(), self.terms.values()))
        lines = {concept: first.line for concept, first in self.first.items()}
        return TermbaseReading(Termbase(entries, title), tuple(self.faults), lines)


def _entry(first: TermRecord, terms: list[Term]) -> ConceptEntry:
    return ConceptEntry(
        first.concept,
        tuple(terms),
        first.subject,
        first.definition,
        first.definition_source,
        first.concept_note,
        split_list(first.see_also),
    )


@lru_cache(maxsize=256)
def _known_tag(cell: str) -> str | None:
    """Return the language tag in its usual case, or None if the cell is not a tag."""
    tag = normalize_tag(cell)
    return tag if _TAG.fullmatch(tag) else None
