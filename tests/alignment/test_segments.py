from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdalign.alignment import align_many, align_segments, train_lexicon
from cdalign.alignment.anchors import longest_chain
from cdalign.alignment.bands import band_around, full_band
from cdalign.alignment.coding import Coder, SegmentPair
from cdalign.alignment.crossings import find_swapped
from cdalign.alignment.passes import gather_knowledge, run_passes, whole_work
from cdalign.alignment.paths import Step
from cdalign.alignment.shapes import learn_shapes
from cdalign.lexicon import Lexicon, core_lexicon
from cdalign.model import Bead, check_tiling

CHINESE = [
    "会议通过了议程。",
    "主席感谢各代表团的合作。",
    "2018年9月5日举行了最后一次会议，会上审议了核裁军问题，各国重申支持不扩散条约。",
    "一些代表团强调核查的重要性。",
    "秘书处将分发报告。",
]
ENGLISH = [
    "The meeting adopted the agenda.",
    "The President thanked delegations for their cooperation.",
    "The last meeting was held on 5 September 2018.",
    "It considered nuclear disarmament, and States reaffirmed their support for the Non-Proliferation Treaty.",
    "Some delegations stressed the importance of verification.",
    "The secretariat will circulate the report.",
]
WANTED = [([0], [0]), ([1], [1]), ([2], [2, 3]), ([3], [4]), ([4], [5])]


def shape(beads: tuple[Bead, ...]) -> list[tuple[list[int], list[int]]]:
    return [(list(bead.source), list(bead.target)) for bead in beads]


def test_a_short_text_is_aligned_by_the_core_lexicon() -> None:
    assert shape(align_segments(CHINESE, ENGLISH)) == WANTED


def test_blank_segments_are_linked_to_blank_ones_or_to_none() -> None:
    assert all(not (bead.source and bead.target) for bead in align_segments([""] * 3, ENGLISH))
    assert all(not (bead.source and bead.target) for bead in align_segments(CHINESE, ["", " ", "\u3000"]))
    blanks = align_segments(["", " "], ["", ""])
    assert shape(blanks) == [([0], [0]), ([1], [1])]


@pytest.mark.parametrize("places", [(0,), (1, 4), (2, 2, 2), (5,), (0, 1, 2, 3, 4, 5)])
def test_blank_segments_of_one_side_leave_the_others_as_they_are(places: tuple[int, ...]) -> None:
    chinese = list(CHINESE)
    for place in sorted(places, reverse=True):
        chinese.insert(place, "")
    beads = align_segments(chinese, ENGLISH)
    linked = [([chinese[at] for at in bead.source], list(bead.target)) for bead in beads if bead.source]
    assert [one for one in linked if one[0] != [""]] == [([CHINESE[a] for a in left], b) for left, b in WANTED]
    assert [one for one in linked if one[0] == [""]] == [([""], [])] * len(places)
    assert not any("missing" in bead.marks for bead in beads)


def test_english_may_be_the_source() -> None:
    beads = align_segments(ENGLISH, CHINESE, source_lang="en", target_lang="zh-Hans")
    assert shape(beads) == [(target, source) for source, target in WANTED]


def test_traditional_characters_are_known() -> None:
    traditional = [
        "會議通過了議程。",
        "主席感謝各代表團的合作。",
        "2018年9月5日舉行了最後一次會議，會上審議了核裁軍問題，各國重申支持不擴散條約。",
        "一些代表團強調核查的重要性。",
        "秘書處將分發報告。",
    ]
    assert shape(align_segments(traditional, ENGLISH, source_lang="zh-Hant")) == WANTED


def test_a_sentence_left_out_is_an_omission() -> None:
    beads = align_segments(CHINESE, [*ENGLISH[:2], *ENGLISH[4:]])
    assert ([2], []) in shape(beads)


