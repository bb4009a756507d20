"""`cdalign tm validate FILE…`: every fault with line, unit, rule, reason and mend."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cdalign.cli.arguments import count
from cdalign.cli.printing import print_json, print_next, print_result, print_talk, styled
from cdalign.cli.tm.inputs import add_files, chosen_files, place_of
from cdalign.model import Severity

if TYPE_CHECKING:
    from cdalign.tmx.faults import Fault
    from cdalign.tmx.validation import Validation

TOOL_NAMES = ("omegat", "omegat6", "trados", "memoq", "phrase", "wordfast", "weblate", "smartling", "xtm")
_STYLES = {Severity.MAJOR: "red", Severity.MINOR: "yellow", Severity.INFO: "dim"}
_SHOWN_PER_RULE = 10


def add_parser(tools: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the tool to the command line."""
    parser = tools.add_parser(
        "validate",
        help="find every fault, and say what a tool makes of it",
        description="Check memories against TMX 1.4 and against what translation tools stumble over. "
        "Exit code 1 where a fault reaches --fail-on, or a tool asked for with --for refuses the file.",
    )
    add_files(parser)
    parser.add_argument(
        "--for",
        dest="tools",
        action="append",
        default=[],
        choices=(*TOOL_NAMES, "all"),
        metavar="TOOL",
        help=f"also check for a tool: {', '.join(TOOL_NAMES)}, or all",
    )
    parser.add_argument("--source", default="", metavar="TAG", help="source language (default: the header's)")
    parser.add_argument("--target", default="", metavar="TAG", help="target language (default: the other one)")
    parser.add_argument("--fail-on", choices=("major", "minor", "info", "never"), default="major")
    parser.add_argument("--limit", type=count, default=_SHOWN_PER_RULE, metavar="N", help="faults shown of each rule")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="print the faults as JSON")
    shape.add_argument("--sarif", action="store_true", help="print the faults as SARIF 2.1.0")
    parser.set_defaults(run=_run)


class _Gathering:
    """The faults of one file that are shown: a number of each rule."""

    def __init__(self, limit: int) -> None:
        self.faults: list[Fault] = []
        self._limit = limit
        self._counts: Counter[str] = Counter()

    def __call__(self, fault: Fault) -> None:
        self._counts[fault.rule] += 1
        if self._counts[fault.rule] <= self._limit:
            self.faults.append(fault)


def _run(options: argparse.Namespace) -> int:
    with chosen_files(options.files) as paths:
        checked = [_validate(path, options) for path in paths]
    if options.json:
        print_json([_describe(validation, faults) for validation, faults in checked])
    elif options.sarif:
        from cdalign.tmx.fault_lists import render_sarif

        print_result(render_sarif({validation.path: faults for validation, faults in checked}).rstrip())
    else:
        for validation, faults in checked:
            _print(validation, faults)
    return 1 if any(_is_failing(validation, options.fail_on) for validation, _ in checked) else 0


def _validate(path: Path, options: argparse.Namespace) -> tuple[Validation, list[Fault]]:
    from cdalign.tmx.validation import validate_memory

    tools = TOOL_NAMES if "all" in options.tools else tuple(dict.fromkeys(options.tools))
    gathering = _Gathering(options.limit)
    validation = validate_memory(path, gathering, tools=tools, source_lang=options.source, target_lang=options.target)
    return validation, gathering.faults


def _is_failing(validation: Validation, fail_on: str) -> bool:
    if fail_on == "never":
        return False
    if any(verdict in ("refused", "unusable") for _, verdict in validation.verdicts):
        return True
    return validation.worst is not None and validation.worst.rank >= Severity(fail_on).rank


def _describe(validation: Validation, faults: list[Fault]) -> dict[str, Any]:
    from cdalign.tmx.fault_lists import describe_fault

    return {
        "path": validation.path,
        "units": validation.units,
        "pairs": validation.pairs,
        "verdicts": dict(validation.verdicts),
        "rules": dict(validation.rules),
        "faults": [describe_fault(fault) for fault in faults],
    }


def _print(validation: Validation, faults: list[Fault]) -> None:
    from cdalign.tmx.faults import CLEAN, RULES

    for fault in faults:
        severity = styled(str(fault.severity), _STYLES[fault.severity])
        print_result(f"{place_of(validation.path, fault)}: {severity} {fault.rule}: {fault.message}. Try: {fault.mend}")
    shown = Counter(fault.rule for fault in faults)
    for rule, met in validation.rules:
        if met > shown[rule]:
            print_talk(f"{validation.path}: {rule}: {met - shown[rule]:,} more")
    total = sum(met for _, met in validation.rules)
    print_talk(f"{validation.path}: {validation.units:,} units, {validation.pairs:,} pairs, {total:,} faults")
    for tool, verdict in validation.verdicts:
        print_result(f"{validation.path}: {tool}: {verdict}")
    if any(CLEAN in RULES[rule].mend for rule, _ in validation.rules):
        print_next(f"{CLEAN} {validation.path} -o clean.tmx")
