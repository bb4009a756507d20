"""`cdalign terms …`: the termbase comes in, goes out, is checked, merged, compared, and grows."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cdalign.cli.arguments import (
    Commands,
    add_command,
    add_failing,
    add_fault_shapes,
    add_json,
    add_languages,
    add_output,
    add_project,
    add_sheet,
    add_termbase,
    language_tag,
    positive_count,
)
from cdalign.cli.faults import is_failing, print_fault
from cdalign.cli.places import chosen_termbase, growing_termbase
from cdalign.cli.printing import print_json, print_next, print_result, print_talk, styled
from cdalign.cli.sources import FORMS, Source, align_pair, read_memories, source_of
from cdalign.cli.tm.inputs import fault_talk
from cdalign.errors import UsageError
from cdalign.faults import OnPlacedFault, describe_fault
from cdalign.model import Severity, Termbase

if TYPE_CHECKING:
    from cdalign.model import Bitext
    from cdalign.terminology.extraction.proposals import Proposal
    from cdalign.terminology.merging import Merge

_DONE, _FOUND = 0, 1
_FORMATS = ("tbx", "tbx-dct", "tbx2", "tsv", "csv", "xlsx", "json", "omegat")
_LAYOUTS = ("general", "trados", "memoq", "phrase")


def add_parser(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = add_command(
        commands,
        "terms",
        "import, export, validate and extend the termbase",
        "cdalign terms export -o glossary.tbx",
        "What is done with a termbase: TBX, CSV, TSV, XLSX and JSON come in and go out.",
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", title="actions", required=True)
    _add_export(actions)
    _add_import(actions)
    _add_extract(actions)
    _add_accept(actions)
    _add_validate(actions)
    _add_diff(actions)
    _add_stats(actions)


def _add_export(actions: Commands) -> None:
    parser = add_command(
        actions,
        "export",
        "write the terms for another tool",
        "cdalign terms export -o glossary.tbx",
    )
    add_output(parser, "where to write: .tbx .v2.tbx .csv .xlsx .tsv .txt .json", is_required=True)
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        metavar="FORMAT",
        help=f"another format than the file's name says: {', '.join(_FORMATS)}",
    )
    parser.add_argument("--layout", choices=_LAYOUTS, default="general", help="whose columns a CSV or XLSX has")
    add_languages(parser, "both directions, in an OmegaT glossary")
    for spelling, side in (("--from", "source_lang"), ("--to", "target_lang")):
        parser.add_argument(spelling, dest=side, type=language_tag, help=argparse.SUPPRESS)
    _add_place(parser)
    parser.set_defaults(run=_export)


def _add_import(actions: Commands) -> None:
    parser = add_command(
        actions,
        "import",
        "take the terms of other files into the termbase",
        "cdalign terms import theirs.tbx --dry-run",
    )
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="TBX, MultiTerm XML, UTX, CSV, TSV, XLSX, JSON, an OmegaT glossary"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    add_languages(parser, "as the file says, or as its characters show")
    add_sheet(parser)
    add_json(parser, "what changes")
    _add_place(parser)
    parser.set_defaults(run=_import)


def _add_extract(actions: Commands) -> None:
    parser = add_command(
        actions,
        "extract",
        "propose terms of texts or memories that the termbase does not hold",
        "cdalign terms extract memory.tmx -o proposals.xlsx",
        "Propose terms of the project's texts, of memories (TMX, XLIFF, TSV, CSV, XLSX, PO) or of one pair of texts, "
        "which is aligned first: what they define, document symbols, titles, and what statistics find.",
    )
    parser.add_argument("files", nargs="*", metavar="FILE", help=f"{FORMS} (default: the project)")
    add_output(parser, "a review sheet, .xlsx or .tsv, to accept or reject in")
    parser.add_argument(
        "--least", type=positive_count, default=2, metavar="N", help="sentences that a term must stand in (default: 2)"
    )
    parser.add_argument("--all", action="store_true", help="propose what the termbase holds, too")
    add_languages(parser, "as the file says")
    add_json(parser, "the proposals")
    _add_place(parser)
    parser.set_defaults(run=_extract)


def _add_accept(actions: Commands) -> None:
    parser = add_command(
        actions,
        "accept",
        "take the accepted terms of a review sheet into the termbase",
        "cdalign terms accept proposals.xlsx",
    )
    parser.add_argument("sheet", metavar="SHEET", help="what `terms extract` wrote, with decisions")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    add_json(parser, "what changes")
    _add_place(parser)
    parser.set_defaults(run=_accept)


def _add_validate(actions: Commands) -> None:
    parser = add_command(
        actions,
        "validate",
        "say what is wrong with a termbase, and which forms never occur",
        "cdalign terms validate theirs.tbx",
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="any termbase (default: the project's own)")
    add_failing(parser)
    parser.add_argument("--corpus", action="store_true", help="compare it with the project's texts")
    add_fault_shapes(parser)
    _add_place(parser)
    parser.set_defaults(run=_validate)


def _add_diff(actions: Commands) -> None:
    parser = add_command(
        actions,
        "diff",
        "compare two termbases",
        "cdalign terms diff before.tbx after.tbx",
    )
    parser.add_argument("before", metavar="BEFORE", help="a termbase")
    parser.add_argument("after", metavar="AFTER", help="the termbase to compare with it")
    add_json(parser, "the differences")
    parser.set_defaults(run=_diff)


def _add_stats(actions: Commands) -> None:
    parser = add_command(
        actions,
        "stats",
        "count concepts and terms",
        "cdalign terms stats theirs.tbx",
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="any termbase (default: the project's own)")
    add_json(parser, "the figures")
    _add_place(parser)
    parser.set_defaults(run=_stats)


def _add_place(parser: argparse.ArgumentParser) -> None:
    add_project(parser)
    add_termbase(parser)


def _export(options: argparse.Namespace) -> int:
    from cdalign.terminology import GlossaryFormat, Layout, read_termbase, write_glossary

    if bool(options.source_lang) != bool(options.target_lang):
        raise UsageError(
            "--source-lang and --target-lang belong together",
            advice="cdalign terms export -o g.txt --source-lang en --target-lang zh",
        )
    termbase = read_termbase(chosen_termbase(options))
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
    path = growing_termbase(options)
    with fault_talk() as talk:
        termbases = [_examined(file, options, talk) for file in options.files]
    merge = _merge_into(options, path, termbases)
    _print_merge(merge, as_json=options.json)
    if not options.json:
        print_next("the same without --dry-run" if options.dry_run else f"cdalign terms validate {path}")
    return _DONE


def _examined(file: str, options: argparse.Namespace, talk: OnPlacedFault) -> Termbase:
    """Read a termbase of others, and warn of what is wrong with it."""
    from cdalign.terminology import examine_termbase

    langs = options.source_lang, options.target_lang
    reading = examine_termbase(file, sheet=options.sheet, langs=langs)
    for fault in reading.faults:
        talk(file, fault)
    return reading.termbase


def _merge_into(options: argparse.Namespace, path: Path, termbases: Sequence[Termbase]) -> Merge:
    """Merge termbases into the one in a file, under its lock; with --dry-run nothing is written."""
    from cdalign.terminology import change_termbase, read_termbase
    from cdalign.terminology.merging import merge_all

    if options.dry_run:
        return merge_all(read_termbase(path) if path.exists() else Termbase(), termbases)
    made: list[Merge] = []

    def merge(ours: Termbase) -> Termbase:
        made.append(merge_all(ours, termbases))
        return made[-1].termbase

    change_termbase(path, merge)
    return made[-1]


def _extract(options: argparse.Namespace) -> int:
    from cdalign.terminology.extraction.review import review_rows, write_review

    proposals = _propose(options, [Path(name) for name in options.files])
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
    if not proposals:
        print_talk("nothing to propose")
    return _DONE


def _propose(options: argparse.Namespace, paths: Sequence[Path]) -> Sequence[Proposal]:
    from cdalign.lexicon import core_lexicon
    from cdalign.terminology import read_termbase
    from cdalign.terminology.extraction.proposals import propose_terms, propose_terms_of_units

    source = source_of(paths) if paths else Source.PROJECT
    if paths and source is Source.PROJECT:
        options.project = str(paths[0])
    path = growing_termbase(options)
    held = read_termbase(path) if path.exists() and not options.all else Termbase()
    if source is Source.MEMORIES:
        return propose_terms_of_units(read_memories(options, paths), held, core_lexicon(), least=options.least)
    bitexts = [align_pair(options, paths, held)] if source is Source.PAIR else _read_bitexts(options)
    return propose_terms(bitexts, held, core_lexicon(), least=options.least)


def _joined(cells: Sequence[str]) -> str:
    return " / ".join(cell for cell in cells if cell) or "?"


def _accept(options: argparse.Namespace) -> int:
    from cdalign.terminology.extraction.review import read_review

    merge = _merge_into(options, growing_termbase(options), [read_review(options.sheet)])
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
        summary = ", ".join(f"{count} {severity}" for severity, count in counts.items())
        print_talk(f"{len(reading.termbase.entries)} concepts: {summary}")
    if options.corpus:
        _print_unattested(reading.termbase, _read_bitexts(options))
    return _FOUND if is_failing((fault.severity for fault in faults), options.fail_on) else _DONE


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


def _read_bitexts(options: argparse.Namespace) -> Sequence[Bitext]:
    from cdalign.project import open_project, read_all_bitexts

    return read_all_bitexts(open_project(options.project))


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

    figures = count_terms(read_termbase(chosen_termbase(options)))
    if options.json:
        print_json(figures)
    else:
        _print_lines(f"{count:>7}  {name}" for name, count in figures.items())
    return _DONE


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print_result(line)
