"""One lock for all files of a folder that hold a person's decisions, and a compare-and-swap under it.

Working files, the termbase and the list of ignored findings have several writers: a build, a batch, review servers,
commands. Each of them reads, decides and writes while it holds the lock of the file's folder, so that no writer
overwrites the changes of another. A program without the lock (an editor, git) is noticed because the bytes are
compared before every write.

The lock is the file `.cdalign.lock` in the folder. It is a lock of the operating system (`flock` on Linux and macOS,
`LockFileEx` on Windows, by `filelock`), so it ends with the process that holds it, however that process ends. NFS
(since Linux 2.6.12) and SMB pass it on to other machines. The empty file stays, because waiting processes have it open.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cdalign.atomic import write_whole
from cdalign.errors import BusyError, ConflictError, ReadError, WriteError
from cdalign.messages import Message, say

LOCK_NAME = ".cdalign.lock"
# A writer holds the lock for some hundredths of a second; a build that must align a text under it, for seconds.
PATIENCE_SECONDS = 10.0
# A run that has worked for minutes waits longer than a person does, also for people who decide without a pause.
RUN_PATIENCE_SECONDS = 120.0
_SECONDS_BETWEEN_TRIES = 0.01
# How often a decision is repeated if a program without the lock writes the file in between.
_MOST_DECISIONS = 5
# Windows locks the first byte of the file against all other readers, so the note about the holder comes after it.
_NOTE_START = 1
_NOTE = "process "
_LONGEST_NOTE_BYTES = 400


@contextmanager
def hold_folder(folder: str | Path, *, name: str = LOCK_NAME, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Hold the lock of a folder during a `with` block. A missing folder is made.

    A process must not ask for a lock that it holds already: it would wait for itself.

    Raises:
        BusyError: another process still holds it after `patience` seconds. The message names that process.
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
            say("is being written by {holder}", holder=_read_holder(place) or "another process"),
            path=folder,
            advice="wait until it has ended, then try again",
        ) from error
    except OSError as error:
        raise WriteError(
            say("cannot be locked for writing ({error})", error=error.strerror or error),
            path=place,
            advice="make the folder writable: decisions are kept there, under a lock",
        ) from error
    try:
        _write_holder(place, _describe_holder())
        yield
    finally:
        _write_holder(place, "")
        lock.release()


@contextmanager
def hold_file(path: str | Path, *, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Hold the lock of a file's folder during a `with` block; links are followed, and a device has none.

    Raises:
        BusyError, WriteError: as `hold_folder`.
    """
    place = Path(os.path.realpath(path))
    if place.exists() and not place.is_file() and not place.is_dir():
        yield
        return
    with hold_folder(place.parent, patience=patience):
        yield


def read_bytes(path: str | Path) -> bytes:
    """Return the bytes of a file; none if it is missing.

    Raises:
        ReadError: the file exists and cannot be read.
    """
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise ReadError.of(error, path) from error


def swap_file(path: str | Path, seen: bytes, content: bytes) -> None:
    """Write a file whose folder is locked, if it still has the bytes that were seen (none: it is missing).

    Raises:
        ConflictError: a program without the lock has written the file since. The file is left as it is.
        WriteError: the file cannot be written.
    """
    if read_bytes(path) != seen:
        raise ConflictError("was changed by another program in the meantime", path=path, advice="try again")
    write_whole(path, content)


@dataclass(frozen=True, slots=True)
class FileChange:
    """The bytes of a file before and after a change; empty bytes if it does not exist."""

    before: bytes
    after: bytes


def change_file(path: str | Path, change: Callable[[bytes], bytes]) -> FileChange:
    """Read a file, change its content, and write it, all under the lock of its folder. Return both contents.

    `change` takes the bytes of the file (none if it is missing) and returns the new ones. It is called again if a
    program without the lock has written the file in between.

    Raises:
        BusyError: another process holds the lock for too long.
        ConflictError: a program without the lock keeps writing the file.
        ReadError, WriteError: the file cannot be read or written. Errors of `change` pass through.
    """
    with hold_file(path):
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
        return FileChange(seen, content)


def take_back(path: str | Path, made: FileChange, advice: str | Message) -> None:
    """Write a file as it was before a change; one that was missing is deleted.

    Raises:
        ConflictError: it has changed since; `advice` says what to do then.
        BusyError, ReadError, WriteError: as `change_file`.
    """
    with hold_file(path):
        if read_bytes(path) != made.after:
            raise ConflictError("has changed since", path=path, advice=advice)
        if made.before:
            swap_file(path, made.after, made.before)
            return
        try:
            Path(path).unlink()
        except OSError as error:
            raise WriteError.of(error, path) from error


def _lock_mode(folder: Path) -> int:
    """Return the mode of a lock file: all users who may write into the folder may take the lock."""
    return 0o644 | (folder.stat().st_mode & 0o022)


def _describe_holder() -> str:
    # As slow to load as the rest of this module.
    from socket import gethostname

    command = " ".join([Path(sys.argv[0]).stem, *(word for word in sys.argv[1:2] if word.isalpha())])
    now = datetime.now().astimezone().isoformat(" ", "seconds")
    return f"{_NOTE}{os.getpid()} ({command}) on {gethostname()}, since {now}\n"


def _write_holder(place: Path, note: str) -> None:
    """Write the name of the holder into the lock file, for those who wait. Errors are ignored."""
    with suppress(OSError), place.open("r+b", buffering=0) as stream:
        # On a file system without locks, `filelock` keeps its own note in the file, which is left alone.
        if stream.seek(0, os.SEEK_END) == 0 or _read_holder(place):
            stream.seek(_NOTE_START if note else 0)
            stream.write(note.encode()[:_LONGEST_NOTE_BYTES])
            stream.truncate()


def _read_holder(place: Path) -> str:
    """Return the name of the holder, as the holder has written it, or an empty text."""
    with suppress(OSError), place.open("rb", buffering=0) as stream:
        stream.seek(_NOTE_START)
        note = (stream.read(_LONGEST_NOTE_BYTES) or b"").decode("utf-8", "replace").strip()
        return note if note.startswith(_NOTE) else ""
    return ""
