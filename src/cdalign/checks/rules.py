"""The rules: what each is called, how much it matters, and its ITS 2.0 type; and how a finding is made of one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from cdalign.model import Finding, Quote, Severity, Span
from cdalign.text import compact


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: stable id (`numbers.missing`), severity, ITS 2.0 locQualityIssueType, and what it says in one line.

    One that is not on by itself is turned on in the settings.
    """

    id: str
    severity: Severity
    category: str
    summary: str
    is_on: bool = True


_MAJOR, _MINOR, _INFO = Severity.MAJOR, Severity.MINOR, Severity.INFO

RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        Rule("numbers.missing", _MAJOR, "numbers", "A number of one text is missing from the other."),
        Rule("numbers.different", _MAJOR, "numbers", "A number differs between the texts."),
        Rule("dates.missing", _MAJOR, "numbers", "A date of one text is missing from the other."),
        Rule("dates.different", _MAJOR, "numbers", "A date differs between the texts."),
        Rule("symbols.missing", _MAJOR, "numbers", "A document symbol of one text is missing from the other."),
        Rule("symbols.different", _MAJOR, "numbers", "A document symbol differs between the texts."),
        Rule("units.different", _MAJOR, "numbers", "A number has another unit or another currency in the translation."),
        Rule("items.missing", _MAJOR, "omission", "A point of a list, (a) or (ii), is missing from one text."),
        Rule("meaning.negation", _MINOR, "mistranslation", "One text denies and the other does not."),
        Rule("meaning.modal", _MINOR, "mistranslation", "One text says must, the other may."),
        Rule(
            "meaning.quantifier",
            _MINOR,
            "mistranslation",
            "One text says all, least or two, the other some, most or one.",
        ),
        Rule("meaning.opposite", _MINOR, "mistranslation", "A word is rendered by its opposite."),
        Rule("terms.missing", _MAJOR, "terminology", "A term is not rendered by any form that the termbase allows."),
        Rule(
            "terms.phrases",
            _INFO,
            "terminology",
            "A set phrase or plain word is not rendered as the termbase has it.",
            False,
        ),
        Rule("terms.otherwise", _INFO, "terminology", "A term is rendered in other words than those of the termbase."),
        Rule("terms.count", _INFO, "terminology", "A term stands more often in one text than in the other."),
        Rule("terms.deprecated", _MINOR, "terminology", "A form stands here that the termbase deprecates."),
        Rule("terms.renderings", _MINOR, "inconsistency", "One term is rendered by several terms over the memory."),
        Rule("segments.renderings", _MINOR, "inconsistency", "One source text is translated in several ways."),
        Rule("segments.merged", _INFO, "inconsistency", "Several source texts are translated alike."),
        Rule("omissions.empty", _MAJOR, "omission", "One text is empty."),
        Rule("omissions.length", _MAJOR, "length", "One text is far too short for the other."),
        Rule("omissions.sentences", _MAJOR, "omission", "One text has fewer sentences and is too short."),
        Rule("omissions.clause", _MINOR, "omission", "A clause of the Chinese has no words in the English."),
        Rule("omissions.added", _MINOR, "addition", "The English says what the Chinese does not."),
        Rule("omissions.item", _MINOR, "omission", "A list of one text lacks an item of the other."),
        Rule("untranslated.same", _MAJOR, "untranslated", "The translation is the source text itself."),
        Rule("untranslated.words", _MAJOR, "untranslated", "The translation holds words of the source language."),
        Rule("brackets.unpaired", _MAJOR, "typographical", "A bracket is opened and not closed, or the reverse."),
        Rule("codes.different", _MAJOR, "markup", "A tag or placeholder of one text is missing from the other."),
        Rule("language.other", _MAJOR, "untranslated", "A text is in another language than its own."),
        Rule("spelling.unknown", _MINOR, "misspelling", "A word is not in the dictionary, and a common one is near."),
        Rule("spelling.variant", _MINOR, "misspelling", "A word is spelt as the United Nations does not spell it."),
        Rule("capitals.start", _MINOR, "typographical", "A sentence begins with a small letter."),
        Rule("capitals.names", _MINOR, "typographical", "A name begins with a small letter."),
        Rule("punctuation.foreign", _MINOR, "typographical", "Chinese punctuation stands in an English text."),
        Rule("punctuation.doubled", _MINOR, "typographical", "Two punctuation marks stand where one belongs."),
        Rule("punctuation.question", _MINOR, "typographical", "One text asks and the other states."),
        Rule("quotes.unpaired", _MINOR, "typographical", "A quotation mark is opened and not closed, or the reverse."),
        Rule("words.doubled", _MINOR, "duplication", "A word stands twice in a row."),
        Rule("spaces.doubled", _MINOR, "whitespace", "Two spaces stand where one belongs."),
        Rule("spaces.punctuation", _MINOR, "whitespace", "A space stands before a punctuation mark."),
        Rule(
            "script.mixed", _MINOR, "characters", "Traditional characters stand in a Simplified text, or the reverse."
        ),
        Rule(
            "spacing.mixed", _INFO, "whitespace", "Spaces between Han and Latin differ from the document's own habit."
        ),
        Rule(
            "width.mixed", _INFO, "typographical", "A full- or half-width mark differs from the document's own habit."
        ),
        Rule("quotes.mixed", _INFO, "typographical", "Quotation marks differ from the document's own habit."),
        Rule("shortforms.undefined", _MAJOR, "terminology", "A short form is used and never defined."),
        Rule("shortforms.late", _MINOR, "terminology", "A short form is used before it is defined."),
        Rule("shortforms.twice", _MINOR, "terminology", "A short form is defined more than once."),
        Rule("shortforms.unused", _MINOR, "terminology", "A short form is defined and never used."),
        Rule("shortforms.mixed", _INFO, "inconsistency", "The full form is used although a short form is defined."),
        Rule("shortforms.ambiguous", _MAJOR, "terminology", "A bare short form stands for different things."),
        Rule("shortforms.brackets", _MINOR, "typographical", "A title stands without its 《》."),
        Rule("variants.terms", _MINOR, "inconsistency", "One concept has several names in one language."),
        Rule("variants.words", _INFO, "inconsistency", "Two wordings that may mean the same stand in one text."),
        Rule("headings.wording", _MAJOR, "inconsistency", "A heading differs from the wording it repeats."),
        Rule("titles.wording", _MINOR, "inconsistency", "A quoted title differs from another wording of it."),
        Rule("names.country", _MAJOR, "terminology", "The texts name different countries or places."),
        Rule("names.body", _MAJOR, "terminology", "The texts name different international bodies."),
        Rule("names.treaty", _MAJOR, "terminology", "The texts name different treaties."),
        Rule("names.person", _MAJOR, "terminology", "The texts name different persons."),
        Rule("names.order", _MAJOR, "terminology", "Two names or parties have changed places."),
        Rule("names.post", _MAJOR, "inconsistency", "One person bears differently worded posts."),
        Rule("names.spelling", _MINOR, "inconsistency", "One person's name is spelt in several ways."),
    )
}

