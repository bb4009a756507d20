"""Which rules run and how much they matter, and a user's own rules, from one small TOML file.

[rules]
"terms.count" = "off"
"numbers.missing" = "minor"

[[words]]
id = "no-ban-treaty"
pattern = "ban treaty"       # a regular expression; with `is_word = true`, plain words
lang = "en"
message = "journalistic"
expected = "TPNW"
severity = "minor"
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import regex

from cdalign.atomic import read_whole
from cdalign.checks.rules import RULES
from cdalign.errors import ReadError
from cdalign.messages import say
from cdalign.model import Finding, Severity
from cdalign.notations import load_toml
from cdalign.version import page_of

_OFF = "off"
_WORD_KEYS = {"id", "pattern", "lang", "message", "expected", "severity", "unless", "is_word"}


@dataclass(frozen=True)
class WordRule:
    """A user's own rule: a pattern that must not occur in texts of a language (of any, where `lang` is empty).

    With `unless`, it may occur where the other text of the unit fits that pattern.
    """

    id: str
    pattern: regex.Pattern[str]
    lang: str = ""
    message: str = ""
    expected: str = ""
    severity: Severity = Severity.MINOR
    unless: regex.Pattern[str] | None = None


@dataclass(frozen=True)
class Settings:
    """What a user has set: severities by rule (None: off), and rules of their own."""

    severities: Mapping[str, Severity | None] = field(default_factory=dict)
    words: tuple[WordRule, ...] = ()

    def wants(self, rule: str) -> bool:
        """Return whether a rule that is off by itself was turned on."""
        return self.severities.get(rule, self.severities.get(rule.partition(".")[0])) is not None

    def apply(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield the findings of the rules that are on, with the severities that were set.

        A setting for a family (`"shortforms" = "off"`) holds for all its rules that have none of their own.
        """
        for finding in findings:
            family = finding.rule.partition(".")[0]
            known = RULES.get(finding.rule)
            usual = finding.severity if known is None or known.is_on else None
            severity = self.severities.get(finding.rule, self.severities.get(family, usual))
            if severity is not None:
                yield finding if severity is finding.severity else replace(finding, severity=severity)


def read_settings(path: str | Path) -> Settings:
    """Return the settings in a TOML file.

    Raises:
        ReadError: the file cannot be read, or says something that means nothing here.
    """
    return parse_settings(read_whole(path, "give a TOML file in UTF-8"), str(path))


def parse_settings(text: str, path: str = "") -> Settings:
    """Return the settings in TOML text; `path` is named in errors.

    Raises:
        ReadError: the text is not TOML, or says something that means nothing here.
    """
    data = load_toml(
        text, path=path, advice=say("{page_of} shows such a file", page_of=page_of("checks", "rules of your own"))
    )
    unknown = set(data) - {"rules", "words"}
    if unknown:
        raise _meaningless(path, f"unknown table [{sorted(unknown)[0]}]", "use [rules] and [[words]]")
    rules, words = data.get("rules", {}), data.get("words", [])
    if not isinstance(rules, dict) or not isinstance(words, list) or not all(isinstance(row, dict) for row in words):
        raise _meaningless(path, "`rules` or `words` is not a table", "write [rules], and [[words]] for each word")
    severities = {name: _severity(name, value, path) for name, value in rules.items()}
    return Settings(severities, tuple(_word_rule(row, path) for row in words))


def _severity(name: str, value: Any, path: str) -> Severity | None:
    families = {rule.partition(".")[0] for rule in RULES} | {"words"}
    if name not in RULES and name not in families and not name.startswith("words."):
        raise _meaningless(path, f"there is no rule {name!r}", f"{page_of('checks')} lists the rules")
    if value is False or value == _OFF:
        return None
    if not isinstance(value, str) or value not in list(Severity):
        raise _meaningless(path, f"{name!r} cannot be {value!r}", "use major, minor, info or off")
    return Severity(value)


def _word_rule(row: Mapping[str, Any], path: str) -> WordRule:
    unknown = set(row) - _WORD_KEYS
    if unknown or not row.get("id") or not row.get("pattern"):
        wrong = f"unknown key {sorted(unknown)[0]!r}" if unknown else "a rule needs an id and a pattern"
        raise _meaningless(path, f"in [[words]]: {wrong}", f"keys are {', '.join(sorted(_WORD_KEYS))}")
    severity = _severity("words", row.get("severity", "minor"), path)
    return WordRule(
        id=str(row["id"]),
        pattern=_compile(str(row["pattern"]), bool(row.get("is_word")), path),
        lang=str(row.get("lang", "")),
        message=str(row.get("message", "")),
        expected=str(row.get("expected", "")),
        severity=severity or Severity.INFO,
        unless=_compile(str(row["unless"]), False, path) if row.get("unless") else None,
    )


def _compile(pattern: str, is_word: bool, path: str) -> regex.Pattern[str]:
    if is_word:
        # Han has no word boundaries: \b would never fit between two Han characters.
        pattern = rf"(?<![A-Za-z0-9]){regex.escape(pattern)}(?![A-Za-z0-9])"
    try:
        return regex.compile(pattern)
    except (regex.error, RecursionError, OverflowError, ValueError) as error:
        raise _meaningless(path, f"the pattern {pattern[:80]!r} is wrong ({error})", "fix it") from error


def _meaningless(path: str, message: str, advice: str) -> ReadError:
    return ReadError(message, path=path, advice=advice)
