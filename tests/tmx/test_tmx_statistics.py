"""The figures of a memory, counted without a file."""

from collections.abc import Iterable

import pytest
from tmx_elements import header_of, pair_unit, unit_of, variant

from cdalign.tmx import Unit
from cdalign.tmx.pairing import UnitPairing
from cdalign.tmx.statistics import Statistics, count_units


def count(units: Iterable[Unit]) -> Statistics:
    return count_units(units, UnitPairing(header_of(), "en", "zh").pair_of)


def test_an_empty_memory_has_no_figures() -> None:
    assert count([]) == Statistics(0, 0, 0, 0, (), (), (), (), (0,) * 10, 0, "", "")


def test_repetitions_and_conflicts_are_those_of_the_first_translation() -> None:
    units = [
        pair_unit("A", "甲"),
        pair_unit("A", "甲"),
        pair_unit("A", "乙"),
        pair_unit("A", "乙"),
        pair_unit("B", "甲"),
    ]
    found = count(units)
    assert (found.units, found.pairs, found.repeated, found.conflicts) == (5, 5, 3, 2)


def test_a_unit_with_one_text_or_an_empty_one_is_not_a_pair() -> None:
    units = [
        unit_of(variant("en", "A")),
        pair_unit("A", ""),
        pair_unit("", "甲"),
        unit_of(variant("en", "A"), variant("fr", "a")),
        pair_unit("A", "甲"),
    ]
    found = count(units)
    assert (found.units, found.pairs, found.repeated) == (5, 1, 0)
    assert found.texts == (("en", 5), ("zh-CN", 3), ("fr", 1))


def test_words_are_characters_in_chinese_alone() -> None:
    units = [unit_of(variant("en", "Two words, CD/1"), variant("zh-TW", "會議 CD/1。"), variant("ja", "会議"))]
    assert count(units).words == (("en", 3), ("zh-TW", 2), ("ja", 1))


@pytest.mark.parametrize(
    ("score", "tenth"),
    [("0", 0), ("0.09", 0), ("0.1", 1), ("0.99", 9), ("1", 9), ("1.0", 9), ("12", 9), ("-3", 0), ("1e999", 9)],
)
def test_scores_are_counted_by_tenths(score: str, tenth: int) -> None:
    scores = count([pair_unit(x_score=score)]).scores
    assert (scores[tenth], sum(scores)) == (1, 1)


@pytest.mark.parametrize("score", ["", "high", "nan", "inf"])
def test_what_is_not_a_number_is_not_a_score(score: str) -> None:
    assert sum(count([pair_unit(x_score=score)]).scores) == 0


def test_documents_and_reviews_are_counted_from_the_most_frequent_on() -> None:
    units = [
        pair_unit(x_document="CD/1", x_review="confirmed"),
        pair_unit(x_document="CD/2", x_review="automatic"),
        pair_unit(x_document="CD/2", x_review="pending"),
        pair_unit(),
    ]
    found = count(units)
    assert found.documents == (("CD/2", 2), ("CD/1", 1))
    assert found.reviews == (("pending", 2), ("confirmed", 1))


def test_the_span_of_dates_passes_over_units_without_one() -> None:
    texts = variant("en", "A"), variant("zh-CN", "甲")
    dates = ("20190101T000000Z", "", "20170101T000000Z", "20180101T000000Z", "soon")
    found = count(unit_of(*texts, changedate=date) for date in dates)
    assert (found.earliest, found.latest) == ("2017-01-01T00:00:00Z", "2019-01-01T00:00:00Z")


def test_units_with_inline_codes_are_counted_once() -> None:
    coded = variant("en", "A", markup='A<ph x="1"/>'), variant("zh-CN", "甲", markup='甲<ph x="1"/>')
    assert count([unit_of(*coded), unit_of(coded[0], variant("zh-CN", "甲")), pair_unit()]).with_inline == 2
