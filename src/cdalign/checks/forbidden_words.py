"""A user's own rules: words and patterns that must not occur in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cdalign.checks.rules import fingerprint_of
from cdalign.checks.settings import WordRule
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.languages import languages_match
from cdalign.messages import Message, say
from cdalign.model import Finding


def check_words(unit: PreparedUnit, rules: Iterable[WordRule]) -> Iterator[Finding]:
    """Yield a finding for each place of a unit where one of the user's patterns fits; its rule is `words.ID`."""
    for rule in rules:
        for side, other in unit.sides:
            is_excused = rule.unless is not None and rule.unless.search(other.text) is not None
            if not is_excused and (not rule.lang or languages_match(rule.lang, side.lang)):
                yield from _check_side(unit, rule, side, other)


def _check_side(unit: PreparedUnit, rule: WordRule, side: CheckedSide, other: CheckedSide) -> Iterator[Finding]:
    spans = [found.span() for found in rule.pattern.finditer(side.text) if found[0]]
    if spans:
        words = side.text[spans[0][0] : spans[0][1]]
        yield Finding(
            rule=f"words.{rule.id}",
            severity=rule.severity,
            message=_told(words, rule.message),
            unit=unit.id,
            quotes=(side.quote(spans), other.quote()),
            expected=rule.expected,
            category="terminology",
            fingerprint=fingerprint_of(f"words.{rule.id}", (words, side.text)),
        )


def _told(words: str, message: str) -> Message:
    if message:
        return say("{words}: {message}", words=words, message=message)
    return say("{words} must not be used here", words=words)
