"""How quick the termbase is with 100,000 concepts: python bench/terminology.py [CONCEPTS]."""

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from cdalign.model import ConceptEntry, Term, Termbase, TermType
from cdalign.terminology import TermIndex, TermRecognizer, look_up, read_termbase, write_glossary, write_termbase

CHARACTERS = (
    "核武器裁军条约国家会议安全武会员代表团建立信任措施不扩散原子能机构缔约审议大会议定书附件附属机构停止军备竞赛"
)
SYLLABLES = (
    *("con", "dis", "arm", "a", "ment", "nu", "cle", "ar", "treat", "y", "sta", "te", "par", "ti", "es", "ver", "i"),
    *("fi", "ca", "tion", "pro", "li", "fer", "zone", "free", "fis", "sile"),
)
QUESTIONS = ("核武器", "裁軍", "hwq", "hewuqi", "nuclear treaty", "conarm", "核*约", "裁军条约附件的", "disarmementt")


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


def timed(what: str, work: Callable[[], object]) -> object:
    start = time.perf_counter()
    result = work()
    print(f"{what:34}{time.perf_counter() - start:8.3f} s")
    return result


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "terms.tsv"
        write_termbase(path, Termbase(tuple(concepts(count))))
        start = time.perf_counter()
        termbase = read_termbase(path)
        print(f"{'read ' + str(count) + ' concepts':34}{time.perf_counter() - start:8.3f} s")
        index = timed("index for lookup", lambda: TermIndex(termbase))
        assert isinstance(index, TermIndex)
        print(f"{'load: both':34}{time.perf_counter() - start:8.3f} s")
        for turn in ("first", "again"):
            for question in QUESTIONS:
                timed(f"{turn} {question}", lambda question=question: look_up(question, index))
        recognizer = TermRecognizer(termbase)
        timed("recogniser, Chinese", lambda: recognizer.find("核武器", "zh"))
        text = "停止核军备竞赛和实行核裁军的附属机构协调员的个人见解。" * 1000
        timed(f"recognise {len(text)} characters", lambda: recognizer.find(text, "zh"))
        for name in ("g.tbx", "g.v2.tbx", "g.csv", "g.txt", "g.xlsx"):
            timed(f"write {name}", lambda name=name: write_glossary(Path(folder) / name, termbase))
        timed("read g.tbx", lambda: read_termbase(Path(folder) / "g.tbx"))
    print(f"{'memory at most':34}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


if __name__ == "__main__":
    main()
