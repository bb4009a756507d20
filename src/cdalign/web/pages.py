"""Templates, and what every page needs: its words, its language, the secret of its forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from cdalign.errors import AwayError, BusyError, CdalignError, ConflictError, ProjectError, ReadError, UsageError
from cdalign.messages import (
    ENGLISH,
    INTERFACE_LANGUAGES,
    Message,
    accepted_language,
    say,
    say_either,
    translate,
    translate_said,
)
from cdalign.notations import load_json
from cdalign.templates import render_template
from cdalign.terminology import TermRecognizer
from cdalign.version import VERSION
from cdalign.web.access import Access, is_for_programs
from cdalign.web.refusals import advise
from cdalign.web.value_names import COOKIE, word_for
from cdalign.web.workspace import MissingError, Workspace

_LARGEST_JSON_BYTES = 64_000
# A new text of 50,000 characters, each as `\uXXXX`.
LARGEST_BODY_BYTES = 400_000
# What follows a colon or a full stop: those of Chinese are as wide as a character, with their own room.
_GAPS = {ENGLISH: " ", "zh-Hans": ""}
# Seconds after which a client may ask again for a memory that is away; databases restart in a few seconds.
_SECONDS_TO_WAIT = 5


def workspace_of(request: Request) -> Workspace:
    """Return the workspace that the application serves."""
    workspace: Workspace = request.app.state.workspace
    return workspace


def recognizer_for(request: Request) -> TermRecognizer:
    """Return the recognizer of the terms of the project to which the pair of a request belongs."""
    workspace = workspace_of(request)
    return workspace.terms(workspace.shelf(request.path_params["key"]).project).index.recognizer


def language_for(request: Request) -> str:
    """Return the interface language for a request."""
    return accepted_language(request.cookies.get(COOKIE, ""), request.headers.get("accept-language", ""))


def translator_for(lang: str) -> Callable[..., str]:
    """Return the function that templates call for words: `t("{count} concepts", count=37)`, or with a message."""

    def t(words: str, **values: Any) -> str:
        return translate(Message(words, values) if values else words, lang)

    return t


def _words_of(lang: str) -> dict[str, Callable[..., str]]:
    """Return the functions by which a template speaks.

    `t` says words, `tc` words in a context, `tn` the one words or the other by a count, `word` a value of a group, and
    `said` a message, while any other text stays as it is.
    """
    return {
        "t": translator_for(lang),
        "tc": lambda context, words: translate(Message(words, context=context), lang),
        "tn": lambda one, many, count, **values: translate(say_either(one, many, count, **values), lang),
        "said": lambda value: translate_said(value, lang),
        "word": lambda group, value: translate(word_for(group, value), lang),
    }


def show_page(request: Request, template: str, *, status_code: int = 200, **context: Any) -> HTMLResponse:
    """Return a page rendered from a template."""
    lang = language_for(request)
    access: Access = request.app.state.access
    html = render_fragment(
        template,
        lang=lang,
        other_lang=next(other for other in INTERFACE_LANGUAGES if other != lang),
        csrf=access.csrf,
        path=request.url.path,
        version=VERSION,
        project_title=workspace_of(request).title,
        can_be_stopped=getattr(request.app.state, "stop", None) is not None,
        has_library=workspace_of(request).library is not None,
        troubles=list(workspace_of(request).troubles),
        **context,
    )
    return HTMLResponse(html, status_code=status_code)


def render_fragment(template: str, /, *, lang: str, **context: Any) -> str:
    """Return the text of a piece of a page in an interface language."""
    return render_template("cdalign.web", template, lang=lang, gap=_GAPS[lang], **_words_of(lang), **context)


def show_fragment(request: Request, template: str, **context: Any) -> HTMLResponse:
    """Return a piece of a page."""
    return HTMLResponse(render_fragment(template, lang=language_for(request), **context))


async def read_json(request: Request, most: int = _LARGEST_JSON_BYTES) -> dict[str, Any]:
    """Return the JSON object that a page of ours or a program sent, of a limited number of bytes.

    Raises:
        UsageError: it is too long, or not a JSON object.
    """
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > most:
            raise UsageError("the request is too long")
    try:
        value = load_json(bytes(data))
    except ReadError as error:
        raise UsageError(say("the request is not JSON that can be read ({error})", error=error)) from error
    if not isinstance(value, dict):
        raise UsageError("the request is not a JSON object")
    return value


def page_asked(request: Request, items: int, size: int) -> int:
    """Return the number of the page of a list, from 0 on, that the address asks for; the last one where it has less."""
    asked = request.query_params.get("page", "0")
    return min(int(asked) if asked.isdecimal() and len(asked) < 9 else 0, max(0, (items - 1) // size))


def attachment(name: str) -> dict[str, str]:
    """Return the header with which an answer is saved under a name (RFC 6266, section 4)."""
    return {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}


def status_of(error: CdalignError) -> int:
    """Return the HTTP status that says what kind of error it is."""
    if isinstance(error, (ConflictError, ProjectError)):
        return 409
    if isinstance(error, (AwayError, BusyError)):
        return 503
    if isinstance(error, MissingError):
        return 404
    return 422 if isinstance(error, UsageError) else 500


async def answer_error(request: Request, error: Exception) -> Response:
    """Return a page, or JSON for a script, that says what is wrong and what to do."""
    assert isinstance(error, CdalignError)
    status, t = status_of(error), translator_for(language_for(request))
    said, advice = t(error.message), t(error.advice if is_for_programs(request.url.path) else advise(error))
    answer: HTMLResponse | JSONResponse
    if wants_page(request):
        answer = show_page(request, "error.html", status_code=status, error=said, advice=advice)
    else:
        answer = JSONResponse({"error": said, "advice": advice, "code": error.code}, status_code=status)
    if status == 503:
        answer.headers["retry-after"] = "1" if isinstance(error, BusyError) else str(_SECONDS_TO_WAIT)
    return answer


def wants_page(request: Request) -> bool:
    """Return whether a request is for a page that a person reads, rather than for JSON."""
    if is_for_programs(request.url.path) or not request.app.state.has_pages:
        return False
    return request.method == "GET" and "text/html" in request.headers.get("accept", "text/html")
