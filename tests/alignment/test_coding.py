import numpy as np
import pytest

from cdalign.alignment.coding import Coder, SegmentPair
from cdalign.lexicon import core_lexicon


@pytest.mark.parametrize(
    ("source", "target", "is_swapped"),
    [
        ("zh-Hans", "en", False),
        ("en", "zh-Hans", True),
        ("en", "zh-Hant", True),
        ("zh-Hans", "zh-Hant", False),
        ("fr", "en", False),
    ],
)
def test_only_a_chinese_target_of_another_source_becomes_the_left_side(
    source: str, target: str, is_swapped: bool
) -> None:
    assert Coder(source, target, core_lexicon()).is_swapped is is_swapped


def running(texts: list[str]) -> list[int]:
    [pair] = Coder("zh", "en", core_lexicon()).code([SegmentPair(texts, texts)])
    assert pair.left.running is not None
    return [int(bits) for bits in pair.left.running]


@pytest.mark.parametrize("heads", [["1", "2", "3"], ["第4页", "第5页", "第6页"], ["CD/PV.7", "CD/PV.8", "CD/PV.9"]])
def test_short_lines_that_come_again_but_for_their_numbers_are_running_heads(heads: list[str]) -> None:
    found = running([heads[0], "会议通过了议程。", heads[1], heads[2]])
    assert found[1] == 0
    assert all(found[at] & 1 for at in (0, 2, 3))
    assert len({found[0], found[2], found[3]}) == 3


def test_what_comes_twice_is_long_or_is_empty_is_no_running_head() -> None:
    long = "裁军谈判会议全体会议逐字记录第一部分导言与说明"
    assert running(["第4页", "第5页", "", "", "", long, long, long]) == [0] * 8


def test_tokens_of_a_segment_are_those_of_its_text_and_its_quantities() -> None:
    coder = Coder("zh", "en", core_lexicon())
    [pair] = coder.code([SegmentPair(["2018年9月5日"], ["5 September 2018"])])
    shared = set(coder.left.tokens) & set(coder.right.tokens)
    assert any(token.startswith("=") for token in shared)
    assert np.diff(pair.left.offsets).tolist() == [len(pair.left.ids)]
