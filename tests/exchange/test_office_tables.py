"""LibreOffice opens our workbooks, and what it saves of them is read again: texts, notes and status are kept."""

from pathlib import Path

import pytest

from cdalign.exchange.formats import Writing, read_any, write_any
from cdalign.model import TranslationUnit
from cdalign.office import convert_office_file
from conftest import require_tool

UNITS = [
    TranslationUnit(
        "春天来了，“花”开。", 'Spring, "blossom", has come.', "zh-Hans", "en", id="a#1", notes=("seen; twice",)
    ),
    TranslationUnit("第 007 号；3/4。", "No. 007; 3/4", "zh-Hans", "en", id="a#2", props=(("x-review", "confirmed"),)),
]
# Comma, double quotes, UTF-8, from the first line on: the token of LibreOffice's filter for text files.
CSV_TOKEN = "44,34,76,1"


@pytest.mark.parametrize(
    ("saved", "target"),
    [("xlsx", "xlsx:Calc MS Excel 2007 XML"), ("csv", f"csv:Text - txt - csv (StarCalc):{CSV_TOKEN}")],
)
def test_what_libreoffice_saves_of_our_workbooks_is_the_same(tmp_path: Path, saved: str, target: str) -> None:
    require_tool("soffice")
    ours, theirs = tmp_path / "ours.xlsx", tmp_path / f"theirs.{saved}"
    write_any(ours, UNITS, Writing())
    theirs.write_bytes(convert_office_file(ours.read_bytes(), "xlsx", target, kind="a workbook"))
    back = list(read_any(theirs))
    assert [(one.id, one.source, one.target, one.notes, one.prop("x-review")) for one in back] == [
        (one.id, one.source, one.target, one.notes, one.prop("x-review", "pending")) for one in UNITS
    ]
