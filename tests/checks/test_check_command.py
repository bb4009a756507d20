"""`cdalign check`: its inputs, its outputs, its exit codes."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from cdalign.cli import main
from cdalign.model import TranslationUnit
from cdalign.tmx import write_tmx

WRONG = TranslationUnit("在第 1470 次全体会议上", "at the 1407th plenary meeting", "zh-Hans", "en", id="u1")
RIGHT = TranslationUnit("2018 年 9 月 5 日", "5 September 2018", "zh-Hans", "en", id="u2")


@pytest.fixture
def memory(tmp_path: Path) -> str:
    write_tmx(tmp_path / "memory.tmx", [WRONG, RIGHT])
    return str(tmp_path / "memory.tmx")


@pytest.mark.parametrize(("fail_on", "code"), [("major", 1), ("minor", 1), ("never", 0)])
def test_the_exit_code_says_what_was_found(memory: str, fail_on: str, code: int) -> None:
    assert main(["check", memory, "--fail-on", fail_on]) == code


def test_findings_are_printed_with_both_texts(memory: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", memory])
    printed = capsys.readouterr()
    assert "numbers.different" in printed.out
    assert WRONG.source in printed.out
    assert WRONG.target in printed.out
    assert "2 units checked; 1 finding" in printed.err


def test_json_is_printed_on_request(memory: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", memory, "--json"])
    [finding] = json.loads(capsys.readouterr().out)["findings"]
    assert finding["rule"] == "numbers.different"


@pytest.mark.parametrize("suffix", ["html", "xlsx", "json", "sarif", "txt"])
def test_the_suffix_of_the_output_chooses_its_form(memory: str, tmp_path: Path, suffix: str) -> None:
    assert main(["check", memory, "-o", str(tmp_path / f"out.{suffix}")]) == 1
    assert (tmp_path / f"out.{suffix}").stat().st_size > 100


def test_findings_beyond_the_most_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    units = [replace(WRONG, target=f"at the {number}th plenary meeting", id=f"u{number}") for number in range(11, 19)]
    write_tmx(tmp_path / "many.tmx", units)
    main(["check", str(tmp_path / "many.tmx"), "--max-per-rule", "3"])
    printed = capsys.readouterr()
    assert printed.out.count("numbers.different") == 3
    assert "8 major" in printed.err
    assert "numbers.different: 5 more than the first 3" in printed.err
    assert main(["check", str(tmp_path / "many.tmx"), "--max-per-rule", "many"]) == 2


def test_what_is_ignored_or_old_makes_no_exit_code(memory: str, tmp_path: Path) -> None:
    main(["check", memory, "-o", str(tmp_path / "old.json")])
    finding = json.loads((tmp_path / "old.json").read_text(encoding="utf-8"))["findings"][0]
    (tmp_path / "ignored.tsv").write_text(f"{finding['fingerprint']}\tnumbers.different\tseen\n", encoding="utf-8")
    assert main(["check", memory, "--ignore", str(tmp_path / "ignored.tsv")]) == 0
    assert main(["check", memory, "--new-since", str(tmp_path / "old.json")]) == 0
    assert main(["check", memory, "--ignore", str(tmp_path / "gone.tsv")]) == 2


def test_rules_of_a_file_are_followed(memory: str, tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_text("[rules]\nnumbers = 'minor'\n", encoding="utf-8")
    assert main(["check", memory, "--rules", str(tmp_path / "rules.toml")]) == 0


def test_a_table_is_checked_with_its_empty_sides(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "units.tsv").write_text("id\tsource\ttarget\nu1\t会议就此进行了讨论。\t\n", encoding="utf-8")
    assert main(["check", str(tmp_path / "units.tsv")]) == 1
    assert "omissions.empty" in capsys.readouterr().out


def test_an_empty_side_is_named_and_no_finding_is_no_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "units.tsv").write_text("id\tsource\ttarget\nu1\t会议就此进行了讨论。\t\n", encoding="utf-8")
    main(["check", str(tmp_path / "units.tsv")])
    assert "(nothing)" in capsys.readouterr().out
    (tmp_path / "units.tsv").write_text("source\ttarget\n会议\tmeeting\n", encoding="utf-8")
    assert main(["check", str(tmp_path / "units.tsv")]) == 0
    assert capsys.readouterr().out == ""


def test_the_table_that_align_writes_can_be_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("会议于 2018 年 9 月 5 日闭幕。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("The meeting closed on 6 September 2018.\n", encoding="utf-8")
    table = str(tmp_path / "pair.tsv")
    assert main(["align", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "-o", table]) == 0
    assert main(["check", table]) == 1
    assert "dates.different" in capsys.readouterr().out


def test_a_pair_of_texts_is_aligned_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("1. 会议通过了报告。\n\n2. 会议于 2018 年 9 月 5 日闭幕。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(
        "1. The meeting adopted the report.\n\n2. The meeting closed on 6 September 2018.\n", encoding="utf-8"
    )
    assert main(["check", str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]) == 1
    assert "dates.different" in capsys.readouterr().out


@pytest.mark.parametrize("files", [["nothing.tmx"], ["one.txt"], ["one.txt", "two.txt", "three.txt"]])
def test_what_cannot_be_checked_ends_with_two(
    files: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in files:
        if name.endswith(".txt"):
            Path(name).write_text("text", encoding="utf-8")
    assert main(["check", *files]) == 2
    said = capsys.readouterr().err
    assert said.count("error:") == 1
    assert "try:" in said


def test_a_project_that_was_not_built_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for side, text in (("zh", "会议通过了报告。"), ("en", "The meeting adopted the report.")):
        (tmp_path / "corpus" / side).mkdir(parents=True)
        (tmp_path / "corpus" / side / "a.txt").write_text(text, encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 2
    assert "cdalign build" in capsys.readouterr().err
