import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from terms_fixtures import TERMBASE

from cdalign.model import ConceptEntry, Term, Termbase
from cdalign.terminology.index import LIKE_ENOUGH, TermIndex, search_form
from cdalign.terminology.lookup import Way, equivalents, is_passage, look_up, passage_terms
from cdalign.terminology.pinyin import Readings, plain_pinyin
from cdalign.text import contains_han

TREATIES = (
    ConceptEntry("tpnw", (Term("《禁止核武器条约》", "zh-Hans"), Term("《禁核条约》", "zh-Hans"), Term("TPNW", "en"))),
    ConceptEntry("annex-2", (Term("附件 2 国家", "zh-Hans"), Term("annex 2 State", "en"))),
    ConceptEntry("nws", (Term("核武器国家", "zh-Hans"), Term("nuclear-weapon State", "en"))),
    ConceptEntry("nnws", (Term("无核武器国家", "zh-Hans"), Term("non-nuclear-weapon State", "en"))),
    ConceptEntry("chief", (Term("处长", "zh-Hans"), Term("chief", "en"))),
)
INDEX = TermIndex(Termbase(TERMBASE.entries + TREATIES))


@pytest.mark.parametrize(
    ("question", "concept", "way"),
    [
        ("裁谈会", "cd", Way.EXACT),
        ("裁談會", "cd", Way.EXACT),
        ("禁核条约", "tpnw", Way.EXACT),
        ("《禁核条约》", "tpnw", Way.EXACT),
        ("附件 2 国家", "annex-2", Way.EXACT),
        ("附件2国家", "annex-2", Way.EXACT),
        ("附件２国家", "annex-2", Way.EXACT),
        ("tpnw", "tpnw", Way.EXACT),
        ("Annex 2 States", "annex-2", Way.EXACT),
        ("nuclear weapon states", "nws", Way.EXACT),
        ("裁军谈判", "cd", Way.PREFIX),
        ("disarmament conference on", "cd", Way.WORDS),
        ("谈判会议", "cd", Way.WORDS),
        ("无*国家", "nnws", Way.PATTERN),
        ("cth", "cd", Way.INITIALS),
        ("CTH", "cd", Way.INITIALS),
        ("caitanhui", "cd", Way.PINYIN),
        ("Cái tán huì", "cd", Way.PINYIN),
        ("cai tan h", "cd", Way.PINYIN),
        ("chuzhang", "chief", Way.PINYIN),
        ("Conference on Disarmment", "cd", Way.LIKENESS),
        ("裁军谈叛会议", "cd", Way.LIKENESS),
    ],
)
def test_a_question_finds_its_concept(question: str, concept: str, way: Way) -> None:
    hit = look_up(question, INDEX)[0]
    assert (hit.concept.id, hit.way) == (concept, way)


def test_sure_hits_come_first_and_each_concept_once() -> None:
    hits = look_up("核武器国家", INDEX)
    assert [(hit.concept.id, hit.way) for hit in hits] == [("nws", Way.EXACT), ("nnws", Way.WORDS)]


def test_one_hit_may_be_one_that_is_only_alike() -> None:
    assert [hit.concept.id for hit in look_up("Conference on Disarmment", INDEX, limit=1)] == ["cd"]


def test_an_acronym_leads_to_the_full_form_and_back() -> None:
    (hit, *_) = look_up("CD", INDEX)
    assert "Conference on Disarmament" in {term.text for term in hit.concept.terms}


@pytest.mark.parametrize("question", ["", "  ", "*", "，。", "\x00", "zzzzqqqq", "(", "["])
def test_a_question_that_nothing_answers(question: str) -> None:
    assert look_up(question, INDEX) == ()


def test_a_passage_is_told_from_a_term() -> None:
    assert is_passage("核武器国家和无核武器国家重申", INDEX)
    assert is_passage("裁谈会重申。", INDEX)
    assert not is_passage("附件 2 国家", INDEX)
    assert not is_passage("裁谈", INDEX)
    assert not is_passage("something else", INDEX)


def test_every_term_of_a_passage_is_given_with_its_places() -> None:
    text = "裁谈会重申,裁军谈判会议和无核武器国家"
    found = [(term.concept.id, term.term.text, len(term.matches)) for term in passage_terms(text, INDEX)]
    assert found == [("cd", "裁谈会", 2), ("reiterate", "重申", 1), ("nnws", "无核武器国家", 1)]


def test_equivalents_are_of_the_other_language_and_deprecated_ones_last() -> None:
    cd = INDEX.termbase.by_id["cd"]
    assert [term.text for term in equivalents(cd, "zh")] == [
        "Conference on Disarmament",
        "CD",
        "Disarmament Conference",
    ]
    assert [term.text for term in equivalents(cd, "en")] == ["裁军谈判会议", "裁谈会"]


def test_pinyin_is_cut_into_syllables_in_every_way() -> None:
    assert plain_pinyin("Lǚ xíng") == "lvxing"
    readings = Readings("先西安重申")
    assert re.fullmatch(readings.syllables_pattern("xian"), "先")
    assert re.fullmatch(readings.syllables_pattern("xian"), "西安")
    assert re.fullmatch(readings.initials_pattern("cs"), "重申")
    assert re.fullmatch(readings.initials_pattern("zs"), "重申")
    assert readings.syllables_pattern("xqz") == ""


@settings(max_examples=100)
@given(st.text(max_size=12))
def test_no_question_breaks_the_search(question: str) -> None:
    hits = look_up(question, INDEX)
    assert len({hit.concept.id for hit in hits}) == len(hits)


@settings(max_examples=30)
@given(st.sampled_from([term.text for entry in INDEX.termbase.entries for term in entry.terms]))
def test_every_term_is_found_by_itself(text: str) -> None:
    assert any(hit.term.text == text and hit.way is Way.EXACT for hit in look_up(text, INDEX))


def test_a_question_longer_than_any_term_has_no_answer() -> None:
    assert look_up("裁谈会" * 200, INDEX) == ()


@settings(max_examples=100)
@given(st.text(alphabet="裁谈会核武器国家abn ‑", min_size=1, max_size=12))
def test_what_is_alike_is_what_comparing_every_term_finds(question: str) -> None:
    from rapidfuzz import fuzz

    wanted = search_form(question)
    every = [(place, fuzz.ratio(wanted, key)) for place, key in enumerate(INDEX.keys)]
    same_script = [pair for pair in every if contains_han(wanted) == contains_han(INDEX.keys[pair[0]])]
    assert sorted(INDEX.alike(wanted, 1000)) == [pair for pair in same_script if pair[1] >= LIKE_ENOUGH]
