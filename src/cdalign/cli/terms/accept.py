"""`cdalign terms accept SHEET`: accepted proposals come into the termbase."""

from __future__ import annotations

import argparse

from cdalign.cli.arguments import Commands, add_command, add_json, add_project, add_termbase
from cdalign.cli.exit_codes import DONE
from cdalign.cli.places import growing_termbase
from cdalign.cli.terms.merges import merge_into, print_merge


def add_parser(actions: Commands) -> None:
    """Add the command to the command line."""
    parser = add_command(
        actions,
        "accept",
        "take the accepted terms of a review sheet into the termbase",
        "cdalign terms accept proposals.xlsx",
    )
    parser.add_argument("sheet", metavar="SHEET", help="what `terms extract` wrote, with decisions")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    add_json(parser, "what changes")
    add_project(parser)
    add_termbase(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.terminology.extraction.review_sheet import read_review

    merge = merge_into(options, growing_termbase(options), [read_review(options.sheet)])
    print_merge(merge, as_json=options.json)
    return DONE
