"""An OmegaT glossary: what is offered for each term, and how a foreign one is read."""

import pytest
from terms_fixtures import TERMBASE

from cdalign.model import ConceptEntry, Term, Termbase, TermStatus, TermType
from cdalign.terminology.omegat_glossary import (
    MARKER,
    column_languages,
    glossary_rows,
    parse_omegat_glossary,
    render_omegat_glossary,
)


def lines(*entries: ConceptEntry, source: str = "en", target: str = "zh") -> list[list[str]]:
    first, *rest = render_omegat_glossary(Termbase(entries), source, target)
    assert first == MARKER
    return [line.split("\t") for line in rest]


BALLOT = ConceptEntry(
    "ballot",
    (
        Term("ballot", "en"),
        Term("BP", "en", TermType.ACRONYM),
        Term("vote slip", "en", TermType.VARIANT, TermStatus.DEPRECATED),
        Term("表决票", "zh-Hans", TermType.VARIANT, TermStatus.ADMITTED),
        Term("选票", "zh-Hans", note="usual"),
        Term("票", "zh-Hans", TermType.SHORT_FORM),
        Term("废票", "zh-Hans", status=TermStatus.SUPERSEDED),
    ),
    definition="a paper",
)


def test_full_forms_come_first_for_full_forms_and_short_ones_for_short_ones() -> None:
    pairs = [(source, target) for source, target, _ in lines(BALLOT)]
    assert pairs == [
        ("ballot", "选票"),
        ("ballot", "表决票"),
        ("ballot", "票"),
        ("BP", "票"),
        ("BP", "选票"),
        ("BP", "表决票"),
        ("vote slip", "选票"),
        ("vote slip", "表决票"),
        ("vote slip", "票"),
    ]


def test_a_comment_says_what_the_termbase_does() -> None:
    comments = {(source, target): comment for source, target, comment in lines(BALLOT)}
    assert comments["ballot", "选票"] == "a paper; usual; [ballot]"
    assert comments["ballot", "表决票"] == "admitted variant; a paper; [ballot]"
    assert comments["vote slip", "票"] == "source term is deprecated; a paper; [ballot]"


def test_a_comment_is_cut_and_a_cell_stays_a_cell() -> None:
    entry = ConceptEntry("x", (Term("#1\ttag", "en"), Term("一\n号", "zh")), definition="d" * 400)
    [(source, target, comment)] = lines(entry)
    assert (source, target, len(comment), comment[-1]) == (" #1 tag", "一 号", 300, "…")
    short = ConceptEntry("x", (Term("a", "en"), Term("一", "zh")), definition="d" * 295)
    assert lines(short)[0][2] == "d" * 295 + "; [x]"


def test_each_pair_is_offered_once() -> None:
    other = ConceptEntry("again", (Term("ballot", "en"), Term("选票", "zh")))
    assert len(lines(BALLOT, other)) == len(lines(BALLOT))
    assert lines(ConceptEntry("one", (Term("a", "en"),))) == []


def test_our_own_glossary_gives_its_concepts_back() -> None:
    text = "\n".join(render_omegat_glossary(TERMBASE, "zh", "en"))
    entries = parse_omegat_glossary(text).termbase.entries
    assert [entry.id for entry in entries] == ["cd", "ga", "reiterate"]
    assert {term.text for term in entries[1].terms} == {"联合国大会", "大会", "General Assembly"}
    assert entries[2].terms == (Term("重申", "zh-Hans"), Term("reiterate", "en"))


@pytest.mark.parametrize(
    ("rows", "langs"),
    [
        ([["裁军", "disarmament"], ["核查", "verification"]], ("zh-Hans", "en")),
        ([["disarmament", "裁軍"], ["meeting", "會議"]], ("en", "zh-Hant")),
        ([["裁军", "会议"]], ("", "")),
        ([["a", "b"]], ("", "")),
        ([["PDF", "PDF"], ["裁军", "disarmament"]], ("zh-Hans", "en")),
        ([], ("", "")),
    ],
)
def test_the_column_with_more_han_is_the_chinese(rows: list[list[str]], langs: tuple[str, str]) -> None:
    assert column_languages(rows) == langs


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("# comment\na\tb\tc\n\n\tx\n#d\te\nf", [(2, ["a", "b", "c"])]),
        ("\ufeffa\tb\r\nc\td", [(1, ["a", "b"]), (2, ["c", "d"])]),
        ('a,"b, c"\nd,e', [(1, ["a", "b, c"]), (2, ["d", "e"])]),
        ("a;b\nc;d", [(1, ["a", "b"]), (2, ["c", "d"])]),
        ('a\t"b', [(1, ["a", '"b'])]),
    ],
)
def test_lines_with_two_terms_are_rows(text: str, rows: list[tuple[int, list[str]]]) -> None:
    assert list(glossary_rows(text)) == rows


def test_rows_of_one_source_term_are_one_concept_and_notes_are_of_the_target() -> None:
    reading = parse_omegat_glossary("Ballot\t选票\tusual\nvote\t投票\nballot\t表决票\tformal; [x y]")
    first, second = reading.termbase.entries
    assert [(term.text, term.note) for term in first.terms] == [
        ("Ballot", ""),
        ("选票", "usual"),
        ("ballot", ""),
        ("表决票", "formal; [x y]"),
    ]
    assert (first.id, second.id, reading.lines) == ("c1", "c2", {"c1": 1, "c2": 2})


def test_the_languages_that_are_given_count() -> None:
    [entry] = parse_omegat_glossary("a\tb", ("fr", "zh-Hant")).termbase.entries
    assert [term.lang for term in entry.terms] == ["fr", "zh-Hant"]
