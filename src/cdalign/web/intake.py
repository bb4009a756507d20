"""Files that a user dropped together: each is read, pairs are proposed and corrected, and then added to the project.

A file that cannot be read does not affect the others: a new process continues with the next file.
"""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cdalign.documents import read_document
from cdalign.errors import CdalignError, ReadError, UsageError
from cdalign.messages import say
from cdalign.project.file_pairs import Candidate, FileMatch, describe_document, pair_files, strip_marks
from cdalign.project.library import admit_pair, open_begun, read_text
from cdalign.web.children import Child, State, Tell
from cdalign.web.pages import read_json, show_page, workspace_of
from cdalign.web.refusals import Refusal, refuse, without_place
from cdalign.web.uploads import keep_stream, sent_name

_MOST_FILES = 200
_MOST_HEAPS = 50
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found in a file: the facts for pairing, its sentences, the reader's warnings; or the error."""

    candidate: Candidate
    sentences: int = 0
    warnings: tuple[str, ...] = ()
    error: CdalignError | None = None


@dataclass
class Heap:
    """The files that a user dropped at once: their folder, their names in order, and what was found in each."""

    key: str
    folder: Path
    names: list[str] = field(default_factory=list)
    seen: dict[int, Seen] = field(default_factory=dict)
    child: Child | None = None

    def path(self, number: int) -> Path:
        """Return where a file is kept. The user's name for it is shown and never used."""
        return self.folder / str(number)

    @property
    def is_read(self) -> bool:
        """Whether every file was read, or is known not to be readable."""
        return len(self.seen) == len(self.names)

    @property
    def sound(self) -> list[int]:
        """The numbers of the files that can be read."""
        return [number for number, seen in sorted(self.seen.items()) if seen.error is None]


@dataclass(frozen=True, slots=True)
class IntakeRow:
    """A pair as the page proposes it: the numbers of its files, the name that it gets, why they belong together."""

    chinese: int | None
    other: int | None
    name: str
    reason: str = ""


def read_heap(tell: Tell, folder: str, names: dict[int, str]) -> dict[int, Seen]:
    """Read the files of a heap, one after the other, and return what was found in each; runs in a child."""
    seen = {}
    for number, name in names.items():
        tell(str(number))
        seen[number] = read_one(Path(folder) / str(number), name)
    return seen


def read_one(path: Path, name: str) -> Seen:
    """Return what is found in a file; its error where it cannot be read."""
    warnings: list[str] = []
    try:
        document = read_document(path, warn=warnings.append)
    except CdalignError as error:
        return Seen(Candidate(name, ""), error=error)
    except Exception as error:
        return Seen(
            Candidate(name, ""), error=ReadError(say("cannot be read ({name})", name=type(error).__name__), path=name)
        )
    told = tuple(map(without_place, warnings))
    return Seen(describe_document(name, document), len(document.segments), told)


async def start_heap(request: Request) -> JSONResponse:
    """Make a place for files and return its key."""
    heaps, workspace = _heaps(request), workspace_of(request)
    if workspace.project is None:
        raise UsageError("no project is open", advice="begin or open one first")
    if len(heaps) >= _MOST_HEAPS:
        _forget(request, next(iter(heaps.values())))
    key = secrets.token_hex(6)
    folder = workspace.uploads / f"heap-{key}"
    folder.mkdir(parents=True)
    heaps[key] = Heap(key, folder)
    return JSONResponse({"key": key}, status_code=201)


async def take_heap_file(request: Request) -> JSONResponse:
    """Receive one file. A file that is too large is listed among those that cannot be read."""
    heap = _heap(request)
    if heap.child is not None or len(heap.names) >= _MOST_FILES:
        raise UsageError(
            "no file is waited for here", advice=say("drop at most {most_files} files at once", most_files=_MOST_FILES)
        )
    number = len(heap.names)
    name = sent_name(request) or str(number + 1)
    heap.names.append(name)
    try:
        await keep_stream(request, heap.path(number))
    except UsageError as error:
        heap.seen[number] = Seen(Candidate(name, ""), error=error)
    except ClientDisconnect:
        await run_in_threadpool(_forget, request, heap)
        return JSONResponse({"error": "the file was broken off"}, status_code=400)  # the client is gone
    except OSError:
        await run_in_threadpool(_forget, request, heap)
        raise
    return JSONResponse({"number": number})


def start_reading(request: Request) -> JSONResponse:
    """Begin to read the files in a process of its own."""
    heap = _heap(request)
    if not heap.names:
        raise UsageError("no file was dropped", advice="choose at least two files")
    if heap.child is None:
        _read_rest(heap)
    return JSONResponse({"state": State.WORKING}, status_code=202)


def _read_rest(heap: Heap) -> None:
    rest = {number: name for number, name in enumerate(heap.names) if number not in heap.seen}
    heap.child = Child(read_heap, str(heap.folder), rest) if rest else None


