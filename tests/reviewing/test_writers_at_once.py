"""What a reviewer was told is saved stays saved, whatever else writes the working file meanwhile.

`CDALIGN_STRESS_EDITS=300` makes many edits in every test, for a long run by hand.
"""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event, Thread

import pytest

from cdalign.editing import set_status
from cdalign.errors import BusyError, ConflictError
from cdalign.model import BeadStatus, Bitext, Level
from cdalign.project import Project, open_project, read_pair
from cdalign.reviewing import Review, open_review
from cdalign.working import fit_bitext, read_working

EDITS = int(os.environ.get("CDALIGN_STRESS_EDITS", "40"))
BEADS = 24
LEAST_RUNS = 2
ENVIRONMENT = os.environ | {"OPENBLAS_NUM_THREADS": "1"}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    sides = {
        "zh": "".join(f"{number}. 委员会审议了第 {number} 号文件。\n\n" for number in range(1, BEADS + 1)),
        "en": "".join(f"{number}. The Committee considered document {number}.\n\n" for number in range(1, BEADS + 1)),
    }
    for side, text in sides.items():
        (tmp_path / "corpus" / side).mkdir(parents=True)
        (tmp_path / "corpus" / side / "text.txt").write_text(text, encoding="utf-8")
    return open_project(tmp_path)


class Reviewer:
    """Sets the status of beads as the page does, and looks before every edit whether all that he was told is there."""

    def __init__(self, review: Review, numbers: range, seed: int) -> None:
        self.told: dict[int, BeadStatus] = {}
        self.edits = 0
        self._review = review
        self._numbers = numbers
        self._chance = random.Random(seed)

    def edit(self) -> None:
        number = self._chance.choice(self._numbers)
        while True:
            bitext, version = self._review.snapshot()
            kept = {number: bitext.sentences[number].status for number in self.told}
            assert kept == self.told, f"lost after {self.edits} edits"
            status = self._chance.choice([one for one in BeadStatus if one is not bitext.sentences[number].status])
            try:
                self._review.edit(version, partial(set_status, level=Level.SENTENCE, index=number, status=status))
            except (BusyError, ConflictError):
                continue
            self.told[number] = status
            self.edits += 1
            return


def statuses_in(path: Path, documents: Bitext) -> list[BeadStatus]:
    bitext = fit_bitext(read_working(path), documents.source, documents.target)
    assert bitext is not None
    return [bead.status for bead in bitext.sentences]


@contextmanager
def endless_runs(command: Sequence[str], before: Callable[[], object] = lambda: None) -> Iterator[list[int]]:
    """Run a command again and again while the block runs; gives the exit codes as they come. A failure is the last."""
    codes: list[int] = []
    errors: list[str] = []
    enough = Event()

    def run() -> None:
        while not enough.is_set():
            before()
            done = subprocess.run(
                command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, env=ENVIRONMENT
            )
            codes.append(done.returncode)
            if done.returncode:
                errors.append(done.stderr.decode())
                return

    runner = Thread(target=run)
    runner.start()
    try:
        yield codes
    finally:
        enough.set()
        runner.join()
        assert not errors, errors[0]


def review_while(review: Review, codes: list[int]) -> dict[int, BeadStatus]:
    """Edit until enough edits were told and enough runs have ended; gives what was told last of each bead."""
    reviewer = Reviewer(review, range(BEADS), seed=8)
    while reviewer.edits < EDITS or len(codes) < LEAST_RUNS:
        assert not any(codes), "a run has failed"
        reviewer.edit()
    if EDITS > 40:
        sys.stdout.write(f"acknowledged {reviewer.edits}, none lost, during {len(codes)} runs\n")
    return reviewer.told


def test_edits_during_endless_builds_are_kept(project: Project) -> None:
    review = open_review(project, project.pairs[0])
    with endless_runs([sys.executable, "-m", "cdalign", "build", str(project.root)]) as codes:
        told = review_while(review, codes)
    kept = statuses_in(review.path, review.bitext)
    assert {number: kept[number] for number in told} == told


def test_edits_during_a_build_and_a_batch_are_kept(project: Project) -> None:
    folder = project.root / "batch"
    batch = [sys.executable, "-m", "cdalign", "batch", str(project.root), "-o", str(folder), "--workers", "1"]
    subprocess.run(batch, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, env=ENVIRONMENT)
    path = folder / "pairs" / "text.beads.tsv"
    source, target = read_pair(project, project.pairs[0])
    bitext = fit_bitext(read_working(path), source, target)
    assert bitext is not None
    reviews = open_review(project, project.pairs[0]), Review(path, bitext, seen=path.read_bytes())
    with (
        # A text with a new date is aligned again.
        endless_runs(batch, before=project.pairs[0].source.touch) as batches,
        endless_runs([sys.executable, "-m", "cdalign", "build", str(project.root)]) as builds,
    ):
        told = [review_while(review, codes) for review, codes in zip(reviews, (builds, batches), strict=True)]
    for review, last in zip(reviews, told, strict=True):
        kept = statuses_in(review.path, review.bitext)
        assert {number: kept[number] for number in last} == last


SERVER = """
import json, sys
sys.path[:0] = sys.argv[1:2]
from test_writers_at_once import Reviewer
from cdalign.project import open_project
from cdalign.reviewing import open_review
project = open_project(sys.argv[2])
reviewer = Reviewer(open_review(project, project.pairs[0]), range(*map(int, sys.argv[3:5])), seed=int(sys.argv[3]))
print("ready", flush=True)
sys.stdin.readline()
while reviewer.edits < int(sys.argv[5]):
    reviewer.edit()
print(json.dumps(reviewer.told))
"""


def test_edits_by_two_servers_are_kept(project: Project) -> None:
    review = open_review(project, project.pairs[0])
    halves = ((0, BEADS // 2), (BEADS // 2, BEADS))
    servers = [
        subprocess.Popen(
            [sys.executable, "-c", SERVER, Path(__file__).parent, project.root, *map(str, half), str(EDITS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=ENVIRONMENT,
        )
        for half in halves
    ]
    for server in servers:
        assert server.stdout
        assert server.stdout.readline() == "ready\n"
    for server in servers:
        assert server.stdin
        server.stdin.write("\n")
        server.stdin.flush()
    said = [server.communicate()[0] for server in servers]
    if EDITS > 40:
        sys.stdout.write(f"acknowledged {EDITS * len(servers)}, none lost, by {len(servers)} servers\n")
    told = {int(number): status for one in said for number, status in json.loads(one).items()}
    kept = statuses_in(review.path, review.bitext)
    assert {number: str(kept[number]) for number in told} == told
