"""`cdalign tm stats FILE…`: what memories hold, in figures."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from cdalign.cli.arguments import Commands, add_command, add_json
from cdalign.cli.exit_codes import DONE
from cdalign.cli.printing import print_json, print_result, tell
from cdalign.cli.tm.inputs import add_files, add_memory_languages, chosen_files, fault_talk, with_bar
from cdalign.messages import say_either, say_list

if TYPE_CHECKING:
    from cdalign.tmx.statistics import Statistics

_SHOWN_DOCUMENTS = 10


def add_parser(tools: Commands) -> None:
    """Add the tool to the command line."""
    parser = add_command(
        tools,
        "stats",
        "count units, words, documents, scores, repetitions",
        "cdalign tm stats memory.tmx",
        "Count what the memories hold together: units, pairs, words by language (Han characters for "
        "Chinese), documents, reviews, scores, repetitions, dates.",
    )
    add_files(parser)
    add_memory_languages(parser)
    add_json(parser, "the figures")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.tmx.gathering import gather_memories
    from cdalign.tmx.pairing import UnitPairing
    from cdalign.tmx.statistics import count_units

    with fault_talk() as talk, chosen_files(options.files) as paths:
        gathered = gather_memories(paths, on_fault=talk)
        pair_of = UnitPairing(gathered.header, options.source_lang, options.target_lang).pair_of
        units = (unit for _, unit in with_bar(gathered.units, "counting"))
        statistics = count_units(units, pair_of)
    if options.json:
        print_json(asdict(statistics))
    else:
        for line in _lines(statistics):
            print_result(line)
    return DONE


def _lines(statistics: Statistics) -> Iterator[str]:
    yield f"units       {statistics.units:,}"
    yield f"pairs       {statistics.pairs:,}"
    yield f"inline      {statistics.with_inline:,} with inline elements"
    yield f"repeated    {statistics.repeated:,}, of which {statistics.conflicts:,} are translated differently"
    words = dict(statistics.words)
    for code, count in statistics.texts:
        if code.lower().startswith(("zh", "cmn", "chi")):
            length = say_either("{count:,} character", "{count:,} characters", words[code])
        else:
            length = say_either("{count:,} word", "{count:,} words", words[code])
        texts = say_either("{count:,} text", "{count:,} texts", count)
        yield f"{code or '(none)':<12}{tell(say_list([texts, length]))}"
    for name, counts in (("document", statistics.documents[:_SHOWN_DOCUMENTS]), ("review", statistics.reviews)):
        for value, count in counts:
            yield f"{name:<12}{value}: {count:,}"
    if len(statistics.documents) > _SHOWN_DOCUMENTS:
        yield f"documents   {len(statistics.documents):,} in all"
    for tenth, count in enumerate(statistics.scores):
        if count:
            yield f"score       {tenth / 10:.1f}–{(tenth + 1) / 10:.1f}: {count:,}"
    if statistics.latest:
        yield f"dates       {statistics.earliest} to {statistics.latest}"
