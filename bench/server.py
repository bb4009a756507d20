"""The memory server under 32 clients that never pause: requests a second, latency by kind, errors.

    python bench/server.py [--units 100000 1000000] [--seconds 60] [--workers 2] [--kept FOLDER]

`cdalign serve --memory` and the clients share the machine, over loopback. A client asks the next question as soon as
it has the answer to the last, which is more than 32 people do; every answer is read and checked.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.memory import bench_import, percentile, show
from bench.synthetic import Phrase, make_queries

CLIENTS = 32
SECONDS = 60
WORKERS = 2
SIZES = (100_000,)
QUERIES = 2_000
GOALS_MS = {100_000: 50, 1_000_000: 150}
# Then a client connects anew: Weblate does so for every question, a program that is well written for none.
QUESTIONS_A_CONNECTION = 20
# As many words, or characters, are looked up in their context at most.
LONGEST_WORDS = 4
TERMBASE = Path(__file__).parent.parent / "tm" / "termbase.tsv"


@dataclass(frozen=True)
class Question:
    """What a client asks: its kind, the address, and what a right answer is."""

    kind: str
    address: str
    is_right: Callable[[Any], bool]


def ask_exact(text: str, source: str, target: str) -> Question:
    query = urlencode({"text": text, "source": source, "target": target, "threshold": 100})
    return Question("exact", f"/api/matches?{query}", lambda answer: answer["matches"][0]["score"] >= 100)


def ask_fuzzy(text: str, source: str, target: str) -> Question:
    query = urlencode({"text": text, "source": source, "target": target})
    is_right = lambda answer: all(match["score"] >= 70 for match in answer["matches"])  # noqa: E731
    return Question("fuzzy", f"/api/matches?{query}", is_right)


def ask_concordance(words: str) -> Question:
    query = urlencode({"q": words, "limit": 20})
    return Question("concordance", f"/api/concordance?{query}", lambda answer: bool(answer["hits"]))


def ask_terms(text: str) -> Question:
    return Question("terms", f"/api/terms?{urlencode({'text': text})}", lambda answer: "terms" in answer)


def words_of(sentence: Phrase, chance: random.Random) -> str:
    """Some words of either side, as one would look them up; none with a digit, of which half might be cut off."""
    side = chance.randrange(2)
    pieces, joint = (list(sentence[0]), "") if side == 0 else (sentence[1].split(), " ")
    while True:
        start, length = chance.randrange(len(pieces)), chance.randint(1, LONGEST_WORDS)
        words = joint.join(pieces[start : start + length])
        if any(map(str.isalpha, words)) and not any(map(str.isdigit, words)):
            return words


def make_questions(units: int, count: int = QUERIES) -> list[Question]:
    """Give questions of four kinds in equal parts, in both languages, in random order."""
    chance = random.Random(10)
    queries = make_queries(count, units)
    # Of the first three quarters every third stands in the memory as it is.
    known = queries[: 3 * count // 4 : 3]
    questions: list[Question] = []
    for number, query in enumerate(queries):
        side = number % 2
        pair = ("zh", "en") if side == 0 else ("en", "zh")
        sentence = known[number % len(known)]
        questions += [
            ask_exact(sentence[side], *pair),
            ask_fuzzy(query[side], *pair),
            ask_concordance(words_of(sentence, chance)),
            ask_terms(query[side]),
        ]
    chance.shuffle(questions)
    return questions


@dataclass
class Record:
    """What the clients saw: milliseconds by kind, and what went wrong."""

    times: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: Counter[str] = field(default_factory=Counter)

    @property
    def all_times(self) -> list[float]:
        return [each for times in self.times.values() for each in times]


async def run_client(address: str, questions: Sequence[Question], until: float, record: Record) -> None:
    while time.monotonic() < until:
        await ask_some(address, random.choices(questions, k=QUESTIONS_A_CONNECTION), until, record)


async def ask_some(address: str, questions: Sequence[Question], until: float, record: Record) -> None:
    """Ask over one connection."""
    place = urlsplit(address)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    for question in questions:
        if time.monotonic() > until:
            break
        start = time.monotonic()
        request = f"GET {question.address} HTTP/1.1\r\nHost: {place.netloc}\r\nAccept: application/json\r\n\r\n"
        writer.write(request.encode())
        status, body = await read_answer(reader)
        record.times[question.kind].append(1000 * (time.monotonic() - start))
        if status != 200:
            record.faults[f"{question.kind}: {status}"] += 1
        elif not question.is_right(json.loads(body)):
            record.faults[f"{question.kind}: a wrong answer"] += 1
    writer.close()


async def read_answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
    lengths = [line.partition(":")[2] for line in head if line.startswith("content-length:")]
    return int(head[0].split()[1]), await reader.readexactly(int(lengths[0]))


async def run_clients(address: str, questions: Sequence[Question], seconds: float, clients: int = CLIENTS) -> Record:
    """Let the clients ask for a number of seconds; a client that is cut off counts as a fault and stops."""
    record = Record()
    until = time.monotonic() + seconds
    ended = await asyncio.gather(
        *(run_client(address, questions, until, record) for _ in range(clients)), return_exceptions=True
    )
    record.faults.update(repr(error) for error in ended if error is not None)
    assert record.times, f"no client was answered: {dict(record.faults)}"
    return record


@contextmanager
def serving(memory: Path, workers: int) -> Iterator[str]:
    """Serve a memory beside a project of one sentence, which has this project's termbase; gives the address."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("corpus/zh", "会议开幕。\n"), ("corpus/en", "The meeting opened.\n")):
            (Path(folder) / name).mkdir(parents=True)
            (Path(folder) / name / "meeting.txt").write_text(text, encoding="utf-8")
        (Path(folder) / "tm").mkdir()
        shutil.copy(TERMBASE, Path(folder) / "tm")
        options = ["--memory", str(memory), "--workers", str(workers), "--port", "0", "--no-browser"]
        command = [sys.executable, "-m", "cdalign", "serve", folder, *options]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout
            address = server.stdout.readline().strip()
            assert address, "the server did not start"
            yield address
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(20)


