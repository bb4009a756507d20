"""Renderings in the hits of a memory, on the command line and on the page."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cdalign.cli import main
from cdalign.memory import Memory, open_memory
from cdalign.memory.renderings import spot_hits, tally_hits
from cdalign.model import TranslationUnit
from cdalign.tmx import write_tmx

TARGETS = ("to implement the treaty", "implementing the treaty", "to carry out the treaty", "carrying out the treaty")
UNITS = tuple(
    TranslationUnit(f"第{number}国正在执行条约。", f"State {number} is {target}.", "zh-Hans", "en", id=f"u{number}")
    for number, target in enumerate(TARGETS * 3)
)


@pytest.fixture
def memory() -> Iterator[Memory]:
    with open_memory() as opened:
        opened.add(UNITS)
        yield opened


def test_hits_mark_what_renders_the_query(memory: Memory) -> None:
    hits = spot_hits(memory.concordance("执行"))
    marked = [[hit.translation[span.start : span.stop] for span in hit.translation_spans] for hit in hits]
    assert marked[0][0].endswith("implement")
    assert marked[2][0].endswith("carry out")


def test_both_directions_are_marked(memory: Memory) -> None:
    (hit, *_) = spot_hits(memory.concordance("treaty"))
    assert [hit.translation[span.start : span.stop] for span in hit.translation_spans] == ["条约"]


def test_renderings_are_counted_over_all_hits(memory: Memory) -> None:
    hits = memory.concordance("执行")
    tally = tally_hits(hits)
    assert sum(rendering.count for rendering in tally.renderings) + len(tally.others) == len(hits) == 12
    assert [hit.unit.id for hit in tally.hits_with("implement", hits)] == ["u0", "u1", "u4", "u5", "u8", "u9"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_tmx(tmp_path / "tm" / "A.sentences.tmx", UNITS)
    return tmp_path


def test_find_prints_the_renderings_and_shows_those_asked_for(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["find", "执行", "--project", str(project)]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert "implement 6" in first
    assert main(["find", "执行", "--project", str(project), "--rendering", "carry out", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["total"] == 6
    assert all("out" in hit["translation"] for hit in answer["hits"])
    assert {rendering["count"] for rendering in answer["renderings"]} == {6}


def test_no_hit_has_such_a_rendering(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "执行", "--project", str(project), "--rendering", "elephants"]) == 0
    assert "nothing found" in capsys.readouterr().err
