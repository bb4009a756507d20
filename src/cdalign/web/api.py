"""Our own JSON: matches, words in context, terms; and the OpenAPI description of all addresses for programs."""

from __future__ import annotations

import logging
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from cdalign.errors import AwayError, CdalignError
from cdalign.languages import normalize_tag
from cdalign.memory import DEFAULT_THRESHOLD, Filters, Hit, HitKind
from cdalign.memory.renderings import spot_fragments, spot_hits
from cdalign.model import TermStatus, TranslationUnit
from cdalign.terminology.lookup import PassageTerm, equivalents, passage_terms
from cdalign.text import escape_controls, language_of
from cdalign.web import files, tools
from cdalign.web.fields import NamesField, NumberField, TextField
from cdalign.web.matching import (
    LEAST_THRESHOLD,
    LONGEST_NEW_TEXT,
    LONGEST_TAG,
    LONGEST_TEXT,
    MOST_HITS,
    SOURCE_IS,
    USUAL_HITS,
    find_matches,
)
from cdalign.web.metrics import CONTENT_TYPE, render_family
from cdalign.web.openapi import NUMBER, TEXT, Endpoint, describe, listing, named, record
from cdalign.web.pages import workspace_of
from cdalign.web.parameters import Flag, Number, Words

if TYPE_CHECKING:
    from cdalign.memory.fragments import Fragment

_log = logging.getLogger(__name__)

_TEXT = Words("text", "one sentence", LONGEST_TEXT)
_SOURCE = Words("source", SOURCE_IS, LONGEST_TAG)
_TARGET = Words("target", "the language wanted (default: any)", LONGEST_TAG, is_required=False)
_THRESHOLD = Number("threshold", "the least percentage", DEFAULT_THRESHOLD, LEAST_THRESHOLD, 100)
_LIMIT = Number("limit", "how many at most", USUAL_HITS, 1, MOST_HITS)

_WORDS = Words("q", "words, in either language; one Chinese character suffices", LONGEST_TEXT)
_MANY = Number("limit", "how many at most", MOST_HITS, 1, MOST_HITS)
_COUNT = Flag("count", "whether all are counted where there are more than are given")

_DOCUMENT = Words("document", "the symbol or the name of a document", LONGEST_TEXT)
_OFFSET = Number("offset", "how many units are passed over", 0, 0, 999_999)
_MANY_UNITS = Number("limit", "how many at most", 500, 1, 1_000)
_NEW_TEXT = TextField("text", "a new text, a paragraph a line", LONGEST_NEW_TEXT)
_LANGUAGE = TextField("language", "its language (BCP 47; default: by its script)", LONGEST_TAG, is_required=False)
_EXCLUDED = NamesField("exclude", "documents that do not count")

_PASSAGE = Words("text", "a sentence or a passage", LONGEST_TEXT)


def answer_matches(request: Request) -> JSONResponse:
    """Answer our own `/api/matches`: the best units, with what differs and where they come from."""
    text, source, target = (each.read(request) for each in (_TEXT, _SOURCE, _TARGET))
    hits = find_matches(request, text, source, target, _THRESHOLD.read(request), _LIMIT.read(request))
    return JSONResponse({"matches": [_describe(hit) for hit in hits]})


def answer_concordance(request: Request) -> JSONResponse:
    """Answer our own `/api/concordance`: the units in which words occur, and how many there are."""
    words, limit, is_counted = _WORDS.read(request), _MANY.read(request), _COUNT.read(request)
    memories = workspace_of(request).memories()
    found = memories.find_words(words, limit=limit)
    is_complete = len(found.hits) < limit and not found.is_cut
    total = len(found.hits) if is_complete else memories.count_occurrences(words) if is_counted else None
    estimate = memories.count_quickly(words).count if total is None else None
    described = [_describe(hit) for hit in spot_hits(found.hits)]
    return JSONResponse({"total": total, "estimate": estimate, "hits": described})


