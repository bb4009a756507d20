"""What is known of each bead, in numbers, and how probable it makes the bead."""

from math import sqrt

import numpy as np
import pytest

from cdalign.alignment.coding import CodedPair
from cdalign.alignment.confidence import calibrate, describe_beads
from cdalign.alignment.evidence import measure_evidence
from cdalign.alignment.paths import Step
from cdalign.lexicon.learning import LexicalTable
from cdalign.lexicon.tokens import CodedText
from cdalign.similarity.lengths import LengthModel

LENGTHS = LengthModel(2.0, 4.0)


def pair_of(left: list[float], right: list[float]) -> CodedPair:
    def text(lengths: list[float]) -> CodedText:
        count = len(lengths)
        return CodedText(np.arange(count), np.arange(count + 1), np.array(lengths))

    return CodedPair(text(left), text(right))


def described(steps: list[Step], shares: list[float], evidence: list[float]) -> list[list[float]]:
    pair = pair_of([10.0, 10.0, 10.0], [20.0, 30.0, 20.0])
    rows: list[list[float]] = describe_beads(pair, steps, np.array(shares), np.array(evidence), LENGTHS).tolist()
    return rows


def test_a_bead_is_described_by_its_share_its_neighbours_and_its_shape() -> None:
    steps = [Step(0, 1, 0, 1), Step(1, 2, 1, 1), Step(2, 3, 1, 3)]
    single, omitted, joined = described(steps, [0.5, 0.25, 0.75], [1.0, 0.0, 2.0])
    assert single == pytest.approx([1, 0.0, np.log(0.25 / 0.75), 1.0, 0.0, 0, 0, 0, 0.0, 0.0])
    assert omitted == pytest.approx([1, np.log(0.25 / 0.75), 0.0, 0.0, 0.0, 1, 0, 0, 0.0, 0.0])
    # 20 were expected and 50 found: 30 off, with a variance of four times their mean.
    off = sqrt(30**2 / (4 * 35))
    assert joined == pytest.approx([1, np.log(3), np.log(0.25 / 0.75), 2.0, off, 0, 1, 0, 1.0, 2.0])


def test_a_bead_of_several_on_both_sides_says_so_and_lengths_are_told_only_so_far() -> None:
    [row] = described([Step(0, 3, 0, 3)], [0.5], [1.0])
    assert row[5:9] == [0, 1, 1, 2.0]
    pair = pair_of([1.0], [900.0])
    assert describe_beads(pair, [Step(0, 1, 0, 1)], np.array([0.5]), np.array([1.0]), LENGTHS)[0, 4] == 4.0


def test_a_share_of_nothing_or_all_is_not_without_end() -> None:
    rows = described([Step(0, 1, 0, 1), Step(1, 2, 1, 2)], [0.0, 1.0], [0.0, 0.0])
    assert rows[0][1] == pytest.approx(-np.log(9999))
    assert rows[1][1] == pytest.approx(np.log(9999))


def test_the_first_and_the_last_bead_have_one_neighbour() -> None:
    steps = [Step(at, at + 1, at, at + 1) for at in range(3)]
    rows = described(steps, [0.9, 0.5, 0.6], [1.0, 1.0, 1.0])
    assert [row[2] for row in rows] == pytest.approx([0.0, np.log(1.5), 0.0])


def test_what_speaks_for_a_bead_makes_it_likelier() -> None:
    pair, steps = pair_of([10.0, 10.0], [20.0, 20.0]), [Step(0, 1, 0, 1), Step(1, 2, 1, 2)]

    def probable(share: float, evidence: float) -> float:
        return float(calibrate(pair, steps, np.full(2, share), np.full(2, evidence), LENGTHS)[0])

    assert 0 < probable(0.1, 0.0) < probable(0.5, 0.0) < probable(0.5, 1.0) < probable(0.99, 1.0) < 1


def test_omissions_and_beads_without_words_have_no_evidence() -> None:
    nothing = np.zeros(0, np.float32)
    table = LexicalTable(
        np.zeros(4, np.int64), np.zeros(0, np.int64), nothing, nothing, np.full(3, 1 / 3), np.full(3, 1 / 3)
    )
    wordless = CodedText(np.zeros(0, np.int64), np.zeros(4, np.int64), np.ones(3))
    pair = pair_of([1.0, 1.0, 1.0], [1.0, 1.0, 1.0])
    steps = [Step(0, 1, 0, 1), Step(1, 2, 1, 1), Step(2, 2, 1, 2)]
    assert measure_evidence(pair, steps, table).tolist()[1:] == [0.0, 0.0]
    assert measure_evidence(pair._replace(right=wordless), steps, table).tolist() == [0.0, 0.0, 0.0]
