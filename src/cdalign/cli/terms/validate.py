"""`cdalign terms validate [FILE]`: what is wrong with a termbase."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cdalign.cli.amounts import say_about, say_concepts
from cdalign.cli.arguments import (
    Commands,
    add_command,
    add_failing,
    add_fault_shapes,
    add_project,
    add_termbase,
)
from cdalign.cli.exit_codes import DONE, FOUND
from cdalign.cli.fault_reports import is_failing, print_fault
from cdalign.cli.places import chosen_termbase, read_project_bitexts
from cdalign.cli.printing import print_json, print_result, print_talk
from cdalign.faults import describe_fault
from cdalign.messages import say_either
from cdalign.model import Severity, Termbase

if TYPE_CHECKING:
    from cdalign.model import Bitext


def add_parser(actions: Commands) -> None:
    """Add the command to the command line."""
    parser = add_command(
        actions,
        "validate",
        "report what is wrong with a termbase, and which forms never occur",
        "cdalign terms validate theirs.tbx",
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="any termbase (default: the project's own)")
    add_failing(parser)
    parser.add_argument("--corpus", action="store_true", help="compare it with the project's texts")
    add_fault_shapes(parser)
    add_project(parser)
    add_termbase(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.report.terminal import count_severities
    from cdalign.sarif import render_faults
    from cdalign.terminology import examine_termbase, validate_reading

    path = chosen_termbase(options)
    reading = examine_termbase(path)
    faults = validate_reading(reading)
    if options.json:
        print_json([describe_fault(fault) for fault in faults])
    elif options.sarif:
        print_result(render_faults({str(path): faults}).rstrip())
    else:
        for fault in faults:
            print_fault(path, fault)
        counts = {severity: sum(fault.severity is severity for fault in faults) for severity in Severity}
        print_talk(say_about(say_concepts(len(reading.termbase.entries)), count_severities(counts)))
    if options.corpus:
        _print_unattested(reading.termbase, read_project_bitexts(options))
    return FOUND if is_failing((fault.severity for fault in faults), options.fail_on) else DONE


def _print_unattested(termbase: Termbase, bitexts: Sequence[Bitext]) -> None:
    """Report the forms that never occur in the corpus, and the forms of the corpus that no concept has."""
    from cdalign.terminology.attestation import count_occurrences
    from cdalign.terminology.extraction.proposals import find_unheld_forms

    never = [found for found in count_occurrences(termbase, bitexts) if not found.count]
    for found in never:
        print_result(f"never occurs  {found.concept}  {found.term.lang}  {found.term.text}")
    print_talk(
        say_either("{count:,} form never occurs in the corpus", "{count:,} forms never occur in the corpus", len(never))
    )
    for form, place in find_unheld_forms(bitexts, termbase):
        print_result(f"in no concept  {form}  {place}")
