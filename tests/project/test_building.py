"""The main job: corpus/ becomes tm/."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from cdalign.alignment import align_documents
from cdalign.model import BeadStatus, Level, SourceStatus
from cdalign.project import building, open_project, read_bitext
from cdalign.project.building import build_project, summary_lines
from cdalign.tmx import read_units
from cdalign.units import units_of
from cdalign.working import read_working

OUTPUTS = {
    "CD-2138.beads.tsv",
    "CD-2138.sentences.tmx",
    "CD-2138.paragraphs.tmx",
    "glossary.tbx",
    "glossary.v2.tbx",
    "glossary.csv",
    "report.html",
    "report.xlsx",
    "report.json",
}


@pytest.fixture
def project(tmp_path: Path, repository: Path) -> Path:
    """A copy of the repository's own project, not yet built."""
    shutil.copytree(repository / "corpus", tmp_path / "corpus")
    (tmp_path / "tm").mkdir()
    shutil.copy(repository / "tm" / "termbase.tsv", tmp_path / "tm")
    return tmp_path


@pytest.fixture
def built(tmp_path: Path, built_project: Path) -> Path:
    """A copy of the same project, built."""
    return shutil.copytree(built_project, tmp_path / "built")


def built_bytes(project: Path) -> dict[str, bytes]:
    files = sorted(path for path in (project / "tm").rglob("*") if path.is_file() and path.suffix != ".lock")
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in files}


def decide(project: Path, unit: str, status: BeadStatus) -> None:
    """Write a status into the working file, as a person does in an editor."""
    path = project / "tm" / "CD-2138.beads.tsv"
    rows = path.read_text(encoding="utf-8").splitlines()
    changed = [
        "\t".join([cells[0], status, *cells[2:]]) if (cells := row.split("\t"))[2:3] == [unit] else row for row in rows
    ]
    assert changed != rows
    path.write_text("\n".join(changed) + "\n", encoding="utf-8")


def test_everything_is_written(project: Path) -> None:
    build = build_project(open_project(project))
    assert {path.name for path in (project / "tm").iterdir() if path.is_file()} >= OUTPUTS
    assert all(path.is_file() for path in build.written)
    assert (project / "tm" / "omegat" / "omegat.project").is_file()
    assert [line.split()[0] for line in summary_lines(build)] == ["read", "aligned", "checked", "written"]


def test_a_build_twice_gives_the_same_bytes(built: Path) -> None:
    first = built_bytes(built)
    build_project(open_project(built))
    assert built_bytes(built) == first


def test_the_status_of_the_english_is_said_wherever_it_shows(project: Path) -> None:
    build = build_project(open_project(project))
    header = (project / "tm" / "CD-2138.sentences.tmx").read_text(encoding="utf-8").partition("<body>")[0]
    assert "working translation, not an official text" in header
    for name in ("report.html", "report.json"):
        assert "working" in (project / "tm" / name).read_text(encoding="utf-8")
    assert "working translation" in summary_lines(build)[0]


def test_a_text_that_is_not_the_described_one_has_no_status(project: Path) -> None:
    path = project / "corpus" / "en" / "CD-2138.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("Some delegations", "Certain delegations"))
    warnings: list[str] = []
    build = build_project(open_project(project), warn=warnings.append)
    assert build.pairs[0].bitext.target.provenance.status is SourceStatus.UNKNOWN
    assert any("sources.toml" in warning for warning in warnings)


def test_decisions_survive_a_rebuild(built: Path) -> None:
    decide(built, "annex.8.2", BeadStatus.CONFIRMED)
    decide(built, "annex.9.1", BeadStatus.EXCLUDED)
    bitext = build_project(open_project(built)).pairs[0].bitext
    statuses = {bitext.source.segments[bead.source.start].id: bead.status for bead in bitext.sentences if bead.source}
    assert statuses["annex.8.2"] is BeadStatus.CONFIRMED
    assert statuses["annex.9.1"] is BeadStatus.EXCLUDED
    memory = (built / "tm" / "CD-2138.sentences.tmx").read_text(encoding="utf-8")
    assert "CD/2138#annex.9.1" not in memory
    assert (built / "tm" / "omegat" / "tm" / "auto").is_dir()


def test_a_decision_follows_its_words_when_a_paragraph_goes(built: Path) -> None:
    decide(built, "annex.8.2", BeadStatus.CONFIRMED)
    path = built / "corpus" / "en" / "CD-2138.txt"
    text = path.read_text(encoding="utf-8")
    start, stop = text.index("\n3.  Delegations expressed"), text.index("\n    B.  ")
    path.write_text(text[:start] + text[stop:], encoding="utf-8")
    bitext = build_project(open_project(built)).pairs[0].bitext
    confirmed = [bead for bead in bitext.sentences if bead.status is BeadStatus.CONFIRMED]
    assert [bitext.source.segments[bead.source.start].id for bead in confirmed] == ["annex.8.2"]


