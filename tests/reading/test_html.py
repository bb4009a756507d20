import contextlib

import pytest

from cdalign.errors import ReadError
from cdalign.reading import BlockKind, Format, parse_blocks
from cdalign.reading.html import parse_html


def blocks(text: str) -> list[tuple[str, str]]:
    return [(block.label, block.text) for block in parse_html(text)]


def test_blocks_come_in_document_order() -> None:
    text = "<h1>Title</h1><div>loose <b>words</b><p>First</p>between<p>Second</p></div>tail"
    assert [one for _, one in blocks(text)] == ["Title", "loose words", "First", "between", "Second", "tail"]
    assert parse_html(text)[0].kind is BlockKind.HEADING


def test_a_break_parts_lines() -> None:
    assert [one for _, one in blocks("<p>第一段<br>第二段换行<br/><br/>第三段</p>")] == [
        "第一段",
        "第二段换行",
        "第三段",
    ]


def test_a_line_of_the_source_leaves_no_space_between_han() -> None:
    assert blocks("<p>裁军谈判\n  会议通过了\nCD/2119\n号决定 and\nmore</p>") == [
        ("", "裁军谈判会议通过了 CD/2119 号决定 and more")
    ]


def test_lists_keep_their_numbers() -> None:
    text = '<ol start="4"><li>four</li><li>five<ol type="a"><li>a</li><li>b</li></ol></li><li value="9">nine</li></ol>'
    assert blocks(text) == [("4.", "four"), ("5.", "five"), ("(a)", "a"), ("(b)", "b"), ("9.", "nine")]
    assert blocks("<ul><li>dot</li></ul>") == [("", "dot")]


def test_tables_are_rows_and_layout_is_none() -> None:
    data = "<table><tr><th>甲</th><th>乙</th></tr><tr><td>丙</td><td><p>丁</p><p>戊</p></td></tr></table>"
    assert [(one.text, one.kind) for one in parse_html(data)] == [
        ("甲\t乙", BlockKind.ROW),
        ("丙\t丁\t戊", BlockKind.ROW),
    ]
    layout = "<table><tr><td><p>One</p><p>Two</p></td></tr></table>"
    assert [(one.text, one.kind) for one in parse_html(layout)] == [("One", BlockKind.TEXT), ("Two", BlockKind.TEXT)]


def test_what_is_not_seen_is_not_read() -> None:
    text = "<script>x()</script><style>p{}</style><p hidden>a</p><p style='display: none'>b</p><p>seen</p><!-- c -->"
    assert [one for _, one in blocks(text)] == ["seen"]


@pytest.mark.parametrize(
    "text",
    [
        '<p>Text<sup><a href="#n1" id="r1">1</a></sup> goes on.</p><p>End.</p>'
        '<p id="n1"><a href="#r1">1</a> The note.</p>',
        '<p>Text<a class="footnote" href="#n1">[1]</a> goes on.</p><p>End.</p><div id="n1"><p>[1] The note.</p></div>',
        '<p>Text<a href="#s1" name="a1"><sup>1</sup></a> goes on.</p><p>End.</p>'
        '<div id="x1"><p><a href="#a1" name="s1">1</a><font> The note.</font></p></div>',
    ],
)
def test_footnotes_stand_apart_and_their_marks_are_gone(text: str) -> None:
    read = parse_html(text)
    assert [one.text for one in read[:2]] == ["Text goes on.", "End."]
    assert read[2].kind is BlockKind.FOOTNOTE
    assert read[2].text.removeprefix("[1] ") == "The note."


def test_the_text_behind_a_note_is_no_note() -> None:
    text = '<p>A<a href="#n" id="r"><sup>1</sup></a></p><div id="n"><p>First.</p><p>Second.</p></div><p>After.</p>'
    assert [(one.text, one.kind is BlockKind.FOOTNOTE) for one in parse_html(text)] == [
        ("A", False),
        ("After.", False),
        ("First. Second.", True),
    ]


