"""The protocols of memory servers that other tools use: amaGama (tmserver), and MyMemory's `/get`.

Weblate's tmserver service, Virtaal and Pootle speak amaGama's protocol; MateCat speaks MyMemory's. Everything here
only reads. A bad request is answered with what is wrong, never with an internal error.
"""

from __future__ import annotations

from typing import Any

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import JSONResponse

from cdalign.languages import is_chinese, languages_match
from cdalign.memory import DEFAULT_THRESHOLD, Hit
from cdalign.model import BeadStatus
from cdalign.web.matching import (
    LEAST_THRESHOLD,
    LONGEST_TAG,
    LONGEST_TEXT,
    MOST_HITS,
    SOURCE_IS,
    USUAL_HITS,
    find_matches,
)
from cdalign.web.openapi import NUMBER, TEXT, Endpoint, listing, record
from cdalign.web.pages import workspace_of
from cdalign.web.parameters import Number, Words

# The ways in which tools write Simplified Chinese.
_CHINESE_CODES = ("zh", "zh_cn", "zh_hans", "zh_hans_cn")

_SOURCE = Words("source", SOURCE_IS, LONGEST_TAG, is_path=True)
_TARGET = Words("target", "the language wanted", LONGEST_TAG, is_path=True)
_TEXT = Words("text", "one sentence, percent-encoded", LONGEST_TEXT, is_path=True)
_SIMILARITY = Number("min_similarity", "the least percentage", DEFAULT_THRESHOLD, LEAST_THRESHOLD, 100, is_bent=True)
_CANDIDATES = Number("max_candidates", "how many at most", USUAL_HITS, 1, MOST_HITS, is_bent=True)

_ASKED = Words("q", "one sentence", LONGEST_TEXT)
_PAIR = Words("langpair", "SOURCE|TARGET, as zh-CN|en", 2 * LONGEST_TAG + 1, pattern=r"^[^|]+\|[^|]+$")


class _WordsConvertor(Convertor[str]):
    """The rest of an address, whatever it holds: Weblate sends line breaks too, at which `path` stops."""

    regex = "(?s:.*)"

    def convert(self, value: str) -> str:
        """Return it as it is."""
        return value

    def to_string(self, value: str) -> str:
        """Return it as it is."""
        return value


register_url_convertor("words", _WordsConvertor())


def list_languages(request: Request) -> JSONResponse:
    """Answer amaGama's `/languages/`: both directions, with the codes that tools use for Chinese."""
    codes = sorted({code for lang in workspace_of(request).languages() for code in _codes(lang)})
    return JSONResponse({"sourceLanguages": codes, "targetLanguages": codes})


def _codes(lang: str) -> tuple[str, ...]:
    code = lang.replace("-", "_").lower()
    is_simplified = is_chinese(lang) and languages_match("zh-Hans", lang)
    return (code, *_CHINESE_CODES) if is_simplified else (code, lang.split("-")[0])


def answer_amagama(request: Request) -> JSONResponse:
    """Answer amaGama's `/SOURCE/TARGET/unit/TEXT`: a list, the best first."""
    text, source, target = (each.read(request) for each in (_TEXT, _SOURCE, _TARGET))
    limits = _SIMILARITY.read(request), _CANDIDATES.read(request)
    hits = find_matches(request, text, source, target, *limits)
    return JSONResponse(
        [
            {"source": hit.text, "target": hit.translation, "quality": min(hit.score, 100), "rank": hit.score}
            for hit in hits
        ]
    )


def answer_mymemory(request: Request) -> JSONResponse:
    """Answer MyMemory's `/get?q=TEXT&langpair=SOURCE|TARGET`."""
    source, _, target = _PAIR.read(request).partition("|")
    hits = find_matches(request, _ASKED.read(request), source, target, DEFAULT_THRESHOLD, USUAL_HITS)
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
        "quality": "100" if hit.unit.review == BeadStatus.CONFIRMED else "74",
        "reference": " ".join(word for word in (hit.unit.prop("x-document"), hit.unit.prop("x-paragraph")) if word),
        "usage-count": 1,
        "subject": "",
        "created-by": "cdalign",
        "last-updated-by": "cdalign",
        "create-date": date,
        "last-update-date": date,
        "match": _share(hit),
    }


_CODES = listing(TEXT)
_BOTH_WAYS = record(sourceLanguages=_CODES, targetLanguages=_CODES)
_SHARE = {"type": "number", "minimum": 0, "maximum": 1}
_MYMEMORY = record(
    responseData=record(translatedText=TEXT, match=_SHARE),
    quotaFinished={"type": "boolean"},
    responseDetails=TEXT,
    responseStatus=NUMBER,
    matches=listing(record(segment=TEXT, translation=TEXT, source=TEXT, target=TEXT, quality=TEXT, match=_SHARE)),
)

ENDPOINTS = (
    Endpoint("/tmserver/languages", "the languages (amaGama)", list_languages, _BOTH_WAYS),
    Endpoint("/tmserver/languages/", "the languages (amaGama)", list_languages, _BOTH_WAYS),
    Endpoint(
        "/tmserver/{source}/{target}/unit/{text:words}",
        "the best units for a text (amaGama)",
        answer_amagama,
        listing(record(source=TEXT, target=TEXT, quality=NUMBER, rank=NUMBER)),
        (_SOURCE, _TARGET, _TEXT, _SIMILARITY, _CANDIDATES),
        {"404": "a language holds a slash"},
    ),
    Endpoint("/get", "the best units for a text (MyMemory)", answer_mymemory, _MYMEMORY, (_ASKED, _PAIR)),
)