def used_seconds() -> float:
    """The CPU seconds of the servers that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def bench_size(folder: Path, units: int, seconds: float, workers: int) -> bool:
    print(f"{units:,} units, {CLIENTS} clients, {workers} processes, {seconds:.0f} s")
    path = bench_import(folder, units)
    questions = make_questions(units)
    before = used_seconds()
    with serving(path, workers) as address:
        # Every process has taken up connections and read its index before it counts.
        asyncio.run(run_clients(address, questions, 3))
        record = asyncio.run(run_clients(address, questions, seconds))
        load = os.getloadavg()[0]
    return report(record, seconds, used_seconds() - before, load, GOALS_MS.get(units))


def report(record: Record, seconds: float, cpu: float, load: float, goal: int | None) -> bool:
    times = record.all_times
    show("requests", f"{len(times) / seconds:,.0f} /s", f"{len(times):,} in all, load average {load:.1f}")
    show("CPU of the server", f"{1000 * cpu / max(1, len(times)):.2f} ms", "a request, start included")
    wanted = f"goal p95 {goal}" if goal else ""
    for name, values in [("all", times), *sorted(record.times.items())]:
        worst = f"p99 {percentile(values, 0.99):.0f}, slowest {max(values):.0f}"
        shown = f"{percentile(values, 0.5):8.1f} /{percentile(values, 0.95):8.1f} ms"
        show(f"latency p50 / p95, {name}", shown, f"{worst}  {wanted if name == 'all' else ''}")
    show(
        "errors", str(record.faults.total()), ", ".join(f"{count} × {fault}" for fault, count in record.faults.items())
    )
    return not record.faults and (goal is None or percentile(times, 0.95) <= goal)


def run(sizes: Iterable[int] = SIZES, seconds: float = SECONDS, workers: int = WORKERS, kept: str = "") -> bool:
    """Measure and print a table for each size; says whether the goals were reached."""
    with tempfile.TemporaryDirectory() as folder:
        reached = [bench_size(Path(kept or folder), units, seconds, workers) for units in sizes]
    return all(reached)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, nargs="+", default=SIZES)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--workers", type=int, default=WORKERS)
    parser.add_argument("--kept", default="", help="a folder where the memories stay for the next run")
    options = parser.parse_args()
    return 0 if run(options.units, options.seconds, options.workers, options.kept) else 1


if __name__ == "__main__":
    sys.exit(main())
