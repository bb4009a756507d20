"""`cdalign demo FOLDER`: the sample project, to try everything with."""

from __future__ import annotations

import argparse

from cdalign.cli.arguments import Commands, add_command
from cdalign.cli.exit_codes import DONE
from cdalign.cli.printing import print_next, print_result
from cdalign.messages import say

_USUAL_FOLDER = "cdalign-demo"


def add_parser(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = add_command(
        commands,
        "demo",
        "write a sample project into a folder, to try everything with",
        "cdalign demo my-first-project",
        "Write the sample project into a new folder: a report of the Conference on Disarmament in Chinese, our own "
        "working translation of it into English, and a termbase. `cdalign build` then makes a memory of it.",
    )
    parser.add_argument(
        "folder",
        nargs="?",
        default=_USUAL_FOLDER,
        metavar="FOLDER",
        help=f"a folder that is new or empty (default: {_USUAL_FOLDER})",
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.project.sample import lay_sample

    files = lay_sample(options.folder)
    print_result(
        say(
            "{count} files in {folder}; the English is a working translation, not an official text",
            count=len(files),
            folder=options.folder,
        )
    )
    print_next(f"cdalign build {options.folder}")
    return DONE
