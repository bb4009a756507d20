"""How much of each target token each source token explains."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cdalign import core_lexicon
from cdalign.model import Span
from cdalign.spotting import Spotter
from cdalign.spotting.shares import share_out, share_query

SIZES = st.integers(1, 6)


@given(SIZES, SIZES, st.integers(0, 99))
def test_a_token_is_explained_once_at_most_and_no_room_is_negative(rows: int, columns: int, seed: int) -> None:
    generator = np.random.default_rng(seed)
    links = generator.random((rows, columns)) * (generator.random((rows, columns)) > 0.5)
    room, size = generator.integers(0, 3, rows) / 2, generator.integers(0, 3, columns) / 2
    shares = share_out(links, np.ones_like(links), room, size)
    assert (shares >= 0).all()
    assert (shares.sum(axis=0) < 1).all()
    assert not shares[room == 0].any()
    mine, theirs = share_query(links, np.ones_like(links), (room, size), np.arange(rows) == 0)
    assert ((mine + theirs) < 1).all()


def test_a_word_that_is_full_leaves_the_rest_to_another() -> None:
    """国家 (row 0) is linked with `Countries` and `national`, 全国上下 (row 1) with `national`, and less surely."""
    links = np.array([[1.0, 1.0], [0.0, 0.5]])
    shares = share_out(links, np.ones_like(links), np.ones(2), np.ones(2))
    assert shares[0, 0] > 0.7
    assert shares[1, 1] > shares[0, 1]
    roomy = share_out(links, np.ones_like(links), np.array([2.0, 1.0]), np.ones(2))
    assert roomy[0, 1] > shares[0, 1]


def test_a_word_without_links_explains_what_nobody_does_near_its_place() -> None:
    links = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    nearness = np.array([[1.0, 0.5, 0.2], [0.5, 1.0, 0.5], [0.2, 0.5, 1.0]])
    shares = share_out(links, nearness, np.ones(3), np.ones(3))
    assert shares[:, 1].argmax() == 1
    assert shares[1, 1] > 2 * max(shares[0, 1], shares[2, 1])


def test_words_of_one_root_are_linked_although_their_stems_differ() -> None:
    source, target = "我们努力执行该计划。", "We work for the implementation of the plan."
    question = Spotter(core_lexicon()).ask(Span(4, 6), source, target)
    assert question is not None
    column = [token.letters for token in question.target].index("implementation")
    assert question.links[question.is_asked, column].min() > 0.5
