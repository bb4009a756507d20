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
        ("所有学校已经关闭。", "Some schools have closed.", "meaning.quantifier"),
        ("至少需要五名证人。", "At most five witnesses are needed.", "meaning.quantifier"),
        ("出口去年增长。", "Exports fell last year.", "meaning.opposite"),
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
