"""Learns the weights of the second look at beads: python bench/alignment_training.py [GOLD…] [--neural] [--left-out].

GOLD are folders of NAME.zh, NAME.en, NAME.gold; ../shared/gold/dev, stress-dev and mac-dev by default. The weights of
`cdalign.alignment.rescoring` are those of a log-linear model over all paths, whose sums are the aligner's own; they are
printed as they are pasted there: of words alone or, with `--neural`, of words and meanings. `--left-out` fits again
without each document, its copies in other folders included, prints how that document is then aligned, and fits the
confidence (`cdalign.alignment.confidence`) to these alignments, since others would make it too sure. All folders take
some minutes of CPU; `--left-out`, some 20 more.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

# One core: of rows so small, threads only cost.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np

from alignment import DEV, SETS, believe_left_out, fit_logistic, measure_error, read_texts
from cdalign.alignment import passes
from cdalign.alignment.candidates import NearbyBeads, Omission, find_candidates
from cdalign.alignment.coding import CodedPair, Coder, SegmentPair
from cdalign.alignment.confidence import describe_beads
from cdalign.alignment.evidence import measure_evidence
from cdalign.alignment.lattices import Lattice, PairModel
from cdalign.alignment.paths import Step, best_path
from cdalign.alignment.posteriors import TEMPERATURE, bead_probabilities, sum_paths
from cdalign.alignment.rescoring import CandidateClues, ClueWeights, correct_scores, describe_candidates
from cdalign.evaluation import BeadPair, IndexBead, evaluate_pairs, group_by_source, read_beads
from cdalign.lexicon import core_lexicon
from cdalign.similarity.meanings import BUNDLED_MODEL, Encoder, load_encoder

# On the squares of the weights of clues divided by their deviation, and in favour of every wrong candidate; those of
# a small grid that scored best by leaving documents out.
PENALTY, MARGIN = 1.0, 0.5
# Against every wrong candidate, to find the path nearest to the gold. Not in favour of every right one: a page header
# inside a bead of several sentences would then be left out at the cost of that bead, which no tiling can say.
AVERSION = 40.0
DISTANCE = 1e-3  # from which the slope of the opening is measured, to both sides
MOST_STEPS, LEAST_GAIN, SUFFICIENT, FIRST_CURVATURE = 150, 1e-7, 1e-4, 100.0
Vector = np.ndarray
Measure = Callable[[Vector], tuple[float, Vector]]


class Look(NamedTuple):
    """What the second look at a document is given, and what the shipped functions say of it."""

    lattice: Lattice
    pair: CodedPair
    model: PairModel
    candidates: NearbyBeads
    clues: CandidateClues


class Lesson(NamedTuple):
    """A document to learn from.

    `steps` are all candidates and `said` their clues, a row for each (of beads, then of omissions); `judged` is the
    lattice with the margin, `sums` and `base` what the path nearest to the gold has of each clue and of scores.
    """

    folder: str
    name: str
    gold: tuple[IndexBead, ...]
    look: Look
    steps: list[Step]
    said: Vector
    judged: Lattice
    sums: Vector
    base: float


class Found(NamedTuple):
    """A document aligned by given weights."""

    lesson: Lesson
    beads: tuple[IndexBead, ...]
    rows: Vector


def main() -> None:
    options = parse_options()
    encoder = load_encoder(BUNDLED_MODEL) if options.neural else None
    lessons = [lesson for folder in options.gold for lesson in read_lessons(folder, encoder)]
    if not lessons:
        raise SystemExit(f"no gold in {', '.join(map(str, options.gold))}: nothing is learnt")
    # The clues of openings, one of which is always 1, are not divided.
    scale = np.append(measure_deviations(lessons), np.ones(len(lessons[0].look.clues.opening)))
    weights, inverse = fit(lessons, scale, np.zeros(len(scale)), np.eye(len(scale)) / FIRST_CURVATURE)
    print_weights(unpack(weights / scale, lessons[0]))
    if options.left_out:
        report(list(leave_out(lessons, scale, weights, inverse)))


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="*", default=[DEV.parent / name for name in SETS])
    parser.add_argument("--neural", action="store_true")
    parser.add_argument("--left-out", action="store_true")
    return parser.parse_args()


def read_lessons(folder: Path, encoder: Encoder | None) -> Iterator[Lesson]:
    for name, texts in read_texts(folder).items():
        yield prepare(folder.name, name, read_beads(folder / f"{name}.gold"), look_at(SegmentPair(*texts), encoder))


def look_at(texts: SegmentPair, encoder: Encoder | None) -> Look:
    """Return what the last pass looks at again, before it is corrected."""
    coder = Coder("zh", "en", core_lexicon(), encoder)
    pairs = coder.code([texts])
    looks: list[Look] = []

    def record(lattice: Lattice, pair: CodedPair, model: PairModel) -> Lattice:
        candidates = find_candidates(lattice)
        clues = describe_candidates(pair, model, candidates)
        # The sums below want more precision than the aligner does.
        precise = replace(lattice, scores=lattice.scores.astype(np.float64))
        looks.append(Look(precise, pair, model, candidates, clues))
        return lattice

    with patch.object(passes, "look_again", record):
        passes.run_passes([passes.whole_work(pairs[0])], passes.gather_knowledge(coder, pairs))
    return looks[0]


def prepare(folder: str, name: str, gold: tuple[IndexBead, ...], look: Look) -> Lesson:
    steps = [*look.candidates.steps, *omit(look.candidates.source, 0), *omit(look.candidates.target, 1)]
    beads, sources = len(look.candidates.steps), len(look.candidates.source)
    wrong = CandidateClues(*np.split(1 - mark(steps, gold)[:, None], [beads, beads + sources]), np.zeros(1))
    judged, kept = (
        correct_scores(look.lattice, look.candidates, wrong, ClueWeights(favour, favour, favour))
        for favour in (np.array([MARGIN]), np.array([-AVERSION]))
    )
    path = best_path(kept)
    is_met = mark(steps, map(to_index_bead, path))
    said, openings = stack_clues(look.clues), count_openings(path)
    base = TEMPERATURE * (float(is_met @ scores_of(judged, look.candidates)) + openings * judged.opening)
    sums = np.append(is_met @ said, openings * look.clues.opening)
    return Lesson(folder, name, gold, look, steps, said, judged, sums, base)


def omit(omissions: list[Omission], side: int) -> list[Step]:
    return [Step(row, row + (side == 0), column, column + (side == 1)) for _, (row, column) in omissions]


def to_index_bead(step: Step) -> IndexBead:
    """Return the bead as gold has it: an omission without the place at which it is left out."""
    return IndexBead(*map(tuple, step.ranges))


def mark(steps: list[Step], chosen: Iterable[IndexBead]) -> Vector:
    """Return 1 for each step that is one of the beads chosen, and 0 for the others."""
    known = set(chosen)
    return np.array([float(to_index_bead(step) in known) for step in steps])


def count_openings(path: Sequence[Step]) -> int:
    """Return how many runs of omissions there are; those of the two sides are runs of their own."""
    kinds = [None, *("both" if step.is_two_sided else "source" if step.ranges[0] else "target" for step in path)]
    return sum(kind != "both" and kind != before for before, kind in pairwise(kinds))


def stack_clues(clues: CandidateClues) -> Vector:
    """Return a row for each candidate: first the clues of beads, then those of omissions, 0 where it is the other."""
    omissions = np.concatenate([clues.source, clues.target])
    beads = np.pad(clues.beads, ((0, 0), (0, omissions.shape[1])))
    return np.concatenate([beads, np.pad(omissions, ((0, 0), (clues.beads.shape[1], 0)))])


def scores_of(lattice: Lattice, candidates: NearbyBeads) -> Vector:
    prices = [lattice.source_prices[one.segment] for one in candidates.source]
    prices += [lattice.target_prices[one.segment] for one in candidates.target]
    return np.append(lattice.scores[candidates.kinds, candidates.cells], prices)


def measure_deviations(lessons: Sequence[Lesson]) -> Vector:
    """Return the standard deviation of each clue among the candidates that have it."""
    beads = np.concatenate([lesson.look.clues.beads for lesson in lessons])
    omissions = np.concatenate([side for lesson in lessons for side in lesson.look.clues[1:3]])
    return np.concatenate([beads.std(axis=0), omissions.std(axis=0)]) + 1e-6


def unpack(weights: Vector, lesson: Lesson) -> ClueWeights:
    clues = lesson.look.clues
    return ClueWeights(*np.split(weights, np.cumsum([clues.beads.shape[1], clues.source.shape[1]])))


def fit(lessons: Sequence[Lesson], scale: Vector, start: Vector, inverse: Vector) -> tuple[Vector, Vector]:
    """Return the weights of the clues divided by their scale, and the inverse of the curvature there."""

    def measure(weights: Vector) -> tuple[float, Vector]:
        found = [measure_loss(lesson, weights / scale) for lesson in lessons]
        loss = sum(one for one, _ in found) + PENALTY / 2 * float(weights @ weights)
        return loss, sum(slope for _, slope in found) / scale + PENALTY * weights

    return minimize(measure, start, inverse)


def measure_loss(lesson: Lesson, weights: Vector) -> tuple[float, Vector]:
    """Return how much less likely than all paths together the gold is (in logarithms), and the slope of that."""
    lattice = correct_scores(lesson.judged, lesson.look.candidates, lesson.look.clues, unpack(weights, lesson))
    sums, aside = sum_paths(lattice), DISTANCE / TEMPERATURE
    more, less = (sum_paths(replace(lattice, opening=lattice.opening + way)).total for way in (aside, -aside))
    openings = (more - less) / (2 * DISTANCE) * lesson.look.clues.opening
    expected = np.append(bead_probabilities(sums, lesson.steps) @ lesson.said, openings)
    return sums.total - lesson.base - float(lesson.sums @ weights), expected - lesson.sums


def minimize(measure: Measure, place: Vector, inverse: Vector) -> tuple[Vector, Vector]:
    """Return where a convex function is least, and the inverse of its curvature there.

    BFGS with backtracking: Nocedal and Wright, *Numerical Optimization* (2006), chapters 3 and 6.
    """
    value, slope = measure(place)
    for _ in range(MOST_STEPS):
        step = -inverse @ slope
        lower, steeper = measure(place + step)
        while lower > value + SUFFICIENT * float(step @ slope) and np.abs(step).max() > LEAST_GAIN:
            step = step / 2
            lower, steeper = measure(place + step)
        turn = steeper - slope
        gain, place, value, slope = value - lower, place + step, lower, steeper
        if gain < LEAST_GAIN * max(1.0, abs(value)):
            break
        if step @ turn > 0:
            side = np.eye(len(step)) - np.outer(step, turn) / (step @ turn)
            inverse = side @ inverse @ side.T + np.outer(step, step) / (step @ turn)
    return place, inverse


def print_weights(weights: ClueWeights) -> None:
    print("ClueWeights(")
    for name, values in weights._asdict().items():
        print(f"    # {name}", f"    {render_array(values)},", sep="\n")
    print(")", flush=True)


def render_array(values: Vector) -> str:
    numbers = ", ".join(f"{value:.3g}" for value in values)
    return f"np.array([{numbers}])"


def leave_out(lessons: Sequence[Lesson], scale: Vector, weights: Vector, inverse: Vector) -> Iterator[Found]:
    """Yield each document aligned by weights that have not seen it; the fits begin at the weights of all."""
    for name in sorted({lesson.name for lesson in lessons}):
        others = [lesson for lesson in lessons if lesson.name != name]
        fitted, _ = fit(others, scale, weights, inverse)
        yield from (align(one, unpack(fitted / scale, one)) for one in lessons if one.name == name)


def align(lesson: Lesson, weights: ClueWeights) -> Found:
    look = lesson.look
    lattice = correct_scores(look.lattice, look.candidates, look.clues, weights)
    steps = best_path(lattice)
    evidence = measure_evidence(look.pair, steps, look.model.table)
    shares = bead_probabilities(sum_paths(lattice), steps)
    rows = describe_beads(look.pair, steps, shares, evidence, look.model.lengths)
    return Found(lesson, tuple(map(to_index_bead, steps)), rows)


def report(found: list[Found]) -> None:
    """Print the figures of documents left out, and the confidence that they teach."""
    rows = np.concatenate([one.rows for one in found])
    truth = np.array([bead in one.lesson.gold for one in found for bead in one.beads])
    places = [(one.lesson.folder, one.lesson.name.partition("-")[0]) for one in found for _ in one.beads]
    folders, sources = map(np.array, zip(*places, strict=True))
    believed = believe_left_out(rows, truth.astype(float), sources)
    for folder in dict.fromkeys(one.lesson.folder for one in found):
        print_accuracy(folder, [one for one in found if one.lesson.folder == folder])
        print_calibration(believed[folders == folder], truth[folders == folder])
    print(f"all, {len(truth):,} beads")
    print_calibration(believed, truth)
    print("confidence:", render_array(fit_logistic(rows, truth.astype(float))))


def print_accuracy(folder: str, found: list[Found]) -> None:
    pairs = {one.lesson.name: BeadPair(one.beads, one.lesson.gold) for one in found}
    groups = {**group_by_source(pairs), "all": pairs.values()}
    figures = (f"{source} {evaluate_pairs(group).strict.f1:.4f}" for source, group in groups.items())
    print(f"{folder}, strict F1, leaving one document out: {', '.join(figures)}")


def print_calibration(believed: Vector, truth: Vector, least: float = 0.95) -> None:
    sure = truth[believed >= least]
    print(f"  calibration error, leaving one source out: {measure_error(believed, truth):.4f}; ", end="")
    print(f"wrong among scores of {least} and more: {int((~sure).sum())} of {len(sure):,}")


if __name__ == "__main__":
    main()
