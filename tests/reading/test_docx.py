import pytest
from word_files import (
    footnotes,
    note_mark,
    numbering,
    paragraph,
    run,
    running,
    styles,
    table,
    un_header,
    word_file,
)

from cdalign.documents import make_document
from cdalign.errors import ReadError
from cdalign.reading import BlockKind, Format, parse_blocks
from cdalign.reading.docx import parse_docx


def labels(data: bytes) -> list[str]:
    return [block.label for block in parse_docx(data)]


def texts(data: bytes) -> list[str]:
    return [block.text for block in parse_docx(data)]


def test_lists_of_one_definition_count_on_together() -> None:
    body = "".join(paragraph("text", list_id=number) for number in (1, 1, 2, 1))
    assert labels(word_file(body, numbering=numbering({1: 1, 2: 1}))) == ["1.", "2.", "3.", "4."]


def test_a_list_that_overrides_its_start_begins_anew_once() -> None:
    body = "".join(paragraph("text", list_id=number) for number in (1, 1, 2, 2, 1))
    assert labels(word_file(body, numbering=numbering({1: 1, 2: 1}, starts=(2,)))) == ["1.", "2.", "1.", "2.", "3."]


def test_deeper_levels_begin_anew_under_each_number() -> None:
    levels = (0, 1, 1, 2, 0, 1, 2, 2)
    body = "".join(paragraph("text", list_id=1, level=level) for level in levels)
    expected = ["1.", "(a)", "(b)", "(i)", "2.", "(a)", "(i)", "(ii)"]
    assert labels(word_file(body, numbering=numbering({1: 1}))) == expected


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("upperRoman", "%1.", ["I.", "II."]),
        ("upperLetter", "%1.", ["A.", "B."]),
        ("chineseCounting", "%1、", ["一、", "二、"]),
        ("decimalZero", "%1.", ["01.", "02."]),
        ("decimalEnclosedCircle", "%1", ["①", "②"]),
        ("decimalEnclosedParen", "%1", ["⑴", "⑵"]),
        ("bullet", "•", ["", ""]),
        ("none", "", ["", ""]),
    ],
)
def test_number_formats(form: str, text: str, expected: list[str]) -> None:
    part = numbering({1: 1}, formats={1: ((form, text),)})
    body = paragraph("text", list_id=1) * 2
    assert labels(word_file(body, numbering=part)) == expected


def test_a_style_bears_a_number() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="SingleTxt"><w:basedOn w:val="Base"/></w:style>'
    )
    data = word_file(paragraph("text", style="SingleTxt") * 2, styles=styles(style), numbering=numbering({1: 1}))
    assert labels(data) == ["1.", "2."]


def test_a_number_that_is_taken_off_is_not_counted() -> None:
    off = '<w:p><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>plain</w:t></w:r></w:p>'
    body = paragraph("text", list_id=1) + off + paragraph("text", list_id=1)
    assert labels(word_file(body, numbering=numbering({1: 1}))) == ["1.", "", "2."]


@pytest.mark.parametrize("style", ["Heading1", "HChG", "H1G", "H23G", "Title"])
def test_headings_are_known_by_their_style(style: str) -> None:
    assert parse_docx(word_file(paragraph("A subject", style=style)))[0].kind is BlockKind.HEADING


