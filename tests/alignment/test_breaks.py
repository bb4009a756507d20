from math import log

import numpy as np
import pytest

from cdalign.alignment.breaks import expect_breaks, learn_breaks
from cdalign.alignment.paths import Step
from cdalign.lexicon.tokens import CodedText


def text(*breaks: int) -> CodedText:
    """Return a text whose boundaries, the first and last too, have a break (1) or none (0)."""
    count = len(breaks) - 1
    return CodedText(np.arange(count), np.arange(count + 1), np.ones(count), breaks=np.array(breaks, dtype=bool))


NONE = text(1, 0, 0, 0, 1)


@pytest.mark.parametrize("one", [text(1, 1, 0, 0, 1), text(1, 0, 0, 1, 1)])
def test_one_break_inside_each_text_is_enough_to_say_something(one: CodedText) -> None:
    assert expect_breaks(one, one) is not None
    assert expect_breaks(one, NONE) is None
    assert expect_breaks(NONE, one) is None


def test_breaks_are_believed_to_agree_before_anything_is_known() -> None:
    half = text(1, 1, 0, 1, 0, 1)
    model = expect_breaks(half, half)
    assert model is not None
    # Half of the boundaries have breaks: together in .425 of the corners, by chance in .25 of them.
    together, apart = 2 * log(0.426 / 0.251), 2 * log(0.076 / 0.251)
    assert model.corners.tolist() == [pytest.approx([together, apart]), pytest.approx([apart, together])]
    # Inside a bead a break is passed over three tenths as often as it is met.
    for side in model.inside.tolist():
        assert side == pytest.approx([2 * log((0.5 / 0.65 + 0.001) / 0.501), 2 * log((0.15 / 0.65 + 0.001) / 0.501)])


def test_a_pair_teaches_how_far_its_breaks_agree() -> None:
    left, right = text(*[1, 0] * 40, 1), text(*[1, 0] * 40, 1)
    steps = [Step(at, at + 1, at, at + 1) for at in range(80)]
    before = expect_breaks(left, right)
    learnt = learn_breaks(left, right, steps, np.ones(80))
    doubted = learn_breaks(left, right, steps, np.full(80, 0.1))
    assert before is not None
    assert learnt is not None
    assert doubted is not None
    assert learnt.corners[1, 1] > doubted.corners[1, 1] > before.corners[1, 1]
    assert learnt.corners[0, 1] < doubted.corners[0, 1] < before.corners[0, 1]


def test_a_bead_that_passes_over_breaks_teaches_that_they_may_be_passed() -> None:
    half = text(1, 1, 0, 1, 0, 1)
    learnt = learn_breaks(half, half, [Step(0, 5, 0, 1), Step(5, 5, 1, 5)], np.ones(2))
    before = expect_breaks(half, half)
    assert learnt is not None
    assert before is not None
    assert learnt.inside[0, 1] > before.inside[0, 1]
    assert learnt.inside[1].tolist() == before.inside[1].tolist()
