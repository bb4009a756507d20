"""How good an alignment or a translation is: precision, recall and F1 against gold; sacrebleu scores; calibration."""

from cdalign.evaluation.beads import IndexBead, parse_beads, read_beads, render_beads
from cdalign.evaluation.boundaries import BoundaryCounts, SegmentationRow, count_boundaries, measure_segmentation
from cdalign.evaluation.counts import Counts, Evaluation, Measure, count_beads
from cdalign.evaluation.pairs import (
    BeadPair,
    count_units,
    evaluate_pairs,
    group_by_source,
    read_pairs,
    sign_evaluation,
)
from cdalign.evaluation.reliability import ReliabilityBin, calibration_error, tabulate_reliability
from cdalign.evaluation.translations import Score, TranslationScores, score_translation

__all__ = [
    "BeadPair",
    "BoundaryCounts",
    "Counts",
    "Evaluation",
    "IndexBead",
    "Measure",
    "ReliabilityBin",
    "Score",
    "SegmentationRow",
    "TranslationScores",
    "calibration_error",
    "count_beads",
    "count_boundaries",
    "count_units",
    "evaluate_pairs",
    "group_by_source",
    "measure_segmentation",
    "parse_beads",
    "read_beads",
    "read_pairs",
    "render_beads",
    "score_translation",
    "sign_evaluation",
    "tabulate_reliability",
]
