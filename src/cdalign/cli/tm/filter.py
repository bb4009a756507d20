"""`cdalign tm filter FILE… -o OUT`: the units that are wanted, unchanged."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cdalign.cli.printing import print_talk
from cdalign.cli.tm.clean import Ledger, open_ledger
from cdalign.cli.tm.inputs import (
    FaultTalk,
    add_files,
    add_languages,
    add_output,
    chosen_files,
    fault_talk,
    write_memory,
)

if TYPE_CHECKING:
    from pathlib import Path

    from cdalign.tmx import Header, Unit


def add_parser(tools: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the tool to the command line."""
    parser = tools.add_parser(
        "filter",
        help="keep the units of a document, a score, a date, a length, a script",
        description="Write the units that fit every option, unchanged; with --report the others are listed with "
        "the reason.",
    )
    add_files(parser)
    add_output(parser)
    add_languages(parser)
    parser.add_argument("--min-score", type=float, metavar="0–1", help="least x-score; units without one go")
    parser.add_argument("--document", action="append", default=[], metavar="PATTERN", help="x-document, e.g. 'CD/*'")
    parser.add_argument("--since", default="", metavar="DATE", help="changed on or after (2018-09)")
    parser.add_argument("--until", default="", metavar="DATE", help="changed on or before")
    parser.add_argument("--min-length", type=int, default=0, metavar="N", help="characters of the longer side")
    parser.add_argument("--max-length", type=int, default=0, metavar="N")
    parser.add_argument("--script", choices=("Hans", "Hant"), default="", help="of the Chinese side")
    parser.add_argument("--review", action="append", default=[], choices=("automatic", "confirmed"))
    parser.add_argument("--report", default="", metavar="FILE", help="list what was left out: .tsv, .xlsx or .jsonl")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    with fault_talk() as talk, chosen_files(options.files) as paths, open_ledger(options.report) as ledger:
        header, units = _selected(paths, options, ledger, talk)
        count = write_memory(options.output, header, units)
    print_talk(f"{count:,} units kept, {ledger.counts.total():,} left out")
    return 0


def _selected(
    paths: list[Path], options: argparse.Namespace, ledger: Ledger, talk: FaultTalk
) -> tuple[Header, Iterator[Unit]]:
    from cdalign.tmx.changes import Action, change_of
    from cdalign.tmx.gathering import gather_memories
    from cdalign.tmx.pairing import Pairing
    from cdalign.tmx.selecting import Selection

    gathered = gather_memories(paths, on_fault=talk)
    pair_of = Pairing(gathered.header, options.source, options.target).pair_of
    selection = Selection(
        options.min_score,
        tuple(options.document),
        options.since,
        options.until,
        options.min_length,
        options.max_length,
        options.script,
        tuple(options.review),
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
