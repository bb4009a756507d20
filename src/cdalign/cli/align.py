"""`cdalign align SOURCE TARGET`: one pair of files."""

from __future__ import annotations

import argparse
from functools import reduce
from typing import TYPE_CHECKING, Any

from cdalign.cli.amounts import say_about
from cdalign.cli.arguments import (
    Commands,
    add_command,
    add_json,
    add_languages,
    add_lexicons,
    add_output,
)
from cdalign.cli.exit_codes import DONE
from cdalign.cli.printing import print_json, print_result, print_talk, print_warning, spoken
from cdalign.errors import UsageError
from cdalign.messages import say, say_either, say_list

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
        "Align two files and write which sentences translate each other. The suffix of -o chooses the form: "
        ".tmx and .xlf for other programs, .html and .xlsx to look at, .tsv, .json and .beads ([0,1]:[0] a line) to "
        "work on; .srt and .vtt of subtitles; without -o a table is printed.",
    )
    parser.add_argument("source", metavar="SOURCE", help="the source text (TXT, DOCX, PDF, HTML, EPUB, PPTX, SRT …)")
    parser.add_argument("target", metavar="TARGET", nargs="?", default="", help="its translation")
    add_output(parser, "where to write")
    parser.add_argument(
        "--level", choices=("paragraph", "sentence"), default="sentence", help="what to write (default: sentence)"
    )
    parser.add_argument("--lines", action="store_true", help="both files have one segment per line already")
    add_lexicons(parser, "CC-CEDICT, hunalign .dic, TSV, TBX")
    add_languages(parser, "as found in the text")
    parser.add_argument(
        "--neural",
        nargs="?",
        default="",
        const=_BUNDLED,
        action=_NeuralOption,
        metavar="MODEL",
        help="also compare the meanings of sentences: with the model of the extra `neural`, or with a "
        "sentence-transformers model, given by its folder or its hub name",
    )
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
    from cdalign.formats import check_bitext_path, describe_beads, render_bead_table, write_bitext
    from cdalign.model import Level

    options = _without_taken_text(options)
    if options.output:
        check_bitext_path(options.output)
    if not options.target:
        raise UsageError(
            "is one file, and two are aligned",
            path=options.source,
            advice="name its translation too; a file with both languages: cdalign tm convert FILE -o memory.tmx",
        )
    level = Level.SENTENCE if options.lines else Level(options.level)
    bitext = _align(options, _read_lexicon(options.lexicon))
    if options.output:
        write_bitext(options.output, bitext, level, lang=spoken())
    if options.json:
        print_json(describe_beads(bitext, level))
    elif not options.output:
        print_result(render_bead_table(bitext, level).rstrip("\n"))
    _summarize(bitext.beads(level), level)
    return DONE


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
            say(
                "{path} has all its {count} sentences on one line, and --lines takes a line for one segment: "
                "leave --lines out, or write one sentence a line",
                path=document.provenance.path,
                count=len(sentences),
            )
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
                say(
                    "{path} is {lang}: only Chinese and English are known here, so the scores mean little",
                    path=document.provenance.path,
                    lang=document.lang,
                )
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
    from cdalign.model import Level

    doubtful = sum(bead.is_two_sided and bead.is_doubtful for bead in beads)
    omitted = sum(not bead.is_two_sided for bead in beads)
    if level is Level.PARAGRAPH:
        counted = say_either("{count:,} paragraph bead", "{count:,} paragraph beads", len(beads))
    else:
        counted = say_either("{count:,} sentence bead", "{count:,} sentence beads", len(beads))
    kinds = say("{count:,} doubtful", count=doubtful), say("{count:,} with one side only", count=omitted)
    print_talk(say_about(counted, say_list(kinds)))
    marks = sorted({mark for bead in beads for mark in bead.marks})
    if marks:
        print_warning(say("some beads are marked: {marks}", marks=", ".join(marks)))
