"""Names of countries, bodies and treaties: an alarm only where both texts disagree."""

import pytest
from pairs import findings_on, rules_on

from cdalign.model import Severity


@pytest.mark.parametrize(
    ("source", "target", "rule"),
    [
        ("赞比亚代表发了言。", "The representative of Zimbabwe made a statement.", "names.country"),
        ("德国队获胜。", "The Dutch team won.", "names.country"),
        ("他在里斯本任教。", "He teaches in Madrid.", "names.country"),
        # Two cities of one country are two.
        ("部长抵达名古屋。", "The minister arrived in Osaka.", "names.country"),
        ("球队将迁往米兰。", "The team is to move to Rome.", "names.country"),
        ("教科文组织出版了报告。", "UNICEF published the report.", "names.body"),
        ("《渥太华公约》已经生效。", "The Chemical Weapons Convention is in force.", "names.treaty"),
    ],
)
def test_a_name_that_is_replaced_is_reported(source: str, target: str, rule: str) -> None:
    assert rule in rules_on((source, target))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("德国队获胜。", "The German team won."),
        ("该国代表发了言。", "The representative of that country made a statement."),
        ("中美关系重要。", "Relations between China and the United States are important."),
        ("白俄罗斯代表发了言。", "The representative of Belarus made a statement."),
        ("儿基会出版了报告。", "The United Nations Children's Fund published the report."),
        ("大会通过了决议。", "The Assembly adopted the resolution."),
        ("悉尼·佩林凯是导演。", "Sydney Perlinquet was the director."),
        ("北欧人到了那里。", "Northern Europeans went there."),
        ("党代表大会选出了中共中央。", "The congress elected the CPC leadership."),
        ("华盛顿表示关切。", "The United States expressed concern."),
        ("法国表示关切。", "Paris expressed concern."),
    ],
)
def test_a_name_in_other_words_is_quiet(source: str, target: str) -> None:
    assert not [rule for rule in rules_on((source, target)) if rule.startswith("names")]


def test_one_of_two_is_replaced() -> None:
    pair = ("中国了解世界，世界了解中国。", "China understands the world, and the world understands Greece.")
    assert "names.country" in rules_on(pair)


def test_a_name_that_only_the_english_has_is_minor() -> None:
    found = findings_on(("该项目进展顺利。", "The project in Angola is going well."))
    assert [(one.rule, one.severity) for one in found] == [("names.country", Severity.MINOR)]


def test_a_name_that_the_english_has_again_and_again_is_at_home() -> None:
    pairs = [(f"我国第{number}个工程开工。", f"Project No. {number} of China has begun.") for number in range(3, 8)]
    assert not [one for one in findings_on(*pairs) if one.rule.startswith("names")]


def test_a_country_said_once_more_is_not_taken_for_a_body() -> None:
    pair = (
        "香港和香港青年会表示支持。",
        "Hong Kong and its young people were in favour, as was the Advisory Committee.",
    )
    assert "names.country" not in rules_on(pair)
