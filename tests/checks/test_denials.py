"""Which words may deny, and which only look so."""

import pytest

from cdalign.checks.denials import STRONG_ENGLISH, STRONG_HAN, is_negative, may_deny, may_deny_in_english


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("他不同意", True),
        ("没有报告", True),
        ("不断增加", False),
        ("非洲和南非", False),
        ("未来的报告", False),
        ("是否通过", False),
        ("非洲不同意", True),
        ("不同的意见", False),
        ("有不同意见", False),
        ("不管用的办法", True),
        ("不管怎样", False),
        ("双方不和解", True),
        ("他从不妥协", True),
        ("难以核查", True),
        ("困难的问题", False),
        ("禁止试验", True),
        ("难民问题", False),
        ("失业", False),
        ("报告通过", False),
        ("刚才说过", False),
        ("明天才来", True),
    ],
)
def test_chinese_words_that_may_deny(text: str, denies: bool) -> None:
    assert may_deny(text) is denies


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("It is not so", True),
        ("They don’t know", True),
        ("without a report", True),
        ("He is unaware of it", True),
        ("it is impossible", True),
        ("under discussion", False),
        ("uncle", False),
        ("The report was adopted", False),
        ("a homeless man", True),
        ("nonproliferation", True),
        ("an annual report", False),
        ("The ban", True),
        ("They objected", True),
    ],
)
def test_english_words_that_may_deny(text: str, denies: bool) -> None:
    assert may_deny_in_english(text) is denies


@pytest.mark.parametrize(
    ("word", "rest", "negative"),
    [("unaware", "aware", True), ("unhappily", "happily", True), ("under", "der", False), ("uncle", "cle", False)],
)
def test_a_negative_is_rarer_than_what_it_denies(word: str, rest: str, negative: bool) -> None:
    assert is_negative(word, rest) is negative


@pytest.mark.parametrize(
    ("text", "is_strong"),
    [
        ("It is not true", True),
        ("It is not so", False),
        ("not only this", False),
        ("no doubt", False),
        ("no later than May", False),
        ("no report", True),
        ("nothing but this", False),
        ("nevertheless", False),
        ("could not be better", False),
        ("would not be better", True),
        ("they refuse to go", True),
        ("the refuse of the town", False),
        ("it failed", True),
        ("whether or not", False),
        ("No. 5", False),
    ],
)
def test_strong_english_denials(text: str, is_strong: bool) -> None:
    assert (STRONG_ENGLISH.search(text) is not None) is is_strong


@pytest.mark.parametrize(
    ("text", "is_strong"),
    [("不去", True), ("没有", True), ("没能", True), ("没收", False), ("无权", True), ("无数", False)],
)
def test_strong_chinese_denials(text: str, is_strong: bool) -> None:
    assert (STRONG_HAN.search(text) is not None) is is_strong


@pytest.mark.parametrize(
    ("word", "rest", "is_one"),
    [
        ("unaware", "aware", True),
        ("unfairness", "fairness", True),
        ("under", "der", False),
        ("discuss", "cuss", False),
        ("inqqqvv", "qqqvv", False),
        ("unqqqvved", "qqqvved", False),
    ],
)
def test_a_word_with_a_prefix_denies_only_a_word_that_is_known(word: str, rest: str, is_one: bool) -> None:
    assert is_negative(word, rest) is is_one
