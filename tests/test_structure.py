import json
from pathlib import Path

import pytest

from cdalign.documents import make_document, read_document
from cdalign.model import Role
from cdalign.reading import Block, BlockKind, Format, Reading, parse_blocks
from cdalign.structure import structure_blocks
from conftest import Golden


def ids(*paragraphs: str) -> list[str]:
    return [one.id for one in make_document(parse_blocks("\n\n".join(paragraphs).encode())).paragraphs]


def test_numbers_that_return_or_skip_derail_nothing() -> None:
    assert ids("1. One.", "2. Two.", "2. Two again.", "5. Five.", "2. Two once more.", "6. Six.") == [
        "body.1",
        "body.2",
        "body.2b",
        "body.5",
        "body.2c",
        "body.6",
    ]


def test_a_file_of_notes_alone_is_structured() -> None:
    reading = Reading((Block("Adopted at the 1484th meeting.", kind=BlockKind.FOOTNOTE),), Format.DOCX)
    assert [one.role for one in structure_blocks(reading).paragraphs] == [Role.FOOTNOTE]


def test_ids_are_never_given_twice() -> None:
    named = ids(*["1. Again."] * 40, *["A. Heading"] * 40, *["No number here."] * 3)
    assert len(set(named)) == 83


def test_paragraphs_without_numbers_are_counted() -> None:
    assert ids("1. One.", "It goes on here.", "And here.", "2. Two.", "End.") == [
        "body.1",
        "body.p1",
        "body.p2",
        "body.2",
        "body.p3",
    ]


def test_items_are_named_under_their_paragraph() -> None:
    assert ids("1. One:", "(a) First;", "(b) Second:", "(i) Inner;", "(ii) Inner.", "2. Two:", "(a) First.") == [
        "body.1",
        "body.1.a",
        "body.1.b",
        "body.1.b.i",
        "body.1.b.ii",
        "body.2",
        "body.2.a",
    ]


def test_the_letter_after_h_is_i() -> None:
    items = [f"({letter}) Item;" for letter in "abcdefghij"]
    assert ids("1. One:", *items)[-2:] == ["body.1.i", "body.1.j"]


def test_headings_stand_under_their_chapter() -> None:
    english = ids("I. First", "A. Inner", "1. One.", "II. Second", "A. Inner", "2. Two.")
    chinese = ids("一、第一", "A. 其中", "1. 一。", "二、第二", "A. 其中", "2. 二。")
    assert english == chinese == ["body.I", "body.I.A", "body.1", "body.II", "body.II.A", "body.2"]


def test_annexes_begin_anew() -> None:
    assert ids("1. One.", "Annex I", "Its title", "1. One.", "附件二", "标题", "(2018年通过)", "1. 一。") == [
        "body.1",
        "annex-1",
        "annex-1.title",
        "annex-1.1",
        "annex-2",
        "annex-2.title",
        "annex-2.adoption_note",
        "annex-2.1",
    ]


def test_articles_hold_their_paragraphs() -> None:
    assert ids("Article 1", "Everyone is free.", "Article 2", "1. One.", "2. Two.") == [
        "body.article-1",
        "body.article-1.p1",
        "body.article-2",
        "body.article-2.1",
        "body.article-2.2",
    ]


def test_quoted_numbers_do_not_count() -> None:
    assert ids("1. It reads:", "“1. A quoted paragraph.", "2. Another one.”", "2. Two.")[1] == "body.p1"


@pytest.mark.parametrize(
    "note",
    [
        "Working translation - not an official text of the United Nations",
        "Unofficial translation",
        "Advance unedited version",
        "[Unofficial translation]",
        "非正式翻译",
        "（非正式译文）",
        "未经编辑的预发本",
    ],
)
def test_notes_of_status_are_metadata(note: str) -> None:
    document = make_document(parse_blocks(f"{note}\n\nReport of the Group\n\n1. One.".encode()))
    assert dict(document.metadata) == {"status_note": note}
    assert [one.id for one in document.paragraphs] == ["title", "body.1"]


