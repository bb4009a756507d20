"""Learns the weights of the second look at beads: python bench/alignment_training.py [GOLD…] [--neural] [--left-out].

GOLD are folders of NAME.zh, NAME.en, NAME.gold; ../shared/gold/dev, stress-dev and mac-dev by default. Of the first,
copies that are damaged otherwise (`damaged_gold`) teach as well, each a little. The weights of
`cdalign.alignment.rescoring` are those of a log-linear model over all paths (`sparse_paths`); they are printed as they
are pasted there: of words alone or, with `--neural`, of words and meanings. `--left-out` fits again without each
document, its copies in other folders included, prints how that document is then aligned, and fits the confidence
(`cdalign.alignment.confidence`) to these alignments, since others would make it too sure. All of it takes less than a
minute of CPU; with `--neural`, two more to read the texts.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

# One core: of rows so small, threads only cost.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np
from damaged_gold import GoldText, damage, read_gold
from minimizing import minimize
from sparse_paths import PathSums, cut_links, link_candidates

from alignment import DEV, SETS, believe_left_out, fit_logistic, measure_error
from cdalign.alignment import passes
from cdalign.alignment.candidates import NearbyBeads, Omission, find_candidates
from cdalign.alignment.coding import CodedPair, Coder, SegmentPair
from cdalign.alignment.confidence import describe_beads
from cdalign.alignment.evidence import measure_evidence
from cdalign.alignment.lattices import Lattice, PairModel
from cdalign.alignment.paths import Step, best_path
from cdalign.alignment.posteriors import TEMPERATURE, bead_probabilities, sum_paths
from cdalign.alignment.rescoring import CandidateClues, ClueWeights, correct_scores, describe_candidates
from cdalign.evaluation import BeadPair, IndexBead, evaluate_pairs, group_by_source
from cdalign.lexicon import core_lexicon
from cdalign.similarity.meanings import BUNDLED_MODEL, Encoder, load_encoder

# On the squares of the weights of clues divided by their deviation, and in favour of every wrong candidate; those of
# a small grid that scored best by leaving documents out.
PENALTY, MARGIN = 1.0, 0.75
# Against every wrong candidate, to find the path nearest to the gold. Not in favour of every right one: a page header
# inside a bead of several sentences would then be left out at the cost of that bead, which no tiling can say.
AVERSION = 40.0
# What a document of the first folder counts, how many damaged copies it has, and what each of them counts: omissions
# are rare in whole texts, and whole texts are what there is most of.
WEIGHT_OF_FIRST, COPIES, WEIGHT_OF_COPY = 2.0, 6, 0.25
FIRST_CURVATURE = 100.0
Vector = np.ndarray


class Look(NamedTuple):
    """What the second look at a document is given, and what the shipped functions say of it."""

    lattice: Lattice
    pair: CodedPair
    model: PairModel
    candidates: NearbyBeads
    clues: CandidateClues


class Lesson(NamedTuple):
    """A document to learn from, and what it counts.

    `steps` are all candidates and `said` their clues, a row for each (of beads, then of omissions).
    """

    folder: str
    name: str
    gold: tuple[IndexBead, ...]
    look: Look
    weight: float
    steps: list[Step]
    said: Vector


class Course(NamedTuple):
    """All lessons, and of each link on their paths: what it counts, its clues, its score, and whether it is wrong.

    `taught` says which links are on the path nearest to the gold. Scores are those of the first look, cooled.
    """

    lessons: list[Lesson]
    paths: PathSums
    weights: Vector
    clues: Vector
    scores: Vector
    is_wrong: Vector
    taught: Vector


class Found(NamedTuple):
    """A document aligned by given weights."""

    lesson: Lesson
    beads: tuple[IndexBead, ...]
    rows: Vector


def main() -> None:
    options = parse_options()
    encoder = load_encoder(BUNDLED_MODEL) if options.neural else None
    given = zip(options.gold, [WEIGHT_OF_FIRST, *[1.0] * (len(options.gold) - 1)], strict=True)
    lessons = [lesson for folder, weight in given for lesson in read_lessons(folder, weight, encoder)]
    if not lessons:
        raise SystemExit(f"no gold in {', '.join(map(str, options.gold))}: nothing is learnt")
    copies = [copy for text in read_gold(options.gold[0]).items() for copy in damage_lesson(*text, encoder)]
    course = prepare([*lessons, *copies])
    scale = measure_deviations(course.lessons)
    weights, inverse = fit(course, scale, np.zeros(len(scale)), np.eye(len(scale)) / FIRST_CURVATURE)
    print_weights(unpack(weights / scale, lessons[0]))
    if options.left_out:
        report(list(leave_out(course, scale, weights, inverse)))


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="*", default=[DEV.parent / name for name in SETS])
    parser.add_argument("--neural", action="store_true")
    parser.add_argument("--left-out", action="store_true")
    return parser.parse_args()


def read_lessons(folder: Path, weight: float, encoder: Encoder | None) -> Iterator[Lesson]:
    return (give_lesson(folder.name, *text, weight, encoder) for text in read_gold(folder).items())


def damage_lesson(name: str, text: GoldText, encoder: Encoder | None) -> Iterator[Lesson]:
    seeds = (1000 * copy + sum(map(ord, name)) for copy in range(COPIES))
    return (give_lesson("", name, damage(text, seed), WEIGHT_OF_COPY, encoder) for seed in seeds)


def give_lesson(folder: str, name: str, text: GoldText, weight: float, encoder: Encoder | None) -> Lesson:
    look = look_at(SegmentPair(text.source, text.target), encoder)
    steps = [*look.candidates.steps, *omit(look.candidates.source, 0), *omit(look.candidates.target, 1)]
    return Lesson(folder, name, text.beads, look, weight, steps, stack_clues(look.clues))


def look_at(texts: SegmentPair, encoder: Encoder | None) -> Look:
    """Return what the last pass looks at again, before it is corrected."""
    coder = Coder("zh", "en", core_lexicon(), encoder)
    pairs = coder.code([texts])
    looks: list[Look] = []

    def record(lattice: Lattice, pair: CodedPair, model: PairModel) -> Lattice:
        candidates = find_candidates(lattice)
        clues = describe_candidates(pair, model, candidates)
        looks.append(Look(lattice, pair, model, candidates, clues))
        return lattice

    with patch.object(passes, "look_again", record):
        passes.run_passes([passes.whole_work(pairs[0])], passes.gather_knowledge(coder, pairs))
    return looks[0]


def prepare(lessons: list[Lesson]) -> Course:
    paths = PathSums(
        piece
        for number, lesson in enumerate(lessons)
        for piece in cut_links(number, link_candidates(lesson.look.lattice.band, lesson.look.candidates))
    )
    counts = np.array([len(lesson.steps) for lesson in lessons])
    rows = (np.cumsum(counts) - counts)[paths.documents] + paths.candidates
    is_candidate, opens = paths.candidates >= 0, paths.opens[:, None]
    openings = np.array([lesson.look.clues.opening for lesson in lessons])[paths.documents]
    said = np.concatenate([lesson.said for lesson in lessons])[rows] * is_candidate[:, None]
    prices = np.array([lesson.look.lattice.opening for lesson in lessons])[paths.documents]
    scores = np.concatenate([scores_of(lesson.look) for lesson in lessons])[rows] * is_candidate
    scores = TEMPERATURE * (scores + prices * paths.opens)
    is_right = np.concatenate([mark(lesson.steps, lesson.gold) for lesson in lessons])[rows]
    is_wrong = (1 - is_right) * is_candidate
    weights = np.array([lesson.weight for lesson in lessons])
    taught = paths.find_best(scores - AVERSION * is_wrong)
    return Course(lessons, paths, weights, np.hstack([said, openings * opens]), scores, is_wrong, taught)


def omit(omissions: list[Omission], side: int) -> list[Step]:
    return [Step(row, row + (side == 0), column, column + (side == 1)) for _, (row, column) in omissions]


def to_index_bead(step: Step) -> IndexBead:
    """Return the bead as gold has it: an omission without the place at which it is left out."""
    return IndexBead(*map(tuple, step.ranges))


def mark(steps: list[Step], chosen: Iterable[IndexBead]) -> Vector:
    """Return 1 for each step that is one of the beads chosen, and 0 for the others."""
    known = set(chosen)
    return np.array([float(to_index_bead(step) in known) for step in steps])


def stack_clues(clues: CandidateClues) -> Vector:
    """Return a row for each candidate: first the clues of beads, then those of omissions, 0 where it is the other."""
    omissions = np.concatenate([clues.source, clues.target])
    beads = np.pad(clues.beads, ((0, 0), (0, omissions.shape[1])))
    return np.concatenate([beads, np.pad(omissions, ((0, 0), (clues.beads.shape[1], 0)))])


def scores_of(look: Look) -> Vector:
    """Return the score of each candidate by the first look."""
    prices = [look.lattice.source_prices[one.segment] for one in look.candidates.source]
    prices += [look.lattice.target_prices[one.segment] for one in look.candidates.target]
    return np.append(look.lattice.scores[look.candidates.kinds, look.candidates.cells], prices).astype(np.float64)


def measure_deviations(lessons: Sequence[Lesson]) -> Vector:
    """Return the standard deviation of each clue among the candidates that have it.

    The clues of openings, one of which is always 1, are not divided.
    """
    beads = np.concatenate([lesson.look.clues.beads for lesson in lessons])
    omissions = np.concatenate([side for lesson in lessons for side in lesson.look.clues[1:3]])
    whole = np.ones(len(lessons[0].look.clues.opening))
    return np.concatenate([beads.std(axis=0) + 1e-6, omissions.std(axis=0) + 1e-6, whole])


def unpack(weights: Vector, lesson: Lesson) -> ClueWeights:
    clues = lesson.look.clues
    return ClueWeights(*np.split(weights, np.cumsum([clues.beads.shape[1], clues.source.shape[1]])))


def fit(course: Course, scale: Vector, start: Vector, inverse: Vector, left_out: str = "") -> tuple[Vector, Vector]:
    """Return the weights of the clues divided by their scale, and the inverse of the curvature there."""
    shares = course.weights * [lesson.name != left_out for lesson in course.lessons]
    clues, of_links = course.clues / scale, shares[course.paths.documents]
    of_pieces, judged = shares[course.paths.piece_documents], course.scores + MARGIN * course.is_wrong

    def measure(weights: Vector) -> tuple[float, Vector]:
        """Return how much less likely than all paths together the gold is (in logarithms), and the slope of that."""
        scores = judged + clues @ weights
        totals, expected = course.paths.sum_up(scores)
        loss = totals @ of_pieces - (scores * course.taught) @ of_links
        slope = ((expected - course.taught) * of_links) @ clues
        return float(loss + PENALTY / 2 * weights @ weights), slope + PENALTY * weights

    return minimize(measure, start, inverse)


def print_weights(weights: ClueWeights) -> None:
    lines = [f"    # {name}\n    {render_array(values)}," for name, values in weights._asdict().items()]
    print("ClueWeights(", *lines, ")", sep="\n", flush=True)


def render_array(values: Vector) -> str:
    numbers = ", ".join(f"{value:.3g}" for value in values)
    return f"np.array([{numbers}])"


def leave_out(course: Course, scale: Vector, weights: Vector, inverse: Vector) -> Iterator[Found]:
    """Yield each document aligned by weights that have not seen it; the fits begin at the weights of all."""
    lessons = [lesson for lesson in course.lessons if lesson.folder]
    for name in sorted({lesson.name for lesson in lessons}):
        fitted, _ = fit(course, scale, weights, inverse, name)
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
