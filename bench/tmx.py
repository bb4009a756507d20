"""TMX: CPU seconds and peak memory of reading and writing, against lxml and translate-toolkit.

    python bench/tmx.py [--units 500000] [--without-translate-toolkit]

Each measurement runs in a process of its own; the CPU time is that of the process, the memory its peak RSS.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
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


def measure(name: str, path: Path, count: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--job", name, "--path", str(path), "--units", str(count)]
    result = subprocess.run(command, check=True, capture_output=True, text=True)
    measured: dict[str, float] = json.loads(result.stdout)
    print(f"{name:32}{measured['seconds']:9.2f} s CPU{measured['megabytes']:9.0f} MB{measured['units']:9} units")
    return measured


def compare(count: int, *, is_complete: bool) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        ours = Path(folder) / "cdalign.tmx"
        made = measure("make_only", ours, count)["seconds"]
        write = measure("write_with_cdalign", ours, count)
        print(f"{'file':32}{ours.stat().st_size / 1e6:9.0f} MB")
        write_lxml = measure("write_with_lxml", Path(folder) / "lxml.tmx", count)
        texts = measure("read_texts_with_cdalign", ours, count)
        texts_lxml = measure("read_texts_with_lxml", ours, count)
        units = measure("read_units_with_cdalign", ours, count)
        units_lxml = measure("read_units_with_lxml", ours, count)
        if is_complete:
            measure("write_with_translate_toolkit", Path(folder) / "toolkit.tmx", count)
            measure("read_with_translate_toolkit", ours, count)
    ratios = {
        "read the texts, of lxml": (texts["seconds"] / texts_lxml["seconds"], READ_BOUND),
        "read whole units, of lxml": (units["seconds"] / units_lxml["seconds"], READ_BOUND),
        "write, of lxml.etree.xmlfile": ((write["seconds"] - made) / (write_lxml["seconds"] - made), WRITE_BOUND),
        "memory, of 64 MB": (max(job["megabytes"] for job in (texts, units, write)) / MEMORY_BOUND, 1.0),
    }
    for name, (ratio, bound) in ratios.items():
        print(f"{name:32}{ratio:9.2f} (bound {bound})")
    return all(ratio <= bound for ratio, bound in ratios.values())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=500_000)
    parser.add_argument("--without-translate-toolkit", action="store_true", help="it needs 2 GB of memory")
    parser.add_argument("--job", choices=JOBS)
    parser.add_argument("--path", default="")
    options = parser.parse_args()
    if options.job:
        run_job(options.job, options.path, options.units)
        return 0
    return 0 if compare(options.units, is_complete=not options.without_translate_toolkit) else 1


if __name__ == "__main__":
    sys.exit(main())