@pytest.mark.parametrize("label", ["gb2312", "gbk", "utf-8", "iso-8859-1"])
def test_it_is_decoded_before_it_is_parsed(label: str) -> None:
    text = f'<html><head><meta charset="{label}"></head><body><p>朱镕基总理</p><p>会议结束。</p></body></html>'
    encoding = "utf-8" if label == "utf-8" else "gb18030"
    reading = parse_blocks(text.encode(encoding), encoding="gb18030" if label == "iso-8859-1" else "")
    assert reading.format is Format.HTML
    assert [block.text for block in reading.blocks] == ["朱镕基总理", "会议结束。"]


def test_a_wrong_declaration_is_overruled_by_the_bytes() -> None:
    text = '<html><meta charset="ascii"><p>裁军谈判会议</p></html>'
    assert parse_blocks(text.encode()).blocks[0].text == "裁军谈判会议"


def test_deep_nesting_is_no_danger() -> None:
    assert blocks("<div>" * 200 + "deep" + "</div>" * 200) == [("", "deep")]
    with contextlib.suppress(ReadError):
        parse_html("<div>" * 200_000 + "deep")


def test_nothing_in_it_is_an_error() -> None:
    with pytest.raises(ReadError):
        parse_blocks(b"<html><body><script>x</script></body></html>")


def test_marks_of_table_notes_are_apart_from_the_number() -> None:
    page = "<p>2025/26<sup><font>a,b</font></sup> of the 21<sup>st</sup> century</p>"
    assert [block.text for block in parse_html(page)] == ["2025/26 a,b of the 21st century"]


def test_a_table_whose_rows_have_one_text_each_is_a_frame_around_paragraphs() -> None:
    page = b"<table><tr><td>First</td></tr><tr><td>Second</td><td> </td></tr></table>"
    assert [(block.kind, block.text) for block in parse_blocks(page).blocks] == [
        (BlockKind.TEXT, "First"),
        (BlockKind.TEXT, "Second"),
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<p>会议<del>昨天</del><ins>今天</ins>通过了报告。</p>", ["会议今天通过了报告。"]),
        ("<p>The Board <del>rejected </del><ins>adopted </ins>it.</p>", ["The Board adopted it."]),
        ("<p>一。</p><del><p>二。</p></del><p>三。</p>", ["一。", "三。"]),
        ('<p>It met<del cite="x" datetime="2018-05-01"> twice <b>only</b></del>.</p>', ["It met."]),
        ("<table><tr><td>一<del>二</del></td><td>one</td></tr></table>", ["一\tone"]),
        ("<ul><li><del>旧的</del></li><li>新的</li></ul>", ["新的"]),
    ],
)
def test_deleted_words_are_left_out_and_inserted_ones_kept(text: str, kept: list[str]) -> None:
    assert [one for _, one in blocks(text)] == kept


@pytest.mark.parametrize(
    "ruby",
    [
        "<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp>字<rp>(</rp><rt>zì</rt><rp>)</rp></ruby>",
        "<ruby>漢<rt>hàn</rt>字<rt>zì</rt></ruby>",
        "<ruby>漢<rt>hàn<rb>字<rt>zì</ruby>",
        "<ruby><rb>漢</rb><rb>字</rb><rt>hàn</rt><rt>zì</rt></ruby>",
        "<ruby>漢字<rp>（<rt>hànzì<rp>）</ruby>",
        "<ruby><rb>漢字</rb><rtc><rt>hàn</rt><rt>zì</rt></rtc></ruby>",
        '<RUBY>漢字<RT class="pinyin">hànzì</RT></RUBY>',
    ],
)
def test_readings_of_ruby_are_left_out(ruby: str) -> None:
    assert blocks(f"<p>{ruby}会议通过了报告。</p>") == [("", "漢字会议通过了报告。")]