def test_scores_are_probabilities_and_doubt_falls_on_the_doubtful() -> None:
    good = align_segments(CHINESE, ENGLISH)
    assert all(0 <= bead.score <= 1 for bead in good)
    assert min(bead.score for bead in good) > 0.5


def test_unrelated_texts_are_said_to_be() -> None:
    english = [
        f"My grandmother keeps {word} in the garden behind her house."
        for word in ("chickens", "roses", "old bicycles", "a parrot", "two cats", "her tools", "firewood", "nothing")
    ]
    beads = align_segments(CHINESE * 2, english)
    assert all(bead.marks == ("unrelated",) and bead.score <= 0.05 for bead in beads)


def test_a_missing_passage_is_marked() -> None:
    chinese = [f"第{number}段：委员会审议了议程项目{number}并通过了第{number}号决议。" for number in range(1, 31)]
    english = [
        f"Paragraph {number}: the Committee considered agenda item {number} and adopted resolution {number}."
        for number in range(1, 31)
    ]
    beads = align_segments(chinese, english[:10] + english[16:])
    missing = [list(bead.source) for bead in beads if "missing" in bead.marks]
    assert missing == [[number] for number in range(10, 16)]


def test_a_swapped_section_is_marked_on_both_sides() -> None:
    chinese = [f"第{number}段：委员会审议了议程项目{number}并通过了第{number}号决议。" for number in range(1, 31)]
    english = [
        f"Paragraph {number}: the Committee considered agenda item {number} and adopted resolution {number}."
        for number in range(1, 31)
    ]
    beads = align_segments(chinese, english[:5] + english[12:20] + english[5:12] + english[20:])
    swapped = [bead for bead in beads if "swapped" in bead.marks]
    assert any(bead.source for bead in swapped)
    assert any(bead.target for bead in swapped)


STATES = {
    "阿根廷": "Argentina",
    "埃及": "Egypt",
    "巴西": "Brazil",
    "波兰": "Poland",
    "德国": "Germany",
    "法国": "France",
    "古巴": "Cuba",
    "荷兰": "Netherlands",
    "肯尼亚": "Kenya",
    "日本": "Japan",
    "意大利": "Italy",
    "中国": "China",
}


def align_list(english: list[str]) -> list[tuple[tuple[str, ...], tuple[str, ...], Bead]]:
    source, target = [*CHINESE[:2], *STATES, CHINESE[4]], [*ENGLISH[:2], *english, ENGLISH[5]]
    return [
        (tuple(source[i] for i in bead.source), tuple(target[j] for j in bead.target), bead)
        for bead in align_segments(source, target)
    ]


def test_a_list_in_the_order_of_each_language_is_marked() -> None:
    beads = align_list(sorted(STATES.values()))
    marked = [bead for _, _, bead in beads if "reordered" in bead.marks]
    assert len(marked) >= len(STATES) // 2
    assert all(bead.is_doubtful for bead in marked)
    unmarked = [(source, target) for source, target, bead in beads if not bead.marks]
    assert all(STATES.get(source[0], target[0]) == target[0] for source, target in unmarked if source and target)


def test_a_list_in_one_order_is_not_marked() -> None:
    assert all(not bead.marks for _, _, bead in align_list(list(STATES.values())))


def test_printed_numbers_say_where_beads_begin() -> None:
    chinese = ["1. 会议通过了议程。", "哔哔。", "嘎吱嘎吱。", "咕噜咕噜咕噜。", "2. 主席感谢各代表团的合作。"]
    english = ["1. The meeting adopted the agenda.", "2. Delegates were thanked for a long and fruitful cooperation."]
    assert ([4], [1]) in shape(align_segments(chinese, english))


@pytest.mark.parametrize(
    ("source", "target"), [([], []), ([], ["x"]), (["一"], []), ([""], [""]), (["", "条约"], ["Treaty", ""])]
)
def test_the_smallest_texts_are_tiled(source: list[str], target: list[str]) -> None:
    check_tiling(align_segments(source, target), len(source), len(target))


