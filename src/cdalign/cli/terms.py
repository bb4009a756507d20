"""`cdalign terms …`: the termbase comes in, goes out, is checked, merged, compared, and grows."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cdalign.cli.arguments import positive_count
from cdalign.cli.printing import print_json, print_next, print_result, print_talk, print_warning, styled
from cdalign.errors import ProjectError, UsageError
from cdalign.model import Severity, Termbase

if TYPE_CHECKING:
    from cdalign.model import Bitext
    from cdalign.terminology.faults import Fault
    from cdalign.terminology.merging import Merge

_DONE, _FOUND = 0, 1
_FORMATS = ("tbx", "tbx-dct", "tbx2", "tsv", "csv", "xlsx", "json", "omegat")
_LAYOUTS = ("general", "trados", "memoq", "phrase")
_STYLES = {Severity.MAJOR: "red", Severity.MINOR: "yellow", Severity.INFO: "dim"}


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "terms",
        help="import, export, validate and extend the termbase",
        description="What is done with a termbase: TBX, CSV, TSV, XLSX and JSON come in and go out.",
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    _add_export(actions)
    _add_import(actions)
    _add_extract(actions)
    _add_accept(actions)
    _add_validate(actions)
    _add_diff(actions)
    _add_stats(actions)


def _add_export(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = actions.add_parser("export", help="write the terms for another tool; the file's name says the format")
    parser.add_argument("-o", "--output", required=True, metavar="FILE", help=".tbx .v2.tbx .csv .xlsx .tsv .txt .json")
    parser.add_argument("--format", choices=_FORMATS, help="another format than the file's name says")
    parser.add_argument("--layout", choices=_LAYOUTS, default="general", help="whose columns a CSV or XLSX has")
    parser.add_argument("--from", dest="source_lang", default="", metavar="LANG", help="an OmegaT glossary's source")
    parser.add_argument("--to", dest="target_lang", default="", metavar="LANG", help="and its target language")
    _add_place(parser)
    parser.set_defaults(run=_export)


def _add_import(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = actions.add_parser("import", help="take the terms of other files into the termbase")
    parser.add_argument("files", nargs="+", metavar="FILE", help="TBX, CSV, TSV, XLSX, JSON, an OmegaT glossary")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    parser.add_argument("--json", action="store_true", help="print what changes, as JSON")
    _add_place(parser)
    parser.set_defaults(run=_import)


def _add_extract(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = actions.add_parser("extract", help="propose terms of the corpus that the termbase does not hold")
    parser.add_argument("-o", "--output", metavar="FILE", help="a review sheet, .xlsx or .tsv, to accept or reject in")
    parser.add_argument(
        "--least", type=positive_count, default=2, metavar="N", help="sentences that a term must stand in"
    )
    parser.add_argument("--all", action="store_true", help="propose what the termbase holds, too")
    parser.add_argument("--json", action="store_true", help="print the proposals as JSON")
    _add_place(parser)
    parser.set_defaults(run=_extract)


def _add_accept(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = actions.add_parser("accept", help="take the accepted terms of a review sheet into the termbase")
    parser.add_argument("sheet", metavar="SHEET", help="what `terms extract` wrote, with decisions")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    parser.add_argument("--json", action="store_true", help="print what changes, as JSON")
    _add_place(parser)
    parser.set_defaults(run=_accept)


def _add_validate(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = actions.add_parser("validate", help="say what is wrong with a termbase, and which forms never occur")
    parser.add_argument("file", nargs="?", metavar="FILE", help="any termbase; the project's own if not given")
    parser.add_argument("--fail-on", choices=("major", "minor", "never"), default="major", help="for exit code 1")
    parser.add_argument("--corpus", action="store_true", help="compare it with the project's texts")
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    _add_place(parser)
    parser.set_defaults(run=_validate)


def _add_diff(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = actions.add_parser("diff", help="compare two termbases")
    parser.add_argument("before", metavar="BEFORE")
    parser.add_argument("after", metavar="AFTER")
    parser.add_argument("--json", action="store_true", help="print the differences as JSON")
    parser.set_defaults(run=_diff)


def _add_stats(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = actions.add_parser("stats", help="count concepts and terms")
    parser.add_argument("file", nargs="?", metavar="FILE", help="any termbase; the project's own if not given")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    _add_place(parser)
    parser.set_defaults(run=_stats)


def _add_place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--project", metavar="DIR", default=".", help="the project whose termbase is meant")
    parser.add_argument("--terms", metavar="FILE", help="another termbase than the project's")


def _place_of(options: argparse.Namespace) -> Path:
    from cdalign.project import termbase_of

    given = getattr(options, "file", None) or options.terms
    path = Path(given) if given else termbase_of(options.project)
    if not given and not path.exists():
        raise ProjectError("there is no termbase", path=path, advice="name one with --terms FILE, or --project DIR")
    return path


def _growing_termbase(options: argparse.Namespace) -> Path:
    """Give the place of a termbase that grows: it may be new, its project may not."""
    from cdalign.project import termbase_of

    if options.terms:
        return Path(options.terms)
    project = Path(options.project)
    if not project.is_dir():
        advice = "name a folder with --project DIR, or a termbase with --terms FILE"
        raise ProjectError("there is no such folder", path=project, advice=advice)
    return termbase_of(project)


def _export(options: argparse.Namespace) -> int:
    from cdalign.terminology import GlossaryFormat, Layout, read_termbase, write_glossary

    if bool(options.source_lang) != bool(options.target_lang):
        raise UsageError("--from and --to belong together", advice="cdalign terms export -o g.txt --from en --to zh")
    termbase = read_termbase(_place_of(options))
    write_glossary(
        options.output,
        termbase,
        GlossaryFormat(options.format) if options.format else None,
        layout=Layout(options.layout),
        langs=(options.source_lang, options.target_lang) if options.source_lang else None,
    )
    print_talk(f"{len(termbase.entries)} concepts written to {options.output}")
    return _DONE


def _import(options: argparse.Namespace) -> int:
    from cdalign.terminology import examine_termbase, read_termbase, write_termbase
    from cdalign.terminology.merging import Merge, merge_termbases

    path = _growing_termbase(options)
    ours = read_termbase(path) if path.exists() else Termbase()
    merge = Merge(ours)
    for file in options.files:
        reading = examine_termbase(file)
        for fault in reading.faults:
            print_warning(f"{file}:{fault.line}: {fault.concept}: {fault.message}")
        made = merge_termbases(merge.termbase, reading.termbase)
        merge = Merge(
            made.termbase,
            merge.added + made.added,
            merge.extended + made.extended,
            merge.conflicts + made.conflicts,
        )
    if not options.dry_run:
        write_termbase(path, merge.termbase)
    _print_merge(merge, as_json=options.json)
    if not options.json:
        print_next("the same without --dry-run" if options.dry_run else f"cdalign terms validate {path}")
    return _DONE


def _extract(options: argparse.Namespace) -> int:
    from cdalign.lexicon import core_lexicon
    from cdalign.terminology import read_termbase
    from cdalign.terminology.extraction.proposals import propose_terms
    from cdalign.terminology.extraction.review import review_rows, write_review

    path = _growing_termbase(options)
    held = read_termbase(path) if path.exists() and not options.all else Termbase()
    proposals = propose_terms(_read_bitexts(Path(options.project)), held, core_lexicon(), least=options.least)
    header, *rows = review_rows(proposals)
    if options.output:
        write_review(options.output, proposals)
        print_talk(f"{len(proposals)} proposals written to {options.output}")
        print_next(f"cdalign terms accept {options.output}, once the column “decision” says accept or reject")
    elif options.json:
        print_json([dict(zip(header, row, strict=True)) for row in rows])
    else:
        _print_lines(
            f"{row[6]}  {row[7]:>4}×  {row[5]:<10}  {_joined(row[1:3])} = {_joined(row[3:5])}  {styled(row[8], 'dim')}"
            for row in rows
        )
    return _DONE


def _joined(cells: Sequence[str]) -> str:
    return " / ".join(cell for cell in cells if cell) or "?"


def _accept(options: argparse.Namespace) -> int:
    from cdalign.terminology import read_termbase, write_termbase
    from cdalign.terminology.extraction.review import read_review
    from cdalign.terminology.merging import merge_termbases

    path = _growing_termbase(options)
    ours = read_termbase(path) if path.exists() else Termbase()
    merge = merge_termbases(ours, read_review(options.sheet))
    if not options.dry_run:
        write_termbase(path, merge.termbase)
    _print_merge(merge, as_json=options.json)
    return _DONE


def _print_merge(merge: Merge, *, as_json: bool) -> None:
    from dataclasses import asdict

    if as_json:
        conflicts = [asdict(conflict) for conflict in merge.conflicts]
        print_json({"added": merge.added, "extended": merge.extended, "conflicts": conflicts})
        return
    print_result(f"{len(merge.added)} concepts added, {len(merge.extended)} extended")
    for conflict in merge.conflicts:
        print_result(f"conflict  {conflict.concept}: {conflict.about}: {conflict.ours} — {conflict.theirs}")


def _validate(options: argparse.Namespace) -> int:
    from cdalign.terminology import examine_termbase, validate_reading

    path = _place_of(options)
    reading = examine_termbase(path)
    faults = validate_reading(reading)
    if options.json:
        print_json([_fault_value(fault) for fault in faults])
    else:
        for fault in faults:
            print_result(_fault_line(fault, path))
        counts = {severity: sum(fault.severity is severity for fault in faults) for severity in Severity}
        summary = ", ".join(f"{count} {severity}" for severity, count in counts.items())
        print_talk(f"{len(reading.termbase.entries)} concepts: {summary}")
    if options.corpus:
        _print_unattested(reading.termbase, _read_bitexts(Path(options.project)))
    least = {"major": 2, "minor": 1, "never": 3}[options.fail_on]
    return _FOUND if any(fault.severity.rank >= least for fault in faults) else _DONE


def _fault_line(fault: Fault, path: Path) -> str:
    severity = styled(str(fault.severity), _STYLES[fault.severity])
    place = f"{path}:{fault.line}" if fault.line else str(path)
    return f"{place}: {severity}: {fault.concept}: {fault.message} [{fault.rule}]"


def _fault_value(fault: Fault) -> dict[str, object]:
    return {
        "rule": fault.rule,
        "severity": fault.severity.value,
        "line": fault.line,
        "concept": fault.concept,
        "message": fault.message,
        "mend": fault.mend,
    }


def _print_unattested(termbase: Termbase, bitexts: Sequence[Bitext]) -> None:
    """Say which forms never occur in the corpus, and which forms of the corpus no concept holds."""
    from cdalign.terminology.attestation import count_occurrences
    from cdalign.terminology.extraction.proposals import find_unheld_forms

    never = [found for found in count_occurrences(termbase, bitexts) if not found.count]
    for found in never:
        print_result(f"never occurs  {found.concept}  {found.term.lang}  {found.term.text}")
    print_talk(f"{len(never)} forms never occur in the corpus")
    for form, place in find_unheld_forms(bitexts, termbase):
        print_result(f"in no concept  {form}  {place}")


def _read_bitexts(project: Path) -> tuple[Bitext, ...]:
    from cdalign.project import open_project, read_bitext

    opened = open_project(project)
    found = [read_bitext(opened, pair) for pair in opened.pairs]
    if not all(found):
        raise ProjectError("the corpus is not built, or its texts have changed", path=project, advice="cdalign build")
    return tuple(bitext for bitext in found if bitext is not None)


def _diff(options: argparse.Namespace) -> int:
    from dataclasses import asdict

    from cdalign.terminology import read_termbase
    from cdalign.terminology.merging import compare_termbases

    differences = list(compare_termbases(read_termbase(options.before), read_termbase(options.after)))
    if options.json:
        print_json([asdict(difference) for difference in differences])
    else:
        _print_lines(f"{one.concept}  {one.about}: {one.before or '–'} → {one.after or '–'}" for one in differences)
        print_talk(f"{len(differences)} differences")
    return _FOUND if differences else _DONE


def _stats(options: argparse.Namespace) -> int:
    from cdalign.terminology import read_termbase
    from cdalign.terminology.merging import count_terms

    figures = count_terms(read_termbase(_place_of(options)))
    if options.json:
        print_json(figures)
    else:
        _print_lines(f"{count:>7}  {name}" for name, count in figures.items())
    return _DONE


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print_result(line)
