"""`cdalign review [WORKING]`: the page where the alignment is reviewed."""

from __future__ import annotations

import argparse
from pathlib import Path

from cdalign.cli.arguments import Commands, add_command
from cdalign.cli.serve import add_listening, open_pages
from cdalign.errors import ReadError, UsageError
from cdalign.messages import say

_WORKING_SUFFIX = ".beads.tsv"


def add_parser(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = add_command(
        commands,
        "review",
        "review the alignment in a browser",
        "cdalign review tm/CD-2138.beads.tsv",
        "Open the review page: one row a pair of sentences, confirmed with Enter. Every edit is saved at once to the "
        "working file. It is served on this computer only, unless --host says otherwise.",
    )
    parser.add_argument(
        "working",
        nargs="?",
        default=".",
        metavar="WORKING",
        help="a working file (tm/NAME.beads.tsv) or a project (default: this folder)",
    )
    add_listening(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    root, name = _find_pair(Path(options.working))
    return open_pages(options, root, lambda pairs: f"/review/{_only(name, pairs)}" if name or len(pairs) == 1 else "/")


def _find_pair(path: Path) -> tuple[Path, str]:
    """The project folder and the name of the pair that a working file stands for."""
    if path.is_dir():
        return path, ""
    if not path.name.endswith(_WORKING_SUFFIX):
        raise UsageError(
            "this is not a working file",
            path=path,
            advice=say("name a file NAME{suffix} or a folder", suffix=_WORKING_SUFFIX),
        )
    if not path.exists():
        raise ReadError.of(FileNotFoundError(), path)
    return path.absolute().parent.parent, path.name.removesuffix(_WORKING_SUFFIX)


def _only(name: str, pairs: tuple[str, ...]) -> str:
    if name and name not in pairs:
        raise UsageError(
            say("the project has no texts named {name}", name=name),
            advice=say("it has {names}", names=", ".join(pairs)),
        )
    return name or pairs[0]
