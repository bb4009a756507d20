"""What a person has settled cuts a text into pieces."""

import pytest

from cdalign.alignment.paths import Step
from cdalign.alignment.settling import BitextPiece, Settled, cut_pieces, turn_bead
from cdalign.model import Bead, BeadStatus


def bead(source: tuple[int, int], target: tuple[int, int]) -> Bead:
    return Bead(range(*source), range(*target), 0.5, BeadStatus.CONFIRMED, ("edited",))


AREA = Step(2, 10, 4, 12)


def pieces(*settled: Bead) -> list[tuple[Step, bool]]:
    return [(piece.area, piece.settled is not None) for piece in cut_pieces(AREA, settled)]


def test_nothing_settled_leaves_the_whole_area_free() -> None:
    assert list(cut_pieces(AREA, ())) == [BitextPiece(AREA)]


def test_free_rectangles_lie_between_settled_beads() -> None:
    assert pieces(bead((4, 5), (6, 8)), bead((7, 7), (9, 10))) == [
        (Step(2, 4, 4, 6), False),
        (Step(4, 5, 6, 8), True),
        (Step(5, 7, 8, 9), False),
        (Step(7, 7, 9, 10), True),
        (Step(7, 10, 10, 12), False),
    ]


def test_a_gap_may_have_one_side_and_none_has_neither() -> None:
    assert pieces(bead((2, 3), (5, 6)), bead((4, 5), (6, 7)), bead((5, 10), (7, 12))) == [
        (Step(2, 2, 4, 5), False),
        (Step(2, 3, 5, 6), True),
        (Step(3, 4, 6, 6), False),
        (Step(4, 5, 6, 7), True),
        (Step(5, 10, 7, 12), True),
    ]


@pytest.mark.parametrize("rest", [((2, 10), (4, 11)), ((2, 9), (4, 12))])
def test_what_is_left_of_one_side_is_a_piece(rest: tuple[tuple[int, int], tuple[int, int]]) -> None:
    assert [is_settled for _, is_settled in pieces(bead(*rest))] == [True, False]


@pytest.mark.parametrize(
    "settled",
    [
        [bead((4, 5), (6, 8)), bead((4, 6), (8, 9))],
        [bead((4, 5), (6, 8)), bead((5, 6), (7, 9))],
        [bead((1, 3), (4, 5))],
        [bead((2, 3), (3, 5))],
        [bead((2, 11), (4, 5))],
        [bead((2, 3), (4, 13))],
    ],
)
def test_settled_beads_that_cross_or_leave_the_area_are_a_mistake(settled: list[Bead]) -> None:
    with pytest.raises(ValueError, match="settled bead"):
        list(cut_pieces(AREA, settled))


def test_a_turned_bead_keeps_all_but_its_sides() -> None:
    one = bead((1, 2), (3, 5))
    assert turn_bead(one) == Bead(range(3, 5), range(1, 2), 0.5, BeadStatus.CONFIRMED, ("edited",))
    settled = Settled((one,), (turn_bead(one),))
    assert settled.turned() == Settled((turn_bead(one),), (one,))
    assert settled.turned().turned() == settled
