"""The worker side of a pool's pipe: a process that does one task after the other until its parent is gone.

`pool` starts it as a `WorkerProcess`.
"""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from cdalign.batch.tasks import Limits, Prepare, Work, do_and_keep
from cdalign.errors import CdalignError, WriteError
from cdalign.messages import say
from cdalign.workers import bound_memory

# The kinds of answers. BROKEN: the failure concerns the whole run, not only this task.
READY, DONE, REFUSED, EXHAUSTED, BROKEN = "ready", "done", "refused", "exhausted", "broken"


def serve_parent(parent: Connection[Any, Any], prepare: Prepare, limits: Limits, folder: Path | None) -> None:
    """Serve the parent on the other side of a pipe until it closes it."""
    try:
        work = prepare()
        bound_memory(limits.memory_mb)
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
        return REFUSED, CdalignError(
            say("{name}: {error}", name=type(error).__name__, error=error), advice="please report this document"
        )
