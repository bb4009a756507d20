"""Tables of terms as a person is shown them, and read as that person says."""

from pathlib import Path

import openpyxl
import pytest

from cdalign.errors import ReadError, UsageError
from cdalign.model import ConceptEntry, TermStatus
from cdalign.terminology.columns import TermColumn
from cdalign.terminology.mapping import TableMapping, look_at_table, read_mapped

ZH, EN = TermColumn("term", "zh-Hans"), TermColumn("term", "en")


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def terms(entry: ConceptEntry) -> list[tuple[str, str]]:
    return [(term.lang, term.text) for term in entry.terms]


def test_a_table_is_guessed_by_its_headings_below_a_title(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", "Glossary of the Committee,,\n编号,中文,English\n7,核查,verification\n")
    seen = look_at_table(path)
    assert seen.mapping == TableMapping("", 2, (TermColumn("concept"), TermColumn("term", "zh"), EN))
    assert seen.lines[0] == (2, ["编号", "中文", "English"])
    (entry,) = read_mapped(path, seen.mapping).termbase.entries
    assert (entry.id, terms(entry)) == ("c7", [("zh", "核查"), ("en", "verification")])


def test_a_table_without_headings_is_read_from_its_first_row(tmp_path: Path) -> None:
    path = write(tmp_path / "t.tsv", "a1\t核查\tverification\tn.\nb2\t裁军\tdisarmament\tn.\n")
    seen = look_at_table(path)
    assert seen.mapping == TableMapping("", 0, (None, ZH, EN, None))
    assert [terms(entry) for entry in read_mapped(path, seen.mapping).termbase.entries] == [
        [("zh-Hans", "核查"), ("en", "verification")],
        [("zh-Hans", "裁军"), ("en", "disarmament")],
    ]


def test_what_was_guessed_is_changed(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", "x,y,z,u\n核查,verification,checking on the spot,forbidden\n")
    columns = (ZH, EN, TermColumn("definition"), TermColumn("status", "en"))
    (entry,) = read_mapped(path, TableMapping("", 1, columns)).termbase.entries
    assert entry.definition == "checking on the spot"
    assert [term.status for term in entry.terms] == [TermStatus.PREFERRED, TermStatus.DEPRECATED]


def test_each_row_may_be_one_term(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", "1,zh,核查\n1,en,verification\n")
    columns = tuple(map(TermColumn, ("concept", "lang", "term")))
    (entry,) = read_mapped(path, TableMapping("", 0, columns)).termbase.entries
    assert terms(entry) == [("zh", "核查"), ("en", "verification")]


def test_a_source_is_of_the_definition_where_there_is_one_and_of_the_term_elsewhere(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", "中文,英文,定义,来源\n核查,verification,,A/1\n裁军,disarmament,less arms,A/2\n")
    first, second = read_mapped(path, look_at_table(path).mapping).termbase.entries
    assert (first.definition_source, first.terms[0].source) == ("", "A/1")
    assert (second.definition_source, second.terms[0].source) == ("A/2", "")


def test_the_sheet_with_named_columns_is_taken_and_another_can_be(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["about this file"])
    book.create_sheet("terms").append(["中文", "English"])
    book["terms"].append(["核查", "verification"])
    book.save(tmp_path / "t.xlsx")
    seen = look_at_table(tmp_path / "t.xlsx")
    assert (seen.mapping.sheet, seen.sheets) == ("terms", ("Sheet", "terms"))
    other = look_at_table(tmp_path / "t.xlsx", sheet="Sheet")
    assert other.lines == ((1, ["about this file"]),)
    with pytest.raises(UsageError, match="no column holds terms"):
        read_mapped(tmp_path / "t.xlsx", TableMapping("Sheet", 0, (None,)))


def test_an_empty_table_is_refused(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "t.xlsx")
    with pytest.raises(ReadError, match="empty") as caught:
        look_at_table(tmp_path / "t.xlsx")
    assert caught.value.code == "file.empty"
