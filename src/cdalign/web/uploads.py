"""A pair of files from a user: kept under our own names, read in a process with limits, then reviewed like any pair."""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cdalign.errors import CdalignError, UsageError
from cdalign.locks import read_bytes
from cdalign.messages import say
from cdalign.project import Pair, Project, open_project, termbase_of
from cdalign.project.file_pairs import strip_marks
from cdalign.project.library import admit_pair, open_begun, read_text
from cdalign.reading.kinds import name_readable_kinds, readable_suffixes
from cdalign.web.children import Child, State
from cdalign.web.files import FILES
from cdalign.web.pages import language_for, read_json, show_page, workspace_of
from cdalign.web.refusals import tell_refusal
from cdalign.web.reviews import Shelf
from cdalign.web.understanding import Understood, build_upload

# The longest reports of the United Nations have some 20 MB as PDF.
LARGEST_FILE_BYTES = 50_000_000
LARGEST_FILE_MB = LARGEST_FILE_BYTES // 1_000_000
_MOST_UPLOADS = 100
_SIDES = ("zh", "en")
# The name under which both texts are kept; the user's names are shown and never used.
_PAIR_NAME = "text"
_LONGEST_NAME = 120
_LONGEST_SENT_NAME = 200
_SECONDS_TO_END = 5.0


@dataclass
class Upload:
    """A pair that a user uploaded: its folder, the user's names for the two files, and the work on it."""

    key: str
    folder: Path
    names: dict[str, str] = field(default_factory=dict)
    child: Child | None = None

    @property
    def title(self) -> str:
        """The name on the pages: that of the first file without its suffix."""
        return Path(self.names.get("zh", self.key)).stem

    @property
    def understood(self) -> Understood | None:
        """What was found in the texts, or None if it is not known yet."""
        is_done = self.child is not None and self.child.state is State.DONE
        return self.child.result if self.child is not None and is_done else None

    @property
    def is_listed(self) -> bool:
        """Whether it was aligned, so that it can be listed and reviewed."""
        return self.understood is not None and self.understood.is_usable


def show_uploads(request: Request) -> Response:
    """Return the page on which two files are dropped."""
    uploads: dict[str, Upload] = request.app.state.uploads
    return show_page(
        request,
        "upload.html",
        uploads=list(uploads.values()),
        limit=LARGEST_FILE_MB,
        formats=",".join(readable_suffixes()),
        kinds=name_readable_kinds(),
    )


async def start_upload(request: Request) -> JSONResponse:
    """Make a folder for two files and return its key."""
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
    """Receive one file, up to the limit."""
    upload, side = _upload(request), request.path_params["side"]
    if side not in _SIDES or upload.child is not None:
        raise UsageError("no file is waited for here")
    name = request.query_params.get("name", "")[:_LONGEST_NAME] or _PAIR_NAME
    try:
        size = await keep_stream(request, upload.folder / "corpus" / side / _PAIR_NAME)
    except ClientDisconnect:
        await run_in_threadpool(_forget, request, upload)
        return JSONResponse({"error": "the file was broken off"}, status_code=400)  # the client is gone
    except UsageError as error:
        await run_in_threadpool(_forget, request, upload)
        raise UsageError(say("{name}: {why}", name=name, why=error.message), advice=error.advice) from error
    except OSError:
        # A file that does not fit on the disk is deleted.
        await run_in_threadpool(_forget, request, upload)
        raise
    upload.names[side] = name
    return JSONResponse({"bytes": size})


def sent_name(request: Request) -> str:
    """Return the name that a user has for the file of a request, without its folders; it may be empty."""
    return Path(request.query_params.get("name", "").replace("\\", "/")).name[:_LONGEST_SENT_NAME]


