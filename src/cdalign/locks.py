"""One lock for all files of a folder that hold a person's decisions, and a compare-and-swap under it.

Working files, the termbase and the list of ignored findings have several writers: a build, a batch, review servers,
commands. Each of them reads, decides and writes while it holds the lock of the file's folder, so no writer overwrites
what another one has just written. Programs that know nothing of the lock (an editor, git) are noticed by the
comparison before every write.

The lock is the file `.cdalign.lock` in the folder. It is a lock of the operating system (`flock` on Linux and macOS,
`LockFileEx` on Windows, by `filelock`), so it ends with the process that holds it, however that process ends. NFS
(since Linux 2.6.12) and SMB pass it on to the other machines. The file stays, empty, for those who wait have it open.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from cdalign.atomic import write_whole
from cdalign.errors import BusyError, ConflictError, ReadError, WriteError

LOCK_NAME = ".cdalign.lock"
# A writer holds the lock for some hundredths of a second; a build that must align a text under it, for seconds.
PATIENCE_SECONDS = 10.0
_SECONDS_BETWEEN_TRIES = 0.01
# How often a decision is made again when a program without the lock writes the file meanwhile.
_MOST_DECISIONS = 5
# Windows locks the first byte of the file, which then nobody else can read: what is said of the holder comes after it.
_NOTE_START = 1
_NOTE = "process "
_LONGEST_NOTE_BYTES = 400


@contextmanager
def hold_folder(folder: str | Path, *, name: str = LOCK_NAME, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Hold the lock of a folder during a `with` block; the folder is made where it is missing.

    A process must not ask for a lock that it holds already: it would wait for itself.

    Raises:
        BusyError: another process still holds it after `patience` seconds; the message says which one.
        WriteError: the lock file cannot be made, because the folder is read-only or its file system has no locks.
    """
    from filelock import FileLock, Timeout

    place = Path(os.path.realpath(folder)) / name
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(place, mode=_lock_mode(place.parent), poll_interval=_SECONDS_BETWEEN_TRIES)
        lock.acquire(timeout=patience)
    except Timeout as error:
        raise BusyError(
            f"is being written by {_read_holder(place) or 'another process'}",
            path=folder,
            advice="wait until it has ended, then try again",
        ) from error
    except OSError as error:
        raise WriteError(
            f"cannot be locked for writing ({error.strerror or error})",
            path=place,
            advice="make the folder writable: decisions are kept there, under a lock",
        ) from error
    try:
        _write_holder(place, _describe_holder())
        yield
    finally:
        _write_holder(place, "")
        lock.release()


def read_bytes(path: str | Path) -> bytes:
    """Read a file's bytes; a file that is missing has none.

    Raises:
        ReadError: the file is there and cannot be read.
    """
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise ReadError.of(error, path) from error


def swap_file(path: str | Path, seen: bytes, content: bytes) -> None:
    """Write a file whose folder's lock is held, if it still has the bytes that were seen (none: it is missing).

    Raises:
        ConflictError: a program without the lock has written the file meanwhile; it is left as it is.
        WriteError: the file cannot be written.
    """
    if read_bytes(path) != seen:
        raise ConflictError("was changed by another program meanwhile", path=path, advice="do the same again")
    write_whole(path, content)


def change_file(path: str | Path, change: Callable[[bytes], bytes]) -> bytes:
    """Read a file, decide what it becomes, and write it, all under the lock of its folder; return what was written.

    `change` gets the bytes of the file (none where it is missing) and returns the new ones. It is called again where
    a program without the lock has written the file meanwhile.

    Raises:
        BusyError: another process holds the lock for too long.
        ConflictError: a program without the lock writes the file again and again.
        ReadError, WriteError: the file cannot be read, or not be written; and whatever `change` raises.
    """
    with hold_folder(Path(os.path.realpath(path)).parent):
        for attempt in range(1, _MOST_DECISIONS + 1):
            seen = read_bytes(path)
            content = change(seen)
            try:
                swap_file(path, seen, content)
            except ConflictError:
                if attempt == _MOST_DECISIONS:
                    raise
            else:
                break
        return content


def _lock_mode(folder: Path) -> int:
    """Return the mode of a lock file: whoever may write into the folder may take the lock."""
    return 0o644 | (folder.stat().st_mode & 0o022)


def _describe_holder() -> str:
    command = " ".join([Path(sys.argv[0]).stem, *(word for word in sys.argv[1:2] if word.isalpha())])
    now = datetime.now().astimezone().isoformat(" ", "seconds")
    return f"{_NOTE}{os.getpid()} ({command}) on {socket.gethostname()}, since {now}\n"


def _write_holder(place: Path, note: str) -> None:
    """Write into the lock file who holds it, for those who wait; without it they only know less."""
    with suppress(OSError), place.open("r+b", buffering=0) as stream:
        # Where a file system has no locks, `filelock` keeps a note of its own in the file: it is left alone.
        if stream.seek(0, os.SEEK_END) == 0 or _read_holder(place):
            stream.seek(_NOTE_START if note else 0)
            stream.write(note.encode()[:_LONGEST_NOTE_BYTES])
            stream.truncate()


def _read_holder(place: Path) -> str:
    """Return who holds the lock, as the holder has written it; an empty text where nobody has."""
    with suppress(OSError), place.open("rb", buffering=0) as stream:
        stream.seek(_NOTE_START)
        note = (stream.read(_LONGEST_NOTE_BYTES) or b"").decode("utf-8", "replace").strip()
        return note if note.startswith(_NOTE) else ""
    return ""
