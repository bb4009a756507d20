"""How segments begin and end: what is seen of it, what a pair teaches, and what it says of beads and omissions."""

import numpy as np
import pytest

from cdalign.alignment import align_segments
from cdalign.alignment.coding import CodedPair, Coder, SegmentPair
from cdalign.alignment.edges import BEAD_CLUES, EdgeClues, classify_edges, learn_edges
from cdalign.lexicon import core_lexicon

NOVEL = (
    ["“你冷吗？”", "她没有回答。", "“河水很冷。”", "他说：", "“走吧！”", "他们走了，", "天黑了。"],
    [
        "“Are you cold?”",
        "She did not answer.",
        "“The river is cold.”",
        "He said:",
        "“Let's go!”",
        "They left,",
        "Night.",
    ],
)
ONE_TO_ONE = [(at, at + 1, at, at + 1) for at in range(len(NOVEL[0]))]


def code(source: list[str], target: list[str]) -> CodedPair:
    return Coder("zh", "en", core_lexicon()).code([SegmentPair(source, target)])[0]


def clues_of(source: list[str], target: list[str]) -> EdgeClues:
    pair = code(source, target)
    steps = [(at, at + 1, at, at + 1) for at in range(min(map(len, pair)))]
    return EdgeClues(*pair, learn_edges(*pair, steps, np.ones(len(steps))))


def clue(clues: EdgeClues, left: range, right: range, name: str) -> float:
    return clues.describe_bead(left, right)[BEAD_CLUES.index(name)]


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("他问：“冷吗？”", "“Cold?” he asked?"),
        ("「走吧！」", "“Let's go!”"),
        ("（一）导言", "(a) Introduction"),
        ("例如：", "For example:"),
        ("——是的。", "- Yes."),
        ("停火（见附件）；", "The ceasefire (see annex);"),
    ],
)
def test_closing_marks_and_openings_of_both_languages_have_one_kind(chinese: str, english: str) -> None:
    (closing, _, opening), (other, _, its_opening) = classify_edges([chinese, english]).tolist()
    assert closing == other
    assert opening == its_opening or chinese.startswith("他")


def test_an_empty_text_has_edges_of_no_kind() -> None:
    assert classify_edges(["", " "]).tolist() == [[0, 0, 0]] * 2
    assert classify_edges([]).shape == (0, 3)


def test_edges_that_are_alike_speak_for_a_bead() -> None:
    clues = clues_of(*NOVEL)
    for name in ("closing marks", "closing quotation marks", "openings"):
        assert clue(clues, range(1), range(1), name) > 0 > clue(clues, range(1), range(1, 2), name)


def test_closing_marks_speak_less_against_a_bead_than_for_it() -> None:
    clues = clues_of(*NOVEL)
    against = [clue(clues, range(1), range(at, at + 1), "closing marks") for at in range(1, len(NOVEL[1]))]
    assert min(against) == -0.5


def test_a_pair_teaches_its_own_ways() -> None:
    chinese = ["他来了，", "门开了。", "天黑了，", "没有人。"] * 10
    english = ["He came.", "The door opened.", "It grew dark.", "Nobody was there."] * 10
    taught, untaught = clues_of(chinese, english), clues_of(chinese[:4], english[:4])
    comma = clue(taught, range(1), range(1), "closing marks")
    assert comma >= clue(untaught, range(1), range(1), "closing marks")
    assert comma == pytest.approx(0, abs=0.1)


def test_a_colon_inside_counts_if_the_other_side_has_none() -> None:
    clues = clues_of(*NOVEL)
    assert clue(clues, range(3, 5), range(4, 5), "colons inside") == 1
    assert clue(clues, range(3, 5), range(3, 5), "colons inside") == 0
    assert clue(clues, range(5, 7), range(6, 7), "half sentences inside") == 1
    assert clue(clues, range(5, 7), range(5, 7), "half sentences inside") == 0


def test_an_omission_after_a_half_sentence_is_told() -> None:
    clues = clues_of(*NOVEL)
    assert [clues.describe_omission(0, at) for at in range(7)] == [[0.0]] * 6 + [[1.0]]


def test_without_edges_nothing_is_said() -> None:
    pair = code(*NOVEL)
    clues = EdgeClues(*pair, None)
    assert clues.describe_bead(range(2), range(1)) == [0.0] * len(BEAD_CLUES)
    assert clues.describe_omission(0, 6) == [0.0]
    bare = pair.left.pick(np.arange(3))
    assert learn_edges(bare, pair.right, ONE_TO_ONE[:3], np.ones(3)) is None
    assert learn_edges(*code([], []), [], np.ones(0)) is None


def test_a_part_of_a_text_has_its_edges_and_figures() -> None:
    pair = code(["他有16只猫。", *NOVEL[0]], ["He has 16 cats.", *NOVEL[1]])
    part = pair.left.part(1, 4)
    assert part.edges is not None
    assert part.edges.tolist() == classify_edges(NOVEL[0][:3]).tolist()
    assert pair.left.figures[0]
    assert part.figures == (frozenset(),) * 3


def test_direct_speech_is_not_joined_with_the_reply() -> None:
    chinese = ["“你叫什么名字？”", "“我叫小华。”", *NOVEL[0]]
    english = ["“What do they call you?”", "“Xiaohua it is.”", *NOVEL[1]]
    found = [(list(bead.source), list(bead.target)) for bead in align_segments(chinese, english)]
    assert found[:2] == [([0], [0]), ([1], [1])]
