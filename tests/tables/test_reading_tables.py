from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from damage import damaged, make_workbook, part_of, with_part
from hypothesis import given
from hypothesis import strategies as st

from cdalign.checks import read_ignored
from cdalign.errors import ReadError
from cdalign.exchange.formats import read_any
from cdalign.tables import SheetOfLines, find_table, open_sheets
from cdalign.tables.delimited import delimited_lines
from cdalign.terminology.termbase import read_termbase

ROWS = [["zh", "en"], ["会议通过了报告。", "The Conference adopted its report."], ["核查", "verification"]]


def lines_of(path: Path, sheet: str = "") -> list[list[str]]:
    with open_sheets(path, sheet=sheet) as sheets:
        return [list(cells) for one in sheets for _, cells in one.lines]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "big5", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("delimiter", ["\t", ",", ";", "|"])
def test_a_table_of_any_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [
        ["中文", "英文"],
        ["核查制度和措施", "verification"],
        ["裁軍" if encoding == "big5" else "裁军", "disarmament"],
    ]
    text = "".join(delimiter.join(row) + "\r\n" for row in rows)
    if encoding == "big5":
        text = text.translate(str.maketrans("军", "軍"))
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode(encoding))
    assert lines_of(path) == [line.split(delimiter) for line in text.split("\r\n")[:-1]]


def test_a_table_whose_first_megabyte_is_ascii_may_be_gbk(tmp_path: Path) -> None:
    text = "zh,en\r\n" + "a,b\r\n" * 300_000 + "会议通过了报告,report\r\n" * 10
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode("gbk"))
    assert lines_of(path)[-1] == ["会议通过了报告", "report"]


def test_a_stray_byte_in_utf_8_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("zh,en\n会议通过了报告,report\n".encode() * 3 + b"\xff\xff\xfe,x\n")
    with pytest.raises(ReadError):
        lines_of(path)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("sep=;\r\na;b\r\n", [["a", "b"]]),
        ('"a, b";c\n"d ""e""";f\n', [["a, b", "c"], ['d "e"', "f"]]),
        ('zh,en\n"一\n二",b\n', [["zh", "en"], ["一\n二", "b"]]),
        ("一, 二; 三;四\n五;六\n七;八\n", [["一, 二", " 三", "四"], ["五", "六"], ["七", "八"]]),
        ('a\t"Yes," he said.\n"No."\tb\n', [["a", '"Yes," he said.'], ['"No."', "b"]]),
        ('a\t"He said ""no"""\n"x, y"\tb\n', [["a", 'He said "no"'], ["x, y", "b"]]),
        ('a\t"two\nlines"\n"x, ""y"""\tb\n', [["a", "two\nlines"], ['x, "y"', "b"]]),
        ("a\tb, c\nd\te, f, g\n", [["a", "b, c"], ["d", "e, f, g"]]),
        ("\n  \na,b\n", [["a", "b"]]),
    ],
)
def test_delimiters_and_quotes_are_found(text: str, cells: list[list[str]]) -> None:
    lines = text.splitlines(keepends=True)
    assert [list(row) for _, row in delimited_lines(lines)] == cells


@given(st.lists(st.lists(st.text("a一,;|\"' .", min_size=1), min_size=2, max_size=2), min_size=1, max_size=8))
def test_a_plain_table_with_tabs_is_read_as_it_is(rows: list[list[str]]) -> None:
    """Only a table in which quotes are doubled, as Excel does, or comma cells are quoted may be read otherwise."""
    text = ["\t".join(row) + "\n" for row in rows]
    if not any('"' in line for line in text):
        expected = [row for row in rows if any(cell.strip() for cell in row)]
        assert [list(cells) for _, cells in delimited_lines(text)] == expected


def test_a_quote_without_an_end_names_its_line() -> None:
    with pytest.raises(ReadError, match="not a table") as raised:
        list(delimited_lines(["zh,en\n", '"一,one\n', "二,two\n"], path="t.csv"))
    assert raised.value.place.line is not None


