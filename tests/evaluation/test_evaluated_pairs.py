"""Files of beads and their gold."""

from pathlib import Path

import pytest

from cdalign.errors import ReadError
from cdalign.evaluation import (
    BeadPair,
    group_by_source,
    parse_beads,
    read_pairs,
    render_beads,
    sign_evaluation,
)

GOLD = parse_beads("[0]:[0]\n[1]:[1,2]\n[2]:[]\n[3,4]:[3]\n[]:[4]\n")


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
