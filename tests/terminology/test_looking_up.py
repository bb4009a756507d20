"""The order of answers, patterns, passages, and the forms under which terms are compared."""

import pytest

from cdalign.model import ConceptEntry, Term, Termbase, TermStatus
from cdalign.terminology.index import TermIndex, search_form
from cdalign.terminology.lookup import Way, equivalents, is_passage, look_up, passage_terms
from cdalign.terminology.pinyin import Readings, plain_pinyin, reading_of, sounds_like_pinyin


def entry(key: str, *texts: str, status: TermStatus = TermStatus.PREFERRED) -> ConceptEntry:
    terms = tuple(Term(text, "en" if text.isascii() else "zh-Hans", status=status) for text in texts)
    return ConceptEntry(key, terms)


INDEX = TermIndex(
    Termbase(
        (
            entry("treaty", "条约", "treaty"),
            entry("treaty-law", "条约法", "treaty law"),
            entry("old", "旧条约", "treaties of old", status=TermStatus.DEPRECATED),
            entry("draft", "条约草案", "draft treaty"),
            entry("test-ban", "《禁止试验条约》", "test-ban treaty"),
            entry("entreaty", "恳求", "entreaty"),
            entry("bus", "公共汽车", "bus"),
        )
    )
)


def answers(question: str, **more: int) -> list[tuple[str, Way]]:
    return [(hit.concept.id, hit.way) for hit in look_up(question, INDEX, **more)]


def test_the_surest_come_first_then_the_shortest_and_what_is_not_to_be_used_last() -> None:
    assert answers("treaty") == [
        ("treaty", Way.EXACT),
        ("treaty-law", Way.PREFIX),
        ("old", Way.PREFIX),
        ("draft", Way.WORDS),
        ("test-ban", Way.WORDS),
    ]
    assert answers("treaty", limit=2) == [("treaty", Way.EXACT), ("treaty-law", Way.PREFIX)]


def test_chinese_is_found_inside_a_term_and_latin_where_a_word_begins() -> None:
    assert [key for key, _ in answers("约")] == ["treaty", "treaty-law", "draft", "test-ban", "old"]
    assert [key for key, _ in answers("reaty")] == ["treaty", "entreaty"]  # by likeness
    assert {way for _, way in answers("reaty")} == {Way.LIKENESS}


def test_all_words_must_occur_in_any_order() -> None:
    assert answers("ban test") == [("test-ban", Way.WORDS)]
    assert answers("law treaty") == [("treaty-law", Way.WORDS)]
    assert Way.WORDS not in {way for _, way in answers("law draft")}


@pytest.mark.parametrize(
    ("pattern", "keys"),
    [
        ("treaty*", ["treaty", "treaty-law"]),
        ("*treaty", ["treaty", "entreaty", "draft", "test-ban"]),
        ("*条约*", ["treaty", "treaty-law", "draft", "test-ban", "old"]),
        ("条*案", ["draft"]),
        ("t*t*y", ["treaty", "test-ban"]),
        ("tr.aty*", []),
        ("*", []),
        ("* *", []),
    ],
)
def test_a_star_stands_for_any_characters_of_one_term(pattern: str, keys: list[str]) -> None:
    assert [key for key, _ in answers(pattern)] == keys
    assert {way for _, way in answers(pattern)} <= {Way.PATTERN}


def test_sounds_are_asked_only_where_no_term_is_written_so() -> None:
    assert answers("bus") == [("bus", Way.EXACT)]
    assert ("treaty", Way.PINYIN) in answers("tiaoyue")
    assert answers("gg")[0] == ("bus", Way.INITIALS)
    assert answers("ty")[0] == ("treaty", Way.INITIALS)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("《禁核条约》", "禁核条约"),
        ("Nuclear-Weapon  State", "nuclear weapon state"),
        ("a‑b–c/d", "a b c d"),
        ("“CD” (1979)", "cd 1979"),
        ("禁 核\n条 约", "禁核条约"),
        ("\x00a\x00", "a"),
        (" ", ""),
    ],
)
def test_texts_are_compared_without_marks_case_and_joints(text: str, form: str) -> None:
    assert search_form(text) == form


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("条约法和条约草案", True),
        ("The treaty law. The draft treaty.", True),
        ("treaty", False),
        ("条约", False),
        ("treaty.", False),
        ("treaty, draft", True),
        ("nothing of these", False),
        ("", False),
        ("a treaty and a test-ban", False),
    ],
)
def test_several_terms_or_sentences_are_a_passage(text: str, is_one: bool) -> None:
    assert is_passage(text, INDEX) is is_one


def test_the_terms_of_a_passage_come_in_the_order_of_their_first_places() -> None:
    found = passage_terms("the draft treaty and treaties, a draft treaty", INDEX)
    assert [(term.concept.id, [match.text for match in term.matches]) for term in found] == [
        ("draft", ["draft treaty", "draft treaty"]),
        ("treaty", ["treaties"]),
    ]


def test_equivalents_are_of_chinese_or_english_alone() -> None:
    terms = (Term("traité", "fr"), Term("條約", "zh-Hant"), Term("treaty", "en-GB"))
    concept = ConceptEntry("treaty", terms)
    assert [term.text for term in equivalents(concept, "zh")] == ["treaty"]
    assert [term.text for term in equivalents(concept, "en")] == ["條約"]
    assert [term.text for term in equivalents(concept, "fr")] == ["條約"]


@pytest.mark.parametrize(
    ("question", "letters", "is_sound"),
    [
        ("Cái tán huì", "caitanhui", True),
        ("lü", "lv", True),
        ("cd", "cd", True),
        ("x" * 60, "x" * 60, True),
        ("x" * 61, "x" * 61, False),
        ("裁谈", "裁谈", False),
        ("", "", False),
    ],
)
def test_pinyin_is_letters_alone(question: str, letters: str, is_sound: bool) -> None:
    assert (plain_pinyin(question), sounds_like_pinyin(question)) == (letters, is_sound)


def test_a_character_is_read_as_it_mostly_is() -> None:
    assert [reading_of(char) for char in "重会a，"] == ["zhong", "hui", "", ""]


def test_only_characters_of_the_text_are_in_a_pattern() -> None:
    readings = Readings("谈会")
    assert readings.initials_pattern("th") == "[t谈][h会]"
    assert readings.syllables_pattern("tanh") == "[谈][会]"
    assert readings.syllables_pattern("caihui") == ""


def test_initials_are_the_likelier_the_more_of_a_term_they_say() -> None:
    found = {hit.concept.id: hit.likeness for hit in look_up("ty", INDEX)}
    assert found["treaty"] == 100.0
    assert found["treaty-law"] == pytest.approx(200 / 3)
    assert found["draft"] == 50.0


def test_a_syllable_may_be_one_letter() -> None:
    assert Readings("俄国").syllables_pattern("eguo") == "[俄][国]"
