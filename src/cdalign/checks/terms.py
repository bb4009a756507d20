"""Terms: whether each concept that one text names is named in the other, by a form that the termbase allows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cdalign.checks.rules import SOURCE, TRANSLATION, make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.checks.term_evidence import is_evident, is_named, things_at
from cdalign.lexicon.equivalents import stems_of_word
from cdalign.messages import say, say_times
from cdalign.model import ConceptEntry, Finding, Match, Severity, Term, TermStatus, TermType
from cdalign.text import compact

_SHOWN_FORMS = 3
# If this many units render a concept in other words, and most units do, the finding is one about the concept.
_OTHERWISE_UNITS = 3
# A memory in which this many units name a country is about that country.
_AT_HOME_UNITS = 3
# Findings of units are kept until the end of the memory; beyond these the first are the ones to see.
_MOST_KEPT = 20_000
_ADDRESSES = ("forms of address",)
# A wrong term is where the right one should be: of 391 put into right pairs, nine of ten are as near as this.
_FAR_APART = 0.3
# Nouns at the end of a text that mean nothing by themselves there: “in a position to”, “in view of”.
_SET_PHRASE = re.compile(
    r"\b(?:in (?:a|no|any)(?: \w+)? position|in view|in (?:this|that|the) (?:respect|context)|"
    r"(?:of|the)(?: \w+){0,2} importance)$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Seen:
    """How often a concept was named, and how: by its forms, in other words, by nothing at all."""

    named: int = 0
    otherwise: list[Finding] = field(default_factory=list)
    otherwise_count: int = 0
    missing: list[Finding] = field(default_factory=list)
    is_place: bool = False

    @property
    def is_at_home(self) -> bool:
        """Whether other units render this place often enough that a unit may say “here” or “this country”."""
        return self.is_place and self.named - len(self.missing) >= _AT_HOME_UNITS


class MissingTerms:
    """Counts over a memory how each concept is rendered, and reports the units in which nothing renders it.

    A unit is reported where no form of the termbase, no rendering of the lexicon and no head of either occurs in the
    other text. What the memory mostly renders in other words is reported once, with counts.
    """

    def __init__(self) -> None:
        self._seen: dict[tuple[str, bool], _Seen] = {}
        self._free: dict[tuple[str, str, str], bool] = {}
        self._kept = 0

    def add(self, unit: PreparedUnit) -> None:
        """Count the concepts that a unit names, and keep those that its other text does not name."""
        for side, other in unit.sides:
            for concept, (match, *_) in side.named.items():
                if not self._is_known_free(side, match):
                    seen = self._seen.setdefault((concept, side is unit.source), _Seen())
                    seen.named += 1
                    self._keep(seen, unit, side, other, match)

    def _keep(self, seen: _Seen, unit: PreparedUnit, side: CheckedSide, other: CheckedSide, match: Match) -> None:
        if is_named(side, other, match):
            return
        if is_evident(side, other, match):
            seen.otherwise_count += 1
            if len(seen.otherwise) < _OTHERWISE_UNITS:
                seen.otherwise.append(_missing(unit, side, other, match))
        elif self._kept < _MOST_KEPT:
            self._kept += 1
            seen.is_place = bool(things_at(side, match, "country", "place"))
            seen.missing.append(_missing(unit, side, other, match))

    def _is_known_free(self, side: CheckedSide, match: Match) -> bool:
        """Return what `_is_free` says, which is asked once for each form of a concept."""
        key = match.text, side.lang, match.key
        if key not in self._free:
            self._free[key] = _is_free(side, match)
        return self._free[key]

    def findings(self) -> Iterator[Finding]:
        """Yield the units in which a term is missing, and the concepts that are mostly rendered otherwise."""
        for seen in self._seen.values():
            others = len(seen.missing) + seen.otherwise_count
            if len(seen.missing) >= _OTHERWISE_UNITS and 2 * others > seen.named:
                yield _otherwise([*seen.otherwise, *seen.missing], others, seen.named)
                continue
            if not seen.is_at_home:
                yield from seen.missing
            if seen.otherwise_count >= _OTHERWISE_UNITS:
                yield _otherwise(seen.otherwise, seen.otherwise_count, seen.named)


def check_phrases(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding where a set phrase or plain word is not rendered as the termbase has it: a rule to turn on."""
    for side, other in unit.sides:
        for matches in side.named.values():
            if _is_free(side, matches[0]) and not is_named(side, other, matches[0]):
                yield _missing(unit, side, other, matches[0])


