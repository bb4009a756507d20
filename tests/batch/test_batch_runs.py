import json
import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from archives import digest_outputs, make_texts, write_archive
from slow_tasks import run_out_of_time

from cdalign.batch import Limits, Plan, find_manifest, local_engines, run_batch
from cdalign.batch.ledger import Known
from cdalign.batch.manifest import ManifestEntry
from cdalign.batch.outputs import merge_memories
from cdalign.batch.report import render_html, render_json
from cdalign.batch.totals import Failure, Totals
from cdalign.cli import main
from cdalign.errors import UsageError
from cdalign.locks import LOCK_NAME
from cdalign.memory import open_memory
from cdalign.model import BeadStatus
from cdalign.tmx import read_units
from cdalign.tmx.validation import validate_memory
from cdalign.working import read_working

LIMITS = Limits()
PLAIN = Plan()
PAIRS = 8


def run(archive: Path, folder: Path, plan: Plan = PLAIN, workers: int = 2, limits: Limits = LIMITS) -> Totals:
    return run_batch(find_manifest([str(archive)]), folder, plan, local_engines(folder, workers=workers, limits=limits))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_archive(tmp_path_factory.mktemp("archive"), PAIRS, paragraphs=3)


@pytest.fixture(scope="module")
def undisturbed(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("undisturbed")
    totals = run(archive, folder, Plan(learn=True))
    assert (totals.pairs, totals.failed, totals.unpaired) == (PAIRS, 0, 0)
    return folder


def test_every_pair_has_its_files_and_all_are_merged(undisturbed: Path) -> None:
    names = {f"CD-{number:04}" for number in range(1, PAIRS + 1)}
    made = [path for path in (undisturbed / "pairs").iterdir() if path.name != LOCK_NAME]
    assert {path.name.partition(".")[0] for path in made} == names
    units = list(read_units(undisturbed / "merged.001.tmx"))
    assert len({(unit.source, unit.target) for unit in units}) == len(units) > 3 * PAIRS
    assert {unit.prop("x-document") for unit in units} == {f"CD/{number:04}" for number in range(1, PAIRS + 1)}
    assert validate_memory(undisturbed / "merged.001.tmx", lambda fault: pytest.fail(str(fault))).units == len(units)


def test_what_was_learnt_from_all_pairs_is_kept(undisturbed: Path) -> None:
    lexicon = (undisturbed / "lexicon.tsv").read_text(encoding="utf-8")
    assert "\n难民\trefug\t" in lexicon
    assert not (undisturbed / "learning").exists()


def test_the_report_has_figures_and_pictures(undisturbed: Path) -> None:
    figures = json.loads((undisturbed / "report.json").read_text(encoding="utf-8"))
    assert figures["pairs"] == PAIRS
    assert figures["beads"] == sum(figures["shapes"].values())
    page = (undisturbed / "report.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 3
    assert "http" not in page


def test_marks_and_failures_are_in_the_report() -> None:
    failure = Failure(ManifestEntry("<b>", "s", "t"), Known("", "failed", "a & b"))
    totals = Totals(pairs=1, marks=Counter(unrelated=2), shapes=Counter({"1:1": 3}), failed=1, failures=(failure,))
    figures = json.loads(render_json(totals))
    assert (figures["marks"], figures["shapes"]) == ({"unrelated": 2}, {"1:1": 3})
    page = render_html(totals)
    assert "unrelated" in page
    assert "&lt;b&gt;" in page
    assert "<b>" not in page


def test_one_worker_and_two_make_the_same(archive: Path, undisturbed: Path, tmp_path: Path) -> None:
    run(archive, tmp_path, Plan(learn=True), workers=1)
    assert digest_outputs(tmp_path) == digest_outputs(undisturbed)


def test_a_finished_run_is_not_done_again(archive: Path, undisturbed: Path) -> None:
    journal = (undisturbed / "journal.jsonl").read_bytes()
    before = digest_outputs(undisturbed)
    run(archive, undisturbed, Plan(learn=True))
    assert (undisturbed / "journal.jsonl").read_bytes() == journal
    assert digest_outputs(undisturbed) == before


# Runs a batch, and kills it when its journal has so many lines.
KILLED = """
import os, signal, sys
from cdalign.batch.journal import Journal
from cdalign.cli import main

append, left = Journal.append, int(sys.argv[1])

def append_or_die(journal, lines):
    global left
    append(journal, lines)
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)

Journal.append = append_or_die
main(sys.argv[2:])
"""


def test_a_run_that_is_killed_goes_on_where_it_ended(archive: Path, undisturbed: Path, tmp_path: Path) -> None:
    lines = random.randrange(1, 2 * PAIRS)
    words = ["batch", str(archive), "-o", str(tmp_path), "--learn", "--workers", "2"]
    killed = subprocess.run([sys.executable, "-c", KILLED, str(lines), *words], capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL
    journal = tmp_path / "journal.jsonl"
    assert not (tmp_path / "report.html").exists()
    known = journal.read_bytes()
    assert known.count(b"\n") == lines
    run(archive, tmp_path, Plan(learn=True))
    assert journal.read_bytes().startswith(known)
    keys = [json.loads(line)["key"] for line in journal.read_text(encoding="utf-8").splitlines()]
    assert len(keys) == len(set(keys))
    assert digest_outputs(tmp_path) == digest_outputs(undisturbed)


def test_bad_documents_cost_their_pairs_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_out_of_time(monkeypatch, "align/CD-0005")
    archive, folder = write_archive(tmp_path / "a", 6, paragraphs=1), tmp_path / "out"
    poison = {
        "CD-0001": b"",
        "CD-0003": b"PK\x03\x04" + random.Random(1).randbytes(5000),
        "CD-0005": "\n\n".join(make_texts("CD/5", 40)[0] for _ in range(100)).encode(),
    }
    for name, content in poison.items():
        (archive / "zh" / f"{name}.txt").write_bytes(content)
    (archive / "en" / "CD-0005.txt").write_text("\n\n".join(make_texts("CD/5", 40)[1] for _ in range(100)))
    totals = run(archive, folder, limits=LIMITS)
    rows = [line.split("\t") for line in (folder / "failures.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    assert {row[0] for row in rows} == set(poison)
    assert rows[2][3] == "took longer than 600 s"
    assert (totals.pairs, totals.failed) == (3, 3)
    (archive / "zh" / "CD-0001.txt").write_text(make_texts("CD/0001", 1)[0], encoding="utf-8")
    fixed = run(archive, folder, limits=LIMITS)
    assert (fixed.pairs, fixed.failed) == (4, 2)


def test_a_lone_file_is_listed_and_symbols_pair_what_names_do_not(tmp_path: Path) -> None:
    archive, folder = write_archive(tmp_path / "a", 2, paragraphs=2), tmp_path / "out"
    (archive / "zh" / "CD-0001.txt").rename(archive / "zh" / "G1827147.txt")
    (archive / "zh" / "lone.txt").write_text("1. 委员会欢迎海洋法方面的最新发展。\n", encoding="utf-8")
    totals = run(archive, folder)
    assert (totals.pairs, totals.unpaired) == (2, 1)
    assert (folder / "pairs" / "CD-0001.sentences.tmx").exists()
    assert "lone.txt\tno partner was found" in (folder / "unpaired.tsv").read_text(encoding="utf-8")


def test_a_text_that_changed_is_aligned_again_and_decisions_are_kept(tmp_path: Path) -> None:
    archive, folder = write_archive(tmp_path / "a", 2, paragraphs=2), tmp_path / "out"
    run(archive, folder)
    path = folder / "pairs" / "CD-0001.beads.tsv"
    path.write_text(path.read_text(encoding="utf-8").replace("sentence\tpending", "sentence\tconfirmed", 3))
    english = archive / "en" / "CD-0001.txt"
    english.write_text(english.read_text(encoding="utf-8") + "\n\n3. The meeting rose.\n", encoding="utf-8")
    run(archive, folder)
    assert sum(line.status is BeadStatus.CONFIRMED for line in read_working(path)) == 3
    keys = [json.loads(line)["key"] for line in (folder / "journal.jsonl").read_text().splitlines()]
    assert sorted(keys) == ["align/CD-0001", "align/CD-0001", "align/CD-0002"]


def test_a_memory_is_cut_into_parts_and_old_parts_go(undisturbed: Path, tmp_path: Path) -> None:
    memories = sorted((undisturbed / "pairs").glob("*.tmx"))
    (tmp_path / "merged.099.tmx").write_text("old")
    seen: set[int] = set()

    def is_new(digest: int) -> bool:
        is_seen = digest in seen
        seen.add(digest)
        return not is_seen

    parts = merge_memories(tmp_path, memories, is_new, ["a note"], most_bytes=10_000)
    assert len(parts) > 1
    assert sorted(tmp_path.iterdir()) == list(parts)
    assert all(path.stat().st_size <= 10_000 for path in parts)
    merged = [(unit.source, unit.target) for path in parts for unit in read_units(path)]
    assert merged == [(unit.source, unit.target) for unit in read_units(undisturbed / "merged.001.tmx")]


def test_all_forms_hold_the_same_units(archive: Path, undisturbed: Path, tmp_path: Path) -> None:
    manifest, plan = find_manifest([str(archive / "zh"), str(archive / "en")]), Plan(forms=("moses", "tsv"))
    run_batch(manifest, tmp_path, plan, local_engines(tmp_path, workers=2, limits=LIMITS))
    expected = [(unit.source, unit.target) for unit in read_units(undisturbed / "merged.001.tmx")]
    sides = [(tmp_path / f"merged.{lang}").read_text(encoding="utf-8").splitlines() for lang in ("zh", "en")]
    assert list(zip(*sides, strict=True)) == expected
    assert len((tmp_path / "merged.tsv").read_text(encoding="utf-8").splitlines()) == len(expected) + 1


@pytest.mark.parametrize("kind", ["file", "postgresql"])
def test_all_units_go_into_a_memory_once(
    archive: Path, tmp_path: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    place = request.getfixturevalue("database") if kind == "postgresql" else str(tmp_path / "all.cdtm")
    plan = Plan(forms=(), memory=place)
    totals = run(archive, tmp_path / "out", plan)
    expected = [unit for path in sorted((tmp_path / "out" / "pairs").glob("*.tmx")) for unit in read_units(path)]
    assert totals.units == len(expected)
    with open_memory(place) as memory:
        assert list(memory.units()) == expected
        memory.remove(collection="main", document="CD/0001")
        rest = list(memory.units())
    run(archive, tmp_path / "out", plan)
    with open_memory(place) as memory:
        assert list(memory.units()) == [*rest, *(unit for unit in expected if unit.prop("x-document") == "CD/0001")]


def test_parquet_holds_the_same_units(undisturbed: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    from cdalign.batch.parquet import write_parquet

    units = list(read_units(undisturbed / "merged.001.tmx"))
    write_parquet(tmp_path / "x.parquet", units)
    rows = parquet.read_table(tmp_path / "x.parquet").to_pylist()
    assert [(row["source"], row["target"], row["document"]) for row in rows] == [
        (unit.source, unit.target, unit.prop("x-document")) for unit in units
    ]


def test_the_command_says_what_was_done(archive: Path, undisturbed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", str(archive), "-o", str(undisturbed), "--learn", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["pairs"] == PAIRS
    assert main(["batch", str(archive / "zh"), "-o", str(undisturbed)]) == 2
    assert "error:" in capsys.readouterr().err


def test_nothing_to_do_is_told(tmp_path: Path) -> None:
    (tmp_path / "zh").mkdir()
    (tmp_path / "en").mkdir()
    with pytest.raises(UsageError, match="no pair"):
        run(tmp_path, tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["journal.jsonl"]


def test_a_cluster_makes_the_same_though_a_worker_is_killed(archive: Path, undisturbed: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    program = Path(__file__).with_name("cluster_run.py")
    done = subprocess.run(
        [sys.executable, program, archive, tmp_path, "3"], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.stdout.split() == [str(PAIRS), "0", "True"], done.stderr
    assert digest_outputs(tmp_path) == digest_outputs(undisturbed)
