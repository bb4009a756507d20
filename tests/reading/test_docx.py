import pytest
from word_files import footnotes, note_mark, numbering, paragraph, run, styles, table, word_file

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
