"""Each quantity of one text matches one of the other."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from cdalign.quantities import Quantity, find_quantities
from cdalign.quantities.pairing import Pairing, pair_quantities


def pairing(chinese: str, english: str, *, ignore_sign: bool = False) -> Pairing:
    return pair_quantities(find_quantities(chinese, "zh"), find_quantities(english, "en"), ignore_sign=ignore_sign)


def keys(found: tuple[Quantity, ...]) -> list[str]:
    return [one.key for one in found]


def test_each_quantity_matches_once() -> None:
    found = pairing("3项、3项和5项", "3 items and 5 items")
    assert [(one.key, other.key) for one, other in found.pairs] == [("number:3", "number:3"), ("number:5", "number:5")]
    assert keys(found.left) == ["number:3"]
    assert found.other_left == ()


def test_pairs_are_in_the_order_of_the_text() -> None:
    found = pairing("3项，另外3项", "3 items and 3 others")
    assert [(one.start, other.start) for one, other in found.pairs] == [(0, 0), (5, 12)]


def test_the_same_unit_comes_before_the_same_number() -> None:
    found = pairing("5公里和5公斤", "5 kilograms and 5 kilometres")
    assert {(one.unit, other.unit) for one, other in found.pairs} == {
        ("kilometre", "kilometre"),
        ("kilogram", "kilogram"),
    }


def test_other_readings_shares_amounts_and_kinds_match() -> None:
    for chinese, english in (
        ("下午3时", "3 p.m."),
        ("三成", "30 per cent"),
        ("五公里", "5,000 metres"),
        ("第五款", "paragraph 5"),
        ("四分之一", "25 per cent"),
    ):
        found = pairing(chinese, english)
        assert (len(found.pairs), found.left, found.other_left) == (1, (), ()), chinese


def test_what_differs_is_left_on_both_sides_in_order() -> None:
    found = pairing("3项、4项和5项", "6 items, 4 items and 7 items")
    assert (keys(found.left), keys(found.other_left)) == (["number:3", "number:5"], ["number:6", "number:7"])


def test_a_sign_counts_unless_words_say_it() -> None:
    assert pairing("-5%", "5 per cent").pairs == ()
    assert len(pairing("-5%", "fell by 5 per cent", ignore_sign=True).pairs) == 1


@given(st.lists(st.integers(2, 6), max_size=8), st.lists(st.integers(2, 6), max_size=8))
def test_a_pairing_is_the_intersection_of_two_multisets(one: list[int], other: list[int]) -> None:
    mine, others = ([Quantity(at, at + 1, "x", f"number:{n}") for at, n in enumerate(side)] for side in (one, other))
    found = pair_quantities(mine, others)
    assert Counter(a.key for a, _ in found.pairs) == Counter(keys(tuple(mine))) & Counter(keys(tuple(others)))
    assert len(found.pairs) + len(found.left) == len(one)
    assert len(found.pairs) + len(found.other_left) == len(other)
