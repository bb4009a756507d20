"""`cdalign tm collections MEMORY [NAME]`: a memory's collections, their settings and soundness."""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cdalign.cli.amounts import say_about, say_units
from cdalign.cli.argument_values import any_whole_number, count
from cdalign.cli.arguments import Commands, add_command, add_json
from cdalign.cli.exit_codes import DONE, FOUND
from cdalign.cli.printing import print_json, print_result, print_talk
from cdalign.cli.tm.inputs import PLACE
from cdalign.errors import UsageError
from cdalign.messages import Message, say, say_list

if TYPE_CHECKING:
    from cdalign.memory import Collection, Memory


def add_parser(tools: Commands) -> None:
    """Add the tool to the command line."""
    parser = add_command(
        tools,
        "collections",
        "show a memory's collections, or set priority, penalty and read-only",
        "cdalign tm collections un.cdtm",
        "Show the collections of a memory; with NAME, change the settings of that one. --check looks for damage.",
    )
    parser.add_argument("memory", metavar="MEMORY", help=PLACE)
    parser.add_argument("name", nargs="?", default="", metavar="NAME", help="the collection to change")
    parser.add_argument(
        "--priority",
        type=any_whole_number,
        metavar="N",
        help="among equal matches, the one with the higher priority comes first",
    )
    parser.add_argument("--penalty", type=count, metavar="N", help="points taken off every match")
    lock = parser.add_mutually_exclusive_group()
    lock.add_argument("--read-only", action="store_true", default=None, dest="is_read_only", help="add nothing to it")
    lock.add_argument("--writable", action="store_false", default=None, dest="is_read_only", help="add to it again")
    parser.add_argument("--check", action="store_true", help="look for damage; the exit code is 1 if there is any")
    parser.add_argument("--reindex", action="store_true", help="rebuild the index for fuzzy matches")
    add_json(parser, "them")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.memory import open_memory

    is_looking = not (options.name or options.reindex)
    with open_memory(options.memory, create=False, read_only=is_looking and _is_locked_away(options.memory)) as memory:
        _set(memory, options)
        if options.reindex:
            memory.reindex()
        faults = memory.faults() if options.check else ()
        collections, place = memory.collections, memory.place
    for fault in faults:
        print_result(f"{place}: {fault}")
    if options.json:
        print_json([_describe(collection) for collection in collections])
    elif not faults:
        for collection in collections:
            print_result(_collection_line(collection))
    if options.check and not faults:
        print_talk(say_about(place, say("no damage found")))
    return FOUND if faults else DONE


def _is_locked_away(place: str) -> bool:
    """Return whether a memory lies in a file that may not be written to; others are brought up to date when opened."""
    return Path(place).is_file() and not (
        os.access(place, os.W_OK) and os.access(Path(place).absolute().parent, os.W_OK)
    )


def _set(memory: Memory, options: argparse.Namespace) -> None:
    from cdalign.memory import Collection

    given = {name: getattr(options, name) for name in ("priority", "penalty", "is_read_only")}
    chosen = {name: value for name, value in given.items() if value is not None}
    if chosen and not options.name:
        raise UsageError("which collection?", path=memory.place, advice="name it after the memory")
    if options.name:
        known = {collection.name: collection for collection in memory.collections}
        memory.set_collection(replace(known.get(options.name, Collection(options.name)), **chosen))


def _describe(collection: Collection) -> dict[str, Any]:
    return {
        "name": collection.name,
        "units": collection.units,
        "priority": collection.priority,
        "penalty": collection.penalty,
        "read_only": collection.is_read_only,
    }


def _collection_line(collection: Collection) -> Message:
    told = [
        say_units(collection.units),
        say("priority {priority}", priority=collection.priority),
        say("penalty {penalty}", penalty=collection.penalty),
        *([say("read-only")] if collection.is_read_only else ()),
    ]
    return say_about(collection.name, say_list(told))
