"""`cdalign terms usage`: how the concepts of a termbase are rendered in a memory."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cdalign.cli.amounts import say_part
from cdalign.cli.argument_values import language_tag
from cdalign.cli.arguments import Commands, add_command, add_json, add_limit, add_termbase
from cdalign.cli.exit_codes import DONE
from cdalign.cli.places import add_places, chosen_termbase, open_chosen
from cdalign.cli.printing import print_json, print_result, print_talk, styled
from cdalign.messages import say

if TYPE_CHECKING:
    from cdalign.memory.term_usage import ConceptUsage, UsedRendering

_DEFAULT_LIMIT = 50
_MOST_DOCUMENTS = 3


def add_parser(actions: Commands) -> None:
    """Add the command to the command line."""
    parser = add_command(
        actions,
        "usage",
        "count how each concept is rendered in a memory, and where",
        "cdalign terms usage --memory un.cdtm",
        "Count by which terms, or by which other words, a memory renders each concept of the termbase, with the "
        "documents in which it does.",
    )
    parser.add_argument("concepts", nargs="*", metavar="TERM", help="only concepts with such a term (default: all)")
    parser.add_argument(
        "--source-lang", type=language_tag, default="", metavar="TAG", help="count the terms of this side"
    )
    add_places(parser)
    add_termbase(parser)
    add_limit(parser, "concepts", _DEFAULT_LIMIT)
    add_json(parser, "the counts")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.memory.term_usage import count_term_usage, only_concepts
    from cdalign.spotting import spotter_of
    from cdalign.terminology import read_termbase

    termbase = only_concepts(read_termbase(chosen_termbase(options)), options.concepts)
    with open_chosen(options) as memory:
        used = count_term_usage(memory.units(), termbase, spotter_of(), source_lang=options.source_lang)
    if options.json:
        print_json([_describe(usage) for usage in used[: options.limit]])
        return DONE
    for usage in used[: options.limit]:
        print_result("\n".join(_lines(usage)))
    if not used:
        print_talk(say("no term of the termbase occurs there"))
    elif len(used) > options.limit:
        print_talk("")
        print_talk(say_part(options.limit, len(used)))
    return DONE


def _describe(usage: ConceptUsage) -> dict[str, Any]:
    return {
        "concept": usage.concept,
        "term": usage.term,
        "count": usage.count,
        "missing": usage.missing,
        "renderings": [
            {
                "text": rendering.text,
                "count": rendering.count,
                "status": rendering.status and rendering.status.value,
                "documents": dict(rendering.documents),
            }
            for rendering in usage.renderings
        ],
    }


def _lines(usage: ConceptUsage) -> Iterator[str]:
    yield f"{styled(usage.term, 'bold')}  {usage.count:,}"
    for rendering in usage.renderings:
        yield f"{rendering.count:>7,}  {rendering.text}  {styled(_facts(rendering), 'dim')}"
    if usage.missing:
        yield f"{usage.missing:>7,}  {styled('nothing that renders it was found', 'dim')}"


def _facts(rendering: UsedRendering) -> str:
    status = rendering.status.value if rendering.status else "not in the termbase"
    return f"{status}; {_shown(rendering.documents)}" if any(name for name, _ in rendering.documents) else status


def _shown(documents: Sequence[tuple[str, int]]) -> str:
    named = [f"{name or '?'} {count:,}" for name, count in documents[:_MOST_DOCUMENTS]]
    more = len(documents) - _MOST_DOCUMENTS
    return ", ".join(named) + (f" and {more:,} more" if more > 0 else "")
