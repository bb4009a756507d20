"""The parts of a pass: what it leaves as it is, what it learns from, and where the next one looks."""

import numpy as np
import pytest

from cdalign.alignment.coding import CodedPair
from cdalign.alignment.examples import Taught, collect_examples
from cdalign.alignment.passes import (
    Alignment,
    Beliefs,
    Work,
    expect_beliefs,
    learn_beliefs,
    narrow_band,
    refit_lengths,
    run_passes,
    whole_work,
)
from cdalign.alignment.paths import Step
from cdalign.alignment.settling import BitextPiece
from cdalign.lexicon.tokens import CodedText
from cdalign.similarity.lengths import LengthModel


def text(*words: list[int], lengths: list[float] | None = None) -> CodedText:
    """Return a text of segments with these words."""
    ids = np.array([word for segment in words for word in segment], dtype=np.int64)
    offsets = np.concatenate([[0], np.cumsum([len(segment) for segment in words])]).astype(np.int64)
    return CodedText(ids, offsets, np.array(lengths or [1.0] * len(words)))


PAIR = CodedPair(text([1, 2], [3], [3, 3]), text([5], [6, 7], [8]))


def found(steps: list[Step], shares: list[float]) -> Alignment:
    return Alignment(steps, np.array(shares), np.ones(len(steps)), Beliefs())


def test_examples_are_the_two_sided_beads_each_word_once() -> None:
    steps = [Step(0, 1, 0, 1), Step(1, 2, 1, 1), Step(2, 3, 1, 3)]
    examples = collect_examples([Taught(PAIR, steps, np.array([0.9, 0.8, 0.7]))])
    left, left_beads, right, right_beads, weights = examples
    assert left.tolist() == [1, 2, 3]
    assert left_beads.tolist() == [0, 0, 1]
    assert right.tolist() == [5, 6, 7, 8]
    assert right_beads.tolist() == [0, 1, 1, 1]
    assert weights.tolist() == [0.9, 0.7]


def test_no_two_sided_beads_give_no_examples() -> None:
    examples = collect_examples([Taught(PAIR, [Step(0, 1, 0, 0)], np.ones(1))])
    assert [len(part) for part in examples] == [0] * 5


def test_only_beads_of_one_and_one_teach_lengths() -> None:
    pair = CodedPair(text([1], [1], [1], lengths=[10, 10, 10]), text([1], [1], [1], lengths=[50, 50, 50]))
    ones = [Step(at, at + 1, at, at + 1) for at in range(3)]
    learnt = refit_lengths(pair, ones)
    assert LengthModel().ratio < learnt.ratio < 5.0
    assert refit_lengths(pair, [Step(0, 2, 0, 1), Step(2, 3, 1, 1)]) == LengthModel()
    assert refit_lengths(pair, [*ones[:2], Step(2, 3, 2, 2)]).ratio < learnt.ratio


def test_the_next_pass_looks_around_the_path() -> None:
    pair = CodedPair(text(*[[1]] * 100), text(*[[1]] * 100))
    band = narrow_band(pair, [Step(at, at + 1, at, at + 1) for at in range(100)])
    assert (band.low[0], band.high[-1]) == (0, 100)
    assert all(low <= at <= high for at, (low, high) in enumerate(zip(band.low, band.high, strict=True)))
    assert band.high[50] - band.low[50] < 50


def test_what_is_believed_first_has_no_shapes_of_its_own() -> None:
    assert expect_beliefs(PAIR).breaks is None
    learnt = learn_beliefs(PAIR, found([Step(0, 3, 0, 3)], [0.9]))  # a bead that no search makes teaches no shape
    assert learnt.shapes.logs.shape == Beliefs().shapes.logs.shape


class Nothing:
    """Stands for knowledge where no bead is searched for."""

    def table(self, examples: object = None) -> None:
        return None

    def widened(self) -> "Nothing":
        return self


def test_settled_beads_and_one_sided_rests_are_left_as_they_are() -> None:
    from cdalign.model import Bead

    pieces = (
        BitextPiece(Step(0, 2, 0, 3), Bead(range(2), range(3))),
        BitextPiece(Step(2, 3, 3, 3)),
    )
    [alignment], _ = run_passes([Work(PAIR, pieces)], Nothing())  # type: ignore[arg-type]
    assert alignment.steps == [Step(0, 2, 0, 3), Step(2, 3, 3, 3)]
    assert alignment.shares[0] == 1.0
    assert 0 < alignment.shares[1] < 1
    assert alignment.corners.tolist() == [1.0, 1.0]


@pytest.mark.parametrize(("rows", "columns"), [(0, 2), (2, 0), (0, 0)])
def test_a_pair_with_an_empty_side_is_left_out_unit_by_unit(rows: int, columns: int) -> None:
    pair = CodedPair(text(*[[1]] * rows), text(*[[1]] * columns))
    [alignment], _ = run_passes([whole_work(pair)], Nothing())  # type: ignore[arg-type]
    assert alignment.steps == [
        *(Step(at, at + 1, 0, 0) for at in range(rows)),
        *(Step(rows, rows, at, at + 1) for at in range(columns)),
    ]
