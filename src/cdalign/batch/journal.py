"""The journal: one line for every task that ended, appended before any later step uses the result.

    {"key": "align/CD-2138", "stamp": "3f…", "state": "done", "value": {…}, "seconds": 1.9, "attempts": 1}

A run that is killed leaves whole lines and perhaps one incomplete line. When the journal is opened again, the
incomplete line is cut off and its task is repeated. A power cut may also lose the lines of the last second. The files
of those tasks are on the disk, and repeating the tasks writes the same files.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from cdalign.errors import ConflictError, ReadError, WriteError
from cdalign.notations import load_json

# A flush takes 5 ms on a common disk: one for each line would limit a cluster of 256 cores to 200 pairs a second.
_SECONDS_BETWEEN_FLUSHES = 1.0


@dataclass(frozen=True, slots=True)
class JournalLine:
    """A line about a task: its key, the stamp of its inputs, its state, value, time in seconds, and attempts."""

    key: str
    stamp: str
    state: str
    value: Any
    seconds: float = 0.0
    attempts: int = 1


class Journal:
    """A journal that is open for writing, by one process at a time. Use it in a `with` block.

    Raises:
        WriteError: the journal cannot be written.
        ConflictError: another run is writing it.
    """

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
        except OSError as error:
            raise WriteError.of(error, path) from error
        self._path = path
        self._flushed = 0.0
        self._lock()
        os.truncate(self._handle, _whole_length(path))

    def _lock(self) -> None:
        from filelock import lock_descriptor

        try:
            is_ours = lock_descriptor(self._handle, blocking=False)
        except OSError as error:
            os.close(self._handle)
            raise WriteError.of(error, self._path) from error
        if not is_ours:
            os.close(self._handle)
            advice = "wait for it, or choose another folder with -o"
            raise ConflictError("another run is writing to it", path=self._path, advice=advice)

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.fsync(self._handle)
        os.close(self._handle)

    def append(self, lines: Iterable[JournalLine]) -> None:
        """Append lines. Once this returns they survive a kill, and within a second they survive a power cut."""
        text = "".join(json.dumps(asdict(line), ensure_ascii=False) + "\n" for line in lines)
        data = text.encode("utf-8")
        while data:
            data = data[os.write(self._handle, data) :]
        if time.monotonic() - self._flushed >= _SECONDS_BETWEEN_FLUSHES:
            os.fsync(self._handle)
            self._flushed = time.monotonic()

    def lines(self) -> Iterator[JournalLine]:
        """Yield the existing lines, oldest first. Lines that are not journal lines are skipped."""
        with self._path.open(encoding="utf-8", errors="replace") as stream:
            yield from filter(None, map(_parse_line, stream))


def _parse_line(text: str) -> JournalLine | None:
    try:
        line = JournalLine(**load_json(text.encode()))
    except (ReadError, TypeError):
        return None
    return line if all(isinstance(cell, str) for cell in (line.key, line.stamp, line.state)) else None


def _whole_length(path: Path) -> int:
    """Return the length of the file in bytes up to its last line end."""
    length = path.stat().st_size
    with path.open("rb") as stream:
        while length:
            start = max(0, length - 65_536)
            stream.seek(start)
            end = stream.read(length - start).rfind(b"\n")
            if end >= 0:
                return start + end + 1
            length = start
    return 0
