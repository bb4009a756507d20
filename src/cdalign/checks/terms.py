"""Terms: whether each concept that one text names is named in the other, by a form that the termbase allows."""

from __future__ import annotations

from collections.abc import Iterator

from cdalign.checks.rules import make_finding
from cdalign.checks.sides import PreparedUnit, Side
from cdalign.model import ConceptEntry, Finding, Match, Severity, Term, TermStatus, TermType

_SHOWN_FORMS = 3


def check_terms(unit: PreparedUnit) -> Iterator[Finding]:
    """Give a finding for each concept that one text names and the other does not name in any allowed form.

    A form is looked for as a term, inside a longer term, and in the rest of the paragraph.
    """
    return _check_presence(unit, is_free=False)


def check_phrases(unit: PreparedUnit) -> Iterator[Finding]:
    """Give the same for set phrases and plain words, which are rendered freely: a rule to turn on."""
    return _check_presence(unit, is_free=True)


def _check_presence(unit: PreparedUnit, *, is_free: bool) -> Iterator[Finding]:
    for side, other in unit.sides:
        for concept, matches in side.named.items():
            if concept in other.concepts or _is_free(side, matches[0]) != is_free:
                continue
            if not _is_rendered(side, other, matches[0]):
                yield _missing(unit, side, other, matches[0])


def check_deprecated_terms(unit: PreparedUnit) -> Iterator[Finding]:
    """Give a finding for each form that the termbase deprecates; in an official text it is only reported."""
    for side, _ in unit.sides:
        for match in side.matches:
            senses = side.terms.senses(match.text, side.lang)
            if senses and senses[0].term.status.is_unwanted and all(one.term.status.is_unwanted for one in senses):
                yield _deprecated(unit, side, match, senses[0].concept, senses[0].term)


def check_term_counts(unit: PreparedUnit) -> Iterator[Finding]:
    """Give a note where a proper name stands at least twice more in the source than in the translation.

    Translations rightly say "the Treaty" or "it"; a name that vanishes twice may be a sentence that did.
    """
    source, target = unit.source, unit.target
    for concept, matches in source.named.items():
        others = target.named.get(concept, [])
        if others and len(matches) >= len(others) + 2:
            quotes = [
                side.quote((one.start, one.stop) for one in found)
                for side, found in ((source, matches), (target, others))
            ]
            message = f"stands {len(matches)} times in the source and {len(others)} times in the translation"
            yield make_finding("terms.count", message, quotes, unit=unit.id, words=(concept, source.text))


def _is_rendered(side: Side, other: Side, match: Match) -> bool:
    if match.key in other.concepts:
        return True
    concepts = {match.key, *(sense.concept.id for sense in side.terms.senses(match.text, side.lang))}
    if concepts & other.concepts:
        return True
    forms = [form for concept in concepts for form in side.terms.forms(concept, other.lang)]
    # A concept without a term in the other language cannot be missing there.
    return not forms or any(form in other.haystack for form in forms)


def _missing(unit: PreparedUnit, side: Side, other: Side, match: Match) -> Finding:
    entry = side.terms.termbase.by_id[match.key]
    allowed = [term.text for term in entry.terms_in(other.lang) if not term.status.is_unwanted]
    where = "translation" if side is unit.source else "source"
    return make_finding(
        "terms.phrases" if _is_free(side, match) else "terms.missing",
        f"{match.text} is not rendered in the {where} by a form of the termbase",
        (side.quote([(match.start, match.stop)]), other.quote()),
        unit=unit.id,
        expected="; ".join(allowed[:_SHOWN_FORMS]),
        advice=f"use one of these forms, or add the one that stands there to concept {entry.id}",
        severity=_severity_of(side, match, is_forward=side is unit.source),
    )


_NAMING_TYPES = (TermType.FULL_FORM, TermType.SHORT_FORM, TermType.ACRONYM, TermType.ABBREVIATION, TermType.VARIANT)


def _is_free(side: Side, match: Match) -> bool:
    """Say whether translators render it as they please: phrases, what is no noun, and plain words (view, approach)."""
    terms = [sense.term for sense in side.terms.senses(match.text, side.lang)]
    if any(term.type not in _NAMING_TYPES or term.pos != "noun" for term in terms):
        return True
    english = side.terms.termbase.by_id[match.key].terms_in("en")
    return any(term.text.isalpha() and term.text.islower() and " " not in term.text for term in english)


def _severity_of(side: Side, match: Match, *, is_forward: bool) -> Severity:
    """Proper names of the source are rendered one way, other nouns nearly always; a translation may name more."""
    if _is_free(side, match):
        return Severity.INFO
    english = side.terms.termbase.by_id[match.key].terms_in("en")
    # One capital alone does not make a name: Mr., Ambassador, Conference.
    is_name = any(term.text[:1].isupper() and (" " in term.text or term.text.isupper()) for term in english)
    return Severity.MAJOR if is_name and is_forward else Severity.MINOR


def _deprecated(unit: PreparedUnit, side: Side, match: Match, entry: ConceptEntry, term: Term) -> Finding:
    preferred = [one.text for one in entry.terms_in(side.lang) if one.status is TermStatus.PREFERRED]
    official = " (the text is official: for information)" if side.is_official else ""
    return make_finding(
        "terms.deprecated",
        f"{match.text} is {term.status} in the termbase{official}",
        (side.quote([(match.start, match.stop)]),),
        unit=unit.id,
        expected="; ".join(preferred[:_SHOWN_FORMS]),
        advice=term.note,
        severity=Severity.INFO if side.is_official else None,
    )
