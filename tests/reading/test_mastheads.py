"""Mastheads of the kinds of documents that the United Nations prints, in both languages and as readers find them."""

import pytest

from cdalign.reading.blocks import Block, BlockKind
from cdalign.reading.mastheads import belongs_to_masthead, is_symbol, take_masthead

# Each: the lines as a reader gives them, the four fields that name a document, and the first line of its text.
KINDS = {
    "report of New York": (
        [
            "United Nations A/81/6 (Sect. 22)/Part A*",
            "General Assembly Distr.: General",
            "5 March 2026",
            "Original: English",
        ],
        ("A/81/6 (Sect. 22)/Part A", "5 March 2026", "General", "English"),
        ["Eighty-first session", "Items 138 and 139 of the preliminary list**"],
    ),
    "the same in Chinese": (
        ["联 合 国 A/81/6(Sect. 22)/Part A*", "大 会 Distr.: General", "5 March 2026", "Chinese", "Original: English"],
        ("A/81/6(Sect. 22)/Part A", "5 March 2026", "General", "English"),
        ["第八十一届会议", "暂定项目表**项目 138 和 139"],
    ),
    "one paragraph with line breaks": (
        ["United Nations\tA/80/604/Add.8", "General Assembly\tDistr.: General 20 April 2026 Original: English"],
        ("A/80/604/Add.8", "20 April 2026", "General", "English"),
        ["Eightieth session", "Agenda item 177"],
    ),
    "resolution": (
        ["United Nations", "A/RES/72/1", "General Assembly", "Distr.: General", "29 September 2017"],
        ("A/RES/72/1", "29 September 2017", "General", ""),
        ["Seventy-second session", "Agenda item 13"],
    ),
    "resolution of the Council": (
        ["United Nations S/RES/2231 (2015)", "Security Council Distr.: General", "20 July 2015"],
        ("S/RES/2231 (2015)", "20 July 2015", "General", ""),
        [],
    ),
    "verbatim record": (
        ["United Nations S/PV.9876 (Resumption 1)", "Security Council Provisional", "Seventy-ninth year"],
        ("S/PV.9876 (Resumption 1)", "10 May 2024", "", ""),
        ["9876th meeting", "Friday, 10 May 2024, 10 a.m."],
    ),
    "verbatim record in Chinese": (
        ["联合国 S/PV.9876", "安全理事会 临时", "第七十九年"],
        ("S/PV.9876", "2024年5月10日", "", ""),
        ["第9876次会议", "2024 年 5 月 10 日星期五"],
    ),
    "treaty body": (
        [
            "United Nations",
            "International Covenant on Civil and Political Rights",
            "CCPR/C/SR.3456",
            "Distr.: General",
            "7 July 2018",
            "English",
            "Original: French",
        ],
        ("CCPR/C/SR.3456", "7 July 2018", "General", "French"),
        [],
    ),
    "council with a commission": (
        [
            "United Nations",
            "Economic and Social Council",
            "Economic Commission for Africa",
            "E/ECA/CM/55/3",
            "Distr.: Limited",
            "2 February 2023",
            "Original: English and French",
        ],
        ("E/ECA/CM/55/3", "2 February 2023", "Limited", "English and French"),
        [],
    ),
    "conference of the parties": (
        [
            "United Nations ICCD/COP(12)/5",
            "Convention to Combat Desertification",
            "Distr.: General",
            "3 August 2015",
            "Original: Arabic, English and French",
        ],
        ("ICCD/COP(12)/5", "3 August 2015", "General", "Arabic, English and French"),
        [],
    ),
    "Conference on Disarmament": (
        ["CONFERENCE ON DISARMAMENT", "CD/2138", "13 September 2018", "Original: English"],
        ("CD/2138", "13 September 2018", "", "English"),
        [],
    ),
    "the same in Chinese, letter-spaced": (
        ["裁 军 谈 判 会 议", "CD/2138", "13 September 2018", "Chinese", "Original: English"],
        ("CD/2138", "13 September 2018", "", "English"),
        [],
    ),
    "typed, of 1990": (
        [
            "UNITED NATIONS",
            "GENERAL ASSEMBLY",
            "Distr.",
            "LIMITED",
            "A/C.1/45/L.1",
            "31 October 1990",
            "ORIGINAL: ENGLISH/FRENCH",
        ],
        ("A/C.1/45/L.1", "31 October 1990", "LIMITED", "ENGLISH/FRENCH"),
        [],
    ),
    "typed on few lines": (
        ["Distr. GENERAL A/45/1", "12 October 1990 ORIGINAL: ENGLISH"],
        ("A/45/1", "12 October 1990", "GENERAL", "ENGLISH"),
        [],
    ),
    "Chinese words": (
        ["联合国", "A/45/1", "大会", "分发：普遍", "1990年10月12日", "原件：英文"],
        ("A/45/1", "1990年10月12日", "普遍", "英文"),
        [],
    ),
    "columns that break an organ": (
        ["United", "Nations\tCD/9999", "Conference on", "Disarmament", "Distr.: General", "14 May 2024"],
        ("CD/9999", "14 May 2024", "General", ""),
        [],
    ),
    "Geneva with its job number": (
        [
            "United Nations",
            "A/HRC/39/2",
            "General Assembly",
            "Distr.: General",
            "GE.18-14999(E)",
            "1 August 2018",
            "Original: English",
            "Human Rights Council",
        ],
        ("A/HRC/39/2", "1 August 2018", "General", "English"),
        ["Thirty-ninth session", "10–28 September 2018"],
    ),
}
NAMES = ("symbol", "date", "distribution", "original_language")


