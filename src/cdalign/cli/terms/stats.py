"""`cdalign terms stats [FILE]`: how many concepts and terms a termbase holds."""

from __future__ import annotations

import argparse

from cdalign.cli.arguments import Commands, add_command, add_json, add_project, add_termbase
from cdalign.cli.exit_codes import DONE
from cdalign.cli.places import chosen_termbase
from cdalign.cli.printing import print_json, print_lines


def add_parser(actions: Commands) -> None:
    """Add the command to the command line."""
    parser = add_command(
        actions,
        "stats",
        "count concepts and terms",
        "cdalign terms stats theirs.tbx",
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="any termbase (default: the project's own)")
    add_json(parser, "the figures")
    add_project(parser)
    add_termbase(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.terminology import read_termbase
    from cdalign.terminology.merging import count_terms

    figures = count_terms(read_termbase(chosen_termbase(options)))
    if options.json:
        print_json(figures)
    else:
        print_lines(f"{count:>7}  {name}" for name, count in figures.items())
    return DONE
