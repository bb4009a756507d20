"""`check`, `tm clean` and `tm validate` say the same of a pair of texts."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from test_tmx_reading import tmx, unit

from cdalign.checks import judge_units
from cdalign.cli import main
from cdalign.model import TranslationUnit
from cdalign.tmx import read_tmx
from cdalign.tmx.judging import judge_items

LANGUAGES = ("--source-lang", "en", "--target-lang", "zh")
PAIRS = {
    # The English says in words or elsewhere what the Chinese repeats.
    ("Under resolution 71/67 it met on 31 July.", "根据A/71/67号决议，它于7月31日开会。"): "",
    ("Two groups met in Geneva.", "两个小组在日内瓦开会。"): "",
    ("A third of the States replied.", "三分之一的国家作了答复。"): "",
    ("It met on 5 September 2018.", "它于2018年9月6日开会。"): "dates.different",
    ("The cost rose by 5 per cent in 2017.", "2017年费用增加了百分之七。"): "numbers.different",
    ("The Group (chaired by Norway met in Geneva.", "小组（由挪威担任主席）在日内瓦开会。"): "brackets.unpaired",
    (
        "The Conference adopted the report in Geneva.",
        "The Conference adopted the report in Geneva.",
    ): "untranslated.same",
    ("It recalled document CD/1299.", "它回顾了CD/1298号文件。"): "symbols.different",
}


def rules_of_check(path: Path, capsys: pytest.CaptureFixture[str]) -> set[str]:
    main(["check", str(path), "--json", *LANGUAGES])
    found = json.loads(capsys.readouterr().out)["findings"]
    return {finding["rule"] for finding in found if finding["severity"] != "info"}


def rules_of_validate(path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> set[str]:
    main(["tm", "validate", str(path), "--json", *LANGUAGES, *options])
    faults = json.loads(capsys.readouterr().out)[0]["faults"]
    return {fault["detail"].partition(":")[0] for fault in faults if fault["rule"] == "segment.doubtful"}


def rules_of_clean(path: Path, *options: str) -> set[str]:
    clean = path.with_name("clean.tmx")
    assert main(["tm", "clean", str(path), "-o", str(clean), *LANGUAGES, *options]) == 0
    flags = [unit.prop("x-doubt") for unit in read_tmx(clean)[1]]
    return {doubt.partition(":")[0] for flag in flags if flag for doubt in flag.split("; ")}


@pytest.mark.parametrize(("texts", "rule"), PAIRS.items(), ids=lambda value: str(value)[:30])
def test_all_three_find_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], texts: tuple[str, str], rule: str
) -> None:
    memory = tmp_path / "a.tmx"
    memory.write_text(tmx(unit(*texts)), encoding="utf-8")
    expected = rules_of_check(memory, capsys)
    assert rules_of_validate(memory, capsys) == rules_of_clean(memory) == expected
    assert rule in expected if rule else not expected


def test_who_does_not_ask_for_the_checks_is_told_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    memory = tmp_path / "a.tmx"
    memory.write_text(tmx(*(unit(*texts) for texts in PAIRS)), encoding="utf-8")
    assert len(rules_of_validate(memory, capsys)) >= 5
    assert not rules_of_validate(memory, capsys, "--no-checks")
    assert not rules_of_clean(memory, "--no-flags")


def test_a_flag_goes_with_its_reason(tmp_path: Path) -> None:
    stale = unit("Two groups met in Geneva.", "两个小组在日内瓦开会。").replace(
        "<tu>", '<tu><prop type="x-doubt">length ratio 9.4</prop><prop type="x-client">A</prop>'
    )
    memory = tmp_path / "a.tmx"
    memory.write_text(tmx(stale), encoding="utf-8")
    assert not rules_of_clean(memory)
    (kept,) = read_tmx(tmp_path / "clean.tmx")[1]
    assert kept.prop("x-client") == "A"


def test_units_before_the_place_where_a_file_breaks_off_are_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = tmx(*(unit(*texts) for texts in PAIRS))
    memory = tmp_path / "a.tmx"
    memory.write_text(whole[: whole.rindex("<tu>") + 10], encoding="utf-8")
    assert "dates.different" in rules_of_validate(memory, capsys)


def test_items_keep_their_own_doubts_however_far_the_judge_reads_ahead() -> None:
    def judge(units: Iterable[TranslationUnit]) -> Iterator[tuple[str, ...]]:
        for one in list(units):
            yield (one.source,) if one.source in "bd" else ()

    items = [(name.upper(), TranslationUnit(name, "", "en", "zh")) for name in "abcde"]
    assert [*judge_items(items, judge)] == [("A", ()), ("B", ("b",)), ("C", ()), ("D", ("d",)), ("E", ())]


def test_the_checks_judge_each_unit_in_its_turn() -> None:
    units = [TranslationUnit(*texts, "en", "zh") for texts in PAIRS]
    judged = [{finding.rule for finding in findings} for findings in judge_units(units)]
    assert len(judged) == len(units)
    for rules, rule in zip(judged, PAIRS.values(), strict=True):
        assert rule in rules if rule else not rules
