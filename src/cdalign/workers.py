"""Worker processes: pieces of work that are bounded in memory and can be ended at any moment, on every system.

A worker is a process of its own, started from nothing (`spawn`): a forked copy of a program with threads may hang, and
Windows has no fork. On Linux it may be the copy of a process without threads that has loaded its modules before
(`forkserver`), which saves the time to load them. It ignores Ctrl+C, which is for the process that started it; it
prints nothing to stdout; and it ends when that process does, however it ends.

Memory is bounded by the system where the system can (`RLIMIT_AS` on Linux). macOS accepts that bound and ignores it,
and Windows has none: there the parent watches and ends a worker that takes too much.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess, parent_process
from pathlib import Path
from typing import Any

# One core a worker: the libraries' own threads would compete, and reserve address space.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
_FIRST_LOADED = "cdalign.onethread"
_MEGABYTE = 2**20
# A reader takes some 100 MB a second at the most.
_SECONDS_BETWEEN_LOOKS = 0.25
# What `nice` adds by default (POSIX): a third of the share of an ordinary process, or less.
_NICENESS = 10
_BELOW_NORMAL = 0x4000  # BELOW_NORMAL_PRIORITY_CLASS of Windows

# What a worker does: a function of a module, called with its end of the pipe and the arguments.
Target = Callable[..., None]


def usable_cores() -> int:
    """Return the number of processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def resident_bytes(pid: int) -> int:
    """Return how much memory a process has in RAM, 0 where it has ended."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0 if Path("/proc/self/statm").exists() else _observed_bytes(pid)
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _observed_bytes(pid: int) -> int:
    """Return the same on a system without /proc."""
    import psutil

    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


class WorkerProcess:
    """The parent's side of a worker: the pipe to it, and the means to end it.

    `memory_mb` is what the parent watches where the system has no bound; the target calls `bound_memory` itself, when
    it is ready. `connection` is a duplex pipe of Python values; it reports end of file when the worker has ended.
    `warm` names a module that is to be loaded once for all such workers: for work that a person waits for. The first of
    them takes as long to start as any other worker; that process ends with this one.
    """

    def __init__(self, target: Target, *arguments: Any, memory_mb: int = 0, warm: str = "") -> None:
        self.connection, its = multiprocessing.Pipe()
        self.is_exhausted = False
        self._process = _make_process(warm, target, its, arguments, dict(os.environ))
        with _interrupts_wait(), _children_allowed():
            self._process.start()
        its.close()
        if memory_mb and not system_bounds_memory():
            threading.Thread(target=self._watch, args=(memory_mb * _MEGABYTE,), daemon=True).start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid or 0

    def kill(self) -> int:
        """End the process and return its exit code: a signal, negative, where one had ended it before."""
        code = self._process.exitcode
        self._process.kill()
        self._process.join()
        return (self._process.exitcode or 0) if code is None else code

    def _watch(self, most_bytes: int) -> None:
        """End the process when it takes more memory than it may."""
        import psutil

        with suppress(psutil.Error):
            observed = psutil.Process(self.pid)
            while not wait([self._process.sentinel], _SECONDS_BETWEEN_LOOKS):
                if observed.memory_info().rss > most_bytes:
                    self.is_exhausted = True
                    self._process.kill()
                    return


def _make_process(warm: str, *arguments: Any) -> BaseProcess:
    """Return a process that is to be a worker: a copy of one that has loaded a module, or one that loads all itself.

    On macOS a forked copy may crash in the system's own libraries; what `multiprocessing` starts there is not forked
    either. A bundled program has no interpreter that could be that process.
    """
    options: dict[str, Any] = {"target": _begin, "args": arguments, "daemon": True, "name": "cdalign-worker"}
    if warm and sys.platform == "linux" and hasattr(os, "fork") and not getattr(sys, "frozen", False):
        copied = multiprocessing.get_context("forkserver")
        copied.set_forkserver_preload([_FIRST_LOADED, warm])
        return copied.Process(**options)
    return multiprocessing.get_context("spawn").Process(**options)


@contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Hold interrupts back during a block, where the system can.

    A process that is started inside the block never sees one; this process sees it after the block.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _children_allowed() -> Iterator[None]:
    """Let a daemonic process start a worker during a block, as a worker of a Dask cluster must.

    Python forbids it, since children of such a process could outlive it; ours end with it.
    """
    settings: dict[str, Any] = multiprocessing.current_process()._config  # type: ignore[attr-defined]
    was_daemonic = settings.get("daemon", False)
    settings["daemon"] = False
    try:
        yield
    finally:
        settings["daemon"] = was_daemonic


def _begin(
    target: Target, connection: Connection[Any, Any], arguments: tuple[Any, ...], environment: dict[str, str]
) -> None:
    """Run in the new process: set it up, then do the work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A copy has the environment of the moment at which its original was started.
    os.environ.clear()
    os.environ.update(environment)
    os.environ.update(ONE_THREAD)
    _print_nowhere()
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    lower_bound("RLIMIT_CORE", 0)
    target(connection, *arguments)


def _print_nowhere() -> None:
    """Let what is printed to stdout go nowhere: it is the parent's, and may be a file that is being written."""
    sink = os.open(os.devnull, os.O_WRONLY)
    with suppress(OSError):  # a program without a console has no stdout
        os.dup2(sink, 1)


def _leave_with_parent() -> None:
    """End this process when the parent has ended, even in the middle of its work."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def system_bounds_memory() -> bool:
    """Return whether the system itself can bound the memory of a process."""
    try:
        import resource  # noqa: F401 - is it there?
    except ImportError:
        return False
    return sys.platform == "linux"


def bound_memory(memory_mb: int) -> None:
    """Bound the memory of this worker, 0 for any, where the system can; elsewhere its parent watches it."""
    if memory_mb and system_bounds_memory():
        lower_bound("RLIMIT_AS", memory_mb * _MEGABYTE)


def give_way() -> None:
    """Lower the priority of this process, for background work. If that is not allowed, do nothing."""
    with suppress(OSError):
        if hasattr(os, "nice"):
            os.nice(_NICENESS)
            return
        import psutil

        psutil.Process().nice(_BELOW_NORMAL)


def lower_bound(kind: str, most: int) -> None:
    """Lower a bound of this process: `kind` is a name of the module `resource`, such as RLIMIT_CPU in seconds.

    A lower bound that the process was started with (`ulimit -v`, a batch system) stays. Windows has no such bounds;
    nothing is done there.
    """
    try:
        import resource
    except ImportError:
        return
    which = getattr(resource, kind)
    _, hard = resource.getrlimit(which)
    resource.setrlimit(which, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