def test_tracked_changes_are_taken_as_accepted() -> None:
    inserted = f'<w:ins w:id="1">{run("new ")}</w:ins>'
    deleted = '<w:del w:id="2"><w:r><w:delText>old </w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="3">{run("moved ")}</w:moveFrom>'
    assert texts(word_file(paragraph(run("The ") + inserted + deleted + moved + run("text")))) == ["The new text"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    mark = '<w:rPr><w:del w:id="1"/></w:rPr>'
    assert texts(word_file(paragraph("第一部分", properties=mark) + paragraph("第二部分"))) == ["第一部分第二部分"]


def test_hidden_text_and_field_codes_are_left_out() -> None:
    hidden = run("secret", "<w:vanish/>")
    field = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    assert texts(word_file(paragraph(run("seen") + hidden + field))) == ["seen"]


def test_special_characters() -> None:
    content = "<w:r><w:t>non</w:t><w:noBreakHyphen/><w:t>nuclear</w:t><w:tab/><w:t>x</w:t><w:br/><w:t>y</w:t></w:r>"
    assert texts(word_file(paragraph(content))) == ["non-nuclear x y"]


def test_a_line_break_between_han_leaves_no_space() -> None:
    assert texts(word_file(paragraph("<w:r><w:t>裁军谈判</w:t><w:br/><w:t>会议</w:t></w:r>"))) == ["裁军谈判会议"]


def test_a_text_box_is_read_once() -> None:
    inner = f"<w:txbxContent>{paragraph('in the box')}</w:txbxContent>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    data = word_file(paragraph(f"<w:r><w:t>beside it</w:t>{both}</w:r>"))
    assert texts(data) == ["beside it", "in the box"]


def test_tables_are_rows_and_a_frame_is_none() -> None:
    blocks = parse_docx(word_file(table([["甲", "乙"], ["丙\n丁", ""]]) + paragraph("between") + table([["framed"]])))
    assert [(block.text, block.kind) for block in blocks] == [
        ("甲\t乙", BlockKind.ROW),
        ("丙\t丁", BlockKind.ROW),
        ("between", BlockKind.TEXT),
        ("framed", BlockKind.TEXT),
    ]


def test_footnotes_stand_at_the_end_in_the_order_of_their_marks() -> None:
    body = paragraph(run("First") + note_mark(7) + run(", second") + note_mark(3) + run("."))
    blocks = parse_docx(word_file(body, footnotes=footnotes({3: "The second note.", 7: "The first note."})))
    assert [(block.text, block.kind, block.label) for block in blocks] == [
        ("First, second.", BlockKind.TEXT, ""),
        ("The first note.", BlockKind.FOOTNOTE, "1"),
        ("The second note.", BlockKind.FOOTNOTE, "2"),
    ]


def test_it_is_known_by_content() -> None:
    assert parse_blocks(word_file(paragraph("text")), path="letter.txt").format is Format.DOCX


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_is_cut_off_is_refused(share: float) -> None:
    data = word_file(paragraph("text" * 100))
    with pytest.raises(ReadError):
        parse_blocks(data[: int(len(data) * share)])


TAB = "<w:r><w:tab/></w:r>"
RAISED = '<w:vertAlign w:val="superscript"/>'


@pytest.mark.parametrize(
    "label", ["1.", "22.10", "31.I.1", "A.", "IV.", "(a)", "(iv)", "一、", "（二）", "㈠", "①", "1)", "第二条"]
)
def test_a_typed_label_before_a_tab_is_a_label(label: str) -> None:
    body = paragraph(TAB + run(label) + TAB + run("The Office ") + TAB + run("serves."))
    assert [(one.label, one.text) for one in parse_docx(word_file(body))] == [(label, "The Office serves.")]


@pytest.mark.parametrize("word", ["Part", "2024", "Table", "(Note)", "3 per cent"])
def test_a_word_before_a_tab_is_text(word: str) -> None:
    assert labels(word_file(paragraph(run(word) + TAB + run("of it")))) == [""]


def masthead(data: bytes) -> list[str]:
    return [block.text for block in parse_docx(data) if block.kind is BlockKind.MASTHEAD]


def test_the_header_of_the_first_page_is_the_masthead() -> None:
    data = word_file(
        paragraph("1. One."),
        first_header=un_header(symbol="A/81/6 (Sect. 22)*"),
        header=running("header", paragraph("A/81/6 (Sect. 22)")),
    )
    expected = ["United Nations", "A/81/6 (Sect. 22)*", "General Assembly", "Distr.: General", "5 March 2026"]
    assert masthead(data) == [*expected, "Original: English"]


def test_a_masthead_in_a_text_box_or_frame_of_the_header_is_read() -> None:
    inner = "".join(map(paragraph, ("CD/2138", "Distr.: General", "5 March 2026", "Original: English")))
    box = f"<w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r>"
    data = word_file(paragraph("1. One."), first_header=running("header", paragraph(box)))
    assert masthead(data) == ["CD/2138", "Distr.: General", "5 March 2026", "Original: English"]


def test_a_masthead_may_begin_in_the_header_and_go_on_in_the_text() -> None:
    body = table([["Human Rights Council", "Distr.: General\n5 March 2026\nOriginal: English"]]) + paragraph("1. One.")
    data = word_file(body, first_header=running("header", table([["United Nations", "A/HRC/61/2"]])))
    assert dict(make_document(parse_blocks(data)).metadata) == {
        "organization": "United Nations",
        "symbol": "A/HRC/61/2",
        "organ": "Human Rights Council",
        "distribution": "General",
        "date": "5 March 2026",
        "original_language": "English",
    }


def test_running_heads_are_left_out() -> None:
    symbol, words = paragraph("A/80/604/Add.8"), paragraph("Report of the Committee")
    assert texts(word_file(paragraph("1. One."), header=running("header", symbol + words))) == ["1. One."]


CONTENTS = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'


def entries(data: bytes) -> list[tuple[str, BlockKind]]:
    return [(block.text, block.kind) for block in parse_docx(data)]


def test_a_contents_list_is_rows_by_its_style() -> None:
    body = paragraph(run("I.") + TAB + run("Introduction") + TAB + run("1–3") + TAB + run("4"), style="TOC1")
    assert entries(word_file(body, styles=styles(CONTENTS))) == [("I. Introduction\t1–3\t4", BlockKind.ROW)]


def test_a_contents_list_is_rows_by_its_field() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" </w:instrText></w:r>'
    page = (
        f"{mark('begin')}<w:r><w:instrText>PAGEREF _Toc1</w:instrText></w:r>{mark('separate')}{run('4')}{mark('end')}"
    )
    body = (
        paragraph(mark("begin") + code + mark("separate") + run("Introduction") + TAB + page)
        + paragraph(run("Mandate ............ 12"))
        + paragraph(mark("end"))
        + paragraph(run("The text") + TAB + run("12"))
    )
    assert entries(word_file(body)) == [
        ("Introduction\t4", BlockKind.ROW),
        ("Mandate\t12", BlockKind.ROW),
        ("The text 12", BlockKind.TEXT),
    ]


@pytest.mark.parametrize(
    ("before", "raised", "expected"),
    [
        ("$59,153,400", "a,b", "$59,153,400 a,b"),
        ("Category", "a", "Category a"),
        ("第一类", "a", "第一类 a"),
        ("17 803 300", "**", "17 803 300 **"),
        ("the 21", "st", "the 21st"),
        ("10", "6", "106"),
    ],
)
def test_marks_of_table_notes_are_apart_from_the_number(before: str, raised: str, expected: str) -> None:
    pieces = [
        run(piece, RAISED) for piece in (raised.partition(",")[0], raised[len(raised.partition(",")[0]) :]) if piece
    ]
    assert texts(word_file(paragraph(run(before) + "".join(pieces)))) == [expected]


def test_the_notes_under_a_table_are_paragraphs_also_inside_it() -> None:
    notes = "".join(paragraph(TAB + run(mark, RAISED) + TAB + run(f"Note {mark}.")) for mark in "ab")
    rows = [f"<w:tc>{paragraph('Category')}</w:tc><w:tc>{paragraph('12')}</w:tc>", f"<w:tc>{notes}</w:tc>"]
    last = paragraph(run("c", RAISED) + run(" Under it."), style="FootnoteText")
    blocks = parse_docx(word_file(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>" + last))
    assert [(one.text, one.kind) for one in blocks] == [
        ("Category\t12", BlockKind.ROW),
        ("a Note a.", BlockKind.TEXT),
        ("b Note b.", BlockKind.TEXT),
        ("c Under it.", BlockKind.TEXT),
    ]


def test_symbol_characters_are_what_they_show() -> None:
    signs = (("Symbol", "F061"), ("Symbol", "F0B3"), ("Wingdings", "F0FC"), ("Wingdings", "F081"), ("Arial", "00A7"))
    content = "".join(f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>' for font, code in signs)
    private = '<w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf0b0</w:t></w:r>'
    assert texts(word_file(paragraph(content + private))) == ["α≥✓①§°"]


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [
        ("Wingdings", "F0FE", "☑"),
        ("Wingdings", "00FC", "✓"),
        ("Wingdings 2", "F050", "✓"),
        ("Wingdings 2", "F0A3", "☐"),
        ("Wingdings 3", "F07D", "▶"),
        ("Webdings", "F061", "✔"),
        ("MS Gothic", "2612", "☒"),
        ("Symbol", "F0A3", "≤"),
    ],
)
def test_signs_of_every_symbol_font_are_shown(font: str, code: str, sign: str) -> None:
    content = f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>{run("已核准")}'
    assert texts(word_file(paragraph(content))) == [f"{sign}已核准"]


def test_footnotes_of_table_cells_are_read() -> None:
    row = f"<w:tr><w:tc>{paragraph(run('cell') + note_mark(1))}</w:tc><w:tc>{paragraph('other')}</w:tc></w:tr>"
    blocks = parse_docx(word_file(f"<w:tbl>{row}</w:tbl>", footnotes=footnotes({1: "A note."})))
    assert [(one.text, one.label) for one in blocks] == [("cell\tother", ""), ("A note.", "1")]


def test_a_note_keeps_a_mark_of_its_own_and_the_others_count_on() -> None:
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>'
    part = footnotes({2: "Counted."}).replace("</w:footnotes>", "") + (
        f'<w:footnote w:id="1">{paragraph("* Reissued.")}</w:footnote></w:footnotes>'
    )
    blocks = parse_docx(word_file(paragraph(run("Report") + own + run(" of") + note_mark(2)), footnotes=part))
    assert [(one.text, one.label) for one in blocks] == [("Report of", ""), ("Reissued.", "*"), ("Counted.", "1")]


def test_endnotes_count_as_the_document_says() -> None:
    part = footnotes({5: "At the end."}).replace("footnote", "endnote")
    body = paragraph(run("Text") + note_mark(5).replace("footnote", "endnote"))
    section = '<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>'
    assert labels(word_file(body, endnotes=part)) == ["", "i"]
    assert labels(word_file(body, endnotes=part, section=section)) == ["", "1"]


def test_a_starred_paragraph_in_a_frame_is_a_footnote() -> None:
    frame = '<w:framePr w:w="9000" w:vAnchor="page" w:y="12000"/>'
    tab = "<w:r><w:tab/></w:r>"
    star = tab + run("*") + tab + run("CD/9998.")
    blocks = parse_blocks(word_file(paragraph(star, properties=frame) + paragraph("A title") + paragraph(star))).blocks
    assert [(block.kind, block.label, block.text) for block in blocks if block.text == "CD/9998."] == [
        (BlockKind.FOOTNOTE, "*", "CD/9998.")
    ]
    assert [block.text for block in blocks] == ["CD/9998.", "A title", "* CD/9998."]


@pytest.mark.parametrize("rows", [[["First"], ["Second"]], [["First", ""], ["", "Second"]]])
def test_a_table_whose_rows_have_one_text_each_is_a_frame_around_paragraphs(rows: list[list[str]]) -> None:
    assert [(block.kind, block.text) for block in parse_docx(word_file(table(rows)))] == [
        (BlockKind.TEXT, "First"),
        (BlockKind.TEXT, "Second"),
    ]


def test_a_row_of_one_text_in_a_table_is_a_row() -> None:
    blocks = parse_docx(word_file(table([["Category", "2024"], ["A. Meetings", ""], ["Reports", "3"]])))
    assert [(block.kind, block.text) for block in blocks][1] == (BlockKind.ROW, "A. Meetings")
