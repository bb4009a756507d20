from pathlib import Path

import openpyxl
import pytest

from cdalign.errors import UsageError, WriteError
from cdalign.tables import LONGEST_CELL, TableLook, open_sheets, open_table, row_height, shorten_cell, write_rows

ROWS = [["source", "target"], ["=1+1", "https://a.b"], ["007", 'He said "no", twice.'], ["一;二", "x, y"]]


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx"])
def test_rows_come_back_as_they_were(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"t{suffix}"
    assert write_rows(path, ROWS) == 3
    with open_sheets(path) as sheets:
        assert [list(cells) for sheet in sheets for _, cells in sheet.lines] == ROWS


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx"])
def test_the_same_rows_give_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    for name in "ab":
        write_rows(tmp_path / f"{name}{suffix}", ROWS, TableLook("s", choices={"target": ("a", "b")}))
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


def test_a_text_that_a_cell_cannot_hold_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with pytest.raises(WriteError, match="32,767"):
        write_rows(path, [["a"], ["一" * (LONGEST_CELL + 1)]])
    assert not path.exists()
    assert write_rows(path, [["a"], ["一" * LONGEST_CELL]]) == 1
    assert len(openpyxl.load_workbook(path).worksheets[0]["A2"].value) == LONGEST_CELL


def test_a_list_is_cut_with_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with open_table(path, ["a"], TableLook(is_cut_allowed=True)) as write:
        write(["𠮷" * LONGEST_CELL])
    shown = openpyxl.load_workbook(path).worksheets[0]["A2"].value
    assert shown.endswith("[…]")
    assert len(shown.encode("utf-16-le")) // 2 <= LONGEST_CELL


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        ([("", 20)], 1),
        ([("a", 20), ("a\n\nb", 20)], 3),
        ([("a" * 20, 20)], 1),
        ([("a" * 21, 20)], 2),
        ([("字" * 21, 20), ("a", 1)], 3),
        ([("a" * 10_000, 10)], 409 / 15.4),
    ],
)
def test_a_row_is_as_high_as_its_longest_cell(cells: list[tuple[str, int]], lines: float) -> None:
    assert row_height(cells) == pytest.approx(lines * row_height([]), abs=1)


def test_rows_of_a_workbook_show_their_texts_whole(tmp_path: Path) -> None:
    write_rows(tmp_path / "t.xlsx", [["a"], ["short"], ["字" * 100]], TableLook(widths={"a": 20}))
    rows = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0].row_dimensions
    assert rows[3].height == pytest.approx(10 * rows[2].height, rel=0.1)


def test_a_short_text_is_not_cut() -> None:
    assert shorten_cell("a" * LONGEST_CELL) == "a" * LONGEST_CELL


def test_a_suffix_that_is_not_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError), open_table(tmp_path / "t.doc", ["a"]):
        pass
