"""`cdalign tm strip-inline FILE… -o OUT`: texts without the codes of the files they came from."""

from __future__ import annotations

import argparse

from cdalign.cli.amounts import say_units
from cdalign.cli.arguments import Commands, add_command
from cdalign.cli.exit_codes import DONE
from cdalign.cli.printing import print_talk
from cdalign.cli.tm.inputs import add_files, add_memory_output, chosen_files, fault_talk, write_memory


def add_parser(tools: Commands) -> None:
    """Add the tool to the command line."""
    parser = add_command(
        tools,
        "strip-inline",
        "remove inline elements, and with them native codes",
        "cdalign tm strip-inline memory.tmx -o plain.tmx",
        "Remove bpt, ept, it, ph, ut and hi from the texts. Native codes go, words inside hi stay.",
    )
    add_files(parser)
    add_memory_output(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.tmx.gathering import gather_memories
    from cdalign.tmx.recoding import stripped_unit

    with fault_talk() as talk, chosen_files(options.files) as paths:
        gathered = gather_memories(paths, on_fault=talk)
        count = write_memory(options.output, gathered.header, (stripped_unit(unit) for _, unit in gathered.units))
    print_talk(say_units(count))
    return DONE
