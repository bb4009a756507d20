"""The projects: those in the folder of projects, a new one, and the one that is open."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cdalign.errors import UsageError
from cdalign.project.library import Listed, begin_project, list_projects, open_begun, touch_project
from cdalign.web.pages import read_json, show_page, workspace_of
from cdalign.web.workspace import Workspace

_LONGEST_NAME = 120


def show_projects(request: Request) -> Response:
    """Return the page that lists the projects, the one that was used last first."""
    workspace = workspace_of(request)
    folder = workspace.library
    return show_page(
        request,
        "projects.html",
        projects=list_projects(folder) if folder else (),
        folder=str(folder or ""),
        opened=workspace.project.root if workspace.project else None,
    )


async def make_project(request: Request) -> JSONResponse:
    """Begin a project and open it."""
    asked = await read_json(request)
    return await run_in_threadpool(_make, workspace_of(request), asked)


def _make(workspace: Workspace, asked: dict[str, Any]) -> JSONResponse:
    if workspace.library is None:
        raise UsageError("no folder of projects is served here", advice="start cdalign without a command")
    workspace.switch(begin_project(workspace.library, str(asked.get("name", ""))[:_LONGEST_NAME]))
    return JSONResponse({"go": "/"}, status_code=201)


async def choose_project(request: Request) -> JSONResponse:
    """Open another project."""
    asked = await read_json(request)
    return await run_in_threadpool(_open, workspace_of(request), str(asked.get("name", "")))


def _open(workspace: Workspace, name: str) -> JSONResponse:
    listed = list_projects(workspace.library) if workspace.library else ()
    chosen = next((one for one in listed if one.name == name), None)
    if chosen is None:
        raise UsageError("there is no such project", advice="choose one of the list")
    open_listed(workspace, chosen)
    return JSONResponse({"go": "/"})


def open_listed(workspace: Workspace, chosen: Listed) -> None:
    """Open a project of the list in the workspace.

    Raises:
        ProjectError, ReadError: it cannot be opened; the one before stays open.
    """
    project = open_begun(chosen.root)
    touch_project(chosen.root)
    workspace.switch(project)


ROUTES = (
    Route("/projects", show_projects, methods=["GET"]),
    Route("/projects", make_project, methods=["POST"]),
    Route("/projects/open", choose_project, methods=["POST"]),
)
