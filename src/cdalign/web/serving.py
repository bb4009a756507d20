"""A server for the pages: where it listens, how many processes answer, and the address that a person opens."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from cdalign.errors import CdalignError, UsageError
from cdalign.memory import open_memory
from cdalign.project import Project
from cdalign.web.access import LOOPBACK_HOSTS, Access, make_secret
from cdalign.web.app import make_app
from cdalign.web.connections import HastyProtocol
from cdalign.web.workspace import Workspace

USUAL_PORT = 8138
# What one address elsewhere may send in a second; a person's tool sends a few.
USUAL_RATE = 100
# More connections at once than this are turned away; 32 clients are the measured load.
_MOST_AT_ONCE = 200
# Connections that wait to be taken up; beyond it the system lets them try again a second later.
_MOST_WAITING = 128
# A process takes some 100 MB; more than one a core answer no faster.
_MOST_WORKERS = 256


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen; port 0 is any free one. `names` are further host names that are answered to.

    `rate` is how many requests a second one address may send, 0 any number; where it is not said, those on this
    computer may send any number.
    """

    host: str = "127.0.0.1"
    port: int = USUAL_PORT
    token: str = ""
    names: tuple[str, ...] = ()
    rate: int | None = None

    @property
    def is_local(self) -> bool:
        """Whether only programs on this computer can ask."""
        return self.host in LOOPBACK_HOSTS

    def access(self) -> Access:
        """Who may ask: whoever is on this computer, and from elsewhere only who has the token."""
        hosts = LOOPBACK_HOSTS | {self.host} | {name.lower() for name in self.names}
        rate = self.rate if self.rate is not None else 0 if self.is_local else USUAL_RATE
        return Access(frozenset(hosts), self.token or ("" if self.is_local else make_secret()), rate=rate)


@dataclass(frozen=True, slots=True)
class Offer:
    """What is served: a project, a memory (a file, or the URL of a database), or both; with pages, or to programs."""

    project: Project | None = None
    memory: str | Path | None = None
    has_pages: bool = True

    def serve(self, access: Access, taken: socket.socket) -> None:
        """Answer on a socket until interrupted."""
        with tempfile.TemporaryDirectory(prefix="cdalign-") as folder:
            app = make_app(Workspace(self.project, Path(folder), self.memory), access, has_pages=self.has_pages)
            uvicorn.Server(configure(app)).run(sockets=[taken])


def configure(app: Starlette) -> uvicorn.Config:
    """Give uvicorn's settings, limits among them."""
    return uvicorn.Config(
        app,
        http=HastyProtocol,
        ws="none",
        # uvloop would take the number below as the length of the queue, and lose connections.
        loop="asyncio",
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=_MOST_AT_ONCE,
        # A process takes up one connection at a time, and leaves the next one to whichever is not busy.
        backlog=1,
        timeout_graceful_shutdown=2,
    )


class _SharedSocket(socket.socket):
    """A listening socket whose queue stays long, however few connections a process takes from it at once."""

    def listen(self, backlog: int = _MOST_WAITING, /) -> None:
        super().listen(max(backlog, _MOST_WAITING))


def serve(
    offer: Offer, listening: Listening, ready: Callable[[str], None], *, path: str = "/", workers: int = 1
) -> None:
    """Serve until interrupted; `ready` is called with the address to open. Several processes serve only programs.

    Raises:
        CdalignError: the address cannot be listened on.
        ReadError: the memory cannot be read.
        UsageError: so many processes would overwhelm the machine.
    """
    if workers > _MOST_WORKERS:
        raise UsageError(f"{workers} processes are too many", path="--workers", advice="one a core is enough")
    access = listening.access()
    if offer.memory:
        open_memory(offer.memory, create=False, read_only=True).close()
    with take_address(listening) as taken:
        token = f"?token={access.token}" if access.token else ""
        host = f"[{listening.host}]" if ":" in listening.host else listening.host
        for _ in range(workers - 1):
            _start_beside(offer, access, taken)
        ready(f"http://{host}:{taken.getsockname()[1]}{path}{token}")
        offer.serve(access, taken)


def _start_beside(offer: Offer, access: Access, taken: socket.socket) -> None:
    """Start a process that answers on the same socket and ends with this one."""
    spawn = multiprocessing.get_context("spawn")
    with socket.fromfd(taken.fileno(), taken.family, taken.type, taken.proto) as plain:
        spawn.Process(target=_serve_beside, args=(offer, access, plain), daemon=True).start()


def _serve_beside(offer: Offer, access: Access, taken: socket.socket) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    offer.serve(access, _SharedSocket(taken.family, taken.type, taken.proto, fileno=taken.detach()))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)


def take_address(listening: Listening) -> socket.socket:
    """Give a socket that listens.

    Raises:
        CdalignError: the address cannot be listened on.
    """
    family = socket.AF_INET6 if ":" in listening.host else socket.AF_INET
    # asyncio turns Nagle's algorithm off, which holds answers back by 40 ms, only where a socket says that it is TCP.
    taken = _SharedSocket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((listening.host, listening.port))
        # Who asks before all is ready waits, and is not turned away.
        taken.listen()
    except OSError as error:
        taken.close()
        raise CdalignError(
            f"{listening.host}:{listening.port} cannot be listened on ({error.strerror or error})",
            advice="choose another one: --port 0 takes any that is free",
        ) from error
    return taken