def check_replaced_terms(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding if nothing renders a plain noun of the Chinese, and the English has another term instead.

    Plain nouns (决定, 承诺) are rendered freely, so that a missing one says nothing; a term that nothing in the Chinese
    could be rendered by, in its place, says that the wrong one was written.
    """
    sides = unit.chinese_and_english
    if sides is None:
        return
    chinese, english = sides
    free = _unrendered(chinese, english, is_free=True)
    lost = [one for one in free if english.evidence.isdisjoint(stems_of_word(compact(one.text)))]
    instead = list(_unrendered(english, chinese, is_free=False)) if lost else []
    pairs = ((one, other) for one in lost for other in instead if _are_beside(chinese, one, english, other))
    found = next(pairs, None)
    if found:
        lost_term, other_term = found
        quotes = unit.in_order(
            chinese.quote([(lost_term.start, lost_term.stop)]), english.quote([(other_term.start, other_term.stop)])
        )
        message = say("{term} is not rendered, and {other} renders nothing", term=lost_term.text, other=other_term.text)
        words = (lost_term.text, other_term.text.lower(), unit.source.text)
        yield make_finding("terms.missing", message, quotes, unit=unit.id, words=words, severity=Severity.MINOR)


def _are_beside(side: CheckedSide, match: Match, other: CheckedSide, there: Match) -> bool:
    """Return whether two terms occur at about the same place of their texts, as parts of the whole length."""
    return abs(match.start / len(side.text) - there.start / len(other.text)) <= _FAR_APART


def _unrendered(side: CheckedSide, other: CheckedSide, *, is_free: bool) -> Iterator[Match]:
    """Yield the nouns of the termbase that nothing in the other text renders; with `is_free` plain words only."""
    for match, *_ in side.named.values():
        if (
            _is_noun(side, match)
            and (not is_free or _is_free(side, match))
            and not _SET_PHRASE.search(side.text[: match.stop])
            and not is_named(side, other, match)
            and not is_evident(side, other, match)
        ):
            yield match


def _is_noun(side: CheckedSide, match: Match) -> bool:
    senses = side.terms.senses(match.text, side.lang)
    return all(one.term.pos == "noun" and one.concept.subject not in _ADDRESSES for one in senses)


def check_deprecated_terms(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding for each form that the termbase deprecates; in an official text it is only reported."""
    for side, _ in unit.sides:
        for match in side.matches:
            senses = side.terms.senses(match.text, side.lang)
            if senses and senses[0].term.status.is_unwanted and all(one.term.status.is_unwanted for one in senses):
                yield _deprecated(unit, side, match, senses[0].concept, senses[0].term)


def check_term_counts(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a note where a proper name occurs at least twice more in the source than in the translation.

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
            message = say(
                "occurs {sources} in the source and {targets} in the translation",
                sources=say_times(len(matches)),
                targets=say_times(len(others)),
            )
            yield make_finding("terms.count", message, quotes, unit=unit.id, words=(concept, source.text))


def _missing(unit: PreparedUnit, side: CheckedSide, other: CheckedSide, match: Match) -> Finding:
    entry = side.terms.termbase.by_id[match.key]
    allowed = [term.text for term in entry.terms_in(other.lang) if not term.status.is_unwanted]
    where = TRANSLATION if side is unit.source else SOURCE
    return make_finding(
        "terms.phrases" if _is_free(side, match) else "terms.missing",
        say("{match} is not rendered in the {where} by a form of the termbase", match=match.text, where=where),
        (side.quote([(match.start, match.stop)]), other.quote()),
        unit=unit.id,
        expected="; ".join(allowed[:_SHOWN_FORMS]),
        advice=say("use one of these forms, or add the one that is used there to concept {entry}", entry=entry.id),
        severity=_severity_of(side, match, is_forward=side is unit.source),
    )


def _otherwise(examples: list[Finding], count: int, named: int) -> Finding:
    first = examples[0]
    span = first.quotes[0].spans[0]
    term = first.quotes[0].text[span.start : span.stop]
    return make_finding(
        "terms.otherwise",
        say(
            "{term} is rendered in other words than those of the termbase in {count} of {named} units",
            term=term,
            count=count,
            named=named,
        ),
        [quote for one in examples[:_OTHERWISE_UNITS] for quote in one.quotes],
        expected=first.expected,
        advice="add the form that is used to the termbase, or use one of these",
        words=(term, first.expected),
    )


_NAMING_TYPES = (TermType.FULL_FORM, TermType.SHORT_FORM, TermType.ACRONYM, TermType.ABBREVIATION, TermType.VARIANT)


def _is_free(side: CheckedSide, match: Match) -> bool:
    """Return whether translators render it freely: phrases, words that are not nouns, plain words (view, approach)."""
    terms = [sense.term for sense in side.terms.senses(match.text, side.lang)]
    if any(term.type not in _NAMING_TYPES or term.pos != "noun" for term in terms):
        return True
    entry = side.terms.termbase.by_id[match.key]
    english = entry.terms_in("en")
    if entry.subject in _ADDRESSES:
        return True
    return any(term.text.isalpha() and term.text.islower() and " " not in term.text for term in english)


def _severity_of(side: CheckedSide, match: Match, *, is_forward: bool) -> Severity:
    """Proper names of the source are rendered one way, other nouns nearly always; a translation may name more."""
    if _is_free(side, match):
        return Severity.INFO
    english = side.terms.termbase.by_id[match.key].terms_in("en")
    # One capital alone does not make a name: Mr., Ambassador, Conference.
    is_name = any(term.text[:1].isupper() and (" " in term.text or term.text.isupper()) for term in english)
    return Severity.MAJOR if is_name and is_forward else Severity.MINOR


# Only unwanted forms are reported.
_STATUSES = {
    TermStatus.DEPRECATED: say("deprecated", context="status"),
    TermStatus.SUPERSEDED: say("superseded", context="status"),
}


def _deprecated(unit: PreparedUnit, side: CheckedSide, match: Match, entry: ConceptEntry, term: Term) -> Finding:
    preferred = [one.text for one in entry.terms_in(side.lang) if one.status is TermStatus.PREFERRED]
    official = say(" (the text is official: for information)") if side.is_official else ""
    return make_finding(
        "terms.deprecated",
        say(
            "{match} is {status} in the termbase{official}",
            match=match.text,
            status=_STATUSES[term.status],
            official=official,
        ),
        (side.quote([(match.start, match.stop)]),),
        unit=unit.id,
        expected="; ".join(preferred[:_SHOWN_FORMS]),
        advice=term.note,
        severity=Severity.INFO if side.is_official else None,
    )