def _describe(hit: Hit) -> dict[str, Any]:
    return {
        "source": hit.text,
        "target": hit.translation,
        "sourceLanguage": hit.lang,
        "targetLanguage": hit.translation_lang,
        "kind": str(hit.kind),
        "score": hit.score,
        "spans": [[span.start, span.stop] for span in hit.spans],
        "targetSpans": [[span.start, span.stop] for span in hit.translation_spans],
        "targetSpansAreSure": hit.is_rendering_sure,
        "adapted": hit.adaptation.text if hit.adaptation else None,
        "document": hit.unit.prop("x-document"),
        "paragraph": hit.unit.prop("x-paragraph"),
        "review": hit.unit.review,
    }


def answer_discovery(request: Request) -> JSONResponse:
    """Answer our own `/api/discovery`: the documents of the memory that a new text goes back to, best first."""
    asked = request.state.asked
    memories = workspace_of(request).memories()
    lang = normalize_tag(asked["language"]) or language_of(asked["text"])
    found = memories.discover(
        asked["text"], lang, excluded=asked["exclude"], preferred=asked["prefer"], limit=asked["limit"]
    )
    return JSONResponse({"language": lang, "documents": [asdict(one) for one in found]})


def answer_fragments(request: Request) -> JSONResponse:
    """Answer our own `/api/fragments`: the runs of a new text that the memory holds, longest first."""
    asked = request.state.asked
    lang = normalize_tag(asked["language"]) or language_of(asked["text"])
    filters = Filters(documents=tuple(asked["documents"]), excluded=tuple(asked["exclude"]))
    found = workspace_of(request).memories().find_fragments(asked["text"], lang, filters=filters)
    shown = spot_fragments(found[: asked["limit"]])
    described = [_describe_fragment(one, asked["text"]) for one in shown]
    return JSONResponse({"language": lang, "total": len(found), "fragments": described})


def _describe_fragment(fragment: Fragment, text: str) -> dict[str, Any]:
    return {
        "text": text[fragment.span.start : fragment.span.stop],
        "span": [fragment.span.start, fragment.span.stop],
        "words": fragment.words,
        "count": fragment.count,
        "hits": [_describe(hit) for hit in fragment.hits],
    }


def answer_bitext(request: Request) -> JSONResponse:
    """Answer our own `/api/bitext`: the units of a document of the memory, in order."""
    units = workspace_of(request).memories().document_units(_DOCUMENT.read(request))
    start, limit = _OFFSET.read(request), _MANY_UNITS.read(request)
    return JSONResponse({"total": len(units), "units": [_describe_unit(unit) for unit in units[start : start + limit]]})


def _describe_unit(unit: TranslationUnit) -> dict[str, Any]:
    return {
        "source": unit.source,
        "target": unit.target,
        "sourceLanguage": unit.source_lang,
        "targetLanguage": unit.target_lang,
        "paragraph": unit.prop("x-paragraph"),
        "review": unit.review,
    }


def answer_terms(request: Request) -> JSONResponse:
    """Answer our own `/api/terms`: the terms of the termbase that occur in a text, with their equivalents."""
    text = _PASSAGE.read(request)
    found = passage_terms(text, workspace_of(request).terms().sound.index)
    return JSONResponse({"terms": [_describe_term(term, language_of(text)) for term in found]})


def _describe_term(found: PassageTerm, lang: str) -> dict[str, Any]:
    return {
        "concept": found.concept.id,
        "term": found.term.text,
        "status": str(found.term.status),
        "spans": [[match.start, match.stop] for match in found.matches],
        "renderings": [
            {"term": term.text, "language": term.lang, "status": str(term.status)}
            for term in equivalents(found.concept, lang)
        ],
    }


def answer_health(request: Request) -> JSONResponse:
    """Answer `/health`: whether this process, and the memory that it serves, can answer; 503 where it cannot.

    No token is needed for this, so the reason is written to the log only: it may name a file or a database.
    """
    try:
        workspace_of(request).check()
    except CdalignError as error:
        _log.warning("the memory does not answer: %s", escape_controls(str(error)))
        raise AwayError("the memory does not answer", advice="the log of the server says why") from error
    return JSONResponse({"status": "ok"})


def answer_metrics(request: Request) -> Response:
    """Answer `/metrics`: how many units the memories have; the server adds its own figures (watching.py)."""
    sizes = workspace_of(request).sizes()
    samples = [({"memory": memory}, float(size)) for memory, size in sizes.items()]
    text = render_family("cdalign_memory_units", "gauge", "Units of each memory that answers.", samples)
    return Response(text, media_type=CONTENT_TYPE)


