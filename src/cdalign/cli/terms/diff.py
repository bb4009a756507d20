"""`cdalign terms diff BEFORE AFTER`: how two termbases differ."""

from __future__ import annotations

import argparse

from cdalign.cli.arguments import Commands, add_command, add_json
from cdalign.cli.exit_codes import DONE, FOUND
from cdalign.cli.printing import print_json, print_lines, print_talk
from cdalign.messages import say_either


def add_parser(actions: Commands) -> None:
    """Add the command to the command line."""
    parser = add_command(
        actions,
        "diff",
        "compare two termbases",
        "cdalign terms diff before.tbx after.tbx",
    )
    parser.add_argument("before", metavar="BEFORE", help="a termbase")
    parser.add_argument("after", metavar="AFTER", help="the termbase to compare with it")
    add_json(parser, "the differences")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from dataclasses import asdict

    from cdalign.terminology import read_termbase
    from cdalign.terminology.merging import compare_termbases

    differences = list(compare_termbases(read_termbase(options.before), read_termbase(options.after)))
    if options.json:
        print_json([asdict(difference) for difference in differences])
    else:
        print_lines(f"{one.concept}  {one.about}: {one.before or '–'} → {one.after or '–'}" for one in differences)
        print_talk(say_either("{count:,} difference", "{count:,} differences", len(differences)))
    return FOUND if differences else DONE
