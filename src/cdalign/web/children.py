"""Work in a process of its own that has limits of time and memory and can be killed at any moment."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection
from typing import Any

from cdalign.errors import CdalignError
from cdalign.messages import Message, say
from cdalign.workers import WorkerProcess, bound_memory, lower_bound

Tell = Callable[[str], None]
Work = Callable[..., Any]
_WARM = "cdalign.web.warming"
_SMALLER = say("try a smaller file")


class State(StrEnum):
    """Whether a piece of work is still running, and how it ended."""

    WORKING = "working"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class WorkLimits:
    """The limits of a child. Two long documents take some 20 s and 500 MB."""

    seconds: float = 300.0
    memory_mb: int = 4_000


class Child:
    """A piece of work in a process of its own.

    `work` is a function of a module, called as `work(tell, *arguments)`; `tell` reports its progress.
    Its result or its exception comes over a pipe.
    """

    def __init__(self, work: Work, *arguments: Any, limits: WorkLimits | None = None) -> None:
        self.state = State.WORKING
        self.stage = ""
        self.result: Any = None
        self.error: CdalignError | None = None
        self._limits = limits or WorkLimits()
        self._started = time.monotonic()
        self._process = WorkerProcess(
            _run_child, self._limits, work, arguments, memory_mb=self._limits.memory_mb, warm=_WARM
        )
        self._listener = threading.Thread(target=self._listen, args=(self._process.connection,), daemon=True)
        self._listener.start()

    @property
    def seconds(self) -> float:
        """How long it has been running, in seconds."""
        return time.monotonic() - self._started

    def cancel(self) -> None:
        """Kill the process. Its result is no longer wanted."""
        if self.state is State.WORKING:
            self.state = State.CANCELLED
            self._process.kill()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until the work is done or has failed, at most some seconds."""
        self._listener.join(seconds)

    def _listen(self, receiver: Connection[Any, Any]) -> None:
        while self.state is State.WORKING:
            self._take(receiver)
        self._process.kill()

    def _take(self, receiver: Connection[Any, Any]) -> None:
        try:
            if not receiver.poll(max(0.0, self._limits.seconds - self.seconds)):
                self._fail(say("it took more than {seconds:.0f} seconds", seconds=self._limits.seconds))
                return
            kind, value = receiver.recv()
        except (EOFError, OSError):
            self._fail(say("the process ended; the file may need more memory than it is given"))
            return
        if self.state is State.CANCELLED:
            return
        if kind == "stage":
            self.stage = value
        elif kind == "done":
            self.result = value
            self.state = State.DONE
        else:
            self.error = value
            self.state = State.FAILED

    def _fail(self, reason: Message) -> None:
        if self.state is State.WORKING:
            self.error = CdalignError(reason, advice=_SMALLER, code="file.large")
            self.state = State.FAILED


def _run_child(sender: Connection[Any, Any], limits: WorkLimits, work: Work, arguments: tuple[Any, ...]) -> None:
    bound_memory(limits.memory_mb)
    lower_bound("RLIMIT_CPU", int(limits.seconds))
    try:
        sender.send(("done", work(lambda stage: sender.send(("stage", stage)), *arguments)))
    except CdalignError as error:
        sender.send(("failed", error))
    except MemoryError:
        sender.send(
            ("failed", CdalignError("it needs more memory than it is given", advice=_SMALLER, code="file.large"))
        )
    except Exception as error:
        sender.send(
            (
                "failed",
                CdalignError(say("it could not be read ({name}: {error})", name=type(error).__name__, error=error)),
            )
        )