def test_a_masthead_is_metadata() -> None:
    text = "\n\n".join(
        [
            "联 合 国",
            "A/C.1/73/L.1",
            "大 会",
            "Distr.: Limited",
            "8 October 2018",
            "Chinese",
            "Original: English",
            "第七十三届会议",
            "议程项目 101",
            "18-16660 (C)",
            "某决议草案",
            "1. 决定。",
        ]
    )
    document = make_document(parse_blocks(text.encode()))
    assert document.symbol == "A/C.1/73/L.1"
    assert dict(document.metadata) | {"job_number": ""} == {
        "organization": "联合国",
        "symbol": "A/C.1/73/L.1",
        "organ": "大会",
        "distribution": "Limited",
        "date": "8 October 2018",
        "language": "Chinese",
        "original_language": "English",
        "session": "第七十三届会议",
        "agenda_item": "议程项目 101",
        "job_number": "",
    }
    assert [one.id for one in document.paragraphs] == ["title", "body.1"]


def test_an_organ_alone_is_a_title() -> None:
    document = make_document(parse_blocks(b"Conference on Disarmament\n\n1. One."))
    assert document.paragraphs[0].role is Role.TITLE


def test_every_line_of_a_plain_text_is_a_paragraph() -> None:
    text = "Dear colleague,\nThank you for your letter.\nWe shall reply soon.\nYours sincerely\n"
    document = make_document(parse_blocks(text.encode()))
    assert [one.text for one in document.paragraphs] == text.splitlines()


PAIRS = {
    "01_udhr": ("en", "zh-Hans", "zh-Hant"),
    "02_un_charter_ch1-3": ("en", "zh"),
    "03_sdg_goals": ("en", "zh"),
    "04_sdg_targets": ("en", "zh"),
    "05_sdg_indicators": ("en", "zh"),
}


@pytest.mark.parametrize(("folder", "name"), [(folder, name) for folder, names in PAIRS.items() for name in names])
def test_real_texts_keep_their_paragraphs(folder: str, name: str, shared: Path) -> None:
    path = shared / "pairs" / folder / f"{name}.txt"
    written = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    document = read_document(path)

    def bare(text: str) -> str:
        return "".join(char for char in text if not char.isspace() and char not in "\u200b\u00ad")

    assert [bare(one.label + one.text) for one in document.paragraphs] == [bare(line) for line in written]
    assert len({one.id for one in document.paragraphs}) == len(written)


def test_articles_of_the_declaration_agree_in_three_scripts(shared: Path) -> None:
    def articles(name: str) -> list[str]:
        document = read_document(shared / "pairs" / "01_udhr" / f"{name}.txt")
        return [one.id for one in document.paragraphs if one.role is Role.HEADING and "article" in one.id]

    expected = [f"body.article-{number}" for number in range(1, 31)]
    assert articles("en") == articles("zh-Hans") == articles("zh-Hant") == expected


def test_the_gold_of_the_declaration_names_the_paragraphs_that_are_read(shared: Path) -> None:
    gold = json.loads((shared / "pairs" / "01_udhr" / "gold_alignment.json").read_text(encoding="utf-8"))
    english = read_document(shared / "pairs" / "01_udhr" / "en.txt")
    texts = [text for bead in gold[0]["beads"] for text in bead["en_text"]]
    assert [one.text for one in english.paragraphs] == texts


def labelled(*paragraphs: str) -> list[tuple[str, str, str]]:
    document = make_document(parse_blocks("\n\n".join(paragraphs).encode()))
    return [(one.id, one.label, one.text) for one in document.paragraphs]


def test_labels_are_kept_as_they_are_printed() -> None:
    texts = ("审议了议程项目。", "通过了报告。")
    for labels, keys in ((("㈠", "㈡"), "ab"), (("①", "②"), "12"), (("⑴", "⑵"), "12"), (("1)", "2)"), "12")):
        found = labelled("1. 会议：", *map(" ".join, zip(labels, texts, strict=True)))
        assert found[1:] == [
            (f"body.1.{key}", label, text) for key, label, text in zip(keys, labels, texts, strict=True)
        ]


