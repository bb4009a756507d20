"""`cdalign tm …`: the tools that keep a memory healthy. Each is a module of this package with `add_parser`."""

from __future__ import annotations

import argparse
from importlib import import_module

TOOLS = (
    "validate",
    "convert",
    "clean",
    "filter",
    "merge",
    "split",
    "reverse",
    "recode",
    "strip_inline",
    "stats",
    "diff",
    "bring_back",
    "memory",
)


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its tools to the command line."""
    parser = commands.add_parser(
        "tm",
        help="validate, clean, convert and compare translation memories",
        description="Tools for TMX memories. All read several files, globs and - (standard input), plain or "
        "gzipped, in constant memory; what they write is written whole or not at all.",
    )
    tools = parser.add_subparsers(dest="tool", metavar="TOOL", title="tools", required=True)
    for name in TOOLS:
        import_module(f"cdalign.cli.tm.{name}").add_parser(tools)
