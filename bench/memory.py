"""The memory: import, fuzzy matches, words in context, cold start, disk; recall against brute force.

    python bench/memory.py [--units 100000 1000000] [--queries 400] [--kept FOLDER]

Times are CPU milliseconds of one thread, p50 / p95. Brute force is rapidfuzz over the same encoded texts, which is
what one would write without an index.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.synthetic import Phrase, make_queries, make_units

from cdalign.memory import Hit, Memory, open_memory
from cdalign.memory.forms import encode_words, make_form
from cdalign.tmx import read_units, write_tmx

SIZES = (10_000, 100_000)
LANGUAGES = ("zh", "en")
CONCORDANCES = (
    "核",
    "裁军",
    "核裁军",
    "無核武器區",
    "的",
    "nuclear disarmament",
    "the",
    "of nuclear",
    "disarm*",
    "1999",
)
THRESHOLD = 70
QUERIES = 400
COLD_START = """
import sys, time
from cdalign.memory import open_memory
with open_memory(sys.argv[1], read_only=True) as memory:
    memory.find_fuzzy(sys.argv[2], "zh")
"""


Result = TypeVar("Result")


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def measure(work: Callable[..., Result], *arguments: object, **options: object) -> tuple[float, Result]:
    """Give the CPU milliseconds of a call and what it gave."""
    start = time.process_time()
    result = work(*arguments, **options)
    return 1000 * (time.process_time() - start), result


def show(name: str, value: str, goal: str = "") -> None:
    print(f"  {name:<44}{value:>22}   {goal}")


def show_times(name: str, times: Sequence[float], goal: str = "") -> None:
    show(name, f"{percentile(times, 0.5):8.2f} /{percentile(times, 0.95):8.2f} ms", goal)


def bench_import(folder: Path, count: int) -> Path:
    tmx, path = folder / f"{count}.tmx", folder / f"{count}.cdtm"
    if path.exists():
        return path
    write_tmx(tmx, make_units(count))
    start, wall = time.process_time(), time.monotonic()
    with open_memory(path) as memory:
        # Fewer than were made: the same pair of texts is written once.
        added = memory.add(read_units(tmx)).new
    seconds = time.process_time() - start
    told = f"goal 20,000 (100k), 15,000 (1M); {added:,} in {seconds:.1f} s CPU, {time.monotonic() - wall:.1f} s"
    show("import from TMX", f"{added / seconds:,.0f} units/s", told)
    tmx.unlink()
    return path


def bench_fuzzy(memory: Memory, queries: Sequence[Phrase], goals: Sequence[str]) -> None:
    for side, lang in enumerate(LANGUAGES):
        memory.find_fuzzy(queries[0][side], lang)
        answers = [measure(memory.find_fuzzy, query[side], lang, limit=5) for query in queries]
        found = sum(bool(hits) for _, hits in answers)
        name = f"fuzzy >= {THRESHOLD} %, {lang} ({found} of {len(queries)} found)"
        show_times(name, [milliseconds for milliseconds, _ in answers], goals[side])


def bench_truth(memory: Memory, queries: Sequence[Phrase]) -> None:
    """Brute force over all texts: its time, and whether the best match was missed."""
    for side, lang in enumerate(LANGUAGES):
        texts = [encode_words(make_form((unit.source, unit.target)[side]).words) for unit in memory.units()]
        answers = [measure(memory.find_fuzzy, query[side], lang, threshold=THRESHOLD, limit=5) for query in queries]
        truths = [measure(nearest, query[side], texts) for query in queries]
        ours, times = ([milliseconds for milliseconds, _ in pass_] for pass_ in (answers, truths))
        missed = sum(is_missed(hits, best) for (_, hits), (_, best) in zip(answers, truths, strict=True))
        show_times(f"brute force, {lang}", times)
        ratios = [percentile(times, share) / percentile(ours, share) for share in (0.5, 0.95)]
        show(f"times as long as ours, {lang}", f"{ratios[0]:8.0f} /{ratios[1]:8.0f}   ", "goal 30 (1M)")
        show(f"recall against it, {lang}", f"{1 - missed / len(queries):.3f}", f"{len(queries)} queries; goal 1.0")


def nearest(query: str, texts: Sequence[str]) -> float | None:
    """Give the similarity (0-1) of the nearest text, where it reaches the threshold."""
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    code = encode_words(make_form(query).words)
    scorer = Levenshtein.normalized_similarity
    best = process.extractOne(code, texts, scorer=scorer, score_cutoff=THRESHOLD / 100)
    return best[1] if best else None


def is_missed(hits: Sequence[Hit], best: float | None) -> bool:
    """Whether brute force knows a match whose words are nearer than those of the best hit."""
    if best is None:
        return False
    # Other numbers, case and marks cost up to 3 points that brute force on words does not know of.
    least = int(100 * best) - 3
    return least >= THRESHOLD and (not hits or hits[0].score < least)


def bench_concordance(memory: Memory) -> None:
    pages, counts = [], []
    for text in CONCORDANCES:
        memory.concordance(text, limit=1)
        pages.append(measure(memory.concordance, text, limit=50)[0])
        counts.append(measure(memory.count_occurrences, text)[0])
    show_times("concordance, first 50", pages, "goal p95 2 (100k), 5 (1M)")
    show_times("concordance, count", counts, "goal 50")
    slowest = max(zip(pages, CONCORDANCES, strict=True))
    show("  slowest page", f"{slowest[0]:.2f} ms", slowest[1])


def bench_cold_start(path: Path, query: str) -> None:
    command = [sys.executable, "-c", COLD_START, str(path), query]
    times = []
    for _ in range(3):
        start = time.monotonic()
        subprocess.run(command, check=True)
        times.append(time.monotonic() - start)
    show("new process, first fuzzy answer", f"{min(times):.2f} s", "goal 0.3 (100k), 1 (1M)")


def bench_size(folder: Path, count: int, query_count: int, truth_count: int) -> None:
    print(f"{count:,} units")
    path = bench_import(folder, count)
    queries = make_queries(query_count, count)
    bench_cold_start(path, queries[0][0])
    with open_memory(path, read_only=True) as memory:
        goals = ("goal p95 3 (100k), 15 (1M)", "goal p95 4 (100k), 20 (1M)")
        bench_fuzzy(memory, queries, goals)
        bench_concordance(memory)
        show("resident memory", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB", "goal 600")
        show("disk", f"{path.stat().st_size / 1e6:,.0f} MB", "goal 800 (1M)")
        if truth_count:
            bench_truth(memory, make_queries(truth_count, count, seed=8))


def run(sizes: Iterable[int] = SIZES, queries: int = QUERIES, truth: int = QUERIES, kept: str = "") -> None:
    """Measure and print a table for each size."""
    with tempfile.TemporaryDirectory() as folder:
        for count in sizes:
            bench_size(Path(kept or folder), count, queries, truth)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, nargs="+", default=SIZES)
    parser.add_argument("--queries", type=int, default=QUERIES)
    parser.add_argument("--truth", type=int, default=QUERIES, help="queries compared with brute force")
    parser.add_argument("--kept", default="", help="a folder where the memories stay for the next run")
    options = parser.parse_args()
    run(options.units, options.queries, options.truth, options.kept)


if __name__ == "__main__":
    main()
