"""All pages together: the application that a server runs."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from cdalign.errors import CdalignError
from cdalign.web import files, findings, home, review, search, terms, tools, uploads
from cdalign.web.access import Access, AccessMiddleware
from cdalign.web.pages import answer_error, show_page
from cdalign.web.workspace import Workspace


def make_app(workspace: Workspace, access: Access | None = None) -> Starlette:
    """Give the ASGI application for a workspace."""
    chosen = access or Access()
    app = Starlette(
        routes=[
            *home.ROUTES,
            *review.ROUTES,
            *files.ROUTES,
            *findings.ROUTES,
            *search.ROUTES,
            *terms.ROUTES,
            *uploads.ROUTES,
            *tools.ROUTES,
            Mount("/static", StaticFiles(packages=[("cdalign.web", "static")])),
            Route("/favicon.ico", _no_icon),
        ],
        middleware=[Middleware(AccessMiddleware, access=chosen)],
        exception_handlers={CdalignError: answer_error, 404: _answer_missing},
    )
    app.state.workspace = workspace
    app.state.access = chosen
    app.state.realigning = {}
    app.state.uploads = {}
    return app


async def _no_icon(_: Request) -> Response:
    return Response(status_code=204)


async def _answer_missing(request: Request, _: Exception) -> Response:
    return show_page(request, "error.html", status_code=404, error="there is no such page", advice="")
