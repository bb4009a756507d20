"""When two quantities are equal, in whichever kind and unit they are written."""

from fractions import Fraction

import pytest

from cdalign.quantities import Quantity, find_quantities
from cdalign.quantities.equality import amount_of, differ_in_unit, plain_values, readings_of, share_of


def one_in(text: str) -> Quantity:
    (found,) = find_quantities(text, "zh" if text > "⺀" or any(char > "⺀" for char in text) else "en")
    return found


def quantity(key: str, unit: str = "") -> Quantity:
    return Quantity(0, 1, "x", key, unit=unit)


@pytest.mark.parametrize(
    ("key", "share"),
    [
        ("percent:60", Fraction(3, 5)),
        ("percent:3.5", Fraction(7, 200)),
        ("fraction:2/3", Fraction(2, 3)),
        ("fraction:2.7/1000", Fraction(27, 10_000)),
        ("fraction:1/0", None),
        ("number:60", None),
        ("date:2018", None),
    ],
)
def test_a_share_is_a_fraction_of_one(key: str, share: Fraction | None) -> None:
    assert share_of(quantity(key)) == share


def test_an_amount_is_in_base_units() -> None:
    assert amount_of(one_in("五公里")) == amount_of(one_in("5,000 metres"))
    assert amount_of(one_in("5公里")) != amount_of(one_in("5,000 tonnes"))
    assert amount_of(one_in("22 items")) is None
    assert amount_of(quantity("money:5", "EUR")) is None


def test_plain_values_leave_the_kind_out() -> None:
    for kind in ("number", "ordinal", "article", "annex", "decade", "money", "percent"):
        assert plain_values(quantity(f"{kind}:6")) == ("6",)
    assert plain_values(quantity("date:1995")) == ("1995",)
    assert plain_values(quantity("date:1995-06")) == ()
    assert plain_values(quantity("symbol:CD/1")) == ()


def test_readings_begin_with_the_likeliest() -> None:
    assert readings_of(one_in("7:30")) == ("time:07:30", "time:19:30")


@pytest.mark.parametrize(
    ("one", "other", "is_different"),
    [
        (("number:43", "kilometre"), ("number:43", "mile"), True),
        (("number:43", "kilometre"), ("number:43", "kilometre"), False),
        (("number:43", "kilometre"), ("number:43", ""), False),
        (("number:43", ""), ("number:43", "mile"), False),
        (("percent:5", ""), ("percent:5", ""), False),
        (("percent:5", "point"), ("percent:5", ""), True),
        (("number:5", "day"), ("number:5", "week"), True),
        (("money:5", "EUR"), ("money:5", "USD"), True),
    ],
)
def test_units_that_cannot_be_the_same(one: tuple[str, str], other: tuple[str, str], is_different: bool) -> None:
    assert differ_in_unit(quantity(*one), quantity(*other)) is is_different
    assert differ_in_unit(quantity(*other), quantity(*one)) is is_different
