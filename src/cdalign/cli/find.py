"""`cdalign find TEXT`: words in context, or texts like one, in the memories of a project."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cdalign.cli.amounts import say_part
from cdalign.cli.argument_values import percentage
from cdalign.cli.arguments import (
    Commands,
    add_command,
    add_dates,
    add_json,
    add_limit,
    add_status,
    add_text_language,
    read_words,
)
from cdalign.cli.exit_codes import DONE
from cdalign.cli.places import add_places, open_chosen
from cdalign.cli.printing import describe_spans, print_advice, print_json, print_result, print_talk, styled, tell
from cdalign.cli.terminal_columns import page_width, wrap_marked
from cdalign.defaults import DEFAULT_THRESHOLD
from cdalign.languages import primary_language, script_of
from cdalign.messages import say, say_either
from cdalign.model import SourceStatus
from cdalign.text import language_of

if TYPE_CHECKING:
    from cdalign.memory import Filters, Hit, Memory
    from cdalign.model import Span

_DEFAULT_LIMIT = 20
_LABEL_COLUMNS = 9
_MOST_RENDERINGS = 8


def add_parser(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = add_command(
        commands,
        "find",
        "search the memory: words in context, or similar sentences",
        'cdalign find "subsidiary bod*"',
        "Show where words occur, in either language, with their translations; or with --fuzzy the "
        "sentences that are like TEXT, with percentages and what differs. Searches the memories that "
        "`cdalign build` has written into tm/, unless others are named.",
    )
    parser.add_argument("text", metavar="TEXT", help="words or a sentence, Chinese or English; word* for any ending; -")
    parser.add_argument(
        "--fuzzy",
        type=percentage,
        nargs="?",
        const=DEFAULT_THRESHOLD,
        metavar="PERCENT",
        help=f"sentences like TEXT from this percentage on (default: {DEFAULT_THRESHOLD})",
    )
    add_places(parser)
    _add_filters(parser)
    add_limit(parser, "hits", _DEFAULT_LIMIT)
    parser.add_argument(
        "--rendering", default="", metavar="WORDS", help="only hits whose translation renders TEXT by these words"
    )
    add_json(parser, "the hits")
    parser.set_defaults(run=_run)


def _add_filters(parser: argparse.ArgumentParser) -> None:
    filters = parser.add_argument_group("what to show")
    add_text_language(filters, "texts of this language")
    filters.add_argument("--document", default="", metavar="SYMBOL", help="this document (CD/2138)")
    add_status(filters)
    add_dates(filters)


def _run(options: argparse.Namespace) -> int:
    text = read_words(options.text)
    with open_chosen(options) as memory:
        found = _find_words(memory, text, options) if options.fuzzy is None else _find_matches(memory, text, options)
    if options.json:
        print_json(found.as_data(text))
    elif found.hits:
        if len(found.renderings) > 1:
            _print_renderings(found)
        _print_hits(found.hits, text, is_match=options.fuzzy is not None)
        _print_summary(len(found.hits), found.total)
    else:
        print_talk(say("nothing found"))
        _print_advice(text, options)
    return DONE


@dataclass(frozen=True)
class _Found:
    """The hits that are shown, how many there are in all where that is known, and the renderings with their counts."""

    hits: tuple[Hit, ...]
    total: int | None
    renderings: tuple[tuple[str, int], ...] = ()
    others: int = 0

    def as_data(self, query: str) -> dict[str, Any]:
        """Return the answer as JSON values."""
        return {
            "query": query,
            "total": self.total,
            "renderings": [{"text": text, "count": count} for text, count in self.renderings],
            "other_renderings": self.others,
            "hits": [_describe(hit) for hit in self.hits],
        }


def _find_matches(memory: Memory, text: str, options: argparse.Namespace) -> _Found:
    lang = options.lang or language_of(text)
    hits = memory.find_fuzzy(text, lang, threshold=options.fuzzy, limit=options.limit, filters=_filters(options))
    return _Found(hits, len(hits))


def _find_words(memory: Memory, text: str, options: argparse.Namespace) -> _Found:
    """Find words in context: the first hits, with the renderings of all hits up to a bound."""
    from cdalign.memory import Filters
    from cdalign.memory.renderings import MOST_TALLIED, spot_hits, tally_hits

    filters = _filters(options)
    found = memory.find_words(text, options.lang, limit=max(MOST_TALLIED, options.limit + 1), filters=filters)
    if found.is_cut:
        print_talk(say("many units have these words with other marks: not all of them were looked at"))
    hits = found.hits
    tally = tally_hits(hits[:MOST_TALLIED])
    chosen = tally.hits_with(options.rendering, hits) if options.rendering else hits
    is_narrowed = bool(options.lang or options.rendering) or filters != Filters()
    is_complete = len(hits) < MOST_TALLIED
    total = len(chosen) if is_complete else None if is_narrowed else memory.count_occurrences(text)
    renderings = tuple((rendering.text, rendering.count) for rendering in tally.renderings)
    return _Found(spot_hits(chosen[: options.limit]), total, renderings, len(tally.others))


def _filters(options: argparse.Namespace) -> Filters:
    from cdalign.memory import Filters

    return Filters(
        document=options.document,
        status=options.status,
        since=options.since,
        until=options.until,
    )


def _describe(hit: Hit) -> dict[str, Any]:
    described = {
        "score": hit.score,
        "kind": str(hit.kind),
        "document": hit.unit.prop("x-document"),
        "paragraph": hit.unit.prop("x-paragraph"),
        "id": hit.unit.id,
        "status": hit.unit.review,
        "changed": hit.unit.changed or hit.unit.created,
        "lang": hit.lang,
        "text": hit.text,
        "spans": describe_spans(hit.spans),
        "query_spans": describe_spans(hit.query_spans),
        "translation_lang": hit.translation_lang,
        "translation": hit.translation,
        "translation_spans": describe_spans(hit.translation_spans),
        "is_rendering_sure": hit.is_rendering_sure,
    }
    if hit.adaptation:
        described["adaptation"] = {
            "text": hit.adaptation.text,
            "spans": describe_spans(hit.adaptation.spans),
        }
    return described


def _print_renderings(found: _Found) -> None:
    """Print the most frequent renderings with their counts in one line, and how often there was another."""
    shown = found.renderings[:_MOST_RENDERINGS]
    others = found.others + sum(count for _, count in found.renderings[_MOST_RENDERINGS:])
    parts = [f"{text} {styled(str(count), 'bold')}" for text, count in shown]
    print_result(" · ".join(parts + ([tell(say("other {others:,}", others=others))] if others else [])))
    print_result("")


def _print_hits(hits: Sequence[Hit], text: str, *, is_match: bool) -> None:
    for number, hit in enumerate(hits):
        if number:
            print_result("")
        print_result(_heading(hit, is_match=is_match))
        if hit.query_spans or (is_match and hit.spans):
            _print_text("you", text, hit.query_spans, "yellow")
        _print_text(_label(hit.lang), hit.text, hit.spans, "yellow" if is_match else "reverse")
        mark = "reverse" if hit.is_rendering_sure else "underline"
        _print_text(_label(hit.translation_lang), hit.translation, hit.translation_spans, mark)
        if hit.adaptation:
            _print_text("numbers", hit.adaptation.text, hit.adaptation.spans, "green")


def _heading(hit: Hit, *, is_match: bool) -> str:
    unit = hit.unit
    place = " ".join(word for word in (unit.prop("x-document"), unit.prop("x-paragraph")) if word) or unit.id
    facts = [word for word in (unit.review, (unit.changed or unit.created)[:10]) if word]
    facts += [
        f"{_label(lang)}: working translation"
        for lang, status in ((unit.source_lang, "x-source-status"), (unit.target_lang, "x-target-status"))
        if unit.prop(status) == SourceStatus.WORKING_TRANSLATION
    ]
    if hit.penalty:
        facts.append(f"{hit.collection}, less {hit.penalty}")
    percentage = f"{hit.score:>3}%  " if is_match else ""
    tail = styled(f"  {', '.join(facts)}", "dim") if facts else ""
    return styled(f"{percentage}{place}", "bold") + tail


def _label(lang: str) -> str:
    return primary_language(lang) if script_of(lang) != "Hant" else "zh-Hant"


def _print_text(label: str, text: str, spans: Sequence[Span], style: str) -> None:
    """Print a text under its label; on a terminal in lines that hang under the first."""
    indent = 2 + _LABEL_COLUMNS
    width = page_width() - indent if sys.stdout.isatty() else sys.maxsize
    for number, line in enumerate(wrap_marked(text, spans, width, style)):
        shown = label if not number else ""
        print_result(f"  {styled(f'{shown:<{_LABEL_COLUMNS}}', 'dim')}{line}")


def _print_summary(shown: int, total: int | None) -> None:
    print_talk("")
    if total is None:
        print_talk(say("the first {shown:,}; --limit shows more", shown=shown))
    elif total > shown:
        print_talk(say_part(shown, total))
    else:
        print_talk(say_either("{count:,} hit", "{count:,} hits", shown))


def _print_advice(text: str, options: argparse.Namespace) -> None:
    if options.fuzzy is not None:
        lower = max(1, options.fuzzy - 20)
        print_advice(f"cdalign find '{text}' --fuzzy {lower}")
    elif text.isascii() and not text.endswith("*"):
        print_advice(say("cdalign find '{text}*', for words that begin so", text=text))
    else:
        print_advice(say("cdalign find '{text}' --fuzzy, for sentences like it", text=text))
