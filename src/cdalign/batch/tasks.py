"""What an engine is given and what it gives back: tasks and outcomes, on this machine or on a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cdalign.atomic import write_whole
from cdalign.errors import ConflictError
from cdalign.locks import hold_folder, swap_file

DONE, FAILED = "done", "failed"
_MOST_RENEWALS = 4


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work: its key in the journal, the stamp of its inputs, and what the work is done on."""

    key: str
    payload: Any
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What a piece of work made: files by path within the output folder, and a small value for the journal.

    `seen` are those files that may hold a person's decisions, with the bytes that they had when the work read them.
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
    """What a task may take: seconds, MB of address space (0: no bound), and attempts when its worker dies or hangs."""

    seconds: float = 600.0
    memory_mb: int = 4096
    attempts: int = 2


Work = Callable[[Any], Result]
# Makes the work in the process that is to do it: it is sent there, so it is a function of a module, or a `partial`.
Prepare = Callable[[], Work]
# Does every task, a bounded number at a time, writes the files of its result and gives its outcome, in any order.
Engine = Callable[[Iterable[Task], Prepare], Iterator[Outcome]]


@dataclass(frozen=True, slots=True)
class Engines:
    """Who does the pairs, and who does what must be done beside the output folder."""

    pairs: Engine
    beside: Engine


def do_and_keep(work: Work, payload: Any, folder: Path) -> Result:
    """Do a piece of work and write its files; do it again where a person has decided something meanwhile.

    Raises:
        ConflictError: somebody decides again and again.
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
    """Write the files of a result, each whole; those that may hold decisions first, under their lock.

    Raises:
        ConflictError: somebody has decided something since the work read the file.
        BusyError, WriteError: one cannot be written.
    """
    seen = dict(result.seen)
    for name, content in sorted(result.files, key=lambda file: file[0] not in seen):
        path = folder / name
        if name not in seen:
            write_whole(path, content)
            continue
        with hold_folder(path.parent):
            swap_file(path, seen[name], content)
