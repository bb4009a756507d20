"""What is wrong with a termbase as a whole, beyond what its reader has seen."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from cdalign.languages import is_chinese, is_english, primary_language, script_of
from cdalign.model import ConceptEntry, Term, Termbase, TermStatus, TermType
from cdalign.terminology.faults import TermbaseFault
from cdalign.terminology.inflection import inflect_term
from cdalign.terminology.records import TermbaseReading
from cdalign.text import compact, contains_han, detect_script, squeeze_spaces

# The longest real term of the report's termbase has 71 characters; a longer one than this is a sentence or an attack.
LONGEST_TERM = 500
# Unicode's categories of what no term is written with: controls, invisible marks, halves, private and unassigned.
_NO_LETTERS = frozenset(("Cc", "Cf", "Cs", "Co", "Cn"))


def validate_reading(reading: TermbaseReading, langs: tuple[str, ...] = ("zh", "en")) -> tuple[TermbaseFault, ...]:
    """Return everything that is wrong with what was read: the reader's faults and those of the whole, by line."""
    faults = [*reading.faults, *validate_termbase(reading.termbase, langs, reading.lines)]
    return tuple(sorted(dict.fromkeys(faults), key=lambda fault: fault.line))


def validate_termbase(
    termbase: Termbase, langs: tuple[str, ...] = ("zh", "en"), lines: Mapping[str, int] | None = None
) -> Iterator[TermbaseFault]:
    """Yield the faults of a termbase; `langs` are the languages that each concept must have terms in."""
    places = lines or {}
    for entry in termbase.entries:
        for rule, detail in (*_concept_faults(entry, termbase, langs), *_term_faults(entry)):
            yield TermbaseFault(rule, detail, places.get(entry.id, 0), entry.id)
    for fault in _faults_between(termbase):
        yield replace(fault, line=places.get(fault.unit, 0))


_Found = Iterator[tuple[str, str]]


def _concept_faults(entry: ConceptEntry, termbase: Termbase, langs: tuple[str, ...]) -> _Found:
    if not entry.terms:
        yield "concept.empty", entry.id
        return
    for lang in langs:
        if not entry.terms_in(lang):
            yield "concept.language-missing", f"no term in {lang}"
    for other in entry.see_also:
        if other == entry.id:
            yield "reference.self", other
        elif other not in termbase.by_id:
            yield "reference.dangling", other
    if entry.definition_source and not entry.definition:
        yield "definition.empty", entry.definition_source
    yield from _preference_faults(entry)


def _preference_faults(entry: ConceptEntry) -> _Found:
    for lang in dict.fromkeys(term.lang for term in entry.terms):
        preferred = [term for term in entry.terms if term.lang == lang and term.status is TermStatus.PREFERRED]
        if not preferred:
            yield "preferred.missing", f"{lang} {entry.id}"
        full = [term.text for term in preferred if term.type is TermType.FULL_FORM]
        if len(full) > 1:
            yield "preferred.several", " / ".join(full)


def _term_faults(entry: ConceptEntry) -> _Found:
    seen: set[tuple[str, str]] = set()
    for term in entry.terms:
        if (term.lang, term.text) in seen:
            yield "term.repeated", term.text
        seen.add((term.lang, term.text))
    for term in entry.terms:
        yield from _wording_faults(term)
        yield from _language_faults(term)
        yield from _context_faults(term)


def _context_faults(term: Term) -> _Found:
    if term.not_in:
        forms = inflect_term(term.text, term.pos) if is_english(term.lang) else (term.text,)
        for context in term.not_in:
            if not any(compact(form).lower() in compact(context).lower() for form in forms):
                yield "context.useless", f"{context} for {term.text}"


def _wording_faults(term: Term) -> _Found:
    text = term.text
    if not text.strip():
        yield "term.empty", ""
    if text != squeeze_spaces(text) and text.strip():
        yield "term.spaces", repr(text)
    if not unicodedata.is_normalized("NFC", text):
        yield "term.not-nfc", text
    if len(text) > LONGEST_TERM:
        yield "term.long", f"{text[:40]}… ({len(text)} characters)"
    if "\ufffd" in text or (not text.isprintable() and any(unicodedata.category(char) in _NO_LETTERS for char in text)):
        yield "term.control", repr(text)
    if text.count("《") != text.count("》") or text.count("(") != text.count(")"):
        yield "term.brackets", text
    if term.type is TermType.ACRONYM and is_english(term.lang) and not any(char.isupper() for char in text):
        yield "type.acronym", text


def _language_faults(term: Term) -> _Found:
    if term.text.isascii():
        return
    if is_english(term.lang) and contains_han(term.text):
        yield "lang.wrong", f"{term.text} ({term.lang})"
    if is_chinese(term.lang):
        script, found = script_of(term.lang), detect_script(term.text)
        if script and found and script != found:
            yield "lang.script", f"{term.text} ({term.lang})"


def _faults_between(termbase: Termbase) -> Iterator[TermbaseFault]:
    """What two concepts have in common and should not."""
    holders: dict[tuple[str, str], list[ConceptEntry]] = defaultdict(list)
    for entry in termbase.entries:
        for key in dict.fromkeys((primary_language(term.lang), _key(term)) for term in entry.terms):
            holders[key].append(entry)
    repeated: set[frozenset[str]] = set()
    for (_, text), entries in holders.items():
        for other in entries[1:]:
            if _terms_of(other) == _terms_of(entries[0]):
                pair = frozenset((entries[0].id, other.id))
                if pair not in repeated:
                    repeated.add(pair)
                    yield TermbaseFault("concept.repeated", f"the same terms as {entries[0].id}", unit=other.id)
            else:
                yield TermbaseFault("term.shared", f"{text} also in {entries[0].id}", unit=other.id)
    for concept, count in Counter(entry.id for entry in termbase.entries).items():
        if count > 1:
            yield TermbaseFault("concept.duplicate", concept, unit=concept)


def _key(term: Term) -> str:
    text = compact(term.text)
    return text if term.type is TermType.ACRONYM else text.lower()


def _terms_of(entry: ConceptEntry) -> set[tuple[str, str]]:
    return {(primary_language(term.lang), _key(term)) for term in entry.terms}
