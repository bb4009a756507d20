"""A server for the pages: where it listens, and the address that a person opens."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cdalign.errors import CdalignError
from cdalign.project import Project
from cdalign.web.access import LOOPBACK_HOSTS, Access, make_secret
from cdalign.web.app import make_app
from cdalign.web.workspace import Workspace

USUAL_PORT = 8138
# More requests at once than this wait or are turned away; 32 clients are the measured load.
_MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen; port 0 is any free one. `names` are further host names that are answered to."""

    host: str = "127.0.0.1"
    port: int = USUAL_PORT
    token: str = ""
    names: tuple[str, ...] = ()

    @property
    def is_local(self) -> bool:
        """Whether only programs on this computer can ask."""
        return self.host in LOOPBACK_HOSTS

    def access(self) -> Access:
        """Who may ask: whoever is on this computer, and from elsewhere only who has the token."""
        hosts = LOOPBACK_HOSTS | {self.host} | {name.lower() for name in self.names}
        return Access(frozenset(hosts), self.token or ("" if self.is_local else make_secret()))


def serve(project: Project | None, listening: Listening, ready: Callable[[str], None], path: str = "/") -> None:
    """Serve the pages of a project until interrupted; `ready` is called with the address to open.

    Raises:
        CdalignError: the address cannot be listened on.
    """
    import uvicorn

    access = listening.access()
    with tempfile.TemporaryDirectory(prefix="cdalign-") as folder, _listen(listening) as taken:
        app = make_app(Workspace(project, Path(folder)), access)
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            limit_concurrency=_MOST_AT_ONCE,
            timeout_graceful_shutdown=2,
        )
        token = f"?token={access.token}" if access.token else ""
        host = f"[{listening.host}]" if ":" in listening.host else listening.host
        ready(f"http://{host}:{taken.getsockname()[1]}{path}{token}")
        uvicorn.Server(config).run(sockets=[taken])


def _listen(listening: Listening) -> socket.socket:
    family = socket.AF_INET6 if ":" in listening.host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((listening.host, listening.port))
    except OSError as error:
        taken.close()
        raise CdalignError(
            f"{listening.host}:{listening.port} cannot be listened on ({error.strerror or error})",
            advice="choose another one: --port 0 takes any that is free",
        ) from error
    return taken