@pytest.mark.parametrize("kind", KINDS)
def test_the_fields_of_a_masthead_are_read(kind: str) -> None:
    masthead, fields, _ = KINDS[kind]
    lines = [*masthead, *KINDS[kind][2]]
    found, _rest = take_masthead([Block(line) for line in (*lines, "Report of the Group", "1. It met.")])
    said = dict(reversed(found))
    assert tuple(said.get(name, "") for name in NAMES) == fields


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_begins_after_the_masthead(kind: str) -> None:
    blocks = [Block(line) for line in KINDS[kind][0]]
    text = [Block("Report of the Group"), Block("1. It met.")]
    found, rest = take_masthead([*blocks, *text])
    assert found
    assert [block.text for block in rest] == [block.text for block in text]


@pytest.mark.parametrize(
    ("organ", "session"),
    [
        ("Human Rights Committee", "123rd session"),
        ("人权事务委员会", "第一二三届会议"),
        ("Committee against Torture", "Agenda item 4"),
    ],
)
def test_an_organ_is_read_above_its_session(organ: str, session: str) -> None:
    head = ["United Nations", "CCPR/C/1", "Distr.: General", organ, session]
    _, rest = take_masthead([Block(line) for line in (*head, "Report", "1. One.")])
    assert [block.text for block in rest] == ["Report", "1. One."]
    _, rest = take_masthead([Block(line) for line in (*head[:-1], "1. One.")])
    assert [block.text for block in rest] == [organ, "1. One."]


def test_a_header_is_a_masthead_whatever_its_lines_are() -> None:
    lines = ["Nations Unies", "A/80/1", "Some Body of its Own", "Distr.: General"]
    header = [Block(line, BlockKind.MASTHEAD) for line in lines]
    found, rest = take_masthead([*header, Block("1. It met.")])
    assert dict(found) == {"symbol": "A/80/1", "distribution": "General"}
    assert [block.text for block in rest] == ["1. It met."]


def test_a_title_with_a_symbol_makes_no_masthead_of_what_follows() -> None:
    blocks = [Block("Report of the Group"), Block("On a subject of its own"), Block("1. See A/72/1."), Block("CD/2138")]
    assert take_masthead(blocks) == ((), tuple(blocks))


@pytest.mark.parametrize(
    "text",
    [
        "CD/2138",
        "A/81/6 (Sect. 22)/Part A*",
        "S/PV.9876 (Resumption 1)",
        "ICCD/COP(12)/5",
        "CCPR/C/GBR/CO/8",
        "A/72/L.1/Rev.2",
    ],
)
def test_symbols(text: str) -> None:
    assert is_symbol(text)


@pytest.mark.parametrize("text", ["and/or", "AND/OR", "HIV/AIDS", "see A/72/1", "CD/2138, paragraph 3", "1/2"])
def test_what_only_looks_like_a_symbol(text: str) -> None:
    assert not is_symbol(text)


@pytest.mark.parametrize(
    "text",
    [
        "General",
        "English is spoken.",
        "United Nations",
        "The original: English and French were used.",
        "Limited powers",
    ],
)
def test_words_of_a_text_belong_to_no_masthead(text: str) -> None:
    assert not belongs_to_masthead(text)
