"""The errors of cdalign.

    CdalignError          any error that we can explain: message, place, advice
    ├── UsageError        the arguments of a call do not fit together
    ├── ReadError         a file cannot be read, or is not what it should be
    │   └── AwayError     a database does not answer at present; the same call may succeed later
    ├── WriteError        a file cannot be written, or must not be overwritten
    ├── ProjectError      a project folder lacks something
    ├── ConflictError     another program or person has changed the data since it was read
    ├── BusyError         another process is using it at the moment
    └── MissingExtraError an optional package is not installed

Bad text is a finding or a warning. A programmer's mistake is an ordinary Python exception.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from cdalign.messages import Message, say


@dataclass(frozen=True, slots=True)
class Place:
    """A place: a file, and within it a line (from 1) and a unit, as far as they are known."""

    path: str = ""
    line: int | None = None
    unit: str = ""

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where} ({self.unit})" if self.unit else where


class CdalignError(Exception):
    """An error that we can explain: what is wrong, where it is, and what to do about it.

    `code` is its stable name, for programs and for pages, which have their own advice: `file.password`. An error that
    needs none is called as its class.
    """

    def __init__(
        self,
        message: str,
        *,
        path: str | Path = "",
        line: int | None = None,
        unit: str = "",
        advice: str = "",
        code: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message if isinstance(message, Message) else Message(message)
        self.place = Place(str(path), line, unit)
        self.advice = advice if isinstance(advice, Message) else Message(advice)
        self.code = code or type(self).__name__.removesuffix("Error").lower()

    def __str__(self) -> str:
        return str(self.told)

    @property
    def told(self) -> Message:
        """What is wrong, after the place where it is."""
        place = str(self.place)
        return say("{place}: {message}", place=place, message=self.message) if place else self.message

    def __reduce__(self) -> tuple[object, ...]:
        """Return what pickle needs to keep the place and the advice when an error passes between processes."""
        return (_revive, (type(self), self.message, self.place, self.advice, self.code))


def _revive(kind: type[CdalignError], message: str, place: Place, advice: str, code: str) -> CdalignError:
    return kind(message, path=place.path, line=place.line, unit=place.unit, advice=advice, code=code)


class UsageError(CdalignError):
    """The arguments of a call do not fit together."""


class ReadError(CdalignError):
    """A file cannot be read, or is not what it should be."""

    @classmethod
    def of(cls, error: OSError | UnicodeError, path: str | Path, advice: str = "save it as UTF-8") -> Self:
        """Return the error with the message of the operating system; `advice` is for bytes that are not text."""
        match error:
            case FileNotFoundError() | NotADirectoryError():
                return cls("there is no such file", path=path, advice="check the spelling and the folder")
            case IsADirectoryError():
                return cls("is a folder, not a file", path=path, advice="name one file in it")
            case UnicodeError():
                return cls("is not UTF-8 text", path=path, advice=advice)
        return cls(f"cannot be read ({error.strerror or error})", path=path, advice="check that you may read it")


# ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION: what Windows answers when a file is replaced
# that another program has open.
_HELD = frozenset({5, 32, 33})


def is_held(error: OSError) -> bool:
    """Return whether another program may hold the file, which only Windows minds."""
    return getattr(error, "winerror", None) in _HELD


class AwayError(ReadError):
    """A database does not answer at present. The same call may succeed later."""


class WriteError(CdalignError):
    """A file cannot be written, or must not be overwritten."""

    @classmethod
    def of(cls, error: OSError, path: str | Path) -> Self:
        """Return the error with the message of the operating system."""
        advice = "choose another place, or make this one writable"
        if is_held(error):
            advice = "close it in the program that shows it (Excel locks its files), then run the same command again"
        return cls(f"cannot be written ({error.strerror or error})", path=path, advice=advice)


class ProjectError(CdalignError):
    """A project folder lacks something, or holds two things where only one is allowed."""


class ConflictError(CdalignError):
    """Another program or person has changed the data since it was read."""


class BusyError(CdalignError):
    """Another process is using it at the moment. The same call may succeed a moment later."""


class MissingExtraError(CdalignError):
    """An optional package is not installed; the advice names the extra that brings it."""
