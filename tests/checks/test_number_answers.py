"""Whether a text says the same as a quantity of the other one in some other way."""

import pytest

from cdalign.checks.number_answers import is_answered, take_apart
from cdalign.checks.sides import CheckedSide, Terminology
from cdalign.model import Termbase
from cdalign.quantities import Quantity, find_quantities

TERMS = Terminology(Termbase())


def side_of(text: str, lang: str) -> CheckedSide:
    return CheckedSide(text, lang, "", TERMS)


def quantity(key: str, *also: str) -> Quantity:
    return Quantity(0, 1, "x", key, also=also)


@pytest.mark.parametrize(
    ("key", "english", "answers"),
    [
        ("number:5", "five of them", True),
        ("number:5", "chapter V, article 5", True),
        ("number:5", "50 of them", False),
        ("number:1995", "in May 1995", True),
        ("number:7", "the B7 and A17 roads", True),
        ("number:8", "the B7 and A17 roads", False),
        ("number:1", "a single one", True),
        ("number:1", "each of them", True),
        ("number:1", "all of them", False),
        ("number:2", "both of them", True),
        ("number:2", "bilateral talks", True),
        ("number:2", "all of them", False),
        ("number:3", "bilateral talks", False),
        ("date:2018-09-05", "on 5 September 2018", True),
        ("date:2018-09-05", "on 5 September", True),
        ("date:2018-09-05", "on 6 September", False),
        ("date:2018-09-05", "on 5 September 2019", False),
        ("date:2018-09", "in September 2018", True),
        ("date:2018-09", "in October 2018", False),
        ("date:2018", "the 2018 session", True),
        ("date:2018", "the 2019 session", False),
        ("date:--09-05", "on 5 September 2018", True),
        ("date:--09-05", "on 5 October 2018", False),
        ("date:---05", "on 5 September", True),
        ("date:---05", "the 5 of them", True),
        ("date:---05", "on 6 September", False),
        ("symbol:71/67", "resolution A/RES/71/67", True),
        ("symbol:A/RES/71/67", "resolution 71/67", True),
        ("symbol:71/67", "resolution 71/671", False),
        ("symbol:CD/12", "document CD/123", False),
        ("symbol:CD/12", "document cd/12", True),
        ("symbol:CD/12", "document cd / 12", True),
        ("symbol:CD/12", "document acd/12", False),
        ("symbol:S/RES/1540(2004)", "resolution 1540 (2004)", True),
        ("symbol:S/RES/1540(2004)", "resolution 1541 (2004)", False),
        ("symbol:S/2004/1540", "1540 of 2004", False),
        ("url:www.un.org", "see WWW.UN.ORG/en", True),
        ("url:www.un.org", "see www.who.int", False),
        ("version:2.0.1", "release v2.0.1", True),
    ],
)
def test_an_english_text_answers(key: str, english: str, answers: bool) -> None:
    assert is_answered(quantity(key), take_apart(side_of(english, "en"), ())) is answers


@pytest.mark.parametrize(
    ("key", "chinese", "answers"),
    [
        ("number:6", "欧六标准", True),
        ("number:7", "欧六标准", False),
        ("number:1", "首次会议", True),
        ("number:2", "双边会谈", True),
        ("number:2", "多边会谈", False),
        ("date:2018", "2018年会议", True),
        ("article:6", "第六项", True),
    ],
)
def test_a_chinese_text_answers(key: str, chinese: str, answers: bool) -> None:
    assert is_answered(quantity(key), take_apart(side_of(chinese, "zh"), ())) is answers


def test_any_reading_of_a_quantity_is_enough() -> None:
    said = take_apart(side_of("at 8 p.m.", "en"), ())
    assert is_answered(quantity("time:08:00", "time:20:00"), said)
    assert not is_answered(quantity("time:08:00", "time:09:00"), said)


def test_digits_of_a_quantity_that_has_its_counterpart_answer_no_other() -> None:
    side = side_of("items 3, 4", "en")
    (first, second) = find_quantities(side.text, "en")
    assert (first.value, second.value) == ("3", "4")
    assert take_apart(side, ()).digit_runs == {"3", "4"}
    assert take_apart(side, [first]).digit_runs == {"4"}
    assert take_apart(side, [second, first]).digit_runs == set()


def test_the_words_outside_quantities_are_what_is_left() -> None:
    said = take_apart(side_of("five men and 3 dogs", "en"), ())
    assert said.rest.split() == ["men", "and", "dogs"]
    assert len(said.rest) == len("five men and 3 dogs")
    assert take_apart(side_of("1,250 and 3.5", "en"), ()).digit_runs >= {"1250", "3.5"}
