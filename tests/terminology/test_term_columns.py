"""What the columns of other people's tables hold: by their headings in both languages, or by what is in them."""

import pytest

from cdalign.terminology.columns import (
    TermColumn,
    guess_columns,
    has_row_for_each_term,
    has_terms,
    language_of_cells,
    name_columns,
)


@pytest.mark.parametrize(
    ("heading", "field", "lang"),
    [
        ("中文术语", "term", "zh"),
        ("英文译名", "term", "en"),
        ("术语（中文）", "term", "zh"),
        ("术語(英文)", "term", "en"),
        ("英文缩写", "acronym", "en"),
        ("中文简称", "shortForm", "zh"),
        ("英文的同义词", "forms", "en"),
        ("简体中文", "term", "zh-Hans"),
        ("英文定义", "definition", "en"),
        ("English synonyms", "forms", "en"),
        ("Definition (en)", "definition", "en"),
    ],
)
def test_a_heading_with_a_language(heading: str, field: str, lang: str) -> None:
    columns = name_columns([heading, "法语", "俄文"])
    assert columns is not None
    assert columns[0] == TermColumn(field, lang)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("编号", "concept"),
        ("序號", "concept"),
        ("领域", "subject"),
        ("定義", "definition"),
        ("备注", "concept_note"),
        ("来源", "source"),
        ("使用状态", "status"),
        ("Comment", "concept_note"),
    ],
)
def test_a_heading_without_a_language(heading: str, field: str) -> None:
    assert name_columns([heading, "中文", "英文"]) == (
        TermColumn(field),
        TermColumn("term", "zh"),
        TermColumn("term", "en"),
    )


def test_a_row_for_each_term_in_chinese_words() -> None:
    columns = name_columns(["编号", "语言", "术语", "状态"])
    assert columns == tuple(map(TermColumn, ("concept", "lang", "term", "status")))
    assert has_row_for_each_term(columns)
    assert has_terms(columns)


@pytest.mark.parametrize("cells", [["裁军", "disarmament"], ["定义", "备注"], ["", ""], ["1", "2", "3"]])
def test_what_names_no_columns(cells: list[str]) -> None:
    assert name_columns(cells) is None


def test_the_language_of_a_column_is_that_of_more_than_half_of_its_cells() -> None:
    assert language_of_cells(["ballot", "vote", "12", "34", "56"]) == ""
    assert language_of_cells(["ballot", "vote", "quorum", "34", "56"]) == "en"
    assert language_of_cells(["选票", "表决", "12", "34", "56"]) == ""
    assert language_of_cells(["选票", "表决", "", " ", "ballot"]) == "zh-Hans"


def test_columns_without_headings_are_known_by_their_words() -> None:
    rows = [["T-1", "disarmament", "裁军", "noun"], ["T-2", "verification", "核查", "noun"]]
    assert guess_columns(rows) == (None, TermColumn("term", "en"), TermColumn("term", "zh-Hans"), None)
    assert guess_columns([]) == ()
    assert not has_terms(guess_columns([["1", "2"]]))
