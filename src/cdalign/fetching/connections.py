"""Connections with a deadline for the whole answer, and guarded redirects.

`urllib` waits for each piece of an answer and has no limit for the whole. A server that sends header lines without end,
or `100 Continue` without end, would block it. Here the connection is shut down when its time is over. A name may
resolve to another address when it is connected to than when it was checked, so the address of the peer counts.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import Message
from functools import partial
from typing import IO
from urllib.parse import urlsplit

from cdalign.errors import ReadError
from cdalign.messages import say

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


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
    """The time that one answer may take. When it is over, its connections are shut down."""

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
            for opened in self._sockets:
                opened.close()

    def watch(self, opened: socket.socket) -> None:
        """Also shut this connection down when the time is over."""
        # TLS takes the socket over and leaves the first object empty; a duplicate stays.
        self._sockets.append(opened.dup())
        if self.is_over:
            self._end()

    def _end(self) -> None:
        self.is_over = True
        for opened in self._sockets:
            # The reader of the socket wakes up with what it has; closing the socket is left to it.
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)


class Route:
    """The addresses that the requests of one download reach.

    After a redirect they must be public, whatever its name resolved to a moment before. Only a host that the user has
    named, and that is not public itself, may redirect to itself.
    """

    def __init__(self) -> None:
        self._own_host: str | None = None

    def check(self, request: urllib.request.Request, peer: str) -> None:
        """Check the address that a request is about to be sent to.

        Raises:
            ReadError: it is not public.
        """
        parts = urlsplit(request.full_url)
        if request.host != parts.netloc:
            return  # the peer is the user's proxy, which resolves names itself
        host = parts.hostname or ""
        if not request.unverifiable:  # RFC 2965: it is not a redirect
            self._own_host = None if is_public(peer) else host
        elif host != self._own_host and not is_public(peer):
            raise ReadError(
                say(
                    "a redirect to {host} ({peer}), which is not on the public network, is not followed",
                    host=host,
                    peer=peer,
                ),
                path=request.full_url,
                advice="open the address in a browser to see what it is",
            )


class _Connection(http.client.HTTPConnection):
    """A connection under a deadline, whose peer is checked before anything is sent to it."""

    deadline: Deadline
    check_peer: Callable[[str], None]

    def connect(self) -> None:
        """Connect to the host."""
        super().connect()
        self.deadline.watch(self.sock)
        try:
            self.check_peer(str(self.sock.getpeername()[0]))
        except ReadError:
            self.close()
            raise


class _SecureConnection(http.client.HTTPSConnection, _Connection):
    """The same with TLS: the peer is checked before the handshake."""


def make_opener(deadline: Deadline) -> urllib.request.OpenerDirector:
    """Return an opener of web addresses only, under this deadline."""
    route = Route()

    def prepare(connection: _Connection, request: urllib.request.Request) -> _Connection:
        connection.deadline = deadline
        connection.check_peer = partial(route.check, request)
        return connection

    class PlainHandler(urllib.request.HTTPHandler):
        def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(lambda host, **options: prepare(_Connection(host, **options), req), req)

    class SecureHandler(urllib.request.HTTPSHandler):
        def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(lambda host, **options: prepare(_SecureConnection(host, **options), req), req)

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
        elif after.hostname != before.hostname and not _resolves_publicly(after.hostname or "", after.port):
            reason = f"a redirect to {after.hostname}, which is not on the public network, is not followed"
        if reason:
            raise urllib.error.HTTPError(req.full_url, code, reason, headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _resolves_publicly(host: str, port: int | None) -> bool:
    """Return whether all addresses of a host are on the public network. A name that does not resolve is not public."""
    try:
        found = socket.getaddrinfo(host, port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return all(is_public(str(one[4][0])) for one in found)


def is_public(address: str) -> bool:
    """Return whether an IP address is on the public network, as is any IPv4 address that it leads to.

    An IPv6 address may hold one: mapped (RFC 4291), 6to4 (RFC 3056), Teredo (RFC 4380), NAT64 (RFC 6052).
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if not found.is_global or found.is_multicast:
        return False
    if found.version == 4:
        return True
    inner = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
    if found in _NAT64:
        inner.append(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF))
    return all(one.is_global for one in inner if one is not None)
