"""`cdalign tm convert FILE… -o OUT`: any format of pairs into any other."""

from __future__ import annotations

import argparse

from cdalign.cli.amounts import say_about, say_units
from cdalign.cli.arguments import Commands, add_command, add_languages, add_output, add_sheet
from cdalign.cli.exit_codes import DONE
from cdalign.cli.printing import print_talk
from cdalign.cli.tm.inputs import add_files, chosen_files, fault_talk, refuse_standard_output, with_bar
from cdalign.errors import UsageError


def add_parser(tools: Commands) -> None:
    """Add the tool to the command line."""
    parser = add_command(
        tools,
        "convert",
        "turn pairs of texts from one format into another",
        "cdalign tm convert memory.tmx -o memory.xlsx",
        "Read TMX, TSV, CSV, XLSX, XLIFF, PO or Moses lines and write any of them; the suffix says "
        "which. A document in both languages (DOCX, HTML, TXT …), in two columns or in turn, is read "
        "too. TMX comes out strict: TMX 1.4 that every tool loads. NAME.moses stands for NAME.zh and NAME.en.",
    )
    add_files(parser, "files")
    add_output(parser, "where to write; its suffix says how", is_required=True)
    add_sheet(parser)
    add_languages(parser, "as the file says; zh-Hans and en of a memory")
    parser.add_argument(
        "--segtype",
        choices=("sentence", "paragraph", "phrase", "block"),
        default="sentence",
        help="what one unit is, for the header (default: sentence)",
    )
    parser.add_argument("--code", action="append", default=[], metavar="LANG=CODE", help="code to write: zh-Hans=zh")
    parser.add_argument(
        "--context",
        choices=("none", "memoq", "phrase", "xtm"),
        default="none",
        help="write the context props of this tool (default: none)",
    )
    parser.add_argument("--traditional", choices=("zh-TW", "zh-HK"), help="write the Chinese in Traditional characters")
    parser.set_defaults(run=_run)


def parse_codes(words: list[str]) -> dict[str, str]:
    """Return the language codes of `LANG=CODE` words.

    Raises:
        UsageError: a word is not of this shape.
    """
    pairs = [word.partition("=") for word in words]
    if any(not old or not new for old, _, new in pairs):
        raise UsageError("is written LANG=CODE", path="--code", advice="--code zh-Hans=zh")
    return {old: new for old, _, new in pairs}


def _run(options: argparse.Namespace) -> int:
    from cdalign.exchange.formats import Writing, read_all, write_any
    from cdalign.languages import ENGLISH, SIMPLIFIED
    from cdalign.tmx import DEFAULT_CODES, ContextStyle, TmxHeader
    from cdalign.tmx.editions import traditional_edition

    refuse_standard_output(options.output)
    codes = {**DEFAULT_CODES, **parse_codes(options.code)}
    langs = options.source_lang, options.target_lang
    writing = Writing(*langs, TmxHeader(segtype=options.segtype), codes, ContextStyle(options.context))
    usual = SIMPLIFIED, ENGLISH
    with fault_talk() as talk, chosen_files(options.files) as paths:
        units = read_all(paths, *langs, usual=usual, on_fault=talk, sheet=options.sheet)
        if options.traditional:
            units = (unit for unit in traditional_edition(units, options.traditional))
        written = write_any(options.output, with_bar(units, "converting"), writing)
    print_talk(say_about(options.output, say_units(written.units)))
    for done, reasons in (("left out", written.left_out), ("fixed", written.fixed)):
        for reason, count in reasons:
            print_talk(f"{done}: {count:,} ({reason})")
    return DONE
