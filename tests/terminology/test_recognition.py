import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdalign.model import ConceptEntry, Term, Termbase, TermStatus, TermType
from cdalign.terminology.recognition import TermRecognizer, has_word_boundaries, make_haystack
from cdalign.terminology.termbase import read_termbase

A = TermType.ACRONYM


def concept(key: str, *terms: Term) -> ConceptEntry:
    return ConceptEntry(key, terms)


def zh(text: str, **more: object) -> Term:
    return Term(text, "zh-Hans", **more)  # type: ignore[arg-type]


def en(text: str, **more: object) -> Term:
    return Term(text, "en", **more)  # type: ignore[arg-type]


TERMS = TermRecognizer(
    Termbase(
        (
            concept("nws", zh("核武器国家"), en("nuclear-weapon State")),
            concept("nnws", zh("无核武器国家"), en("non-nuclear-weapon State")),
            concept("ga", zh("大会", not_in=("审议大会", "延期大会")), en("General Assembly")),
            concept("cd", zh("裁军谈判会议"), zh("裁谈会"), en("Conference on Disarmament"), en("CD", type=A)),
            concept("conference", en("Conference", not_in=("Review Conference", "Conference on Disarmament"))),
            concept("party", zh("缔约国"), en("State party")),
            concept("ctbt", zh("《全面禁止核试验条约》"), zh("《条约》"), en("CTBT", type=A)),
            concept("annex2", zh("附件 2 国家"), en("Annex 2 States")),
            concept("reiterate", zh("重申", pos="verb"), en("reiterate", pos="verb")),
            concept("note", en("take note of", pos="verb")),
            concept("wmd", en("weapon of mass destruction"), en("WMD", type=A)),
            concept("arms", en("arms")),
            concept("hidden", zh("问题", is_detected=False), en("issue", is_detected=False)),
            concept("ngo", en("NGO", type=A)),
        )
    )
)


def found(text: str, lang: str) -> list[tuple[str, str]]:
    return [(match.key, match.text) for match in TERMS.find(text, lang)]


def test_the_longest_term_wins() -> None:
    assert found("核武器国家和无核武器国家", "zh") == [("nws", "核武器国家"), ("nnws", "无核武器国家")]


def test_a_wrong_longer_match_does_not_hide_a_right_shorter_one() -> None:
    recognizer = TermRecognizer(Termbase((concept("a", en("arms race")), concept("b", en("arms")))))
    assert [(match.key) for match in recognizer.find("arms racetrack", "en")] == ["b"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("联合国大会", ["ga"]),
        ("2010 年审议大会", []),
        ("审议和延期大会与大会", ["ga"]),
        ("审议大会和大会", ["ga"]),
    ],
)
def test_a_term_is_not_found_inside_its_negative_contexts(text: str, keys: list[str]) -> None:
    assert [key for key, _ in found(text, "zh")] == keys


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("呼吁其余“附\n件 2 国家”签署", "附\n件 2 国家"),
        ("呼吁附件2国家", "附件2国家"),
        ("呼籲附件２國家", "附件２國家"),
        ("《全面禁止核\n\n试验条约》", "《全面禁止核\n\n试验条约》"),
        ("全面禁止核试\f验条约", "全面禁止核试\f验条约"),
    ],
)
def test_neither_lines_nor_widths_nor_script_hide_a_chinese_term(text: str, words: str) -> None:
    assert [match for _, match in found(text, "zh")] == [words]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("the States parties' views", ["party"]),
        ("States\n  Parties", ["party"]),
        ("STATE PARTY", ["party"]),
        ("nuclear-weapon States’ arsenals", ["nws"]),
        ("nuclear-\nweapon States", ["nws"]),
        ("non-nuclear-weapon States", ["nnws"]),
        ("weapons of mass destruction", ["wmd"]),
        ("delegations reiterated it, reiterating", ["reiterate", "reiterate"]),
        ("took note of and taking note of", ["note", "note"]),
        ("States that are parties", []),
        ("army and arm", []),
        ("NGOs and ngo", ["ngo"]),
        ("the conference of the Review Conference", []),
        ("the Conference's work, the Conference on Disarmament", ["conference", "cd"]),
        ("CD/2119 and the CD", ["cd"]),
        ("A/CD/1 and ACDC", []),
        ("an issue", []),
    ],
)
def test_english_forms(text: str, keys: list[str]) -> None:
    assert [key for key, _ in found(text, "en")] == keys


