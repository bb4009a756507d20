"""A concept of a termbase is written, changed and taken out."""

import pytest
from terms_fixtures import TERMBASE

from cdalign.errors import UsageError
from cdalign.model import ConceptEntry, Term, Termbase
from cdalign.terminology.editing import name_concept, replace_concept, without_concept


@pytest.mark.parametrize(
    ("english", "taken", "name"),
    [
        ("Conference on Disarmament", (), "conference-on-disarmament"),
        ("  ¡No! ", (), "no"),
        ("1540 Committee", (), "c1540-committee"),
        ("裁军", (), "concept"),
        ("ballot", ("ballot",), "ballot-2"),
        ("ballot", ("ballot", "ballot-2"), "ballot-3"),
        ("x" * 59 + " y", (), "x" * 59),
        ("x" * 70, (), "x" * 60),
    ],
)
def test_a_concept_is_named_by_its_english_term(english: str, taken: tuple[str, ...], name: str) -> None:
    assert name_concept(english, taken) == name


def test_references_go_with_the_concept_they_are_to() -> None:
    left = without_concept(TERMBASE, "ga")
    assert [entry.id for entry in left.entries] == ["cd", "reiterate"]
    assert left.by_id["cd"].see_also == ()
    assert without_concept(TERMBASE, "none") == TERMBASE


def test_a_changed_concept_keeps_its_place_and_a_new_one_is_the_last() -> None:
    changed = ConceptEntry("ga", (Term("联大", "zh"), Term("Assembly", "en")))
    assert [entry.id for entry in replace_concept(TERMBASE, changed).entries] == ["cd", "ga", "reiterate"]
    assert replace_concept(TERMBASE, changed).by_id["ga"] == changed
    new = ConceptEntry("vote", (Term("投票", "zh"), Term("vote", "en")))
    assert replace_concept(TERMBASE, new).entries == (*TERMBASE.entries, new)


def test_a_change_that_spoils_the_termbase_is_refused_with_the_repair() -> None:
    with pytest.raises(UsageError) as caught:
        replace_concept(TERMBASE, ConceptEntry("vote", (Term(" ", "zh"), Term("vote", "en"))))
    assert caught.value.advice
    with pytest.raises(UsageError):
        replace_concept(TERMBASE, ConceptEntry("vote", ()))


def test_a_fault_that_is_there_already_does_not_hold_other_changes_up() -> None:
    faulty = Termbase((*TERMBASE.entries, ConceptEntry("empty", ())))
    new = ConceptEntry("vote", (Term("投票", "zh"), Term("vote", "en")))
    assert replace_concept(faulty, new).by_id["vote"] == new
