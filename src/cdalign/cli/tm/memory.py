"""`cdalign tm import|export|analyse|pretranslate|collections`: searchable memories, and their worth."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cdalign.cli.arguments import (
    Commands,
    add_command,
    add_json,
    add_languages,
    add_memory,
    add_output,
    add_sheet,
    count,
    language_tag,
    percentage,
)
from cdalign.cli.places import add_places, open_chosen
from cdalign.cli.printing import print_json, print_next, print_result, print_talk, print_warning
from cdalign.cli.tm.inputs import add_files, chosen_files, fault_talk, refuse_missing, with_bar
from cdalign.errors import UsageError

if TYPE_CHECKING:
    from cdalign.memory import Collection, Memory
    from cdalign.memory.importing import Import
    from cdalign.memory.leverage import BandCount
    from cdalign.model import TranslationUnit

_MAIN = "main"
_LEAST_MATCH = 75
_PLACE = "a file (un.cdtm) or the URL of a database"


def add_parser(tools: Commands) -> None:
    """Add the tools to the command line."""
    _add_import(tools)
    _add_export(tools)
    _add_collections(tools)
    _add_analyse(tools)
    _add_pretranslate(tools)


def _add_import(tools: Commands) -> None:
    parser = add_command(
        tools,
        "import",
        "take files into a searchable memory",
        "cdalign tm import a.tmx b.tmx --memory un.cdtm",
        "Take TMX, TSV, CSV, XLSX or XLIFF files into a memory, made where it is missing. Interrupted, "
        "the same call goes on where it stopped; what is in already is not taken in twice.",
    )
    add_files(parser, "files")
    add_memory(parser, _PLACE, is_required=True)
    parser.add_argument("--collection", default=_MAIN, metavar="NAME", help="the collection in it (default: main)")
    add_languages(parser, "as the file says")
    add_sheet(parser)
    parser.set_defaults(run=_run_import)


def _run_import(options: argparse.Namespace) -> int:
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
            print_talk(f"{memory.place}: {len(memory):,} units")
            print_next(f"cdalign find TEXT --memory {memory.place}")
    return 0


def _import_line(done: Import) -> str:
    if done.was_complete:
        return f"{done.path}: is in already"
    counts = [f"{done.added.new:,} new"]
    counts += [f"{done.added.changed:,} changed"] if done.added.changed else []
    counts += [f"{done.added.known:,} known"] if done.added.known else []
    resumed = f" (went on after {done.resumed_after:,})" if done.resumed_after else ""
    return f"{done.path}: {', '.join(counts)}{resumed}"


def _add_export(tools: Commands) -> None:
    parser = add_command(
        tools,
        "export",
        "write what a memory holds as TMX, TSV, XLSX …",
        "cdalign tm export --memory un.cdtm -o all.tmx",
        "Write the units of a memory, or of one of its collections, in the format that the suffix of -o says.",
    )
    add_memory(parser, _PLACE, is_required=True)
    parser.add_argument("--collection", default="", metavar="NAME", help="only this collection")
    add_output(parser, "where to write: .tmx .tmx.gz .tsv .csv .xlsx .xlf .po", is_required=True)
    parser.set_defaults(run=_run_export)


def _run_export(options: argparse.Namespace) -> int:
    from cdalign.exchange.formats import Writing, write_any
    from cdalign.memory import open_memory

    with open_memory(options.memory, create=False, read_only=True) as memory:
        units = with_bar(memory.units(collection=options.collection), "export")
        count = write_any(options.output, units, Writing()).units
    print_result(f"{options.output}: {count:,} units")
    return 0


def _add_collections(tools: Commands) -> None:
    parser = add_command(
        tools,
        "collections",
        "show a memory's collections, or set priority, penalty and read-only",
        "cdalign tm collections un.cdtm",
        "Show the collections of a memory; with NAME give one its settings. --check looks for damage.",
    )
    parser.add_argument("memory", metavar="MEMORY", help=_PLACE)
    parser.add_argument("name", nargs="?", default="", metavar="NAME", help="the collection that is set")
    parser.add_argument("--priority", type=int, metavar="N", help="of equal matches the higher comes first")
    parser.add_argument("--penalty", type=count, metavar="N", help="points taken off every match")
    lock = parser.add_mutually_exclusive_group()
    lock.add_argument("--read-only", action="store_true", default=None, dest="is_read_only", help="add nothing to it")
    lock.add_argument("--writable", action="store_false", default=None, dest="is_read_only", help="add to it again")
    parser.add_argument("--check", action="store_true", help="look for damage; exit code 1 where there is some")
    parser.add_argument("--reindex", action="store_true", help="make the index for fuzzy matches anew")
    add_json(parser, "them")
    parser.set_defaults(run=_run_collections)


def _run_collections(options: argparse.Namespace) -> int:
    from cdalign.memory import open_memory

    is_looking = not (options.name or options.reindex)
    with open_memory(options.memory, create=False, read_only=is_looking and _is_locked_away(options.memory)) as memory:
        _set(memory, options)
        if options.reindex:
            memory.reindex()
        faults = memory.faults() if options.check else ()
        collections, place = memory.collections, memory.place
    for fault in faults:
        print_result(f"{place}: {fault}")
    if options.json:
        print_json([_describe(collection) for collection in collections])
    elif not faults:
        for collection in collections:
            print_result(_collection_line(collection))
    if options.check and not faults:
        print_talk(f"{place}: no damage found")
    return 1 if faults else 0


def _is_locked_away(place: str) -> bool:
    """Return whether a memory lies in a file that may not be written to; others are brought up to date when opened."""
    return Path(place).is_file() and not (
        os.access(place, os.W_OK) and os.access(Path(place).absolute().parent, os.W_OK)
    )


def _set(memory: Memory, options: argparse.Namespace) -> None:
    from cdalign.memory import Collection

    given = {name: getattr(options, name) for name in ("priority", "penalty", "is_read_only")}
    chosen = {name: value for name, value in given.items() if value is not None}
    if chosen and not options.name:
        raise UsageError("which collection?", path=memory.place, advice="name it after the memory")
    if options.name:
        known = {collection.name: collection for collection in memory.collections}
        memory.set_collection(replace(known.get(options.name, Collection(options.name)), **chosen))


def _describe(collection: Collection) -> dict[str, Any]:
    return {
        "name": collection.name,
        "units": collection.units,
        "priority": collection.priority,
        "penalty": collection.penalty,
        "read_only": collection.is_read_only,
    }


def _collection_line(collection: Collection) -> str:
    lock = ", read-only" if collection.is_read_only else ""
    return (
        f"{collection.name}: {collection.units:,} units, priority {collection.priority}, "
        f"penalty {collection.penalty}{lock}"
    )


def _add_analyse(tools: Commands) -> None:
    parser = add_command(
        tools,
        "analyse",
        "count what a memory saves on new texts: the table of match bands",
        "cdalign tm analyse new.docx --memory un.cdtm",
        "Count the sentences, words and characters of texts by how well the memory matches them.",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="the texts to be translated (TXT, DOCX, HTML, PDF)")
    add_places(parser)
    add_json(parser, "the table")
    parser.set_defaults(run=_run_analyse)


def _run_analyse(options: argparse.Namespace) -> int:
    from cdalign.documents import read_document
    from cdalign.memory.leverage import count_bands

    with open_chosen(options) as memory:
        counts = count_bands(memory, (read_document(path) for path in options.files))
    if options.json:
        print_json([_describe_count(count) for count in counts])
    else:
        _print_table(counts)
    return 0


def _describe_count(count: BandCount) -> dict[str, Any]:
    return {
        "band": count.band,
        "segments": count.segments,
        "words": count.words,
        "characters": count.characters,
    }


def _print_table(counts: Iterable[BandCount]) -> None:
    rows = list(counts)
    words = sum(row.words for row in rows)
    print_result(f"{'match':<14}{'segments':>10}{'words':>10}{'characters':>12}{'':>4}")
    for row in rows:
        share = f"{100 * row.words / words if words else 0:>5.1f}%"
        print_result(f"{row.band:<14}{row.segments:>10,}{row.words:>10,}{row.characters:>12,}{share:>8}")
    total = (sum(row.segments for row in rows), words, sum(row.characters for row in rows))
    print_result(f"{'total':<14}{total[0]:>10,}{total[1]:>10,}{total[2]:>12,}")


def _add_pretranslate(tools: Commands) -> None:
    parser = add_command(
        tools,
        "pretranslate",
        "fill in what a memory knows of a new text",
        "cdalign tm pretranslate new.docx -o new.xlf",
        "Write the sentences of a text with the best translations that the memory has, as XLIFF, XLSX "
        "or TSV. What is below 100% is for a person to go over; replaced numbers are marked.",
    )
    parser.add_argument("file", metavar="FILE", help="the text to be translated (TXT, DOCX, HTML, PDF)")
    add_output(parser, "where to write: .xlf .xlsx .tsv .csv", is_required=True)
    parser.add_argument(
        "--fuzzy",
        type=percentage,
        default=_LEAST_MATCH,
        metavar="PERCENT",
        help=f"matches from this percentage on (default: {_LEAST_MATCH})",
    )
    parser.add_argument("--from", dest="fuzzy", type=percentage, help=argparse.SUPPRESS)
    parser.add_argument(
        "--target-lang",
        type=language_tag,
        default="",
        metavar="TAG",
        help="language to translate into (default: English of Chinese, Chinese of any other)",
    )
    add_places(parser)
    parser.set_defaults(run=_run_pretranslate)


def _run_pretranslate(options: argparse.Namespace) -> int:
    from cdalign.documents import read_document
    from cdalign.exchange.formats import Writing, write_any
    from cdalign.languages import ENGLISH, SIMPLIFIED, is_chinese
    from cdalign.memory.leverage import CODES_PROP, pretranslate

    document = read_document(options.file)
    target = options.target_lang or (ENGLISH if is_chinese(document.lang) else SIMPLIFIED)
    with open_chosen(options) as memory:
        units = list(pretranslate(memory, document, target, threshold=options.fuzzy))
    write_any(options.output, units, Writing())
    filled = sum(bool(unit.target) for unit in units)
    print_result(f"{options.output}: {filled:,} of {len(units):,} sentences filled in")
    if left_out := sum(bool(unit.prop(CODES_PROP)) for unit in units):
        print_warning(f"the inline codes of {left_out:,} matches do not fit their sentences and were left out")
    if Path(options.output).suffix.lower() in (".xlf", ".xliff"):
        print_next(f"open {options.output} in your translation tool")
    return 0
