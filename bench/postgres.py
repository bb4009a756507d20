"""The memory in PostgreSQL beside the same memory in a file: import, fuzzy matches, words in context, disk, and load.

    python bench/postgres.py [--units 100000 1000000] [--queries 400] [--seconds 20]

Times are milliseconds by the clock, p50 / p95, for the server works in processes of its own. Starts a PostgreSQL
server with its settings as they come, on loopback, and takes it away at the end. Then two memory servers of one
process each share the database, and 64 clients that never pause ask them.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parent.parent
sys.path.insert(0, str(REPOSITORY))
sys.path.insert(0, str(REPOSITORY / "tests"))

from bench.memory import CONCORDANCES, LANGUAGES, percentile
from bench.server import Question, Record, make_questions, report, run_clients, serving, used_seconds
from bench.synthetic import Phrase, make_queries, make_units

from cdalign.memory import Memory, open_memory
from cdalign.memory.discovery import DiscoveredDocument
from cdalign.memory.fragments import Fragment
from cdalign.memory.hits import Hit
from postgres_server import find_program, running_server

SIZES = (100_000,)
QUERIES = 400
SERVERS, CLIENTS = 2, 64
SECONDS = 20


def measure(work: Callable[[], Any]) -> tuple[float, Any]:
    """Give the milliseconds of a call and what it gave."""
    start = time.perf_counter()
    result = work()
    return 1000 * (time.perf_counter() - start), result


def answers(memory: Memory, ask: Callable[[Memory, Any], Any], questions: Sequence[Any]) -> tuple[list[float], list]:
    """Give the milliseconds and the answers, each asked twice: the first time warms what is read."""
    for question in questions:
        ask(memory, question)
    timed = [measure(lambda question=question: ask(memory, question)) for question in questions]
    return [milliseconds for milliseconds, _ in timed], [answer for _, answer in timed]


def compare(name: str, places: Sequence[Memory], ask: Callable[[Memory, Any], Any], questions: Sequence[Any]) -> None:
    (times, found), (others, found_there) = (answers(memory, ask, questions) for memory in places)
    here, there = (f"{percentile(part, 0.5):7.2f} /{percentile(part, 0.95):7.2f} ms" for part in (times, others))
    ratio = percentile(others, 0.95) / percentile(times, 0.95)
    same = "same answers" if found == found_there else "OTHER ANSWERS"
    print(f"  {name:<24} file {here}   PostgreSQL {there}   p95 {ratio:5.1f} times   {same}")


def fuzzy(memory: Memory, question: tuple[str, str]) -> tuple[Hit, ...]:
    return memory.find_fuzzy(*question, limit=5)


def exact(memory: Memory, question: tuple[str, str]) -> tuple[Hit, ...]:
    return memory.find_exact(*question)


def page(memory: Memory, question: str) -> tuple[Hit, ...]:
    return memory.concordance(question, limit=50)


def count(memory: Memory, question: str) -> int:
    return memory.count_occurrences(question)


def fragments(memory: Memory, question: tuple[str, str]) -> tuple[Fragment, ...]:
    return memory.find_fragments(*question)


def discover(memory: Memory, question: tuple[str, str]) -> tuple[DiscoveredDocument, ...]:
    return memory.discover(*question)


def fill(name: str, memory: Memory, units: int) -> None:
    milliseconds, _ = measure(lambda: memory.add(make_units(units)))
    print(f"  import, {name:<16} {1000 * units / milliseconds:,.0f} units/s by the clock")


def disk(url: str) -> float:
    """Give the megabytes of a database, after it has seen to its own statistics as it does by itself in time."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ANALYZE")
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    return row[0] / 1e6 if row else 0.0


def bench_load(url: str, units: int, seconds: float) -> None:
    """Let clients ask several servers that share one database."""
    questions = make_questions(units)
    before = used_seconds()
    with ExitStack() as stack:
        addresses = [stack.enter_context(serving(url, 1)) for _ in range(SERVERS)]
        asyncio.run(ask_all(addresses, questions, 3))
        records = asyncio.run(ask_all(addresses, questions, seconds))
    record = Record()
    for one in records:
        record.faults.update(one.faults)
        for kind, times in one.times.items():
            record.times[kind] += times
    print(f"  {SERVERS} servers on one database, {CLIENTS} clients, {seconds:.0f} s")
    report(record, seconds, used_seconds() - before, os.getloadavg()[0], None)


async def ask_all(addresses: Sequence[str], questions: Sequence[Question], seconds: float) -> list[Record]:
    clients = CLIENTS // len(addresses)
    return await asyncio.gather(*(run_clients(address, questions, seconds, clients) for address in addresses))


def bench_size(folder: Path, server: str, units: int, queries: Sequence[Phrase], seconds: float) -> None:
    import psycopg

    print(f"{units:,} units")
    url, path = f"{server}/memory_{units}", folder / f"{units}.cdtm"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE memory_{units} TEMPLATE template0")
    with open_memory(path) as here, open_memory(url) as there:
        fill("file", here, units)
        fill("PostgreSQL", there, units)
        print(f"  disk: file {path.stat().st_size / 1e6:.0f} MB, PostgreSQL {disk(url):.0f} MB")
        for side, lang in enumerate(LANGUAGES):
            compare(f"fuzzy, {lang}", (here, there), fuzzy, [(query[side], lang) for query in queries])
        compare("exact, zh", (here, there), exact, [(query[0], "zh") for query in queries])
        compare("concordance, first 50", (here, there), page, CONCORDANCES)
        compare("concordance, count", (here, there), count, CONCORDANCES)
        texts = [(unit.source, "zh") for unit in make_units(50, seed=77)]
        compare("fragments of a sentence", (here, there), fragments, texts)
        compare("discovery", (here, there), discover, texts)
    bench_load(url, units, seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, nargs="+", default=SIZES)
    parser.add_argument("--queries", type=int, default=QUERIES)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long the clients ask")
    options = parser.parse_args()
    initdb = find_program("initdb")
    if initdb is None:
        print("no PostgreSQL here: it is not measured")
        return
    with tempfile.TemporaryDirectory() as folder, running_server(initdb) as server:
        for units in options.units:
            bench_size(Path(folder), server, units, make_queries(options.queries, units), options.seconds)


if __name__ == "__main__":
    main()
