"""`cdalign tm validate FILE…`: every fault with line, unit, rule, reason and fix."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cdalign.cli.amounts import say_about, say_more, say_units
from cdalign.cli.arguments import Commands, add_command, add_failing, add_fault_shapes, add_rule_limit
from cdalign.cli.exit_codes import DONE, FOUND
from cdalign.cli.fault_reports import NEVER, is_failing, print_fault
from cdalign.cli.printing import print_json, print_next, print_result, print_talk
from cdalign.cli.tm.inputs import add_files, add_memory_languages, chosen_files
from cdalign.cli.tm.judge import judge_by_checks
from cdalign.faults import describe_fault
from cdalign.messages import say_either, say_list

if TYPE_CHECKING:
    from cdalign.faults import Fault
    from cdalign.tmx.validation import Validation

TOOL_NAMES = ("omegat", "omegat6", "trados", "memoq", "phrase", "wordfast", "weblate", "smartling", "xtm")
_SHOWN_PER_RULE = 10


def add_parser(tools: Commands) -> None:
    """Add the tool to the command line."""
    parser = add_command(
        tools,
        "validate",
        "find every fault, and say what a tool makes of it",
        "cdalign tm validate memory.tmx --for omegat",
        "Check memories against TMX 1.4, against what translation tools stumble over, and their texts as check does. "
        "The exit code is 1 if a fault reaches --fail-on, or if a tool named by --for refuses the file.",
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
    parser.add_argument("--no-checks", action="store_true", help="do not compare the texts of each unit")
    add_memory_languages(parser)
    add_failing(parser)
    add_rule_limit(parser, _SHOWN_PER_RULE)
    add_fault_shapes(parser)
    parser.set_defaults(run=_run)


class _Gathering:
    """The faults of one file that are shown: a number of each rule, or all where it is 0."""

    def __init__(self, limit: int) -> None:
        self.faults: list[Fault] = []
        self._limit = limit
        self._counts: Counter[str] = Counter()

    def __call__(self, fault: Fault) -> None:
        self._counts[fault.rule] += 1
        if not self._limit or self._counts[fault.rule] <= self._limit:
            self.faults.append(fault)


def _run(options: argparse.Namespace) -> int:
    with chosen_files(options.files) as paths:
        checked = [_validate(path, options) for path in paths]
    if options.json:
        print_json([_describe(validation, faults) for validation, faults in checked])
    elif options.sarif:
        from cdalign.sarif import render_faults

        print_result(render_faults({validation.path: faults for validation, faults in checked}).rstrip())
    else:
        for validation, faults in checked:
            _print(validation, faults)
    return FOUND if any(_is_failing(validation, options.fail_on) for validation, _ in checked) else DONE


def _validate(path: Path, options: argparse.Namespace) -> tuple[Validation, list[Fault]]:
    from cdalign.tmx.validation import validate_memory

    tools = TOOL_NAMES if "all" in options.tools else tuple(dict.fromkeys(options.tools))
    gathering = _Gathering(options.max_per_rule)
    langs = {"source_lang": options.source_lang, "target_lang": options.target_lang}
    judge = None if options.no_checks else judge_by_checks
    validation = validate_memory(path, gathering, tools=tools, judge=judge, **langs)
    return validation, gathering.faults


def _is_failing(validation: Validation, fail_on: str) -> bool:
    if fail_on != NEVER and any(verdict in ("refused", "unusable") for _, verdict in validation.verdicts):
        return True
    return validation.worst is not None and is_failing([validation.worst], fail_on)


def _describe(validation: Validation, faults: list[Fault]) -> dict[str, Any]:
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
        print_fault(validation.path, fault)
    shown = Counter(fault.rule for fault in faults)
    for rule, met in validation.rules:
        if met > shown[rule]:
            print_talk(say_about(validation.path, say_about(rule, say_more(met - shown[rule]))))
    total = sum(met for _, met in validation.rules)
    counted = [
        say_units(validation.units),
        say_either("{count:,} pair", "{count:,} pairs", validation.pairs),
        say_either("{count:,} fault", "{count:,} faults", total),
    ]
    print_talk(say_about(validation.path, say_list(counted)))
    for tool, verdict in validation.verdicts:
        print_result(f"{validation.path}: {tool}: {verdict}")
    if any(CLEAN in RULES[rule].fix for rule, _ in validation.rules):
        print_next(f"{CLEAN} {validation.path} -o clean.tmx")
