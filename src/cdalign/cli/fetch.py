"""`cdalign fetch SYMBOL`: both official versions of a document."""

from __future__ import annotations

import argparse
from pathlib import Path

from cdalign.cli.arguments import Commands, add_command, add_output
from cdalign.cli.printing import print_next, print_result, print_talk


def add_parser(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = add_command(
        commands,
        "fetch",
        "get both official versions of a UN document",
        "cdalign fetch CD/2138",
        "Get the Chinese and the English version of a document by its symbol from the Official Document "
        "System of the United Nations, and note in sources.toml where they came from.",
    )
    parser.add_argument("symbol", metavar="SYMBOL", help="the document symbol, as printed: CD/2138")
    add_output(parser, "the corpus (default: corpus)", metavar="FOLDER", default="corpus")
    parser.add_argument("--force", action="store_true", help="put them in the place of what is there")
    parser.add_argument("--server", default="", metavar="URL", help="another server with the same interface")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from cdalign.fetching import SERVER, fetch_pair

    written = fetch_pair(
        options.symbol,
        Path(options.output),
        today=datetime.now(UTC).date().isoformat(),
        server=options.server or SERVER,
        force=options.force,
        say=print_talk,
    )
    for path in written:
        print_result(str(path))
    if not written:
        print_talk("both versions are there already")
    print_next(f"cdalign build {Path(options.output).parent}")
    return 0
