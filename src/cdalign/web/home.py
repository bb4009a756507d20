"""The first page: the pairs of texts, how far each review has come, and the choice of interface language."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from cdalign.errors import UsageError
from cdalign.messages import INTERFACE_LANGUAGES
from cdalign.reading.kinds import readable_suffixes
from cdalign.reviewing import Progress
from cdalign.web.builds import group_outputs, is_stale, list_outputs, running_build
from cdalign.web.children import State
from cdalign.web.pages import show_page, workspace_of
from cdalign.web.projects import show_projects
from cdalign.web.value_names import COOKIE
from cdalign.web.workspace import Workspace

_YEAR_SECONDS = 31_536_000
# A project with more pairs than this is listed without figures: each figure means reading a pair.
_MOST_MEASURED = 50


def show_home(request: Request) -> Response:
    """Return the first page: the open project, or the projects to choose from if none is open."""
    workspace = workspace_of(request)
    project = workspace.project
    if project is None and workspace.library is not None:
        return show_projects(request)
    running = running_build(request)
    return show_page(
        request,
        "home.html",
        pairs=[(key, shelf.title, _progress(workspace, key)) for key, shelf in workspace.shelves.items()],
        concepts=len(workspace.terms().termbase.entries),
        project=project,
        outputs=list(group_outputs(list_outputs(project))) if project else [],
        is_stale=project is not None and is_stale(project),
        outcome=running.child.result if running else None,
        is_building=running is not None and running.child.state is State.WORKING,
        formats=",".join(readable_suffixes()),
    )


def _progress(workspace: Workspace, key: str) -> Progress | str | None:
    """Return the progress of a review, or why it cannot be opened.

    A pair that was added and not aligned yet has no progress, because aligning it would take long.
    """
    shelf = workspace.shelf(key)
    if workspace.library is not None and not shelf.project.working_file(shelf.pair).exists():
        return None
    if list(workspace.shelves).index(key) >= _MOST_MEASURED:
        return ""
    progress: Progress | str = ""
    with workspace.troubles.caught(key, workspace.shelf(key).title) as caught:
        review = workspace.review(key)
        review.snapshot()
        progress = review.progress
    return caught.error.message if caught.error else progress


def choose_words(request: Request) -> Response:
    """Keep the interface language that was chosen, and go back."""
    chosen = request.path_params["lang"]
    back = urlsplit(request.query_params.get("back", "/")).path
    answer = RedirectResponse("/" + back.lstrip("/"), status_code=303)
    if chosen in INTERFACE_LANGUAGES:
        answer.set_cookie(COOKIE, chosen, max_age=_YEAR_SECONDS, samesite="lax")
    return answer


def stop_server(request: Request) -> JSONResponse:
    """Stop the server, where it was started without a console; everything is saved already."""
    stop = request.app.state.stop
    if stop is None:
        raise UsageError("these pages are not stopped from here", advice="stop them where they were started")
    stop()
    return JSONResponse({"state": "stopped"})


ROUTES = (
    Route("/", show_home),
    Route("/words/{lang}", choose_words),
    Route("/stop", stop_server, methods=["POST"]),
)
