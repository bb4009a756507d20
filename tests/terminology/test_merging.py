from dataclasses import replace

from terms_fixtures import ASSEMBLY, CONFERENCE, TERMBASE, aligned

from cdalign.model import ConceptEntry, Term, Termbase, TermStatus
from cdalign.terminology.attestation import count_occurrences
from cdalign.terminology.index import TermIndex
from cdalign.terminology.merging import compare_termbases, count_terms, merge_termbases
from cdalign.terminology.occurrences import find_occurrences


def pair(key: str, *texts: str) -> ConceptEntry:
    return ConceptEntry(key, tuple(Term(text, "en" if text.isascii() else "zh-Hans") for text in texts))


def test_a_termbase_merged_with_itself_stays_itself() -> None:
    merge = merge_termbases(TERMBASE, TERMBASE)
    assert merge.termbase == TERMBASE
    assert (merge.added, merge.extended, merge.conflicts) == ((), (), ())


def test_a_concept_that_shares_both_languages_brings_its_further_terms() -> None:
    theirs = Termbase((pair("x1", "裁谈会", "CD", "the Conference in Geneva"),))
    merge = merge_termbases(TERMBASE, theirs)
    assert merge.extended == ("cd",)
    assert merge.termbase.by_id["cd"].terms[-1].text == "the Conference in Geneva"
    assert "x1" not in merge.termbase.by_id


def test_what_was_curated_is_kept_and_the_conflict_told() -> None:
    other = replace(CONFERENCE, definition="another")
    other = replace(other, terms=(replace(CONFERENCE.terms[0], status=TermStatus.DEPRECATED), *CONFERENCE.terms[1:]))
    merge = merge_termbases(TERMBASE, Termbase((other,)))
    assert merge.termbase == TERMBASE
    assert {conflict.about for conflict in merge.conflicts} == {"definition", "status of 裁军谈判会议"}


def test_terms_that_differ_in_case_alone_are_not_taken_for_each_other() -> None:
    terms = (Term("缔约国", "zh"), Term("State party", "en"), Term("State Party", "en", status=TermStatus.ADMITTED))
    ours = Termbase((ConceptEntry("party", terms),))
    assert merge_termbases(ours, ours).conflicts == ()


def test_lists_are_told_as_they_are_written() -> None:
    (difference,) = compare_termbases(
        TERMBASE, Termbase((replace(CONFERENCE, see_also=("ga", "x")), *TERMBASE.entries[1:]))
    )
    assert (difference.about, difference.before, difference.after) == ("see_also", "ga", "ga; x")


def test_a_term_shared_in_one_language_is_another_concept_and_a_conflict() -> None:
    merge = merge_termbases(TERMBASE, Termbase((pair("ga", "大会", "congress"),)))
    assert merge.added == ()
    merge = merge_termbases(TERMBASE, Termbase((pair("congress", "大会", "congress"),)))
    assert merge.added == ("congress",)
    assert [(conflict.concept, conflict.ours) for conflict in merge.conflicts] == [("ga", "大会")]


def test_an_id_that_is_taken_gets_a_number() -> None:
    merge = merge_termbases(TERMBASE, Termbase((pair("cd", "光盘", "compact disc"),)))
    assert merge.added == ("cd-2",)


def test_differences_are_told_by_concept() -> None:
    changed = replace(ASSEMBLY, subject="bodies", terms=(*ASSEMBLY.terms[:2], Term("GA", "en")))
    after = Termbase((CONFERENCE, changed, pair("new", "新", "new")))
    found = [(one.concept, one.about, bool(one.before), bool(one.after)) for one in compare_termbases(TERMBASE, after)]
    assert found == [
        ("ga", "subject", False, True),
        ("ga", "en", True, False),
        ("ga", "en", False, True),
        ("reiterate", "concept", True, False),
        ("new", "concept", False, True),
    ]
    assert list(compare_termbases(TERMBASE, TERMBASE)) == []


def test_figures() -> None:
    figures = count_terms(TERMBASE)
    assert (figures["concepts"], figures["terms"], figures["lang en"], figures["status deprecated"]) == (3, 10, 5, 1)


BITEXT = aligned([("裁谈会重申,裁谈会。", "The CD reiterated it."), ("大会。", "The Assembly.")])


def test_occurrences_have_both_languages_with_marks_and_places() -> None:
    (found,) = find_occurrences([BITEXT], TermIndex(TERMBASE), ["cd"])
    assert found.counts == (2, 1)
    assert found.source.place == "CD/1 body.1"
    assert [found.source.text[span.start : span.stop] for span in found.source.spans] == ["裁谈会", "裁谈会"]
    assert [found.target.text[span.start : span.stop] for span in found.target.spans] == ["CD"]


def test_a_longer_term_hides_the_concept_that_is_asked_for() -> None:
    longer = Termbase((pair("nws", "核武器国家", "nuclear-weapon State"), pair("nnws", "无核武器国家", "other State")))
    bitext = aligned([("无核武器国家。", "Other States."), ("核武器国家。", "Nuclear-weapon States.")])
    (found,) = find_occurrences([bitext], TermIndex(longer), ["nws"])
    assert (found.source.place, found.counts) == ("CD/1 body.2", (1, 1))


def test_forms_are_counted_in_a_corpus() -> None:
    counts = {one.term.text: one.count for one in count_occurrences(TERMBASE, [BITEXT])}
    assert (counts["裁谈会"], counts["裁军谈判会议"], counts["CD"], counts["reiterate"]) == (2, 0, 1, 1)
    assert "大会" not in counts
