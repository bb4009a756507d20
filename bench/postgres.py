"""The memory in PostgreSQL beside the same memory in a file: import, fuzzy matches, words in context, disk.

    python bench/postgres.py [--units 100000 1000000] [--queries 400]

Times are milliseconds by the clock, p50 / p95, for the server works in processes of its own. Starts a PostgreSQL
server with its settings as they come, on loopback, and takes it away at the end.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parent.parent
sys.path.insert(0, str(REPOSITORY))
sys.path.insert(0, str(REPOSITORY / "tests"))

from bench.memory import CONCORDANCES, LANGUAGES, percentile
from bench.synthetic import Phrase, make_queries, make_units

from cdalign.memory import Memory, open_memory
from cdalign.memory.discovery import DiscoveredDocument
from cdalign.memory.fragments import Fragment
from cdalign.memory.hits import Hit
from postgres_server import find_program, running_server

SIZES = (100_000,)
QUERIES = 400


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


def bench_size(folder: Path, server: str, units: int, queries: Sequence[Phrase]) -> None:
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, nargs="+", default=SIZES)
    parser.add_argument("--queries", type=int, default=QUERIES)
    options = parser.parse_args()
    initdb = find_program("initdb")
    if initdb is None:
        print("no PostgreSQL here: it is not measured")
        return
    with tempfile.TemporaryDirectory() as folder, running_server(initdb) as server:
        for units in options.units:
            bench_size(Path(folder), server, units, make_queries(options.queries, units))


if __name__ == "__main__":
    main()
