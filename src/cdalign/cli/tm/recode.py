"""`cdalign tm recode FILE… -o OUT`: other language codes."""

from __future__ import annotations

import argparse

from cdalign.cli.amounts import say_units
from cdalign.cli.arguments import Commands, add_command
from cdalign.cli.exit_codes import DONE
from cdalign.cli.printing import print_talk
from cdalign.cli.tm.convert import parse_codes
from cdalign.cli.tm.inputs import add_files, add_memory_output, chosen_files, fault_talk, write_memory


def add_parser(tools: Commands) -> None:
    """Add the tool to the command line."""
    parser = add_command(
        tools,
        "recode",
        "write other language codes",
        "cdalign tm recode memory.tmx -o memory.zh-CN.tmx --code zh=zh-CN",
        "Write language codes as wanted (--code zh=zh-CN --code en=en-US), and all others in their "
        "usual form: zh_CN becomes zh-CN, eng becomes en, lang= becomes xml:lang=.",
    )
    add_files(parser)
    add_memory_output(parser)
    parser.add_argument("--code", action="append", default=[], metavar="OLD=NEW", help="a code and the one to write")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.tmx.fixing import fixed_header
    from cdalign.tmx.gathering import gather_memories
    from cdalign.tmx.recoding import recoded_attributes, recoded_unit

    codes = parse_codes(options.code)
    with fault_talk() as talk, chosen_files(options.files) as paths:
        gathered = gather_memories(paths, on_fault=talk)
        header = fixed_header(gathered.header)
        header = header._replace(attributes=recoded_attributes(header.attributes, codes))
        count = write_memory(options.output, header, (recoded_unit(unit, codes) for _, unit in gathered.units))
    print_talk(say_units(count))
    return DONE
