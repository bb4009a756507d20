"""A Dask cluster that does the pairs: `dask scheduler` here and `dask worker` on every machine.

A Dask worker hands each pair to a separate process, as the pool of one machine does, so the same limits hold: a
document that hangs costs its pair and never the worker. Results return to the client, which writes them and keeps the
journal. Dask repeats the tasks of a lost worker. The texts must be readable on the machines of the workers.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from functools import partial
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from cdalign.batch.pool import Pool
from cdalign.batch.tasks import DONE, FAILED, Engines, Limits, Outcome, Prepare, Result, Task, keep_files
from cdalign.errors import BusyError, ConflictError, MissingExtraError, ReadError
from cdalign.messages import say

# Tasks submitted for each thread of the cluster: one that runs, and some in transfer.
_TASKS_A_THREAD = 4
_LEAST_UNDER_WAY = 8
_SECONDS_TO_CONNECT = 30

_pools = threading.local()


def cluster_engines(address: str, folder: Path, limits: Limits, here: Engines) -> Engines:
    """Return the engines of a cluster: its workers do the pairs, and this machine does what needs the folder."""
    return Engines(partial(run_on_cluster, address=address, folder=folder, limits=limits), here.beside)


def run_on_cluster(
    tasks: Iterable[Task], prepare: Prepare, *, address: str, folder: Path, limits: Limits
) -> Iterator[Outcome]:
    """Do tasks on the workers of a Dask scheduler and write their results into the folder. This is an `Engine`.

    Raises:
        MissingExtraError: the extra `cluster` is not installed.
        ReadError: the scheduler cannot be reached, or the connection to it was lost.
    """
    client = _connect(address)
    try:
        yield from _run_on(client, tasks, prepare, folder, limits)
    except OSError as error:
        raise _unreachable(address, error) from error
    finally:
        client.close()


def _load_distributed() -> Any:
    """Return the module `distributed`, which is untyped and optional."""
    try:
        return import_module("distributed")
    except ImportError as error:
        raise MissingExtraError("a cluster needs Dask", advice='python -m pip install "cdalign[cluster]"') from error


def _connect(address: str) -> Any:
    distributed = _load_distributed()
    try:
        return distributed.Client(address, timeout=_SECONDS_TO_CONNECT)
    except (OSError, ValueError) as error:
        raise _unreachable(address, error) from error


def _unreachable(address: str, error: Exception) -> ReadError:
    return ReadError(
        say("the scheduler cannot be reached ({error})", error=error),
        path=address,
        advice="start it with: dask scheduler",
    )


def _run_on(client: Any, tasks: Iterable[Task], prepare: Prepare, folder: Path, limits: Limits) -> Iterator[Outcome]:
    waiting = iter(tasks)
    # Sent once to each worker that needs it, because it may hold a lexicon of many megabytes.
    shared = client.scatter(_Shared(prepare, limits), hash=False)
    submit = partial(client.submit, do_on_worker, shared, pure=False)
    task_of: dict[Any, Task] = {}
    under_way = _load_distributed().as_completed()
    while True:
        room = max(_LEAST_UNDER_WAY, _TASKS_A_THREAD * _count_threads(client)) - len(task_of)
        for task in islice(waiting, max(room, 0)):
            future = submit(task)
            task_of[future] = task
            under_way.add(future)
        if not task_of:
            return
        future = next(under_way)
        yield _outcome_of(future, task_of.pop(future), folder)


def _count_threads(client: Any) -> int:
    return sum(client.nthreads().values())


def _outcome_of(future: Any, task: Task, folder: Path) -> Outcome:
    """Write the files of a finished future and return the outcome of its task."""
    error = future.exception()
    if error is not None:
        return Outcome(task, FAILED, f"the cluster lost the task: {error}", 0.0, 1)
    outcome: Outcome = future.result()
    if outcome.state != DONE:
        return outcome
    result: Result = outcome.value
    try:
        keep_files(folder, result)
    except (BusyError, ConflictError) as error:
        # The worker may no longer be reachable, so the task is repeated in the next run.
        return Outcome(task, FAILED, f"{error}; run it again with --retry", outcome.seconds, outcome.attempts)
    return Outcome(task, DONE, result.value, outcome.seconds, outcome.attempts)


class _Shared:
    """What all tasks of a step share. It is compared by identity."""

    def __init__(self, prepare: Prepare, limits: Limits) -> None:
        self.prepare = prepare
        self.limits = limits
        self.number = time.time_ns()


def do_on_worker(shared: _Shared, task: Task) -> Outcome:
    """Do one task in a process next to the Dask worker. Each thread has one process and keeps it for the next task."""
    if getattr(_pools, "number", None) != shared.number:
        if hasattr(_pools, "pool"):
            _pools.pool.close()
        _pools.pool = Pool(1, shared.prepare, shared.limits)
        _pools.number = shared.number
    pool: Pool = _pools.pool
    [outcome] = pool.run([task])
    return outcome
