"""The memory server in the words of OpenAPI 3.1, for programs that make their clients of it."""

from __future__ import annotations

from typing import Any


def _query(name: str, what: str, *, kind: str = "string", is_required: bool = False, **bounds: int) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": is_required,
        "description": what,
        "schema": {"type": kind, **bounds},
    }


def _path(name: str, what: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "description": what, "schema": {"type": "string"}}


def _get(summary: str, parameters: list[dict[str, Any]], answer: dict[str, Any]) -> dict[str, Any]:
    error = {"description": "the question makes no sense", "content": {"application/json": {"schema": _ERROR}}}
    good = {"description": "the answer", "content": {"application/json": {"schema": answer}}}
    return {"get": {"summary": summary, "parameters": parameters, "responses": {"200": good, "422": error}}}


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


_TEXT = {"type": "string"}
_NUMBER = {"type": "integer"}
_ERROR = _object(error=_TEXT, advice=_TEXT)
_HIT = _object(
    source=_TEXT,
    target=_TEXT,
    sourceLanguage=_TEXT,
    targetLanguage=_TEXT,
    kind={"enum": ["context", "exact", "fuzzy", "concordance"]},
    score=_NUMBER,
    spans=_list(_list(_NUMBER)),
    adapted={"type": ["string", "null"]},
    document=_TEXT,
    paragraph=_TEXT,
    review=_TEXT,
)
_SOURCE = "the language of the text (BCP 47, also zh_hans)"
_TARGET = "the language wanted"

DESCRIPTION: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "cdalign memory server", "license": {"name": "GPL-3.0-or-later"}},
    "paths": {
        "/api/matches": _get(
            "the best units for a text",
            [
                _query("text", "one sentence", is_required=True, minLength=1, maxLength=2000),
                _query("source", _SOURCE, is_required=True),
                _query("target", _TARGET),
                _query("threshold", "the least percentage", kind="integer", minimum=1, maximum=100),
                _query("limit", "how many", kind="integer", minimum=1, maximum=50),
            ],
            _object(matches=_list(_HIT)),
        ),
        "/api/concordance": _get(
            "the units in which words stand, in either language",
            [
                _query("q", "words; one Chinese character suffices", is_required=True, minLength=1, maxLength=2000),
                _query("limit", "how many", kind="integer", minimum=1, maximum=50),
            ],
            _object(total=_NUMBER, hits=_list(_HIT)),
        ),
        "/tmserver/languages/": _get(
            "the languages (amaGama)", [], _object(sourceLanguages=_list(_TEXT), targetLanguages=_list(_TEXT))
        ),
        "/tmserver/{source}/{target}/unit/{text}": _get(
            "the best units for a text (amaGama)",
            [_path("source", _SOURCE), _path("target", _TARGET), _path("text", "the text, percent-encoded")],
            _list(_object(source=_TEXT, target=_TEXT, quality=_NUMBER, rank=_NUMBER)),
        ),
        "/get": _get(
            "the best units for a text (MyMemory)",
            [
                _query("q", "the text", is_required=True, minLength=1, maxLength=2000),
                _query("langpair", "SOURCE|TARGET", is_required=True),
            ],
            {"type": "object"},
        ),
    },
}
