"""Which words in brackets are short forms of what comes before them, and where the full form begins."""

import pytest

from cdalign.model import TermType
from cdalign.terminology.extraction.definitions import find_definitions, holds_in_order


def told(text: str, lang: str) -> list[str]:
    return [
        f"{text[slice(*one.full_span)].strip()} = {text[slice(*one.short_span)]}"
        for one in find_definitions(text, lang)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("世界气象组织(气象组织)", ["世界气象组织 = 气象组织"]),
        ("参加了世界贸易组织（世贸组织）", ["世界贸易组织 = 世贸组织"]),
        ("根据国际海洋法法庭(海洋法法庭)规约", ["国际海洋法法庭 = 海洋法法庭"]),
        ("政府间气候变化专门委员会(气专委)", ["政府间气候变化专门委员会 = 气专委"]),
        ("设立特别信托基金(STF)", ["特别信托基金 = STF"]),
        ("基金(STF)", []),
        ("信托基金(STF)", []),
        ("特别信托基金(基信)", []),
        ("秘书处(秘书处)", []),
        ("东盟(十国集团)", []),
        ("《海洋法公约》(《公约》)和《气候公约》（“UNFCCC”）", ["《海洋法公约》 = 《公约》", "《气候公约》 = UNFCCC"]),
        ("《海洋法公约》（下文称《公约》）", ["《海洋法公约》 = 《公约》"]),
        ("《海洋法公约》（附件二）", []),
        ("《条约》(《公约》)", []),
        ("大会通过了关于联合国难民事务高级专员公署(难民署)的决议", ["联合国难民事务高级专员公署 = 难民署"]),
    ],
)
def test_chinese_definitions(text: str, expected: list[str]) -> None:
    assert told(text, "zh") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the World Trade Organization (WTO)", ["World Trade Organization = WTO"]),
        ("The meeting was held. World Trade Organization (WTO)", ["World Trade Organization = WTO"]),
        ("members of the World Trade Organization (hereinafter referred to as “the WTO”)", []),
        ("the World Trade Organization (hereinafter “WTO”)", ["World Trade Organization = WTO"]),
        ("the World Trade Organization (the WTO)", ["World Trade Organization = WTO"]),
        ("non-governmental organizations (NGOs)", ["non-governmental organizations = NGOs"]),
        ("a group of governmental experts (GGE)", ["group of governmental experts = GGE"]),
        ("the experts of governments (GGE)", []),
        ("the World Trade Organization, (WTO)", []),
        ("the World Trade Organization (WHO)", []),
        ("the Kyoto Protocol to the Convention (Protocol)", ["Kyoto Protocol to the Convention = Protocol"]),
        ("the Convention on Biological Diversity (Biodiversity Convention)", [
            "Convention on Biological Diversity = Biodiversity Convention"]),
        ("the Treaty of Rarotonga (Tlatelolco)", []),
        ("the treaty of the seas (Sea Treaty)", []),
        ("the New Strategic Arms Reduction Treaty (New START)", ["New Strategic Arms Reduction Treaty = New START"]),
        ("in 2018 (Geneva)", []),
        ("United Nations Office on Drugs and Crime (UNODC)", ["United Nations Office on Drugs and Crime = UNODC"]),
        ("United Nations Office on Drugs and Crime (UNodc)", []),
        ("the Committee (see below)", []),
        ("the First Committee (A/C.1/73/L.1)", []),
        ("the Advisory Board (Annex II)", []),
        ("the Board (Vol. 3)", []),
    ],
)  # fmt: skip
def test_english_definitions(text: str, expected: list[str]) -> None:
    assert told(text, "en") == expected


def test_definitions_come_in_the_order_of_the_text() -> None:
    text = "联合国裁军研究所(裁研所)和《禁止核武器条约》(《禁核条约》)及世界气象组织(气象组织)"
    assert [one.short for one in find_definitions(text, "zh")] == ["裁研所", "《禁核条约》", "气象组织"]


@pytest.mark.parametrize(
    ("text", "lang", "kind"),
    [
        ("the World Trade Organization (WTO)", "en", TermType.ACRONYM),
        ("automated teller machines (ATMs)", "en", TermType.ACRONYM),
        ("the New Strategic Arms Reduction Treaty (New START)", "en", TermType.SHORT_FORM),
        ("the Kyoto Protocol to the Convention (Protocol)", "en", TermType.SHORT_FORM),
        ("设立特别信托基金(STF)", "zh", TermType.ACRONYM),
        ("世界气象组织(气象组织)", "zh", TermType.SHORT_FORM),
    ],
)
def test_a_short_form_of_capitals_is_an_acronym(text: str, lang: str, kind: TermType) -> None:
    [found] = find_definitions(text, lang)
    assert found.short_type is kind


@pytest.mark.parametrize(
    ("name", "short", "is_held"),
    [("裁军研究所", "裁研所", True), ("裁军研究所", "所研", False), ("aab", "ab", True), ("ab", "aab", False)],
)
def test_characters_must_occur_in_their_order(name: str, short: str, is_held: bool) -> None:
    assert holds_in_order(name, short) is is_held
