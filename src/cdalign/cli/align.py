"""`cdalign align SOURCE TARGET`: one pair of files."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cdalign.cli.arguments import (
    Commands,
    add_command,
    add_interface,
    add_json,
    add_languages,
    add_lexicons,
    add_output,
)
from cdalign.cli.printing import print_json, print_result, print_talk, print_warning, spoken
from cdalign.errors import UsageError
from cdalign.messages import say

if TYPE_CHECKING:
    from cdalign.lexicon import Lexicon
    from cdalign.model import Bead, Bitext, Document, Level

_TERMBASE_SUFFIXES = (".tbx", ".xml")
# The name of the model of the extra `neural`; its room is not imported before it is needed.
_BUNDLED = "universal-sentence-encoder"


def add_parser(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = add_command(
        commands,
        "align",
        "align one pair of files",
        "cdalign align zh.docx en.docx -o memory.tmx",
        "Align two files and write what belongs together. The suffix of -o chooses the form: .tmx and .xlf for "
        "other programs, .html and .xlsx to look at, .tsv, .json and .beads ([0,1]:[0] a line) to work on; without "
        "-o a table is printed.",
    )
    parser.add_argument("source", metavar="SOURCE", help="the source text (TXT, DOCX, HTML, PDF)")
    parser.add_argument("target", metavar="TARGET", nargs="?", default="", help="its translation")
    add_output(parser, "where to write")
    parser.add_argument(
        "--level", choices=("paragraph", "sentence"), default="sentence", help="what to write (default: sentence)"
    )
    parser.add_argument("--lines", action="store_true", help="both files have one segment a line already")
    add_lexicons(parser, "CC-CEDICT, hunalign .dic, TSV, TBX")
    add_languages(parser, "as found in the text")
    parser.add_argument(
        "--neural",
        nargs="?",
        default="",
        const=_BUNDLED,
        action=_NeuralOption,
        metavar="MODEL",
        help="weigh the meanings of sentences too: by the model of the extra `neural`, or by a sentence-transformers "
        "model, a folder or a hub name",
    )
    add_interface(parser)
    add_json(parser, "the beads")
    parser.set_defaults(run=_run)


class _NeuralOption(argparse.Action):
    """`--neural` with or without a model; remembers whether a text was named before it."""

    def __call__(self, _parser: object, namespace: argparse.Namespace, values: Any, _option: object = None) -> None:
        """Keep the value."""
        namespace.neural = values
        namespace.text_before = namespace.source is not None


def _without_taken_text(options: argparse.Namespace) -> argparse.Namespace:
    """Return the options with `--neural a b` and `a --neural b` read as two texts; argparse takes one for a model."""
    if options.target or not options.neural or options.neural == _BUNDLED:
        return options
    texts = [options.neural, options.source]
    source, target = reversed(texts) if options.text_before else texts
    return argparse.Namespace(**{**vars(options), "source": source, "target": target, "neural": _BUNDLED})


def _run(options: argparse.Namespace) -> int:
    from cdalign.model import Level

    options = _without_taken_text(options)

    suffix = Path(options.output).suffix.lower() if options.output else ""
    if suffix and suffix not in WRITERS:
        raise UsageError(
            say("no form is known for {suffix} files", suffix=suffix),
            path=options.output,
            advice=say("one of {names}", names=", ".join(WRITERS)),
        )
    if not options.target:
        raise UsageError(
            "is one file, and two are aligned",
            path=options.source,
            advice="name its translation too; a file with both languages: cdalign tm convert FILE -o memory.tmx",
        )
    level = Level.SENTENCE if options.lines else Level(options.level)
    bitext = _align(options, _read_lexicon(options.lexicon))
    if options.output:
        WRITERS[suffix or ".tsv"](options.output, bitext, level)
    if options.json:
        print_json(_describe_beads(bitext, level))
    elif not options.output:
        print_result(_render_table(bitext, level).rstrip("\n"))
    _summarize(bitext.beads(level), level)
    return 0


def _align(options: argparse.Namespace, lexicon: Lexicon) -> Bitext:
    from cdalign.alignment import align_documents, align_lines
    from cdalign.documents import read_document, read_line_document
    from cdalign.similarity.meanings import load_encoder

    encoder = load_encoder(options.neural) if options.neural else None
    if options.lines:
        source, target = (read_line_document(path, lang=lang) for path, lang in _sides(options))
        _check_languages(source, target)
        _check_lines(source)
        _check_lines(target)
        return align_lines(source, target, lexicon=lexicon, encoder=encoder)
    source, target = (read_document(path, lang=lang, warn=print_warning) for path, lang in _sides(options))
    _check_languages(source, target)
    return align_documents(source, target, lexicon=lexicon, encoder=encoder)


def _check_lines(document: Document) -> None:
    """Warn of a text that has several sentences on its only line: --lines would take it for one segment."""
    from cdalign.segmentation import split_sentences

    texts = [segment.text for segment in document.segments if segment.text]
    sentences = split_sentences(texts[0], document.lang) if len(texts) == 1 else ()
    if len(sentences) > 1:
        print_warning(
            f"{document.provenance.path} has all its {len(sentences)} sentences on one line, and --lines takes a line "
            "for one segment: leave --lines out, or write one sentence a line"
        )


def _check_languages(source: Document, target: Document) -> None:
    """Refuse two texts of one language, and say where the languages are not ours."""
    from cdalign.languages import is_chinese, is_english, primary_language

    if primary_language(source.lang) == primary_language(target.lang):
        raise UsageError(
            say("both texts are {lang}", lang=source.lang),
            path=target.provenance.path,
            advice="give a Chinese and an English text, or say --source-lang and --target-lang",
        )
    for document in (source, target):
        if not is_chinese(document.lang) and not is_english(document.lang):
            print_warning(
                f"{document.provenance.path} is {document.lang}: only Chinese and English are known here, "
                "so the scores mean little"
            )


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
    doubtful = sum(bead.is_two_sided and bead.is_doubtful for bead in beads)
    omitted = sum(not bead.is_two_sided for bead in beads)
    print_talk(f"{len(beads)} {level} beads: {doubtful} doubtful, {omitted} with one side only")
    marks = sorted({mark for bead in beads for mark in bead.marks})
    if marks:
        print_warning(f"some beads are marked: {', '.join(marks)}")


def _render_table(bitext: Bitext, level: Level) -> str:
    from cdalign.units import bead_texts

    # `source` and `target` name the texts, as in every table of units: so this one can be checked and imported.
    rows = ["source-indices\ttarget-indices\tscore\tmarks\tsource\ttarget"]
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


def _describe_beads(bitext: Bitext, level: Level) -> list[dict[str, Any]]:
    return [_describe(bitext, level, bead) for bead in bitext.beads(level)]


def _write_json(path: str, bitext: Bitext, level: Level) -> None:
    from cdalign.atomic import write_whole

    write_whole(path, json.dumps(_describe_beads(bitext, level), ensure_ascii=False, indent=2) + "\n")


def _write_memory(path: str, bitext: Bitext, level: Level) -> None:
    from cdalign.project.outputs import memory_header
    from cdalign.tmx import write_tmx
    from cdalign.units import units_of

    write_tmx(path, units_of(bitext, level), header=memory_header([bitext], level))


def _write_xliff(path: str, bitext: Bitext, level: Level) -> None:
    from cdalign.exchange.review import with_stable_ids
    from cdalign.exchange.xliff import write_xliff
    from cdalign.units import units_of

    write_xliff(path, with_stable_ids(units_of(bitext, level)), original=Path(bitext.source.provenance.path).name)


def _write_report(path: str, bitext: Bitext, level: Level) -> None:  # noqa: ARG001 - a report shows both levels
    from cdalign.report import make_report, write_report

    names = (Path(document.provenance.path).name for document in (bitext.source, bitext.target))
    write_report(path, make_report(" – ".join(names), bitexts=[bitext], lang=spoken()))


WRITERS: dict[str, Callable[[str, Bitext, Level], None]] = {
    ".tmx": _write_memory,
    ".xlf": _write_xliff,
    ".html": _write_report,
    ".xlsx": _write_report,
    ".tsv": _write_table,
    ".json": _write_json,
    ".beads": _write_beads,
}
