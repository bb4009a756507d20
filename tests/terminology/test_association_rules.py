"""Runs of words, what comes with what, and what of it is proposed."""

from math import exp

import pytest

from cdalign.lexicon.entries import Lexicon
from cdalign.model import Term, Termbase, TermType, TranslationUnit
from cdalign.terminology.extraction.association import Association, chinese_runs, english_runs
from cdalign.terminology.extraction.proposals import Proposal, ProposalKind, propose_terms_of_units


def test_a_run_has_eight_words_at_most_and_one_at_least() -> None:
    words = ["one", "word", "follows", "another", "word", "until", "ten", "words", "came", "here", "now"]
    lengths = {len(run.split()) for _, run in english_runs(" ".join(words))}
    assert max(lengths) == 8


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("States parties", {("state", "States"), ("party", "parties"), ("state party", "States parties")}),
        ("the State’s duty", {("state", "State’s"), ("duty", "duty"), ("state duty", "State’s duty")}),
        ("the rule; law", {("rule", "rule"), ("law", "law")}),
        ("nuclear-weapon", {("nuclear-weapon", "nuclear-weapon")}),
        ("of the", set()),
        ("", set()),
    ],
)
def test_runs_are_folded_by_case_and_number(text: str, runs: set[tuple[str, str]]) -> None:
    assert set(english_runs(text)) == runs


@pytest.mark.parametrize(
    ("units", "least", "runs"),
    [
        (["裂变材料", "裂变材料"], 2, {"裂变材料": 2}),
        (["裂变材料"], 2, {}),
        (["裂变材料"], 1, {"裂变材料": 1}),
        (["裂变材料", "裂变材料", "材料", "材料"], 2, {"裂变材料": 2, "材料": 4}),
        (["的材料", "和材料"], 2, {"材料": 2}),
        (["材料，裂变", "材料。裂变"], 2, {"材料": 2, "裂变": 2}),
        (["材", "材"], 1, {}),
        (["材料材料"], 1, {"材料材料": 1}),
    ],
)
def test_a_run_of_han_is_a_term_where_no_longer_one_takes_its_places(
    units: list[str], least: int, runs: dict[str, int]
) -> None:
    assert chinese_runs(units, least) == runs


UNITS = [("裁军进程", "disarmament process"), ("核查进程", "verification process"), ("裁军会议", "disarmament talks")]


def test_a_rendering_is_scored_by_how_often_both_come_together() -> None:
    found = {one.text: one for one in Association(UNITS).renderings("裁军", 10)}
    # Twice together of two and two; once of two and one; once of two and two: without a lexicon two fifths of it.
    assert found["disarmament"].score == pytest.approx(0.4)
    assert found["talks"].score == pytest.approx(0.4 * 2 / 3)
    assert found["process"].score == pytest.approx(0.4 / 2)
    assert found["disarmament talks"].score == pytest.approx(0.4 * 2 / 3 * exp(-0.2))
    assert {text: one.together for text, one in found.items()} == {
        "disarmament": 2, "talks": 1, "process": 1, "disarmament process": 1, "disarmament talks": 1,
    }  # fmt: skip


def test_of_two_that_come_as_often_the_longer_is_first() -> None:
    found = Association([("裁军会议", "disarmament talks")]).renderings("裁军会议")
    assert found[0].text == "disarmament talks"
    assert len(Association(UNITS).renderings("裁军", 2)) == 2
    assert Association(UNITS).renderings("没有") == ()


def test_the_share_of_words_that_the_lexicon_explains() -> None:
    lexicon = Lexicon({"裁军": (("disarmament", 1.0),), "会议": (("conference", 0.5), ("meeting", 0.5))})
    found = Association([], lexicon)
    assert found.share_known("裁军会议", "Disarmament Conferences") == 1.0
    assert found.share_known("裁军会议", "disarmament process") == 0.5
    assert found.share_known("裁军会议", "the process") == 0.0
    assert found.share_known("裁军会议", "of the") == 0.0


def proposals(*pairs: tuple[str, str], least: int = 2) -> list[Proposal]:
    units = [TranslationUnit(source, target, "zh-Hans", "en", id=f"u{at}") for at, (source, target) in enumerate(pairs)]
    return list(propose_terms_of_units(units, Termbase(), Lexicon(), least=least))


