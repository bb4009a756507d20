"""What differs between the quantities of two texts, in kinds."""

import pytest

from cdalign.checks.number_comparison import QuantityComparison, compare_quantities, is_loose
from cdalign.checks.sides import CheckedSide, Terminology
from cdalign.model import Termbase
from cdalign.quantities import Quantity

TERMS = Terminology(Termbase())


def side_of(text: str, lang: str) -> CheckedSide:
    return CheckedSide(text, lang, "", TERMS)


def compare(chinese: str, english: str) -> QuantityComparison:
    return compare_quantities(side_of(chinese, "zh"), side_of(english, "en"))


def told(chinese: str, english: str) -> str:
    found = compare(chinese, english)
    parts = [
        *(f"unit {one.text}/{other.text}" for one, other in found.other_units),
        *(f"not {one.text}/{other.text}" for one, other in found.contradictions),
        *(f"missing {one.text}" for one in found.missing),
        *(f"extra {one.text}" for one in found.extra),
    ]
    return "; ".join(parts)


@pytest.mark.parametrize(
    ("chinese", "english", "expected"),
    [
        ("43公里", "43 miles", "unit 43公里/43 miles"),
        ("43公里", "43 kilometres", ""),
        ("43公里和5吨", "43 miles and 5 tonnes", "unit 43公里/43 miles"),
        ("480所", "460 schools", "not 480/460"),
        ("480所", "schools", "missing 480"),
        ("学校", "460 schools", "extra 460"),
        ("两所", "the schools", ""),
        ("十一所", "the schools", "missing 十一"),
        ("两所", "three schools", "not 两/three"),
        ("十年来", "for years", ""),
        ("2所", "the schools", "missing 2"),
        ("1所", "one school", ""),
        ("三分之一", "the part", ""),
        ("三分之一", "one quarter", "not 三分之一/one quarter"),
        ("三分之一", "30 per cent", "not 三分之一/30 per cent"),
        ("四分之一", "25 per cent", ""),
        ("三倍", "twice", "not 三倍/twice"),
        ("数百万人", "many people", ""),
        ("数百万人", "thousands of people", "not 数百万/thousands"),
        ("第三次", "the fourth time", "not 第三/fourth"),
        ("第三次", "the third time", ""),
        ("2018年9月5日", "5 October 2018", "not 2018年9月5日/5 October 2018"),
        ("2018年9月5日", "a September day of 2018", "missing 2018年9月5日"),
        ("下降了5%", "fell by 5 per cent", ""),
        ("-5%", "a fall of 5 per cent", ""),
        ("-5%", "5 per cent", "not -5%/5 per cent"),
        ("零下5度", "it fell to 5 degrees", "not 零下5度/5 degrees"),
        ("CD/1号文件", "document CD/2", "not CD/1/CD/2"),
        ("第71/67号决议", "resolution A/RES/71/67", ""),
        ("(a) 第一项", "(b) the first item", ""),
        ("COVID-19", "the virus", ""),
        ("欧元", "the currency", ""),
        ("欧元", "the dollar of 5 per cent", "extra 5 per cent"),
        ("3至5个", "3 to 6", "not 5/6"),
    ],
)
def test_what_differs_is_told_by_its_kind(chinese: str, english: str, expected: str) -> None:
    assert told(chinese, english) == expected


def test_the_same_quantities_in_another_order_are_the_same() -> None:
    assert compare("3项和5吨", "5 tonnes and 3 items") == QuantityComparison()


@pytest.mark.parametrize(
    ("one", "loose"),
    [
        (Quantity(0, 1, "两", "number:2", is_spelt=True), True),
        (Quantity(0, 1, "十", "number:10", is_spelt=True), True),
        (Quantity(0, 1, "十一", "number:11", is_spelt=True), False),
        (Quantity(0, 1, "minus ten", "number:-10", is_spelt=True), True),
        (Quantity(0, 1, "a thousand", "number:1000", is_spelt=True), True),
        (Quantity(0, 1, "a dozen", "number:12", is_spelt=True), True),
        (Quantity(0, 1, "dozen", "number:12", is_spelt=True), True),
        (Quantity(0, 1, "three dozen", "number:36", is_spelt=True), False),
        (Quantity(0, 1, "2", "number:2"), False),
        (Quantity(0, 1, "a third", "fraction:1/3", is_spelt=True), True),
        (Quantity(0, 1, "1/3", "fraction:1/3"), False),
        (Quantity(0, 1, "(a)", "point:1"), True),
        (Quantity(0, 1, "1,000", "base:1000"), True),
        (Quantity(0, 1, "midnight", "time:00:00", is_spelt=True), True),
    ],
)
def test_small_and_vague_words_tell_nothing_by_their_absence(one: Quantity, loose: bool) -> None:
    assert is_loose(one) is loose
