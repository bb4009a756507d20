"""Editing: bitext in, bitext out, and the beads always tile."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitexts import Step, edited_bitexts, make_bitext, steps_of_editing
from cdalign.editing import merge_beads, set_status, shift_boundary, split_bead
from cdalign.errors import UsageError
from cdalign.model import BeadStatus, Bitext, Level


def shapes(bitext: Bitext, level: Level) -> list[str]:
    return [bead.shape for bead in bitext.beads(level)]


def test_confirm_marks_one_bead_and_leaves_the_old_bitext() -> None:
    before = make_bitext([2, 1])
    after = set_status(before, Level.SENTENCE, 1, BeadStatus.CONFIRMED)
    assert [bead.status for bead in after.sentences] == ["pending", "confirmed", "pending"]
    assert before.sentences[1].status is BeadStatus.PENDING


def test_merge_counts_as_a_persons_decision() -> None:
    after = merge_beads(make_bitext([2, 1]), Level.SENTENCE, 0, 1)
    assert shapes(after, Level.SENTENCE) == ["2:2", "1:1"]
    assert after.sentences[0].is_settled


def test_sentences_of_two_paragraph_beads_cannot_be_merged() -> None:
    with pytest.raises(UsageError, match="two paragraph beads"):
        merge_beads(make_bitext([1, 1]), Level.SENTENCE, 0, 1)


def test_they_can_once_the_paragraph_beads_are_one() -> None:
    paragraphs_merged = merge_beads(make_bitext([1, 1]), Level.PARAGRAPH, 0, 1)
    assert shapes(merge_beads(paragraphs_merged, Level.SENTENCE, 0, 1), Level.SENTENCE) == ["2:2"]


def test_split_of_a_paragraph_bead_cuts_the_sentence_bead_that_crosses() -> None:
    merged = merge_beads(make_bitext([1, 1]), Level.PARAGRAPH, 0, 1)
    merged = merge_beads(merged, Level.SENTENCE, 0, 1)
    after = split_bead(merged, Level.PARAGRAPH, 0, 1, 2)
    assert shapes(after, Level.PARAGRAPH) == ["1:2", "1:0"]
    assert shapes(after, Level.SENTENCE) == ["1:2", "1:0"]


def test_shift_moves_a_unit_over_the_boundary_and_an_emptied_bead_disappears() -> None:
    after = shift_boundary(make_bitext([3]), Level.SENTENCE, 0, target_by=1)
    assert shapes(after, Level.SENTENCE) == ["1:2", "1:0", "1:1"]
    again = shift_boundary(after, Level.SENTENCE, 0, source_by=1)
    assert shapes(again, Level.SENTENCE) == ["2:2", "1:1"]


@pytest.mark.parametrize(
    "edit",
    [
        lambda bitext: set_status(bitext, Level.SENTENCE, 99, BeadStatus.CONFIRMED),
        lambda bitext: merge_beads(bitext, Level.SENTENCE, 1, 1),
        lambda bitext: split_bead(bitext, Level.SENTENCE, 0, 0, 0),
        lambda bitext: split_bead(bitext, Level.SENTENCE, 0, 5, 0),
        lambda bitext: shift_boundary(bitext, Level.SENTENCE, 0, source_by=2),
        lambda bitext: shift_boundary(bitext, Level.SENTENCE, 1, source_by=-1),
    ],
)
def test_what_cannot_be_done_is_said(edit: object) -> None:
    with pytest.raises(UsageError):
        edit(make_bitext([2, 1]))  # type: ignore[operator]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(1, 3), min_size=1, max_size=4), steps_of_editing)
def test_any_run_of_edits_leaves_a_bitext(sizes: list[int], steps: list[Step]) -> None:
    for bitext in edited_bitexts(make_bitext(sizes), steps):
        # Each edit has checked what it changed; the constructor checks all.
        assert replace(bitext) == bitext
    units = [unit for bead in bitext.sentences for unit in bead.source]
    assert units == list(range(sum(sizes)))
