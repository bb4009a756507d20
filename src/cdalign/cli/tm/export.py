"""`cdalign tm export --memory MEMORY -o FILE`: what a searchable memory holds."""

from __future__ import annotations

import argparse

from cdalign.cli.amounts import say_about, say_units
from cdalign.cli.arguments import Commands, add_command, add_memory, add_output
from cdalign.cli.exit_codes import DONE
from cdalign.cli.printing import print_result
from cdalign.cli.tm.inputs import PLACE, with_bar


def add_parser(tools: Commands) -> None:
    """Add the tool to the command line."""
    parser = add_command(
        tools,
        "export",
        "write what a memory holds as TMX, TSV, XLSX …",
        "cdalign tm export --memory un.cdtm -o all.tmx",
        "Write the units of a memory, or of one of its collections, in the format that the suffix of -o says.",
    )
    add_memory(parser, PLACE, is_required=True)
    parser.add_argument("--collection", default="", metavar="NAME", help="only this collection")
    add_output(parser, "where to write: .tmx .tmx.gz .tsv .csv .xlsx .xlf .po", is_required=True)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.exchange.formats import Writing, write_any
    from cdalign.memory import open_memory

    with open_memory(options.memory, create=False, read_only=True) as memory:
        units = with_bar(memory.units(collection=options.collection), "export")
        count = write_any(options.output, units, Writing()).units
    print_result(say_about(options.output, say_units(count)))
    return DONE
