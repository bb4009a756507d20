"""`cdalign terms import FILE…`: the terms of other files come into the termbase."""

from __future__ import annotations

import argparse

from cdalign.cli.arguments import (
    Commands,
    add_command,
    add_json,
    add_languages,
    add_project,
    add_sheet,
    add_termbase,
)
from cdalign.cli.exit_codes import DONE
from cdalign.cli.places import growing_termbase
from cdalign.cli.printing import print_next
from cdalign.cli.terms.merges import merge_into, print_merge
from cdalign.cli.tm.inputs import fault_talk
from cdalign.faults import OnPlacedFault
from cdalign.model import Termbase


def add_parser(actions: Commands) -> None:
    """Add the command to the command line."""
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
    add_project(parser)
    add_termbase(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    path = growing_termbase(options)
    with fault_talk() as talk:
        termbases = [_examined(file, options, talk) for file in options.files]
    merge = merge_into(options, path, termbases)
    print_merge(merge, as_json=options.json)
    if not options.json:
        print_next("the same without --dry-run" if options.dry_run else f"cdalign terms validate {path}")
    return DONE


def _examined(file: str, options: argparse.Namespace, talk: OnPlacedFault) -> Termbase:
    """Read the sound concepts of a termbase of others, and warn of what is wrong with it."""
    from cdalign.terminology import examine_termbase
    from cdalign.terminology.soundness import sound_terms

    langs = options.source_lang, options.target_lang
    sound = sound_terms(examine_termbase(file, sheet=options.sheet, langs=langs))
    for fault in (*sound.fixed, *sound.refused):
        talk(file, fault)
    return sound.termbase
