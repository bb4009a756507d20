"""A pair of files from the user: kept under our own names, read in a process with limits, then reviewed like any."""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cdalign.errors import UsageError
from cdalign.model import Document
from cdalign.project import Project, open_project, read_pair, termbase_of
from cdalign.project.building import build_project
from cdalign.reading.blocks import Format
from cdalign.web.children import Child, State, Tell
from cdalign.web.files import FILES
from cdalign.web.pages import show_page, workspace_of
from cdalign.web.workspace import Shelf

# The longest reports of the United Nations have some 20 MB as PDF.
LARGEST_FILE_BYTES = 50_000_000
_LIMIT_MB = LARGEST_FILE_BYTES // 1_000_000
# What a chooser of files offers; what a file is shows when it is read.
FORMATS = ",".join((*(f".{kind}" for kind in Format), ".htm", ".text"))
_MOST_UPLOADS = 100
_SIDES = ("zh", "en")
# The name under which both texts are kept; the user's names are shown and never used.
_PAIR_NAME = "text"
_LONGEST_NAME = 120
_SECONDS_TO_END = 5.0


@dataclass
class Upload:
    """A pair that a user sent: its folder, the user's names of the two files, and the work on it."""

    key: str
    folder: Path
    names: dict[str, str] = field(default_factory=dict)
    child: Child | None = None

    @property
    def title(self) -> str:
        """What the pages call it: the name of the first file without its suffix."""
        return Path(self.names.get("zh", self.key)).stem


def show_uploads(request: Request) -> Response:
    """Give the page on which two files are dropped."""
    uploads: dict[str, Upload] = request.app.state.uploads
    return show_page(
        request, "upload.html", uploads=list(uploads.values()), limit=LARGEST_FILE_BYTES // 1_000_000, formats=FORMATS
    )


async def start_upload(request: Request) -> JSONResponse:
    """Make a place for two files and give its key."""
    uploads: dict[str, Upload] = request.app.state.uploads
    if len(uploads) >= _MOST_UPLOADS:
        raise UsageError("there are too many uploaded pairs", advice="restart the server")
    key = f"~{secrets.token_hex(6)}"
    folder = workspace_of(request).uploads / key[1:]
    for side in _SIDES:
        (folder / "corpus" / side).mkdir(parents=True)
    uploads[key] = Upload(key, folder)
    return JSONResponse({"key": key}, status_code=201)


async def take_file(request: Request) -> JSONResponse:
    """Take one file as it streams in, up to the limit."""
    upload, side = _upload(request), request.path_params["side"]
    if side not in _SIDES or upload.child is not None:
        raise UsageError("no file is waited for here")
    try:
        size = await keep_stream(request, upload.folder / "corpus" / side / _PAIR_NAME)
    except ClientDisconnect:
        await run_in_threadpool(_forget, request, upload)
        return JSONResponse({"error": "the file was broken off"}, status_code=400)  # which nobody reads any more
    except (UsageError, OSError):
        # What is refused, or does not fit on the disk, leaves nothing behind.
        await run_in_threadpool(_forget, request, upload)
        raise
    upload.names[side] = request.query_params.get("name", "")[:_LONGEST_NAME] or _PAIR_NAME
    return JSONResponse({"bytes": size})


async def keep_stream(request: Request, path: Path) -> int:
    """Write the body of a request to a file, up to the limit, and return its size in bytes.

    Raises:
        UsageError: it is larger.
    """
    size = 0
    with path.open("wb") as stream:
        async for chunk in request.stream():
            size += len(chunk)
            if size > LARGEST_FILE_BYTES:
                raise UsageError(
                    f"the file is larger than {LARGEST_FILE_BYTES // 1_000_000} MB", advice="split the document"
                )
            stream.write(chunk)
    return size


