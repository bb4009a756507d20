"""The look of a memory file from outside: whether it is still the file that was opened, or was overwritten.

A program that writes through SQLite writes into the log next to the file first, so the log is as new as what it puts
into the file. A program that copies another file over it (`cp`) leaves the log alone. SQLite does not notice that: it
continues with the pages that it remembers, and lays what the log holds over the new file.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

from cdalign.errors import AwayError

# A batch of units, and what SQLite moves from the log into the file after it, is written within a second.
_SECONDS_OF_A_WRITE = 2.0


class FileLook(NamedTuple):
    """A file and its log: which file it is (device, inode), time and size of its content; time and size of the log."""

    file: tuple[int, int]
    content: tuple[float, int]
    log: tuple[float, int] = (0.0, 0)

    def is_other_than(self, opened: FileLook) -> bool:
        """Return whether this is another file than the one that was opened, or has other content.

        It may also be one in which a program has written through SQLite, and has ended: opening it again does no harm.
        """
        has_changed = self.content != opened.content and time.time() - self.log[0] > _SECONDS_OF_A_WRITE
        return self.file != opened.file or has_changed

    def has_foreign_log(self, opened: FileLook) -> bool:
        """Return whether the log holds something, and may be that of another file."""
        is_apart = abs(self.content[0] - self.log[0]) > _SECONDS_OF_A_WRITE
        return self.log[1] > 0 and (self.file != opened.file or is_apart)


def look_at(path: str | Path) -> FileLook:
    """Return the present look of a memory file.

    Raises:
        AwayError: it is gone.
    """
    try:
        found = Path(path).stat()
    except OSError as error:
        raise AwayError("the memory that is served is gone", path=path, advice="put it back") from error
    content = (found.st_mtime, found.st_size)
    try:
        log = Path(f"{path}-wal").stat()
    except OSError:
        return FileLook((found.st_dev, found.st_ino), content)
    return FileLook((found.st_dev, found.st_ino), content, (log.st_mtime, log.st_size))
