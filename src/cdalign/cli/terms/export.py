"""`cdalign terms export -o FILE`: the termbase for another tool."""

from __future__ import annotations

import argparse

from cdalign.cli.amounts import say_concepts
from cdalign.cli.argument_values import language_tag
from cdalign.cli.arguments import (
    Commands,
    add_command,
    add_earlier_option,
    add_languages,
    add_output,
    add_project,
    add_termbase,
)
from cdalign.cli.exit_codes import DONE
from cdalign.cli.places import chosen_termbase
from cdalign.cli.printing import print_talk
from cdalign.errors import UsageError
from cdalign.messages import say

_FORMATS = ("tbx", "tbx-dct", "tbx2", "tsv", "csv", "xlsx", "json", "omegat")
_LAYOUTS = ("general", "trados", "memoq", "phrase")


def add_parser(actions: Commands) -> None:
    """Add the command to the command line."""
    parser = add_command(
        actions,
        "export",
        "write the terms for another tool",
        "cdalign terms export -o glossary.tbx",
    )
    add_output(parser, "where to write: .tbx .v2.tbx .csv .xlsx .tsv .txt .json", is_required=True)
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        metavar="FORMAT",
        help=f"the format, if the file's name does not say it: {', '.join(_FORMATS)}",
    )
    parser.add_argument("--layout", choices=_LAYOUTS, default="general", help="the tool that a CSV or XLSX is for")
    add_languages(parser, "both directions, in an OmegaT glossary")
    for earlier, side in (("--from", "source"), ("--to", "target")):
        add_earlier_option(parser, earlier, f"--{side}-lang", f"{side}_lang", language_tag)
    add_project(parser)
    add_termbase(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.terminology import GlossaryFormat, Layout, read_termbase, write_glossary

    if bool(options.source_lang) != bool(options.target_lang):
        raise UsageError(
            "--source-lang and --target-lang belong together",
            advice="cdalign terms export -o g.txt --source-lang en --target-lang zh",
        )
    termbase = read_termbase(chosen_termbase(options))
    write_glossary(
        options.output,
        termbase,
        GlossaryFormat(options.format) if options.format else None,
        layout=Layout(options.layout),
        langs=(options.source_lang, options.target_lang) if options.source_lang else None,
    )
    print_talk(say("{what} written to {file}", what=say_concepts(len(termbase.entries)), file=options.output))
    return DONE