def _forget(request: Request, upload: Upload) -> None:
    """Forget an upload: its work, its place among the pairs, and its files."""
    if upload.child is not None:
        upload.child.cancel()
        # A process that is still ending would write into the folder while it is deleted.
        upload.child.wait(_SECONDS_TO_END)
    request.app.state.uploads.pop(upload.key, None)
    workspace_of(request).drop_shelf(upload.key)
    shutil.rmtree(upload.folder, ignore_errors=True)


def start_work(request: Request) -> JSONResponse:
    """Begin to read, align and check the two files in a process of its own."""
    upload, workspace = _upload(request), workspace_of(request)
    if set(upload.names) != set(_SIDES):
        raise UsageError("two files are needed", advice="choose a Chinese and an English one")
    if upload.child is None:
        if workspace.project is not None and workspace.project.termbase.exists():
            copy = termbase_of(upload.folder)
            copy.parent.mkdir(exist_ok=True)
            shutil.copy(workspace.project.termbase, copy)
        upload.child = Child(build_upload, str(upload.folder))
    return JSONResponse({"state": upload.child.state}, status_code=202)


def build_upload(tell: Tell, folder: str) -> tuple[Document, Document]:
    """Build the small project of an uploaded pair and give its two documents; runs in a process of its own."""
    tell("reading")
    project = open_project(folder)
    documents = read_pair(project, project.pairs[0])
    tell("aligning")
    build_project(project)
    return documents


def poll_work(request: Request) -> JSONResponse:
    """Give how the work stands."""
    upload = _upload(request)
    if upload.child is None:
        return JSONResponse({"state": "waiting"})
    child = upload.child
    if child.state is State.DONE and upload.key not in workspace_of(request).shelves:
        _put_on_shelf(request, upload)
    error = child.error
    if child.state is State.FAILED:
        # The page still shows why; the documents are not needed for that.
        shutil.rmtree(upload.folder, ignore_errors=True)
    return JSONResponse(
        {
            "state": child.state,
            "stage": child.stage,
            "seconds": round(child.seconds),
            "error": _own_words(upload, str(error.message)) if error else "",
            "advice": error.advice if error else "",
        }
    )


def _put_on_shelf(request: Request, upload: Upload) -> None:
    project: Project = open_project(upload.folder)
    workspace_of(request).add_shelf(upload.key, Shelf(project, project.pairs[0], upload.title))
    if upload.key not in request.app.state.uploads:  # it was deleted at this moment
        workspace_of(request).drop_shelf(upload.key)


def _own_words(upload: Upload, message: str) -> str:
    """An error's message without the places where we keep the files."""
    return message.replace(str(upload.folder), "").strip()


def cancel_work(request: Request) -> JSONResponse:
    """Stop the work and forget the files."""
    _forget(request, _upload(request))
    return JSONResponse({"state": State.CANCELLED})


def show_upload(request: Request) -> Response:
    """Give the page of one uploaded pair: what was understood of it, and what can be downloaded."""
    upload = _upload(request)
    child = upload.child
    is_done = child is not None and child.state is State.DONE
    if is_done and upload.key not in workspace_of(request).shelves:
        _put_on_shelf(request, upload)
    documents: tuple[Document, ...] = child.result if child is not None and is_done else ()
    return show_page(request, "uploaded.html", upload=upload, documents=documents, files=FILES)


def _upload(request: Request) -> Upload:
    uploads: dict[str, Upload] = request.app.state.uploads
    key = request.path_params["key"]
    if key not in uploads:
        raise UsageError("there is no such upload", advice="send the files again")
    return uploads[key]


ROUTES = (
    Route("/uploads", show_uploads, methods=["GET"]),
    Route("/uploads", start_upload, methods=["POST"]),
    Route("/uploads/{key}", show_upload, methods=["GET"]),
    Route("/uploads/{key}", cancel_work, methods=["DELETE"]),
    Route("/uploads/{key}/work", poll_work, methods=["GET"]),
    Route("/uploads/{key}/work", start_work, methods=["POST"]),
    Route("/uploads/{key}/{side}", take_file, methods=["PUT"]),
)