def test_decisions_whose_words_are_gone_are_kept_as_lost(built: Path) -> None:
    decide(built, "annex.3.1", BeadStatus.CONFIRMED)
    path = built / "corpus" / "en" / "CD-2138.txt"
    text = path.read_text(encoding="utf-8")
    start, stop = text.index("\n3.  Delegations expressed"), text.index("\n    B.  ")
    path.write_text(text[:start] + text[stop:], encoding="utf-8")
    warnings: list[str] = []
    build_project(open_project(built), warn=warnings.append)
    assert any("kept there as lost" in warning for warning in warnings)
    lost = [line for line in read_working(built / "tm" / "CD-2138.beads.tsv") if line.is_lost]
    assert [line.source.ids for line in lost] == [("annex.3.1",)]
    path.write_text(text, encoding="utf-8")
    bitext = build_project(open_project(built)).pairs[0].bitext
    assert sum(bead.status is BeadStatus.CONFIRMED for bead in bitext.sentences) == 1


def test_a_built_project_can_be_read_again(project: Path) -> None:
    opened = open_project(project)
    assert read_bitext(opened, opened.pairs[0]) is None
    build = build_project(opened)
    again = read_bitext(opened, opened.pairs[0])
    assert again is not None
    for level in Level:
        assert [bead.shape for bead in again.beads(level)] == [
            bead.shape for bead in build.pairs[0].bitext.beads(level)
        ]


def test_a_project_without_a_termbase_is_built(project: Path) -> None:
    (project / "tm" / "termbase.tsv").unlink()
    build_project(open_project(project))
    assert not (project / "tm" / "glossary.tbx").exists()


# Builds the project in the working folder; kills itself just before the file with the given number takes its name.
KILLED = """
import itertools, os, signal, sys
from pathlib import Path
from cdalign import atomic
from cdalign.cli import main

numbers, finish = itertools.count(), atomic._finish

def kill_at(*arguments):
    if next(numbers) == int(sys.argv[1]):
        os.kill(os.getpid(), signal.SIGKILL)
    finish(*arguments)

atomic._finish = kill_at
main(["build", "."])
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_kill_at_any_moment_leaves_whole_files_and_every_decision(built: Path) -> None:
    decide(built, "annex.8.2", BeadStatus.CONFIRMED)
    for number in (0, 1, 2, 4):
        # A text that has changed: every file is written again.
        with (built / "corpus" / "en" / "CD-2138.txt").open("a", encoding="utf-8") as text:
            text.write(f"\n\nAddition {number}.\n")
        killed = subprocess.run([sys.executable, "-c", KILLED, str(number)], cwd=built, check=False)
        assert killed.returncode == -signal.SIGKILL
        assert len(list((built / "tm").glob(".*.cdalign.tmp"))) == 1
        for memory in (built / "tm").glob("*.tmx"):
            etree.parse(memory)
        lines = read_working(built / "tm" / "CD-2138.beads.tsv")
        assert sum(line.status is BeadStatus.CONFIRMED for line in lines) == 1
        assert os.access(built / "tm" / "report.html", os.R_OK)
        subprocess.run([sys.executable, "-m", "cdalign", "build"], cwd=built, check=True, capture_output=True)
        assert list((built / "tm").glob(".*.cdalign.tmp")) == [], "the next writer takes away what was left"


def test_a_decision_made_while_a_build_runs_is_kept_and_written_out(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    align = align_documents
    rounds: list[int] = []

    def decide_meanwhile(*arguments: Any, **options: Any) -> Any:
        aligned = align(*arguments, **options)
        # In every round somebody decides after the working file was read, until he has to wait for the lock.
        if len(rounds) < 3:
            decide(built, f"annex.{8 + len(rounds)}.1", BeadStatus.EXCLUDED)
        rounds.append(1)
        return aligned

    monkeypatch.setattr(building, "align_documents", decide_meanwhile)
    build = build_project(open_project(built))
    assert len(rounds) == 4
    assert sum(bead.status is BeadStatus.EXCLUDED for bead in build.pairs[0].bitext.sentences) == 3
    lines = read_working(built / "tm" / "CD-2138.beads.tsv")
    assert sum(line.status is BeadStatus.EXCLUDED for line in lines) == 3
    written = [unit.source for unit in read_units(built / "tm" / "CD-2138.sentences.tmx")]
    assert written == [unit.source for unit in units_of(build.pairs[0].bitext, Level.SENTENCE)]


def test_of_several_texts_a_finding_says_and_links_the_one_it_stands_in(tmp_path: Path) -> None:
    texts = {
        "first": ("1. 会议开幕。\n\n2. 会议闭幕。\n", "1. The meeting opened.\n\n2. The meeting closed.\n"),
        "second": ("1. 会议开幕。\n\n2. 审议了 22 项行动。\n", "1. The meeting opened.\n\n2. It saw 23 actions.\n"),
    }
    for name, sides in texts.items():
        for folder, text in zip(("zh", "en"), sides, strict=True):
            (tmp_path / "corpus" / folder).mkdir(parents=True, exist_ok=True)
            (tmp_path / "corpus" / folder / f"{name}.txt").write_text(text, encoding="utf-8")
    report = build_project(open_project(tmp_path)).report
    places = [quote.place for finding in report.findings for quote in finding.quotes]
    assert places == ["second#body.2.1", "second#body.2.1"]
    page = (tmp_path / "tm" / "report.html").read_text(encoding="utf-8")
    assert 'href="#t1-zh-body.2"' in page
    assert 'href="#t0-zh-body.2"' not in page
    assert '"second#body.2.1"' in (tmp_path / "tm" / "report.json").read_text(encoding="utf-8")
