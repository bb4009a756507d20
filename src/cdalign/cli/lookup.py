"""`cdalign lookup TEXT`: the glossary, and where its terms occur in the corpus."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cdalign.cli.argument_values import count
from cdalign.cli.arguments import Commands, add_command, add_json, add_limit, add_project, add_termbase, read_words
from cdalign.cli.concepts import brief_lines, hit_lines, shown_term
from cdalign.cli.exit_codes import DONE
from cdalign.cli.places import chosen_termbase
from cdalign.cli.printing import clip, print_json, print_next, print_result, print_talk, print_warning, styled, tell
from cdalign.cli.terminal_columns import flow, pad, page_width, wrap_marked
from cdalign.errors import CdalignError
from cdalign.messages import say
from cdalign.model import Bitext, Quote, Span
from cdalign.text import display_width, language_of, squeeze_spaces

if TYPE_CHECKING:
    from cdalign.terminology.index import TermIndex
    from cdalign.terminology.lookup import PassageTerm, TermHit
    from cdalign.terminology.occurrences import Occurrence

_USUAL_LIMIT = 5
_USUAL_SENTENCES = 2
_LONGEST_SHOWN = 60  # characters of a question that nothing answers


def add_parser(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = add_command(
        commands,
        "lookup",
        "look a term up in the glossary, or every term of a passage",
        "cdalign lookup 裁谈会",
        "Look a term up, in either language: the exact term, its beginning, all its words, * for "
        "anything, Simplified or Traditional, pinyin or initials (cth finds 裁谈会), a misspelling. "
        "Give a whole passage, and every term in it is shown with its renderings.",
    )
    parser.add_argument("text", metavar="TEXT", nargs="+", help="a term or a passage; - for standard input")
    add_project(parser)
    add_termbase(parser)
    add_limit(parser, "concepts", _USUAL_LIMIT)
    parser.add_argument(
        "--sentences",
        type=count,
        default=_USUAL_SENTENCES,
        metavar="N",
        help=f"sentences of the corpus shown with each (default: {_USUAL_SENTENCES})",
    )
    add_json(parser, "everything that was found")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.terminology.index import TermIndex
    from cdalign.terminology.lookup import is_passage, look_up, passage_terms
    from cdalign.terminology.termbase import read_termbase

    text = read_words(" ".join(options.text))
    index = TermIndex(read_termbase(chosen_termbase(options)))
    if is_passage(text, index):
        return _answer_passage(text, passage_terms(text, index), as_json=options.json)
    hits = look_up(text, index, limit=options.limit)
    standing = _occurrences(hits, index, _read_bitexts(Path(options.project))) if hits else {}
    if options.json:
        print_json({"question": text, "hits": [_hit_value(hit, standing.get(hit.concept.id, ())) for hit in hits]})
    else:
        _print_hits(text, hits, standing, options.sentences)
    return DONE


def _read_bitexts(project: Path) -> tuple[Bitext, ...]:
    """The project's aligned texts as they were last built; a lookup does without them if there are none."""
    if not (project / "corpus").is_dir():
        return ()
    from cdalign.project import open_project, read_bitexts

    try:
        opened = open_project(project)
        bitexts = read_bitexts(opened)
    except CdalignError as error:
        print_warning(say("without the corpus: {error}", error=error))
        return ()
    if len(bitexts) < len(opened.pairs):
        print_talk(say("the corpus is not built, or its texts have changed: sentences are missing (cdalign build)"))
    return bitexts


def _occurrences(
    hits: Sequence[TermHit], index: TermIndex, bitexts: Sequence[Bitext]
) -> dict[str, tuple[Occurrence, ...]]:
    from cdalign.terminology.occurrences import find_occurrences

    found: dict[str, list[Occurrence]] = {hit.concept.id: [] for hit in hits}
    for occurrence in find_occurrences(bitexts, index, found):
        found[occurrence.concept].append(_with_rendering(occurrence))
    return {concept: tuple(places) for concept, places in found.items()}


