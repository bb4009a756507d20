"""Records become concepts: what is joined, what is a fault, and which value is taken then."""

import pytest

from cdalign.model import ConceptEntry, Term, TermStatus, TermType
from cdalign.terminology.gathering import gather_concepts, split_list
from cdalign.terminology.records import TermRecord, records_of


def faults(*records: TermRecord) -> list[tuple[str, str, int, str]]:
    return [(fault.rule, fault.detail, fault.line, fault.unit) for fault in gather_concepts(records).faults]


def term_of(record: TermRecord) -> Term:
    return (
        gather_concepts([record._replace(concept="a", term="x", lang=record.lang or "en")]).termbase.entries[0].terms[0]
    )


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("", TermType.FULL_FORM),
        ("acronym", TermType.ACRONYM),
        ("Acronym", TermType.ACRONYM),
        ("initialism", TermType.ACRONYM),
        ("shortForm", TermType.SHORT_FORM),
        ("short form", TermType.SHORT_FORM),
        ("synonym", TermType.VARIANT),
        ("entryTerm", TermType.FULL_FORM),
        ("setPhrase", TermType.PHRASE),
        ("unheard", TermType.FULL_FORM),
    ],
)
def test_types_are_known_under_the_names_of_other_tools(word: str, kind: TermType) -> None:
    assert term_of(TermRecord(type=word)).type is kind


@pytest.mark.parametrize(
    ("word", "pos"), [("", "noun"), ("v", "verb"), ("Adj", "adjective"), ("properNoun", "noun"), ("particle", "other")]
)
def test_parts_of_speech_are_known_by_their_letters(word: str, pos: str) -> None:
    assert term_of(TermRecord(pos=word)).pos == pos


@pytest.mark.parametrize(
    ("word", "status"),
    [("", TermStatus.PREFERRED), ("forbidden", TermStatus.DEPRECATED), ("formal", TermStatus.ADMITTED)],
)
def test_a_status_that_nobody_knows_is_no_recommendation(word: str, status: TermStatus) -> None:
    assert term_of(TermRecord(status=word)).status is status


@pytest.mark.parametrize(
    ("word", "is_detected"), [("", True), ("no", False), ("FALSE", False), ("1", True), ("?", True)]
)
def test_detection_is_on_unless_it_is_turned_off(word: str, is_detected: bool) -> None:
    assert term_of(TermRecord(detect=word)).is_detected is is_detected


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        ("ZH_hans", "zh-Hans"),
        ("eng", "en"),
        ("zh-Hant-HK", "zh-Hant-HK"),
        ("de-1901", "und"),
        ("es-419", "es-419"),
        ("Chinese", "und"),
    ],
)
def test_languages_get_their_usual_case(word: str, tag: str) -> None:
    assert term_of(TermRecord(lang=word)).lang == tag


def test_a_fault_is_told_for_each_record_that_has_it() -> None:
    records = [TermRecord("a", "en", word, type="odd", line=line) for line, word in enumerate("xy", 1)]
    assert faults(*records) == [("type.unknown", "odd", 1, "a"), ("type.unknown", "odd", 2, "a")]


def test_what_the_first_record_left_open_comes_from_a_later_one() -> None:
    records = [
        TermRecord("a", "en", "x", subject="law", line=3),
        TermRecord("a", "zh", "甲", subject="war", definition="d", see_also="b;c", line=4),
        TermRecord("a", "zh", "乙", subject="law", definition="other", concept_note="n", line=5),
    ]
    reading = gather_concepts(records, "title")
    terms = (Term("x", "en"), Term("甲", "zh"), Term("乙", "zh"))
    assert reading.termbase.entries == (ConceptEntry("a", terms, "law", "d", "", "n", ("b", "c")),)
    assert (reading.termbase.title, reading.lines) == ("title", {"a": 3})
    assert faults(*records) == [
        ("attribute.conflict", "subject war", 4, "a"),
        ("attribute.conflict", "definition other", 5, "a"),
    ]


def test_records_without_a_term_or_a_concept() -> None:
    assert faults(TermRecord("a", line=1)) == []
    assert faults(TermRecord("a", "en", line=1)) == [("term.empty", "", 1, "a")]
    assert faults(TermRecord("", "en", "x", line=2)) == [("concept.missing", "x", 2, "")]
    assert gather_concepts([TermRecord("", "en", "x")]).termbase.entries == ()
    assert gather_concepts([TermRecord("a", subject="law")]).termbase.entries == (ConceptEntry("a", (), "law"),)


@pytest.mark.parametrize("identity", ["1a", "a b", "-a", "a/b", "a:b"])
def test_an_id_must_be_an_xml_name(identity: str) -> None:
    assert faults(TermRecord(identity, "en", "x", line=1)) == [("concept.id", identity, 1, identity)]


@pytest.mark.parametrize("identity", ["a1", "_a", "a.b-c", "词条"])
def test_an_xml_name_is_an_id(identity: str) -> None:
    assert faults(TermRecord(identity, "en", "x")) == []


def test_controls_in_a_term_become_spaces_and_other_marks_stay() -> None:
    reading = gather_concepts([TermRecord("a", "en", "x\x00y\nz", line=2), TermRecord("a", "en", "x\u200by")])
    assert [term.text for term in reading.termbase.entries[0].terms] == ["x y z", "x\u200by"]
    assert [(fault.rule, fault.line) for fault in reading.faults] == [("term.control", 2)]


@pytest.mark.parametrize(
    ("cell", "parts"),
    [("", ()), (" ; ", ()), ("a", ("a",)), ("a; b；c | d;", ("a", "b", "c", "d")), ("a, b", ("a, b",))],
)
def test_a_list_is_parted_at_semicolons_and_bars(cell: str, parts: tuple[str, ...]) -> None:
    assert split_list(cell) == parts


def test_a_concept_goes_into_records_and_comes_back() -> None:
    terms = (Term("x", "en", note="n", not_in=("xy", "xz"), is_detected=False), Term("甲", "zh"))
    entry = ConceptEntry("a", terms, "law", "d", "CD/1", "note", ("b", "c"))
    first, second = records_of(entry)
    assert (first.definition, first.not_in, first.detect, second.definition, second.detect) == (
        "d",
        "xy; xz",
        "no",
        "",
        "",
    )
    assert gather_concepts([first, second]).termbase.entries == (entry,)
    bare = ConceptEntry("b", (), "law")
    assert gather_concepts(records_of(bare)).termbase.entries == (bare,)
