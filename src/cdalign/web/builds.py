"""The build of the open project: start, follow and stop it; download its files singly or as one ZIP."""

from __future__ import annotations

import mimetypes
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from cdalign.errors import CdalignError, UsageError
from cdalign.model import BeadStatus
from cdalign.project import Pair, Project
from cdalign.project.building import Build, build_project
from cdalign.project.library import open_begun
from cdalign.web.children import Child, State, Tell, WorkLimits
from cdalign.web.pages import attachment, language_for, workspace_of
from cdalign.web.refusals import tell_refusal
from cdalign.web.workspace import MissingError

# Enough for a project of some hundred reports; a person can stop it earlier.
_LIMITS = WorkLimits(seconds=6 * 3600.0)
_TELLS_MOST = 1000
# The earliest time that a ZIP can hold. A fixed time makes equal outputs equal bytes.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_ZIP_MODE = 0o100644 << 16
# The lowest byte is that of MS-DOS, with its bit for folders.
_ZIP_FOLDER_MODE = 0o40755 << 16 | 0x10


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """The figures of a build, and the warnings of the readers."""

    pairs: int
    beads: int
    confirmed: int
    doubtful: int
    findings: int
    written: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Running:
    """A build that was started: the folder of the project, and the process."""

    root: Path
    child: Child


def build_in_child(tell: Tell, root: str, lang: str) -> BuildOutcome:
    """Build the project in a folder, with the report in a language. Report each pair that begins as `at/total name`."""
    project = open_begun(Path(root))
    warnings: list[str] = []
    total = len(project.pairs)
    numbers = {pair.name: at for at, pair in enumerate(project.pairs, start=1)}

    def begin(pair: Pair) -> None:
        tell(f"{numbers[pair.name]}/{total} {pair.name}")

    return _outcome(build_project(project, warnings.append, begin, lang), warnings)


def _outcome(build: Build, warnings: list[str]) -> BuildOutcome:
    beads = [bead for built in build.pairs for bead in built.bitext.sentences]
    return BuildOutcome(
        pairs=len(build.pairs),
        beads=len(beads),
        confirmed=sum(bead.status is BeadStatus.CONFIRMED for bead in beads),
        doubtful=sum(bead.is_doubtful for bead in beads),
        findings=len(build.report.findings),
        written=len(build.written),
        warnings=tuple(warnings[:_TELLS_MOST]),
    )


def start_build(request: Request) -> JSONResponse:
    """Start to build the open project in a process of its own, unless a build is running."""
    project = _project(request)
    if not project.pairs:
        raise UsageError("there are no texts yet", advice="drop files on the page first")
    running = running_build(request)
    if running is None or running.child.state is not State.WORKING:
        request.app.state.build = Running(
            project.root, Child(build_in_child, str(project.root), language_for(request), limits=_LIMITS)
        )
    return JSONResponse({"state": State.WORKING}, status_code=202)


def poll_build(request: Request) -> JSONResponse:
    """Return the state of the build: which pair is being aligned, or why it failed."""
    running, project = running_build(request), workspace_of(request).project
    if running is None or project is None:
        return JSONResponse({"state": State.CANCELLED})
    child = running.child
    count, _, name = child.stage.partition(" ")
    at, _, total = count.partition("/")
    return JSONResponse(
        {
            "state": child.state,
            "at": int(at or 0),
            "total": int(total or 0),
            "name": name,
            "seconds": round(child.seconds),
            **_told(request, project, child.error),
        }
    )


def _told(request: Request, project: Project, error: CdalignError | None) -> dict[str, str]:
    """Return why a build failed, in the words of the page, with the name of the file and not its folder."""
    if error is None:
        return {}
    name = Path(error.place.path).name if error.place.path else project.root.name
    return tell_refusal(error, name, language_for(request))


def cancel_build(request: Request) -> JSONResponse:
    """Stop the build. No file is half-written, and all decisions are kept."""
    running = running_build(request)
    if running is not None:
        running.child.cancel()
        request.app.state.build = None
    return JSONResponse({"state": State.CANCELLED})


