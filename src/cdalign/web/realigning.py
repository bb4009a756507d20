"""Aligning again what is pending in a review, in a process of its own that can be stopped."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from cdalign.errors import ConflictError
from cdalign.model import Bitext
from cdalign.reviewing import realign_pending
from cdalign.web.children import Child, State, Tell
from cdalign.web.edits import answer_edit
from cdalign.web.pages import read_json, workspace_of


async def start_realigning(request: Request) -> JSONResponse:
    """Begin to align what is pending, in a process of its own."""
    asked = await read_json(request)
    key = request.path_params["key"]
    bitext, version = await run_in_threadpool(workspace_of(request).review(key).snapshot)
    if version != asked.get("version"):
        raise ConflictError("this text was changed in another window", advice="load the page again")
    children: dict[str, tuple[str, Child]] = request.app.state.realigning
    if key in children:
        children[key][1].cancel()
    children[key] = (version, await run_in_threadpool(Child, _realign, bitext))
    return JSONResponse({"state": State.WORKING}, status_code=202)


def _realign(tell: Tell, bitext: Bitext) -> Bitext:
    tell("aligning")
    return realign_pending(bitext)


def poll_realigning(request: Request) -> JSONResponse:
    """Return how far the aligning is; when it is done, its result is an edit like any other."""
    key = request.path_params["key"]
    children: dict[str, tuple[str, Child]] = request.app.state.realigning
    if key not in children:
        return JSONResponse({"state": State.CANCELLED})
    version, child = children[key]
    if child.state is State.WORKING:
        return JSONResponse({"state": child.state, "seconds": round(child.seconds)})
    del children[key]
    if child.state is State.DONE:
        return answer_edit(request, workspace_of(request).review(key).edit(version, lambda _: child.result))
    if child.error is not None:
        raise child.error
    return JSONResponse({"state": child.state})


def cancel_realigning(request: Request) -> JSONResponse:
    """Stop aligning; nothing is changed."""
    children: dict[str, tuple[str, Child]] = request.app.state.realigning
    entry = children.pop(request.path_params["key"], None)
    if entry is not None:
        entry[1].cancel()
    return JSONResponse({"state": State.CANCELLED})


ROUTES = (
    Route("/review/{key}/realign", start_realigning, methods=["POST"]),
    Route("/review/{key}/realign", poll_realigning, methods=["GET"]),
    Route("/review/{key}/realign", cancel_realigning, methods=["DELETE"]),
)
