"""How cost grows with the length of a text: python -m bench growth [PART OF A NAME…].

Every public function that takes nothing but texts is found by itself; readers of files, searches and end points are
in a table. Each gets strings made to be hard (brackets, digits, numerals, comments, quotes, one word a thousand
times, nested markup) of n, 2n and 4n characters. Printed is the worst string of each function: CPU seconds, and the
factor from 2n to 4n, where 2 is linear and 4 is quadratic. Exit code 1 if one grows faster than n log n.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import cdalign

Call = Callable[[str], object]
# Rooms whose functions take texts; the others take files, the network or the command line.
ROOMS = [
    "text",
    "markup",
    "languages",
    "numerals",
    "labels",
    "quantities",
    "tables",
    "reading",
    "structure",
    "segmentation",
    "lexicon",
    "similarity",
    "alignment",
    "units",
    "working",
    "tmx",
    "terminology",
    "exchange",
    "memory",
    "checks",
    "evaluation",
    "report",
    "inline",
    "spotting",
]
# A parameter of such a name is not a text to be read.
NOT_TEXTS = {"path", "place", "folder", "root", "name", "url", "paths", "address", "encoding", "file", "suffix"}
# What a library costs, and nobody asks for over a network: sacrebleu's TER is quadratic in the words of a segment.
NOT_OURS = {"score_translation"}
LANGUAGES = {
    "lang": "zh-Hans",
    "source_lang": "zh-Hans",
    "target_lang": "en",
    "wanted": "zh",
    "found": "en",
    "tag": "en",
}
START, LONGEST = 1_000, 64_000
# Every string is tried at this length; the costliest are measured as they grow.
SCREENED, MEASURED = 8_000, 3
# Below this the clock says nothing; above it a call is not waited for.
MEASURABLE, PATIENCE = 0.004, 5.0
STEEPEST = 2.9

# What is repeated, with | between.
PIECES = (
    "a|一|1|0|.|。|,|，|-|—|'|\"|“|(|（|[|{|<|>|&|*|#|%|/|\\|:|;|@|_|=|~|^|$|一十|一百|十|百|千|万|亿|零|〇|第|第一|年|月|日|1-|1.|"
    "1,|1/|1:|-1|1 |１|①|Ⅷ|i|iv.|X|(a) |（一）|a.|A. |§|a |A |the |nuclear |nuclear disarmament |"
    "核|核裁军|裁军谈判会议|一 |"
    "中a|A/1 |A/RES/1/|CD/|1,234 |1 January 1999 |9月5日|twenty-|one hundred and |per cent |%s|%1$s |{0}|${a}|"
    'http://a.b/|a@b.c |www.|Mr. |e.g. |U.S. |... |?!|《》|《|()|（）|""|“”|[]|<>|&amp;|&#1;|&lt;|<!---->|<!--|'
    '--><p>|<p>|<b>|</b>|<b><i>|<a href=\'#x\'>|<sup>1</sup>|<table><tr><td>|<ul><li>|<ph x="1"/>|<bpt i="1">|'
    '<?xml?>|<!DOCTYPE |<![CDATA[|]]>|[[|{"a":|[1,|"a",|\\n|\\u0041|a=1|[a]\n|a=[|\n| \n|\r|\t|a\t|a\tb\n|'
    "1.\n|a\n\n|一\n|• |(1) |Annex |ANNEX |附件|注|*/|e\u0301|\u200b|\u00ad|\ufeff|𠮷|👍🏽|กำ|\u3000|\u00a0|"
)


def strings() -> Iterator[tuple[str, Callable[[int], str]]]:
    """Yield the hard strings: what is repeated, and how to make one of a length."""
    for piece in dict.fromkeys(PIECES.split("|")):
        if piece:
            yield piece, lambda n, piece=piece: (piece * (n // len(piece) + 1))[:n]
    yield "words", lambda n: " ".join(f"w{number}" for number in range(n // 6))
    yield "lines", lambda n: "\n".join(f"{number}. 会议 number {number}" for number in range(n // 16))
    yield "nested ()", lambda n: "(" * (n // 2) + ")" * (n // 2)
    yield "nested <b>", lambda n: "<b>" * (n // 7) + "</b>" * (n // 7)
    yield "nested []", lambda n: "[" * (n // 2) + "]" * (n // 2)
    yield "a then b", lambda n: "a " * (n // 4) + "b " * (n // 4)


def public_functions() -> Iterator[tuple[str, Call]]:
    """Yield the public functions of the rooms that take one text or several and nothing else that must be given."""
    for found in pkgutil.walk_packages(cdalign.__path__, "cdalign."):
        if found.name.split(".")[1] not in ROOMS:
            continue
        module = importlib.import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == found.name and not name.startswith("_") and name not in NOT_OURS:
                call = _call_of(function)
                if call:
                    yield f"{found.name.removeprefix('cdalign.')}.{name}", call


def _call_of(function: Callable[..., object]) -> Call | None:
    wanted = [one for one in inspect.signature(function).parameters.values() if one.default is one.empty]
    kinds = [str(one.annotation) for one in wanted]
    names = [one.name for one in wanted]
    many = {"Iterable[str]", "Sequence[str]", "Iterator[str]", "list[str]", "tuple[str, ...]"}
    texts = [kind in {"str", "bytes", *many} for kind in kinds]
    if not wanted or not all(texts) or set(names) <= set(LANGUAGES) or set(names) & NOT_TEXTS:
        return None
    if any(one.kind in (one.VAR_POSITIONAL, one.VAR_KEYWORD) for one in wanted):
        return None

    def value(name: str, kind: str, text: str) -> object:
        if name in LANGUAGES and len(names) > 1:
            return LANGUAGES[name]
        if kind in many:
            return text.splitlines(keepends=True) or [""]
        return text.encode("utf-8", "surrogatepass") if kind == "bytes" else text

    def call(text: str) -> None:
        result = function(**{name: value(name, kind, text) for name, kind in zip(names, kinds, strict=True)})
        if inspect.isgenerator(result):
            for _ in result:
                pass

    return call


def readers(folder: Path) -> Iterator[tuple[str, Call]]:
    """Yield what reads files, with the text inside a file of its kind."""
    from cdalign.checks.settings import read_settings
    from cdalign.checks.suppression import read_baseline, read_ignored
    from cdalign.documents import read_document
    from cdalign.exchange.formats import read_any
    from cdalign.terminology.termbase import examine_termbase

    pair = '<tuv xml:lang="zh"><seg>{0}</seg></tuv><tuv xml:lang="en"><seg>{0}</seg></tuv>'
    tmx = f'<tmx version="1.4"><header/><body><tu>{pair}</tu></body></tmx>'
    unit = '<trans-unit id="1"><source>{0}</source><target>{0}</target></trans-unit>'
    file = '<file source-language="zh" target-language="en">'
    xliff = f'<xliff version="1.2">{file}<body>{unit}</body></file></xliff>'
    term = '<termEntry id="a"><langSet xml:lang="zh"><tig><term>{0}</term></tig></langSet></termEntry>'
    tbx = f"<martif><text><body>{term}</body></text></martif>"
    po = 'msgid "{0}"\nmsgstr "{0}"\n'
    frames = {
        "a.txt": "{0}", "a.html": "<html><body><p>{0}", "a.tmx": tmx, "b.tmx": "{0}", "a.xlf": xliff, "a.po": po,
        "a.tsv": "source\ttarget\n{0}\tx\n", "a.csv": 'source,target\n"{0}",x\n', "b.csv": "{0}",
        "a.tbx": tbx, "terms.csv": "zh,en\n{0},x\n", "terms.json": "{0}", "terms.txt": "一\tone\n{0}\tx\n",
        "rules.toml": "{0}", "base.json": "{0}", "ignored.tsv": "{0}",
    }  # fmt: skip

    def read(name: str) -> Callable[[Path], object]:
        if name in ("a.txt", "a.html"):
            return lambda path: read_document(path, lang="en")
        if name.startswith(("terms", "a.tbx")):
            return examine_termbase
        if name in ("rules.toml", "base.json", "ignored.tsv"):
            return {"rules": read_settings, "base": read_baseline, "ignored": read_ignored}[name.split(".")[0]]
        return lambda path: list(read_any(path, "zh-Hans", "en"))

    for name, frame in frames.items():
        reader, path = read(name), folder / name

        def call(text: str, frame: str = frame, path: Path = path, reader: Callable[[Path], object] = reader) -> None:
            path.write_bytes(frame.replace("{0}", text).encode("utf-8", "surrogatepass"))
            reader(path)

        yield f"file {name}", call


def compounds(folder: Path) -> Iterator[tuple[str, Call]]:
    """Yield what works on units, documents and a memory."""
    from cdalign import align_documents
    from cdalign.checks import run_checks
    from cdalign.documents import make_document
    from cdalign.memory import open_memory
    from cdalign.memory.importing import import_file
    from cdalign.model import TranslationUnit
    from cdalign.reading import parse_blocks
    from cdalign.terminology.index import TermIndex
    from cdalign.terminology.lookup import look_up
    from cdalign.terminology.termbase import read_termbase

    termbase = read_termbase(Path(__file__).parent.parent / "tm" / "termbase.tsv")
    index = TermIndex(termbase)

    def parse_document(text: str, lang: str) -> object:
        return make_document(parse_blocks(text.encode("utf-8", "surrogatepass"), encoding="utf-8"), lang=lang)

    yield (
        "checks (Chinese side)",
        lambda text: list(run_checks([TranslationUnit(text, "one", "zh-Hans", "en")], termbase)),
    )
    yield (
        "checks (English side)",
        lambda text: list(run_checks([TranslationUnit("一", text, "zh-Hans", "en")], termbase)),
    )
    yield "checks (both sides)", lambda text: list(run_checks([TranslationUnit(text, text, "zh-Hans", "en")], termbase))
    yield "terms of a passage", lambda text: look_up(text, index)
    yield "a document in Chinese", lambda text: parse_document(text, lang="zh-Hans")
    yield "a document in English", lambda text: parse_document(text, lang="en")
    yield (
        "aligning one paragraph",
        lambda text: align_documents(parse_document(text or "a", lang="zh-Hans"), parse_document("One.", lang="en")),
    )
    memory = open_memory(folder / "m.cdtm")
    source = Path(__file__).parent.parent / "tm" / "CD-2138.sentences.tmx"
    import_file(memory, source)
    yield "memory: fuzzy, Chinese", lambda text: memory.find_fuzzy(text, "zh-Hans")
    yield "memory: fuzzy, English", lambda text: memory.find_fuzzy(text, "en")
    yield "memory: exact", lambda text: memory.find_exact(text, "zh-Hans")
    yield "memory: concordance", lambda text: memory.concordance(text)
    yield "memory: count", lambda text: memory.count_occurrences(text)


def cost(call: Call, text: str) -> float:
    """Return the CPU seconds of a call, or infinity if it took longer than is waited for."""

    def stop(*_: object) -> None:
        raise TimeoutError

    previous = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)
    start = time.process_time()
    try:
        with suppress(Exception):
            call(text)
            return time.process_time() - start
        took = time.process_time() - start
        return took if took < PATIENCE * 0.98 else float("inf")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, previous)


def growth(call: Call, make: Callable[[int], str]) -> tuple[int, float, float, float]:
    """Return n, and the seconds for n, 2n and 4n; n is doubled until there is something to measure."""
    n = START
    while n < LONGEST and cost(call, make(2 * n)) < MEASURABLE:
        n *= 2
    first, second, third = (min(cost(call, make(times * n)) for _ in range(2)) for times in (1, 2, 4))
    return n, first, second, third


def factor_of(second: float, third: float) -> float:
    """Return how many times as long twice the text takes."""
    if third == float("inf"):
        return float("inf")
    return third / second if second >= MEASURABLE / 2 else 0.0


@contextmanager
def everything() -> Iterator[list[tuple[str, Call]]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield [*public_functions(), *readers(folder), *compounds(folder)]


def main(chosen: list[str]) -> int:
    steep = 0
    print(f"{'function':58} {'worst string':22} {'n':>7} {'n: s':>8} {'2n: s':>8} {'4n: s':>8} {'factor':>7}")
    with everything() as calls:
        for name, call in calls:
            if chosen and not any(part in name for part in chosen):
                continue
            tried = sorted(strings(), key=lambda one: cost(call, one[1](SCREENED)), reverse=True)[:MEASURED]
            rows = [(piece, *growth(call, make)) for piece, make in tried]
            # A single measurement is shaken by the machine: what looks steep is measured again.
            worst = max(rows, key=lambda row: (factor_of(row[3], row[4]) > STEEPEST, row[4]))
            if factor_of(worst[3], worst[4]) > STEEPEST:
                worst = max(
                    ((piece, *growth(call, make)) for piece, make in strings() if piece == worst[0]),
                    key=lambda row: row[4],
                )
            piece, n, first, second, third = worst
            factor = factor_of(second, third)
            steep += factor > STEEPEST
            mark = "  STEEP" if factor > STEEPEST else ""
            print(
                f"{name:58} {piece!r:22} {n:7} {first:8.3f} {second:8.3f} {third:8.3f} {factor:7.1f}{mark}", flush=True
            )
    print(f"{steep} grow faster than n log n")
    return 1 if steep else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
