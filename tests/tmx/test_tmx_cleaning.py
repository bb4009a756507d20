"""What is kept of a memory and why the rest goes, unit by unit."""

import pytest
from tmx_elements import header_of, pair_unit, prop, unit_of, variant

from cdalign.tmx import Unit
from cdalign.tmx.changes import UnitChange
from cdalign.tmx.cleaning import Cleaning, Duplicates, clean_units, find_winners
from cdalign.tmx.gathering import Placed
from cdalign.tmx.pairing import UnitPairing


def clean(*units: Unit, duplicates: Duplicates = Duplicates.EXACT, per_document: bool = False) -> tuple[str, list[str]]:
    """Return the targets that are kept, and what was done, with the reason and the target."""
    cleaning = Cleaning(duplicates, per_document)
    pair_of = UnitPairing(header_of(), "en", "zh").pair_of
    placed = [Placed("a.tmx", unit) for unit in units]
    changes: list[UnitChange] = []
    winners = find_winners(placed, pair_of, cleaning)
    kept = list(clean_units(placed, pair_of, changes.append, cleaning=cleaning, winners=winners))
    told = [f"{change.action} {change.target}: {change.reason}" for change in changes]
    return "".join(unit.variants[-1].text for unit in kept), told


def dated(target: str, date: str) -> Unit:
    return unit_of(variant("en", "Same."), variant("zh-CN", target), changedate=date)


def test_the_newest_translation_wins_and_of_two_of_one_date_the_first() -> None:
    units = [dated("甲", ""), dated("乙", "20190101T000000Z"), dated("丙", "20190101T000000Z"), dated("丁", "soon")]
    kept, told = clean(*units, duplicates=Duplicates.NEWEST)
    assert kept == "乙"
    assert [line for line in told if line.startswith("removed")] == [
        f"removed {target}: not the newest translation" for target in "甲丙丁"
    ]


def test_without_dates_the_first_translation_is_the_newest() -> None:
    assert clean(dated("甲", ""), dated("乙", ""), duplicates=Duplicates.NEWEST)[0] == "甲"


@pytest.mark.parametrize(
    ("scores", "kept"),
    [
        (("0.5", "0.9", "0.9"), "乙"),
        (("", "0.1", "bad"), "乙"),
        (("", "", ""), "甲"),
        (("9e-05", "0.2", "0.1"), "乙"),
        (("-1", "", "0"), "乙"),
    ],
)
def test_the_best_translation_has_the_highest_score(scores: tuple[str, ...], kept: str) -> None:
    units = [pair_unit("Same.", target, x_score=score) for target, score in zip("甲乙丙", scores, strict=True)]
    assert clean(*units, duplicates=Duplicates.BEST)[0] == kept


@pytest.mark.parametrize("duplicates", [Duplicates.NEWEST, Duplicates.BEST])
@pytest.mark.parametrize("empty", ["", " ", "\u3000"])
def test_an_empty_translation_never_wins(duplicates: Duplicates, empty: str) -> None:
    texts = variant("en", "Same."), variant("zh-CN", empty)
    newest = unit_of(*texts, details=[prop("x-score", "1")], changedate="20200101T000000Z")
    assert clean(dated("甲", "20190101T000000Z"), newest, duplicates=duplicates)[0] == "甲"


def test_repetitions_may_be_kept_apart_by_document() -> None:
    units = [pair_unit("Same.", target, x_document=name) for target, name in (("甲", "1"), ("乙", "2"), ("丙", "1"))]
    assert clean(*units, duplicates=Duplicates.FIRST)[0] == "甲"
    kept, told = clean(*units, duplicates=Duplicates.FIRST, per_document=True)
    assert kept == "甲乙"
    assert told == [
        "conflict 丙: another translation of this source",
        "removed 丙: not the first translation",
    ]


def test_a_conflict_is_told_once_for_each_other_translation() -> None:
    units = [pair_unit("Same.", target) for target in "甲乙乙甲"]
    kept, told = clean(*units)
    assert kept == "甲乙"
    assert told == [
        "conflict 乙: another translation of this source",
        "removed 乙: duplicate",
        "removed 甲: duplicate",
    ]
    assert clean(*units, duplicates=Duplicates.ALL) == ("甲乙乙甲", ["conflict 乙: another translation of this source"])


@pytest.mark.parametrize(
    ("unit", "reason"),
    [
        (unit_of(variant("en", "Alone.")), "one language only"),
        (unit_of(variant("en", "Two."), variant("fr", "Deux.")), "one language only"),
        (pair_unit("One.", "  "), "empty text"),
        (pair_unit(" \u00a0", "一。"), "empty text"),
        (pair_unit("— …", "一。"), "no words"),
    ],
)
def test_what_translates_nothing_goes(unit: Unit, reason: str) -> None:
    kept, told = clean(unit)
    assert kept == ""
    assert [line.rpartition(": ")[2] for line in told] == [reason]


def test_a_number_alone_is_worth_keeping() -> None:
    assert clean(pair_unit("7", "七")) == ("七", [])


def test_each_repair_is_told() -> None:
    broken = unit_of(
        variant("en", "e\u0301  1", own="x"),
        variant("zh_CN", "一"),
        details=[prop("x-a", "kept")],
        score="0.5",
    )
    changes = [line.partition(": ")[2] for line in clean(broken)[1]]
    assert changes == ["attributes and elements TMX does not know", "white space or Unicode form", "language code"]


def test_nothing_is_told_of_what_is_sound() -> None:
    assert clean(pair_unit(), pair_unit("Two.", "二。")) == ("一。二。", [])
