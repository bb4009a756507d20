import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cdalign.cli import main
from cdalign.model import DOUBTFUL_BELOW
from cdalign.similarity.meanings import BUNDLED_MODEL

CHINESE = "会议通过了议程。\n主席感谢各代表团的合作。\n一些代表团强调核查的重要性。\n"
ENGLISH = (
    "The meeting adopted the agenda.\nThe President thanked delegations for their cooperation.\n"
    "Some delegations stressed the importance of verification.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.zh").write_text(CHINESE, encoding="utf-8")
    (tmp_path / "a.en").write_text(ENGLISH, encoding="utf-8")
    return tmp_path


def align(folder: Path, *options: str) -> int:
    return main(["align", "--lines", str(folder / "a.zh"), str(folder / "a.en"), *options])


def test_beads_are_written_and_evaluated(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert align(folder, "-o", str(folder / "a.beads")) == 0
    assert (folder / "a.beads").read_text(encoding="utf-8") == "[0]:[0]\n[1]:[1]\n[2]:[2]\n"
    capsys.readouterr()
    assert main(["evaluate", str(folder / "a.beads"), str(folder / "a.beads"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["sources"]["all"]["strict"]["f1"] == 1
    assert "gold:" in found["signature"]


def test_a_gold_of_other_sentences_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "mine.beads").write_text("[0]:[0]\n[1]:[1]\n[2]:[2]\n", encoding="utf-8")
    (folder / "gold.beads").write_text("[0]:[0]\n[1]:[1]\n", encoding="utf-8")
    assert main(["evaluate", str(folder / "mine.beads"), str(folder / "mine.beads")]) == 0
    assert "count other sentences" not in capsys.readouterr().err
    assert main(["evaluate", str(folder / "mine.beads"), str(folder / "gold.beads")]) == 0
    assert "to 3 and 3, the gold to 2 and 2" in capsys.readouterr().err


@pytest.mark.parametrize("order", [("--neural", "{0}", "{1}"), ("{0}", "--neural", "{1}"), ("{0}", "{1}", "--neural")])
def test_neural_takes_no_text_for_a_model(
    folder: Path, order: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("cdalign.similarity.meanings.load_encoder", asked.append)
    words = [word.format(folder / "a.zh", folder / "a.en") for word in order]
    assert main(["align", "--lines", *words, "-o", str(folder / "a.beads")]) == 0
    assert asked == [BUNDLED_MODEL]
    assert (folder / "a.beads").read_text(encoding="utf-8") == "[0]:[0]\n[1]:[1]\n[2]:[2]\n"


def test_a_batch_of_lines_is_evaluated(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The texts have an empty line and two sentences on one, which count as they are."""
    for lang, text in (("zh", CHINESE), ("en", ENGLISH)):
        (folder / lang).mkdir()
        first, rest = text.split("\n", 1)
        (folder / lang / "a.txt").write_text(f"{first} {first}\n\n{rest}", encoding="utf-8")
    (folder / "gold").mkdir()
    (folder / "gold/a.gold").write_text("[0]:[0]\n[1]:[1]\n[2]:[2]\n[3]:[3]\n", encoding="utf-8")
    out = str(folder / "out")
    assert main(["batch", str(folder), "-o", out, "--lines", "--workers", "1"]) == 0
    capsys.readouterr()
    assert main(["evaluate", out, str(folder / "gold"), "--json"]) == 0
    printed = capsys.readouterr()
    assert not printed.err
    assert json.loads(printed.out)["sources"]["a"]["lax"]["f1"] == 1


def test_evaluate_needs_gold(folder: Path) -> None:
    assert main(["evaluate", str(folder / "a.beads")]) == 2


def test_segmentation_is_measured_by_language(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The gold parts a sentence that the rules do not, and has a heading, which is a paragraph of its own."""
    (folder / "a.en").write_text(f"The agenda\n{ENGLISH}It met at 10 a.m.\ntoday.\n", encoding="utf-8")
    assert main(["evaluate", "--segmentation", str(folder), "--json"]) == 0
    rows = {(row["source"], row["lang"]): row["boundaries"] for row in json.loads(capsys.readouterr().out)}
    assert rows["a", "zh"] == rows["all", "zh"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert rows["a", "en"] == {"precision": 1.0, "recall": 0.75, "f1": 0.8571}
    assert main(["evaluate", "--segmentation", str(folder)]) == 0
    assert main(["evaluate", "--segmentation", str(folder / "nothing")]) == 2


def test_lines_says_when_a_text_stands_on_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert align(folder) == 0
    assert "one line" not in capsys.readouterr().err
    (folder / "a.zh").write_text(CHINESE.replace("\n", ""), encoding="utf-8")
    assert align(folder) == 0
    assert "has all its 3 sentences on one line" in capsys.readouterr().err


def test_a_table_is_printed_without_an_output(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert align(folder) == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines()[1].startswith("0\t0\t")
    assert "3 sentence beads" in printed.err


@pytest.mark.parametrize("suffix", ["json", "tsv", "tmx", "xlf", "html"])
def test_every_form_holds_the_words(folder: Path, suffix: str) -> None:
    assert align(folder, "-o", str(folder / f"a.{suffix}")) == 0
    written = (folder / f"a.{suffix}").read_text(encoding="utf-8")
    assert "主席感谢各代表团的合作。" in written
    assert "The meeting adopted the agenda." in written


def test_a_workbook_holds_the_words(folder: Path) -> None:
    assert align(folder, "-o", str(folder / "a.xlsx")) == 0
    book = load_workbook(folder / "a.xlsx", read_only=True)
    cells = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    book.close()
    assert {"主席感谢各代表团的合作。", "The meeting adopted the agenda."} <= cells


def test_a_memory_says_what_is_known_of_its_texts(folder: Path) -> None:
    assert align(folder, "-o", str(folder / "a.tmx")) == 0
    header = (folder / "a.tmx").read_text(encoding="utf-8").partition("<body>")[0]
    assert "The status of the en text is unknown." in header


def test_beads_are_printed_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert align(folder, "--json") == 0
    beads = json.loads(capsys.readouterr().out)
    assert [bead["target_text"] for bead in beads] == ENGLISH.splitlines()


def test_doubt_is_what_the_model_calls_doubt(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.en").write_text(
        "The meeting adopted it.\nNobody came to see the cat yesterday evening.\nYes.\n", encoding="utf-8"
    )
    assert align(folder, "--json") == 0
    printed = capsys.readouterr()
    scores = [bead["score"] for bead in json.loads(printed.out) if bead["source"] and bead["target"]]
    doubtful = sum(score < DOUBTFUL_BELOW for score in scores)
    assert doubtful > sum(score < 0.5 for score in scores)
    assert f"{doubtful} doubtful" in printed.err


def test_an_unknown_form_is_refused_before_any_work(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert align(folder, "-o", str(folder / "a.pages")) == 2
    assert ".beads" in capsys.readouterr().err
    assert not (folder / "a.pages").exists()


def test_a_user_dictionary_decides(folder: Path) -> None:
    (folder / "a.zh").write_text("咕噜噜。\n嘎吱吱。\n嘎吱吱。\n", encoding="utf-8")
    (folder / "a.en").write_text("Wugs.\nBlicks, blicks.\n", encoding="utf-8")
    (folder / "mine.tsv").write_text("咕噜噜\twug\n嘎吱吱\tblick\n", encoding="utf-8")
    assert align(folder, "--lexicon", str(folder / "mine.tsv"), "-o", str(folder / "a.beads")) == 0
    assert (folder / "a.beads").read_text(encoding="utf-8") == "[0]:[0]\n[1,2]:[1]\n"


def test_a_translation_is_scored(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(folder / "a.en"), str(folder / "a.en"), "--segments"]) == 0
    printed = capsys.readouterr().out
    assert "BLEU" in printed
    assert "tok:13a" in printed


def test_a_translation_is_scored_against_a_memory(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    memory, source = str(folder / "a.tmx"), str(folder / "a.zh")
    assert align(folder, "-o", memory) == 0
    capsys.readouterr()
    assert main(["score", str(folder / "a.en"), memory, "--source", source, "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert [round(score["value"]) for score in scores["scores"]] == [100, 100, 0]
    assert len(scores["segments"]) == 3


def test_a_bad_line_of_beads_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bad.beads").write_text("[0]:[0]\nnothing\n", encoding="utf-8")
    assert main(["evaluate", str(folder / "bad.beads"), str(folder / "bad.beads")]) == 2
    assert "bad.beads:2" in capsys.readouterr().err
