"""`cdalign fetch SYMBOL …`: both official versions of documents."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from cdalign.cli.arguments import Commands, add_command, add_output
from cdalign.cli.exit_codes import COULD_NOT, DONE
from cdalign.cli.printing import print_next, print_result, print_talk, print_warning
from cdalign.errors import UsageError
from cdalign.messages import say, say_either


def add_parser(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = add_command(
        commands,
        "fetch",
        "get both official versions of UN documents",
        "cdalign fetch CD/2138 CD/2139-CD/2142",
        "Get the Chinese and the English version of documents by their symbols from the Official Document System of "
        "the United Nations, and note in sources.toml where they came from. Of several documents fetched.tsv says "
        "which exist in which language; the same command resumes an interrupted run.",
    )
    parser.add_argument(
        "symbol", nargs="*", metavar="SYMBOL", help="document symbols as printed, and ranges: CD/2138 CD/2139-CD/2142"
    )
    parser.add_argument("--list", default="", metavar="FILE", help="a text file of symbols and ranges, one a line")
    add_output(parser, "the corpus (default: corpus)", metavar="FOLDER", default="corpus")
    parser.add_argument("--force", action="store_true", help="replace the texts that are there already")
    parser.add_argument("--server", default="", metavar="URL", help="another server with the same interface")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.fetching.symbols import expand_symbols, read_symbol_list

    symbols = expand_symbols(options.symbol)
    if options.list:
        symbols += read_symbol_list(options.list)
    if not symbols:
        raise UsageError("no symbol is given", advice="cdalign fetch CD/2138, or --list FILE")
    done = _fetch_one(symbols[0], options) if len(symbols) == 1 else _fetch_many(symbols, options)
    if done == 0:
        print_next(f"cdalign build {Path(options.output).parent}")
    return done


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _fetch_one(symbol: str, options: argparse.Namespace) -> int:
    from cdalign.fetching import SERVER, fetch_pair

    written = fetch_pair(
        symbol,
        Path(options.output),
        today=_today(),
        server=options.server or SERVER,
        force=options.force,
        say=print_talk,
    )
    for path in written:
        print_result(str(path))
    if not written:
        print_talk(say("both versions are there already"))
    return DONE


def _fetch_many(symbols: tuple[str, ...], options: argparse.Namespace) -> int:
    from cdalign.fetching import SERVER
    from cdalign.fetching.many import fetch_many

    run = fetch_many(
        symbols,
        Path(options.output),
        today=_today(),
        server=options.server or SERVER,
        force=options.force,
        say=print_talk,
    )
    for path in run.written:
        print_result(str(path))
    documents = say_either("{count:,} document", "{count:,} documents", len(run.documents))
    print_talk(say("{documents}: {states}; see {table}", documents=documents, states=run.counted(), table=run.table))
    for document in run.failed:
        print_warning(f"{document.symbol}: {document.note}")
    return COULD_NOT if run.failed else DONE
