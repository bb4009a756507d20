"""A PostgreSQL server of the tests' own: made anew, on loopback, gone at the end."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Debian keeps the server's programs off the PATH.
_DEBIAN = "/usr/lib/postgresql"
_OWNER = "postgres"


def find_program(name: str) -> str | None:
    """Give the path of a program of PostgreSQL's, of the newest version where there are several."""
    installed = sorted(Path(_DEBIAN).glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    return shutil.which(name) or (str(installed[-1]) if installed else None)


@contextmanager
def running_server(initdb: str) -> Iterator[str]:
    """Start a server and give its URL, to which a database's name is added."""
    with tempfile.TemporaryDirectory(prefix="cdalign-postgres-") as folder:
        control = [str(Path(initdb).with_name("pg_ctl")), "-w", "-D", f"{folder}/data"]
        # It will not be run by root.
        owner: dict[str, Any] = {"user": _OWNER, "group": _OWNER, "extra_groups": []} if os.geteuid() == 0 else {}
        if owner:
            shutil.chown(folder, _OWNER, _OWNER)

        def run(*command: str) -> None:
            subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, timeout=120, **owner)

        port = _free_port()
        # The plainest locale: what depends on the database's idea of letters fails here.
        run(initdb, "-D", f"{folder}/data", "-U", "cdalign", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        # What a machine that loses its power needs, and a database that lives for a second does not.
        hasty = "-c fsync=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0"
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {hasty}"
        run(*control, "-l", f"{folder}/log", "-o", options, "start")
        try:
            yield f"postgresql://cdalign@127.0.0.1:{port}"
        finally:
            run(*control, "-m", "immediate", "stop")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
