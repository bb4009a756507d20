"""`cdalign check FILE...`: what is inconsistent in a memory, a pair of files or a built project."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cdalign.cli.amounts import say_units
from cdalign.cli.arguments import (
    Commands,
    add_command,
    add_failing,
    add_json,
    add_languages,
    add_output,
    add_rule_limit,
    add_sheet,
    add_termbase,
)
from cdalign.cli.exit_codes import DONE, FOUND
from cdalign.cli.fault_reports import is_failing
from cdalign.cli.given_files import FORMS, Source, align_pair, read_memories, source_of
from cdalign.cli.printing import print_next, print_result, print_talk, spoken, styled
from cdalign.messages import say

if TYPE_CHECKING:
    from cdalign.checks import Settings
    from cdalign.model import Bitext, Finding, Termbase, TranslationUnit
    from cdalign.report import Report

_SHOWN_IN_TERMINAL = 200
# What a person can read at all; forty rules of them take some 100 MB.
_KEPT_PER_RULE = 1_000


def add_parser(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = add_command(
        commands,
        "check",
        "report what is inconsistent in texts or memories",
        "cdalign check memory.tmx --terms termbase.tsv -o findings.html",
        "Check memories (TMX, XLIFF, TSV, CSV, XLSX, PO), one pair of texts (which is aligned first) or a built "
        "project: numbers, dates, symbols, terms, omissions, short forms, variants, headings, names, marks.",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help=FORMS)
    add_termbase(parser, "none; a project has its own")
    add_output(parser, "write the report: .html, .xlsx, .json, .sarif or .txt")
    add_failing(parser)
    parser.add_argument("--ignore", metavar="FILE", help="a file of findings to leave out, one fingerprint per line")
    parser.add_argument("--rules", metavar="FILE", help="TOML: severities of rules, and words that must not be used")
    parser.add_argument(
        "--new-since", metavar="FILE", help="only findings that an earlier report (.json, .sarif) does not have"
    )
    add_rule_limit(parser, _KEPT_PER_RULE)
    add_languages(parser, "as the file says")
    add_sheet(parser)
    add_json(parser, "the report")
    parser.set_defaults(run=_run)


@dataclass
class _Checked:
    """What was checked: a title, the findings as they come, the bitexts where there are any, the count of units."""

    title: str
    findings: Iterable[Finding]
    bitexts: Sequence[Bitext] = ()
    count: int = 0
    default_ignored: Path | None = None


def _run(options: argparse.Namespace) -> int:
    from cdalign.report import render_report, write_report

    checked = _check(options)
    report = _make_report(options, checked)
    if options.output:
        write_report(options.output, report)
    if options.json:
        print_result(str(render_report(report, ".json")).rstrip("\n"))
    elif not options.output:
        _print_findings(report)
    _print_summary(options, report)
    found = (severity for severity, met in report.by_severity.items() if met)
    return FOUND if is_failing(found, options.fail_on) else DONE


def _check(options: argparse.Namespace) -> _Checked:
    from cdalign.checks import Settings, read_settings

    settings = read_settings(options.rules) if options.rules else Settings()
    paths = [Path(name) for name in options.files]
    match source_of(paths):
        case Source.PROJECT:
            return _check_project(options, paths[0], settings)
        case Source.MEMORIES:
            return _check_memories(options, paths, settings)
        case Source.PAIR:
            return _check_pair(options, paths, settings)


def _termbase(options: argparse.Namespace) -> Termbase | None:
    from cdalign.terminology.termbase import read_termbase

    return read_termbase(options.terms) if options.terms else None


def _check_project(options: argparse.Namespace, root: Path, settings: Settings) -> _Checked:
    from cdalign.project import open_project, read_all_bitexts, read_project_termbase

    project = open_project(root)
    termbase = _termbase(options) or read_project_termbase(project)
    checked = _check_bitexts(root.resolve().name, read_all_bitexts(project), termbase, settings)
    checked.default_ignored = project.ignored
    return checked


def _check_pair(options: argparse.Namespace, paths: Sequence[Path], settings: Settings) -> _Checked:
    termbase = _termbase(options)
    bitext = align_pair(options, paths, termbase)
    title = bitext.source.symbol or bitext.target.symbol or paths[0].name
    return _check_bitexts(title, [bitext], termbase, settings)


def _check_bitexts(title: str, bitexts: Sequence[Bitext], termbase: Termbase | None, settings: Settings) -> _Checked:
    from cdalign.checks import check_bitexts

    findings = check_bitexts(bitexts, termbase, settings=settings)
    return _Checked(title, findings, bitexts, sum(len(bitext.sentences) for bitext in bitexts))


def _check_memories(options: argparse.Namespace, paths: Sequence[Path], settings: Settings) -> _Checked:
    from cdalign.checks import run_checks

    checked = _Checked(", ".join(path.name for path in paths), ())
    units = _counted(read_memories(options, paths), checked)
    checked.findings = run_checks(units, _termbase(options), settings=settings)
    return checked


def _counted(units: Iterable[TranslationUnit], checked: _Checked) -> Iterator[TranslationUnit]:
    for unit in units:
        checked.count += 1
        yield unit


def _make_report(options: argparse.Namespace, checked: _Checked) -> Report:
    from cdalign.checks import read_baseline, read_ignored
    from cdalign.report import make_report

    path = options.ignore or checked.default_ignored
    ignored = read_ignored(path, may_be_missing=not options.ignore) if path else {}
    old = read_baseline(options.new_since) if options.new_since else frozenset()
    set_aside = 0

    def new_findings() -> Iterator[Finding]:
        nonlocal set_aside
        for finding in checked.findings:
            if finding.fingerprint in ignored:
                set_aside += 1
            elif finding.fingerprint not in old:
                yield finding

    title, most = say("{name}: consistency", name=checked.title), options.max_per_rule
    report = make_report(title, new_findings(), checked.bitexts, most_per_rule=most, lang=spoken())
    return replace(report, unit_count=checked.count, ignored=set_aside)


def _print_findings(report: Report) -> None:
    from cdalign.report.terminal import render_text

    shown = replace(report, findings=report.findings[:_SHOWN_IN_TERMINAL])
    lines = render_text(shown, styled).rstrip("\n").split("\n")
    if shown.findings:
        print_result("\n".join(lines[:-1]).rstrip("\n"))
    left = len(report.findings) - _SHOWN_IN_TERMINAL
    if left > 0:
        print_talk(say("… and {count} more; -o report.html shows them", count=left))


def _print_summary(options: argparse.Namespace, report: Report) -> None:
    from cdalign.report.terminal import summary_line

    print_talk(say("{units} checked; {summary}", units=say_units(report.unit_count), summary=summary_line(report)))
    for (_, rule), left in report.left_out.items():
        most = options.max_per_rule
        print_talk(say("{rule}: {count} more than the first {most} (--max-per-rule)", rule=rule, count=left, most=most))
    if options.output:
        print_next(say("open {file}", file=options.output))