def test_dotted_numbers_name_paragraphs_in_both_languages() -> None:
    english = labelled("25.1 The Office serves.", "25.2 It reports.", "(a) First;", "25.3 It ends.")
    chinese = labelled("25.1 办事处提供服务。", "25.2 它提出报告。", "(a) 第一；", "25.3 至此结束。")
    assert [one[:2] for one in english] == [one[:2] for one in chinese]
    assert [one[0] for one in english] == ["body.25.1", "body.25.2", "body.25.2.a", "body.25.3"]


def test_a_decimal_or_an_initial_before_a_sentence_is_text() -> None:
    initials = ("A. Smith said that it was so.", "V. Petrov agreed.")
    texts = ("2.5 GW of power was built.", *initials, "(a) and (b) are left out.", "二、三十人到会。")
    assert [(label, text) for _, label, text in labelled("1. One.", *texts)[1:]] == [("", text) for text in texts]


def test_bracketed_han_heads_a_section_or_numbers_a_point() -> None:
    chinese = labelled("一、导言", "（一）背景", "1. 会议审议：", "（一）第一项；", "（二）第二项。")
    english = labelled("I. Introduction", "A. Background", "1. It considered:", "(a) One;", "(b) Two.")
    assert [one[0] for one in chinese] == [one[0] for one in english]


def test_articles_rules_parts_and_sections_share_their_ids() -> None:
    chinese = labelled("第一部分 总则", "第二节 范围", "第 23 条", "1. 一般规定。", "第 23 条之二", "1. 又一规定。")
    english = labelled("Part One General", "Section 2 Scope", "Rule 23", "1. It is so.", "Rule 23 bis", "1. So it is.")
    assert [one[0] for one in chinese] == [one[0] for one in english]


def test_headings_in_roman_numerals_need_no_neighbours() -> None:
    found = labelled("V. Conclusions", "1. One.", "I. It began.", "II. It ended.", "二、三十国集团")
    assert [label for _, label, _ in found] == ["V.", "1.", "I.", "II.", "二、"]


def test_an_automatic_number_is_kept_as_printed() -> None:
    blocks = (
        Block("One:", label="1."),
        Block("First;", label="a."),
        Block("Second.", label="b."),
        Block("It", label="OP1"),
    )
    named = structure_blocks(Reading(blocks, Format.DOCX)).paragraphs
    assert [(one.id, one.label) for one in named] == [
        ("body.1", "1."),
        ("body.1.a", "a."),
        ("body.1.b", "b."),
        ("body.p1", "OP1"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "(a) 进行了普查,(b) 实现100%登记的国家比例",
        "(a) have conducted a census; and (b) have achieved registration.",
        "（一）完成普查；（二）实现登记。",
        "(i) one half, and (ii) the other half of them.",
        "①进行普查，②实现登记。",
        "1) 进行普查,2) 实现登记",
        "(a) Women (b) men who vote.",
    ],
)
def test_a_list_inside_a_sentence_keeps_its_first_letter(sentence: str) -> None:
    assert labelled("1. The share of countries.", sentence)[1][1:] == ("", sentence)


def test_points_on_lines_of_their_own_keep_their_labels() -> None:
    points = labelled("1. The Board:", "(a) Met; as said under paragraph (b) below;", "(b) Voted; (c) and (d) follow;")
    assert [label for _, label, _ in points] == ["1.", "(a)", "(b)"]
    assert [label for _, label, _ in labelled("1. They:", "(a) States under paragraph (b) shall act.")] == ["1.", "(a)"]


def told(text: str) -> str:
    document = make_document(parse_blocks(text.replace(" ¶ ", "\n\n").encode()))
    return " ¶ ".join(f"{one.id} {one.role} {one.label}|{one.text}" for one in document.paragraphs).replace("\t", "⇥")


def test_the_structure_of_many_texts(golden: Golden) -> None:
    golden.check("structure", told)
