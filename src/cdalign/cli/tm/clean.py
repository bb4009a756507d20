"""`cdalign tm clean FILE… -o OUT`: repair, remove what is useless, flag what is doubtful; every change is listed."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cdalign.cli.amounts import say_units
from cdalign.cli.arguments import Commands, add_command, add_json
from cdalign.cli.exit_codes import DONE
from cdalign.cli.printing import print_json, print_next, print_talk
from cdalign.cli.tm.inputs import (
    STANDARD,
    FaultTalk,
    add_files,
    add_memory_languages,
    add_memory_output,
    chosen_files,
    fault_talk,
    with_bar,
    write_memory,
)
from cdalign.cli.tm.judge import judge_by_checks
from cdalign.errors import UsageError
from cdalign.messages import say

if TYPE_CHECKING:
    from pathlib import Path

    from cdalign.faults import Fault
    from cdalign.tmx import Header, Unit
    from cdalign.tmx.changes import OnChange, UnitChange

COLUMNS = ("action", "reason", "file", "line", "unit", "source", "target")


def add_parser(tools: Commands) -> None:
    """Add the tool to the command line."""
    parser = add_command(
        tools,
        "clean",
        "fix faults, remove useless units, flag doubtful ones",
        "cdalign tm clean old.tmx -o clean.tmx --report changes.tsv",
        "Fix technical faults, remove units that are empty, one-sided, wordless or repeated, and flag "
        "doubtful ones with an x-doubt prop. With --report each change is listed with its reason.",
    )
    add_files(parser)
    add_memory_output(parser)
    add_memory_languages(parser)
    parser.add_argument(
        "--duplicates",
        choices=("exact", "first", "newest", "best", "all"),
        default="exact",
        help="keep one of each pair (exact), one of each source (first, newest, best score), or all",
    )
    parser.add_argument("--per-document", action="store_true", help="look for duplicates within each document only")
    parser.add_argument("--no-flags", action="store_true", help="do not look for doubtful pairs")
    parser.add_argument("--report", default="", metavar="FILE", help="list the changes: .tsv, .xlsx or .jsonl")
    add_json(parser, "the figures")
    parser.set_defaults(run=_run)


class CleaningLedger:
    """Counts changes by action and reason, and hands them to the list if there is one."""

    def __init__(self, write: OnChange | None) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self._write = write

    def __call__(self, change: UnitChange) -> None:
        """Take a change; a flag counts by the rule of its first reason, a reason with a number by its first word."""
        reason = change.reason
        if change.action == "flagged":
            reason = reason.partition(":")[0]
        elif any(char.isdigit() for char in reason):
            reason = reason.split()[0]
        self.counts[str(change.action), reason] += 1
        if self._write is not None:
            self._write(change)


@contextmanager
def open_ledger(report: str) -> Iterator[CleaningLedger]:
    """Yield a ledger that writes its list to the file, if one is named."""
    if not report:
        yield CleaningLedger(None)
        return
    from cdalign.exchange.change_lists import open_list

    with open_list(report, COLUMNS) as write:
        yield CleaningLedger(lambda change: write([str(cell) for cell in change]))


def _run(options: argparse.Namespace) -> int:
    if options.json and options.output == STANDARD:
        raise UsageError("the memory and the figures cannot both go to stdout", path="--json", advice="name -o FILE")
    with fault_talk() as talk, chosen_files(options.files) as paths, open_ledger(options.report) as ledger:
        header, units = _cleaned(paths, options, ledger, talk)
        count = write_memory(options.output, header, units)
    if options.json:
        rows = [{"action": action, "reason": reason, "units": n} for (action, reason), n in ledger.counts.items()]
        print_json({"units": count, "changes": rows})
    for (action, reason), number in sorted(ledger.counts.items()):
        print_talk(f"{action}: {number:,} ({reason})")
    print_talk(say("{units} kept", units=say_units(count)))
    if options.output != STANDARD:
        print_next(f"cdalign tm validate {options.output}")
    return DONE


def _cleaned(
    paths: list[Path], options: argparse.Namespace, ledger: CleaningLedger, talk: FaultTalk
) -> tuple[Header, Iterator[Unit]]:
    from cdalign.tmx.changes import change_of_fault
    from cdalign.tmx.cleaning import Cleaning, Duplicates, clean_units, find_winners
    from cdalign.tmx.fixing import fixed_header
    from cdalign.tmx.gathering import gather_memories
    from cdalign.tmx.pairing import UnitPairing

    def on_fault(path: str | Path, fault: Fault) -> None:
        talk(path, fault)
        if change := change_of_fault(path, fault):
            ledger(change)

    gathered = gather_memories(paths, on_fault=on_fault)
    header = fixed_header(gathered.header)
    pair_of = UnitPairing(gathered.header, options.source_lang, options.target_lang).pair_of
    cleaning = Cleaning(Duplicates(options.duplicates), options.per_document)
    winners = None
    if cleaning.duplicates in (Duplicates.NEWEST, Duplicates.BEST):
        winners = find_winners(gather_memories(paths).units, pair_of, cleaning)
    units = with_bar(gathered.units, "cleaning")
    judge = None if options.no_flags else judge_by_checks
    return header, clean_units(units, pair_of, ledger, cleaning=cleaning, winners=winners, judge=judge)
