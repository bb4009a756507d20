"""Connections that do not wait for ever: who does not send a whole request in time is cut off."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

# The head of a request fits into one packet; ten seconds forgive a slow line. Without a limit, a few hundred
# connections that send a byte now and then keep everybody else out ("slow loris").
REQUEST_SECONDS = 10.0


class HastyProtocol(H11Protocol):
    """uvicorn's HTTP/1.1, with a limit on the time between a connection, or a first byte, and a request's last line.

    While a request is answered, and between two of them, uvicorn's own limits hold.
    """

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what came; where it is not yet a whole request, wait for the rest."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop_waiting()
        elif self._deadline is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._deadline = self.loop.call_later(REQUEST_SECONDS, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
