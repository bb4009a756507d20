"""A termbase laid out for each tool."""

import pytest
from terms_fixtures import TERMBASE

from cdalign.model import ConceptEntry, Term, Termbase, TermStatus, TermType
from cdalign.terminology.layouts import Layout, languages_of, rows_of

BALLOT = ConceptEntry(
    "ballot",
    (
        Term("old ballot", "en", status=TermStatus.DEPRECATED),
        Term("ballot", "en", note="n"),
        Term("BP", "en", TermType.ACRONYM, TermStatus.ADMITTED),
        Term("选票", "zh-Hans"),
    ),
    "votes",
    "a paper",
    "CD/1",
    "more",
    ("vote", "paper"),
)
BARE = ConceptEntry("bare", (Term("票", "zh-Hans", status=TermStatus.SUPERSEDED),))


def rows(layout: Layout, *entries: ConceptEntry) -> list[list[str]]:
    return [list(row) for row in rows_of(Termbase(entries or (BALLOT, BARE)), layout)]


def test_chinese_comes_first_and_the_others_as_they_are_met() -> None:
    assert languages_of(Termbase((BALLOT,))) == ("zh-Hans", "en")
    assert languages_of(TERMBASE) == ("zh-Hans", "en")
    assert languages_of(Termbase()) == ()


def test_readers_get_the_preferred_term_the_other_forms_and_what_not_to_use() -> None:
    head, ballot, bare = rows(Layout.GENERAL)
    assert head[:4] == ["concept", "zh-Hans", "zh-Hans other forms", "zh-Hans deprecated"]
    assert ballot == [
        *("ballot", "选票", "", "", "ballot", "BP", "old ballot"),
        *("votes", "a paper", "CD/1", "more", "vote; paper"),
    ]
    assert bare[:5] == ["bare", "", "", "票", ""]


def test_trados_gets_a_status_for_each_synonym_of_a_cell() -> None:
    head, ballot, bare = rows(Layout.TRADOS)
    assert head == [
        "Entry ID",
        "zh-Hans",
        "en",
        "zh-Hans Status",
        "en Status",
        "Subject",
        "Definition",
        "Source",
        "Note",
    ]
    assert ballot[2] == "ballot|BP|old ballot"
    assert ballot[4] == "preferred|admitted|deprecated"
    assert bare[1:5] == ["票", "", "superseded", ""]


def test_memoq_gets_as_many_columns_as_the_concept_with_most_terms() -> None:
    head, ballot, bare = rows(Layout.MEMOQ)
    assert head == [
        "Entry_ID",
        "Entry_Subject",
        "Entry_Note",
        "Entry_Definition",
        "zh-Hans",
        "Term_Info",
        *["en", "Term_Info"] * 3,
    ]
    assert ballot[6:] == [
        *("ballot", "Permissive;Exact;Not forbidden", "BP", "Yes;Exact;Not forbidden"),
        *("old ballot", "Permissive;Exact;Forbidden"),
    ]
    assert bare == ["bare", "", "", "", "票", "Permissive;Exact;Forbidden", *[""] * 6]


def test_phrase_gets_a_row_for_each_pair_and_the_concept_in_its_first() -> None:
    head, *found = rows(Layout.PHRASE)
    assert head[3:5] == ["zh-Hans", "zh-Hans status"]
    assert found[0] == [
        *("ballot", "votes", "a paper", "选票", "preferred", "false", "true", "false", ""),
        *("ballot", "preferred", "false", "true", "false", "n"),
    ]
    assert found[1] == ["ballot", "", "", *[""] * 6, "BP", "admitted", "false", "false", "true", ""]
    assert found[2][9:] == ["old ballot", "deprecated", "true", "false", "false", ""]
    assert found[3][:6] == ["bare", "", "", "票", "superseded", "true"]


@pytest.mark.parametrize("layout", Layout)
def test_every_row_is_as_wide_as_the_head_and_an_empty_termbase_has_a_head(layout: Layout) -> None:
    assert len({len(row) for row in rows(layout)}) == 1
    assert len(list(rows_of(Termbase(), layout))) == 1
