"""`cdalign tm merge FILE… -o OUT`: several memories in one, nothing changed or removed."""

from __future__ import annotations

import argparse

from cdalign.cli.amounts import say_units
from cdalign.cli.arguments import Commands, add_command
from cdalign.cli.exit_codes import DONE
from cdalign.cli.printing import print_next, print_talk
from cdalign.cli.tm.inputs import STANDARD, add_files, add_memory_output, chosen_files, fault_talk, write_memory
from cdalign.messages import say_either, say_list


def add_parser(tools: Commands) -> None:
    """Add the tool to the command line."""
    parser = add_command(
        tools,
        "merge",
        "put several memories into one",
        "cdalign tm merge a.tmx b.tmx -o both.tmx",
        "Write all units of all files, in order, under the header of the first. Repetitions stay: "
        "cdalign tm clean removes them.",
    )
    add_files(parser)
    add_memory_output(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.tmx.gathering import gather_memories

    with fault_talk() as talk, chosen_files(options.files) as paths:
        gathered = gather_memories(paths, on_fault=talk)
        count = write_memory(options.output, gathered.header, (unit for _, unit in gathered.units))
    files = say_either("{count:,} file", "{count:,} files", len(paths))
    print_talk(say_list([files, say_units(count)]))
    if options.output != STANDARD:
        print_next(f"cdalign tm clean {options.output} -o clean.tmx")
    return DONE
