"""The memory server that other tools speak to already: amaGama (tmserver), MyMemory's `/get`, and our own JSON.

Weblate's tmserver service, Virtaal and Pootle speak amaGama's protocol; MateCat speaks MyMemory's. Everything here
reads and nothing writes. A question that makes no sense is answered with what is wrong, never with a fault of ours.
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from cdalign.errors import UsageError
from cdalign.languages import is_chinese, languages_match, normalize_tag
from cdalign.memory import DEFAULT_THRESHOLD, Filters, Hit
from cdalign.version import VERSION
from cdalign.web.openapi import DESCRIPTION
from cdalign.web.pages import workspace_of

# Weblate sends at most 500 characters; the longest sentence of a resolution has some 1,500.
LONGEST_TEXT = 2_000
_MOST_HITS = 50
_USUAL_HITS = 5
# The ways in which tools write Simplified Chinese.
_CHINESE_CODES = ("zh", "zh_cn", "zh_hans", "zh_hans_cn")


def _match(request: Request, text: str, source: str, target: str, *, threshold: int, limit: int) -> tuple[Hit, ...]:
    """The best units of the memory for a text, translated into the language asked for."""
    if not text.strip() or "\x00" in text or len(text) > LONGEST_TEXT:
        raise UsageError(f"a text has 1 to {LONGEST_TEXT} characters", advice="send one sentence at a time")
    filters = Filters(target_lang=normalize_tag(target))
    memory = workspace_of(request).memory()
    return memory.find_fuzzy(text, normalize_tag(source), threshold=threshold, limit=limit, filters=filters)


def _number(request: Request, name: str, usual: int, least: int, most: int) -> int:
    """A whole number of the query, held within its bounds."""
    value = request.query_params.get(name, "")
    if not value:
        return usual
    if not value.isascii() or not value.isdigit() or len(value) > 6:
        raise UsageError(f"{name} is a whole number from {least} to {most}")
    return min(max(int(value), least), most)


def list_languages(request: Request) -> JSONResponse:
    """Answer amaGama's `/languages/`: both directions, with the codes that tools use for Chinese."""
    langs = {lang for unit in workspace_of(request).memory().units() for lang in (unit.source_lang, unit.target_lang)}
    codes = sorted({code for lang in langs for code in _codes(lang)})
    return JSONResponse({"sourceLanguages": codes, "targetLanguages": codes})


def _codes(lang: str) -> tuple[str, ...]:
    code = lang.replace("-", "_").lower()
    is_simplified = is_chinese(lang) and languages_match("zh-Hans", lang)
    return (code, *_CHINESE_CODES) if is_simplified else (code, lang.split("-")[0])


def answer_amagama(request: Request) -> JSONResponse:
    """Answer amaGama's `/SOURCE/TARGET/unit/TEXT`: a list, the best first."""
    path = request.path_params
    hits = _match(
        request,
        path["text"].rstrip("/") or path["text"],
        path["source"],
        path["target"],
        threshold=_number(request, "min_similarity", DEFAULT_THRESHOLD, 1, 100),
        limit=_number(request, "max_candidates", _USUAL_HITS, 1, _MOST_HITS),
    )
    return JSONResponse(
        [
            {"source": hit.text, "target": hit.translation, "quality": min(hit.score, 100), "rank": hit.score}
            for hit in hits
        ]
    )


def answer_mymemory(request: Request) -> JSONResponse:
    """Answer MyMemory's `/get?q=TEXT&langpair=SOURCE|TARGET`."""
    source, _, target = request.query_params.get("langpair", "").partition("|")
    if not source or not target:
        raise UsageError("langpair is two languages with | between", advice="langpair=zh-CN|en")
    text = request.query_params.get("q", "")
    hits = _match(request, text, source, target, threshold=DEFAULT_THRESHOLD, limit=_USUAL_HITS)
    best = hits[0] if hits else None
    return JSONResponse(
        {
            "responseData": {"translatedText": best.translation if best else "", "match": _share(best)},
            "quotaFinished": False,
            "responseDetails": "",
            "responseStatus": 200,
            "matches": [_mymemory_match(str(number), hit) for number, hit in enumerate(hits, start=1)],
        }
    )


def _share(hit: Hit | None) -> float:
    return min(hit.score, 100) / 100 if hit else 0.0


def _mymemory_match(number: str, hit: Hit) -> dict[str, Any]:
    date = hit.unit.changed or hit.unit.created
    return {
        "id": number,
        "segment": hit.text,
        "translation": hit.translation,
        "source": hit.lang,
        "target": hit.translation_lang,
        "quality": "100" if hit.unit.prop("x-review") == "confirmed" else "74",
        "reference": " ".join(word for word in (hit.unit.prop("x-document"), hit.unit.prop("x-paragraph")) if word),
        "usage-count": 1,
        "subject": "",
        "created-by": "cdalign",
        "last-updated-by": "cdalign",
        "create-date": date,
        "last-update-date": date,
        "match": _share(hit),
    }


def answer_matches(request: Request) -> JSONResponse:
    """Answer our own `/api/matches`: the best units, with what differs and where they come from."""
    query = request.query_params
    hits = _match(
        request,
        query.get("text", ""),
        query.get("source", ""),
        query.get("target", ""),
        threshold=_number(request, "threshold", DEFAULT_THRESHOLD, 1, 100),
        limit=_number(request, "limit", _USUAL_HITS, 1, _MOST_HITS),
    )
    return JSONResponse({"matches": [_describe(hit) for hit in hits]})


def answer_concordance(request: Request) -> JSONResponse:
    """Answer our own `/api/concordance`: the units in which words stand, and how many there are."""
    words = request.query_params.get("q", "")
    if not words.strip() or "\x00" in words or len(words) > LONGEST_TEXT:
        raise UsageError(f"q has 1 to {LONGEST_TEXT} characters")
    memory = workspace_of(request).memory()
    hits = memory.concordance(words, limit=_number(request, "limit", _MOST_HITS, 1, _MOST_HITS))
    return JSONResponse({"total": memory.count_occurrences(words), "hits": [_describe(hit) for hit in hits]})


def _describe(hit: Hit) -> dict[str, Any]:
    return {
        "source": hit.text,
        "target": hit.translation,
        "sourceLanguage": hit.lang,
        "targetLanguage": hit.translation_lang,
        "kind": str(hit.kind),
        "score": hit.score,
        "spans": [[span.start, span.stop] for span in hit.spans],
        "adapted": hit.adaptation.text if hit.adaptation else None,
        "document": hit.unit.prop("x-document"),
        "paragraph": hit.unit.prop("x-paragraph"),
        "review": hit.unit.prop("x-review"),
    }


def describe_interface(_: Request) -> JSONResponse:
    """Give the OpenAPI description of the memory server."""
    return JSONResponse({**DESCRIPTION, "info": {**DESCRIPTION["info"], "version": VERSION}})


ROUTES = (
    Route("/tmserver/languages", list_languages),
    Route("/tmserver/languages/", list_languages),
    Route("/tmserver/{source}/{target}/unit/{text:path}", answer_amagama),
    Route("/get", answer_mymemory),
    Route("/api/matches", answer_matches),
    Route("/api/concordance", answer_concordance),
    Route("/api/openapi.json", describe_interface),
)
