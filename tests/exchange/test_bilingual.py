from collections.abc import Callable
from pathlib import Path

import pytest

from cdalign.cli import main
from cdalign.errors import ReadError
from cdalign.exchange.formats import read_any
from cdalign.faults import Fault
from cdalign.model import TranslationUnit

PAIRS = [
    ("春天来了。", "Spring has come."),
    ("燕子从南方飞回来，在屋檐下筑巢。", "The swallows return from the south and nest under the eaves."),
    ("农民 3 月开始播种。", "The farmers begin to sow in March."),
]


def texts_of(units: list[TranslationUnit]) -> list[tuple[str, str]]:
    return [(unit.source, unit.target) for unit in units]


def read(path: Path, text: str) -> tuple[list[TranslationUnit], list[Fault]]:
    path.write_text(text, encoding="utf-8")
    faults: list[Fault] = []
    return list(read_any(path, on_fault=faults.append)), faults


def as_html(rows: list[tuple[str, ...]]) -> str:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<html><body><table>{cells}</table></body></html>"


def in_turn(rows: list[tuple[str, ...]]) -> str:
    return "\n".join(text for row in rows for text in row) + "\n"


def in_paragraphs(rows: list[tuple[str, ...]]) -> str:
    return "<html><body>" + "".join(f"<p>{text}</p>" for row in rows for text in row) + "</body></html>"


def as_columns(rows: list[tuple[str, ...]]) -> str:
    return "".join("\t".join(row) + "\n" for row in rows)


SHAPES: list[tuple[str, Callable[[list[tuple[str, ...]]], str]]] = [
    ("reader.html", as_html),
    ("reader.txt", in_turn),
    ("page.html", in_paragraphs),
    ("plain.tsv", as_columns),
]


@pytest.mark.parametrize(("name", "shape"), SHAPES)
@pytest.mark.parametrize("is_turned", [False, True])
def test_pairs_side_by_side_or_in_turn(
    tmp_path: Path, name: str, shape: Callable[[list[tuple[str, ...]]], str], is_turned: bool
) -> None:
    rows = [pair[::-1] if is_turned else pair for pair in PAIRS]
    units, faults = read(tmp_path / name, shape([*rows]))
    assert texts_of(units) == rows
    assert {(unit.source_lang, unit.target_lang) for unit in units} == {
        ("en", "zh-Hans") if is_turned else ("zh-Hans", "en")
    }
    assert faults == []


@pytest.mark.parametrize(("name", "shape"), SHAPES)
def test_what_has_no_counterpart_is_left_out_and_named(
    tmp_path: Path, name: str, shape: Callable[[list[tuple[str, ...]]], str]
) -> None:
    rows = [PAIRS[0], ("这一段没有译文。",), *PAIRS[1:]]
    units, faults = read(tmp_path / name, shape(rows))
    if shape in (as_html, as_columns):
        assert texts_of(units) == PAIRS
        assert [fault.detail for fault in faults] == ["这一段没有译文。"]
    else:
        # Two Chinese paragraphs and one English: which of them it renders would be a guess.
        assert texts_of(units) == [PAIRS[0], PAIRS[2]]
        assert [fault.detail for fault in faults] == ["这一段没有译文。", PAIRS[1][0], PAIRS[1][1][:40]]
    assert all(fault.rule == "unit.alone" and fault.unit for fault in faults)


def test_numbers_remarks_and_headings_are_no_texts(tmp_path: Path) -> None:
    rows = [("No.", "中文", "English", "Remark"), *((f"A{i}", *pair, "seen") for i, pair in enumerate(PAIRS))]
    units, faults = read(tmp_path / "table.html", as_html([*rows]))
    assert texts_of(units) == PAIRS
    assert faults == []


def test_wrapped_paragraphs_in_turn(tmp_path: Path) -> None:
    text = "\n\n".join(
        (
            "燕子从南方飞回来，\n在屋檐下筑巢。",
            "The swallows return from the south\nand nest under the eaves.",
            "农民开始播种，孩子们在田边放风筝，\n老人坐在门口晒太阳。",
            "The farmers begin to sow, the children fly kites beside the fields,\nand the old sit in the sun.",
        )
    )
    units, _ = read(tmp_path / "wrapped.txt", text)
    assert [unit.target for unit in units] == [
        "The swallows return from the south and nest under the eaves.",
        "The farmers begin to sow, the children fly kites beside the fields, and the old sit in the sun.",
    ]


def test_a_paragraph_in_two_languages_is_not_paired(tmp_path: Path) -> None:
    rows = [PAIRS[0], ("春天来了，万物复苏。 Spring has come again.",), PAIRS[1]]
    units, faults = read(tmp_path / "mixed.html", in_paragraphs([*rows]))
    assert texts_of(units) == [PAIRS[0], PAIRS[1]]
    assert len(faults) == 1


def test_a_document_in_one_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="side by side or in turn"):
        read(tmp_path / "one.txt", "The farmers begin to sow.\nThe children fly kites.\n")


def test_one_file_to_align_says_how_it_becomes_pairs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reader, memory = tmp_path / "reader.html", tmp_path / "reader.tmx"
    reader.write_text(as_html([*PAIRS]), encoding="utf-8")
    assert main(["align", str(reader)]) == 2
    assert "cdalign tm convert FILE" in capsys.readouterr().err
    assert main(["tm", "convert", str(reader), "-o", str(memory)]) == 0
    assert texts_of(list(read_any(memory, "zh-Hans", "en"))) == PAIRS
