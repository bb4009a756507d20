"""`cdalign serve [PROJECT]`: all pages, and the memory server that other tools talk to."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from cdalign.cli.argument_values import count, positive_count
from cdalign.cli.arguments import Commands, add_command, add_memory, add_project_folder
from cdalign.cli.exit_codes import DONE, code_after
from cdalign.cli.printing import print_result, print_talk
from cdalign.defaults import DEFAULT_PORT
from cdalign.errors import MissingExtraError
from cdalign.messages import say

if TYPE_CHECKING:
    from cdalign.web.serving import Offer


def add_parser(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = add_command(
        commands,
        "serve",
        "serve all pages, and the memory to other tools",
        "cdalign serve my-project --no-browser",
        "Serve the pages (review, search, terms, findings, upload) and the memory server (amaGama and MyMemory "
        "protocols). The address is 127.0.0.1 unless --host names another one; then a token is needed.",
    )
    add_project_folder(parser)
    add_memory(parser, "also serve this memory, made by `cdalign tm import`; without a project, serve it alone")
    parser.add_argument(
        "--workers",
        type=positive_count,
        default=1,
        metavar="N",
        help="number of processes; more than one serve only other tools, without pages (default: 1)",
    )
    add_listening(parser)
    parser.set_defaults(run=_run)


def add_listening(parser: argparse.ArgumentParser) -> None:
    """Add the options that say where to listen."""
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="ADDRESS", help="the address to listen on (default: 127.0.0.1)"
    )
    parser.add_argument(
        "--port",
        type=count,
        default=DEFAULT_PORT,
        metavar="N",
        help=f"the port; 0 takes any that is free (default: {DEFAULT_PORT})",
    )
    parser.add_argument(
        "--token",
        default=os.environ.get("CDALIGN_TOKEN", ""),
        metavar="WORD",
        help="the secret that requests from other computers must have (default: the variable CDALIGN_TOKEN, or a "
        "random one)",
    )
    parser.add_argument(
        "--name",
        action="append",
        default=[],
        metavar="HOST",
        help="another host name under which requests are answered",
    )
    parser.add_argument(
        "--rate",
        type=count,
        metavar="N",
        help="requests a second from one address, 0 for any number (default: 100, any on this computer)",
    )
    parser.add_argument(
        "--log", choices=("text", "json"), help="write a line to stderr for each request: for people, or as JSON"
    )
    parser.add_argument(
        "--metrics",
        action="store_true",
        help="answer /metrics (Prometheus) to other computers too, not only to this one",
    )
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")


def _run(options: argparse.Namespace) -> int:
    place = options.memory or None
    return open_pages(options, Path(options.project), lambda _: "/", memory=place, workers=options.workers)


def open_pages(
    options: argparse.Namespace,
    root: Path,
    find_path: Callable[[tuple[str, ...]], str],
    *,
    memory: str | None = None,
    workers: int = 1,
) -> int:
    """Serve a project until interrupted, and open a page of it; `find_path` chooses it by the names of the pairs."""
    _check_packages()
    from cdalign.project import check_folder, open_project
    from cdalign.web.serving import Offer

    check_folder(root)
    project = open_project(root) if (root / "corpus").is_dir() or options.command == "review" else None
    path = find_path(tuple(pair.name for pair in project.pairs) if project else ())
    return _serve(options, Offer(project, memory), path, workers)


def open_library(options: argparse.Namespace, folder: Path) -> int:
    """Serve the pages of a folder of projects until interrupted, and open the first one."""
    _check_packages()
    from cdalign.web.serving import Offer

    return _serve(options, Offer(library=folder))


def _check_packages() -> None:
    try:
        import cdalign.web.serving
    except ImportError as error:
        raise MissingExtraError(
            say("the pages need a package that is not installed ({error})", error=error.name),
            advice="python -m pip install --upgrade cdalign",
        ) from error
    assert cdalign.web.serving


def _serve(options: argparse.Namespace, offer: Offer, path: str = "/", workers: int = 1) -> int:
    from cdalign.web.serving import Listening, serve
    from cdalign.web.watching import LogForm

    listening = Listening(
        options.host,
        options.port,
        options.token,
        tuple(options.name),
        options.rate,
        LogForm(options.log) if options.log else None,
        options.metrics,
    )
    is_shown = workers == 1 and not options.no_browser
    try:
        serve(offer, listening, lambda address: _tell(address, is_shown=is_shown), path=path, workers=workers)
    except KeyboardInterrupt as error:
        # This is how a server ends. Nothing has gone wrong.
        print_talk(say("the server has stopped"))
        return code_after(error)
    return DONE


def _tell(address: str, *, is_shown: bool) -> None:
    print_result(address)
    # A program that has started us waits for the address; a pipe would hold it back until the end.
    sys.stdout.flush()
    print_talk(say("stop with Ctrl+C; every edit is saved already"))
    if is_shown:
        import webbrowser

        webbrowser.open(address)
