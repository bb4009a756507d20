"""What becomes of a concept of theirs: ours, ours with more, or a new one."""

from dataclasses import replace

from cdalign.model import ConceptEntry, Term, Termbase, TermStatus, TermType
from cdalign.terminology.merging import Conflict, compare_termbases, count_terms, merge_all, merge_termbases


def entry(key: str, *texts: str, **said: str) -> ConceptEntry:
    return ConceptEntry(key, tuple(Term(text, "en" if text.isascii() else "zh") for text in texts), **said)  # type: ignore[arg-type]


def base(*entries: ConceptEntry) -> Termbase:
    return Termbase(entries)


BALLOT = entry("ballot", "选票", "ballot")


def test_the_same_id_and_one_term_are_enough_and_the_same_id_alone_is_not() -> None:
    merge = merge_termbases(base(BALLOT), base(entry("ballot", "ballot", "voting paper")))
    assert (merge.added, merge.extended) == ((), ("ballot",))
    other = merge_termbases(base(BALLOT), base(entry("ballot", "轮次", "round")))
    assert (other.added, other.conflicts) == (("ballot-2",), ())


def test_what_was_left_open_is_filled_and_what_was_said_stays() -> None:
    ours = base(replace(BALLOT, subject="votes"))
    theirs = base(replace(BALLOT, subject="law", definition="a paper", definition_source="CD/1", note="n"))
    merge = merge_termbases(ours, theirs)
    [made] = merge.termbase.entries
    assert (made.subject, made.definition, made.definition_source, made.note) == ("votes", "a paper", "CD/1", "n")
    assert merge.conflicts == (Conflict("ballot", "subject", "votes", "law"),)
    assert merge.extended == ("ballot",)


def test_a_source_does_not_come_without_its_definition() -> None:
    ours = base(replace(BALLOT, definition="ours", definition_source="CD/1"))
    merge = merge_termbases(ours, base(replace(BALLOT, definition="theirs", definition_source="CD/2")))
    assert merge.termbase == ours


def test_terms_are_the_same_whatever_their_case_width_and_region() -> None:
    theirs = ConceptEntry("x", (Term("选 票", "zh-TW"), Term("Ballot", "en-GB")))
    merge = merge_termbases(base(BALLOT), base(theirs))
    assert merge.termbase == base(BALLOT)
    assert (merge.added, merge.extended) == ((), ())


def test_a_status_is_compared_with_the_very_same_word_first() -> None:
    terms = (Term("选票", "zh"), Term("Ballot", "en", status=TermStatus.ADMITTED), Term("ballot", "en"))
    ours = base(ConceptEntry("ballot", terms))
    assert merge_termbases(ours, base(BALLOT)).conflicts == ()
    rejected = ConceptEntry("x", (Term("选票", "zh"), Term("BALLOT", "en", status=TermStatus.DEPRECATED)))
    [conflict] = merge_termbases(ours, base(rejected)).conflicts
    assert (conflict.about, conflict.ours, conflict.theirs) == ("status of BALLOT", "preferred", "deprecated")


def test_two_concepts_of_theirs_do_not_become_one_of_ours() -> None:
    theirs = base(entry("a", "选票", "ballot", "voting paper"), entry("b", "选票", "ballot", "ballot box"))
    merge = merge_termbases(base(BALLOT), theirs)
    assert merge.added == ("b",)
    assert [term.text for term in merge.termbase.by_id["ballot"].terms] == ["选票", "ballot", "voting paper"]


def test_a_concept_of_theirs_that_says_no_more_than_another_goes_into_the_same() -> None:
    theirs = base(entry("a", "选票", "ballot", "voting paper"), entry("b", "选票", "ballot"))
    assert merge_termbases(base(BALLOT), theirs).added == ()
    differing = base(
        replace(entry("a", "选票", "ballot", "voting paper"), definition="a paper"),
        replace(entry("b", "选票", "ballot"), definition="a vote"),
    )
    assert merge_termbases(base(BALLOT), differing).added == ("b",)


def test_the_concept_that_shares_more_languages_is_the_one() -> None:
    ours = base(entry("paper", "纸", "ballot"), BALLOT)
    merge = merge_termbases(ours, base(entry("x", "选票", "ballot", "voting paper")))
    assert merge.extended == ("ballot",)


def test_a_term_in_two_concepts_names_what_they_share() -> None:
    [conflict] = merge_termbases(base(BALLOT), base(entry("x", "轮次", "ballot", "round"))).conflicts
    assert conflict == Conflict("ballot", "one term in two concepts", "ballot", "x")


def test_several_termbases_come_one_after_the_other() -> None:
    merge = merge_all(
        base(BALLOT), [base(entry("x", "会议", "meeting")), base(entry("x", "会议", "meeting", "session"))]
    )
    assert (merge.added, merge.extended) == (("x",), ("x",))
    assert merge_all(base(BALLOT), []).termbase == base(BALLOT)


def test_our_title_stays_and_theirs_comes_where_we_have_none() -> None:
    theirs = Termbase((BALLOT,), "Theirs")
    assert merge_termbases(Termbase((BALLOT,), "Ours"), theirs).termbase.title == "Ours"
    assert merge_termbases(Termbase((BALLOT,)), theirs).termbase.title == "Theirs"


def test_a_changed_term_is_told_field_by_field() -> None:
    changed = replace(
        BALLOT, terms=(BALLOT.terms[0], replace(BALLOT.terms[1], type=TermType.VARIANT, not_in=("a", "b")))
    )
    found = [(one.about, one.before, one.after) for one in compare_termbases(base(BALLOT), base(changed))]
    assert found == [("ballot: type", "fullForm", "variant"), ("ballot: not_in", "", "a; b")]


def test_a_concept_that_came_or_went_is_told_with_its_first_terms() -> None:
    found = [
        (one.before, one.after)
        for one in compare_termbases(base(BALLOT), base(entry("x", "会议", "meeting", "session")))
    ]
    assert found == [("选票 = ballot", ""), ("", "会议 = meeting")]


def test_figures_are_told_by_language_status_and_subject() -> None:
    figures = count_terms(
        base(replace(BALLOT, definition="d"), replace(entry("x", "会议", "meeting"), subject="bodies"))
    )
    assert figures == {
        "concepts": 2,
        "terms": 4,
        "definitions": 1,
        "lang en": 2,
        "lang zh": 2,
        "type fullForm": 4,
        "status preferred": 4,
        "pos noun": 4,
        "subject none": 1,
        "subject bodies": 1,
    }
