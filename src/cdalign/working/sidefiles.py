"""The files next to a working file that keep what else a person wrote: one record a line, tabs between its cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cdalign.atomic import decode_utf8
from cdalign.errors import ReadError
from cdalign.messages import Message, say

RESTORE_LINE = say("restore the line from version control, or delete it")


@dataclass(frozen=True, slots=True)
class SideFile:
    """A kind of such files: its first line, its columns, and what is said of a file of another kind."""

    magic: str
    columns: tuple[str, ...]
    refusal: Message
    advice: Message

    def parse(self, data: bytes, path: str | Path) -> Iterator[tuple[int, list[str]]]:
        """Yield the records in the bytes of a file, each with the number of its line. An empty file has none.

        Raises:
            ReadError: it is not UTF-8, or a file of another kind.
        """
        lines = decode_utf8(data, path).splitlines()
        if lines and lines[0].strip() != self.magic:
            raise ReadError(self.refusal, path=path, line=1, advice=self.advice)
        for number, line in enumerate(lines, start=1):
            cells = line.split("\t")
            if line and line[0] != "#" and cells[0] != self.columns[0]:
                yield number, cells

    def render(self, records: Iterable[Sequence[str]]) -> str:
        """Return the text of a file with these records; an empty text if there are none."""
        rows = ["\t".join(cells) for cells in records]
        return "\n".join([self.magic, "\t".join(self.columns), *rows, ""]) if rows else ""
