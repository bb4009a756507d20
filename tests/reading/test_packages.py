"""Books, slides and sheets: read in order, without what repeats on every page, as DOCX and HTML are."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from cdalign.errors import ReadError
from cdalign.office import convert_office_file
from cdalign.reading import BlockKind, Format, parse_blocks, read_blocks
from cdalign.reading.kinds import KINDS, kind_of, readable_kinds, readable_suffixes
from conftest import require_tool
from package_files import epub, ods_rows, opendocument, pptx, shape, slide_paragraph, slide_table, zipped


def texts(data: bytes) -> list[str]:
    return [block.text for block in parse_blocks(data).blocks]


def kinds(data: bytes) -> list[tuple[str, str]]:
    return [(str(block.kind), block.text) for block in parse_blocks(data).blocks]


# --- books
def test_the_chapters_of_a_book_come_in_the_order_of_its_spine() -> None:
    book = epub(
        {
            "two.xhtml": "<h1>第二章</h1><p>燕子飞回来。</p>",
            "one.xhtml": '<h1>第一章</h1><p><a id="p1"/>春天<ruby>来<rt>lái</rt></ruby>了。</p>',
            "nav.xhtml": "<nav><ol><li>第一章</li></ol></nav><p>目录</p>",
        },
        spine=("nav.xhtml", "one.xhtml", "two.xhtml"),
    )
    reading = parse_blocks(book)
    assert reading.format is Format.EPUB
    assert [block.text for block in reading.blocks] == ["第一章", "春天来了。", "第二章", "燕子飞回来。"]
    assert reading.blocks[0].kind is BlockKind.HEADING


def test_notes_in_a_file_of_their_own_are_footnotes() -> None:
    book = epub(
        {
            "one.xhtml": '<p>Spring has come.<sup><a href="notes.xhtml#n1" id="r1">1</a></sup> It is warm.</p>',
            "notes.xhtml": '<p id="n1"><a href="one.xhtml#r1"><sup>1</sup></a> By the calendar.</p>',
        }
    )
    assert kinds(book) == [("text", "Spring has come. It is warm."), ("footnote", "By the calendar.")]


def test_tables_of_different_chapters_are_different_tables() -> None:
    row = "<table><tr><td>年</td><td>year</td></tr></table>"
    tables = [block.table for block in parse_blocks(epub({"a.xhtml": row, "b.xhtml": row})).blocks]
    assert len(set(tables)) == 2


def test_a_book_that_names_what_it_lacks_is_read_as_far_as_it_goes() -> None:
    book = epub({"one.xhtml": "<p>一。</p>", "gone.xhtml": "<p>二。</p>"})
    with_hole = zipped({name: data for name, data in _parts(book).items() if not name.endswith("gone.xhtml")})
    assert texts(with_hole) == ["一。"]


def test_a_protected_book_is_refused_and_one_with_obfuscated_fonts_is_read() -> None:
    def encrypted(name: str) -> dict[str, str]:
        return {
            "META-INF/encryption.xml": '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
            'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:CipherData>'
            f'<enc:CipherReference URI="{name}"/></enc:CipherData></enc:EncryptedData></encryption>'
        }

    with pytest.raises(ReadError, match="protected"):
        parse_blocks(epub({"one.xhtml": "<p>一。</p>"}, more=encrypted("OEBPS/one.xhtml")))
    assert texts(epub({"one.xhtml": "<p>一。</p>"}, more=encrypted("OEBPS/fonts/a.otf"))) == ["一。"]


def _parts(data: bytes) -> dict[str, bytes]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# --- slides
def test_slides_come_in_the_order_in_which_they_are_shown() -> None:
    deck = pptx(shape("第二页"), shape("第一页"), order=(2, 1))
    assert parse_blocks(deck).format is Format.PPTX
    assert texts(deck) == ["第一页", "第二页"]


def test_a_slide_is_its_title_its_shapes_its_table_and_its_notes() -> None:
    slide = (
        shape("裁军谈判\n会议", kind="title")
        + shape("要点一", "要点二")
        + f"<p:grpSp>{shape('组内的文字')}</p:grpSp>"
        + slide_table([["年份", "Year"], ["2018", "2018"]])
        + shape("17", kind="sldNum")
        + shape("页脚", kind="ftr")
    )
    deck = pptx(slide, notes={1: shape("讲稿。", kind="body") + shape("1", kind="sldNum")})
    assert kinds(deck) == [
        ("heading", "裁军谈判会议"),
        ("text", "要点一"),
        ("text", "要点二"),
        ("text", "组内的文字"),
        ("row", "年份\tYear"),
        ("row", "2018\t2018"),
        ("text", "讲稿。"),
    ]


@pytest.mark.parametrize(
    ("numbering", "labels"),
    [
        ('type="arabicPeriod"', ["1.", "2."]),
        ('type="alphaLcParenBoth"', ["(a)", "(b)"]),
        ('type="romanUcPeriod" startAt="3"', ["III.", "IV."]),
        ('type="alphaUcParenR"', ["A)", "B)"]),
        ('type="ea1ChsPeriod"', ["一.", "二."]),
        ('type="unheardOf"', ["", ""]),
    ],
)
def test_automatic_numbers_of_a_slide_are_labels(numbering: str, labels: list[str]) -> None:
    properties = f"<a:pPr><a:buAutoNum {numbering}/></a:pPr>"
    deck = pptx(shape(*(slide_paragraph(text, properties) for text in ("One", "Two")), "No number"))
    assert [block.label for block in parse_blocks(deck).blocks] == [*labels, ""]


def test_a_number_of_a_slide_that_a_field_writes_is_no_text() -> None:
    field = '<a:p><a:r><a:t>第</a:t></a:r><a:fld type="slidenum"><a:t>7</a:t></a:fld><a:r><a:t>页</a:t></a:r></a:p>'
    assert texts(pptx(shape(field))) == ["第页"]


# --- sheets
def workbook(*sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_workbook_is_the_rows_of_its_sheets() -> None:
    data = workbook([["年份", None, "数量"], [2018, None, 3.0]], [["第一段。"], [None, "第二段。"]])
    assert parse_blocks(data).format is Format.XLSX
    assert kinds(data) == [("row", "年份\t数量"), ("row", "2018\t3"), ("text", "第一段。"), ("text", "第二段。")]


def test_an_open_spreadsheet_is_the_rows_of_its_sheets() -> None:
    first = ods_rows(("年份", "", "数量"), ("2018", "", "3"))
    odd = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="1024"/></table:table-row><table:table-row><table:table-cell>'
        "<text:p>共<text:s/>计<office:annotation><text:p>remark</text:p></office:annotation></text:p></table:table-cell>"
        '<table:covered-table-cell/><table:table-cell table:number-columns-repeated="2"><text:p>7</text:p>'
        "</table:table-cell></table:table-row>"
    )
    data = opendocument("spreadsheet", f"<table:table>{first}{odd}</table:table>")
    assert parse_blocks(data).format is Format.ODS
    assert texts(data) == ["年份\t数量", "2018\t3", "共 计\t7\t7"]


def test_an_open_presentation_is_its_slides() -> None:
    body = (
        '<draw:page><draw:frame presentation:class="title"><draw:text-box><text:p>标题<text:line-break/>下行</text:p>'
        "</draw:text-box></draw:frame><draw:g><draw:custom-shape><text:p>形状</text:p></draw:custom-shape></draw:g>"
        '<draw:frame presentation:class="page-number"><draw:text-box><text:p>1</text:p></draw:text-box></draw:frame>'
        f"<draw:frame><table:table>{ods_rows(('甲', 'A'))}</table:table></draw:frame>"
        "<presentation:notes><draw:frame><draw:text-box><text:p>讲稿</text:p></draw:text-box></draw:frame>"
        "</presentation:notes></draw:page>"
    )
    data = opendocument("presentation", body)
    assert parse_blocks(data).format is Format.ODP
    assert kinds(data) == [("heading", "标题下行"), ("text", "形状"), ("row", "甲\tA"), ("text", "讲稿")]


# --- other programs
@pytest.mark.parametrize(
    ("made", "suffix", "target"),
    [
        (lambda: workbook([["年份", "year"], ["二〇一八", 2018]]), "xlsx", "ods"),
        (lambda: workbook([["年份", "year"], ["二〇一八", 2018]]), "xlsx", "xls"),
        (lambda: workbook([["年份", "year"], ["二〇一八", 2018]]), "xlsx", "xlsx:Calc MS Excel 2007 XML"),
    ],
)
def test_what_libreoffice_saves_of_a_workbook_reads_the_same(
    made: Callable[[], bytes], suffix: str, target: str
) -> None:
    require_tool("soffice")
    saved = convert_office_file(made(), suffix, target, kind="a file")
    assert texts(saved) == texts(made()) == ["年份\tyear", "二〇一八\t2018"]


@pytest.mark.parametrize("target", ["pptx", "ppt"])
def test_what_libreoffice_saves_of_slides_reads_the_same(target: str) -> None:
    require_tool("soffice")
    body = "".join(
        f'<draw:page draw:name="p{number}"><draw:frame draw:layer="layout"><draw:text-box><text:p>{text}</text:p>'
        "</draw:text-box></draw:frame></draw:page>"
        for number, text in enumerate(("第一页的文字", "The second slide"), 1)
    )
    deck = opendocument("presentation", body)
    saved = convert_office_file(deck, "odp", target, kind="a file")
    assert texts(saved) == texts(deck) == ["第一页的文字", "The second slide"]


# --- the table of kinds
def test_every_format_has_a_kind_and_no_suffix_has_two() -> None:
    assert {kind.format for kind in KINDS} == set(Format)
    suffixes = [suffix for kind in KINDS for suffix in kind.suffixes]
    assert len(suffixes) == len(set(suffixes))


def test_what_needs_libreoffice_is_offered_only_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cdalign.reading.kinds.find_office", lambda: None)
    assert not any(kind.office_target for kind in readable_kinds())
    assert ".epub" in readable_suffixes()
    assert ".odt" not in readable_suffixes()


@pytest.mark.parametrize("name", ["word.odg", "archive.zip"])
def test_other_archives_are_refused(tmp_path: Path, name: str) -> None:
    parts = {"mimetype": "application/vnd.oasis.opendocument.graphics", "content.xml": "<a/>"}
    (tmp_path / name).write_bytes(zipped(parts if name.endswith("odg") else {"a.txt": "words"}))
    with pytest.raises(ReadError, match="not a document that can be read"):
        read_blocks(tmp_path / name)


def test_the_name_of_a_kind_is_in_its_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cdalign.office.find_office", lambda: None)
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "PowerPoint Document".encode("utf-16-le")
    with pytest.raises(ReadError, match="old PowerPoint file") as caught:
        parse_blocks(old)
    assert "PPTX" in caught.value.advice
    assert kind_of(Format.PPT).office_target == "pptx"
