"""`cdalign tm filter FILE… -o OUT`: the units that are wanted, unchanged."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cdalign.cli.amounts import say_units
from cdalign.cli.argument_values import count, share
from cdalign.cli.arguments import Commands, add_command, add_dates, add_status
from cdalign.cli.exit_codes import DONE
from cdalign.cli.printing import print_talk
from cdalign.cli.tm.clean import CleaningLedger, open_ledger
from cdalign.cli.tm.inputs import (
    FaultTalk,
    add_files,
    add_memory_languages,
    add_memory_output,
    chosen_files,
    fault_talk,
    write_memory,
)
from cdalign.messages import say, say_list

if TYPE_CHECKING:
    from pathlib import Path

    from cdalign.tmx import Header, Unit


def add_parser(tools: Commands) -> None:
    """Add the tool to the command line."""
    parser = add_command(
        tools,
        "filter",
        "keep the units of a document, a date, a length …",
        "cdalign tm filter all.tmx -o recent.tmx --since 2018-09 --document 'CD/*'",
        "Write the units that fit every option, unchanged; with --report the others are listed with the reason.",
    )
    add_files(parser)
    add_memory_output(parser)
    add_memory_languages(parser)
    parser.add_argument("--min-score", type=share, metavar="0–1", help="lowest x-score; units without one are left out")
    parser.add_argument("--document", action="append", default=[], metavar="PATTERN", help="x-document, e.g. 'CD/*'")
    add_dates(parser)
    parser.add_argument("--min-length", type=count, default=0, metavar="N", help="least characters of the longer side")
    parser.add_argument("--max-length", type=count, default=0, metavar="N", help="most characters of the longer side")
    parser.add_argument("--script", choices=("Hans", "Hant"), default="", help="script of the Chinese side")
    add_status(parser, action="append")
    parser.add_argument("--report", default="", metavar="FILE", help="list what was left out: .tsv, .xlsx or .jsonl")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    with fault_talk() as talk, chosen_files(options.files) as paths, open_ledger(options.report) as ledger:
        header, units = _selected(paths, options, ledger, talk)
        count = write_memory(options.output, header, units)
    kept = say("{units} kept", units=say_units(count))
    print_talk(say_list([kept, say("{count:,} left out", count=ledger.counts.total())]))
    return DONE


def _selected(
    paths: list[Path], options: argparse.Namespace, ledger: CleaningLedger, talk: FaultTalk
) -> tuple[Header, Iterator[Unit]]:
    from cdalign.tmx.changes import Action, change_of
    from cdalign.tmx.gathering import gather_memories
    from cdalign.tmx.pairing import UnitPairing
    from cdalign.tmx.selecting import Selection

    gathered = gather_memories(paths, on_fault=talk)
    pair_of = UnitPairing(gathered.header, options.source_lang, options.target_lang).pair_of
    selection = Selection(
        options.min_score,
        tuple(options.document),
        options.since,
        options.until,
        options.min_length,
        options.max_length,
        options.script,
        tuple(options.status),
    )

    def wanted() -> Iterator[Unit]:
        for path, unit in gathered.units:
            pair = pair_of(unit)
            objection = selection.objection(unit, pair) if pair else "one language only"
            if objection:
                ledger(change_of(Action.REMOVED, objection, path, unit, pair))
            else:
                yield unit

    return gathered.header, wanted()
