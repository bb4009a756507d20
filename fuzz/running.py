"""Damaged files for every reader: python -m fuzz [--files N] [--seed S] [--kind KIND].

Each file begins as a good one of its kind and is then changed with its structure in mind: bytes, lines, cells, tags,
attributes, numbers, brackets, parts of an archive, cells of a database. A reader must read it or refuse it with one of
our own errors. Files are read in a child process with bounds of 10 CPU seconds and 1 GB for each; whatever breaks a
bound, or raises anything else, is kept in the folder `fuzz-found` and listed. Exit code 1 if there is any.

The same seed makes the same files.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import shutil
import signal
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

from fuzz.kinds import KINDS, Kind
from fuzz.mutations import mutate

SECONDS, BYTES = 10.0, 1_000_000_000
FOUND = Path("fuzz-found")
# Files that one child reads before the next one takes over, so that a crash of the process costs few.
A_TURN = 100


class TooSlow(BaseException):
    """A file took longer than it may; no reader catches it."""


def main(words: list[str]) -> int:
    options = _parse(words)
    kinds = [kind for kind in KINDS if not options.kind or kind.name in options.kind]
    share = max(1, options.files // len(kinds))
    print(f"seed {options.seed}, {share} files of each of {len(kinds)} kinds")
    print(f"{'kind':14} {'files':>6} {'read':>6} {'refused':>8} {'wrong':>6} {'slowest s':>10} {'most MB':>8}")
    wrong = 0
    for kind in kinds:
        counts, slowest, most = _run_kind(kind, options.seed, share)
        wrong += counts["wrong"]
        print(
            f"{kind.name:14} {sum(counts.values()):6} {counts['read']:6} {counts['refused']:8} {counts['wrong']:6} "
            f"{slowest:10.2f} {most / 1e6:8.0f}",
            flush=True,
        )
    print(f"{wrong} files broke a reader" + (f": {FOUND}/" if wrong else ""))
    return 1 if wrong else 0


def _parse(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description="damaged files for every reader")
    parser.add_argument("--files", type=int, default=2_000, help="how many files in all (default: 2000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", action="append", default=[], choices=[kind.name for kind in KINDS])
    return parser.parse_args(words)


def _run_kind(kind: Kind, seed: int, share: int) -> tuple[Counter[str], float, float]:
    counts: Counter[str] = Counter()
    slowest = most = 0.0
    spawn = multiprocessing.get_context("spawn")
    start = 0
    while start < share:
        ours, theirs = spawn.Pipe(duplex=False)
        stop = min(start + A_TURN, share)
        child = spawn.Process(target=_read_turn, args=(kind.name, seed, start, stop, theirs))
        child.start()
        theirs.close()
        begun = start
        while True:
            try:
                number, outcome, took, memory = ours.recv()
            except EOFError:
                break
            counts[outcome] += 1
            slowest, most = max(slowest, took), max(most, memory)
            begun = number + 1
        child.join()
        if begun < stop:  # the process died at this file
            counts["wrong"] += 1
            _keep(kind, seed, begun, f"the process ended with code {child.exitcode}")
            begun += 1
        start = begun
    return counts, slowest, most


def _read_turn(name: str, seed: int, start: int, stop: int, results: Any) -> None:
    kind = next(one for one in KINDS if one.name == name)
    signal.signal(signal.SIGPROF, _stop)
    with tempfile.TemporaryDirectory() as folder:
        kind.read(_write(kind, Path(folder), kind.sample()))  # what is imported at first use is no file's memory
        usual = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        for number in range(start, stop):
            results.send((number, *_read_one(kind, seed, number, Path(folder), usual)))


def _stop(*_: object) -> None:
    raise TooSlow


def _read_one(kind: Kind, seed: int, number: int, folder: Path, usual: int) -> tuple[str, float, float]:
    path = _write(kind, folder, file_of(kind, seed, number))
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        kind.read(path)
        outcome, why = "read", ""
    except kind.refusals:
        outcome, why = "refused", ""
    except BaseException:  # whatever it is, it is what we look for
        outcome, why = "wrong", traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    took = time.process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - usual
    if outcome != "wrong" and usual and memory > BYTES:
        outcome, why = "wrong", f"it took {memory / 1e6:.0f} MB"
    if outcome == "wrong":
        _keep(kind, seed, number, why)
    return outcome, took, memory


def file_of(kind: Kind, seed: int, number: int) -> bytes:
    """Return the file with this number: the same for the same seed."""
    chance = random.Random(f"{seed} {kind.name} {number}")
    return mutate(kind.sample(), kind.shape, chance)


def _write(kind: Kind, folder: Path, data: bytes) -> Path:
    for old in folder.iterdir():
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    path = folder / kind.file
    path.write_bytes(data)
    return path


def _keep(kind: Kind, seed: int, number: int, why: str) -> None:
    FOUND.mkdir(exist_ok=True)
    path = FOUND / f"{kind.name}-{seed}-{number}-{kind.file}"
    path.write_bytes(file_of(kind, seed, number))
    path.with_name(path.name + ".why").write_text(why, encoding="utf-8", errors="replace")
