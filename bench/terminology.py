"""How quick the termbase is with 100,000 concepts: python bench/terminology.py [CONCEPTS].

Loading is reading the file and making the index that answers need. A question is answered as `cdalign lookup` does
it: told from a passage, then looked up, or searched for terms. The first answer of a kind brings what only that kind
needs: the table of pinyin, the package for likeness. Times are of the clock and, behind it, of the processor alone,
which is what a machine without other work would take.
"""

import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from cdalign.model import ConceptEntry, Term, Termbase, TermType
from cdalign.terminology import TermIndex, TermRecognizer, look_up, read_termbase, write_glossary, write_termbase
from cdalign.terminology.lookup import is_passage, passage_terms

CHARACTERS = (
    "核武器裁军条约国家会议安全武会员代表团建立信任措施不扩散原子能机构缔约审议大会议定书附件附属机构停止军备竞赛"
)
SYLLABLES = (
    *("con", "dis", "arm", "a", "ment", "nu", "cle", "ar", "treat", "y", "sta", "te", "par", "ti", "es", "ver", "i"),
    *("fi", "ca", "tion", "pro", "li", "fer", "zone", "free", "fis", "sile"),
)
PARAGRAPH = "停止核军备竞赛和实行核裁军的附属机构协调员的个人见解。"
QUESTIONS = {
    "beginning": "核武器",
    "Traditional": "裁軍",
    "initials": "hwq",
    "pinyin": "hewuqi",
    "all words": "nuclear treaty",
    "English beginning": "conarm",
    "pattern": "核*约",
    "English pattern": "nu*clear",
    "misspelt": "裁军条约附件的",
    "misspelt English": "disarmementt",
    "misspelt, long": "nuclear non proliferation treety",
    "nonsense": "zzzzqqqq",
    "one letter": "a",
    "one character": "会",
    "paragraph": PARAGRAPH * 10,
}
TURNS = 5
_Result = TypeVar("_Result")


def concepts(count: int) -> Iterator[ConceptEntry]:
    chance = random.Random(6)
    for number in range(count):
        chinese = "".join(chance.choices(CHARACTERS, k=chance.randint(3, 12)))
        english = " ".join(
            "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(chance.randint(1, 5))
        )
        yield ConceptEntry(
            f"c{number}",
            (
                Term(f"{chinese}{number}", "zh-Hans"),
                Term(english, "en"),
                *([Term(chinese[:6], "zh-Hans", TermType.SHORT_FORM)] if number % 3 == 0 else []),
            ),
            subject="disarmament",
            definition="A concept that stands for another.",
        )


def make_termbase(path: Path, count: int) -> None:
    write_termbase(path, Termbase(tuple(concepts(count))))


def questions(termbase: Termbase) -> dict[str, str]:
    """The questions, with terms that are there, and pages in which a hundred of them stand."""
    some = [term for entry in termbase.entries[:: max(1, len(termbase.entries) // 100)] for term in entry.terms]
    chinese, english = ([term.text for term in some if term.lang == lang] for lang in ("zh-Hans", "en"))
    pages = {"Chinese page": "。".join([*chinese, PARAGRAPH]), "English page": "; ".join([*english, "and so on."])}
    return {"exact": chinese[1], "exact English": english[1], **QUESTIONS, **pages}


def answer(question: str, index: TermIndex) -> int:
    if is_passage(question, index):
        return len(passage_terms(question, index))
    return len(look_up(question, index))


def measure(work: Callable[[], _Result]) -> tuple[_Result, float, float]:
    """Give the result, and the seconds of the clock and of the processor."""
    start, busy = time.perf_counter(), time.process_time()
    result = work()
    return result, time.perf_counter() - start, time.process_time() - busy


def timed(what: str, work: Callable[[], _Result]) -> _Result:
    result, clock, busy = measure(work)
    print(f"{what:34}{clock:8.3f} s  ({busy:.3f})")
    return result


def load(path: Path) -> TermIndex:
    return TermIndex(timed(f"  read {path.name}", lambda: read_termbase(path)))


def ask(index: TermIndex) -> None:
    """Ask every question; the first answer is told apart from the later ones."""
    asked = questions(index.termbase)
    times = {
        kind: [measure(lambda question=question: answer(question, index))[1:] for _ in range(TURNS)]
        for kind, question in asked.items()
    }
    print(f"{'answers in milliseconds':34}{'first':>8}{'(cpu)':>8}{'later':>8}{'(cpu)':>8}")
    for kind, runs in times.items():
        later = min(run[0] for run in runs[1:]), min(run[1] for run in runs[1:])
        print(f"  {kind:32}" + "".join(f"{1000 * seconds:8.1f}" for seconds in (*runs[0], *later)))
    for place, name in enumerate(("clock", "cpu")):
        everything = sorted(1000 * run[place] for runs in times.values() for run in runs)
        worst = f"95 of 100 within {statistics.quantiles(everything, n=20)[-1]:.1f}, the slowest {everything[-1]:.1f}"
        print(f"  {name}: {worst}")


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "terms.tsv"
        # By a process of its own, so that the memory told below is that of the answers.
        maker = get_context("spawn").Process(target=make_termbase, args=(path, count))
        maker.start()
        maker.join()
        index = timed(f"load {count} concepts", lambda: load(path))
        ask(index)
        print(f"{'memory at most, till here':34}{memory():8.0f} MB")
        recognizer = TermRecognizer(index.termbase)
        timed("recogniser of all Chinese terms", lambda: recognizer.find("核武器", "zh"))
        timed("recogniser of all English terms", lambda: recognizer.find("nuclear", "en"))
        text = PARAGRAPH * 1000
        timed(f"recognise {len(text)} characters", lambda: recognizer.find(text, "zh"))
        for name in ("g.tbx", "g.v2.tbx", "g.csv", "g.txt", "g.xlsx"):
            timed(f"write {name}", lambda name=name: write_glossary(Path(folder) / name, index.termbase))
        timed("read g.tbx", lambda: read_termbase(Path(folder) / "g.tbx"))
    print(f"{'memory at most':34}{memory():8.0f} MB")


if __name__ == "__main__":
    main()