lines = st.lists(st.sampled_from([*CHINESE, *ENGLISH, "", "1.", "——"]), max_size=9)


@settings(max_examples=25, deadline=None)
@given(lines, lines)
def test_any_two_lists_are_tiled(source: list[str], target: list[str]) -> None:
    check_tiling(align_segments(source, target), len(source), len(target))


def test_alignment_is_the_same_every_time() -> None:
    assert align_segments(CHINESE, ENGLISH) == align_segments(CHINESE, ENGLISH)


def test_several_pairs_are_given_in_order() -> None:
    first, second = align_many([(CHINESE, ENGLISH), (CHINESE[:2], ENGLISH[:2])])
    assert shape(first) == WANTED
    assert shape(second) == WANTED[:2]


def test_words_are_learnt_from_texts_and_serve_again() -> None:
    chinese = [f"{word}在第{number}页。" for number, word in enumerate(["咕噜", "嘎吱"] * 10, 1)]
    english = [f"The {word} is on page {number}." for number, word in enumerate(["wug", "blick"] * 10, 1)]
    trained = train_lexicon([(chinese, english)], lexicon=Lexicon())
    assert max(trained.learnt["咕"], key=lambda stem: trained.learnt["咕"][stem][0]) == "wug"
    reordered = align_segments(["咕噜", "嘎吱", "嘎吱"], ["wug", "blick blick"], lexicon=trained)
    assert shape(reordered) == [([0], [0]), ([1, 2], [1])]


def test_a_long_text_is_searched_in_a_narrow_band() -> None:
    chinese = [f"第{number}次会议审议了编号为{number * 7}的文件。" for number in range(1200)]
    english = [f"Meeting number {number} considered the document numbered {number * 7}." for number in range(1200)]
    beads = align_segments(chinese, [*english[:300], "A note by the editor stands here.", *english[300:]])
    right = sum(
        bead.shape == "1:1" and bead.target.start - bead.source.start == (bead.source.start >= 300) for bead in beads
    )
    assert right >= 1195


def test_the_second_pass_looks_only_around_the_first() -> None:
    band = band_around(np.array([(0, 0), (50, 60), (100, 100)]), 5, 100, 100)
    assert (band.low[0], band.high[-1]) == (0, 100)
    assert (band.low[50], band.high[50]) == (55, 65)
    assert all(band.low[row] <= band.low[row + 1] and band.high[row] <= band.high[row + 1] for row in range(100))
    assert full_band(3, 4).size == 20


def test_the_longest_rising_chain_is_kept() -> None:
    pairs = np.array([(0, 0), (1, 5), (2, 1), (3, 2), (4, 9), (5, 3)])
    assert longest_chain(pairs).tolist() == [[0, 0], [2, 1], [3, 2], [5, 3]]


def test_the_shares_of_paths_add_up() -> None:
    coder = Coder("zh", "en", Lexicon())
    coded = coder.code([SegmentPair(["条约"], ["treaty"])])
    [alignment], _ = run_passes([whole_work(coded[0])], gather_knowledge(coder, coded))
    assert alignment.steps[0].is_two_sided
    assert 0.5 < alignment.shares[0] <= 1


MEETING = f"{ENGLISH[2]} {ENGLISH[3]}"


@pytest.mark.parametrize(("others", "is_swapped"), [(ENGLISH[4], True), (f"Again {MEETING}", False)])
def test_a_likeness_that_others_have_too_is_no_swapped_passage(others: str, *, is_swapped: bool) -> None:
    """In a text of which the other side lacks the most, some sentence is like any other; it must be so alone."""
    chinese = [f"第{number}段：第{number}号文件讨论海洋污染。" for number in range(1, 41)]
    english = [f"Paragraph {number}: document {number} discusses marine pollution." for number in range(1, 41)]
    coder = Coder("zh", "en", core_lexicon())
    [pair] = coder.code([SegmentPair([CHINESE[2], *chinese], [MEETING, others, *english])])
    steps = [
        Step(0, 1, 0, 0),
        Step(1, 1, 0, 1),
        Step(1, 1, 1, 2),
        *(Step(n, n + 1, n + 1, n + 2) for n in range(1, 41)),
    ]
    probabilities = np.array([0.0] * 3 + [1.0] * 40)
    found = find_swapped(pair, steps, probabilities, gather_knowledge(coder, [pair]).table())
    assert found == ({0, 1} if is_swapped else set())


