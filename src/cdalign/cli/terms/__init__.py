"""`cdalign terms …`: what is done with a termbase. Each command is a module of this package with `add_parser`."""

from __future__ import annotations

from importlib import import_module

from cdalign.cli.arguments import Commands, add_command

ACTIONS = ("export", "importing", "extract", "accept", "validate", "diff", "stats", "usage")


def add_parser(commands: Commands) -> None:
    """Add the command and its actions to the command line."""
    parser = add_command(
        commands,
        "terms",
        "import, export, validate and extend the termbase",
        "cdalign terms export -o glossary.tbx",
        "What is done with a termbase: TBX, CSV, TSV, XLSX and JSON come in and go out.",
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", title="actions", required=True)
    for name in ACTIONS:
        import_module(f"cdalign.cli.terms.{name}").add_parser(actions)
