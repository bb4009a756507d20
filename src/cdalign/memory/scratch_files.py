"""Bytes in a nameless file that is mapped into memory: the system may drop their pages, and read them again."""

from __future__ import annotations

import mmap
import weakref
from contextlib import suppress
from tempfile import TemporaryFile
from typing import IO


class ScratchFile:
    """Takes up values; the file is made for the first one, and ends with the process, however that ends.

    No other program can write over it or cut it, as it could over the file of a memory.
    """

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._end = 0

    def put(self, content: bytes) -> memoryview | None:
        """Return the content as it lies in the file, or None if the disk has no room for it."""
        if not content:
            return memoryview(content)
        with suppress(OSError):
            if self._file is None:
                # Open as long as this object is there.
                self._file = TemporaryFile(prefix="cdalign-")  # noqa: SIM115
                weakref.finalize(self, self._file.close)
            self._file.seek(self._end)
            self._file.write(content)
            self._file.flush()
            view = mmap.mmap(self._file.fileno(), len(content), access=mmap.ACCESS_READ, offset=self._end)
            # A value begins where the system can begin to map.
            self._end += -(-len(content) // mmap.ALLOCATIONGRANULARITY) * mmap.ALLOCATIONGRANULARITY
            return memoryview(view)
        return None
