"""The rules: what each is called, how much it matters, and its ITS 2.0 type; and how a finding is made of one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from cdalign.messages import Message, say
from cdalign.model import Finding, Quote, Severity, Span
from cdalign.text import compact


@dataclass(frozen=True, slots=True)
class CheckRule:
    """A rule: stable id (`numbers.missing`), severity, ITS 2.0 locQualityIssueType, and a description in one line.

    A rule that is off by default is turned on in the settings.
    """

    id: str
    severity: Severity
    category: str
    summary: str
    is_on: bool = True


_MAJOR, _MINOR, _INFO = Severity.MAJOR, Severity.MINOR, Severity.INFO

RULES: dict[str, CheckRule] = {
    rule.id: rule
    for rule in (
        CheckRule("numbers.missing", _MAJOR, "numbers", "A number of one text is missing from the other."),
        CheckRule("numbers.different", _MAJOR, "numbers", "A number differs between the texts."),
        CheckRule("dates.missing", _MAJOR, "numbers", "A date of one text is missing from the other."),
        CheckRule("dates.different", _MAJOR, "numbers", "A date differs between the texts."),
        CheckRule("symbols.missing", _MAJOR, "numbers", "A document symbol of one text is missing from the other."),
        CheckRule("symbols.different", _MAJOR, "numbers", "A document symbol differs between the texts."),
        CheckRule(
            "units.different", _MAJOR, "numbers", "A number has another unit or another currency in the translation."
        ),
        CheckRule("items.missing", _MAJOR, "omission", "A point of a list, (a) or (ii), is missing from one text."),
        CheckRule("meaning.negation", _MINOR, "mistranslation", "One text denies and the other does not."),
        CheckRule("meaning.modal", _MINOR, "mistranslation", "One text says must, the other may."),
        CheckRule(
            "meaning.quantifier",
            _MINOR,
            "mistranslation",
            "One text says all, least or two, the other some, most or one.",
        ),
        CheckRule("meaning.opposite", _MINOR, "mistranslation", "A word is rendered by its opposite."),
        CheckRule(
            "terms.missing", _MAJOR, "terminology", "A term is not rendered by any form that the termbase allows."
        ),
        CheckRule(
            "terms.phrases",
            _INFO,
            "terminology",
            "A set phrase or plain word is not rendered as the termbase has it.",
            False,
        ),
        CheckRule(
            "terms.otherwise", _INFO, "terminology", "A term is rendered in other words than those of the termbase."
        ),
        CheckRule("terms.count", _INFO, "terminology", "A term occurs more often in one text than in the other."),
        CheckRule("terms.deprecated", _MINOR, "terminology", "A form is used that the termbase deprecates."),
        CheckRule(
            "terms.renderings", _MINOR, "inconsistency", "One term is rendered by several terms over the memory."
        ),
        CheckRule("segments.renderings", _MINOR, "inconsistency", "One source text is translated in several ways."),
        CheckRule("segments.merged", _INFO, "inconsistency", "Several source texts are translated alike."),
        CheckRule("omissions.empty", _MAJOR, "omission", "One text is empty."),
        CheckRule("omissions.length", _MAJOR, "length", "One text is far too short for the other."),
        CheckRule("omissions.sentences", _MAJOR, "omission", "One text has fewer sentences and is too short."),
        CheckRule("omissions.clause", _MINOR, "omission", "A clause of the Chinese has no words in the English."),
        CheckRule("omissions.added", _MINOR, "addition", "The English says what the Chinese does not."),
        CheckRule("omissions.item", _MINOR, "omission", "A list of one text lacks an item of the other."),
        CheckRule("untranslated.same", _MAJOR, "untranslated", "The translation is the source text itself."),
        CheckRule("untranslated.words", _MAJOR, "untranslated", "The translation holds words of the source language."),
        CheckRule("brackets.unpaired", _MAJOR, "typographical", "A bracket is opened and not closed, or the reverse."),
        CheckRule("codes.different", _MAJOR, "markup", "A tag or placeholder of one text is missing from the other."),
        CheckRule("language.other", _MAJOR, "untranslated", "A text is in another language than its own."),
        CheckRule(
            "spelling.unknown", _MINOR, "misspelling", "A word is not in the dictionary, and a common one is near."
        ),
        CheckRule(
            "spelling.variant", _MINOR, "misspelling", "A word is spelt as the United Nations does not spell it."
        ),
        CheckRule("capitals.start", _MINOR, "typographical", "A sentence begins with a small letter."),
        CheckRule("capitals.names", _MINOR, "typographical", "A name begins with a small letter."),
        CheckRule("punctuation.foreign", _MINOR, "typographical", "An English text contains Chinese punctuation."),
        CheckRule("punctuation.doubled", _MINOR, "typographical", "There are two punctuation marks where one belongs."),
        CheckRule("punctuation.question", _MINOR, "typographical", "One text asks and the other states."),
        CheckRule(
            "quotes.unpaired", _MINOR, "typographical", "A quotation mark is opened and not closed, or the reverse."
        ),
        CheckRule("words.doubled", _MINOR, "duplication", "A word occurs twice in a row."),
        CheckRule("spaces.doubled", _MINOR, "whitespace", "There are two spaces where one belongs."),
        CheckRule("spaces.punctuation", _MINOR, "whitespace", "There is a space before a punctuation mark."),
        CheckRule(
            "script.mixed", _MINOR, "characters", "A Simplified text contains Traditional characters, or the reverse."
        ),
        CheckRule(
            "spacing.mixed", _INFO, "whitespace", "Spaces between Han and Latin differ from the document's own habit."
        ),
        CheckRule(
            "width.mixed", _INFO, "typographical", "A full- or half-width mark differs from the document's own habit."
        ),
        CheckRule("quotes.mixed", _INFO, "typographical", "Quotation marks differ from the document's own habit."),
        CheckRule("shortforms.undefined", _MAJOR, "terminology", "A short form is used and never defined."),
        CheckRule("shortforms.late", _MINOR, "terminology", "A short form is used before it is defined."),
        CheckRule("shortforms.twice", _MINOR, "terminology", "A short form is defined more than once."),
        CheckRule("shortforms.unused", _MINOR, "terminology", "A short form is defined and never used."),
        CheckRule(
            "shortforms.mixed", _INFO, "inconsistency", "The full form is used although a short form is defined."
        ),
        CheckRule("shortforms.ambiguous", _MAJOR, "terminology", "A bare short form stands for different things."),
        CheckRule("shortforms.brackets", _MINOR, "typographical", "A title is written without its 《》."),
        CheckRule("variants.terms", _MINOR, "inconsistency", "One concept has several names in one language."),
        CheckRule("variants.words", _INFO, "inconsistency", "One text contains two wordings that may mean the same."),
        CheckRule("headings.wording", _MAJOR, "inconsistency", "A heading differs from the wording it repeats."),
        CheckRule("titles.wording", _MINOR, "inconsistency", "A quoted title differs from another wording of it."),
        CheckRule("names.country", _MAJOR, "terminology", "The texts name different countries or places."),
        CheckRule("names.body", _MAJOR, "terminology", "The texts name different international bodies."),
        CheckRule("names.treaty", _MAJOR, "terminology", "The texts name different treaties."),
        CheckRule("names.person", _MAJOR, "terminology", "The texts name different persons."),
        CheckRule("names.order", _MAJOR, "terminology", "Two names or parties have changed places."),
        CheckRule("names.post", _MAJOR, "inconsistency", "One person bears differently worded posts."),
        CheckRule("names.spelling", _MINOR, "inconsistency", "One person's name is spelt in several ways."),
    )
}

# The two sides, as messages name them.
SOURCE, TRANSLATION = say("source", context="side"), say("translation", context="side")

_SENTENCE_ENDS = "。！？；!?;\n"
# How much of the words next to a mark makes it this mark and not another one of the same words.
_CONTEXT_CHARACTERS = 12
# They are looked for so near to the mark: a text may be long and have a finding at each character.
_CONTEXT_LOOKED_AT = 1_000
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
    the quotes and a few next to them in the same sentence; never of places or ids, so that neither re-alignment
    nor re-wording elsewhere changes it.
    """
    shown = tuple(quotes)
    known = RULES[rule]
    essence = tuple(words) or tuple(essence_of(quote) for quote in shown)
    return Finding(
        rule=rule,
        severity=severity or known.severity,
        message=message if isinstance(message, Message) else Message(message),
        unit=unit or (shown[0].place if shown else ""),
        quotes=shown,
        expected=expected,
        advice=advice if isinstance(advice, Message) else Message(advice),
        category=known.category,
        fingerprint=fingerprint_of(rule, essence),
    )


def fingerprint_of(rule: str, words: Iterable[str]) -> str:
    """Return 16 hexadecimal digits that stand for a rule and words, whatever their spaces, widths and script."""
    text = "\0".join([rule, *map(compact, words)])
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:_FINGERPRINT_DIGITS]


def essence_of(quote: Quote) -> str:
    """Return the marked words of a quote with some context, cut at the sentence; all of it if none are marked."""
    if not quote.spans:
        return quote.text
    return "\n".join(_surroundings(quote.text, span) for span in quote.spans)


def _surroundings(text: str, span: Span) -> str:
    lead = text[max(0, span.start - _CONTEXT_LOOKED_AT) : span.start]
    rest = text[span.stop : span.stop + _CONTEXT_LOOKED_AT]
    before = re.split(f"[{_SENTENCE_ENDS}]|[.] ", compact(lead))[-1]
    after = re.split(f"[{_SENTENCE_ENDS}]|[.](?: |$)", compact(rest))[0]
    return (
        before[-_CONTEXT_CHARACTERS:] + "|" + compact(text[span.start : span.stop]) + "|" + after[:_CONTEXT_CHARACTERS]
    )
