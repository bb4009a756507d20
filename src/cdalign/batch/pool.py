"""Processes of this machine that do tasks; their failures are handled here.

The pools of the standard library lose every pending result, or hang, when a worker is killed. Here each worker has its
own socket. When a worker dies, hangs or needs too much memory, its task loses an attempt and a new worker replaces it.
A worker holds at most one task, so that memory does not grow with the number of tasks.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing.connection import wait
from pathlib import Path
from types import TracebackType
from typing import Any

from cdalign.batch import worker as protocol
from cdalign.batch.tasks import DONE, FAILED, Engines, Limits, Outcome, Prepare, Task
from cdalign.errors import CdalignError
from cdalign.messages import say
from cdalign.workers import WorkerProcess

# Importing numpy and lxml from a cold network disk has taken 20 s; a worker that takes longer will never be ready.
_SECONDS_TO_START = 180.0
_MOST_FAILED_STARTS = 3
_MORE_MEMORY = "raise --memory-limit, and the limit of this shell if it has one (ulimit -v)"
# Workers are replaced now and then, which frees what C libraries leak; a start costs half a second.
_TASKS_A_WORKER = 2_000


class PoolError(CdalignError):
    """Workers cannot be started."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A task, the number of its attempts including this one, and the seconds spent on earlier ones."""

    task: Task
    number: int = 1
    spent: float = 0.0


class _Backlog:
    """The work that is left: first the tasks to be tried again, then new tasks, drawn one by one."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._tasks = iter(tasks)
        self._attempts: deque[_Attempt] = deque()

    def holds(self, count: int) -> bool:
        """Return whether at least `count` attempts are left. Draws tasks to find out."""
        missing = max(count - len(self._attempts), 0)
        self._attempts.extend(_Attempt(task) for task in islice(self._tasks, missing))
        return len(self._attempts) >= count

    def take(self) -> _Attempt:
        return self._attempts.popleft()

    def put_back(self, attempt: _Attempt) -> None:
        self._attempts.append(attempt)


class _Worker:
    """The parent's side of one worker process."""

    def __init__(self, prepare: Prepare, limits: Limits, folder: Path | None) -> None:
        self._process = WorkerProcess(protocol.serve_parent, prepare, limits, folder, memory_mb=limits.memory_mb)
        self.socket = self._process.connection
        self.limits = limits
        self.attempt: _Attempt | None = None
        self.is_ready = False
        self.tasks_done = 0
        self._since = time.monotonic()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def seconds(self) -> float:
        """The seconds since the worker began its present task."""
        return time.monotonic() - self._since

    @property
    def seconds_left(self) -> float:
        """The seconds the worker has left; infinite when it has nothing to do."""
        if not self.is_ready:
            return _SECONDS_TO_START - self.seconds
        return self.limits.seconds - self.seconds if self.attempt else float("inf")

    def begin(self, attempt: _Attempt) -> None:
        self.attempt = attempt
        self._since = time.monotonic()
        with suppress(OSError):  # it has died; its socket says so when it is read
            self.socket.send(attempt.task.payload)

    def end(self) -> _Attempt | None:
        attempt, self.attempt = self.attempt, None
        self.tasks_done += 1
        return attempt

    def kill(self) -> int:
        """End the process and return its exit code, which is negative if a signal had already ended it."""
        self.socket.close()
        return self._process.kill()

    @property
    def is_exhausted(self) -> bool:
        """Whether the process was ended because it exceeded its memory limit."""
        return self._process.is_exhausted


