"""What the checks of one document quote: headings, titles, and words that stand for each other."""

import pytest
from pairs import document_of_lines

from cdalign.checks import check_document
from cdalign.model import Finding, Termbase


def findings_on(text: str, lang: str, rule: str) -> list[Finding]:
    found = check_document(document_of_lines(lang, text), Termbase())
    return [one for one in found if one.rule == rule]


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Article 4", "The Parties shall respect the obligations stated in Article 3."),
        ("Chapter IV", "It follows the rules of Chapter III."),
        ("Part Two", "What Part One says is true here."),
        ("Annex B to the rules", "It is listed in Annex A to the rules."),
        ("Report of the forty-second session", "The Committee adopted the report of the forty-third session."),
        ("Programme of work for 2019", "The Committee adopted the programme of work for 2018."),
        # Two words repeat no wording.
        ("Test document", "Use the text document."),
        ("General provisions", "The general provision applies."),
    ],
)
def test_a_heading_of_another_number_or_of_two_words_repeats_nothing(heading: str, text: str) -> None:
    assert findings_on(f"# {heading}\n{text}\nThe Committee met.\n", "en", "headings.wording") == []


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("第二十二届会议的工作报告", "委员会通过了第二十三届会议的工作报告。"),
        ("2019年裁军工作方案的审议", "委员会完成了2018年裁军工作方案的审议。"),
    ],
)
def test_a_chinese_heading_of_another_number_repeats_nothing(heading: str, text: str) -> None:
    assert findings_on(f"# {heading}\n{text}\n会议结束。\n", "zh", "headings.wording") == []


def test_titles_that_differ_by_their_number_are_two_titles() -> None:
    two = "大会收到《2018年核裁军情况报告》和《2019年核裁军情况报告》。"
    assert findings_on(f"{two}\n", "zh", "titles.wording") == []
    alike = "大会收到《核裁军情况的年度报告》和《核裁军情况年度报告》。"
    assert len(findings_on(f"{alike}\n", "zh", "titles.wording")) == 1


@pytest.mark.parametrize(
    "quoted",
    ["可持续发展", "人道主义援助", "信息通信技术", "一般事项", "国际刑事法院判决"],
)
def test_words_that_stand_for_each_other_are_quoted_to_the_end_of_a_word(quoted: str) -> None:
    [finding] = findings_on(f"代表团开展{quoted}。\n秘书处进行{quoted}。\n", "zh", "variants.words")
    assert finding.expected.removeprefix("开展").removeprefix("进行") in {quoted, quoted.removesuffix("判决")}


def test_other_objects_that_begin_alike_are_no_variants() -> None:
    assert findings_on("委员会审查一般事项。\n委员会审议一般事故。\n", "zh", "variants.words") == []
