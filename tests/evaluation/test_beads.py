"""Beads as aligners exchange them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdalign.errors import ReadError
from cdalign.evaluation import (
    IndexBead,
    parse_beads,
    render_beads,
)

GOLD = parse_beads("[0]:[0]\n[1]:[1,2]\n[2]:[]\n[3,4]:[3]\n[]:[4]\n")
indices = st.lists(st.integers(0, 30), max_size=4, unique=True).map(lambda items: tuple(sorted(items)))


def test_beads_are_read_as_they_are_written() -> None:
    assert parse_beads(render_beads(GOLD)) == GOLD
    assert GOLD[3] == IndexBead((3, 4), (3,))


def test_costs_and_comments_beside_beads_say_nothing() -> None:
    assert parse_beads("# vecalign\n[0, 1]:[0]:0.25\n\n") == (IndexBead((0, 1), (0,)),)


def test_a_line_that_is_no_bead_is_named() -> None:
    with pytest.raises(ReadError, match=r"x\.beads:2"):
        parse_beads("[0]:[0]\n0-1\n", path="x.beads")


@settings(max_examples=50)
@given(st.lists(st.builds(IndexBead, indices, indices), max_size=20))
def test_any_beads_survive_their_text(beads: list[IndexBead]) -> None:
    assert parse_beads(render_beads(beads)) == tuple(beads)
