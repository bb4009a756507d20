"""Fragments and discovery: a new text against a memory, beside a search for each of its windows in every text.

    python bench/fragments.py [--units 100000 1000000] [--kept FOLDER]

Times are CPU milliseconds of one thread, warm. The texts: one made of the phrases that the memory is made of, in which
every word occurs thousands of times, and the project's own, which shares little with it.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import islice, pairwise
from pathlib import Path
from typing import TypeVar

REPOSITORY = Path(__file__).parent.parent
if __package__ in (None, ""):
    sys.path.insert(0, str(REPOSITORY))

from bench.synthetic import make_units

from cdalign.memory import Memory, open_memory
from cdalign.memory.forms import words_of
from cdalign.memory.fragments import Fragment, least_words
from cdalign.model import TranslationUnit

SIZES = (100_000,)
CHARACTERS = 10_000
UNITS_A_DOCUMENT = 100
# Windows of a text that are searched for without an index; all of them would take hours.
SEARCHED = 20

Result = TypeVar("Result")


def measure(work: Callable[[], Result]) -> tuple[float, Result]:
    work()
    start = time.process_time()
    result = work()
    return 1000 * (time.process_time() - start), result


def in_documents(units: Iterable[TranslationUnit]) -> Iterable[TranslationUnit]:
    for number, unit in enumerate(units):
        name = f"D/{number // UNITS_A_DOCUMENT}"
        yield TranslationUnit(
            unit.source, unit.target, unit.source_lang, unit.target_lang, props=(("x-document", name),)
        )


def new_texts() -> dict[str, tuple[str, str]]:
    made = list(islice(make_units(600, seed=77), 600))
    own = {lang: (REPOSITORY / f"corpus/{lang}/CD-2138.txt").read_text(encoding="utf-8") for lang in ("zh", "en")}
    return {
        "zh, of the same phrases": ("zh", "\n".join(unit.source for unit in made)[:CHARACTERS]),
        "en, of the same phrases": ("en", "\n".join(unit.target for unit in made)[:CHARACTERS]),
        "zh, CD/2138": ("zh", (own["zh"] * 3)[:CHARACTERS]),
        "en, CD/2138": ("en", own["en"][:CHARACTERS]),
    }


def search_without_index(memory: Memory, text: str, lang: str) -> float:
    """Return the milliseconds that a search for every window would take, drawn from some of them."""
    side = 0 if lang == "zh" else 1
    rows = [f" {' '.join(words_of(sides[side]))} " for sides in ((unit.source, unit.target) for unit in memory.units())]
    words, size = words_of(text), least_words(lang)
    places = random.Random(1).sample(range(len(words) - size), SEARCHED)
    start = time.process_time()
    for place in places:
        window = f" {' '.join(words[place : place + size])} "
        any(window in row for row in rows)
    return 1000 * (time.process_time() - start) / SEARCHED * (len(words) - size)


def bench_size(folder: Path, count: int) -> None:
    path = folder / f"fragments-{count}.cdtm"
    with open_memory(path) as memory:
        start = time.process_time()
        if not len(memory):
            memory.add(in_documents(make_units(count)))
            print(f"{count:,} units: import {count / (time.process_time() - start):,.0f} units a second")
    with open_memory(path, read_only=True) as memory:
        for name, (lang, text) in new_texts().items():
            bench_text(memory, name, lang, text)
        shortest = new_texts()["zh, CD/2138"][1]
        brute = search_without_index(memory, shortest, "zh") / 1000
        print(f"  a search for every window of zh, CD/2138 in every text: {brute:,.0f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  disk {path.stat().st_size / 1e6:,.0f} MB, resident with the search without index {peak:,.0f} MB")


def bench_text(memory: Memory, name: str, lang: str, text: str) -> None:
    spent, found = measure(lambda: memory.find_fragments(text, lang))
    ranking, documents = measure(lambda: memory.discover(text, lang))
    longest = found[0].words if found else 0
    print(
        f"  {name:<24} fragments {spent:7.0f} ms ({len(found)}, longest {longest}, {overlapping(found)} overlapping)   "
        f"discovery {ranking:7.0f} ms ({len(documents)} documents)"
    )


def overlapping(found: tuple[Fragment, ...]) -> int:
    spans = sorted((fragment.span for fragment in found), key=lambda span: span.start)
    return sum(later.start < earlier.stop for earlier, later in pairwise(spans))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, nargs="+", default=SIZES)
    parser.add_argument("--kept", default="", help="a folder where the memories stay for the next run")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for count in options.units:
            bench_size(Path(options.kept or folder), count)


if __name__ == "__main__":
    main()
