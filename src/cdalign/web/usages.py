"""How a concept is rendered in the texts of the project: each rendering with its count and its sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote

from cdalign.languages import languages_match
from cdalign.memory.term_usage import ConceptUsage, UsedRendering, UsePlace, count_term_usage
from cdalign.model import ConceptEntry, Level, Quote, Span, Termbase, TranslationUnit
from cdalign.spotting import spotter_of
from cdalign.terminology import TermRecognizer
from cdalign.units import units_of
from cdalign.web.findings import QuoteView
from cdalign.web.marking import HIT, RENDERED
from cdalign.web.symbols import known_symbols, link_quote
from cdalign.web.workspace import Workspace

# A rendering that is not a term takes a few milliseconds to find, and a person waits for the page.
MOST_COUNTED = 2000
_SENTENCES = 50


@dataclass(frozen=True, slots=True)
class RenderingView:
    """A rendering: its words (empty if nothing renders the concept), its status in the termbase, its sentences."""

    text: str
    lang: str
    count: int
    status: str = ""
    sentences: tuple[tuple[QuoteView, QuoteView], ...] = ()
    # Only the first places are shown.
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class UsageView:
    """How a concept is rendered from one language into the other; `is_cut` says that not every sentence was counted."""

    lang: str
    other: str
    count: int
    renderings: tuple[RenderingView, ...]
    is_cut: bool = False


# The key of the pair of texts that a unit is from, and the unit.
_Found = tuple[str, TranslationUnit]


def view_usage(workspace: Workspace, entry: ConceptEntry, lang: str) -> UsageView:
    """Return how a concept is rendered whose terms in a language (`zh` or `en`) occur in the texts."""
    found = list(islice(_naming(workspace, entry, lang), MOST_COUNTED + 1))
    units = [unit for _, unit in found[:MOST_COUNTED]]
    passages = [side for unit in units for side in ((unit.source, unit.source_lang), (unit.target, unit.target_lang))]
    termbase = workspace.terms().index.termbase_for(*_joined(passages))
    used = count_term_usage(
        units, termbase, spotter_of(), source_lang=lang, only=frozenset((entry.id,)), most_places=_SENTENCES
    )
    usage = used[0] if used else ConceptUsage(entry.id, "", 0, (), 0)
    other = "en" if lang == "zh" else "zh"
    known = known_symbols(workspace.memories, passages)
    renderings = [*_renderings(usage, found, lang, other, known), *_unused(entry, usage, other)]
    return UsageView(lang, other, usage.count, tuple(renderings), len(found) > MOST_COUNTED)


def _naming(workspace: Workspace, entry: ConceptEntry, lang: str) -> Iterator[_Found]:
    """Yield the units whose side in a language names the concept, even where a longer term is in its place."""
    narrow = TermRecognizer(Termbase((entry,)))
    for key, (bitext, _) in workspace.readable().items():
        for unit in units_of(workspace.shelf(key).name_documents(bitext), Level.SENTENCE):
            text, spoken = _side(unit, lang)
            if any(narrow.find(text, spoken)):
                yield key, unit


def _side(unit: TranslationUnit, lang: str) -> tuple[str, str]:
    if languages_match(lang, unit.source_lang):
        return unit.source, unit.source_lang
    return unit.target, unit.target_lang


def _joined(passages: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    texts: dict[str, list[str]] = {}
    for text, lang in passages:
        texts.setdefault(lang, []).append(text)
    return (("\n".join(lines), lang) for lang, lines in texts.items())


def _renderings(
    usage: ConceptUsage, found: Sequence[_Found], lang: str, other: str, known: frozenset[str]
) -> Iterator[RenderingView]:
    missing = UsedRendering("", usage.missing, (), places=usage.missing_places)
    for one in (*usage.renderings, *((missing,) if usage.missing else ())):
        sentences = _sentences(one.places, found, lang, known)
        yield RenderingView(one.text, other, one.count, one.status or "", sentences, len(one.places) < one.count)


def _unused(entry: ConceptEntry, usage: ConceptUsage, other: str) -> Iterator[RenderingView]:
    """Yield the terms that render the concept nowhere."""
    used = {one.text for one in usage.renderings}
    for term in entry.terms_in(other):
        if term.text not in used:
            yield RenderingView(term.text, other, 0, term.status)


def _sentences(
    places: Sequence[UsePlace], found: Sequence[_Found], lang: str, known: frozenset[str]
) -> tuple[tuple[QuoteView, QuoteView], ...]:
    """Return both sides of each sentence, marked; a sentence that is in several places comes once."""
    spans: dict[int, tuple[set[Span], set[Span]]] = {}
    for place in places:
        own, others = spans.setdefault(place.unit, (set(), set()))
        own.add(place.source)
        others.update(place.target)
    return tuple(_quotes(*found[number], own, others, lang, known) for number, (own, others) in spans.items())


def _quotes(
    key: str, unit: TranslationUnit, own: set[Span], others: set[Span], lang: str, known: frozenset[str]
) -> tuple[QuoteView, QuoteView]:
    """Return the source and the target of a unit, as they are in the review, with the way to its row."""
    place = unit.prop("x-paragraph")
    shown = " ".join(word for word in (unit.prop("x-document"), place) if word)
    is_source = languages_match(lang, unit.source_lang)
    marks = (own, others) if is_source else (others, own)
    kinds = (HIT, RENDERED) if is_source else (RENDERED, HIT)
    sides = ((unit.source, unit.source_lang), (unit.target, unit.target_lang))
    return (
        _quote(key, place, Quote(shown, sides[0][1], sides[0][0], tuple(marks[0])), known, kinds[0]),
        _quote(key, place, Quote(shown, sides[1][1], sides[1][0], tuple(marks[1])), known, kinds[1]),
    )


def _quote(key: str, place: str, quoted: Quote, known: frozenset[str], kind: str) -> QuoteView:
    link = f"/review/{quote(key)}?at={quote(place.partition('–')[0])}"
    return QuoteView(quoted.place, quoted.lang, link_quote(quoted, known, kind), link)
