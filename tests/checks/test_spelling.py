"""English words are those of a British dictionary, with the -ize and the programme of the United Nations."""

import pytest
from pairs import findings_on, rules_on

from cdalign.checks.slips import suggest_word
from cdalign.checks.spelling import is_word, variant_of


@pytest.mark.parametrize("word", ["recieve", "goverment", "seperate", "occured", "responsability", "teh"])
def test_a_misspelt_word_is_no_word(word: str) -> None:
    assert not is_word(word) or len(word) < 4


@pytest.mark.parametrize(
    "word", ["disarmament", "subregional", "overexploit", "regionalized", "alia", "colour", "rapporteur"]
)
def test_words_and_what_is_made_of_them_are_words(word: str) -> None:
    assert is_word(word)


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("color", "colour"),
        ("neighboring", "neighbouring"),
        ("centered", "centred"),
        ("kilometers", "kilometres"),
        ("programs", "programmes"),
        ("organisation", "organization"),
        ("analyze", "analyse"),
        ("traveled", "travelled"),
        ("licenses", "licences"),
        ("defense", "defence"),
    ],
)
def test_a_spelling_of_others_has_one_of_the_united_nations(word: str, wanted: str) -> None:
    assert variant_of(word)[1] == wanted


@pytest.mark.parametrize(
    "word", ["advise", "exercise", "promise", "surprise", "precise", "analyse", "honorary", "laborious", "tower"]
)
def test_what_only_looks_like_a_variant_is_none(word: str) -> None:
    assert variant_of(word) == ("", "")


def test_the_suggestion_is_the_commonest_word_one_slip_away() -> None:
    assert suggest_word("goverment") == "government"
    assert suggest_word("gabapentin") == ""


def test_names_and_words_of_a_trade_are_quiet() -> None:
    assert rules_on(("赫布先生给病人使用加巴喷丁。", "Mr. Hebb gives gabapentin to bariatric patients.")) == []


def test_a_word_with_a_capital_is_misspelt_where_the_chinese_has_what_is_meant() -> None:
    assert rules_on(("调查委员会开会。", "An Inquiry Comission met.")) == ["spelling.unknown"]
    assert rules_on(("国会通过了宪法。", "Parliament adopted the Constituton.")) == ["spelling.unknown"]
    # 约翰逊 is Johnson, and a person may be Johnsen.
    assert rules_on(("约翰逊女士到了。", "Ms. Johnsen has arrived.")) == []


def test_a_meter_without_a_number_and_a_program_of_a_computer_are_quiet() -> None:
    assert rules_on(("电表坏了。", "The electricity meter is broken.")) == []
    assert rules_on(("计算机程序坏了。", "The computer program is broken.")) == []
    assert rules_on(("隧道长七十米。", "The tunnel is 70 meters long.")) == ["spelling.variant"]


def test_a_text_that_spells_otherwise_throughout_is_left_alone() -> None:
    pairs = [(f"第{number}种颜色很好。", f"Color No. {number} is good.") for number in range(3, 18)]
    assert not [one for one in findings_on(*pairs) if one.rule == "spelling.variant"]


def test_a_word_of_several_units_is_the_memorys_own() -> None:
    pairs = [(f"第{number}批货物已经检验。", f"Batch {number} of the thier was inspected.") for number in range(3, 7)]
    assert not [one for one in findings_on(*pairs) if one.rule == "spelling.unknown"]
