"""What an engine receives and returns: tasks and outcomes, on this machine or on a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cdalign.atomic import write_whole
from cdalign.errors import ConflictError
from cdalign.locks import RUN_PATIENCE_SECONDS, hold_file, swap_file

DONE, FAILED = "done", "failed"
_MOST_RENEWALS = 4


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work: its key in the journal, the stamp of its inputs, and its payload."""

    key: str
    payload: Any
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a piece of work: files by path within the output folder, and a small value for the journal.

    `seen` holds the files that may contain a person's decisions, with the bytes that the work read.
    """

    files: tuple[tuple[str, bytes], ...]
    value: Any
    seen: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a task ended: `done` with its value, or `failed` with the reason as its value."""

    task: Task
    state: str
    value: Any
    seconds: float
    attempts: int


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a task: seconds, MB of address space (0: none), and attempts if its worker dies or hangs."""

    seconds: float = 600.0
    memory_mb: int = 4096
    attempts: int = 2


Work = Callable[[Any], Result]
# Makes the work in the process that does it. It is sent there, so it must be a function of a module or a `partial`.
Prepare = Callable[[], Work]
# Does every task, a bounded number at a time; writes the files of each result and yields its outcome, in any order.
Engine = Callable[[Iterable[Task], Prepare], Iterator[Outcome]]


@dataclass(frozen=True, slots=True)
class Engines:
    """The engine that does the pairs, and the engine for what must be done next to the output folder."""

    pairs: Engine
    beside: Engine


def do_and_keep(work: Work, payload: Any, folder: Path) -> Result:
    """Do a piece of work and write its files. If a person has decided something in the meantime, do it again.

    Raises:
        ConflictError: a person's decisions kept changing the file during every attempt.
        BusyError, WriteError: a file cannot be written; and whatever the work raises.
    """
    for attempt in range(1, _MOST_RENEWALS + 1):
        result = work(payload)
        try:
            keep_files(folder, result)
        except ConflictError:
            if attempt == _MOST_RENEWALS:
                raise
            payload = payload.renewed(folder)
        else:
            break
    return result


def keep_files(folder: Path, result: Result) -> None:
    """Write each file of a result as a whole, under the locks of the files that may hold decisions, which come first.

    Raises:
        ConflictError: a person has decided something since the work read the file.
        BusyError, WriteError: a file cannot be written.
    """
    seen = dict(result.seen)
    for name, content in sorted(result.files, key=lambda file: file[0] not in seen):
        path = folder / name
        if name not in seen:
            write_whole(path, content)
            continue
        with hold_file(path, patience=RUN_PATIENCE_SECONDS):
            swap_file(path, seen[name], content)
