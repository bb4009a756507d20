"""`cdalign tm fragments FILE`: the runs of a new text that a memory holds."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cdalign.cli.amounts import say_part
from cdalign.cli.arguments import Commands, add_command, add_json, add_limit
from cdalign.cli.exit_codes import DONE
from cdalign.cli.places import add_documents, add_places, chosen_documents, open_chosen
from cdalign.cli.printing import describe_spans, print_json, print_result, print_talk, styled, tell
from cdalign.cli.terminal_columns import page_width, wrap_marked
from cdalign.cli.tm.inputs import add_new_text
from cdalign.messages import say, say_either, say_list, say_times

if TYPE_CHECKING:
    from cdalign.memory import Hit
    from cdalign.memory.fragments import Fragment
    from cdalign.model import Span

_DEFAULT_LIMIT = 20
_INDENT = "    "


def add_parser(tools: Commands) -> None:
    """Add the tool to the command line."""
    parser = add_command(
        tools,
        "fragments",
        "show the runs of words that a new text shares with a memory",
        "cdalign tm fragments new.docx --memory un.cdtm",
        "Show every run of words of a text that the memory holds, longest first, with a sentence in which it occurs, "
        "its translation, and the words there that render it.",
    )
    add_new_text(parser, "from 4 on")
    add_documents(parser)
    add_places(parser)
    add_limit(parser, "runs", _DEFAULT_LIMIT)
    add_json(parser, "the runs")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.documents import read_lines
    from cdalign.memory.renderings import spot_fragments

    text, lang = read_lines(options.file)
    with open_chosen(options) as memory:
        found = memory.find_fragments(text, lang, least=options.shortest, filters=chosen_documents(options))
    shown = spot_fragments(found[: options.limit])
    if options.json:
        print_json({"file": options.file, "total": len(found), "fragments": [_describe(one, text) for one in shown]})
        return DONE
    for fragment in shown:
        _print_fragment(fragment, text)
    if not found:
        print_talk(say("nothing found"))
    elif len(found) > len(shown):
        print_talk("")
        print_talk(say_part(len(shown), len(found)))
    return DONE


def _describe(fragment: Fragment, text: str) -> dict[str, Any]:
    return {
        "text": text[fragment.span.start : fragment.span.stop],
        "start": fragment.span.start,
        "stop": fragment.span.stop,
        "words": fragment.words,
        "count": fragment.count,
        "hits": [
            {
                "document": hit.unit.prop("x-document"),
                "id": hit.unit.id,
                "text": hit.text,
                "spans": describe_spans(hit.spans),
                "translation": hit.translation,
                "translation_spans": describe_spans(hit.translation_spans),
                "is_rendering_sure": hit.is_rendering_sure,
            }
            for hit in fragment.hits
        ],
    }


def _print_fragment(fragment: Fragment, text: str) -> None:
    words = text[fragment.span.start : fragment.span.stop]
    size = say_either("{count:,} word", "{count:,} words", fragment.words)
    told = tell(say_list([size, say_times(fragment.count)]))
    print_result(f"{styled(words, 'bold')}  {styled(told, 'dim')}")
    hit = fragment.hits[0]
    _print_text(hit.text, hit.spans, "reverse")
    _print_text(hit.translation, hit.translation_spans, "reverse" if hit.is_rendering_sure else "underline")
    if place := _place(hit):
        print_result(_INDENT + styled(place, "dim"))


def _place(hit: Hit) -> str:
    return hit.unit.prop("x-document") or hit.unit.id


def _print_text(text: str, spans: Sequence[Span], style: str) -> None:
    width = page_width() - len(_INDENT) if sys.stdout.isatty() else sys.maxsize
    for line in wrap_marked(text, spans, width, style):
        print_result(_INDENT + line)