def poll_reading(request: Request) -> JSONResponse:
    """Return the state of the reading. If a file ended its process, go on with the next one."""
    heap = _heap(request)
    child = heap.child
    if child is not None and child.state is State.DONE:
        heap.seen.update(child.result)
    elif child is not None and child.state is State.FAILED and not heap.is_read:
        # What was read before in that process is read again: only its end is known.
        number = int(child.stage or next(at for at in range(len(heap.names)) if at not in heap.seen))
        heap.seen[number] = Seen(Candidate(heap.names[number], ""), error=child.error)
        _read_rest(heap)
    at = heap.child.stage if heap.child is not None else ""
    state = State.DONE if heap.is_read else State.WORKING
    return JSONResponse({"state": state, "name": heap.names[int(at)] if at else "", "go": f"/intake/{heap.key}"})


def show_heap(request: Request) -> Response:
    """Return the page of the files: the proposed pairs, files without a partner, files that cannot be read."""
    heap = _heap(request)
    rows, alone = _propose(heap)
    broken = [(heap.names[number], seen) for number, seen in sorted(heap.seen.items()) if seen.error is not None]
    return show_page(
        request,
        "intake.html",
        heap=heap,
        rows=rows,
        alone=alone,
        broken=[(name, _refusal(seen)) for name, seen in broken],
        sides=[[at for at in heap.sound if heap.seen[at].candidate.is_chinese is side] for side in (True, False)],
    )


def _refusal(seen: Seen) -> Refusal:
    assert seen.error is not None
    return refuse(seen.error)


def _propose(heap: Heap) -> tuple[list[IntakeRow], list[int]]:
    """Return the rows of the page, and the numbers of the files without a partner."""
    sound = heap.sound
    matches = pair_files([heap.seen[number].candidate for number in sound])
    rows = [_row(heap, sound, match) for match in matches]
    paired = {number for row in rows for number in (row.chinese, row.other)}
    return rows, [number for number in sound if number not in paired]


def _row(heap: Heap, sound: list[int], match: FileMatch) -> IntakeRow:
    chinese, other = sound[match.chinese], sound[match.other]
    return IntakeRow(chinese, other, strip_marks(heap.names[other]) or strip_marks(heap.names[chinese]), match.reason)


async def admit_heap(request: Request) -> JSONResponse:
    """Add the chosen pairs to the project, and delete the uploaded files."""
    asked = await read_json(request)
    return await run_in_threadpool(_admit, request, asked)


def _admit(request: Request, asked: dict[str, Any]) -> JSONResponse:
    heap, workspace = _heap(request), workspace_of(request)
    project = workspace.project
    if project is None:
        raise UsageError("no project is open", advice="begin or open one first")
    for chinese, other, name in _chosen(heap, asked.get("pairs")):
        texts = [read_text(heap.names[number], heap.path(number)) for number in (chinese, other)]
        admit_pair(project, name, texts[0], texts[1])
    workspace.switch(open_begun(project.root))
    _forget(request, heap)
    return JSONResponse({"go": "/"})


def _chosen(heap: Heap, pairs: object) -> list[tuple[int, int, str]]:
    """Return the pairs that the page sent, checked.

    Raises:
        UsageError: there is no pair, a file is not there or cannot be read, or one is in two pairs.
    """
    chosen = [_parse_pair(heap, pair) for pair in pairs] if isinstance(pairs, list) else []
    used = [number for chinese, other, _ in chosen for number in (chinese, other)]
    if not chosen:
        raise UsageError("no pair is chosen", advice="choose a Chinese and an English file that belong together")
    if len(set(used)) < len(used):
        raise UsageError("a file is in two pairs", advice="choose each file once")
    return chosen


def _parse_pair(heap: Heap, pair: object) -> tuple[int, int, str]:
    match pair:
        case {"zh": int(chinese), "en": int(other), "name": name} if {chinese, other} <= set(heap.sound):
            return chinese, other, _wished_name(name) or strip_marks(heap.names[other])
    raise UsageError("this pair names no two files that can be read", advice="choose them from the lists")


def _wished_name(name: object) -> str:
    return name.strip()[:_LONGEST_NAME] if isinstance(name, str) else ""


def drop_heap(request: Request) -> JSONResponse:
    """Stop reading and delete the files."""
    _forget(request, _heap(request))
    return JSONResponse({"go": "/"})


def _forget(request: Request, heap: Heap) -> None:
    if heap.child is not None:
        heap.child.cancel()
    _heaps(request).pop(heap.key, None)
    shutil.rmtree(heap.folder, ignore_errors=True)


def _heaps(request: Request) -> dict[str, Heap]:
    heaps: dict[str, Heap] = request.app.state.heaps
    return heaps


def _heap(request: Request) -> Heap:
    heap = _heaps(request).get(request.path_params["key"])
    if heap is None:
        raise UsageError("these files are no longer there", advice="drop them again")
    return heap


ROUTES = (
    Route("/intake", start_heap, methods=["POST"]),
    Route("/intake/{key}", show_heap, methods=["GET"]),
    Route("/intake/{key}", admit_heap, methods=["POST"]),
    Route("/intake/{key}", drop_heap, methods=["DELETE"]),
    Route("/intake/{key}/file", take_heap_file, methods=["PUT"]),
    Route("/intake/{key}/work", start_reading, methods=["POST"]),
    Route("/intake/{key}/work", poll_reading, methods=["GET"]),
)
