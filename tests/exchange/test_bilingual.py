from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from cdalign.cli import main
from cdalign.errors import ReadError
from cdalign.exchange.formats import read_any
from cdalign.faults import Fault
from cdalign.model import TranslationUnit
from cdalign.office import convert_office_file
from conftest import require_tool
from package_files import epub, ods_rows, opendocument, pptx, slide_table

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
    assert texts_of(units) == PAIRS
    assert [fault.detail for fault in faults] == ["这一段没有译文。"]
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
    rows = [PAIRS[0], ("春天 Spring 来了 has come again, 万物 all things 复苏 revive。",), PAIRS[1]]
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


def pairs_of_text(tmp_path: Path, text: str, name: str = "reader.txt") -> tuple[list[tuple[str, str]], list[str]]:
    units, faults = read(tmp_path / name, text)
    return texts_of(units), [fault.detail for fault in faults]


def test_runs_that_are_not_as_many_are_aligned(tmp_path: Path) -> None:
    three_and_two = (
        "委员会审议了预算。\n委员会核准了三个员额。\n大会随后通过了决议。\n"
        "The Committee considered the budget and approved three posts.\nThe Assembly then adopted the resolution.\n"
    )
    assert pairs_of_text(tmp_path, three_and_two) == (
        [
            (
                "委员会审议了预算。委员会核准了三个员额。",
                "The Committee considered the budget and approved three posts.",
            ),
            ("大会随后通过了决议。", "The Assembly then adopted the resolution."),
        ],
        [],
    )


def test_what_an_aligned_run_does_not_render_is_said(tmp_path: Path) -> None:
    missing = (
        "委员会审议了预算。\n委员会核准了三个员额。\n大会随后通过了决议。\n"
        "The Committee considered the budget.\nThe Assembly then adopted the resolution.\n"
    )
    pairs, left_out = pairs_of_text(tmp_path, missing)
    assert [target for _, target in pairs] == [
        "The Committee considered the budget.",
        "The Assembly then adopted the resolution.",
    ]
    assert pairs[0][0] == "委员会审议了预算。"
    assert left_out == ["委员会核准了三个员额。"]


def test_a_whole_text_followed_by_its_translation(tmp_path: Path) -> None:
    text = "\n".join([*(zh for zh, _ in PAIRS), "（照片：王明摄）", *(en for _, en in PAIRS)]) + "\n"
    pairs, left_out = pairs_of_text(tmp_path, text)
    assert pairs == PAIRS
    assert left_out == ["（照片：王明摄）"]


def test_english_first_with_runs_that_are_not_as_many(tmp_path: Path) -> None:
    text = f"{PAIRS[0][1]}\n{PAIRS[1][1]}\n{PAIRS[0][0]}\n（照片：王明摄）\n{PAIRS[1][0]}\n"
    pairs, left_out = pairs_of_text(tmp_path, text)
    assert pairs == [PAIRS[0][::-1], PAIRS[1][::-1]]
    assert left_out == ["（照片：王明摄）"]


@pytest.mark.parametrize(
    "line",
    [
        "会议通过了报告。The Conference adopted its report.",
        "会议通过了报告。 / The Conference adopted its report.",
        "会议通过了报告。 | The Conference adopted its report.",
        "会议通过了报告。（完）The Conference adopted its report.",
    ],
)
def test_a_paragraph_with_its_translation_behind_it(tmp_path: Path, line: str) -> None:
    pairs, left_out = pairs_of_text(tmp_path, f"春天来了。 Spring has come.\n{line}\n")
    assert pairs[0] == PAIRS[0]
    assert pairs[1][1] == "The Conference adopted its report."
    assert left_out == []


def test_names_in_the_other_language_part_no_paragraph(tmp_path: Path) -> None:
    text = "他读过《人民日报》。He read People's Daily (人民日报) every day.\n他在 WHO 工作。He works at WHO.\n"
    pairs, left_out = pairs_of_text(tmp_path, text)
    assert pairs[0] == ("他读过《人民日报》。", "He read People's Daily (人民日报) every day.")
    assert pairs[1] == ("他在 WHO 工作。", "He works at WHO.")
    assert left_out == []


MERGED = (
    '<table><tr><td rowspan="2">委员会审议了预算，并核准了三个员额。</td>'
    "<td>The Committee considered the budget.</td></tr>"
    "<tr><td>It approved three posts.</td></tr>"
    "<tr><td>大会通过了决议。</td><td>The Assembly adopted the resolution.</td></tr>"
    "<tr><td>没有译文的一行。</td><td></td></tr></table>"
)


def test_a_cell_that_reaches_over_rows_is_one_text(tmp_path: Path) -> None:
    pairs, left_out = pairs_of_text(tmp_path, f"<html><body>{MERGED}</body></html>", "merged.html")
    assert pairs == [
        ("委员会审议了预算，并核准了三个员额。", "The Committee considered the budget. It approved three posts."),
        ("大会通过了决议。", "The Assembly adopted the resolution."),
    ]
    assert left_out == ["没有译文的一行。"]


def test_a_merged_cell_of_a_docx_is_one_text(tmp_path: Path) -> None:
    require_tool("soffice")
    made = convert_office_file(
        f"<html><body>{MERGED}</body></html>".encode(), "html", "docx:MS Word 2007 XML", kind="a page"
    )
    (tmp_path / "merged.docx").write_bytes(made)
    units = list(read_any(tmp_path / "merged.docx"))
    assert units[0].target == "The Committee considered the budget. It approved three posts."
    assert len(units) == 2


def test_a_cell_with_one_language_below_the_other(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["1", "春天来了。\nSpring has come."])
    sheet.append(["2", f"{PAIRS[2][0]}\n{PAIRS[2][1]}"])
    book.save(tmp_path / "cells.xlsx")
    assert texts_of(list(read_any(tmp_path / "cells.xlsx"))) == [PAIRS[0], PAIRS[2]]


def test_books_slides_and_sheets_in_both_languages(tmp_path: Path) -> None:
    rows = [[*pair] for pair in PAIRS]
    (tmp_path / "a.epub").write_bytes(epub({"one.xhtml": "".join(f"<p>{text}</p>" for pair in PAIRS for text in pair)}))
    (tmp_path / "a.pptx").write_bytes(pptx(slide_table(rows)))
    (tmp_path / "a.ods").write_bytes(opendocument("spreadsheet", f"<table:table>{ods_rows(*rows)}</table:table>"))
    for name in ("a.epub", "a.pptx", "a.ods"):
        assert texts_of(list(read_any(tmp_path / name))) == PAIRS
