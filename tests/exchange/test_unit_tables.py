from pathlib import Path

import openpyxl
import pytest

from cdalign.cli import main
from cdalign.exchange.directions import with_languages
from cdalign.exchange.formats import read_any, read_bilingual
from cdalign.faults import ignore_fault
from cdalign.model import TranslationUnit

CHINESE, ENGLISH = "会议通过了报告。", "The Conference adopted its report."


@pytest.mark.parametrize(
    "heading",
    [
        "source,target",
        "zh,en",
        "Chinese,English",
        "中文,英文",
        "原文,译文",
        "原文（中文）,译文（英文）",
        "Chinese (Simplified),English_United_States",
        "zh-CN,en-GB",
        "Source text,Translation",
    ],
)
def test_the_texts_are_found_under_any_heading(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "t.csv"
    for name, line in ((heading, f"{CHINESE},{ENGLISH}"), (",".join(heading.split(",")[::-1]), f"{ENGLISH},{CHINESE}")):
        path.write_text(f"{name}\n{line}\n", encoding="utf-8")
        [unit] = read_any(path, "zh-Hans", "en")
        assert (unit.source, unit.target) == (CHINESE, ENGLISH)
        assert unit.source_lang.startswith("zh")


def test_of_several_languages_those_that_are_asked_for_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text("id\tfr\tzh-TW\tzh-CN\ten\tsource\n1\tun\t一體\t一体\tone\tA/1\n", encoding="utf-8")
    [unit] = read_any(path, "zh-Hans", "en")
    assert (unit.source, unit.target, unit.prop("x-source (column)")) == ("一体", "one", "A/1")
    [unit] = read_any(path, "zh-Hant", "fr")
    assert (unit.source, unit.target) == ("一體", "un")
    [unit] = read_any(path, "en", "zh-Hans")
    assert (unit.source, unit.target, unit.source_lang) == ("one", "一体", "en")


def test_texts_the_other_way_round_are_told_by_their_script(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"source,target\n{ENGLISH},{CHINESE}\nIt met.,会议举行。\n", encoding="utf-8")
    assert [unit.source for unit in read_any(path, "zh-Hans", "en")] == [CHINESE, "会议举行。"]
    assert [unit.source for unit in read_any(path, "en", "zh-Hans")] == [ENGLISH, "It met."]
    [first, _] = read_bilingual(path)
    assert (first.source, first.source_lang, first.target_lang) == (ENGLISH, "en", "zh-Hans")


def test_scripts_that_do_not_tell_leave_the_sides_where_they_are() -> None:
    units = [TranslationUnit("A/RES/1", "A/RES/1", "", ""), TranslationUnit("", "一", "", "")]
    assert [unit.source_lang for unit in with_languages(units, "zh-Hans", "en", ignore_fault)] == ["zh-Hans", "zh-Hans"]
    assert [unit.source_lang for unit in with_languages(units, "fr", "en", ignore_fault)] == ["fr", "fr"]


def test_a_gbk_table_becomes_a_memory(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(f"中文,英文\r\n{CHINESE},{ENGLISH}\r\n".encode("gbk"))
    assert main(["tm", "convert", str(path), "-o", str(tmp_path / "t.tmx")]) == 0
    [unit] = read_any(tmp_path / "t.tmx", "zh-Hans", "en")
    assert (unit.source, unit.target) == (CHINESE, ENGLISH)


def test_a_sheet_is_taken_into_a_memory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["zh", "en"])
    other = book.create_sheet("Second")
    other.append(["zh", "en"])
    other.append([CHINESE, ENGLISH])
    book.save(tmp_path / "t.xlsx")
    words = ["tm", "import", str(tmp_path / "t.xlsx"), "--memory", str(tmp_path / "m.cdtm")]
    assert main([*words, "--sheet", "Second"]) == 0
    assert "1 new" in capsys.readouterr().out
    assert main([*words, "--sheet", "Third"]) == 2
    assert "Second" in capsys.readouterr().err
