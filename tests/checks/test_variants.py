"""Several names of one thing in one document."""

import pytest
from pairs import said_of, termbase_of

from cdalign.checks.variants import _head_of
from cdalign.model import Severity

TERMS = (
    "basin | zh | 河流流域管理",
    "basin | zh | 河流的流域管理 | variant | admitted",
    "basin | zh | 管理河流流域 | variant | admitted",
    "plan | zh | 河流流域管理计划",
    "group | zh | 沿岸国家集团 | fullForm | preferred | groups of States",
    "group | zh | 河岸国家集团 | variant | admitted | groups of States",
    "short | zh | 水资源综合开发",
    "short | zh | 水开发 | shortForm",
)
BASE = termbase_of(*TERMS)


def test_two_names_are_reported_with_counts_and_the_preferred_one() -> None:
    (found,) = said_of("zh", "沿岸国家集团开会。\n河岸国家集团发言。\n河岸国家集团散会。", "variants.terms", BASE)
    assert found.message.startswith("河岸国家集团 (2: body.2, body.3); 沿岸国家集团 (1: body.1)")
    assert found.expected == "沿岸国家集团"
    assert found.severity is Severity.MAJOR


def test_a_name_inside_a_longer_term_counts() -> None:
    (found,) = said_of("zh", "河流流域管理计划通过。\n河流的流域管理重要。", "variants.terms", BASE)
    assert "河流流域管理 (1: body.1)" in found.message
    assert found.severity is Severity.MINOR


@pytest.mark.parametrize(
    "text",
    [
        "沿岸国家集团开会。\n沿岸国家集团散会。",
        # A short form beside its full form.
        "水资源综合开发重要。\n水开发继续。",
    ],
)
def test_one_name_is_quiet(text: str) -> None:
    assert said_of("zh", text, "variants.terms", BASE) == []


def test_a_denied_sentence_still_names() -> None:
    base = termbase_of("binding | zh | 具有约束效力", "binding | zh | 约束上有效力 | variant | admitted")
    (found,) = said_of("zh", "规则并非具有约束效力。\n规则约束上有效力。", "variants.terms", base)
    assert "具有约束效力 (1: body.1)" in found.message


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        ("zh", "各国减少核风险。\n各国降低核风险。", 1),
        ("zh", "各国减少核风险。\n各国减少核风险。", 0),
        ("zh", "各国减少核风险。\n各国降低关税。", 0),
        ("fr", "réduire\ndiminuer", 0),
    ],
)
def test_words_that_stand_for_each_other_before_the_same_words(lang: str, text: str, count: int) -> None:
    assert len(said_of(lang, text, "variants.words")) == count


def test_what_the_termbase_knows_is_left_to_its_own_rule() -> None:
    base = termbase_of("risk | zh | 降低核风险", "risk | zh | 减少核风险 | variant | admitted")
    text = "各国减少核风险。\n各国降低核风险。"
    assert said_of("zh", text, "variants.words", base) == []
    assert len(said_of("zh", text, "variants.terms", base)) == 1


def test_a_name_inside_another_form_of_its_concept_does_not_count() -> None:
    base = termbase_of(
        "group | zh | 沿岸国家集团",
        "group | zh | 沿岸国家集团大会 | variant",
        "group | zh | 河岸国家集团 | variant",
    )
    text = "沿岸国家集团大会开幕。\n沿岸国家集团开会。\n河岸国家集团发言。"
    found = said_of("zh", text, "variants.terms", base)
    assert any("沿岸国家集团 (1: body.2)" in one.message for one in found)


@pytest.mark.parametrize(("run", "words"), [("safe drinking water supply", "safe drinking"), ("safe", "")])
def test_an_english_run_begins_with_whole_words(run: str, words: str) -> None:
    assert _head_of(run, "en", 2) == words


@pytest.mark.parametrize(
    ("run", "shared", "words"),
    [
        ("加强国际合作机制", 2, "加强"),
        ("加强国际合作机制", 3, "加强国际合作"),
        ("加", 2, ""),
        # Characters in a row that are no words are one word; before 的 it ends.
        ("甫岚嵘岛", 2, "甫岚嵘岛"),
        ("甫岚的岛", 2, "甫岚"),
    ],
)
def test_a_chinese_run_begins_with_whole_words(run: str, shared: int, words: str) -> None:
    assert _head_of(run, "zh", shared) == words
