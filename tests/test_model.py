"""The nouns keep their promises."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitexts import Step, edited_bitexts, make_bitext, steps_of_editing
from cdalign.model import EDITED, Bead, BeadStatus, Bitext, ConceptEntry, Term, Termbase, TranslationUnit


def bead(source: tuple[int, int], target: tuple[int, int]) -> Bead:
    return Bead(range(*source), range(*target))


@pytest.mark.parametrize(
    "beads",
    [
        [bead((0, 1), (0, 1))],  # does not reach the end
        [bead((0, 1), (0, 1)), bead((0, 2), (1, 2))],  # overlaps
        [bead((0, 1), (0, 1)), bead((2, 2), (1, 2))],  # leaves a gap
        [bead((0, 1), (0, 1)), bead((1, 1), (1, 1)), bead((1, 2), (1, 2))],  # holds an empty bead
        [bead((0, 1), (1, 2)), bead((1, 2), (0, 1))],  # crosses
    ],
)
def test_beads_that_do_not_tile_are_refused(beads: list[Bead]) -> None:
    bitext = make_bitext([1, 1])
    with pytest.raises(ValueError, match="bead"):
        replace(bitext, paragraphs=tuple(beads))


def test_sentence_beads_must_not_cross_the_paragraph_beads() -> None:
    bitext = make_bitext([1, 1])
    with pytest.raises(ValueError, match="no sentence bead starts"):
        replace(bitext, sentences=(bead((0, 2), (0, 2)),))


def is_sound(make: Callable[[], Bitext]) -> bool:
    try:
        make()
    except ValueError:
        return False
    return True


Patch = tuple[int, int, list[tuple[int, int]]]
numbers = st.integers(0, 5)
patches = st.tuples(numbers, st.integers(0, 3), st.lists(st.tuples(numbers, numbers), max_size=2))


def regrouped(old: tuple[Bead, ...], patch: Patch) -> tuple[Bead, ...]:
    """A run of beads drawn otherwise, with boundaries that may be out of it or cross."""
    start, count, corners = patch
    run = old[start : start + count]
    if not run:
        return old
    ends = [(run[0].source.start, run[0].target.start), *corners, (run[-1].source.stop, run[-1].target.stop)]
    drawn = (bead((one[0], other[0]), (one[1], other[1])) for one, other in pairwise(ends))
    return (*old[:start], *drawn, *old[start + count :])


@settings(max_examples=400, deadline=None)
@given(steps_of_editing, patches, patches)
def test_checking_what_is_new_refuses_what_checking_all_refuses(steps: list[Step], outer: Patch, inner: Patch) -> None:
    *_, bitext = edited_bitexts(make_bitext([2, 1, 2]), steps)
    new = {"paragraphs": regrouped(bitext.paragraphs, outer), "sentences": regrouped(bitext.sentences, inner)}
    for changed in (new, {"paragraphs": new["paragraphs"]}, {"sentences": new["sentences"]}):
        made = is_sound(partial(bitext.with_beads, **changed))
        assert made == is_sound(partial(replace, bitext, **changed))


def test_sentences_are_found_inside_their_paragraph_bead() -> None:
    bitext = make_bitext([2, 1])
    assert bitext.sentences_inside(bitext.paragraphs[0]) == bitext.sentences[:2]


def test_a_bead_knows_its_shape_and_state() -> None:
    doubtful = Bead(range(2), range(1), score=0.3)
    assert doubtful.shape == "2:1"
    assert doubtful.is_doubtful
    assert not replace(doubtful, status=BeadStatus.CONFIRMED).is_doubtful
    assert replace(doubtful, marks=(EDITED,)).is_settled
    assert not Bead(range(1), range(0)).is_two_sided


def test_an_omission_is_also_where_it_stands() -> None:
    here, there = bead((0, 1), (1, 1)), bead((0, 1), (2, 2))
    assert here != there
    assert len({here, there, bead((0, 1), (1, 1))}) == 2


def test_small_accessors() -> None:
    entry = ConceptEntry("cd", (Term("裁谈会", "zh-Hans"), Term("Conference", "en")))
    assert [term.text for term in entry.terms_in("zh")] == ["裁谈会"]
    assert Termbase((entry,)).by_id["cd"] is entry
    unit = TranslationUnit("核", "nuclear", "zh", "en", props=(("x-score", "0.9"),))
    assert unit.prop("x-score") == "0.9"
    assert unit.prop("x-other", "none") == "none"
