"""`cdalign tm analyse FILE…`: what a memory saves on new texts."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from cdalign.cli.arguments import Commands, add_command, add_json
from cdalign.cli.exit_codes import DONE
from cdalign.cli.places import add_places, open_chosen
from cdalign.cli.printing import print_json, print_result

if TYPE_CHECKING:
    from cdalign.memory.leverage import BandCount


def add_parser(tools: Commands) -> None:
    """Add the tool to the command line."""
    parser = add_command(
        tools,
        "analyse",
        "count what a memory saves on new texts: the table of match bands",
        "cdalign tm analyse new.docx --memory un.cdtm",
        "Count the sentences, words and characters of texts by how well the memory matches them.",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="the texts to be translated (TXT, DOCX, PDF, EPUB …)")
    add_places(parser)
    add_json(parser, "the table")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.documents import read_document
    from cdalign.memory.leverage import count_bands

    with open_chosen(options) as memory:
        counts = count_bands(memory, (read_document(path) for path in options.files))
    if options.json:
        print_json([_describe_count(count) for count in counts])
    else:
        _print_table(counts)
    return DONE


def _describe_count(count: BandCount) -> dict[str, Any]:
    return {
        "band": count.band,
        "segments": count.segments,
        "words": count.words,
        "characters": count.characters,
    }


def _print_table(counts: Iterable[BandCount]) -> None:
    rows = list(counts)
    words = sum(row.words for row in rows)
    print_result(f"{'match':<14}{'segments':>10}{'words':>10}{'characters':>12}{'':>4}")
    for row in rows:
        share = f"{100 * row.words / words if words else 0:>5.1f}%"
        print_result(f"{row.band:<14}{row.segments:>10,}{row.words:>10,}{row.characters:>12,}{share:>8}")
    total = (sum(row.segments for row in rows), words, sum(row.characters for row in rows))
    print_result(f"{'total':<14}{total[0]:>10,}{total[1]:>10,}{total[2]:>12,}")
