"""How long an answer of a database is waited for: longer, and its connection is cut on our side.

The database has limits of its own, but one that does not answer at all, or a network that swallows packets, keeps none.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


class Watch:
    """Cuts a connection that has not answered in time; one thread watches, while anything is waited for."""

    def __init__(self, seconds: float | None, handle: Callable[[], int]) -> None:
        self._seconds = seconds
        self._handle = handle
        self._changed = threading.Condition()
        self._until = 0.0
        self._thread: threading.Thread | None = None

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Bound the time of the block; without a limit of time, do nothing."""
        if self._seconds is None:
            yield
            return
        with self._changed:
            self._until = time.monotonic() + self._seconds
            if self._thread is None:
                self._thread = threading.Thread(target=self._watch, name="patience", daemon=True)
                self._thread.start()
            self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                self._until = 0.0

    def _watch(self) -> None:
        with self._changed:
            while True:
                if not self._until:
                    self._changed.wait()
                elif (left := self._until - time.monotonic()) > 0:
                    self._changed.wait(left)
                else:
                    self._until = 0.0
                    self._cut()

    def _cut(self) -> None:
        """Shut the socket down; who waits for an answer then gets the error of a lost connection."""
        with suppress(OSError, ValueError), socket.socket(fileno=os.dup(self._handle())) as same:
            same.shutdown(socket.SHUT_RDWR)
