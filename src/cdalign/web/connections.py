"""Connections with limits: a client that does not send a whole request in time is disconnected."""

from __future__ import annotations

import asyncio
import time

from uvicorn.protocols.http.h11_impl import H11Protocol

# The head of a request fits into one packet; ten seconds forgive a slow line. Without a limit, a few hundred
# connections that send a byte now and then keep all others out ("slow loris").
REQUEST_SECONDS = 10.0
# Half of the open files that systems usually allow a process (1024). A person's browser has six, 32 clients are the
# measured load. Beyond it, the connection that has waited longest gives way to the new one: a client that sends its
# request at once is served, however many others connect again and send none.
MOST_CONNECTIONS = 512


class HastyProtocol(H11Protocol):
    """uvicorn's HTTP/1.1, with a limit on the time between a connection, or a first byte, and a request's last line.

    While a request is answered, and between two of them, uvicorn's own limits hold. uvicorn has no setting for this and
    no place for a protocol of one's own but the option `http`, so the class that the option names otherwise is
    extended: by methods of `asyncio.Protocol`, and by its attributes `cycle`, `connections`, `loop` and `transport`.
    The tests of slow connections fail where a later version has others; the version is bounded for that reason.
    """

    _deadline: asyncio.TimerHandle | None = None
    _since = 0.0

    @property
    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start to wait for a request. If too many wait, close the one that has waited longest."""
        super().connection_made(transport)
        self._since = time.monotonic()
        if len(self.connections) > MOST_CONNECTIONS:
            self._close_oldest()
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take the data that came. If it is not yet a whole request, wait for the rest."""
        super().data_received(data)
        if self._is_answering:
            self._stop_waiting()
        elif self._deadline is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._deadline = self.loop.call_later(REQUEST_SECONDS, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _close_oldest(self) -> None:
        # One that is closed leaves `connections` a moment later; of many that come at once, each closes another.
        kept = [one for one in self.connections if isinstance(one, HastyProtocol) and not one.transport.is_closing()]
        if len(kept) <= MOST_CONNECTIONS:
            return
        oldest = min((one for one in kept if not one._is_answering), key=lambda one: one._since)
        # Not `close`, which waits until the other side has taken what was written.
        oldest.transport.abort()
