"""`cdalign tm diff OLD NEW`: what has changed between two memories, as a person reads it."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from cdalign.cli.arguments import Commands, add_command, add_json
from cdalign.cli.exit_codes import DONE, FOUND
from cdalign.cli.printing import print_json, print_result, print_talk, styled
from cdalign.cli.tm.inputs import add_memory_languages, chosen_files, with_bar

if TYPE_CHECKING:
    from cdalign.model import TranslationUnit
    from cdalign.tmx.comparing import UnitDifference

_STYLES = {"added": "green", "removed": "red", "changed": "yellow"}


def add_parser(tools: Commands) -> None:
    """Add the tool to the command line."""
    parser = add_command(
        tools,
        "diff",
        "compare two memories",
        "cdalign tm diff old.tmx new.tmx",
        "Print the pairs that were added, removed or translated differently. Their order does not matter. The "
        "exit code is 1 if there is a difference.",
    )
    parser.add_argument("old", metavar="OLD", help="a memory or table")
    parser.add_argument("new", metavar="NEW", help="the memory or table to compare with it")
    add_memory_languages(parser)
    add_json(parser, "the differences")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.tmx.comparing import compare_memories

    with chosen_files([options.old]) as old, chosen_files([options.new]) as new:
        differences = list(compare_memories(_reader(old, options), _reader(new, options)))
    if options.json:
        print_json([difference._asdict() for difference in differences])
    else:
        for difference in differences:
            _print(difference)
    counts = Counter(str(difference.kind) for difference in differences)
    print_talk(", ".join(f"{counts[kind]:,} {kind}" for kind in _STYLES))
    return FOUND if differences else DONE


def _reader(paths: list[Path], options: argparse.Namespace) -> Callable[[], Iterable[TranslationUnit]]:
    from cdalign.exchange.formats import read_all

    return lambda: with_bar(read_all(paths, options.source_lang, options.target_lang), paths[0].name)


def _print(difference: UnitDifference) -> None:
    kind = str(difference.kind)
    unit = f" {difference.unit}" if difference.unit else ""
    print_result(f"{styled(kind, _STYLES[kind])}{unit}: {difference.source}")
    if kind == "changed":
        print_result(f"    {_marked(difference.old, difference.new)}")
    else:
        print_result(f"    {difference.new or difference.old}")


def _marked(old: str, new: str) -> str:
    """Return both texts in one, what went between [- -] and what came between {+ +}, as `git diff --word-diff` does."""
    from cdalign.tmx.comparing import word_differences

    marks = {"=": "{}", "-": styled("[-{}-]", "red"), "+": styled("{{+{}+}}", "green")}
    return "".join(marks[piece.sign].format(piece.text) for piece in word_differences(old, new))
