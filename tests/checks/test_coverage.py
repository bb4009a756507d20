"""Clauses, additions and items that one text has and the other lacks."""

from itertools import accumulate

import pytest
from pairs import rules_on

from cdalign.checks.coverage import added_words, check_coverage
from cdalign.checks.omissions import OmissionLengths
from cdalign.checks.rendered_words import Coverage
from cdalign.checks.sides import Terminology, prepare_unit
from cdalign.checks.word_evidence import Word, WordState
from cdalign.model import Termbase, TranslationUnit


@pytest.mark.parametrize(
    ("source", "target", "rule"),
    [
        ("暴风雨摧毁了桥梁，居民被迫撤离。", "The storm destroyed the bridge.", "omissions.clause"),
        ("请填写表格，并附上近期照片和证书。", "Please fill in the form.", "omissions.clause"),
        # The other clauses are rendered word by word; the English has a word left, or is hardly short.
        (
            "大雨淹没了农田，洪水冲毁了桥梁，消防员营救了被困的老人。",
            "Heavy rain inundated the farmland and the floods wrecked the bridge.",
            "omissions.clause",
        ),
        (
            "图书馆购买了新书，修理了屋顶，志愿者整理了捐赠的旧报纸。",
            "The library purchased new books and repaired its leaking roof.",
            "omissions.clause",
        ),
        (
            "博物馆周一关闭。",
            "The museum, which was founded by a wealthy merchant, is closed on Mondays.",
            "omissions.added",
        ),
        ("商店出售面包、牛奶、鸡蛋和水果。", "The shop sells bread, milk and fruit.", "omissions.item"),
        (
            "博物馆每星期一关闭，图书馆则在每月最后一个星期五举办讲座和展览，市民可以免费参加。",
            "The museum is closed every Monday.",
            "omissions.length",
        ),
        (
            "工厂去年更换了全部锅炉，废气排放量因此减少。附近居民仍然抱怨夜间噪音太大，要求夜班停产。",
            "Last year the factory replaced all its boilers, and its emissions of waste gas fell as a result.",
            "omissions",
        ),
    ],
)
def test_what_only_one_text_has_is_reported(source: str, target: str, rule: str) -> None:
    assert any(one.startswith(rule) for one in rules_on((source, target)))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            "暴风雨摧毁了桥梁，居民被迫撤离。",
            "The storm destroyed the bridge, and the inhabitants had to be evacuated.",
        ),
        ("商店出售面包、牛奶、鸡蛋和水果。", "The shop sells bread, milk, eggs and fruit."),
        ("博物馆周一关闭。", "The museum is closed on Mondays."),
        ("然而，事实并非如此。", "However, that is not the case."),
        # A number renders its clause, and “it” what was pointed at.
        ("全校教职员编制为418名，目前空缺有26名。", "There are 26 vacancies out of 418."),
        ("这种看法，很少有人公开提出。", "It is rarely put forward in public."),
        # Who speaks is written in many ways.
        (
            "市场监督管理局答（译文）：检查员关闭了两家餐馆，没收了过期肉类和牛奶。",
            "CHAIR: The inspectors closed two restaurants and confiscated expired meat and milk.",
        ),
        # Idioms are long in English, and a letter stands for a word.
        ("学海无涯，任重道远。", "Learning knows no bounds; the burden is heavy and the road is long."),
        ("B的密度比C的密度更大。", "Boron has a density that is greater than that of carbon."),
        ("我认为另行提问较好。", "I think it would be better to put that down separately."),
    ],
)
def test_what_both_texts_have_is_quiet(source: str, target: str) -> None:
    assert not [rule for rule in rules_on((source, target)) if rule.startswith("omissions")]


@pytest.mark.parametrize(
    ("source", "is_found"), [("他来了，带着三本旧词典。", True), ("他来了，带着三本词典。", False)]
)
def test_a_clause_of_ten_han_may_be_left_out_and_shorter_texts_do_not_tell(source: str, is_found: bool) -> None:
    unit = prepare_unit(TranslationUnit(source, "He came.", "zh-Hans", "en"), Terminology(Termbase()))
    rules = [one.rule for one in check_coverage(unit, OmissionLengths())]
    assert rules == (["omissions.clause"] if is_found else [])


def test_an_addition_begins_after_what_is_rendered() -> None:
    """The first two words weigh as much as the rendered one after them: nothing of them is left to be added."""
    words = ["harbour", "at", "bridge", "captain", "galley", "lantern", "anchor", "rudder"]
    starts = [0, *accumulate(len(word) + 1 for word in words)]
    unit = prepare_unit(TranslationUnit("", " ".join(words), "zh-Hans", "en"), Terminology(Termbase()))
    coverage = Coverage(unit.source, unit.target)
    coverage.words = [
        WordState(Word(word, start, start + len(word)), word == "bridge")
        for start, word in zip(starts, words, strict=False)
    ]
    assert added_words(coverage, 2.0) == (starts[3], len(" ".join(words)))
