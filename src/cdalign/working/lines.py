"""One line of a working file: its cells, written and read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cdalign.atomic import decode_utf8, read_whole
from cdalign.errors import ReadError
from cdalign.messages import say, say_either
from cdalign.model import BeadStatus, Level
from cdalign.working.sidefiles import RESTORE_LINE

MAGIC = "#cdalign-beads\t1"
HEADER = ("level", "status", "source", "target", "score", "marks", "source-digest", "target-digest")
_LOST = "lost "
_EMPTY_AFTER = "^"  # a side without units: written before the unit that it follows
_RESTORE = "restore the working file from version control"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a working line: the ids of its units and the digest of their words.

    A side without units has its place in `after`: the id of the unit before it, or an empty text at the beginning.
    """

    ids: tuple[str, ...]
    digest: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class WorkingLine:
    """One line of a working file, not yet fitted to the texts."""

    level: Level
    status: BeadStatus
    source: Side
    target: Side
    score: float
    marks: tuple[str, ...]
    is_lost: bool = False


def render_line(line: WorkingLine, *, is_lost: bool = False) -> str:
    """Return a line as it is written; one that `is_lost` waits for its words to return."""
    cells = (
        f"{_LOST if is_lost else ''}{line.level}",
        str(line.status),
        _ids_cell(line.source),
        _ids_cell(line.target),
        f"{line.score:.3f}",
        " ".join(line.marks),
        line.source.digest,
        line.target.digest,
    )
    return "\t".join(cells)


def _ids_cell(side: Side) -> str:
    return " ".join(side.ids) if side.ids else _EMPTY_AFTER + side.after


def _parse_side(ids: str, digest: str) -> Side:
    if ids.startswith(_EMPTY_AFTER):
        return Side((), "", after=ids.removeprefix(_EMPTY_AFTER))
    return Side(tuple(ids.split()), digest.strip())


def read_working(path: str | Path) -> tuple[WorkingLine, ...]:
    """Read the lines of a working file.

    Raises:
        ReadError: the file does not exist, is not a working file, or has a line that cannot be parsed.
    """
    return parse_working(read_whole(path, _RESTORE), path)


def parse_working_bytes(data: bytes, path: str | Path = "") -> tuple[WorkingLine, ...]:
    """Return the lines of a working file's bytes.

    Raises:
        ReadError: it is not a working file, or has a line that cannot be parsed.
    """
    return parse_working(decode_utf8(data, path, _RESTORE), path)


def is_working(text: str) -> bool:
    """Return whether a text is that of a working file."""
    return text.startswith(MAGIC)


def parse_working(text: str, path: str | Path = "") -> tuple[WorkingLine, ...]:
    """Return the lines of a working file's text.

    Raises:
        ReadError: it is not a working file, or has a line that cannot be parsed.
    """
    rows = text.splitlines()
    if not rows or rows[0].strip() != MAGIC:
        raise ReadError(
            "this is not a working file of cdalign", path=path, line=1, advice="the file begins with #cdalign-beads"
        )
    body = enumerate(rows, start=1)
    return tuple(
        _parse_row(row, path, number)
        for number, row in body
        if row.strip() and not row.startswith("#") and not row.startswith(HEADER[0] + "\t")
    )


def _parse_row(row: str, path: str | Path, number: int) -> WorkingLine:
    cells = row.split("\t")
    if len(cells) != len(HEADER):
        raise ReadError(
            say_either(
                "the line has {count} cell instead of {wanted}",
                "the line has {count} cells instead of {wanted}",
                len(cells),
                wanted=len(HEADER),
            ),
            path=path,
            line=number,
            advice=RESTORE_LINE,
        )
    try:
        return WorkingLine(
            level=Level(cells[0].removeprefix(_LOST)),
            status=BeadStatus(cells[1]),
            source=_parse_side(cells[2], cells[6]),
            target=_parse_side(cells[3], cells[7]),
            score=float(cells[4]),
            marks=tuple(cells[5].split()),
            is_lost=cells[0].startswith(_LOST),
        )
    except ValueError as error:
        raise ReadError(
            say("the line cannot be parsed: {error}", error=error),
            path=path,
            line=number,
            advice=say("status is one of {names}; score is a number", names=", ".join(BeadStatus)),
        ) from error
