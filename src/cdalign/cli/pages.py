"""`cdalign pages [FOLDER]`: the home page, where projects are begun, filled, built and reviewed."""

from __future__ import annotations

import argparse
import sys
import webbrowser
from pathlib import Path

from cdalign.cli.arguments import Commands, add_command
from cdalign.cli.printing import print_result, print_talk
from cdalign.cli.serve import add_listening, open_library
from cdalign.messages import say


def add_parser(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = add_command(
        commands,
        "pages",
        "open the home page: projects, builds, review",
        "cdalign pages my-projects --no-browser",
        "Open the home page of a folder of projects: begin one, drop files into it, build, review, download. "
        "`cdalign` without a command opens it for the folder cdalign among your documents.",
    )
    parser.add_argument(
        "folder",
        nargs="?",
        default="",
        metavar="FOLDER",
        help="the folder of projects, created if it is missing (default: cdalign among your documents)",
    )
    add_listening(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.desktop import library_folder

    return open_library(options, Path(options.folder) if options.folder else library_folder())


def is_at_a_terminal() -> bool:
    """Return whether a person reads what is printed; a script that calls `cdalign` gets the help."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def open_home_page() -> None:
    """Open the pages of the usual folder, or those that run already, until they are stopped."""
    from cdalign.desktop import library_folder, open_home, state_folder

    print_talk(say("the pages open in the browser; stop with Ctrl+C (cdalign --help shows the commands)"))
    open_home(library_folder(), state_folder(), webbrowser.open, print_result)