def of_kind(kind: ProposalKind, *pairs: tuple[str, str]) -> list[tuple[list[str], list[str], float, int]]:
    return [
        ([term.text for term in one.chinese], [term.text for term in one.english], one.confidence, one.count)
        for one in proposals(*pairs)
        if one.kind is kind
    ]


def test_definitions_of_both_languages_are_one_proposal() -> None:
    pair = ("联合国裁军研究所(裁研所)", "United Nations Institute for Disarmament Research (UNIDIR)")
    [one] = proposals(pair)
    assert one.chinese == (Term("联合国裁军研究所", "zh-Hans"), Term("裁研所", "zh-Hans", TermType.SHORT_FORM))
    assert one.english[1] == Term("UNIDIR", "en", TermType.ACRONYM)
    assert (one.kind, one.confidence, one.place) == (ProposalKind.DEFINITION, 0.98, "u0")


def test_a_definition_of_one_language_alone_is_half_as_sure() -> None:
    assert of_kind(ProposalKind.DEFINITION, ("联合国裁军研究所(裁研所)", "the institute")) == [
        (["联合国裁军研究所", "裁研所"], [], 0.49, 1)
    ]


def test_definitions_that_are_not_as_many_are_matched_by_their_acronym() -> None:
    pair = ("世界气象组织(气象组织)和特别信托基金(STF)", "the Special Trust Fund (STF)")
    assert of_kind(ProposalKind.DEFINITION, pair) == [
        (["特别信托基金", "STF"], ["Special Trust Fund", "STF"], 0.98, 1),
        (["世界气象组织", "气象组织"], [], 0.49, 1),
    ]


def test_symbols_must_occur_on_both_sides() -> None:
    found = of_kind(
        ProposalKind.SYMBOL, ("见CD/1299和CD/1300", "see CD/1299"), ("CD/1299", "of CD/1299"), ("CD/1", "CD/2")
    )
    assert found == [(["CD/1299"], ["CD/1299"], 0.95, 2)]


def test_a_title_has_the_english_name_that_the_lexicon_explains_best() -> None:
    lexicon = Lexicon({"禁": (("ban", 1.0),), "条约": (("treaty", 1.0),)})
    unit = TranslationUnit("《禁核条约》", "The Ban Treaty and the Test Fund", "zh-Hans", "en")
    bare = TranslationUnit("《公约》", "the convention", "zh-Hans", "en")
    found = [
        ([term.text for term in one.chinese], [term.text for term in one.english], one.confidence)
        for one in propose_terms_of_units([unit, bare], Termbase(), lexicon)
        if one.kind is ProposalKind.TITLE
    ]
    assert found == [(["禁核条约"], ["The Ban Treaty and the Test Fund"], 0.7 * 2 / 4), (["公约"], [], 0.2)]


def test_a_title_has_a_name_only_if_it_comes_with_it_everywhere() -> None:
    pairs = ("《禁核条约》", "The Ban Treaty"), ("《禁核条约》第一条", "article 1 of the Treaty Law")
    [(chinese, english, confidence, count)] = of_kind(ProposalKind.TITLE, *pairs)
    assert (chinese, english, confidence, count) == (["禁核条约"], [], 0.2, 2)


def test_statistics_rest_on_as_many_sentences_as_are_asked_for() -> None:
    pairs = [("裂变材料", "fissile material")] * 3
    assert of_kind(ProposalKind.STATISTICS, *pairs) == []  # equal units count once
    others = [(f"{mark}裂变材料", f"{mark} fissile material") for mark in ("甲，", "乙，", "丙，")]
    [(chinese, english, confidence, count)] = of_kind(ProposalKind.STATISTICS, *others)
    assert (chinese, english, count) == (["裂变材料"], ["fissile material"], 3)
    assert confidence == pytest.approx(0.4 * 3 / 4)
    assert not [one for one in proposals(*others, least=4) if one.kind is ProposalKind.STATISTICS]


def test_a_proposal_shows_a_sentence_that_has_its_chinese() -> None:
    pairs = [
        ("甲", "Fissile Materials here"),
        *((f"{mark}，裂变材料", f"{mark} fissile material") for mark in "乙丙丁戊"),
    ]
    [one] = [one for one in proposals(*pairs) if one.kind is ProposalKind.STATISTICS]
    assert (one.place, one.source) == ("u1", "乙，裂变材料")
