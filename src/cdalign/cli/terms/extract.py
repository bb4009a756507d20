"""`cdalign terms extract [FILE…]`: terms that the termbase does not hold are proposed."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cdalign.cli.argument_values import positive_count
from cdalign.cli.arguments import Commands, add_command, add_json, add_languages, add_output, add_project, add_termbase
from cdalign.cli.exit_codes import DONE
from cdalign.cli.given_files import FORMS, Source, align_pair, read_memories, source_of
from cdalign.cli.places import growing_termbase, read_project_bitexts
from cdalign.cli.printing import print_json, print_lines, print_next, print_talk, styled
from cdalign.messages import say, say_either
from cdalign.model import Termbase

if TYPE_CHECKING:
    from cdalign.terminology.extraction.proposals import Proposal


def add_parser(actions: Commands) -> None:
    """Add the command to the command line."""
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
        "--least",
        type=positive_count,
        default=2,
        metavar="N",
        help="fewest sentences in which a term occurs (default: 2)",
    )
    parser.add_argument("--all", action="store_true", help="also propose terms that the termbase has")
    add_languages(parser, "as the file says")
    add_json(parser, "the proposals")
    add_project(parser)
    add_termbase(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.terminology.extraction.review_sheet import review_rows, write_review

    proposals = _propose(options, [Path(name) for name in options.files])
    header, *rows = review_rows(proposals)
    if options.output:
        write_review(options.output, proposals)
        proposed = say_either("{count:,} proposal", "{count:,} proposals", len(proposals))
        print_talk(say("{what} written to {file}", what=proposed, file=options.output))
        print_next(
            say("cdalign terms accept {file}, once the column “decision” says accept or reject", file=options.output)
        )
    elif options.json:
        print_json([dict(zip(header, row, strict=True)) for row in rows])
    else:
        print_lines(
            f"{row[6]}  {row[7]:>4}×  {row[5]:<10}  {_joined(row[1:3])} = {_joined(row[3:5])}  {styled(row[8], 'dim')}"
            for row in rows
        )
    if not proposals:
        print_talk(say("nothing to propose"))
    return DONE


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
    bitexts = [align_pair(options, paths, held)] if source is Source.PAIR else read_project_bitexts(options)
    return propose_terms(bitexts, held, core_lexicon(), least=options.least)


def _joined(cells: Sequence[str]) -> str:
    return " / ".join(cell for cell in cells if cell) or "?"
