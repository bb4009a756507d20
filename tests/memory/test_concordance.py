import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from memory_units import unit

from cdalign.memory import Memory, memories, open_memory, sqlite_store
from cdalign.memory.concordance import Phrase
from cdalign.model import TranslationUnit
from cdalign.text import compact
from conftest import Remember

TEXTS = (
    "无核武器世界和核裁军。",
    "核武器，无论是什么武器，世界都不需要。",
    "The nuclear-weapon-free world and nuclear disarmament.",
    "Disarmers met States; nuclear, disarmament.",
    "附属机构 1 于 2018 年举行会议。",
    "第 1,299 号文件 CD/1299。",
)


def found(memory: Memory, text: str) -> list[tuple[int, str]]:
    return [
        (TEXTS.index(hit.text), hit.text[span.start : span.stop])
        for hit in memory.concordance(text)
        for span in hit.spans
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("核", [(0, "核"), (0, "核"), (1, "核")]),
        ("裁军", [(0, "裁军")]),
        ("裁軍", [(0, "裁军")]),
        ("核武器无", []),
        ("核武器，无论", [(1, "核武器，无论")]),
        ("nuclear weapon free", [(2, "nuclear-weapon-free")]),
        ("nuclear-weapon-free", [(2, "nuclear-weapon-free")]),
        ("NUCLEAR disarmament", [(2, "nuclear disarmament")]),
        ("disarm", []),
        ("disarm*", [(2, "disarmament"), (3, "Disarmers"), (3, "disarmament")]),
        ("附属机构1于2018", [(4, "附属机构 1 于 2018")]),
        ("1", [(4, "1")]),
        ("1,299", [(5, "1,299")]),
        ("CD/1299", [(5, "CD/1299")]),
        ("CD 1299", []),
        ("，", []),
        ("", []),
        ('"核"', []),
        ("*", []),
        ("AND", [(2, "and")]),
    ],
)
def test_words_in_context(text: str, expected: list[tuple[int, str]], remember: Remember) -> None:
    assert found(remember(*map(unit, TEXTS)), text) == expected


def test_pages_follow_each_other(remember: Remember) -> None:
    memory = remember(*(unit(f"核裁军{number}") for number in range(10)))
    pages = [[hit.text for hit in memory.concordance("核裁军", limit=4, offset=offset)] for offset in (0, 4, 8)]
    assert [len(page) for page in pages] == [4, 4, 2]
    assert [text for page in pages for text in page] == [f"核裁军{number}" for number in range(10)]
    assert memory.count_occurrences("核裁军") == 10


@given(st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_every_part_of_a_chinese_text_is_found(seed: int) -> None:
    chance = random.Random(seed)
    text = "".join(chance.choices("核裁军谈判，。 《》1a2 的", k=20))
    start = chance.randrange(20)
    part = text[start : start + chance.randrange(1, 6)]
    if part[0].isascii() or part[-1].isascii() or not Phrase(part).words:
        return
    spans = Phrase(part).spans(text)
    assert any(compact(text[span.start : span.stop]) == compact(part).strip() for span in spans)
    memory = open_memory()
    memory.add([unit(text)])
    assert len(memory.concordance(part)) == 1


@given(st.text(max_size=12))
@settings(max_examples=200, deadline=None)
def test_no_query_breaks_the_search(text: str) -> None:
    memory = open_memory()
    memory.add([unit('核裁军 AND OR NEAR(a b) "c" it\'s')])
    memory.concordance(text)
    memory.count_occurrences(text)


def test_phrase_does_not_reach_from_one_side_into_the_other(remember: Remember) -> None:
    memory = remember(unit("commission report", "of the year"))
    assert memory.count_occurrences("report of") == 0
    assert memory.count_occurrences("commission report") == memory.count_occurrences("the year") == 1


@pytest.mark.parametrize("most_endings", [0, 40])
def test_open_end_is_found_whether_its_words_are_few_or_many(
    monkeypatch: pytest.MonkeyPatch, most_endings: int, remember: Remember
) -> None:
    monkeypatch.setattr(sqlite_store, "_MOST_ENDINGS", most_endings)
    texts = ("Disarm now", "to disarmament", "a disc", "disarming, 1,200")
    memory = remember(*(unit("第 1,299 号", text) for text in texts))
    assert [hit.text for hit in memory.concordance("disarm*")] == ["Disarm now", "to disarmament", "disarming, 1,200"]
    assert [hit.text for hit in memory.concordance("to dis*")] == ["to disarmament"]
    assert [memory.count_occurrences(text) for text in ("dis*", "1,2*", "号*", "zz*", "to zz*")] == [4, 4, 4, 0, 0]


@pytest.mark.parametrize("query", ['"规则"', "“规则”", "「规则」", "«规则»", "‘规则’", "『规则』", "'规则'"])
def test_quotation_marks_of_any_style_are_alike(query: str) -> None:
    with open_memory() as memory:
        memory.add([TranslationUnit("第18条适用“规则”。", "The States’ “rules” apply.", "zh-Hans", "en")])
        assert [hit.unit.source for hit in memory.concordance(query, "zh")] == ["第18条适用“规则”。"]
        assert memory.concordance('States\' "rules"', "en")


@pytest.mark.parametrize("query", ["〈议事规则〉", "《议事规则》", "CD's report", "CD’s report"])
def test_marks_of_titles_and_apostrophes_are_alike(query: str) -> None:
    with open_memory() as memory:
        memory.add([TranslationUnit("《议事规则》", "the CD’s report", "zh-Hans", "en")])
        assert memory.concordance(query, "zh") or memory.concordance(query, "en")
        assert not memory.concordance("CDs report", "en")


@pytest.mark.parametrize(
    ("text", "query"),
    [("核军，1 ，2a", "军，1 ，"), ("军的2，1裁的", "，1裁的"), ("共1,299件", "1,299件"), ("第1，2条", "第1，")],
)
def test_a_query_that_ends_beside_a_comma_is_found(text: str, query: str) -> None:
    memory = open_memory()
    memory.add([unit(text)])
    assert len(memory.concordance(query)) == 1


def test_a_search_ends_after_many_units_with_other_marks(remember: Remember, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memories, "MOST_REFUSED", 5)
    others = [unit(f"会议讨论了措施{at}。") for at in range(5)]
    memory = remember(unit("甲，措，乙"), *others, unit("丙，措，丁"))
    found = memory.find_words("，措，")
    assert [hit.text for hit in found.hits] == ["甲，措，乙"]
    assert found.is_cut
    assert not memory.find_words("，措，", limit=1).is_cut
    assert memory.count_occurrences("，措，") == 7
    monkeypatch.setattr(memories, "MOST_REFUSED", 6)
    found = memory.find_words("，措，")
    assert (len(found.hits), found.is_cut) == (2, False)
