"""Which units a filter keeps: every bound itself is inside."""

import pytest
from tmx_elements import pair_unit, prop, unit_of, variant

from cdalign.tmx import Unit, Variant
from cdalign.tmx.selecting import Selection, last_date, score_of

EN, ZH = variant("en", "One"), variant("zh-CN", "会议开始了")


def objection(selection: Selection, unit: Unit, pair: tuple[Variant, Variant] = (EN, ZH)) -> str:
    return selection.objection(unit, pair)


@pytest.mark.parametrize(
    ("score", "reason"),
    [
        ("0.5", ""),
        ("0.49", "score 0.49"),
        (".75", ""),
        ("1", ""),
        ("0", "score 0"),
        ("0.93 (calibrated)", ""),
        ("9.1e-05", "score 9.1e-05"),
        ("-0.9", "score -0.9"),
        ("high", "no score"),
        ("", "no score"),
    ],
)
def test_a_unit_must_reach_the_least_score(score: str, reason: str) -> None:
    assert objection(Selection(least_score=0.5), pair_unit(x_score=score)) == reason


def test_who_asks_for_nothing_gets_everything() -> None:
    assert objection(Selection(), unit_of(variant("en", ""), variant("fr", ""))) == ""


def test_the_least_score_of_nothing_still_wants_a_score() -> None:
    assert objection(Selection(least_score=0.0), pair_unit()) == "no score"
    assert objection(Selection(least_score=0.0), pair_unit(x_score="0")) == ""


@pytest.mark.parametrize(
    ("patterns", "document", "reason"),
    [
        (("CD/1", "CD/2"), "CD/2", ""),
        (("CD/*",), "CD/PV.7", ""),
        (("CD/*",), "A/71/67", "document A/71/67"),
        (("cd/*",), "CD/1", "document CD/1"),
        (("CD/1",), "CD/12", "document CD/12"),
        (("CD/*",), "", "document not said"),
    ],
)
def test_documents_are_patterns(patterns: tuple[str, ...], document: str, reason: str) -> None:
    assert objection(Selection(documents=patterns), pair_unit(x_document=document)) == reason


@pytest.mark.parametrize(
    ("since", "until", "is_wanted"),
    [
        ("2018-10-05", "", True),
        ("2018-10-06", "", False),
        ("", "2018-10-05", True),
        ("", "2018-10-04", False),
        ("2018", "2018", True),
        ("", "2018-09", False),
        ("", "2018-10", True),
        ("2019", "", False),
        ("2018-10-05T08:00:00Z", "2018-10-05T08:00:00Z", True),
    ],
)
def test_the_day_or_month_that_is_named_is_inside(since: str, until: str, is_wanted: bool) -> None:
    unit = unit_of(EN, ZH, changedate="20181005T080000Z")
    reason = "" if is_wanted else "date 2018-10-05T08:00:00Z"
    assert objection(Selection(since=since, until=until), unit) == reason


@pytest.mark.parametrize("selection", [Selection(since="2018"), Selection(until="2018")])
def test_a_unit_without_a_date_is_in_no_span(selection: Selection) -> None:
    assert objection(selection, unit_of(EN, ZH)) == "no date"
    assert objection(selection, unit_of(EN, ZH, changedate="yesterday")) == "no date"


def test_the_last_date_counts_wherever_it_is_written() -> None:
    target = variant("zh-CN", "一", changedate="20190101T000000Z")
    assert last_date(unit_of(EN, target, creationdate="20180101T000000Z")) == "2019-01-01T00:00:00Z"
    assert last_date(unit_of(EN, ZH, creationdate="20180101T000000Z")) == "2018-01-01T00:00:00Z"
    made_later = unit_of(EN, ZH, changedate="20180101T000000Z", creationdate="20180301T000000Z")
    assert last_date(made_later) == "2018-03-01T00:00:00Z"
    assert last_date(unit_of(EN, ZH, lastusagedate="20200101T000000Z")) == ""


@pytest.mark.parametrize(
    ("review", "reason"),
    [
        ("confirmed", ""),
        ("excluded", "review excluded"),
        ("automatic", "review pending"),
        ("", "review not said"),
    ],
)
def test_reviews_are_named_as_today(review: str, reason: str) -> None:
    assert objection(Selection(reviews=("confirmed",)), pair_unit(x_review=review)) == reason


def test_what_earlier_versions_called_automatic_is_pending() -> None:
    assert objection(Selection(reviews=("pending",)), pair_unit(x_review="automatic")) == ""


@pytest.mark.parametrize(
    ("shortest", "longest", "reason"),
    [(5, 0, ""), (6, 0, "5 characters"), (0, 5, ""), (0, 4, "5 characters"), (5, 5, ""), (1, 4, "5 characters")],
)
def test_the_longer_side_is_measured(shortest: int, longest: int, reason: str) -> None:
    selection = Selection(shortest=shortest, longest=longest)
    assert objection(selection, unit_of(), (EN, ZH)) == objection(selection, unit_of(), (ZH, EN)) == reason


@pytest.mark.parametrize(
    ("lang", "text", "reason"),
    [
        ("zh-CN", "会议开始了", ""),
        ("zh-CN", "會議開始了", "script Hant"),
        ("zh", "會議開始了", "script Hant"),
        ("zh-CN", "一二三", ""),
        ("ja", "會議開始了", ""),
    ],
)
def test_only_chinese_has_a_script(lang: str, text: str, reason: str) -> None:
    assert objection(Selection(script="Hans"), unit_of(), (EN, variant(lang, text))) == reason
    assert objection(Selection(script="Hans"), unit_of(), (variant(lang, text), EN)) == reason


def test_a_reason_is_the_first_of_several() -> None:
    selection = Selection(least_score=0.5, documents=("CD/*",), longest=1, script="Hant")
    assert objection(selection, pair_unit(x_score="0.1")) == "score 0.1"
    assert objection(selection, pair_unit(x_score="0.9")) == "document not said"
    assert objection(selection, pair_unit(x_score="0.9", x_document="CD/1")) == "5 characters"


def test_the_first_prop_of_its_kind_is_the_score() -> None:
    assert score_of(unit_of(details=[prop("x-score", " 0.25 "), prop("x-score", "0.9")])) == 0.25
    assert score_of(unit_of(details=[prop("x-score", "１")])) is None
    assert score_of(unit_of(details=[prop("x-score", "1e999")])) == float("inf")
