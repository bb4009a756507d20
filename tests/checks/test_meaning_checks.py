"""Modals, quantifiers and opposites that only one text has."""

import pytest
from pairs import rules_on

from cdalign.checks import run_checks
from cdalign.model import TranslationUnit


@pytest.mark.parametrize(
    ("source", "target", "rule"),
    [
        ("乘客必须系安全带。", "Passengers may fasten their seat belts.", "meaning.modal"),
        ("代表可以旁听。", "Delegates must listen.", "meaning.modal"),
        ("双方均可终止协议。", "Both parties shall end the agreement.", "meaning.modal"),
        ("夜间气温骤降。", "The temperature rose sharply at night.", "meaning.opposite"),
        ("电池寿命缩短了。", "Battery life is now longer.", "meaning.opposite"),
        ("所有学校已经关闭。", "Some schools have closed.", "meaning.quantifier"),
        ("至少需要五名证人。", "At most five witnesses are needed.", "meaning.quantifier"),
        ("出口去年增长。", "Exports fell last year.", "meaning.opposite"),
        ("改革步伐明显加快。", "The pace of reform has slowed down markedly.", "meaning.opposite"),
        ("银行放宽了贷款条件。", "The bank tightened its lending terms.", "meaning.opposite"),
        ("选举提前到六月举行。", "The election was delayed until June.", "meaning.opposite"),
        ("该国西部与马里接壤。", "The country borders Mali in the east.", "meaning.opposite"),
        ("司机右臂骨折。", "The driver broke his left arm.", "meaning.opposite"),
        ("间接税占税收总额的四成。", "Direct taxes make up 40 per cent of all tax revenue.", "meaning.opposite"),
        ("最低工资每年调整一次。", "The maximum wage is adjusted once a year.", "meaning.opposite"),
        ("政府支出去年创下新高。", "Government revenue hit a new record last year.", "meaning.opposite"),
        ("国有企业须公布账目。", "Private enterprises must publish their accounts.", "meaning.opposite"),
        ("国内需求依然疲弱。", "Foreign demand remains weak.", "meaning.opposite"),
        ("常任理事国出席了会议。", "The non-permanent members attended the meeting.", "meaning.opposite"),
    ],
)
def test_a_meaning_turned_round_is_reported(source: str, target: str, rule: str) -> None:
    assert rule in rules_on((source, target))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("他不得不离开。", "He had to leave."),
        ("这不仅必要，而且紧迫。", "This is necessary and also urgent."),
        ("乘客必须系安全带。", "Passengers are required to fasten their seat belts."),
        ("至少需要五名证人。", "No fewer than five witnesses are needed."),
        ("每人每月五元。", "Five yuan a month for each person."),
        ("非洲国家要求增加席位。", "African countries called for more seats."),
        ("这一方案各方均可接受。", "The plan is acceptable to all sides."),
        ("缩短疗程后效果更好。", "A shorter course of treatment works better."),
        ("加快改革步伐刻不容缓。", "The pace of reform must be stepped up without delay."),
        ("经济增长明显放缓。", "Economic growth has moderated markedly."),
        ("选举推迟到明年举行。", "The election has been put off until next year."),
        ("南部非洲的旱灾仍在持续。", "The drought in southern Africa persists."),
        ("左边的门锁着。", "The door on the left is locked."),
        ("请勿直接接触该化学品。", "Avoid direct contact with the chemical."),
        ("最高温度不得超过80度。", "The temperature must not exceed 80 degrees."),
        ("家庭收入的一半用于买食物。", "Half of household income is spent on food."),
        ("外商可投资民营企业。", "Foreign investors may invest in privately owned businesses."),
        ("海外华侨踊跃捐款。", "Overseas Chinese donated generously."),
        ("非常任理事国任期两年。", "Non-permanent members serve for two years."),
        ("该条约为永久性条约。", "The treaty is of unlimited duration."),
    ],
)
def test_the_same_meaning_in_other_words_is_quiet(source: str, target: str) -> None:
    assert not [rule for rule in rules_on((source, target)) if rule.startswith("meaning")]


def test_what_answers_a_class_does_not_contradict_another() -> None:
    assert rules_on(("两国都同意。", "There was agreement among them.")) == []


def test_a_contradiction_quotes_the_source_first_whatever_its_language() -> None:
    unit = TranslationUnit("The passport holds at most two photos.", "护照里有不少于两张照片。", "en", "zh-Hans")
    (found,) = run_checks([unit])
    assert [quote.text[quote.spans[0].start : quote.spans[0].stop] for quote in found.quotes] == ["at most", "不少于"]
