"""Reviews: customs of the keys, undo without end, and a working file that is never behind."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bitexts import make_bitext
from cdalign.editing import shift_boundary
from cdalign.errors import CdalignError, ConflictError, UsageError
from cdalign.model import Bead, BeadStatus, Bitext, Level
from cdalign.reviewing import (
    Review,
    balance_cut,
    bead_number,
    confirm_bead,
    exclude_bead,
    find_words,
    measure_progress,
    merge_with_next,
    next_to_review,
    release_bead,
    split_at,
)
from cdalign.reviewing.changes import changed_region, changed_rows, find_change
from cdalign.working import fit_bitext, read_working, render_working, write_working


def test_the_last_sentence_confirms_its_paragraph() -> None:
    bitext = make_bitext([2, 1])
    bitext = confirm_bead(bitext, Level.SENTENCE, 0)
    assert bitext.paragraphs[0].status is BeadStatus.PENDING
    bitext = confirm_bead(bitext, Level.SENTENCE, 1)
    assert [bead.status for bead in bitext.paragraphs] == [BeadStatus.CONFIRMED, BeadStatus.PENDING]


def test_a_paragraph_confirms_its_pending_sentences_and_no_others() -> None:
    bitext = exclude_bead(make_bitext([2, 1]), Level.SENTENCE, 0)
    bitext = confirm_bead(bitext, Level.PARAGRAPH, 0)
    assert [str(bead.status) for bead in bitext.sentences] == ["excluded", "confirmed", "pending"]


def test_excluding_twice_takes_back() -> None:
    bitext = make_bitext([2])
    once = exclude_bead(bitext, Level.PARAGRAPH, 0)
    assert {bead.status for bead in once.sentences} == {BeadStatus.EXCLUDED}
    assert exclude_bead(once, Level.PARAGRAPH, 0) == bitext
    assert release_bead(once, Level.PARAGRAPH, 0) == bitext


def test_a_split_without_a_cursor_balances_the_halves() -> None:
    bitext = merge_with_next(merge_with_next(make_bitext([4]), Level.SENTENCE, 0), Level.SENTENCE, 0)
    assert bitext.sentences[0].shape == "3:3"
    cut = balance_cut(bitext, Level.SENTENCE, 0)
    assert cut in {(1, 1), (2, 2)}
    assert balance_cut(bitext, Level.SENTENCE, 0, source_at=2) == (2, 2)
    assert balance_cut(bitext, Level.SENTENCE, 0, target_at=1) == (1, 1)


def test_a_pair_that_does_not_belong_together_is_split_into_two_omissions() -> None:
    bitext = split_at(make_bitext([1]), Level.SENTENCE, 0)
    assert [bead.shape for bead in bitext.sentences] == ["1:0", "0:1"]
    with pytest.raises(UsageError):
        split_at(bitext, Level.SENTENCE, 0)


def test_enter_goes_to_the_next_doubtful_and_comes_round() -> None:
    bitext = make_bitext([1, 1, 1])
    sure = Bitext(
        bitext.source,
        bitext.target,
        bitext.paragraphs,
        tuple(Bead(bead.source, bead.target, 0.99 if at == 1 else 0.2) for at, bead in enumerate(bitext.sentences)),
    )
    assert next_to_review(sure) == sure.sentences[0]
    assert next_to_review(sure, (0, 0)) == sure.sentences[2]
    assert next_to_review(sure, (2, 2)) == sure.sentences[0]
    done = confirm_bead(confirm_bead(sure, Level.SENTENCE, 0), Level.SENTENCE, 2)
    assert next_to_review(done) == sure.sentences[1], "no doubtful one is left: the pending one"
    assert next_to_review(confirm_bead(done, Level.SENTENCE, 1)) is None
    assert measure_progress(done.sentences).pending == 1


def test_words_are_found_on_either_side() -> None:
    bitext = make_bitext([2, 2])
    assert [bead.source.start for bead in find_words(bitext, "EN 2.1")] == [2]
    assert list(find_words(bitext, " ")) == []


def test_a_bead_is_named_by_its_corner() -> None:
    bitext = merge_with_next(make_bitext([3]), Level.SENTENCE, 0)
    assert bead_number(bitext, Level.SENTENCE, (2, 2)) == 1
    with pytest.raises(UsageError, match="no bead starts"):
        bead_number(bitext, Level.SENTENCE, (1, 1))


def open_copy(tmp_path: Path, sizes: list[int]) -> Review:
    return Review(tmp_path / "pair.beads.tsv", make_bitext(sizes))


def on_disk(review: Review) -> Bitext | None:
    return fit_bitext(read_working(review.path), review.bitext.source, review.bitext.target)


def test_every_edit_is_on_the_disk_and_can_be_undone(tmp_path: Path) -> None:
    review = open_copy(tmp_path, [2, 2])
    start = review.bitext
    review.edit(review.version, lambda bitext: merge_with_next(bitext, Level.SENTENCE, 0))
    merged = review.bitext
    assert on_disk(review) == merged
    review.undo(review.version)
    assert review.bitext == start == on_disk(review)
    review.redo(review.version)
    assert review.bitext == merged == on_disk(review)
    with pytest.raises(UsageError, match="nothing to redo"):
        review.redo(review.version)


def confirmed(index: int) -> Callable[[Bitext], Bitext]:
    return lambda bitext: confirm_bead(bitext, Level.SENTENCE, index)


def statuses(review: Review) -> str:
    """The first letters of the states of the sentence beads on the disk."""
    bitext = on_disk(review)
    assert bitext is not None
    return "".join(str(bead.status)[0] for bead in bitext.sentences)


def test_an_edit_of_a_bead_that_has_changed_is_refused(tmp_path: Path) -> None:
    review = open_copy(tmp_path, [3])
    seen = review.version
    review.edit(seen, lambda bitext: merge_with_next(bitext, Level.SENTENCE, 0))
    for index in (0, 1):
        with pytest.raises(ConflictError, match="another window"):
            review.edit(seen, confirmed(index))
    with pytest.raises(ConflictError):
        review.undo(seen)
    assert statuses(review) == "pp"


def test_an_edit_of_another_bead_is_merged(tmp_path: Path) -> None:
    review = open_copy(tmp_path, [3, 2])
    seen = review.version
    first = review.edit(seen, lambda bitext: merge_with_next(bitext, Level.SENTENCE, 0))
    second = review.edit(seen, confirmed(2))
    assert (first.is_merged, second.is_merged) == (False, True)
    assert second.before == first.after
    assert (second.after, second.version) == (review.bitext, review.version)
    assert [bead.shape for bead in review.bitext.sentences] == ["2:2", "1:1", "1:1", "1:1"]
    assert statuses(review) == "pcpp"


def test_an_edit_of_an_unknown_state_is_refused(tmp_path: Path) -> None:
    review = open_copy(tmp_path, [2])
    with pytest.raises(ConflictError):
        review.edit("0123456789abcdef", confirmed(0))


def test_two_servers_of_one_file_keep_what_both_are_told(tmp_path: Path) -> None:
    one = open_copy(tmp_path, [4])
    other = Review(one.path, one.bitext, seen=one.path.read_bytes())
    seen = one.version
    one.edit(seen, confirmed(0))
    assert other.edit(seen, confirmed(2)).is_merged
    one.edit(seen, confirmed(3))
    assert statuses(one) == statuses(other) == "cpcc"
    with pytest.raises(ConflictError):
        other.edit(seen, lambda bitext: exclude_bead(bitext, Level.SENTENCE, 3))


def test_another_program_that_writes_the_file_is_followed(tmp_path: Path) -> None:
    review = open_copy(tmp_path, [2])
    seen = review.version
    write_working(review.path, confirm_bead(review.bitext, Level.SENTENCE, 1))
    bitext, version = review.snapshot()
    assert bitext.sentences[1].status is BeadStatus.CONFIRMED
    assert version != seen


def test_an_edit_is_undone_although_others_edit_elsewhere(tmp_path: Path) -> None:
    review = open_copy(tmp_path, [3])
    review.edit(review.version, confirmed(0))
    write_working(review.path, confirm_bead(review.bitext, Level.SENTENCE, 2))
    review.undo(review.snapshot()[1])
    assert statuses(review) == "ppc"
    review.redo(review.version)
    assert statuses(review) == "cpc"
    write_working(review.path, exclude_bead(review.bitext, Level.SENTENCE, 0))
    with pytest.raises(ConflictError):
        review.undo(review.snapshot()[1])
    assert statuses(review) == "epc"


def test_a_build_that_wrote_first_keeps_its_file(tmp_path: Path) -> None:
    review = open_copy(tmp_path, [2])
    with pytest.raises(ConflictError, match="another program"):
        Review(review.path, confirm_bead(review.bitext, Level.SENTENCE, 0), seen=b"what was there before")
    assert statuses(review) == "pp"


def test_an_edit_that_cannot_be_done_changes_nothing(tmp_path: Path) -> None:
    review = open_copy(tmp_path, [1, 1])
    before = review.path.read_bytes()
    with pytest.raises(UsageError, match="bead number 2 does not exist"):
        review.edit(review.version, lambda bitext: merge_with_next(bitext, Level.SENTENCE, 1))
    assert review.path.read_bytes() == before
    with pytest.raises(UsageError, match="nothing to undo"):
        review.undo(review.version)


ACTIONS = st.tuples(
    st.sampled_from(["confirm", "exclude", "release", "merge", "split", "shift"]),
    st.sampled_from(list(Level)),
    st.integers(0, 9),
    st.sampled_from([-1, 1]),
)


def act(bitext: Bitext, action: tuple[str, Level, int, int]) -> Bitext:
    name, level, index, by = action
    match name:
        case "confirm":
            return confirm_bead(bitext, level, index)
        case "exclude":
            return exclude_bead(bitext, level, index)
        case "release":
            return release_bead(bitext, level, index)
        case "merge":
            return merge_with_next(bitext, level, index)
        case "split":
            return split_at(bitext, level, index)
        case _:
            return shift_boundary(bitext, level, index, source_by=by)


@settings(max_examples=60)
@given(st.lists(ACTIONS, max_size=12))
def test_changes_lead_forth_and_back_and_name_what_they_touched(actions: list[tuple[str, Level, int, int]]) -> None:
    bitext = make_bitext([2, 1, 3])
    for action in actions:
        try:
            new = act(bitext, action)
        except CdalignError:
            continue
        change = find_change(bitext, new)
        assert change.apply(bitext) == new
        assert change.turned().apply(new) == bitext
        if not change.is_nothing:
            region = changed_region(bitext, new, change)
            for numbers in (slice(None, region.old.start), slice(region.old.stop, None)):
                old_side = bitext.paragraphs[numbers]
                shift = region.new.stop - region.old.stop if numbers.start is not None else 0
                start = None if numbers.start is None else numbers.start + shift
                new_side = new.paragraphs[start : numbers.stop]
                assert old_side == new_side
                inside = [bitext.sentences_inside(bead) for bead in old_side]
                assert inside == [new.sentences_inside(bead) for bead in new_side]
            rows = changed_rows(bitext, new, change)
            assert bitext.sentences[: rows.old.start] == new.sentences[: rows.new.start]
            assert bitext.sentences[rows.old.stop :] == new.sentences[rows.new.stop :]
        bitext = new
    assert render_working(bitext)
