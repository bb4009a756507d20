"""`cdalign tm split FILE… -o BASE`: one memory in several files."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from cdalign.cli.amounts import say_about, say_units
from cdalign.cli.argument_values import positive_count
from cdalign.cli.arguments import Commands, add_command, add_output
from cdalign.cli.exit_codes import DONE
from cdalign.cli.printing import print_result
from cdalign.cli.tm.inputs import add_files, chosen_files, fault_talk, with_bar
from cdalign.errors import UsageError
from cdalign.messages import say

_SIZE = re.compile(r"(\d{1,15}(?:\.\d+)?)\s*([kMG]?)B?", re.IGNORECASE)
_FACTORS = {"": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}


def add_parser(tools: Commands) -> None:
    """Add the tool to the command line."""
    parser = add_command(
        tools,
        "split",
        "cut a memory by size, units or document",
        "cdalign tm split memory.tmx -o part --size 200MB",
        "Write BASE.001.tmx, BASE.002.tmx … or, with --by-document, BASE.DOCUMENT.tmx.",
    )
    add_files(parser)
    add_output(parser, "what the names of the files begin with", metavar="BASE", is_required=True)
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument("--units", type=positive_count, default=0, metavar="N", help="most units per file")
    how.add_argument("--size", default="", metavar="SIZE", help="largest size of a file: 200MB, 1G")
    how.add_argument("--by-document", action="store_true", help="one file for each x-document")
    parser.set_defaults(run=_run)


def parse_size(word: str) -> int:
    """Return the bytes of `200MB`, `1G`, `500k`; decimal, as vendors state their limits.

    Raises:
        UsageError: it is not a size of this form.
    """
    match = _SIZE.fullmatch(word.strip())
    if match is None:
        raise UsageError(say("{word} is not a size", word=word), path="--size", advice="--size 200MB")
    return int(float(match[1]) * _FACTORS[match[2].lower()])


def _run(options: argparse.Namespace) -> int:
    from cdalign.tmx.gathering import gather_memories
    from cdalign.tmx.splitting import split_by_document, split_evenly

    base = Path(options.output.removesuffix(".tmx"))
    size = parse_size(options.size) if options.size else 0
    with fault_talk() as talk, chosen_files(options.files) as paths:
        gathered = gather_memories(paths, on_fault=talk)
        units = (unit for _, unit in with_bar(gathered.units, "splitting"))
        if options.by_document:
            parts = list(split_by_document(base, gathered.header, units).items())
        else:
            parts = list(split_evenly(base, gathered.header, units, most_units=options.units, most_bytes=size))
    for path, count in parts:
        print_result(say_about(path, say_units(count)))
    return DONE
