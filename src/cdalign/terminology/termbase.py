"""The file of a termbase, whatever its format."""

from __future__ import annotations

from pathlib import Path

from cdalign.atomic import write_whole
from cdalign.errors import ReadError
from cdalign.model import Termbase
from cdalign.terminology.records import TermbaseReading
from cdalign.terminology.tables import parse_termbase, render_termbase


def read_termbase(path: str | Path) -> Termbase:
    """Give the termbase in a file.

    Raises:
        ReadError: the file cannot be read, or something in it makes it unfit for use; with the line.
    """
    reading = examine_termbase(path)
    worst = reading.worst_fault
    if worst is not None:
        raise ReadError(worst.message, path=path, line=worst.line or None, unit=worst.concept, advice=worst.mend)
    return reading.termbase


def examine_termbase(path: str | Path) -> TermbaseReading:
    """Give the termbase in a file as far as it can be understood, and everything that is wrong with it.

    Raises:
        ReadError: the file cannot be read at all.
    """
    return parse_termbase(_read_text(Path(path)), path=str(path))


def write_termbase(path: str | Path, termbase: Termbase) -> None:
    """Write the termbase as a table in our own columns.

    Raises:
        WriteError: the file cannot be written there.
    """
    write_whole(path, render_termbase(termbase))


def _read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise ReadError(f"cannot be read ({error.strerror})", path=path, advice="check the path") from error
    except UnicodeDecodeError as error:
        raise ReadError(f"is not UTF-8 (byte {error.start})", path=path, advice="save it as UTF-8") from error