async def keep_stream(request: Request, path: Path) -> int:
    """Write the body of a request to a file, up to the limit, and return its size in bytes.

    An incomplete file is deleted.

    Raises:
        UsageError: it is larger.
        ClientDisconnect: the user has broken it off.
        OSError: it cannot be written.
    """
    try:
        return await _write_stream(request, path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


async def _write_stream(request: Request, path: Path) -> int:
    size = 0
    with path.open("wb") as stream:
        async for chunk in request.stream():
            size += len(chunk)
            if size > LARGEST_FILE_BYTES:
                raise UsageError(
                    say("the file is larger than {largest_file_bytes} MB", largest_file_bytes=LARGEST_FILE_MB),
                    advice="split the document",
                )
            stream.write(chunk)
    return size


def _forget(request: Request, upload: Upload) -> None:
    """Delete an upload: its work, its place among the pairs, and its files."""
    if upload.child is not None:
        upload.child.cancel()
        # A process that is still ending would write into the folder while it is deleted.
        upload.child.wait(_SECONDS_TO_END)
    request.app.state.uploads.pop(upload.key, None)
    workspace_of(request).drop_shelf(upload.key)
    shutil.rmtree(upload.folder, ignore_errors=True)


def start_work(request: Request) -> JSONResponse:
    """Start to read, align and check the two files in a process of their own."""
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


def poll_work(request: Request) -> JSONResponse:
    """Return the state of the work."""
    upload = _upload(request)
    if upload.child is None:
        return JSONResponse({"state": "waiting"})
    child = upload.child
    _put_on_shelf(request, upload)
    error = child.error
    if child.state is State.FAILED:
        # The page shows the reason; the files are not needed for that.
        shutil.rmtree(upload.folder, ignore_errors=True)
    return JSONResponse(
        {
            "state": child.state,
            "stage": child.stage,
            "seconds": round(child.seconds),
            **(_told(request, upload, error) if error else {}),
        }
    )


def _put_on_shelf(request: Request, upload: Upload) -> None:
    """Add a pair that was aligned to those that can be reviewed, once."""
    understood = upload.understood
    if understood is None or not understood.is_usable or upload.key in workspace_of(request).shelves:
        return
    if understood.is_swapped:
        upload.names = {"zh": upload.names["en"], "en": upload.names["zh"]}
    project: Project = open_project(upload.folder)
    workspace_of(request).add_shelf(upload.key, Shelf(project, project.pairs[0], upload.title))
    if upload.key not in request.app.state.uploads:  # it was deleted at this moment
        workspace_of(request).drop_shelf(upload.key)


def _told(request: Request, upload: Upload, error: CdalignError) -> dict[str, str]:
    """Return why the texts cannot be aligned, with the user's name of the file, in the language of the page."""
    side = Path(error.place.path).parent.name
    name = upload.names.get(side, upload.title)
    return tell_refusal(error, name, language_for(request))


async def keep_upload(request: Request) -> JSONResponse:
    """Add an uploaded pair and the decisions about it to the open project."""
    await read_json(request)
    return await run_in_threadpool(_keep, request)


def _keep(request: Request) -> JSONResponse:
    upload, workspace = _upload(request), workspace_of(request)
    if workspace.project is None or not upload.is_listed:
        raise UsageError("no project is open", advice="begin or open one first")
    shelf = workspace.shelf(upload.key)
    texts = [read_text(upload.names[side], path) for side, path in zip(_SIDES, _paths(shelf.pair), strict=True)]
    decided = shelf.project.decisions_of(shelf.pair)
    pair = admit_pair(workspace.project, strip_marks(upload.names["en"]), texts[0], texts[1], *map(read_bytes, decided))
    workspace.switch(open_begun(workspace.project.root))
    _forget(request, upload)
    return JSONResponse({"go": f"/review/{quote(pair.name)}"})


def _paths(pair: Pair) -> tuple[Path, Path]:
    return pair.source, pair.target


def cancel_work(request: Request) -> JSONResponse:
    """Stop the work and delete the files."""
    _forget(request, _upload(request))
    return JSONResponse({"state": State.CANCELLED})


def show_upload(request: Request) -> Response:
    """Return the page of one uploaded pair: what was understood of it, and what can be downloaded."""
    upload = _upload(request)
    _put_on_shelf(request, upload)
    error = upload.child.error if upload.child is not None else None
    return show_page(
        request,
        "uploaded.html",
        upload=upload,
        understood=upload.understood,
        told=_told(request, upload, error) if error else {},
        files=FILES,
        can_keep=workspace_of(request).project is not None,
    )


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
    Route("/uploads/{key}/keep", keep_upload, methods=["POST"]),
    Route("/uploads/{key}/{side}", take_file, methods=["PUT"]),
)
