"""Small letters at the beginning of sentences and of names."""

import pytest
from pairs import rules_on

from cdalign.checks import run_checks
from cdalign.model import TranslationUnit


@pytest.mark.parametrize(
    ("source", "target", "rule"),
    [
        ("会议已经结束。", "the meeting has ended.", "capitals.start"),
        ("雨停了。孩子们出去了。", "The rain stopped. the children went out.", "capitals.start"),
        ("他住在巴黎。", "He lives in paris.", "capitals.names"),
        ("她学习日语。", "She is learning japanese.", "capitals.names"),
    ],
)
def test_a_small_letter_that_should_be_a_capital_is_reported(source: str, target: str, rule: str) -> None:
    assert rule in rules_on((source, target))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("会议已经结束；", "the meeting has ended;"),
        ("(b) 会议已经结束。", "the meeting has ended."),
        ("财政部发行债券。", "The Ministry of Finance issued treasury bonds."),
        ("毕业典礼大会开始了。", "The graduation assembly has begun."),
        ("见第5段等。会议结束。", "See para. 5, etc. below. The meeting ended."),
    ],
)
def test_small_letters_that_are_right_are_quiet(source: str, target: str) -> None:
    assert not [rule for rule in rules_on((source, target)) if rule.startswith("capitals")]


def test_a_name_in_small_letters_tells_only_in_english_of_chinese() -> None:
    unit = TranslationUnit("会议在日内瓦举行。geneva", "會議在日內瓦舉行。geneva", "zh-Hans", "zh-Hant")
    assert [one.rule for one in run_checks([unit]) if one.rule.startswith("capitals")] == []
