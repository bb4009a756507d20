"""What UN texts print before paragraphs is read as a label in both languages, and what looks like one is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdalign.labels import Label, LabelKind, LabelSeries, parse_label, parse_marker, reconsider_label


@pytest.mark.parametrize(
    ("text", "kind", "value", "key"),
    [
        ("1. text", LabelKind.NUMBER, 1, "1"),
        ("12.\ttext", LabelKind.NUMBER, 12, "12"),
        ("3.裁军", LabelKind.NUMBER, 3, "3"),
        ("５．裁军", LabelKind.NUMBER, 5, "5"),
        ("⒈ 裁军", LabelKind.NUMBER, 1, "1"),
        ("25.1 The Office", LabelKind.DOTTED, 1, "25.1"),
        ("25.10\t难民署", LabelKind.DOTTED, 10, "25.10"),
        ("31.I.1 The unit", LabelKind.DOTTED, 1, "31.I.1"),
        ("29A.4 The Department", LabelKind.DOTTED, 4, "29A.4"),
        ("5.c Undertake", LabelKind.DOTTED, 3, "5.c"),
        ("31.IV The unit", LabelKind.DOTTED, 4, "31.IV"),
        ("5.a Undertake", LabelKind.DOTTED, 1, "5.a"),
        ("1.2.3. Scope", LabelKind.DOTTED, 3, "1.2.3"),
        ("IV. Heading", LabelKind.ROMAN, 4, "IV"),
        ("XLI. Heading", LabelKind.ROMAN, 41, "XLI"),
        ("Ⅳ、标题", LabelKind.ROMAN, 4, "IV"),
        ("四、标题", LabelKind.ROMAN, 4, "IV"),
        ("十二. 标题", LabelKind.ROMAN, 12, "XII"),
        ("二十八、标题", LabelKind.ROMAN, 28, "XXVIII"),
        ("B. Heading", LabelKind.LETTER, 2, "B"),
        ("（三）标题", LabelKind.BRACKETED_HAN, 3, "3"),
        ("三）标题", LabelKind.BRACKETED_HAN, 3, "3"),
        ("㈢ 标题", LabelKind.BRACKETED_HAN, 3, "3"),
        ("(c) item", LabelKind.SUB_LETTER, 3, "c"),
        ("c) item", LabelKind.SUB_LETTER, 3, "c"),
        ("(bb) item", LabelKind.SUB_LETTER, 28, "bb"),
        ("⒜ item", LabelKind.SUB_LETTER, 1, "a"),
        ("(iv) item", LabelKind.SUB_ROMAN, 4, "iv"),
        ("（xii）项目", LabelKind.SUB_ROMAN, 12, "xii"),
        ("(3) item", LabelKind.SUB_NUMBER, 3, "3"),
        ("3) item", LabelKind.SUB_NUMBER, 3, "3"),
        ("１）项目", LabelKind.SUB_NUMBER, 1, "1"),
        ("① 项目", LabelKind.SUB_NUMBER, 1, "1"),
        ("⑿ 项目", LabelKind.SUB_NUMBER, 12, "12"),
        ("第一百一十条", LabelKind.ARTICLE, 110, "article-110"),
        ("Article VI", LabelKind.ARTICLE, 6, "article-6"),
        ("Article 4 bis", LabelKind.ARTICLE, 4, "article-4-2"),
        ("第四条之二", LabelKind.ARTICLE, 4, "article-4-2"),
        ("Rule 23", LabelKind.ARTICLE, 23, "article-23"),
        ("第 23 条", LabelKind.ARTICLE, 23, "article-23"),
        ("Regulation 1.2", LabelKind.ARTICLE, 2, "article-1.2"),
        ("条例1.2", LabelKind.ARTICLE, 2, "article-1.2"),
        ("第二章 宗旨", LabelKind.CHAPTER, 2, "chapter-2"),
        ("CHAPTER II, PURPOSES", LabelKind.CHAPTER, 2, "chapter-2"),
        ("Part One", LabelKind.PART, 1, "part-1"),
        ("第一部分", LabelKind.PART, 1, "part-1"),
        ("Part A", LabelKind.PART, 1, "part-1"),
        ("A部分", LabelKind.PART, 1, "part-1"),
        ("Section 22", LabelKind.SECTION, 22, "section-22"),
        ("第22款", LabelKind.SECTION, 22, "section-22"),
        ("第二节 任务", LabelKind.SECTION, 2, "section-2"),
        ("甲、总则", LabelKind.LETTER, 1, "A"),
        ("乙. 分则", LabelKind.LETTER, 2, "B"),
        ("（丙）项目", LabelKind.SUB_LETTER, 3, "c"),
        ("a. item", LabelKind.SUB_LETTER, 1, "a"),
        ("b．项目", LabelKind.SUB_LETTER, 2, "b"),
        ("xxviii. item", LabelKind.SUB_ROMAN, 28, "xxviii"),
        ("ⅳ. item", LabelKind.SUB_ROMAN, 4, "iv"),
        ("Ｃ．标题", LabelKind.LETTER, 3, "C"),
        ("（ｄ）项目", LabelKind.SUB_LETTER, 4, "d"),
        ("ｉｖ）项目", LabelKind.SUB_ROMAN, 4, "iv"),
        ("㊱ 项目", LabelKind.SUB_NUMBER, 36, "36"),
        ("（一）款项的支付", LabelKind.BRACKETED_HAN, 1, "1"),
        ("（二）项目管理", LabelKind.BRACKETED_HAN, 2, "2"),
        ("(a) of the respective amounts;", LabelKind.SUB_LETTER, 1, "a"),
        ("Art. 23. Scope", LabelKind.ARTICLE, 23, "article-23"),
        ("§ 23 Scope", LabelKind.ARTICLE, 23, "article-23"),
        ("Clause 7. Payment", LabelKind.ARTICLE, 7, "article-7"),
        ("Chap. II", LabelKind.CHAPTER, 2, "chapter-2"),
        ("Sec. 5. Definitions", LabelKind.SECTION, 5, "section-5"),
    ],
)
def test_labels_of_both_languages_agree(text: str, kind: LabelKind, value: int, key: str) -> None:
    found = parse_label(text)
    assert found
    assert (found[0].kind, found[0].value, found[0].key) == (kind, value, key)
    assert text.startswith(found[0].printed)


@pytest.mark.parametrize(
    "text",
    [
        "31 日下午",
        "1995 年两个",
        "3.5 per cent",
        "3.5 % of it",
        "2.5 亿美元",
        "2.5 个百分点",
        "12.05 Opening",
        "2018. It",
        "2024、2025 年",
        "1. Januar 2024",
        "3. mai",
        "5.9.2018",
        "U.S. policy",
        "A. B. Smith said so.",
        "100 billion",
        "1,000 States",
        "1、2 和 3 段",
        "一、二级",
        "千、万",
        "(a) and (b) above are left out.",
        "(a) to (d) apply.",
        "(a) above applies.",
        "(a)和(b)项不适用。",
        "(一)项所述",
        "（万元）",
        "(iiii) item",
        "MIX. The",
        "第一条所述各宗旨，应予尊重。",
        "Article 6 says so.",
        "Part of it",
        "text",
        "member(s) of",
        "㈱ 公司",
        "㈠项所述",
        "（三）项规定，应予公布。",
        "(a)段不适用。",
        "(a) of paragraph 3 shall apply.",
        "(ii) of the article applies.",
        "甲、乙双方同意如下：",
        "甲方应当付款。",
        "（乙）方应当交货。",
        "（甲）、（乙）两项适用。",
        "i. e. all of it",
        "i.e. all of it",
        "a. m. trains",
        "Ａ股市场",
        "§§ and signs",
        "Clause 7 applies to it.",
        "① above applies.",
        "Ⅳ One",
        "Ⅳ",
        "",
    ],
)
def test_what_only_looks_like_a_label_is_none(text: str) -> None:
    assert parse_label(text) is None


def test_the_letter_after_h_is_i_however_it_is_printed() -> None:
    before = Label(LabelKind.SUB_LETTER, 8, "(h)")
    for text in ("(i) item", "i) item"):
        found = parse_label(text)
        assert found
        assert reconsider_label(found[0], before).kind is LabelKind.SUB_LETTER
        assert reconsider_label(found[0], None).kind is LabelKind.SUB_ROMAN


def test_a_series_bears_out_its_members_alone() -> None:
    labels = [label for label, _ in filter(None, map(parse_label, ("7.4 The", "7.5 It", "2.5 GW", "8.1 Then")))]
    series = LabelSeries.of(labels)
    assert [series.counts(label) for label in labels] == [True, True, False, True]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("附件", "annex"),
        ("附 件", "annex"),
        ("附件一", "annex-1"),
        ("Annex I", "annex-1"),
        ("ANNEX 2", "annex-2"),
        ("Annex XIV", "annex-14"),
        ("附件十四", "annex-14"),
        ("附件二：职权范围", "annex-2"),
        ("Annex II: Terms of reference", "annex-2"),
        ("Annex [English only]", "annex"),
        ("附件[只有英文]", "annex"),
        ("Annex to the letter dated 5 May 2024 from the Permanent Representative addressed to the Chair", "annex"),
        ("2024 年 5 月 5 日常驻代表给主席的信的附件", "annex"),
        ("Appendix B", "appendix-2"),
        ("Enclosure", "enclosure"),
        ("附文", "enclosure"),
        ("附件乙", "annex-2"),
        ("附件二——职权范围", "annex-2"),
        ("Annex II – Terms of reference", "annex-2"),
        ("附表三", "attachment-3"),
        ("SCHEDULE 3", "attachment-3"),
        ("Exhibit B", "annex-2"),
    ],
)
def test_annexes_of_both_languages_agree(text: str, part: str) -> None:
    marker = parse_marker(text)
    assert marker
    assert marker.part == part


@pytest.mark.parametrize(
    "text",
    [
        "附件载有",
        "Annexes",
        "the annex",
        "附件 2 国家",
        "Annex II: it was adopted.",
        "Annex to the report",
        "来信的附件中",
        "Schedule",
        "Annex II Parties",
        "Schedule 1. The leased property may be used only at the",
        "Annex I. the Parties",
        "附件二——见上文。",
    ],
)
def test_a_sentence_opens_no_annex(text: str) -> None:
    assert parse_marker(text) is None


@settings(max_examples=500)
@given(st.text(alphabet="第条章一十㈠①⒈Ⅳ(（)）.、 acivxIVXAB12年附件Article", max_size=12))
def test_whatever_the_text_label_and_rest_are_in_it(text: str) -> None:
    found = parse_label(text)
    if found:
        label, rest = found
        assert label.value > 0
        assert label.key
        assert text.startswith(label.printed)
        assert text.endswith(rest)
