"""`cdalign tm reverse FILE… -o OUT`: the other direction."""

from __future__ import annotations

import argparse

from cdalign.cli.amounts import say_units
from cdalign.cli.arguments import Commands, add_command
from cdalign.cli.exit_codes import DONE
from cdalign.cli.printing import print_talk
from cdalign.cli.tm.inputs import (
    NAME_LANGUAGES,
    add_files,
    add_memory_languages,
    add_memory_output,
    chosen_files,
    fault_talk,
    write_memory,
)
from cdalign.errors import ReadError
from cdalign.messages import say


def add_parser(tools: Commands) -> None:
    """Add the tool to the command line."""
    parser = add_command(
        tools,
        "reverse",
        "make the target language the source language",
        "cdalign tm reverse memory.tmx -o reversed.tmx",
        "Put the target texts first and name their language as the source of the memory.",
    )
    add_files(parser)
    add_memory_output(parser)
    add_memory_languages(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.tmx.gathering import gather_memories
    from cdalign.tmx.pairing import UnitPairing
    from cdalign.tmx.recoding import reversed_header, reversed_unit

    with fault_talk() as talk, chosen_files(options.files) as paths:
        probe = gather_memories(paths)
        pair_of = UnitPairing(probe.header, options.source_lang, options.target_lang).pair_of
        pair = next((pair for _, unit in probe.units if (pair := pair_of(unit))), None)
        if pair is None:
            raise ReadError("has no unit in two languages", path=paths[0], advice=NAME_LANGUAGES)
        source = pair[1].lang
        gathered = gather_memories(paths, on_fault=talk)
        units = (reversed_unit(unit, source) for _, unit in gathered.units)
        count = write_memory(options.output, reversed_header(gathered.header, source), units)
    print_talk(say("{units}; the source language is {lang} now", units=say_units(count), lang=source))
    return DONE
