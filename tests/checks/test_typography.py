"""Brackets that pair, spaces, and characters of the other script."""

import pytest
from pairs import rules_on


@pytest.mark.parametrize(
    ("source", "target", "rule"),
    [
        ("委员会(咨询委员会开会。", "The Committee met.", "brackets.unpaired"),
        ("委员会开会。", "The Committee (Advisory met.", "brackets.unpaired"),
        ("委员会开会。", "The Committee Advisory) met.", "brackets.unpaired"),
        ("《宪章生效。", "The Charter is in force.", "brackets.unpaired"),
        ("会议]开幕[。", "The meeting opened.", "brackets.unpaired"),
        ("会议开幕。", "The meeting  opened.", "spaces.doubled"),
        ("会议开幕，大家鼓掌。", "The meeting opened , and all applauded.", "spaces.punctuation"),
        ("会议结束了吗？", "Is the meeting over ?", "spaces.punctuation"),
        ("会议於昨天開幕，討論国际形势。", "The meeting opened yesterday and discussed the world.", "script.mixed"),
        ("会议昨天开幕，讨论國际形势。", "The meeting opened yesterday and discussed the world.", "script.mixed"),
    ],
)
def test_a_slip_of_the_hand_is_reported(source: str, target: str, rule: str) -> None:
    assert rule in rules_on((source, target))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("委员会（咨询)开会。", "The Committee (Advisory) met."),
        ("1) 开幕；2) 闭幕。", "1) Opening; 2) closure."),
        ("《宪章》[草案]生效。", "The Charter [draft] is in force."),
        ("会议开幕。", "The meeting opened. . . and closed."),
        (
            "会议開幕，討論國際形勢。".replace("议", "議").replace("会", "會"),
            "The meeting opened and discussed the world.",
        ),
        # Characters that good texts of both scripts have.
        ("乾隆皇帝著有诗集。", "The Emperor Qianlong wrote poems."),
    ],
)
def test_what_is_right_is_quiet(source: str, target: str) -> None:
    families = ("brackets", "spaces", "script")
    assert [rule for rule in rules_on((source, target)) if rule.partition(".")[0] in families] == []
