"""The worker side of a pool's socket: a process that does one task after the other until its parent is gone.

`pool` starts it with the number of an open socket. It imports what the work needs and nothing from the parent.
"""

from __future__ import annotations

import os
import select
import threading
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from cdalign.batch.bounds import lower_bound
from cdalign.batch.tasks import Limits, Prepare, Work, do_and_keep
from cdalign.errors import CdalignError, WriteError

# The kinds of answers. BROKEN: the failure concerns the whole run, not only this task.
READY, DONE, REFUSED, EXHAUSTED, BROKEN = "ready", "done", "refused", "exhausted", "broken"
_MEGABYTE = 2**20


def main(handle: int) -> None:
    """Serve the parent on the other side of a socket until it closes it."""
    threading.Thread(target=_leave_with_parent, args=(handle,), daemon=True).start()
    parent: Connection[Any, Any] = Connection(handle)
    prepare, limits, folder = parent.recv()
    try:
        work = _ready(prepare, limits)
    except CdalignError as error:
        parent.send((BROKEN, error))
        return
    parent.send((READY, None))
    while True:
        try:
            payload = parent.recv()
        except EOFError:
            return
        parent.send(_answer(work, payload, folder))


def _leave_with_parent(handle: int) -> None:
    """End this process when the parent's end of the socket is closed, even in the middle of a task."""
    poll = select.poll()
    poll.register(handle, 0)  # no event is requested, so only a hang-up wakes it
    poll.poll()
    os._exit(1)


def _ready(prepare: Prepare, limits: Limits) -> Work:
    work = prepare()
    if limits.memory_mb:
        lower_bound("RLIMIT_AS", limits.memory_mb * _MEGABYTE)
        lower_bound("RLIMIT_CORE", 0)
    return work


def _answer(work: Work, payload: Any, folder: Path | None) -> tuple[str, Any]:
    """Return the kind of answer and its value. A failure caused by a bad document is an answer too."""
    try:
        if folder is None:
            return DONE, work(payload)
        return DONE, do_and_keep(work, payload, folder).value
    except WriteError as error:
        return BROKEN, error  # the disk is full: every other pair would fail too
    except CdalignError as error:
        return REFUSED, error
    except MemoryError:
        return EXHAUSTED, None
    except Exception as error:
        return REFUSED, CdalignError(f"{type(error).__name__}: {error}", advice="please report this document")