def running_build(request: Request) -> Running | None:
    """Return the last build of the open project that was started, or None."""
    running: Running | None = request.app.state.build
    project = workspace_of(request).project
    return running if running is not None and project is not None and running.root == project.root else None


def list_outputs(project: Project) -> tuple[str, ...]:
    """Return the paths of the files that a build wrote, within `tm/`, in order, without hidden files such as locks."""
    folder = project.memory_folder
    return tuple(sorted(_shown(folder, (path for path in folder.rglob("*") if path.is_file()))))


def list_empty_folders(project: Project) -> tuple[str, ...]:
    """Return the empty folders in `tm/`. OmegaT wants some of them, such as `target` of its project."""
    folder = project.memory_folder
    empty = (path for path in folder.rglob("*") if path.is_dir() and not any(path.iterdir()))
    return tuple(sorted(f"{name}/" for name in _shown(folder, empty)))


def _shown(folder: Path, paths: Iterable[Path]) -> Iterator[str]:
    """Yield the paths within a folder that are not hidden."""
    inner = (path.relative_to(folder) for path in paths)
    return (path.as_posix() for path in inner if not any(part[0] == "." for part in path.parts))


def is_stale(project: Project) -> bool:
    """Return whether a text, a decision or the termbase has changed since the last build."""
    report = project.memory_folder / "report.json"
    with suppress(OSError):
        made = report.stat().st_mtime_ns
        inputs = [path for pair in project.pairs for path in (pair.source, pair.target, *project.decisions_of(pair))]
        return any(_changed(path) > made for path in (*inputs, project.termbase, project.ignored))
    return True


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def download_output(request: Request) -> Response:
    """Return one file of `tm/` as a download."""
    project, name = _project(request), request.path_params["name"]
    if name not in list_outputs(project):
        raise MissingError("there is no such file", advice="build the project first")
    path = project.memory_folder / name
    kind = mimetypes.guess_type(name)[0] if not name.endswith(".html") else None
    return FileResponse(path, media_type=kind or "application/octet-stream", headers=attachment(path.name))


def download_all(request: Request) -> Response:
    """Return all files that a build wrote as one ZIP."""
    project = _project(request)
    names = list_outputs(project)
    if not names:
        raise MissingError("nothing was built yet", advice="build the project first")
    handle, place = tempfile.mkstemp(prefix="cdalign-", suffix=".zip")
    os.close(handle)
    write_zip(Path(place), project.memory_folder, (*names, *list_empty_folders(project)))
    root = project.root.resolve().name
    return FileResponse(
        place,
        media_type="application/zip",
        headers=attachment(f"{root}.zip"),
        background=BackgroundTask(Path(place).unlink, missing_ok=True),
    )


def write_zip(path: Path, folder: Path, names: tuple[str, ...]) -> None:
    """Write files of a folder, and folders that end in `/`, into a ZIP. Equal files give equal bytes."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name in names:
            entry = ZipInfo(name, _ZIP_TIME)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = _ZIP_FOLDER_MODE if entry.is_dir() else _ZIP_MODE
            archive.writestr(entry, b"" if entry.is_dir() else (folder / name).read_bytes())


def group_outputs(names: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """Yield the outputs by their kind: memories, glossaries, reports, the rest."""
    kinds = {"memories": (".tmx",), "glossaries": (".tbx", "glossary.csv"), "reports": (".html", ".xlsx", ".json")}
    own = [name for name in names if "/" not in name]
    for kind, suffixes in kinds.items():
        found = [name for name in own if name.endswith(suffixes)]
        if found:
            yield kind, found


def _project(request: Request) -> Project:
    project = workspace_of(request).project
    if project is None:
        raise UsageError("no project is open", advice="begin or open one first")
    return project


ROUTES = (
    Route("/build", start_build, methods=["POST"]),
    Route("/build", poll_build, methods=["GET"]),
    Route("/build", cancel_build, methods=["DELETE"]),
    Route("/outputs.zip", download_all),
    Route("/outputs/{name:path}", download_output),
)
