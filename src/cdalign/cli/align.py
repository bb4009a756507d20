"""`cdalign align SOURCE TARGET`: one pair of files."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cdalign.cli.printing import print_result, print_talk, print_warning
from cdalign.errors import UsageError

if TYPE_CHECKING:
    from cdalign.lexicon import Lexicon
    from cdalign.model import Bead, Bitext, Level

# A score below this is shown as doubtful: what a reviewer looks at first.
_DOUBT = 0.5
_TERMBASE_SUFFIXES = (".tbx", ".xml")


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "align",
        help="align one pair of files",
        description="Align two files and write what belongs together. The suffix of OUT chooses the form: .beads "
        "([0,1]:[0] a line), .tsv, .json, .tmx; without -o a table is printed.",
    )
    parser.add_argument("source", metavar="SOURCE", help="the source text (txt, docx, html, pdf)")
    parser.add_argument("target", metavar="TARGET", help="its translation")
    parser.add_argument("-o", "--output", metavar="OUT", help="where to write")
    parser.add_argument("--level", choices=("paragraph", "sentence"), default="sentence", help="what to write")
    parser.add_argument("--lines", action="store_true", help="both files have one segment a line already")
    parser.add_argument(
        "--lexicon",
        action="append",
        default=[],
        metavar="FILE",
        help="a dictionary to use beside the bundled one: CC-CEDICT, hunalign .dic, TSV, TBX or a "
        "trained lexicon; may be given several times",
    )
    parser.add_argument("--source-lang", default="", metavar="TAG", help="language of SOURCE; found when not given")
    parser.add_argument("--target-lang", default="", metavar="TAG", help="language of TARGET; found when not given")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.model import Level

    suffix = Path(options.output).suffix.lower() if options.output else ""
    if suffix and suffix not in WRITERS:
        raise UsageError(
            f"no form is known for {suffix} files", path=options.output, advice=f"one of {', '.join(WRITERS)}"
        )
    level = Level.SENTENCE if options.lines else Level(options.level)
    bitext = _align(options, _read_lexicon(options.lexicon))
    if options.output:
        WRITERS[suffix or ".tsv"](options.output, bitext, level)
    else:
        print_result(_render_table(bitext, level).rstrip("\n"))
    _summarize(bitext.beads(level), level)
    return 0


def _align(options: argparse.Namespace, lexicon: Lexicon) -> Bitext:
    from cdalign.alignment import align_documents, align_lines
    from cdalign.documents import read_document, read_line_document

    if options.lines:
        return align_lines(*(read_line_document(path, lang=lang) for path, lang in _sides(options)), lexicon=lexicon)
    source, target = (read_document(path, lang=lang, warn=print_warning) for path, lang in _sides(options))
    return align_documents(source, target, lexicon=lexicon)


def _sides(options: argparse.Namespace) -> tuple[tuple[str, str], tuple[str, str]]:
    return (options.source, options.source_lang), (options.target, options.target_lang)


def _read_lexicon(paths: list[str]) -> Lexicon:
    from cdalign.lexicon import core_lexicon

    return reduce(_add_to_lexicon, paths, core_lexicon())


def _add_to_lexicon(lexicon: Lexicon, path: str) -> Lexicon:
    from cdalign.lexicon import read_dictionary, with_termbase
    from cdalign.terminology.termbase import read_termbase

    if path.lower().endswith(_TERMBASE_SUFFIXES):
        return with_termbase(lexicon, read_termbase(path))
    return read_dictionary(path, lexicon)


def _summarize(beads: tuple[Bead, ...], level: Level) -> None:
    doubtful = sum(bead.is_two_sided and bead.score < _DOUBT for bead in beads)
    omitted = sum(not bead.is_two_sided for bead in beads)
    print_talk(f"{len(beads)} {level} beads: {doubtful} doubtful, {omitted} with one side only")
    marks = sorted({mark for bead in beads for mark in bead.marks})
    if marks:
        print_warning(f"some beads are marked: {', '.join(marks)}")


def _render_table(bitext: Bitext, level: Level) -> str:
    from cdalign.units import bead_texts

    rows = ["source\ttarget\tscore\tmarks\tsource text\ttarget text"]
    for bead in bitext.beads(level):
        ids = (",".join(map(str, side)) for side in (bead.source, bead.target))
        texts = (text.replace("\t", " ") for text in bead_texts(bitext, level, bead))
        rows.append("\t".join([*ids, f"{bead.score:.3f}", ",".join(bead.marks), *texts]))
    return "\n".join(rows) + "\n"


def _describe(bitext: Bitext, level: Level, bead: Bead) -> dict[str, Any]:
    from cdalign.units import bead_texts

    source, target = bead_texts(bitext, level, bead)
    return {
        "source": list(bead.source),
        "target": list(bead.target),
        "score": bead.score,
        "marks": list(bead.marks),
        "source_text": source,
        "target_text": target,
    }


def _write_beads(path: str, bitext: Bitext, level: Level) -> None:
    from cdalign.atomic import write_whole
    from cdalign.evaluation import render_beads

    write_whole(path, render_beads(bitext.beads(level)))


def _write_table(path: str, bitext: Bitext, level: Level) -> None:
    from cdalign.atomic import write_whole

    write_whole(path, _render_table(bitext, level))


def _write_json(path: str, bitext: Bitext, level: Level) -> None:
    from cdalign.atomic import write_whole

    beads = [_describe(bitext, level, bead) for bead in bitext.beads(level)]
    write_whole(path, json.dumps(beads, ensure_ascii=False, indent=2) + "\n")


def _write_memory(path: str, bitext: Bitext, level: Level) -> None:
    from cdalign.tmx import TmxHeader, write_tmx
    from cdalign.units import units_of

    header = TmxHeader(segtype=str(level), source_lang=bitext.source.lang)
    write_tmx(path, units_of(bitext, level), header=header)


WRITERS: dict[str, Callable[[str, Bitext, Level], None]] = {
    ".beads": _write_beads,
    ".tsv": _write_table,
    ".json": _write_json,
    ".tmx": _write_memory,
}