def test_latin_boundaries_stand_only_at_the_ends_and_only_for_latin() -> None:
    recognizer = TermRecognizer(Termbase((concept("a", zh("CD", type=A)), concept("b", zh("64点行动计划")))))
    text = "据CD决定的64 点行动计划，164点行动计划"
    assert [match.text for match in recognizer.find(text, "zh")] == ["CD", "64 点行动计划"]


def test_a_stretch_may_be_cut_at_the_second_character_too() -> None:
    assert not has_word_boundaries("xarms", 1, 5)
    assert not has_word_boundaries("armsx", 0, 4)
    assert has_word_boundaries("核arms", 1, 5)


def test_a_negated_term_at_the_beginning_is_another_one() -> None:
    assert found("Non-arms matters", "en") == []
    assert found("Arms matters", "en") == [("arms", "Arms")]


def test_a_letter_that_is_two_in_lower_case_hides_no_term() -> None:
    assert found("İzmir and ARMS", "en") == [("arms", "ARMS")]


def test_a_short_title_is_found_only_with_its_brackets() -> None:
    assert found("条约和《条约》", "zh") == [("ctbt", "《条约》")]


def test_terms_that_are_not_to_be_detected_are_not() -> None:
    assert found("问题", "zh") == []


def test_senses_say_which_term_was_met_and_prefer_the_preferred_one() -> None:
    old = en("treaty", status=TermStatus.DEPRECATED)
    recognizer = TermRecognizer(Termbase((concept("a", old), concept("b", en("treaty")))))
    assert [match.key for match in recognizer.find("two treaties", "en")] == ["b"]
    assert [(sense.concept.id, sense.term.status) for sense in recognizer.senses("treaties", "en")] == [
        ("b", TermStatus.PREFERRED),
        ("a", TermStatus.DEPRECATED),
    ]


def test_an_empty_text_and_an_empty_termbase_have_no_terms() -> None:
    assert TERMS.find("", "zh") == ()
    assert TermRecognizer(Termbase()).find("裁谈会", "zh") == ()


@settings(max_examples=150)
@given(st.text(alphabet="裁谈会核武器国家 无附件2\n大審議NGO s-", max_size=40))
def test_matches_are_in_order_without_overlap_and_quote_the_text(text: str) -> None:
    end = 0
    for match in TERMS.find(text, "zh"):
        assert end <= match.start < match.stop <= len(text)
        assert text[match.start : match.stop] == match.text
        end = match.stop


@settings(max_examples=150)
@given(st.text(max_size=40))
def test_the_searched_form_keeps_its_way_back(text: str) -> None:
    hay = make_haystack(text)
    assert len(hay.folded) == len(hay.cased) == len(hay.offsets)
    for at in range(len(hay.folded)):
        start, stop = hay.original_span(at, at + 1)
        assert 0 <= start < stop <= len(text)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_miss_and_no_false_hit_in_twenty_paragraphs_checked_by_hand(lang: str) -> None:
    folder = Path(__file__).parent
    recognizer = TermRecognizer(read_termbase(folder / "marked-terms.tsv"))
    lines = (folder / f"marked-{lang}.tsv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 20
    for line in lines:
        place, marked = line.split("\t")
        plain = re.sub(r"\{[^|{}]*\|([^{}]*)\}", r"\1", marked)
        wanted = re.findall(r"\{([^|{}]*)\|([^{}]*)\}", marked)
        assert [(match.key, match.text) for match in recognizer.find(plain, lang)] == wanted, place


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("non-nuclear", []),
        ("a non-nuclear State", []),
        ("anon-nuclear", []),
        ("a nuclear State", ["nuclear"]),
        ("non-X光", []),
        ("non-核武器", ["核武器"]),
        ("non-核A", ["核A"]),
    ],
)
def test_a_term_that_non_denies_does_not_occur(text: str, found: list[str]) -> None:
    forms = {"en": ["nuclear"], "zh": ["X光", "核武器", "核A"]}
    entries = (ConceptEntry(form, (Term(form, lang),)) for lang, each in forms.items() for form in each)
    recognizer = TermRecognizer(Termbase(tuple(entries)))
    lang = "en" if text.isascii() else "zh"
    assert [match.text for match in recognizer.find(text, lang)] == found
