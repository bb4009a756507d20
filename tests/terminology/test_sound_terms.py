"""The part of a file of terms with which a termbase can still be read."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cdalign.model import ConceptEntry, Severity, Term, Termbase
from cdalign.terminology import read_termbase, validate_termbase, write_termbase
from cdalign.terminology.records import TermbaseReading
from cdalign.terminology.soundness import sound_terms

GOOD = ConceptEntry("good", (Term("核查", "zh"), Term("verification", "en")), see_also=("bad",))
BAD = ConceptEntry("bad", (Term("x" * 501, "en"),))


def test_a_concept_with_a_major_fault_is_refused_and_references_to_it_go() -> None:
    sound = sound_terms(TermbaseReading(Termbase((GOOD, BAD)), lines={"bad": 3}))
    assert [entry.id for entry in sound.termbase.entries] == ["good"]
    assert sound.termbase.entries[0].see_also == ()
    assert [(fault.rule, fault.line) for fault in sound.refused] == [("term.long", 3)]


def test_an_id_that_tbx_does_not_allow_is_changed() -> None:
    sound = sound_terms(TermbaseReading(Termbase((ConceptEntry("7 a", GOOD.terms),))))
    assert sound.termbase.entries[0].id == "c7-a"


WORDS = st.text(max_size=6)
TERMS = st.builds(Term, WORDS, st.sampled_from(["zh-Hans", "en", "und"]), note=WORDS)
ENTRIES = st.builds(
    ConceptEntry, WORDS, st.lists(TERMS, max_size=3).map(tuple), definition_source=WORDS, see_also=st.tuples(WORDS)
)


@given(st.lists(ENTRIES, max_size=4).map(tuple))
def test_a_termbase_of_what_is_sound_is_read_again(entries: tuple[ConceptEntry, ...]) -> None:
    termbase = sound_terms(TermbaseReading(Termbase(entries))).termbase
    assert [fault for fault in validate_termbase(termbase) if fault.severity is Severity.MAJOR] == []


def test_what_is_sound_is_read_again_from_a_file(tmp_path: Path) -> None:
    loose = ConceptEntry("c/1", GOOD.terms, definition_source="A/1", see_also=("nowhere",))
    path = tmp_path / "termbase.tsv"
    write_termbase(path, sound_terms(TermbaseReading(Termbase((loose, BAD)))).termbase)
    assert [entry.id for entry in read_termbase(path).entries] == ["c-1"]
