"""Connections with a deadline for the whole answer, and guarded redirects.

`urllib` waits for each piece of an answer and has no limit for the whole. A server that sends header lines without end,
or `100 Continue` without end, would block it. Here the connection is closed when its time is over.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import Message
from typing import IO
from urllib.parse import urlsplit

from cdalign.errors import ReadError


def check_address(url: str) -> None:
    """Check that an address can be requested.

    Raises:
        ReadError: it is not a web address.
    """
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_web = False
    if not is_web:
        raise ReadError("is not a web address (http or https)", path=url, advice="--server https://documents.un.org")


class Deadline:
    """The time that one answer may take. When it is over, its connections are closed."""

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count the time while the block runs."""
        self._timer.start()
        try:
            yield
        finally:
            self._timer.cancel()

    def watch(self, opened: socket.socket) -> None:
        """Also close this connection when the time is over."""
        self._sockets.append(opened)
        if self.is_over:
            self._end()

    def _end(self) -> None:
        self.is_over = True
        for opened in self._sockets:
            # The reader of the socket wakes up with what it has; closing the socket is left to it.
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)


def make_opener(deadline: Deadline) -> urllib.request.OpenerDirector:
    """Return an opener of web addresses only, under this deadline."""

    class Plain(http.client.HTTPConnection):
        def connect(self) -> None:
            super().connect()
            deadline.watch(self.sock)

    class Secure(http.client.HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            deadline.watch(self.sock)

    class PlainHandler(urllib.request.HTTPHandler):
        def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(Plain, req)

    class SecureHandler(urllib.request.HTTPSHandler):
        def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(Secure, req)

    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        PlainHandler(),
        SecureHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        _GuardedRedirects(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


class _GuardedRedirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects on the web only: not to this computer, its network or another scheme, nor off https."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        """Return the request that a redirect asks for, if it is allowed."""
        before, after = urlsplit(req.full_url), urlsplit(newurl)
        reason = ""
        if after.scheme not in ("http", "https"):
            reason = f"a redirect to {after.scheme}: is not followed"
        elif before.scheme == "https" and after.scheme == "http":
            reason = "a redirect from https to http is not followed"
        elif after.hostname != before.hostname and not _is_public(after.hostname or "", after.port):
            reason = f"a redirect to {after.hostname}, which is not on the public network, is not followed"
        if reason:
            raise urllib.error.HTTPError(req.full_url, code, reason, headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _is_public(host: str, port: int | None) -> bool:
    """Return whether all addresses of a host are on the public network. A name that does not resolve is not public."""
    try:
        found = socket.getaddrinfo(host, port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return all(ipaddress.ip_address(str(one[4][0]).partition("%")[0]).is_global for one in found)
