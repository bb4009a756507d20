"""A server for the pages: where it listens, how many processes answer, and the address that a person opens."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp
from uvicorn.config import LOGGING_CONFIG

from cdalign.defaults import DEFAULT_PORT
from cdalign.errors import CdalignError, UsageError
from cdalign.locks import hold_folder
from cdalign.memory import open_memory
from cdalign.messages import say
from cdalign.project import Project
from cdalign.web.access import LARGEST_HEAD_BYTES, LOOPBACK_HOSTS, Access, AccessMiddleware, make_secret
from cdalign.web.api import ROUTES
from cdalign.web.app import make_answers, make_app
from cdalign.web.connections import HastyProtocol
from cdalign.web.processes import Crew
from cdalign.web.watching import LogForm, RequestWatch, start_log
from cdalign.web.workspace import Workspace

# Requests that another computer may send in a second; a person's tool sends a few.
USUAL_RATE = 100
# Connections that wait to be accepted; beyond them the system has clients try again a second later.
_MOST_WAITING = 128
# A process takes some 100 MB; more than one a core answer no faster.
_MOST_WORKERS = 256
_UPLOADS = "cdalign-uploads-"
_SECONDS_TO_HOLD = 60.0


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen; port 0 is any free one. `names` are further host names that are answered to.

    `rate` is how many requests a second one address may send, 0 any number; where it is not said, those on this
    computer may send any number. `log` is the form of a log line for each request, None for no lines. `has_metrics`
    says that `/metrics` is answered, which is always so on this computer.
    """

    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    token: str = ""
    names: tuple[str, ...] = ()
    rate: int | None = None
    log: LogForm | None = None
    has_metrics: bool = False

    @property
    def is_local(self) -> bool:
        """Whether only programs on this computer can connect."""
        return self.host in LOOPBACK_HOSTS

    def access(self) -> Access:
        """Who may send requests: programs on this computer, and others only with the token."""
        hosts = LOOPBACK_HOSTS | {self.host} | {name.lower() for name in self.names}
        rate = self.rate if self.rate is not None else 0 if self.is_local else USUAL_RATE
        return Access(frozenset(hosts), self.token or ("" if self.is_local else make_secret()), rate=rate)

    def watch(
        self, app: ASGIApp, routes: Iterable[BaseRoute], other_pids: Callable[[], tuple[int, ...]] = tuple
    ) -> RequestWatch:
        """Return the application with what watches it; `routes` are its own."""
        paths = [route.path for route in routes if isinstance(route, Route | Mount)]
        return RequestWatch(app, paths, has_metrics=self.has_metrics or self.is_local, other_pids=other_pids)


@dataclass(frozen=True, slots=True)
class Offer:
    """What is served: a project, a memory (a file, or the URL of a database), or both; or a folder of projects.

    `can_be_stopped` says that the page has a button that stops the server.
    """

    project: Project | None = None
    memory: str | Path | None = None
    library: Path | None = None
    can_be_stopped: bool = False

    def make_answers(self) -> Starlette:
        """Return the application that answers programs; it takes no uploads."""
        return make_answers(Workspace(self.project, Path(os.devnull), self.memory))

    def serve_pages(self, listening: Listening, access: Access, taken: socket.socket) -> None:
        """Serve pages and programs on a socket until interrupted; what was uploaded is deleted then."""
        _sweep_uploads(Path(tempfile.gettempdir()))
        with tempfile.TemporaryDirectory(prefix=_UPLOADS) as folder, hold_folder(folder):
            app = make_app(Workspace(self.project, Path(folder), self.memory, self.library), access)
            server = uvicorn.Server(configure(listening.watch(app, app.routes), listening.log))
            if self.can_be_stopped:
                app.state.stop = lambda: setattr(server, "should_exit", True)
            server.run(sockets=[taken])

    def serve_programs(self, listening: Listening, access: Access, taken: socket.socket, workers: int) -> None:
        """Answer programs on a socket with several processes until interrupted."""
        crew = Crew(self.make_answers, workers)
        app = listening.watch(AccessMiddleware(crew, access), ROUTES, lambda: crew.pids)
        run_server(app, taken, listening.log)


def run_server(app: ASGIApp, taken: socket.socket, log: LogForm | None = None) -> None:
    """Answer on a socket until interrupted."""
    uvicorn.Server(configure(app, log)).run(sockets=[taken])


def _sweep_uploads(parent: Path) -> None:
    """Delete the uploads of this user's servers that were killed: folders that no server holds."""
    for folder in parent.glob(f"{_UPLOADS}*"):
        with suppress(OSError, CdalignError):
            if _is_left(folder.lstat()):
                with hold_folder(folder, patience=0.0):
                    shutil.rmtree(folder, ignore_errors=True)


def _is_left(state: os.stat_result) -> bool:
    """Return whether this folder is this user's, and not that of a server that has just started."""
    is_ours = not hasattr(os, "geteuid") or state.st_uid == os.geteuid()
    return is_ours and stat.S_ISDIR(state.st_mode) and time.time() - state.st_mtime > _SECONDS_TO_HOLD


def configure(app: ASGIApp, log: LogForm | None = None) -> uvicorn.Config:
    """Return uvicorn's settings, including the limits. With `log`, its messages go into that log."""
    if log is not None:
        start_log(log)
    return uvicorn.Config(
        app,
        log_config=None if log is not None else LOGGING_CONFIG,
        http=HastyProtocol,
        h11_max_incomplete_event_size=LARGEST_HEAD_BYTES,
        ws="none",
        loop="asyncio",
        log_level="warning",
        access_log=False,
        server_header=False,
        backlog=_MOST_WAITING,
        timeout_graceful_shutdown=2,
    )


def serve(
    offer: Offer, listening: Listening, ready: Callable[[str], None], *, path: str = "/", workers: int = 1
) -> None:
    """Serve until interrupted; `ready` is called with the address to open. Several processes serve only programs.

    Raises:
        CdalignError: the address cannot be listened on.
        ReadError: the memory cannot be read.
        UsageError: there are more processes than the machine can bear.
    """
    if workers > _MOST_WORKERS:
        raise UsageError(
            say("{workers} processes are too many", workers=workers), path="--workers", advice="one a core is enough"
        )
    access = listening.access()
    if offer.memory:
        open_memory(offer.memory, create=False, read_only=True).close()
    with take_address(listening) as taken:
        token = f"?token={access.token}" if access.token else ""
        host = f"[{listening.host}]" if ":" in listening.host else listening.host
        ready(f"http://{host}:{taken.getsockname()[1]}{path}{token}")
        if workers == 1:
            offer.serve_pages(listening, access, taken)
        else:
            offer.serve_programs(listening, access, taken, workers)


def take_address(listening: Listening) -> socket.socket:
    """Return a socket that listens.

    Raises:
        CdalignError: the address cannot be listened on.
    """
    family = socket.AF_INET6 if ":" in listening.host else socket.AF_INET
    # asyncio turns Nagle's algorithm off, which holds answers back by 40 ms, only where a socket says that it is TCP.
    taken = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((listening.host, listening.port))
        # A client that connects before the server is ready waits and is not refused.
        taken.listen(_MOST_WAITING)
    except OSError as error:
        taken.close()
        raise CdalignError(
            say(
                "{host}:{port} cannot be listened on ({error})",
                host=listening.host,
                port=listening.port,
                error=error.strerror or error,
            ),
            advice="choose another one: --port 0 takes any that is free",
        ) from error
    return taken
