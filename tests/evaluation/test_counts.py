"""Precision, recall and F1 of beads."""

import pytest

from cdalign.evaluation import (
    BeadPair,
    Evaluation,
    count_beads,
    evaluate_pairs,
    parse_beads,
)

GOLD = parse_beads("[0]:[0]\n[1]:[1,2]\n[2]:[]\n[3,4]:[3]\n[]:[4]\n")


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
