"""Each rule by which a term is found or not, with terms of its own."""

import pytest

from cdalign.model import ConceptEntry, Term, Termbase, TermStatus, TermType
from cdalign.terminology.recognition import TermRecognizer, has_word_boundaries, make_haystack


def recognizer(*terms: Term) -> TermRecognizer:
    return TermRecognizer(Termbase(tuple(ConceptEntry(f"c{at}", (term,)) for at, term in enumerate(terms))))


def found(term: Term, text: str) -> list[str]:
    return [match.text for match in recognizer(term).find(text, term.lang)]


def en(text: str, **more: object) -> Term:
    return Term(text, "en", **more)  # type: ignore[arg-type]


def zh(text: str, **more: object) -> Term:
    return Term(text, "zh-Hans", **more)  # type: ignore[arg-type]


NPT = en("NPT", type=TermType.ACRONYM)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("the NPT and the npt", ["NPT"]),
        ("NPT/CONF.2020/1", []),
        ("NPT/2020", []),
        ("A/NPT", []),
        ("NPT/CTBT", ["NPT"]),
        ("NPT, NPTs", ["NPT", "NPTs"]),
        ("ANPT NPT2", []),
        ("(NPT)", ["NPT"]),
        ("non-NPT States", []),
        ("the NPT’s", ["NPT"]),
    ],
)
def test_an_acronym_is_found_in_its_case_and_not_in_a_symbol(text: str, places: list[str]) -> None:
    assert [one for one in found(NPT, text) if one != "NPTs"] == [one for one in places if one != "NPTs"]


@pytest.mark.parametrize(
    ("term", "text", "places"),
    [
        (en("Conference"), "the Conference, a conference", ["Conference"]),
        (en("General Committee"), "the general committee", ["general committee"]),
        (en("IAEA"), "IAEA, iaea", ["IAEA"]),
        (en("UN body"), "a un body", ["un body"]),
        (en("treaty"), "TREATY and Treaties", ["TREATY", "Treaties"]),
        (en("States’ rights"), "states' rights", ["states' rights"]),
        (en("test–ban"), "a test-ban", ["test-ban"]),
        (en("follow up", pos="verb"), "followed\n up", ["followed\n up"]),
        (en("nuclear-weapon State"), "nuclear-\n  weapon States", ["nuclear-\n  weapon States"]),
    ],
)
def test_case_marks_and_lines_hide_no_term(term: Term, text: str, places: list[str]) -> None:
    assert found(term, text) == places


@pytest.mark.parametrize(
    ("term", "text", "places"),
    [
        (zh("《禁核条约》"), "禁核条约生效", ["禁核条约"]),
        (zh("《条约》"), "条约和《条约》", ["《条约》"]),
        (zh("《公约法》"), "公约法", []),
        (zh("核查"), "核 查", ["核 查"]),
        (zh("大会", not_in=("审议大会",)), "审议大会、大会", ["大会"]),
        (zh("大会", not_in=("大会堂",)), "大会堂", []),
        (zh("大会", not_in=("大会大会",)), "大会大会", []),
        (zh("CD"), "在CD会议", ["CD"]),
        (zh("CD"), "在ACD会议", []),
        (zh("64点计划"), "164点计划", []),
    ],
)
def test_chinese_terms_need_no_boundaries_but_for_latin(term: Term, text: str, places: list[str]) -> None:
    assert found(term, text) == places


def test_the_leftmost_and_then_the_longest_is_taken_and_what_overlaps_it_is_not() -> None:
    finder = recognizer(zh("军备控制"), zh("军备"), zh("控制委员会"))
    assert [match.key for match in finder.find("军备控制委员会", "zh")] == ["c0"]
    assert [match.key for match in finder.find("军备和控制委员会", "zh")] == ["c1", "c2"]


def test_a_form_of_the_termbase_comes_before_an_inflected_one() -> None:
    finder = recognizer(en("arm"), en("arms"))
    assert [sense.term.text for sense in finder.senses("arms", "en")] == ["arms", "arm"]
    assert [match.key for match in finder.find("the arms", "en")] == ["c1"]
    assert [sense.is_own_form for sense in finder.senses("arms", "en")] == [True, False]


def test_of_two_own_forms_the_recommended_one_comes_first() -> None:
    finder = recognizer(en("arms", status=TermStatus.DEPRECATED), en("arms"))
    assert [sense.concept.id for sense in finder.senses("arms", "en")] == ["c1", "c0"]
    assert finder.senses("legs", "en") == ()


@pytest.mark.parametrize(
    ("text", "start", "stop", "is_whole"),
    [("arms", 0, 4, True), ("arms2", 0, 4, False), ("核arms军", 1, 5, True), ("aarms", 1, 5, False)],
)
def test_a_latin_word_is_not_cut(text: str, start: int, stop: int, is_whole: bool) -> None:
    assert has_word_boundaries(text, start, stop) is is_whole


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Two  Words", "two words"),
        ("two\n\tWORDS ", "two words "),
        ("nuclear-\n weapon", "nuclear-weapon"),
        ("核 武 器", "核武器"),
        ("it’s ‘so’ – –", "it's 'so' - -"),
        ("İstanbul", "İstanbul"),
    ],
)
def test_the_searched_form_and_its_way_back(text: str, folded: str) -> None:
    hay = make_haystack(text)
    assert hay.folded == folded
    assert hay.original_span(0, len(hay.folded))[0] == 0
    assert hay.original_span(0, 1) == (0, 1)
