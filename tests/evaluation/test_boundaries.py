"""Boundaries between sentences, counted against the lines of a gold text."""

from pathlib import Path

import pytest

from cdalign.errors import ReadError
from cdalign.evaluation import BoundaryCounts, count_boundaries, measure_segmentation


def test_boundaries_that_the_rules_find_again_are_right() -> None:
    lines = ["The meeting opened.", "It adopted the agenda.", "It rose at 6 p.m."]
    assert count_boundaries(lines, "en") == BoundaryCounts(system=2, gold=2, right=2)
    assert count_boundaries(["会议开幕。", "会议通过议程。"], "zh") == BoundaryCounts(system=1, gold=1, right=1)


def test_a_boundary_that_only_one_side_has_costs_precision_or_recall() -> None:
    cut_too_often = count_boundaries(["It met. It rose.", "It adopted the agenda."], "en")
    assert (cut_too_often.measure.precision, cut_too_often.measure.recall) == (0.5, 1.0)
    not_cut = count_boundaries(["It met at 6 p.m.", "sharp and rose."], "en")
    assert (not_cut.gold, not_cut.right, not_cut.measure.recall) == (1, 0, 0.0)


def test_a_line_without_a_stop_ends_its_paragraph() -> None:
    assert count_boundaries(["General debate", "The meeting opened."], "en") == BoundaryCounts()


def test_counts_are_added_by_source_and_language(tmp_path: Path) -> None:
    for name in ("un-1.en", "un-2.en", "pol-1.en"):
        (tmp_path / name).write_text("It met.\nIt rose.\n", encoding="utf-8")
    (tmp_path / "un-1.zh").write_text("会议开幕。\n会议闭幕。\n", encoding="utf-8")
    rows = {(row.source, row.lang): row.counts.gold for row in measure_segmentation(tmp_path)}
    assert rows == {("pol", "en"): 1, ("un", "en"): 2, ("un", "zh"): 1, ("all", "en"): 3, ("all", "zh"): 1}


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="holds no text"):
        measure_segmentation(tmp_path)
