"""Files are written whole or not at all, and read whole.

The new text goes to a file beside the old one, is flushed to the disk, and takes the old one's name in one
step (`os.replace`, POSIX rename(2)). A process killed at any moment leaves the old file or the new one.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from cdalign.errors import ReadError, WriteError

_NEW_FILE_MODE = 0o666


@contextmanager
def open_whole(path: str | Path) -> Iterator[IO[bytes]]:
    """Open a binary stream whose bytes become the file `path` when the block ends without an error.

    Missing parent folders are made, and links are followed. Where the block raises, `path` is left as it was.
    A device or a pipe is written as it is: it cannot be replaced.

    Raises:
        WriteError: the file cannot be written there.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file() and not target.is_dir():
        with _open_device(target) as stream:
            yield stream
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    except OSError as error:
        raise WriteError.of(error, path) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(_mode_for(target))
        Path(name).replace(target)
    except OSError as error:
        raise WriteError.of(error, path) from error
    finally:
        Path(name).unlink(missing_ok=True)


@contextmanager
def _open_device(path: Path) -> Iterator[IO[bytes]]:
    try:
        with path.open("wb") as stream:
            yield stream
    except OSError as error:
        raise WriteError.of(error, path) from error


def write_whole(path: str | Path, content: str | bytes) -> None:
    """Write `content` (text as UTF-8) to `path`, whole or not at all; a file that holds it already is left alone.

    Raises:
        WriteError: the file cannot be written there.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    target = Path(path)
    if target.is_file() and target.stat().st_size == len(data) and target.read_bytes() == data:
        return
    with open_whole(target) as stream:
        stream.write(data)


def read_whole(path: str | Path, advice: str = "save it as UTF-8") -> str:
    """Give the text of a UTF-8 file, with or without byte order mark; `advice` is for one that is no text.

    Raises:
        ReadError: it cannot be read, or is no UTF-8 text.
    """
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise ReadError.of(error, path, advice) from error


def _mode_for(target: Path) -> int:
    """Keep the mode of the file that is replaced; a new one gets what `open` would give it."""
    if target.exists():
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return _NEW_FILE_MODE & ~mask