def test_an_omission_is_cheaper_the_closer_the_translation() -> None:
    close = learn_shapes([(1, 1)] * 90 + [(1, 2)] * 10, np.full(100, 0.97), 0)
    free = learn_shapes([(1, 1)] * 50 + [(1, 2)] * 50, np.full(100, 0.7), 0)
    assert close.opening > -3 > -6 > free.opening
    assert free.logs[1] > close.logs[1]
    assert close.logs[5] == free.logs[5]


def test_what_was_left_out_before_is_likelier_left_out_again() -> None:
    none, usual, many, most = (learn_shapes([(1, 1)] * 450, np.ones(450), runs).omitting for runs in (0, 5, 20, 200))
    assert none < usual < -0.5 < 0 < many < most == 0.5
    # A short text without omissions says little.
    assert none < -2 < learn_shapes([(1, 1)] * 20, np.ones(20), 0).omitting < 0


def test_of_two_equal_headings_the_one_next_to_the_text_is_paired() -> None:
    chinese, english = numbered_paragraphs()
    heading = ["第二次会议记录", "1990年6月6日"], ["Record of the Second Meeting", "6 June 1990"]
    beads = align_segments([*heading[0], *chinese], [*heading[1], *heading[1], *english])
    found = [(list(bead.source), list(bead.target)) for bead in beads[:4]]
    assert found == [([], [0]), ([], [1]), ([0], [2]), ([1], [3])]


def numbered_paragraphs() -> tuple[list[str], list[str]]:
    """Return thirty sentences in both languages."""
    chinese = [f"第{number}段：委员会审议了议程项目{number}并通过了第{number}号决议。" for number in range(1, 31)]
    english = [
        f"Paragraph {number}: the Committee considered agenda item {number} and adopted resolution {number}."
        for number in range(1, 31)
    ]
    return chinese, english


@pytest.mark.parametrize(
    ("chinese", "english", "are_paired"),
    [
        ("第{}页", "Page {}", True),
        ("第{}页 共90页", "{} of 90", True),
        ("1989年6月{}日", "{} June 1989", True),
        ("{}0万美元", "$0.{} million", True),
        ("第1{}页", "Page 4{}", False),
        ("CD/PV.7{}", "- 5{} -", False),
    ],
)
def test_running_heads_at_one_place_are_paired_by_their_numbers(chinese: str, english: str, are_paired: bool) -> None:
    source, target = numbered_paragraphs()
    for number, place in enumerate((9, 19, 29), 1):
        source.insert(place, chinese.format(number))
        target.insert(place, english.format(number))
    beads = align_segments(source, target)
    ones = {(bead.source.start, bead.target.start) for bead in beads if len(bead.source) == len(bead.target) == 1}
    assert {(9, 9), (19, 19), (29, 29)} <= ones if are_paired else not {(9, 9), (19, 19), (29, 29)} & ones


def test_a_running_head_on_one_side_is_left_out() -> None:
    chinese, english = numbered_paragraphs()
    heads = {8: "Page 41", 17: "Page 42", 26: "Page 43"}
    target = [text for number, line in enumerate(english) for text in (heads.get(number, ""), line) if text]
    beads = align_segments(chinese, target)
    assert [target[bead.target.start] for bead in beads if not bead.source] == list(heads.values())


def test_beads_follow_each_other() -> None:
    for before, after in pairwise(align_segments(CHINESE, ENGLISH)):
        assert before.source.stop == after.source.start
        assert before.target.stop == after.target.start
