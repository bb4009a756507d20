"""What an engine is given and what it gives back: tasks and outcomes, on this machine or on a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cdalign.atomic import write_whole

DONE, FAILED = "done", "failed"


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work: its key in the journal, the stamp of its inputs, and what the work is done on."""

    key: str
    payload: Any
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What a piece of work made: files by path within the output folder, and a small value for the journal."""

    files: tuple[tuple[str, bytes], ...]
    value: Any


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


def keep_files(folder: Path, result: Result) -> None:
    """Write the files of a result, each whole.

    Raises:
        WriteError: one cannot be written.
    """
    for name, content in result.files:
        write_whole(folder / name, content)
