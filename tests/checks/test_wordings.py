"""Which wordings of one concept compete, and which differ because they say different things."""

import pytest

from cdalign.checks.wordings import are_told_apart, are_turned_round, is_elaborated


@pytest.mark.parametrize(
    ("shorter", "longer"),
    [
        ("消除核武器", "消除所有核武器"),
        ("有效裁军", "有效、可持续裁军"),
        ("核查的作用", "核查对促进核裁军的作用"),
        ("禁止核试验条约", "全面禁止核试验条约"),
        ("effective disarmament", "effective and sustainable disarmament"),
        ("elimination of nuclear weapons", "elimination of all nuclear weapons"),
    ],
)
def test_what_says_more_is_no_variant(shorter: str, longer: str) -> None:
    assert is_elaborated(shorter, longer)
    assert not is_elaborated(longer, shorter)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("停止核军备竞赛和核裁军", "停止核军备竞赛和实行核裁军"),
        ("核裁军核查", "核裁军的核查"),
        ("研究部主任", "研究部门主任"),
        ("无核国家", "无核武器国家"),
        ("早日生效", "早日开始生效"),
        ("减少核风险", "降低核风险"),
        ("specific time frame", "specified time frame"),
        ("nuclear-weapon-free world", "world without nuclear weapons"),
    ],
)
def test_what_says_no_more_competes(one: str, other: str) -> None:
    assert not is_elaborated(one, other)
    assert not is_elaborated(other, one)
    assert not are_turned_round(one, other)


def test_halves_that_change_places_are_one_wording() -> None:
    assert are_turned_round("引爆核武器", "核武器引爆")
    assert not are_turned_round("无核武器国家", "非核武器国家")


@pytest.mark.parametrize(
    ("one", "other", "text", "told_apart"),
    [
        ("subsidiary accord", "subsidiary agreement", "followed by subsidiary accords or agreements.", True),
        ("subsidiary accord", "subsidiary agreement", "followed by a subsidiary accord, an agreement.", False),
        ("附属协定", "附属协议", "然后再订立附属协定或协议", True),
        ("附属协定", "附属协议", "然后再订立附属协议,附属协定", False),
        ("观点", "意见", "各种意见、观点和立场", True),
        ("核裁军核查", "核裁军的核查", "核裁军的核查和核裁军核查", False),
        ("协定", "附属协定", "协定或附属协定", False),
    ],
)
def test_what_a_text_names_side_by_side_is_two_things(one: str, other: str, text: str, told_apart: bool) -> None:
    assert are_told_apart(one, other, text) is told_apart
    assert are_told_apart(other, one, text) is told_apart
