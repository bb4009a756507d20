"""A user's own words: what must not stand, in which language, and when it is excused."""

import pytest

from cdalign.checks import parse_settings, run_checks
from cdalign.model import Finding, Severity, TranslationUnit

RULES = """
[[words]]
id = "no-utilize"
pattern = "utilize"
is_word = true
lang = "en"
expected = "use"
severity = "major"

[[words]]
id = "no-island"
pattern = "岛屿?"
unless = "island"
message = "islands are called islands"

[[words]]
id = "nothing"
pattern = "x*"
"""


def found_in(source: str, target: str) -> list[Finding]:
    units = [TranslationUnit(source, target, "zh-Hans", "en", id="u1")]
    return [one for one in run_checks(units, settings=parse_settings(RULES)) if one.rule.startswith("words.no")]


def test_a_word_is_reported_with_what_belongs_there() -> None:
    (found,) = found_in("我们使用它。", "We utilize it and utilize it.")
    assert (found.rule, found.severity, found.expected) == ("words.no-utilize", Severity.MAJOR, "use")
    assert found.message == "utilize must not be used here"
    assert [quote.lang for quote in found.quotes] == ["en", "zh-Hans"]
    assert len(found.quotes[0].spans) == 2


@pytest.mark.parametrize(
    ("source", "target", "rules"),
    [
        ("我们使用它。", "We overutilized it.", []),
        ("我们 utilize 它。", "We use it.", []),
        ("这些岛屿很小。", "These places are small.", ["words.no-island"]),
        ("这些岛屿很小。", "These islands are small.", []),
        ("这些地方很小。", "These places are small.", []),
    ],
)
def test_languages_word_limits_and_excuses(source: str, target: str, rules: list[str]) -> None:
    assert [one.rule for one in found_in(source, target)] == rules


def test_the_message_of_a_rule_follows_the_words() -> None:
    (found,) = found_in("这些岛屿很小。", "These places are small.")
    assert found.message == "岛屿: islands are called islands"


def test_a_pattern_that_fits_nothing_reports_nothing() -> None:
    units = [TranslationUnit("我们使用它。", "We use it.", "zh-Hans", "en")]
    assert [one for one in run_checks(units, settings=parse_settings(RULES)) if one.rule == "words.nothing"] == []
