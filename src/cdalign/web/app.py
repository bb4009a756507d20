"""All pages together: the application that a server runs."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from cdalign.errors import CdalignError
from cdalign.messages import say, translate
from cdalign.web import (
    api,
    bitexts,
    builds,
    discovery,
    edits,
    exports,
    findings,
    home,
    imports,
    intake,
    projects,
    proposals,
    realigning,
    review,
    rewriting,
    rowfindings,
    search,
    terms,
    uploads,
)
from cdalign.web.access import Access, AccessMiddleware, is_for_programs
from cdalign.web.pages import answer_error, language_for, show_page
from cdalign.web.workspace import Workspace

_log = logging.getLogger("uvicorn.error")


def make_app(workspace: Workspace, access: Access | None = None) -> Starlette:
    """Return the ASGI application for a workspace: all pages, and the addresses for programs."""
    chosen = access or Access()
    app = _make(workspace, [*api.ROUTES, *_page_routes()], has_pages=True, guards=[guard(chosen)])
    app.state.access = chosen
    app.state.realigning = {}
    app.state.uploads = {}
    app.state.heaps = {}
    app.state.imports = {}
    app.state.new_texts = {}
    app.state.build = None
    app.state.hunt = None
    app.state.stop = None
    return app


def make_answers(workspace: Workspace) -> Starlette:
    """Return the ASGI application of the addresses for programs alone. It does not check tokens and hosts."""
    return _make(workspace, api.ROUTES, has_pages=False)


def guard(access: Access) -> Middleware:
    """Return the middleware that refuses requests that are not allowed."""
    return Middleware(AccessMiddleware, access=access)


def _make(
    workspace: Workspace, routes: Sequence[BaseRoute], *, has_pages: bool, guards: Sequence[Middleware] = ()
) -> Starlette:
    app = Starlette(
        routes=routes,
        middleware=guards,
        exception_handlers={CdalignError: answer_error, HTTPException: _answer_refused},
        lifespan=_open_and_close,
    )
    app.state.workspace = workspace
    app.state.has_pages = has_pages
    app.state.checking = {}
    app.state.turns = CapacityLimiter(1)
    app.state.long_turns = CapacityLimiter(1)
    return app


def _page_routes() -> list[Route | Mount]:
    return [
        *home.ROUTES,
        *projects.ROUTES,
        *intake.ROUTES,
        *builds.ROUTES,
        *review.ROUTES,
        *edits.ROUTES,
        *realigning.ROUTES,
        *rewriting.ROUTES,
        *rowfindings.ROUTES,
        *findings.ROUTES,
        *search.ROUTES,
        *discovery.ROUTES,
        *bitexts.ROUTES,
        *proposals.ROUTES,
        *exports.ROUTES,
        *imports.ROUTES,
        *terms.ROUTES,
        *uploads.ROUTES,
        Mount("/static", StaticFiles(packages=[("cdalign.web", "static")])),
        Route("/favicon.ico", _no_icon),
    ]


@asynccontextmanager
async def _open_and_close(app: Starlette) -> AsyncIterator[None]:
    try:
        await run_in_threadpool(app.state.workspace.warm)
    except CdalignError as error:
        # The client gets the same message; the memory may come back.
        _log.warning("%s; %s", error, error.advice)
    yield
    app.state.workspace.close()


async def _no_icon(_: Request) -> Response:
    return Response(status_code=204)


async def _answer_refused(request: Request, error: Exception) -> Response:
    """Answer a request for which there is no route, or no method of it."""
    assert isinstance(error, HTTPException)
    if is_for_programs(request.url.path) or not request.app.state.has_pages:
        refusal = {"error": error.detail, "advice": "/api/openapi.json says what can be asked"}
        return JSONResponse(refusal, status_code=error.status_code, headers=error.headers)
    if error.status_code == 404:
        return show_page(
            request,
            "error.html",
            status_code=404,
            error=translate(say("there is no such page"), language_for(request)),
            advice="",
        )
    return PlainTextResponse(error.detail, status_code=error.status_code, headers=error.headers)
