"""The first page: the pairs of texts, how far each review has come, and the choice of interface language."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from cdalign.reviewing import Progress, measure_progress
from cdalign.web.pages import show_page, workspace_of
from cdalign.web.words import COOKIE, INTERFACE_LANGUAGES
from cdalign.web.workspace import Workspace

_YEAR_SECONDS = 31_536_000
# A project with more pairs than this is listed without figures: each figure means reading a pair.
_MOST_MEASURED = 50


def show_home(request: Request) -> Response:
    """Give the first page."""
    workspace = workspace_of(request)
    concepts = len(workspace.terms().termbase.entries)
    pairs = [(key, shelf.title, _progress(workspace, key)) for key, shelf in workspace.shelves.items()]
    return show_page(request, "home.html", pairs=pairs, concepts=concepts)


def _progress(workspace: Workspace, key: str) -> Progress | str:
    """How far a review has come, or why it cannot be opened."""
    if list(workspace.shelves).index(key) >= _MOST_MEASURED:
        return ""
    progress: Progress | str = ""
    with workspace.troubles.caught(key, workspace.shelf(key).title) as caught:
        progress = measure_progress(workspace.review(key).snapshot()[0])
    return str(caught.error) if caught.error else progress


def choose_words(request: Request) -> Response:
    """Keep the interface language that was chosen, and go back."""
    chosen = request.path_params["lang"]
    back = urlsplit(request.query_params.get("back", "/")).path
    answer = RedirectResponse("/" + back.lstrip("/"), status_code=303)
    if chosen in INTERFACE_LANGUAGES:
        answer.set_cookie(COOKIE, chosen, max_age=_YEAR_SECONDS, samesite="lax")
    return answer


ROUTES = (Route("/", show_home), Route("/words/{lang}", choose_words))
