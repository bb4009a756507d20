import numpy as np
import pytest

from cdalign.alignment.anchors import find_anchors, find_corridor
from cdalign.alignment.coding import CodedPair, Coder, SegmentPair
from cdalign.alignment.passes import gather_knowledge
from cdalign.lexicon import core_lexicon
from cdalign.lexicon.learning import LexicalTable


def code(source: list[str], target: list[str]) -> tuple[CodedPair, LexicalTable]:
    coder = Coder("zh", "en", core_lexicon())
    [pair] = coder.code([SegmentPair(source, target)])
    return pair, gather_knowledge(coder, [pair]).table()


def numbered(words: str, numbers: list[int], gap: int = 1) -> list[str]:
    """Return a segment with each number, and others without any between them."""
    lines = []
    for number in numbers:
        lines += [f"{words} {number}", *[words] * (gap - 1)]
    return lines


def test_a_number_that_comes_twice_joins_both_places_with_both() -> None:
    numbers = [*range(3000, 3400), *range(3000, 3400)]
    pair, table = code(numbered("文件", numbers), numbered("document", numbers))
    assert find_anchors(*pair, table).tolist() == [[at, at] for at in range(800)]


def test_words_of_a_short_text_are_not_rare_enough_to_join_segments() -> None:
    pair, table = code(["会议 3000", "议程 3001"], ["meeting 3000", "agenda 3001"])
    assert find_anchors(*pair, table).tolist() == []


@pytest.mark.parametrize(("left", "right"), [(1, 1), (1, 3), (20, 45), (45, 20)])
def test_a_text_in_longer_or_shorter_segments_keeps_all_its_anchors(left: int, right: int) -> None:
    numbers = list(range(3000, 3040))
    pair, table = code(numbered("文件", numbers, left), numbered("document", numbers, right))
    assert find_anchors(*pair, table).tolist() == [[at * left, at * right] for at in range(40)]


def test_a_number_far_from_the_way_is_an_accident() -> None:
    numbers = list(range(3000, 3100))
    others = [*numbers[:50], *range(5000, 5040), *numbers[51:], 3050]
    pair, table = code(numbered("文件", numbers), numbered("document", others))
    found = {tuple(pair) for pair in find_anchors(*pair, table).tolist()}
    assert found == {(at, at if at < 50 else at + 39) for at in range(100) if at != 50}


def test_the_corridor_of_a_long_text_is_narrow_and_has_its_anchors_inside() -> None:
    numbers = list(range(3000, 3400))
    pair, table = code(numbered("文件", numbers), numbered("document", numbers))
    band = find_corridor(*pair, table)
    diagonal = np.arange(401)
    assert ((band.low <= diagonal) & (diagonal <= band.high)).all()
    assert band.size < 30 * 401


def test_a_lone_join_off_the_way_is_an_accident_also_where_the_other_text_is_longer() -> None:
    source, target = ["文件"] * 120, ["document"] * 240
    for at in (*range(40), *range(80, 120)):
        source[at] = f"文件 {3000 + at}"
        target[2 * at] = f"document {3000 + at}"
    source[42], target[132] = "文件 5000", "document 5000"
    pair, table = code(source, target)
    assert find_anchors(*pair, table).tolist() == [[at, 2 * at] for at in (*range(40), *range(80, 120))]
