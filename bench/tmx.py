"""TMX: CPU seconds and peak memory of reading and writing, against lxml and translate-toolkit.

    python bench/tmx.py [--units 500000] [--times 3] [--without-translate-toolkit]

Each measurement runs in a process of its own, those that are compared in turns, several times; the least CPU time
of the process counts, and its peak RSS. The yardstick for reading is `lxml.etree.iterparse` over the units, each
cleared and taken out of the tree, so that memory stays bounded: it parses everything and builds no value.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from cdalign.model import TranslationUnit

SOURCE = "第 {n} 段：裁军谈判会议在第 {n} 次全体会议上通过了附属机构提交的报告，并请各成员国就议程项目 {n} 提出意见。"
TARGET = (
    "Paragraph {n}: at its plenary meeting number {n} the Conference on Disarmament adopted the report submitted by "
    "the subsidiary body and invited member States to give their views on agenda item {n}."
)
READ_BOUND, WRITE_BOUND, MEMORY_BOUND = 1.0, 1.5, 64


def make_units(count: int) -> Iterator[TranslationUnit]:
    for n in range(count):
        yield TranslationUnit(
            SOURCE.format(n=n),
            TARGET.format(n=n),
            "zh-Hans",
            "en",
            id=f"CD/{n // 100}#body.{n % 100}",
            props=(("x-document", f"CD/{n // 100}"), ("x-score", "0.93")),
        )


def read_units_with_cdalign(path: str, _: int) -> int:
    from cdalign.tmx import read_units

    return sum(1 for _ in read_units(path, "zh-Hans", "en"))


def read_texts_with_cdalign(path: str, _: int) -> int:
    from cdalign.tmx import read_texts

    return sum(1 for _ in read_texts(path, "zh-Hans", "en"))


def read_units_with_lxml(path: str, _: int) -> int:
    """Give what `read_units` gives, by hand: the same units with props, dates and languages."""
    from lxml import etree

    code = "{http://www.w3.org/XML/1998/namespace}lang"
    count = 0
    for _, unit in etree.iterparse(path, tag="tu"):
        texts = {variant.get(code): variant.findtext("seg") for variant in unit.iterchildren("tuv")}
        props = tuple((prop.get("type"), prop.text) for prop in unit.iterchildren("prop"))
        notes = tuple(note.text for note in unit.iterchildren("note"))
        made = TranslationUnit(
            texts["zh-CN"],
            texts["en-US"],
            "zh-Hans",
            "en",
            unit.get("tuid", ""),
            props,
            notes,
            unit.get("creationdate", ""),
        )
        count += bool(made.source)
        unit.clear()
        while unit.getprevious() is not None:
            del unit.getparent()[0]
    return count


def go_through_with_lxml(path: str, _: int) -> int:
    """Parse the file and forget it: the yardstick."""
    from lxml import etree

    count = 0
    for _, unit in etree.iterparse(path, tag="tu"):
        count += 1
        unit.clear()
        while unit.getprevious() is not None:
            del unit.getparent()[0]
    return count


def read_texts_with_lxml(path: str, _: int) -> int:
    from lxml import etree

    count = 0
    for _, unit in etree.iterparse(path, tag="tu"):
        texts = [segment.text for segment in unit.iter("seg")]
        count += len(texts) == 2
        unit.clear()
        while unit.getprevious() is not None:
            del unit.getparent()[0]
    return count


def read_with_translate_toolkit(path: str, _: int) -> int:
    from translate.storage.tmx import tmxfile

    with Path(path).open("rb") as stream:
        memory = tmxfile(stream, "zh-CN", "en-US")
    return sum(1 for unit in memory.units if unit.source and unit.target)


def write_with_cdalign(path: str, count: int) -> int:
    from cdalign.tmx import write_tmx

    return write_tmx(path, make_units(count)).units


def write_with_lxml(path: str, count: int) -> int:
    from lxml import etree

    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    with etree.xmlfile(path, encoding="utf-8") as xml, xml.element("tmx", version="1.4"), xml.element("body"):
        for unit in make_units(count):
            with xml.element("tu", tuid=unit.id):
                for kind, value in unit.props:
                    with xml.element("prop", type=kind):
                        xml.write(value)
                for code, text in (("zh-CN", unit.source), ("en-US", unit.target)):
                    with xml.element("tuv", {lang: code}), xml.element("seg"):
                        xml.write(text)
            xml.write("\n")
    return count


def write_with_translate_toolkit(path: str, count: int) -> int:
    from translate.storage.tmx import tmxfile

    memory = tmxfile()
    for unit in make_units(count):
        memory.addtranslation(unit.source, "zh-CN", unit.target, "en-US")
    memory.savefile(path)
    return count


def make_only(_: str, count: int) -> int:
    return sum(1 for _ in make_units(count))


JOBS: dict[str, Callable[[str, int], int]] = {
    job.__name__: job
    for job in (
        read_texts_with_cdalign,
        read_texts_with_lxml,
        go_through_with_lxml,
        read_units_with_cdalign,
        read_units_with_lxml,
        read_with_translate_toolkit,
        write_with_cdalign,
        write_with_lxml,
        write_with_translate_toolkit,
        make_only,
    )
}


def run_job(name: str, path: str, count: int) -> None:
    start = time.process_time()
    done = JOBS[name](path, count)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"job": name, "units": done, "seconds": seconds, "megabytes": peak}))


Job = Callable[[str, int], int]
Measured = dict[str, float]


def run_alone(name: str, path: Path, count: int) -> Measured:
    command = [sys.executable, __file__, "--job", name, "--path", str(path), "--units", str(count)]
    result = subprocess.run(command, check=True, capture_output=True, text=True)
    measured: Measured = json.loads(result.stdout)
    return measured


def measure(jobs: Mapping[Job, Path], count: int, times: int) -> dict[str, Measured]:
    """Run jobs in turns, so that what else the machine does falls on all of them, and give the best of each."""
    runs = [{job.__name__: run_alone(job.__name__, path, count) for job, path in jobs.items()} for _ in range(times)]
    best = {name: min((run[name] for run in runs), key=lambda one: one["seconds"]) for name in runs[0]}
    for name, one in best.items():
        print(f"{name:32}{one['seconds']:9.2f} s CPU{one['megabytes']:9.0f} MB{one['units']:9} units")
    return best


def compare(count: int, times: int, *, is_complete: bool) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        ours = Path(folder) / "cdalign.tmx"
        writers: dict[Job, Path] = {
            make_only: ours,
            write_with_cdalign: ours,
            write_with_lxml: Path(folder) / "lxml.tmx",
        }
        write = measure(writers, count, times)
        print(f"{'file':32}{ours.stat().st_size / 1e6:9.0f} MB")
        readers = (
            go_through_with_lxml,
            read_texts_with_lxml,
            read_texts_with_cdalign,
            read_units_with_lxml,
            read_units_with_cdalign,
        )
        read = measure(dict.fromkeys(readers, ours), count, times)
        if is_complete:
            measure({write_with_translate_toolkit: Path(folder) / "toolkit.tmx"}, count, 1)
            measure({read_with_translate_toolkit: ours}, count, 1)
    return report({name: one["seconds"] for name, one in (write | read).items()}, peak_of(write | read))


def peak_of(measured: Mapping[str, Measured]) -> float:
    return max(one["megabytes"] for name, one in measured.items() if name.endswith("_with_cdalign"))


def report(seconds: Mapping[str, float], megabytes: float) -> bool:
    """Print the ratios and say whether all keep their bounds."""
    made, parsed = seconds["make_only"], seconds["go_through_with_lxml"]
    texts, units = seconds["read_texts_with_cdalign"], seconds["read_units_with_cdalign"]
    written, with_lxml = (seconds[name] - made for name in ("write_with_cdalign", "write_with_lxml"))
    ratios = {
        "texts, of iterparse + clear": (texts / parsed, READ_BOUND),
        "texts, of lxml reading them": (texts / seconds["read_texts_with_lxml"], READ_BOUND),
        "units, of lxml making them": (units / seconds["read_units_with_lxml"], READ_BOUND),
        "units, of iterparse + clear": (units / parsed, None),
        "write, of lxml.etree.xmlfile": (written / with_lxml, WRITE_BOUND),
        "memory, of 64 MB": (megabytes / MEMORY_BOUND, 1.0),
    }
    for name, (ratio, bound) in ratios.items():
        print(f"{name:32}{ratio:9.2f}" + (f" (bound {bound})" if bound else ""))
    return all(bound is None or ratio <= bound for ratio, bound in ratios.values())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=500_000)
    parser.add_argument("--times", type=int, default=3, help="runs of each job; the best counts")
    parser.add_argument("--without-translate-toolkit", action="store_true", help="it needs 2 GB of memory")
    parser.add_argument("--job", choices=JOBS)
    parser.add_argument("--path", default="")
    options = parser.parse_args()
    if options.job:
        run_job(options.job, options.path, options.units)
        return 0
    return 0 if compare(options.units, options.times, is_complete=not options.without_translate_toolkit) else 1


if __name__ == "__main__":
    sys.exit(main())