def _with_rendering(occurrence: Occurrence) -> Occurrence:
    """Return an occurrence that one side alone names by a term, with the words that render it on the other side."""
    source, target = occurrence.source, occurrence.target
    if source.spans and not target.spans:
        return replace(occurrence, target=replace(target, spans=_spot(source, target.text)))
    if target.spans and not source.spans:
        return replace(occurrence, source=replace(source, spans=_spot(target, source.text)))
    return occurrence


def _spot(named: Quote, other: str) -> tuple[Span, ...]:
    # numpy and the lexicon take a tenth of a second to load; terms that both texts name do without them.
    from cdalign.spotting import spotter_of

    return spotter_of().spot(named.spans[0], named.text, other).spans


def _hit_value(hit: TermHit, occurrences: Sequence[Occurrence]) -> dict[str, Any]:
    from cdalign.report.data import quote_as_data
    from cdalign.terminology.json_termbase import concept_value

    return {
        "concept": concept_value(hit.concept),
        "term": hit.term.text,
        "way": hit.way.value,
        "likeness": round(hit.likeness, 1),
        "counts": [sum(place.counts[side] for place in occurrences) for side in (0, 1)],
        "occurrences": [[quote_as_data(quote) for quote in (place.source, place.target)] for place in occurrences],
    }


def _print_hits(
    text: str, hits: Sequence[TermHit], standing: dict[str, tuple[Occurrence, ...]], sentence_limit: int
) -> None:
    if not hits:
        shown = clip(text, _LONGEST_SHOWN)
        print_talk(say("nothing like “{words}” is in the termbase", words=squeeze_spaces(shown)))
        if shown == text:
            print_next(f"cdalign find {shlex.quote(text)}")
        return
    full = [hit for hit in hits if hit.way is hits[0].way and hit.way.value == "exact"] or hits[:1]
    for position, hit in enumerate(full):
        if position:
            print_result("")
        for line in hit_lines(hit, standing.get(hit.concept.id, ()), sentence_limit):
            print_result(line)
    others = [hit for hit in hits if hit not in full]
    if others:
        print_result("")
    for hit in others:
        for line in brief_lines(hit):
            print_result(line)


def _answer_passage(text: str, terms: Sequence[PassageTerm], *, as_json: bool) -> int:
    from cdalign.terminology.lookup import equivalents

    lang = language_of(text)
    if as_json:
        print_json({"passage": text, "terms": [_passage_value(term, lang) for term in terms]})
        return DONE
    spans = sorted((Span(match.start, match.stop) for term in terms for match in term.matches), key=lambda s: s.start)
    for paragraph_start, paragraph in _paragraphs(text):
        moved = [Span(span.start - paragraph_start, span.stop - paragraph_start) for span in spans]
        for line in wrap_marked(paragraph, [span for span in moved if span.stop > 0], page_width(), "green"):
            print_result(line)
    if not terms:
        print_talk(say("no term of the termbase is in this passage"))
        return DONE
    print_result("")
    rows = [(term.matches[0].text, term, equivalents(term.concept, lang)) for term in terms]
    width = min(page_width() // 2, max(display_width(squeeze_spaces(words)) for words, _, _ in rows) + 2)
    for words, term, offered in rows:
        shown = [shown_term(one) for one in offered]
        times = f" ×{len(term.matches)}" if len(term.matches) > 1 else ""
        left = styled(pad(squeeze_spaces(words) + times, width - 1), "bold") + " "
        for position, line in enumerate(
            flow(shown, page_width() - width) if shown else iter([styled(tell(say("no rendering")), "red")])
        ):
            print_result((left if position == 0 else " " * width) + line)
    return DONE


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _passage_value(term: PassageTerm, lang: str) -> dict[str, Any]:
    from cdalign.terminology.lookup import equivalents

    return {
        "concept": term.concept.id,
        "term": term.term.text,
        "status": term.term.status.value,
        "places": [[match.start, match.stop] for match in term.matches],
        "renderings": [
            {"text": one.text, "type": one.type.value, "status": one.status.value}
            for one in equivalents(term.concept, lang)
        ],
    }
