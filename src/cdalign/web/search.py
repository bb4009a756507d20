"""One search box: terms of the glossary, and the memory; or, for a pasted passage, its terms and best matches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cdalign.defaults import DEFAULT_THRESHOLD
from cdalign.memory import NO_FILTERS, Filters, Hit, HitKind
from cdalign.memory.concordance import MOST_REFUSED
from cdalign.memory.hits import WordCount, WordHits
from cdalign.memory.renderings import MOST_TALLIED, spot_hits, tally_hits
from cdalign.model import Span
from cdalign.segmentation import split_sentences
from cdalign.terminology import look_up
from cdalign.terminology.lookup import equivalents, is_passage, passage_terms
from cdalign.text import language_of
from cdalign.web.marking import FAINT, HIT, RENDERED, TERM, Mark, Piece
from cdalign.web.memories import Memories
from cdalign.web.pages import page_asked, show_page, workspace_of
from cdalign.web.symbols import bitext_address, known_symbols, link_symbols
from cdalign.web.termbases import Terms
from cdalign.web.workspace import Workspace

# A page of an official document has some 3,000 characters.
LONGEST_QUESTION = 20_000
_SHOWN = 50
_RENDERINGS_SHOWN = 12
# Two rows of two: the texts below are in sight. The others are one click away.
_CONCEPTS_SHOWN = 4
_MATCHES_A_SENTENCE = 3
# A sentence takes some 5 ms in a memory of a million units; a page has some 30 sentences.
_MOST_SENTENCES = 200


@dataclass(frozen=True, slots=True)
class HitView:
    """A hit of the memory as it is shown: both texts in pieces, and where it occurs."""

    hit: Hit
    text: tuple[Piece, ...]
    translation: tuple[Piece, ...]
    place: str
    link: str


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence of a pasted passage with its best matches."""

    text: str
    hits: tuple[HitView, ...]


def show_search(request: Request) -> Response:
    """Return the search page for the question in the address."""
    asked = request.query_params.get("q", "")
    question = asked[:LONGEST_QUESTION].strip()
    workspace = workspace_of(request)
    terms = workspace.terms()
    if question and is_passage(question, terms.index):
        return _show_passage(request, workspace, terms, question, is_cut=len(asked) > LONGEST_QUESTION)
    return _show_words(request, workspace, terms, question, is_cut=len(asked) > LONGEST_QUESTION)


def _show_words(request: Request, workspace: Workspace, terms: Terms, question: str, *, is_cut: bool) -> Response:
    filters = Filters(document=request.query_params.get("document", ""), status=request.query_params.get("status", ""))
    memories = workspace.memories()
    words = memories.find_words(question, limit=MOST_TALLIED, filters=filters) if question else WordHits()
    tally = tally_hits(words.hits)
    rendering = request.query_params.get("rendering", "")[:LONGEST_QUESTION]
    chosen = tally.hits_with(rendering, words.hits) if rendering else words.hits
    likes = memories.find(question, language_of(question), filters=filters) if question else ()
    page = page_asked(request, len(chosen), _SHOWN)
    return show_page(
        request,
        "search.html",
        question=question,
        is_cut=is_cut,
        longest=LONGEST_QUESTION,
        concepts=look_up(question, terms.index) if question else (),
        first_concepts=_CONCEPTS_SHOWN,
        likes=view_hits(workspace, [hit for hit in likes if hit.kind is HitKind.FUZZY]),
        found=view_hits(workspace, spot_hits(chosen[page * _SHOWN : (page + 1) * _SHOWN])),
        first=page * _SHOWN + 1,
        total=_count(memories, question, chosen, is_exact=request.query_params.get("count") == "exact"),
        page=page,
        pages=-(-len(chosen) // _SHOWN),
        renderings=tally.renderings[:_RENDERINGS_SHOWN],
        other_renderings=tally.total - sum(each.count for each in tally.renderings[:_RENDERINGS_SHOWN]),
        rendering=rendering,
        looked_through=MOST_REFUSED if words.is_cut else 0,
        filters=filters,
        has_texts=bool(memories.parts),
        documents=[shelf.title for shelf in workspace.shelves.values()],
    )


def _show_passage(request: Request, workspace: Workspace, terms: Terms, passage: str, *, is_cut: bool) -> Response:
    lang = language_of(passage)
    found = passage_terms(passage, terms.index)
    marks = (Mark(match.start, match.stop, TERM, match.key) for term in found for match in term.matches)
    sentences = distinct_sentences(passage, lang)
    return show_page(
        request,
        "passage.html",
        question=passage,
        lang_asked=lang,
        pieces=link_symbols(passage, lang, known_symbols(workspace.memories, [(passage, lang)]), marks),
        terms=[(term, equivalents(term.concept, lang)) for term in found],
        sentences=[look_up_sentence(workspace, one, lang) for one in sentences[:_MOST_SENTENCES]],
        total=len(sentences),
        is_cut=is_cut,
        longest=LONGEST_QUESTION,
    )


def distinct_sentences(text: str, lang: str) -> tuple[str, ...]:
    """Return the sentences of a text; one that is repeated is looked up once."""
    return tuple(dict.fromkeys(one for line in text.splitlines() for one in split_sentences(line, lang)))


def look_up_sentence(workspace: Workspace, sentence: str, lang: str, filters: Filters = NO_FILTERS) -> SentenceView:
    """Return a sentence with its best matches."""
    memories = workspace.memories()
    hits = memories.find(sentence, lang, threshold=DEFAULT_THRESHOLD, limit=_MATCHES_A_SENTENCE, filters=filters)
    return SentenceView(sentence, view_hits(workspace, hits))


def view_hits(workspace: Workspace, hits: Sequence[Hit]) -> tuple[HitView, ...]:
    """Return hits as they are shown; the document symbols in their texts are links."""
    texts = (pair for hit in hits for pair in ((hit.text, hit.lang), (hit.translation, hit.translation_lang)))
    known = known_symbols(workspace.memories, texts)
    return tuple(_hit_view(workspace, hit, known) for hit in hits)


def _hit_view(workspace: Workspace, hit: Hit, known: frozenset[str]) -> HitView:
    document, place = hit.unit.prop("x-document"), hit.unit.prop("x-paragraph")
    is_own = hit.collection in workspace.shelves
    return HitView(
        hit,
        link_symbols(hit.text, hit.lang, known, marks_of(hit.spans, HIT)),
        _translation_pieces(hit, known),
        " ".join(word for word in (document, place) if word),
        f"/review/{hit.collection}?at={place}" if is_own else bitext_address(document, place) if document else "",
    )


def _translation_pieces(hit: Hit, known: frozenset[str]) -> tuple[Piece, ...]:
    if hit.adaptation:
        adapted = hit.adaptation
        return link_symbols(adapted.text, hit.translation_lang, known, marks_of(adapted.spans, HIT))
    marks = marks_of(hit.translation_spans, RENDERED if hit.is_rendering_sure else FAINT)
    return link_symbols(hit.translation, hit.translation_lang, known, marks)


def marks_of(spans: Iterable[Span], kind: str) -> tuple[Mark, ...]:
    """Return spans as marks of a kind."""
    return tuple(Mark(span.start, span.stop, kind) for span in spans)


def _count(memories: Memories, question: str, hits: Sequence[Hit], *, is_exact: bool) -> WordCount:
    """Count the units in which the words of the query occur. If all of them are given, count those."""
    if len(hits) < MOST_TALLIED:
        return WordCount(len(hits))
    return WordCount(memories.count_occurrences(question)) if is_exact else memories.count_quickly(question)


ROUTES = (Route("/search", show_search),)
