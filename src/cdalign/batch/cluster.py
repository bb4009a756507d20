"""A Dask cluster that does the pairs: `dask scheduler` here, `dask worker` on every machine, nothing of our own.

A Dask worker hands each pair to a process of its own, as the pool of one machine does, so that the same limits hold:
a document that hangs costs its pair, never the worker. Results come back to the client, which writes them and keeps
the journal. Dask does again what a lost worker was at; the texts must be readable where the workers run.
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

# Tasks under way for each thread of the cluster: one that runs, and some on their way.
_TASKS_A_THREAD = 4
_LEAST_UNDER_WAY = 8
_SECONDS_TO_CONNECT = 30

_pools = threading.local()


def cluster_engines(address: str, folder: Path, limits: Limits, here: Engines) -> Engines:
    """Give the engines of a cluster: its workers do the pairs, this machine what must be done beside the folder."""
    return Engines(partial(run_on_cluster, address=address, folder=folder, limits=limits), here.beside)


def run_on_cluster(
    tasks: Iterable[Task], prepare: Prepare, *, address: str, folder: Path, limits: Limits
) -> Iterator[Outcome]:
    """Do tasks on the workers of a Dask scheduler, and write their results into the folder: an `Engine`.

    Raises:
        MissingExtraError: the extra `cluster` is not installed.
        ReadError: the scheduler cannot be reached, or went away.
    """
    client = _connect(address)
    try:
        yield from _run_on(client, tasks, prepare, folder, limits)
    except OSError as error:
        raise _unreachable(address, error) from error
    finally:
        client.close()


def _load_distributed() -> Any:
    """Give the module, which is not ours to type and need not be there."""
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
        f"the scheduler cannot be reached ({error})", path=address, advice="dask scheduler, then run it again"
    )


def _run_on(client: Any, tasks: Iterable[Task], prepare: Prepare, folder: Path, limits: Limits) -> Iterator[Outcome]:
    waiting = iter(tasks)
    # Sent once to each worker that needs it: it may hold a lexicon of many megabytes.
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
    """Give the outcome of a task whose future is over, its files written."""
    error = future.exception()
    if error is not None:
        return Outcome(task, FAILED, f"the cluster lost it: {error}", 0.0, 1)
    outcome: Outcome = future.result()
    if outcome.state != DONE:
        return outcome
    result: Result = outcome.value
    try:
        keep_files(folder, result)
    except (BusyError, ConflictError) as error:
        # Its worker may be far away by now: it is done again in the next run.
        return Outcome(task, FAILED, f"{error}; run it again with --retry", outcome.seconds, outcome.attempts)
    return Outcome(task, DONE, result.value, outcome.seconds, outcome.attempts)


class _Shared:
    """What all tasks of a step share; two of them are the same only where they are one."""

    def __init__(self, prepare: Prepare, limits: Limits) -> None:
        self.prepare = prepare
        self.limits = limits
        self.number = time.time_ns()


def do_on_worker(shared: _Shared, task: Task) -> Outcome:
    """Do one task in a process beside the Dask worker; each of its threads has one, and keeps it for the next task."""
    if getattr(_pools, "number", None) != shared.number:
        if hasattr(_pools, "pool"):
            _pools.pool.close()
        _pools.pool = Pool(1, shared.prepare, shared.limits)
        _pools.number = shared.number
    pool: Pool = _pools.pool
    [outcome] = pool.run([task])
    return outcome