class Pool:
    """Workers that do tasks. Use it in a `with` block, which ends the workers.

    With a folder, the workers write the files of their results there. Without one, the results are returned whole.
    """

    def __init__(self, size: int, prepare: Prepare, limits: Limits, folder: Path | None = None) -> None:
        self._prepare = prepare
        self._folder = folder
        self._size = size
        self._limits = limits
        self._workers: list[_Worker] = []
        self._failed_starts = 0

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.kill()
        self._workers.clear()

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes that are at work."""
        return tuple(worker.pid for worker in self._workers)

    def run(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """Do the tasks and yield the outcome of each as it ends. Tasks are drawn as workers become free.

        Raises:
            CdalignError: the work cannot be prepared, workers cannot be started, or results cannot be written.
        """
        backlog = _Backlog(tasks)
        while True:
            self._hand_out(backlog)
            if not any(worker.attempt for worker in self._workers) and not backlog.holds(1):
                return
            for worker in self._stirring():
                outcome = self._attend(worker, backlog)
                if outcome:
                    yield outcome

    @property
    def _exhaustion(self) -> str:
        return f"needs more than {self._limits.memory_mb} MB of memory"

    def _hand_out(self, backlog: _Backlog) -> None:
        """Hand an attempt to every free worker, and start more workers for the rest, up to the size of the pool."""
        for worker in self._workers:
            if worker.is_ready and worker.attempt is None and backlog.holds(1):
                worker.begin(backlog.take())
        starting = sum(not worker.is_ready for worker in self._workers)
        while len(self._workers) < self._size and backlog.holds(starting + 1):
            self._workers.append(_Worker(self._prepare, self._limits, self._folder))
            starting += 1

    def _stirring(self) -> list[_Worker]:
        """Wait for workers that answer, die, or run out of time, and return them."""
        patience = max(0.0, min(worker.seconds_left for worker in self._workers))
        said = wait([worker.socket for worker in self._workers], None if patience == float("inf") else patience)
        return [worker for worker in self._workers if worker.socket in said or worker.seconds_left <= 0]

    def _attend(self, worker: _Worker, backlog: _Backlog) -> Outcome | None:
        if not worker.socket.poll():
            return self._give_up(worker, backlog, f"took longer than {self._limits.seconds:g} s")
        try:
            kind, value = worker.socket.recv()
        except (EOFError, OSError):
            return self._give_up(worker, backlog, self._exhaustion if worker.is_exhausted else "")
        match kind:
            case protocol.BROKEN:
                raise value
            case protocol.READY:
                worker.is_ready = True
                self._failed_starts = 0
                return None
            case protocol.EXHAUSTED:
                return self._give_up(worker, backlog, self._exhaustion)
        return self._finish(worker, kind, value)

    def _finish(self, worker: _Worker, kind: str, value: Any) -> Outcome:
        seconds = worker.seconds
        attempt = worker.end()
        if worker.tasks_done >= _TASKS_A_WORKER:
            self._dismiss(worker)
        assert attempt is not None
        if kind == protocol.DONE:
            return _end(attempt, DONE, value, seconds)
        return _end(attempt, FAILED, str(value), seconds)

    def _give_up(self, worker: _Worker, backlog: _Backlog, reason: str) -> Outcome | None:
        """Replace a worker. Its task is tried again, or has failed when no attempts are left."""
        seconds = worker.seconds
        attempt = worker.end()
        code = self._dismiss(worker)
        if attempt is None:
            self._count_failed_start(worker, code)
            return None
        if attempt.number < self._limits.attempts:
            backlog.put_back(_Attempt(attempt.task, attempt.number + 1, attempt.spent + seconds))
            return None
        return _end(attempt, FAILED, reason or _death(code), seconds)

    def _dismiss(self, worker: _Worker) -> int:
        self._workers.remove(worker)
        return worker.kill()

    def _count_failed_start(self, worker: _Worker, code: int) -> None:
        if worker.is_ready:
            return  # an idle worker was killed; the next one takes its place
        self._failed_starts += 1
        if self._failed_starts >= _MOST_FAILED_STARTS:
            raise PoolError(
                say("workers stop before they are ready ({death})", death=_death(code)), advice=_MORE_MEMORY
            )


def _end(attempt: _Attempt, state: str, value: Any, seconds: float) -> Outcome:
    return Outcome(attempt.task, state, value, attempt.spent + seconds, attempt.number)


def _death(code: int) -> str:
    return f"its worker was killed by signal {-code}" if code < 0 else f"its worker ended with code {code}"


def run_here(
    tasks: Iterable[Task], prepare: Prepare, *, workers: int, limits: Limits, folder: Path
) -> Iterator[Outcome]:
    """Do tasks in processes of this machine, which write their results into the folder. This is an `Engine`."""
    with Pool(workers, prepare, limits, folder) as pool:
        yield from pool.run(tasks)


def local_engines(folder: Path, *, workers: int, limits: Limits) -> Engines:
    """Return the engines of this machine, which write into the folder."""
    engine = partial(run_here, workers=workers, limits=limits, folder=folder)
    return Engines(engine, engine)