def describe_interface(_: Request) -> JSONResponse:
    """Return the OpenAPI description of all addresses for programs."""
    return JSONResponse(DESCRIPTION)


_SPAN = {"type": "array", "items": NUMBER, "minItems": 2, "maxItems": 2}
_SPANS = listing(_SPAN)
_STATUS = {"enum": [str(status) for status in TermStatus]}
_SCHEMAS = {
    "Hit": record(
        source=TEXT,
        target=TEXT,
        sourceLanguage=TEXT,
        targetLanguage=TEXT,
        kind={"enum": [str(kind) for kind in HitKind]},
        score=NUMBER,
        spans=_SPANS,
        targetSpans=_SPANS,
        targetSpansAreSure={"type": "boolean"},
        adapted={"type": ["string", "null"]},
        document=TEXT,
        paragraph=TEXT,
        review=TEXT,
    ),
    "Unit": record(source=TEXT, target=TEXT, sourceLanguage=TEXT, targetLanguage=TEXT, paragraph=TEXT, review=TEXT),
    "Term": record(
        concept=TEXT,
        term=TEXT,
        status=_STATUS,
        spans=_SPANS,
        renderings=listing(record(term=TEXT, language=TEXT, status=_STATUS)),
    ),
}
_HITS = listing(named("Hit"))

_COUNTED = {"type": ["integer", "null"]}

ENDPOINTS = (
    Endpoint(
        "/api/matches",
        "the best units for a text",
        answer_matches,
        record(matches=_HITS),
        (_TEXT, _SOURCE, _TARGET, _THRESHOLD, _LIMIT),
    ),
    Endpoint(
        "/api/concordance",
        "the units in which words occur; `total` is null where there are more than are given and none counted them; "
        "then `estimate` says about how many there are",
        answer_concordance,
        record(total=_COUNTED, estimate=_COUNTED, hits=_HITS),
        (_WORDS, _MANY, _COUNT),
    ),
    Endpoint(
        "/api/terms",
        "the terms that occur in a text, with what renders them in the other language",
        answer_terms,
        record(terms=listing(named("Term"))),
        (_PASSAGE,),
    ),
    Endpoint(
        "/api/discovery",
        "the documents of the memory that a new text goes back to, best first",
        answer_discovery,
        record(
            language=TEXT,
            documents=listing(
                record(
                    document=TEXT,
                    covered={"type": "number"},
                    added={"type": "number"},
                    longest=NUMBER,
                    runs=NUMBER,
                )
            ),
        ),
        fields=(
            _NEW_TEXT,
            _LANGUAGE,
            _EXCLUDED,
            NamesField("prefer", "documents that come first"),
            NumberField("limit", "how many at most", 20, 1, 200),
        ),
    ),
    Endpoint(
        "/api/fragments",
        "the runs of words of a new text that the memory holds, longest first",
        answer_fragments,
        record(
            language=TEXT,
            total=NUMBER,
            fragments=listing(record(text=TEXT, span=_SPAN, words=NUMBER, count=NUMBER, hits=_HITS)),
        ),
        fields=(
            _NEW_TEXT,
            _LANGUAGE,
            NamesField("documents", "documents that count (default: all)"),
            _EXCLUDED,
            NumberField("limit", "how many at most", MOST_HITS, 1, 500),
        ),
    ),
    Endpoint(
        "/api/bitext",
        "the units of a document of the memory, in order",
        answer_bitext,
        record(total=NUMBER, units=listing(named("Unit"))),
        (_DOCUMENT, _OFFSET, _MANY_UNITS),
    ),
    Endpoint("/health", "whether the memory can be asked", answer_health, record(status=TEXT), is_quick=False),
    Endpoint(
        "/metrics",
        "figures in the Prometheus text format",
        answer_metrics,
        ("text/plain",),
        others={"404": "they were not asked for at the start"},
        is_quick=False,
    ),
    Endpoint("/api/openapi.json", "this description", describe_interface, {"type": "object"}, is_quick=False),
    *tools.ENDPOINTS,
    *files.ENDPOINTS,
)
DESCRIPTION = describe(ENDPOINTS, _SCHEMAS)
ROUTES = tuple(endpoint.route for endpoint in ENDPOINTS)
