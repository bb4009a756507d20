"""`cdalign tm …`: the tools that keep a memory healthy. Each is a module of this package with `add_parser`."""

from __future__ import annotations

from importlib import import_module

from cdalign.cli.arguments import Commands, add_command

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
    "importing",
    "export",
    "collections",
    "analyse",
    "pretranslate",
    "fragments",
    "discover",
)


def add_parser(commands: Commands) -> None:
    """Add the command and its tools to the command line."""
    parser = add_command(
        commands,
        "tm",
        "validate, clean, convert and compare translation memories",
        "cdalign tm clean old.tmx -o clean.tmx",
        "Tools for TMX memories. All read several files, globs and - (standard input), plain or "
        "gzipped, in constant memory; what they write is written whole or not at all.",
    )
    tools = parser.add_subparsers(dest="tool", metavar="TOOL", title="tools", required=True)
    for name in TOOLS:
        import_module(f"cdalign.cli.tm.{name}").add_parser(tools)
