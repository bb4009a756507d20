"""`cdalign tm discover FILE`: the earlier documents that a new text goes back to."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cdalign.cli.arguments import Commands, add_command, add_json, add_limit
from cdalign.cli.exit_codes import DONE
from cdalign.cli.places import add_places, open_chosen
from cdalign.cli.printing import print_json, print_result, print_talk, styled
from cdalign.cli.terminal_columns import pad
from cdalign.cli.tm.inputs import add_new_text
from cdalign.text import display_width

if TYPE_CHECKING:
    from cdalign.memory.discovery import DiscoveredDocument

_DEFAULT_LIMIT = 20


def add_parser(tools: Commands) -> None:
    """Add the tool to the command line."""
    parser = add_command(
        tools,
        "discover",
        "find the earlier documents that a new text goes back to",
        "cdalign tm discover new.docx --memory un.cdtm",
        "List the documents of a memory that share most with a text, the best first: the share of the text that each "
        "covers, what it adds to those above it, and the longest run. What many documents share counts little.",
    )
    add_new_text(parser, "from 4 to 12")
    parser.add_argument("--exclude", action="append", default=[], metavar="SYMBOL", help="leave this document out")
    parser.add_argument("--prefer", action="append", default=[], metavar="SYMBOL", help="put this document first")
    add_places(parser)
    add_limit(parser, "documents", _DEFAULT_LIMIT)
    add_json(parser, "the documents")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.documents import read_lines

    text, lang = read_lines(options.file)
    with open_chosen(options) as memory:
        found = memory.discover(
            text,
            lang,
            least=options.shortest,
            excluded=options.exclude,
            preferred=options.prefer,
            limit=options.limit,
        )
    if options.json:
        print_json({"file": options.file, "documents": [_describe(one) for one in found]})
    elif found:
        _print_table(found)
    else:
        print_talk("no document of the memory shares anything with it")
    return DONE


def _describe(found: DiscoveredDocument) -> dict[str, Any]:
    return {
        "document": found.document,
        "covered": round(found.covered, 4),
        "added": round(found.added, 4),
        "longest": found.longest,
        "runs": found.runs,
    }


def _print_table(found: tuple[DiscoveredDocument, ...]) -> None:
    width = max(display_width("document"), *(display_width(one.document) for one in found))
    print_result(styled(f"{pad('document', width)}  covered   added  longest  runs", "dim"))
    for one in found:
        shares = f"{100 * one.covered:>6.1f}%  {100 * one.added:>5.1f}%"
        print_result(f"{pad(one.document, width)}  {shares}  {one.longest:>7,}  {one.runs:>4,}")
