import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from terms_fixtures import TERMBASE

from cdalign.cli import main
from cdalign.cli.terminal_columns import wrap_marked, wrap_text
from cdalign.model import ConceptEntry, Span, Term, Termbase
from cdalign.terminology.termbase import read_termbase, write_termbase
from cdalign.text import display_width


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_termbase(tmp_path / "tm" / "termbase.tsv", TERMBASE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def test_lookup_prints_the_concept(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lookup", "cth"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("裁谈会  initials")
    assert "Conference on Disarmament" in out
    assert "Disarmament Conference (variant, deprecated)" in out
    assert "\x1b" not in out


def test_lookup_of_a_passage_and_of_words_in_several_arguments(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["lookup", "General", "Assembly"]) == 0
    assert "联合国大会" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.StringIO("裁谈会重申\n裁军谈判会议。"))
    assert main(["lookup", "-"]) == 0
    out = capsys.readouterr().out
    assert "裁谈会 ×2" in out
    assert "reiterate" in out


def test_lookup_as_json(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lookup", "CD", "--json"]) == 0
    (hit,) = json.loads(capsys.readouterr().out)["hits"]
    assert (hit["concept"]["id"], hit["way"], hit["occurrences"]) == ("cd", "exact", [])
    assert main(["lookup", "裁谈会重申", "--json"]) == 0
    terms = json.loads(capsys.readouterr().out)["terms"]
    assert [term["concept"] for term in terms] == ["cd", "reiterate"]


def test_a_hit_says_how_often_and_where_it_stands(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lookup", "附件2国家", "--project", str(repository)]) == 0
    captured = capsys.readouterr()
    assert "not built" not in captured.err
    assert "1× zh, 1× en in 1 sentence" in captured.out
    assert "CD/2138 annex.19" in captured.out
    assert main(["lookup", "附件2国家", "--project", str(repository), "--json"]) == 0
    hit = json.loads(capsys.readouterr().out)["hits"][0]
    (chinese, english), *_ = hit["occurrences"]
    marked = [quote["text"][slice(*quote["spans"][0])] for quote in (chinese, english)]
    assert (hit["counts"], marked) == ([1, 1], ["附件 2 国家", "annex 2 States"])
    assert {term["source"] for term in hit["concept"]["terms"]} >= {"annex.19"}


def test_lookup_without_an_answer_or_a_termbase(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lookup", "zzzz"]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "nothing like" in captured.err
    assert main(["lookup", "x", "--project", "nowhere"]) == 2
    assert "try:" in capsys.readouterr().err
    assert main(["lookup", "  "]) == 2
    assert "no words to look for" in capsys.readouterr().err
    assert main(["lookup", "qz" * 100]) == 0
    assert len(capsys.readouterr().err) < 120


def test_no_line_of_an_answer_is_wider_than_the_terminal(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    long = " ".join(["assurance"] * 12)
    entries = [
        ConceptEntry(
            f"a-concept-with-a-long-id-{number}", (Term(f"安全保证{number}", "zh"), Term(f"{long} {number}", "en"))
        )
        for number in range(3)
    ]
    write_termbase(project / "tm" / "termbase.tsv", Termbase(tuple(entries)))
    for question in ("安全保证0", "安全保证", "assurance", "安全保证1。安全保证2。"):
        assert main(["lookup", question]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert len(lines) > 3
        assert [line for line in lines if display_width(line) > 80] == []


def test_export_and_import_bring_the_same_terms_back(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["terms", "export", "-o", "g.tbx"]) == 0
    assert main(["terms", "import", "g.tbx", "--terms", "new.tsv"]) == 0
    assert "3 concepts added, 0 extended" in capsys.readouterr().out
    assert read_termbase("new.tsv") == TERMBASE
    assert main(["terms", "import", "g.tbx", "--terms", "none.tsv", "--dry-run"]) == 0
    assert not Path("none.tsv").exists()


@pytest.mark.parametrize("action", ["import", "accept"])
def test_a_project_that_is_not_there_is_not_made(
    project: Path, capsys: pytest.CaptureFixture[str], action: str
) -> None:
    assert main(["terms", action, "tm/termbase.tsv", "--project", "nosuch"]) == 2
    assert "nosuch: there is no such folder\ntry: " in capsys.readouterr().err
    assert not Path("nosuch").exists()


def test_an_omegat_glossary_in_one_direction(project: Path) -> None:
    assert main(["terms", "export", "-o", "g.txt", "--source-lang", "en", "--target-lang", "zh"]) == 0
    assert "\nreiterate\t重申\t" in Path("g.txt").read_text(encoding="utf-8")
    assert main(["terms", "export", "-o", "g.txt", "--source-lang", "en"]) == 2


def test_validate_tells_the_line_and_fails_where_asked(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["terms", "validate"]) == 0
    Path("bad.tsv").write_text("concept\tlang\tterm\ttype\na\tzh\t甲\tlong\na\ten\ta\t\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["terms", "validate", "bad.tsv"]) == 1
    assert "bad.tsv:2 (a): major type.unknown: long: not a termType" in capsys.readouterr().out
    assert main(["terms", "validate", "bad.tsv", "--fail-on", "never", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["rule"] == "type.unknown"
    assert main(["terms", "validate", "bad.tsv", "--fail-on", "never", "--sarif"]) == 0
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    assert run["tool"]["driver"]["rules"][run["results"][0]["ruleIndex"]]["id"] == "terms.type.unknown"


def test_diff_and_stats(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["terms", "diff", "tm/termbase.tsv", "tm/termbase.tsv"]) == 0
    Path("b.tsv").write_text("concept\tlang\tterm\ncd\tzh\t裁谈会\ncd\ten\tCD\n", encoding="utf-8")
    assert main(["terms", "diff", "tm/termbase.tsv", "b.tsv"]) == 1
    assert "reiterate  concept" in capsys.readouterr().out
    assert main(["terms", "stats", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["concepts"] == 3


@given(st.text(alphabet="裁谈会 abc，。(", max_size=60), st.integers(6, 30))
def test_wrapping_loses_no_character_but_spaces(text: str, width: int) -> None:
    lines = list(wrap_text(text, width))
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    # A word longer than the line may go over its edge.
    assert all(display_width(line) <= width or (line.isascii() and " " not in line) for line in lines)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一二三四，五", ["一二三", "四，五"]),
        ("一二三四，，，五", ["一二三", "四，，，", "五"]),
        ("一二三（四）五", ["一二三", "（四）五"]),
        ("an end. Of", ["an end.", "Of"]),
        ("，，，，，，", ["，，，，", "，，"]),
        ("abcdefghijk，一", ["abcdefghijk", "，一"]),
    ],
)
def test_no_line_begins_or_ends_with_a_mark_that_belongs_to_a_word(text: str, lines: list[str]) -> None:
    assert list(wrap_text(text, 8)) == lines


def test_marks_go_over_line_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cdalign.cli.terminal_columns.styled", lambda text, style: f"[{text}]")
    assert list(wrap_marked("一二三四五六", [Span(2, 5)], 8)) == ["一二[三四]", "[五]六"]


def test_terms_are_extracted_of_a_memory_of_a_pair_and_of_a_folder(
    project: Path, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chinese = "裂变材料见 CD/1299 号文件。\n禁止裂变材料。\n裁谈会休会。\n"
    english = "See document CD/1299 for fissile material.\nA ban on fissile material.\nThe Conference rose.\n"
    for name, text in (("a.txt", chinese), ("b.txt", english)):
        (project / name).write_text(text, encoding="utf-8")
    assert main(["align", "a.txt", "b.txt", "--lines", "-o", "pair.tmx"]) == 0
    for files in (["pair.tmx"], ["a.txt", "b.txt"]):
        capsys.readouterr()
        assert main(["terms", "extract", *files, "--json"]) == 0
        rows = {row["zh"]: row["en"] for row in json.loads(capsys.readouterr().out)}
        assert rows["CD/1299"] == "CD/1299"
        assert rows["裂变材料"] == "fissile material"
        assert "裁谈会" not in rows
    assert main(["terms", "extract", str(repository), "--all", "--json"]) == 0
    assert "禁止核武器条约" in {row["zh"] for row in json.loads(capsys.readouterr().out)}
    assert main(["terms", "extract", "gone.tmx"]) == 2
    assert "there is no such file" in capsys.readouterr().err


def test_what_is_extracted_of_a_memory_makes_a_new_termbase(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "memory.tsv").write_text("source\ttarget\n见 CD/1299 号文件\tsee CD/1299\n", encoding="utf-8")
    assert main(["terms", "extract", "memory.tsv", "--terms", "new.tsv", "-o", "proposals.tsv"]) == 0
    sheet = project / "proposals.tsv"
    header, row, *_ = sheet.read_text(encoding="utf-8").splitlines()
    sheet.write_text(f"{header}\naccept{row}\n", encoding="utf-8")
    assert main(["terms", "accept", "proposals.tsv", "--terms", "new.tsv"]) == 0
    assert [term.text for entry in read_termbase("new.tsv").entries for term in entry.terms] == ["CD/1299"] * 2
    assert main(["terms", "extract", "memory.tsv", "--terms", "new.tsv"]) == 0
    assert "nothing to propose" in capsys.readouterr().err
