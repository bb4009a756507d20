"""How a memory grows: import, disk, opening, matches, words in context, fragments, memory of the process.

    python bench/scale.py [--units 100000 1000000] [--queries 200] [--kept FOLDER] [--check]

Each size is imported by one process and searched by another, so that the memory of one is not the other's. Times are
CPU time of one thread; what makes the synthetic units is not counted. Five million units take a quarter of an hour.
Of a process's memory its own pages and those of files, which the system may drop, are told apart where it tells them.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.fragments import in_documents, new_texts
from bench.memory import CONCORDANCES, LANGUAGES, measure, percentile, show, show_times
from bench.synthetic import make_queries, make_units

from cdalign.memory import Memory, open_memory
from cdalign.model import TranslationUnit

SIZES = (100_000,)
QUERIES = 200
# Queries are edited sentences of the first units; to draw them from all would mean to make all once more.
DRAWN_FROM = 100_000
# Import is reported each time this number of units is added: it must not slow down as the memory grows.
STAGE = 1_000_000
WORST = "，措，"


class Watch:
    """Counts the CPU time that making the units takes, and reports the rate of the import as it goes on."""

    def __init__(self) -> None:
        self.making = 0.0
        self._start, self._reported = time.process_time(), 0.0

    def count(self, units: Iterator[TranslationUnit]) -> Iterator[TranslationUnit]:
        made = 0
        while True:
            start = time.process_time()
            unit = next(units, None)
            self.making += time.process_time() - start
            if unit is None:
                return
            made += 1
            if made % STAGE == 0:
                self._report(made)
            yield unit

    def _report(self, made: int) -> None:
        spent = self.spent
        show(f"  after {made:,} units", f"{STAGE / (spent - self._reported):,.0f} units/s")
        self._reported = spent

    @property
    def spent(self) -> float:
        """The CPU seconds so far that were not spent on making the units."""
        return time.process_time() - self._start - self.making


def import_units(path: Path, count: int) -> None:
    watch = Watch()
    with open_memory(path) as memory:
        memory.add(watch.count(iter(in_documents(make_units(count)))))
        show("import", f"{count / watch.spent:,.0f} units/s", f"{watch.spent:,.0f} s CPU")
    show("disk", f"{path.stat().st_size / 1e6:,.0f} MB")
    show("resident memory, import", f"{resident():,.0f} MB", resident_parts())


def resident() -> float:
    """Return the most megabytes that this process had resident so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def resident_parts() -> str:
    """Return how much is resident now of the process's own memory and of files, on Linux (proc(5))."""
    status = Path("/proc/self/status")
    if not status.exists():
        return ""
    lines = (line.split() for line in status.read_text(encoding="utf-8").splitlines())
    kilobytes = {words[0]: int(words[1]) for words in lines if words[0] in ("RssAnon:", "RssFile:")}
    own, files = (kilobytes[name] / 1024 for name in ("RssAnon:", "RssFile:"))
    return f"now {own:,.0f} MB of its own, {files:,.0f} MB of files"


def check(path: Path) -> None:
    with open_memory(path) as memory:
        spent, faults = measure(memory.faults)
        show("--check", f"{spent / 1000:,.0f} s CPU", "; ".join(faults) or "sound")
        show("resident memory, --check", f"{resident():,.0f} MB", resident_parts())


def search(path: Path, queries: int) -> None:
    before = resident()
    opening = time.process_time()
    with open_memory(path, read_only=True) as memory:
        memory.concordance(CONCORDANCES[1], limit=50)
        show("opening, with the first page", f"{1000 * (time.process_time() - opening):,.0f} ms")
        search_words(memory)
        show("resident memory, words", f"{resident():,.0f} MB", f"{before:,.0f} before; {resident_parts()}")
        search_matches(memory, queries)
        show("resident memory, matches", f"{resident():,.0f} MB", resident_parts())
        search_fragments(memory)
        show("resident memory, all", f"{resident():,.0f} MB", resident_parts())


def search_words(memory: Memory) -> None:
    # One character between marks that no text has around it: 10,000 units are looked at.
    show("worst page", f"{measure(memory.find_words, WORST)[0]:,.0f} ms", WORST)
    pages, counts, estimates = [], [], []
    for text in CONCORDANCES:
        memory.concordance(text, limit=1)
        pages.append(measure(memory.concordance, text, limit=50)[0])
        spent, count = measure(memory.count_occurrences, text)
        counts.append(spent)
        estimates.append((*measure(memory.count_quickly, text), count))
    show_times("first 50 hits", pages)
    show_times("count of all hits", counts)
    furthest = max((abs(about.count / count - 1) for _, about, count in estimates if count), default=0)
    show_times("estimate of the count", [spent for spent, *_ in estimates], f"at most {furthest:.1%} from it")


def search_matches(memory: Memory, count: int) -> None:
    queries = make_queries(count, DRAWN_FROM)
    for side, lang in enumerate(LANGUAGES):
        first, _ = measure(memory.find_fuzzy, queries[0][side], lang)
        show(f"first match, {lang}", f"{first:,.0f} ms")
        times = [measure(memory.find_fuzzy, query[side], lang, limit=5)[0] for query in queries]
        show_times(f"five best matches from 70 %, {lang}", times)
        show(f"  slowest, {lang}", f"{percentile(times, 1):.1f} ms")


def search_fragments(memory: Memory) -> None:
    for name, (lang, text) in new_texts().items():
        first, _ = measure(memory.find_fragments, text, lang)
        warm, found = measure(memory.find_fragments, text, lang)
        show(f"fragments, {name}", f"{warm:,.0f} ms", f"{len(found)} found; the first time {first:,.0f} ms")
        first, _ = measure(memory.discover, text, lang)
        warm, _ = measure(memory.discover, text, lang)
        show(f"discovery, {name}", f"{warm:,.0f} ms", f"the first time {first:,.0f} ms")


def bench_size(folder: Path, count: int, queries: int, *, is_checked: bool) -> None:
    print(f"{count:,} units", flush=True)
    path = folder / f"scale-{count}.cdtm"
    parts = ("search",) if path.exists() else ("import", "search")
    for part in (*parts, "check") if is_checked else parts:
        command = [sys.executable, __file__, "--part", part, "--kept", str(path)]
        subprocess.run([*command, "--units", str(count), "--queries", str(queries)], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, nargs="+", default=SIZES)
    parser.add_argument("--queries", type=int, default=QUERIES)
    parser.add_argument("--kept", default="", help="a folder where the memories stay for the next run")
    parser.add_argument("--check", action="store_true", help="read all of each memory, and say whether it is sound")
    parser.add_argument("--part", choices=("import", "search", "check"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part == "import":
        import_units(Path(options.kept), options.units[0])
    elif options.part == "search":
        search(Path(options.kept), options.queries)
    elif options.part == "check":
        check(Path(options.kept))
    else:
        with tempfile.TemporaryDirectory() as folder:
            for count in options.units:
                bench_size(Path(options.kept or folder), count, options.queries, is_checked=options.check)


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    main()
