"""Numerals of every system are read back, whatever they are printed in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdalign.numerals import (
    Enclosure,
    Numeral,
    NumeralSystem,
    enclosed_numerals,
    parse_english_numeral,
    parse_han_numeral,
    parse_integer,
    parse_letters,
    parse_roman,
    read_numerals,
    whole_number,
    write_han_numeral,
    write_letters,
    write_roman,
)

ENGLISH_WORDS = (
    "zero one two three four five six seven eight nine",
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "- - twenty thirty forty fifty sixty seventy eighty ninety",
)


@given(st.integers(min_value=2, max_value=199))
@settings(max_examples=60)
def test_english_words_are_read_back(value: int) -> None:
    units, teens, tens = (row.split() for row in ENGLISH_WORDS)
    hundreds, rest = divmod(value, 100)
    words = ["one hundred"] if hundreds else []
    if rest:
        below = (
            teens[rest - 10]
            if 10 <= rest < 20
            else "-".join(
                word for word in (tens[rest // 10] if rest > 9 else "", units[rest % 10] if rest % 10 else "") if word
            )
        )
        words.append(below)
    assert parse_english_numeral(" and ".join(words)) == value


@given(st.integers(min_value=0, max_value=9999))
def test_han_numerals_are_read_back(value: int) -> None:
    assert parse_han_numeral(write_han_numeral(value)) == value


@given(st.integers(min_value=1, max_value=3999))
def test_roman_numerals_are_read_back_in_both_cases(value: int) -> None:
    assert parse_roman(write_roman(value)) == parse_roman(write_roman(value).lower()) == value


@given(st.integers(min_value=1, max_value=78))
def test_letters_are_read_back(value: int) -> None:
    assert parse_letters(write_letters(value)) == parse_letters(write_letters(value).upper()) == value


@pytest.mark.parametrize("text", ["iiii", "IC", "Iv", "Q", "", "VV", "MMMM"])
def test_what_only_looks_roman_is_none(text: str) -> None:
    assert parse_roman(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[("二十二", 22), ("一百一十", 110), ("二〇一八", 2018), ("廿一", 21), ("卅", 30), ("两", 2), ("第十二", 12)],
        *[("壹拾贰", 12), ("叁佰零伍", 305), ("參", 3), ("一萬二千", 12000), ("兩百", 200), ("一千四百七十", 1470)],
        *[("XXVIII", 28), ("xli", 41), ("MCMXCIX", 1999), ("Ⅳ", 4), ("ⅻ", 12)],
        *[
            ("7", 7),
            ("１２", 12),
            ("1.", 1),
            ("1)", 1),
            ("１）", 1),
            ("（３）", 3),
            ("[4]", 4),
            ("十一、", 11),
            ("5．", 5),
        ],
        *[("㈠", 1), ("㈩", 10), ("①", 1), ("⑳", 20), ("㉑", 21), ("㊿", 50), ("⑴", 1), ("⒇", 20), ("⒈", 1), ("⒓", 12)],
        *[("㊀", 1), ("❶", 1), ("⓫", 11), ("➓", 10), ("ⓐ", 1), ("⒝", 2), ("Ⓒ", 3), ("(一)", 1), ("（十二）", 12)],
        *[
            ("(c)", 3),
            ("(xiv)", 14),
            ("b", 2),
            ("bb", 28),
            ("twenty-first", 21),
            ("Third", 3),
            ("one hundred and ten", 110),
        ],
    ],
)
def test_numerals_of_every_form_are_read(text: str, value: int) -> None:
    assert parse_integer(text) == value


@pytest.mark.parametrize(
    "text", ["", "㈱", "㊏", "二月", "abc", "1.5", "三点五", "(a", "reform", "一二三四五六七八九十万亿!", "9" * 5000]
)
def test_what_is_not_a_whole_number_is_none(text: str) -> None:
    assert parse_integer(text) is None


def test_a_numeral_of_two_systems_has_two_readings() -> None:
    roman, letter = (
        Numeral(NumeralSystem.ROMAN, 1, Enclosure.BRACKETS),
        Numeral(NumeralSystem.LETTER, 9, Enclosure.BRACKETS),
    )
    assert read_numerals("(i)") == (roman, letter)
    assert [numeral.value for numeral in read_numerals("C")] == [3, 100]


@pytest.mark.parametrize(
    ("text", "enclosure"),
    [
        ("㈢", "brackets"),
        ("⑶", "brackets"),
        ("③", "circle"),
        ("❸", "circle"),
        ("⒊", "stop"),
        ("3)", "bracket after"),
        ("3", "none"),
    ],
)
def test_what_a_numeral_is_printed_in_is_told(text: str, enclosure: str) -> None:
    assert read_numerals(text) == (Numeral(read_numerals(text)[0].system, 3, Enclosure(enclosure)),)


def test_every_enclosed_numeral_is_worth_something() -> None:
    assert len(enclosed_numerals()) > 250
    assert [char for char in enclosed_numerals() if parse_integer(char) is None] == []


@pytest.mark.parametrize("unit", ["亿", "万亿", "一百", "一", "十", "9,999", "三点"])
def test_a_numeral_without_end_is_none(unit: str) -> None:
    assert parse_han_numeral(unit * 200_000) is None
    assert parse_integer(unit * 200_000) is None


@pytest.mark.parametrize("written", ["", "²", "٣", "-1", "1e3", "inf", "9" * 10, "9" * 5000])
def test_what_no_program_writes_as_a_number_is_the_default(written: str) -> None:
    assert whole_number(written, 7) == 7
    assert whole_number("003", 7) == 3
