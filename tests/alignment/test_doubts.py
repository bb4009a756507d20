import numpy as np
import pytest

from cdalign.alignment.coding import CodedPair, Coder, SegmentPair
from cdalign.alignment.crossings import find_reordered
from cdalign.alignment.doubts import MISSING, UNRELATED, judge_steps
from cdalign.alignment.passes import Alignment, Beliefs, gather_knowledge
from cdalign.alignment.paths import Step
from cdalign.lexicon import core_lexicon
from cdalign.lexicon.learning import LexicalTable

GOOD = ("会议通过了议程并选举了主席。", "The meeting adopted the agenda and elected the President.")
OTHER = ("会议通过了议程并选举了主席。", "Wild geese fly over frozen rivers in cold northern winters.")
STATES = [("阿根廷", "Argentina"), ("埃及", "Egypt"), ("巴西", "Brazil"), ("波兰", "Poland"), ("古巴", "Cuba")]


# Without other texts beside them, the words of these few sentences would be no rarer than chance has them.
OTHER_TEXT = [" ".join(f"{one}{two}{last}" for last in "abcdefghij") for one in "pqrstuvwxy" for two in "klmnopqrst"]


def code(pairs: list[tuple[str, str]]) -> tuple[CodedPair, LexicalTable]:
    coder = Coder("zh", "en", core_lexicon())
    beside, pair = coder.code(
        [SegmentPair(OTHER_TEXT, OTHER_TEXT), SegmentPair([zh for zh, _ in pairs], [en for _, en in pairs])]
    )
    return pair, gather_knowledge(coder, [beside, pair]).table()


def one_to_one(count: int) -> list[Step]:
    return [Step(at, at + 1, at, at + 1) for at in range(count)]


def is_unrelated(pairs: list[tuple[str, str]]) -> bool:
    pair, table = code(pairs)
    found = Alignment(one_to_one(len(pairs)), np.ones(len(pairs)), np.ones(len(pairs)), Beliefs())
    return UNRELATED in judge_steps(pair, found, table)[0].marks


@pytest.mark.parametrize("share", range(0, 21, 2))
def test_whether_texts_are_related_does_not_depend_on_where_the_translation_is(share: int) -> None:
    first = [GOOD] * share + [OTHER] * (20 - share)
    assert is_unrelated(first) == is_unrelated(first[::-1])


def test_texts_are_unrelated_when_too_few_of_their_words_are_translations() -> None:
    assert is_unrelated([OTHER] * 20)
    assert not is_unrelated([GOOD] * 20)


def test_three_units_in_a_row_without_counterpart_are_missing_and_two_are_not() -> None:
    pair, table = code([GOOD] * 8)

    def marks(omitted: int) -> list[tuple[str, ...]]:
        steps = [*one_to_one(3), *(Step(at, at + 1, 3, 3) for at in range(3, 3 + omitted))]
        steps += [Step(at, at + 1, at - omitted, at - omitted + 1) for at in range(3 + omitted, 8)]
        found = Alignment(steps, np.ones(8), np.ones(8), Beliefs())
        return [judgement.marks for judgement in judge_steps(pair, found, table)]

    assert [MISSING in mark for mark in marks(3)] == [False] * 3 + [True] * 3 + [False] * 2
    assert not any(MISSING in mark for mark in marks(2))


@pytest.mark.parametrize("count", [3, 4, 5])
def test_a_list_of_four_items_and_more_in_another_order_is_found(count: int) -> None:
    names = STATES[:count]
    pair, table = code([(zh, en) for (zh, _), (_, en) in zip(names, [*names[1:], names[0]], strict=True)])
    assert find_reordered(pair, one_to_one(count), table) == (set(range(count)) if count >= 4 else set())