_SENTENCE_ENDS = "。！？；!?;\n"
# How much of the words beside a mark makes it this mark and not another one of the same words.
_CONTEXT_CHARACTERS = 12
_FINGERPRINT_DIGITS = 16


def make_finding(
    rule: str,
    message: str,
    quotes: Iterable[Quote],
    *,
    unit: str = "",
    expected: str = "",
    advice: str = "",
    words: Iterable[str] = (),
    severity: Severity | None = None,
) -> Finding:
    """Return a finding of a rule, with its severity, category and fingerprint.

    The fingerprint is made of the rule and `words` (what the finding is about), or else of the marked words of
    the quotes and a few beside them in the same sentence; never of places or ids, so that neither re-alignment
    nor re-wording elsewhere changes it.
    """
    shown = tuple(quotes)
    known = RULES[rule]
    essence = tuple(words) or tuple(essence_of(quote) for quote in shown)
    return Finding(
        rule=rule,
        severity=severity or known.severity,
        message=message,
        unit=unit or (shown[0].place if shown else ""),
        quotes=shown,
        expected=expected,
        advice=advice,
        category=known.category,
        fingerprint=fingerprint_of(rule, essence),
    )


def fingerprint_of(rule: str, words: Iterable[str]) -> str:
    """Return 16 hexadecimal digits that stand for a rule and words, whatever their spaces, widths and script."""
    text = "\0".join([rule, *map(compact, words)])
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:_FINGERPRINT_DIGITS]


def essence_of(quote: Quote) -> str:
    """Return the marked words of a quote with some context, cut at the sentence; all of it where none are marked."""
    if not quote.spans:
        return quote.text
    return "\n".join(_surroundings(quote.text, span) for span in quote.spans)


def _surroundings(text: str, span: Span) -> str:
    before = re.split(f"[{_SENTENCE_ENDS}]|[.] ", compact(text[: span.start]))[-1]
    after = re.split(f"[{_SENTENCE_ENDS}]|[.](?: |$)", compact(text[span.stop :]))[0]
    return (
        before[-_CONTEXT_CHARACTERS:] + "|" + compact(text[span.start : span.stop]) + "|" + after[:_CONTEXT_CHARACTERS]
    )
