"""`cdalign tm convert FILE… -o OUT`: any format of pairs into any other."""

from __future__ import annotations

import argparse

from cdalign.cli.printing import print_talk
from cdalign.cli.tm.inputs import chosen_files, fault_talk, refuse_standard_output, with_bar
from cdalign.errors import UsageError


def add_parser(tools: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the tool to the command line."""
    parser = tools.add_parser(
        "convert",
        help="turn pairs of texts from one format into another",
        description="Read TMX, TSV, CSV, XLSX, XLIFF, PO or Moses lines and write any of them; the suffix says "
        "which. TMX comes out strict: TMX 1.4 that every tool loads. NAME.moses stands for NAME.zh and NAME.en.",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="files, globs, or - for TMX on standard input")
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help="where to write; its suffix says how")
    parser.add_argument("--source", default="zh-Hans", metavar="TAG", help="source language (default: zh-Hans)")
    parser.add_argument("--target", default="en", metavar="TAG", help="target language (default: en)")
    parser.add_argument("--segtype", choices=("sentence", "paragraph", "phrase", "block"), default="sentence")
    parser.add_argument("--code", action="append", default=[], metavar="LANG=CODE", help="code to write: zh-Hans=zh")
    parser.add_argument("--context", choices=("none", "memoq", "phrase", "xtm"), default="none", help="context props")
    parser.add_argument("--traditional", choices=("zh-TW", "zh-HK"), help="write the Chinese in Traditional characters")
    parser.set_defaults(run=_run)


def parse_codes(words: list[str]) -> dict[str, str]:
    """Give the language codes of `LANG=CODE` words.

    Raises:
        UsageError: a word is not of this shape.
    """
    pairs = [word.partition("=") for word in words]
    if any(not old or not new for old, _, new in pairs):
        raise UsageError("is written LANG=CODE", path="--code", advice="--code zh-Hans=zh")
    return {old: new for old, _, new in pairs}


def _run(options: argparse.Namespace) -> int:
    from cdalign.exchange.formats import Writing, read_all, write_any
    from cdalign.tmx import DEFAULT_CODES, ContextStyle, TmxHeader
    from cdalign.tmx.editions import traditional_edition

    refuse_standard_output(options.output)
    codes = {**DEFAULT_CODES, **parse_codes(options.code)}
    writing = Writing(
        options.source, options.target, TmxHeader(segtype=options.segtype), codes, ContextStyle(options.context)
    )
    with fault_talk() as talk, chosen_files(options.files) as paths:
        units = read_all(paths, options.source, options.target, on_fault=talk)
        if options.traditional:
            units = (unit for unit in traditional_edition(units, options.traditional))
        written = write_any(options.output, with_bar(units, "converting"), writing)
    print_talk(f"{options.output}: {written.units:,} units")
    for done, reasons in (("left out", written.left_out), ("mended", written.mended)):
        for reason, count in reasons:
            print_talk(f"{done}: {count:,} ({reason})")
    return 0
