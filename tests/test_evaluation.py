from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdalign.errors import ReadError
from cdalign.evaluation import (
    BeadPair,
    Evaluation,
    IndexBead,
    calibration_error,
    count_beads,
    evaluate_pairs,
    group_by_source,
    parse_beads,
    read_pairs,
    render_beads,
    score_translation,
    sign_evaluation,
    tabulate_reliability,
)

GOLD = parse_beads("[0]:[0]\n[1]:[1,2]\n[2]:[]\n[3,4]:[3]\n[]:[4]\n")


def test_beads_are_read_as_they_are_written() -> None:
    assert parse_beads(render_beads(GOLD)) == GOLD
    assert GOLD[3] == IndexBead((3, 4), (3,))


def test_costs_and_comments_beside_beads_say_nothing() -> None:
    assert parse_beads("# vecalign\n[0, 1]:[0]:0.25\n\n") == (IndexBead((0, 1), (0,)),)


def test_a_line_that_is_no_bead_is_named() -> None:
    with pytest.raises(ReadError, match=r"x\.beads:2"):
        parse_beads("[0]:[0]\n0-1\n", path="x.beads")


indices = st.lists(st.integers(0, 30), max_size=4, unique=True).map(lambda items: tuple(sorted(items)))


@settings(max_examples=50)
@given(st.lists(st.builds(IndexBead, indices, indices), max_size=20))
def test_any_beads_survive_their_text(beads: list[IndexBead]) -> None:
    assert parse_beads(render_beads(beads)) == tuple(beads)


def test_gold_against_itself_is_perfect() -> None:
    row = Evaluation(count_beads(GOLD, GOLD))
    assert row.strict.f1 == row.lax.f1 == row.two_sided.f1 == 1


def test_counts_follow_vecalign() -> None:
    # One right, one that only touches, one wrong omission; two of the three two-sided gold beads are not found.
    system = parse_beads("[0]:[0]\n[1]:[1]\n[]:[2]\n[2]:[]\n[3]:[3,4]\n[4]:[]\n")
    row = Evaluation(count_beads(system, GOLD))
    assert (row.counts.system, row.counts.right, row.counts.right_lax) == (6, 2, 4)
    assert (row.counts.gold, row.counts.found, row.counts.found_lax) == (3, 1, 3)
    assert row.strict.precision == pytest.approx(2 / 6)
    assert row.strict.recall == pytest.approx(1 / 3)
    assert row.two_sided.precision == pytest.approx(1 / 3)


def test_nothing_found_is_nought_and_no_error() -> None:
    assert Evaluation(count_beads((), GOLD)).strict.f1 == 0


def test_documents_are_averaged_by_beads() -> None:
    bad = BeadPair(parse_beads("[0]:[]\n[]:[0]\n"), parse_beads("[0]:[0]\n"))
    assert evaluate_pairs([BeadPair(GOLD, GOLD), bad]).strict.precision == pytest.approx(5 / 7)


def test_folders_are_paired_by_stem(tmp_path: Path) -> None:
    for folder, suffix in (("hyp", ".beads"), ("gold", ".gold")):
        (tmp_path / folder).mkdir()
        for name in ("un-1", "un-2", "pol-1"):
            (tmp_path / folder / f"{name}{suffix}").write_text(render_beads(GOLD), encoding="utf-8")
    pairs = read_pairs(tmp_path / "hyp", tmp_path / "gold")
    assert {name: len(group) for name, group in group_by_source(pairs).items()} == {"un": 2, "pol": 1}
    (tmp_path / "hyp" / "un-2.beads").unlink()
    with pytest.raises(ReadError, match="un-2"):
        read_pairs(tmp_path / "hyp", tmp_path / "gold")


def test_the_signature_follows_the_gold_and_not_the_system() -> None:
    one, other = {"a": BeadPair(GOLD, GOLD)}, {"a": BeadPair((), GOLD)}
    assert sign_evaluation(one, "x") == sign_evaluation(other, "x")
    assert sign_evaluation(one) != sign_evaluation({"a": BeadPair(GOLD, GOLD[:-1])})


def test_reliability_compares_belief_with_truth() -> None:
    bins = tabulate_reliability([(0.95, True), (1.0, True), (0.95, False), (0.05, False)])
    assert [(item.count, round(item.right, 2)) for item in bins] == [(1, 0.0), (3, 0.67)]
    assert calibration_error(bins) == pytest.approx((0.05 + 3 * abs(2.9 / 3 - 2 / 3)) / 4)


def test_chinese_is_scored_with_its_own_tokenizer() -> None:
    reference, near = ["裁军谈判会议通过了报告。"], ["裁军谈判会议通过了这份报告。"]
    scores = score_translation(near, reference, "zh-Hans")
    bleu, chrf, ter = scores.together
    assert "tok:zh" in bleu.signature
    assert 40 < bleu.value < 100
    assert 40 < chrf.value < 100
    assert 0 < ter.value < 30
    assert len(scores.segments) == 1


def test_english_is_scored_with_the_usual_tokenizer() -> None:
    scores = score_translation(["The report was adopted."], ["The report was adopted."], "en")
    assert "tok:13a" in scores.together[0].signature
    assert [round(score.value) for score in scores.together] == [100, 100, 0]


def test_texts_that_do_not_pair_are_refused() -> None:
    with pytest.raises(ReadError, match="do not pair"):
        score_translation(["a"], ["a", "b"], "en")
