"""`cdalign tm reverse FILE… -o OUT`: the other direction."""

from __future__ import annotations

import argparse

from cdalign.cli.printing import print_talk
from cdalign.cli.tm.inputs import add_files, add_languages, add_output, chosen_files, fault_talk, write_memory
from cdalign.errors import ReadError


def add_parser(tools: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the tool to the command line."""
    parser = tools.add_parser(
        "reverse",
        help="make the target language the source language",
        description="Put the target texts first and name their language as the source of the memory.",
    )
    add_files(parser)
    add_output(parser)
    add_languages(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.tmx.gathering import gather_memories
    from cdalign.tmx.pairing import Pairing
    from cdalign.tmx.recoding import reversed_header, reversed_unit

    with fault_talk() as talk, chosen_files(options.files) as paths:
        probe = gather_memories(paths)
        pair_of = Pairing(probe.header, options.source, options.target).pair_of
        pair = next((pair for _, unit in probe.units if (pair := pair_of(unit))), None)
        if pair is None:
            raise ReadError("has no unit in two languages", path=paths[0], advice="name --source and --target")
        source = pair[1].lang
        gathered = gather_memories(paths, on_fault=talk)
        units = (reversed_unit(unit, source) for _, unit in gathered.units)
        count = write_memory(options.output, reversed_header(gathered.header, source), units)
    print_talk(f"{count:,} units; their source language is {source} now")
    return 0
