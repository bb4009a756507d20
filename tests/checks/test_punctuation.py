"""Marks of the other language, doubled marks, questions against statements."""

import pytest
from pairs import rules_on


@pytest.mark.parametrize(
    ("source", "target", "rule"),
    [
        ("会议结束。", "The meeting ended。", "punctuation.foreign"),
        ("第一，我同意。", "First， I agree.", "punctuation.foreign"),
        ("会议结束。", "The meeting ended..", "punctuation.doubled"),
        ("会议结束。。", "The meeting ended.", "punctuation.doubled"),
        ("但是，他来了。", "However,, he came.", "punctuation.doubled"),
        ("他来了吗？", "He came.", "punctuation.question"),
        ("他来了。", "He came?", "punctuation.question"),
        # A direct question may ask what someone knows.
        ("你知道他是谁吗？", "Do you know who he is.", "punctuation.question"),
    ],
)
def test_a_wrong_mark_is_reported(source: str, target: str, rule: str) -> None:
    assert rule in rules_on((source, target))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("他称之为“和”。", "He called it 和，the word for harmony."),
        ("等等……", "And so on..."),
        ("请问你是谁？", "I should like to ask who you are."),
        ("我想知道这是为什么？", "I do not know why this is so."),
        ("是否可行，尚待研究。", "Is it feasible? That is still being studied."),
        ("密度. . .. . .如下。", "The density . . . is as follows."),
    ],
)
def test_a_right_mark_is_quiet(source: str, target: str) -> None:
    assert not [rule for rule in rules_on((source, target)) if rule.startswith("punctuation")]
