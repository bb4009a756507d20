"""Files are written whole or not at all, and read whole.

The new content goes into a temporary file in the same folder, is flushed to the disk, and is renamed to the old file in
one step (`os.replace`, POSIX rename(2)). A process killed at any moment leaves the old file or the new one, and perhaps
its unfinished file `.NAME.….cdalign.tmp`. The writer holds a lock on that file, which ends with its process. The next
process that writes into the folder deletes the unfinished files whose locks it can take.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import IO

from cdalign.errors import ReadError, WriteError, is_held

_NEW_FILE_MODE = 0o666
_UNFINISHED = ".cdalign.tmp"
# Windows cannot rename an open file, so there a writer releases its lock a moment before the file is renamed.
_WINDOWS_GRACE_SECONDS = 60.0
_MOST_FOLDERS = 1024
# A scanner lets go of a file within a second; Excel holds it until it is closed.
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)
# A name has at most 255 bytes on Linux, 255 characters elsewhere; a Chinese character takes up to four bytes.
_LONGEST_KEPT_NAME = 40

_TakeName = Callable[[Path, Path], object]


@contextmanager
def open_whole(path: str | Path) -> Iterator[IO[bytes]]:
    """Open a binary stream whose bytes become the file `path` when the block ends without an error.

    Missing parent folders are made, and links are followed. If the block raises, `path` is left as it was.
    A device or a pipe is written directly, because it cannot be replaced.

    Raises:
        WriteError: the file cannot be written.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file() and not target.is_dir():
        with _open_device(target) as stream:
            yield stream
        return
    try:
        with _open_beside(target, _replace, _mode_for(target)) as stream:
            yield stream
    except OSError as error:
        raise WriteError.of(error, path) from error


def make_whole(path: str | Path, content: bytes, mode: int) -> None:
    """Write a file that does not exist yet, whole. If another process makes it at the same moment, the first one stays.

    Raises:
        WriteError: the file cannot be written.
    """
    try:
        with _open_beside(Path(path), _take_free_name, mode) as stream:
            stream.write(content)
    except OSError as error:
        raise WriteError.of(error, path) from error


@contextmanager
def _open_beside(target: Path, take_name: _TakeName, mode: int) -> Iterator[IO[bytes]]:
    """Open a temporary file in the target's folder, which replaces the target when the block ends without an error."""
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep_once(target.parent)
    handle, made = _make_unfinished(target)
    finish = partial(_finish, made, target, take_name, mode)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            if os.name != "nt":
                finish()
        if os.name == "nt":
            finish()
    finally:
        made.unlink(missing_ok=True)


def _finish(made: Path, target: Path, take_name: _TakeName, mode: int) -> None:
    made.chmod(mode)
    take_name(made, target)


def _replace(made: Path, target: Path) -> None:
    """Rename a file over another one. Where a program holds it (a virus scanner, Excel), try again for a while."""
    for pause in _PAUSES:
        try:
            made.replace(target)
        except OSError as error:
            if not is_held(error):
                raise
            time.sleep(pause)
        else:
            return
    made.replace(target)


def _take_free_name(made: Path, target: Path) -> None:
    try:
        target.hardlink_to(made)
    except FileExistsError:
        return
    except OSError:
        # A file system without hard links (FAT) cannot tell apart two processes that make the same file at once.
        made.replace(target)


def _make_unfinished(target: Path) -> tuple[int, Path]:
    """Make an empty file in the target's folder and take its lock. Return its handle and path."""
    while True:
        prefix = f".{target.name[:_LONGEST_KEPT_NAME]}."
        handle, name = tempfile.mkstemp(prefix=prefix, suffix=_UNFINISHED, dir=target.parent)
        # Before it was locked, another process may have deleted it as the file of a dead process.
        if _is_locked(handle) and os.fstat(handle).st_nlink:
            return handle, Path(name)
        os.close(handle)


def _is_locked(handle: int, *, without_locks: bool = True) -> bool:
    """Try to lock an open file, and return whether it is locked; `without_locks` on a file system that has no locks."""
    from filelock import lock_descriptor

    try:
        return lock_descriptor(handle, blocking=False)
    except OSError:
        return without_locks


@lru_cache(maxsize=_MOST_FOLDERS)
def _sweep_once(folder: Path) -> None:
    """Sweep a folder the first time that this process writes there, because reading a large folder takes a while."""
    sweep_unfinished(folder)


def sweep_unfinished(folder: Path) -> None:
    """Delete the unfinished files that processes of cdalign left in a folder when they were killed."""
    with suppress(OSError), os.scandir(folder) as entries:
        left = [
            Path(entry.path) for entry in entries if entry.name.startswith(".") and entry.name.endswith(_UNFINISHED)
        ]
    for path in left:
        with suppress(OSError):
            _delete_if_dead(path)


def _delete_if_dead(path: Path) -> None:
    if os.name == "nt" and time.time() - path.stat().st_mtime < _WINDOWS_GRACE_SECONDS:
        return
    handle = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    try:
        is_dead = _is_locked(handle, without_locks=False)
        if is_dead and os.name != "nt":
            path.unlink()
    finally:
        os.close(handle)
    if is_dead and os.name == "nt":
        path.unlink()


@contextmanager
def _open_device(path: Path) -> Iterator[IO[bytes]]:
    try:
        with path.open("wb") as stream:
            yield stream
    except OSError as error:
        raise WriteError.of(error, path) from error


def write_whole(path: str | Path, content: str | bytes) -> None:
    """Write `content` (text as UTF-8) to `path`, whole or not at all. A file with the same content is left alone.

    Raises:
        WriteError: the file cannot be written.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    target = Path(path)
    if target.is_file() and target.stat().st_size == len(data) and target.read_bytes() == data:
        return
    with open_whole(target) as stream:
        stream.write(data)


def read_whole(path: str | Path, advice: str = "save it as UTF-8") -> str:
    """Return the text of a UTF-8 file, with or without a byte order mark; `advice` is for bytes that are not UTF-8.

    Raises:
        ReadError: it cannot be read, or is not UTF-8 text.
    """
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise ReadError.of(error, path, advice) from error


def decode_utf8(data: bytes, path: str | Path, advice: str = "save it as UTF-8") -> str:
    """Return the text of a file's bytes, with or without a byte order mark; `path` and `advice` are for the message.

    Raises:
        ReadError: they are not UTF-8 text.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeError as error:
        raise ReadError.of(error, path, advice) from error


def file_stamp(path: str | Path) -> tuple[int, int, int] | None:
    """Return the inode, time (ns) and size of a file, which change when it is written, or None if it is missing."""
    try:
        state = Path(path).stat()
    except OSError:
        return None
    return state.st_ino, state.st_mtime_ns, state.st_size


def digest_file(path: str | Path) -> str:
    """Return the SHA-256 digest of a file.

    Raises:
        ReadError: the file cannot be read.
    """
    try:
        with Path(path).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise ReadError.of(error, path) from error


def _mode_for(target: Path) -> int:
    """Return the mode of the file that is replaced, or for a new file the mode that `open` would use."""
    if target.exists():
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return _NEW_FILE_MODE & ~mask
