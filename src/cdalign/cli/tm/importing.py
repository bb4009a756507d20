"""`cdalign tm import FILE… --memory MEMORY`: files come into a searchable memory."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from cdalign.cli.amounts import say_about, say_units
from cdalign.cli.arguments import Commands, add_command, add_languages, add_memory, add_sheet
from cdalign.cli.exit_codes import DONE
from cdalign.cli.printing import print_next, print_result, print_talk
from cdalign.cli.tm.inputs import PLACE, add_files, chosen_files, fault_talk, refuse_missing, with_bar
from cdalign.defaults import DEFAULT_COLLECTION

if TYPE_CHECKING:
    from cdalign.memory.importing import Import
    from cdalign.model import TranslationUnit


def add_parser(tools: Commands) -> None:
    """Add the tool to the command line."""
    parser = add_command(
        tools,
        "import",
        "take files into a searchable memory",
        "cdalign tm import a.tmx b.tmx --memory un.cdtm",
        "Take TMX, TSV, CSV, XLSX or XLIFF files into a memory, created if it is missing. If the import is "
        "interrupted, the same command resumes it; units that are in the memory already are not added again.",
    )
    add_files(parser, "files")
    add_memory(parser, PLACE, is_required=True)
    parser.add_argument(
        "--collection",
        default=DEFAULT_COLLECTION,
        metavar="NAME",
        help=f"the collection in it (default: {DEFAULT_COLLECTION})",
    )
    add_languages(parser, "as the file says")
    add_sheet(parser)
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.memory import open_memory
    from cdalign.memory.importing import import_file

    def bar(units: Iterable[TranslationUnit]) -> Iterable[TranslationUnit]:
        return with_bar(units, "import")

    how = {"source_lang": options.source_lang, "target_lang": options.target_lang, "sheet": options.sheet}
    with fault_talk() as talk, chosen_files(options.files) as paths:
        refuse_missing(paths)
        with open_memory(options.memory) as memory:
            for path in paths:
                on_fault = partial(talk, path)
                done = import_file(memory, path, collection=options.collection, bar=bar, on_fault=on_fault, **how)
                print_result(_import_line(done))
            print_talk(say_about(memory.place, say_units(len(memory))))
            print_next(f"cdalign find TEXT --memory {memory.place}")
    return DONE


def _import_line(done: Import) -> str:
    if done.was_complete:
        return f"{done.path}: is in already"
    counts = [f"{done.added.new:,} new"]
    counts += [f"{done.added.changed:,} changed"] if done.added.changed else []
    counts += [f"{done.added.known:,} known"] if done.added.known else []
    resumed = f" (went on after {done.resumed_after:,})" if done.resumed_after else ""
    return f"{done.path}: {', '.join(counts)}{resumed}"
