"""Rows of other people's tables become records."""

from collections.abc import Sequence

import pytest

from cdalign.errors import ReadError
from cdalign.tables import SheetOfLines
from cdalign.terminology.gathering import gather_concepts
from cdalign.terminology.records import TermRecord
from cdalign.terminology.sheets import name_concept, records_of_sheets


def records(*rows: str, langs: tuple[str, str] = ("", "")) -> list[TermRecord]:
    lines: list[tuple[int, Sequence[str]]] = [(number, row.split(",")) for number, row in enumerate(rows, 1)]
    return list(records_of_sheets([SheetOfLines("", iter(lines))], langs=langs))


def told(*rows: str, langs: tuple[str, str] = ("", "")) -> list[tuple[str, str, str, str]]:
    return [(one.lang, one.term, one.type, one.status) for one in records(*rows, langs=langs)]


def test_forms_have_their_kind_and_their_status() -> None:
    assert told(
        "zh,en,en other forms,en deprecated,en short form,英文缩写",
        "甲,A-word,B-word; C-word,D-word,short,AW",
    ) == [
        ("zh", "甲", "", ""),
        ("en", "A-word", "", ""),
        ("en", "B-word", "variant", "admitted"),
        ("en", "C-word", "variant", "admitted"),
        ("en", "D-word", "variant", "deprecated"),
        ("en", "short", "shortForm", ""),
        ("en", "AW", "acronym", ""),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("NGO", "acronym"), ("X", ""), ("UN body", ""), ("NPT2", ""), ("Ngo", ""), ("裁", ""), ("裁X", "")],
)
def test_a_word_of_capitals_is_an_acronym(text: str, kind: str) -> None:
    assert [one[2] for one in told("en,zh", f"{text},甲")] == [kind, ""]


def test_the_statuses_of_synonyms_are_parted_as_they_are() -> None:
    rows = ("zh,en,zh Status,en Status", "甲,A-word|B-word|C-word,preferred,preferred|admitted")
    assert [one[3] for one in told(*rows)] == ["preferred", "preferred", "admitted", "admitted"]


@pytest.mark.parametrize(
    ("heading", "cell", "statuses"),
    [
        ("forbidden", "yes", ["deprecated", "deprecated"]),
        ("forbidden", "是", ["deprecated", "deprecated"]),
        ("forbidden", "no", ["", ""]),
        ("en forbidden", "TRUE", ["", "deprecated"]),
        ("en forbidden", "false", ["", ""]),
        ("status", "admitted", ["admitted", "admitted"]),
        ("en status", "admitted", ["", "admitted"]),
    ],
)
def test_a_column_says_of_a_row_or_of_a_language_that_a_term_is_forbidden(
    heading: str, cell: str, statuses: list[str]
) -> None:
    assert [one[3] for one in told(f"zh,en,{heading}", f"甲,A-word,{cell}")] == statuses


def test_memoq_says_of_each_term_whether_it_is_forbidden() -> None:
    rows = (
        "Entry_ID,zh,Term_Info,en,Term_Info,en,Term_Info",
        "7,甲,Permissive;Exact,A,Yes;Exact;Forbidden,B,Not forbidden",
    )
    assert [(one[1], one[3]) for one in told(*rows)] == [("甲", ""), ("A", "deprecated"), ("B", "")]


def test_what_belongs_to_the_concept_is_said_once() -> None:
    first, second = records("编号,中文,英文,定义,来源,备注", "7,甲,A-word,the first,CD/1,n")
    assert (first.concept, first.definition, first.definition_source, first.source, first.concept_note, first.line) == (
        "c7",
        "the first",
        "CD/1",
        "",
        "n",
        2,
    )
    assert (second.concept, second.definition, second.definition_source, second.concept_note) == ("c7", "", "", "")


def test_notes_and_sources_of_a_language_go_to_its_first_term() -> None:
    found = records("zh,en,en note,en source,en definition,en pos", "甲,A;B,n,CD/2,d,verb")
    assert [(one.term, one.note, one.source, one.pos) for one in found] == [
        ("甲", "", "", ""),
        ("A", "n", "CD/2", "verb"),
        ("B", "", "", "verb"),
    ]
    assert gather_concepts(found).termbase.entries[0].definition == "d"


def test_a_row_for_each_term_says_each_thing_once() -> None:
    found = records("concept,lang,term,note,comment,unheard", "a b,zh,甲,first,second,x", ",en,A-word,,,", ",,,,,")
    assert [(one.concept, one.lang, one.term, one.note, one.line) for one in found] == [
        ("a-b", "zh", "甲", "first", 2),
        ("c3", "en", "A-word", "", 3),
    ]


def test_columns_named_source_and_target_have_the_languages_of_their_cells_or_of_the_call() -> None:
    rows = ("source,target", "disarmament,裁军", "verification,核查")
    assert [one[0] for one in told(*rows)] == ["en", "zh-Hans", "en", "zh-Hans"]
    assert [one[0] for one in told(*rows, langs=("en-GB", "zh-Hant"))] == ["en-GB", "zh-Hant", "en-GB", "zh-Hant"]
    assert [one[0] for one in told(*rows, langs=("fr", ""))] == ["fr", "zh-Hans", "fr", "zh-Hans"]
    assert [one[0] for one in told("source,target", "1,2")] == ["en", "en"]


def test_empty_rows_and_comments_are_passed_over() -> None:
    assert told("# a comment", "zh,en", "# another,x", ",", "甲,") == [("zh", "甲", "", "")]


def test_a_table_without_terms_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        records("definition,note", "x,y")
    assert "name the columns" in caught.value.advice


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("1442", "c1442"),
        ("my term", "my-term"),
        ("_a", "_a"),
        (" a.b-c ", "a.b-c"),
        ("", ""),
        ("词 1", "词-1"),
        ("-a", "c-a"),
    ],
)
def test_an_id_becomes_one_that_tbx_allows(words: str, name: str) -> None:
    assert name_concept(words) == name