def test_the_columns_are_found_below_titles_and_on_later_sheets(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    information = [["A list of terms"], ["Language", "Chinese"], ["Made by", "us"]]
    path.write_bytes(make_workbook([["Terms 2020"], [], *ROWS], before=[information]))
    assert [unit.source for unit in read_any(path, "zh-Hans", "en")] == ["会议通过了报告。", "核查"]
    assert len(read_termbase(path).entries) == 2
    with open_sheets(path) as sheets:
        table = find_table(sheets, lambda cells: cells if "zh" in cells else None, wanted="zh", advice="")
        assert (table.sheet, table.line) == ("S2", 3)


@pytest.mark.parametrize("sheet", ["S2", "s2", "2"])
def test_a_sheet_is_chosen_by_name_or_number(tmp_path: Path, sheet: str) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(make_workbook([["zh", "en"], ["二", "two"]], before=[[["zh", "en"], ["一", "one"]]]))
    assert [unit.source for unit in read_any(path, "zh", "en", sheet=sheet)] == ["二"]
    assert [unit.source for unit in read_any(path, "zh", "en")] == ["一"]


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(make_workbook(ROWS))
    with pytest.raises(ReadError, match="no sheet 'terms'") as raised:
        lines_of(path, "terms")
    assert "S1" in raised.value.advice


def test_a_workbook_without_columns_names_its_sheets(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(make_workbook([["nothing"]], before=[[["About"]]]))
    with pytest.raises(ReadError, match="S1, S2"):
        list(read_any(path, "zh", "en"))


READERS: dict[str, tuple[Callable[[Path], object], list[list[str]]]] = {
    "units": (lambda path: list(read_any(path, "zh", "en")), ROWS),
    "terms": (read_termbase, [["concept", "zh", "en"], ["a", "裁谈会", "CD"], ["b", "核查", "verification"]]),
    "ignore": (read_ignored, [["Rule", "Ignore (write why)", "Fingerprint"], ["numbers", "seen", "0123456789abcdef"]]),
}


@pytest.mark.parametrize("reader", READERS)
def test_a_damaged_workbook_is_a_read_error_everywhere(tmp_path: Path, reader: str) -> None:
    read, rows = READERS[reader]
    path = tmp_path / "t.xlsx"
    unharmed = []
    for what, data in damaged(make_workbook(rows)):
        path.write_bytes(data)
        with suppress(ReadError):
            read(path)
            unharmed.append(what)
    assert len(unharmed) < 40


def bomb(row: bytes, times: int) -> bytes:
    whole = make_workbook(ROWS)
    sheet = part_of(whole, "xl/worksheets/sheet1.xml")
    return with_part(whole, "xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", row * times + b"</sheetData>"))


def test_a_workbook_that_unpacks_to_far_more_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(bomb(b'<row r="3"><c r="A3"><v>1</v></c></row>', 600_000))
    assert path.stat().st_size < 300_000
    with pytest.raises(ReadError, match="would unpack"):
        list(read_any(path, "zh", "en"))


def test_a_sheet_of_too_many_cells_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    rows = b"".join(b'<row r="%d"><c r="XFD%d"><v>%d</v></c></row>' % (n, n, n) for n in range(4, 1400))
    path.write_bytes(bomb(rows, 1))
    with pytest.raises(ReadError, match="cells"):
        list(read_any(path, "zh", "en"))


def test_cells_are_shown_as_people_see_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["zh", "en"])
    book.worksheets[0].append([3.0, True])
    book.worksheets[0].append([datetime(2020, 5, 1), datetime(2020, 5, 1, 12, 30)])
    book.worksheets[0].append(["一_x000D_\n二", None])
    book.save(tmp_path / "t.xlsx")
    assert lines_of(tmp_path / "t.xlsx")[1:] == [
        ["3", "yes"],
        ["2020-05-01", "2020-05-01 12:30:00"],
        ["一\r\n二"],
    ]


@pytest.mark.parametrize(
    ("data", "said"), [(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50, "old workbook"), (b"", "empty")]
)
def test_what_is_not_a_table_is_named(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=said):
        list(read_any(path, "zh", "en"))


def test_a_table_whose_columns_are_not_known_shows_its_first_row() -> None:
    sheets = [SheetOfLines("", iter([(1, ["a", "b"])]))]
    with pytest.raises(ReadError, match="no row names x: a, b"):
        find_table(sheets, lambda cells: None, wanted="x", advice="")


def test_a_workbook_is_read_whatever_its_name(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["核查", "verification"])
    book.save(tmp_path / "t.xlsx")
    for name in ("t", "t.csv", "t.xls"):
        (tmp_path / name).write_bytes((tmp_path / "t.xlsx").read_bytes())
        with open_sheets(tmp_path / name) as sheets:
            assert [list(sheet.lines) for sheet in sheets] == [[(1, ["核查", "verification"])]]
