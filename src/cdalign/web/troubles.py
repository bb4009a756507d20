"""Things that cannot be read at the moment: named on every page and once in the log, while the rest is served."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from cdalign.errors import CdalignError, ReadError, UsageError
from cdalign.messages import Message, say
from cdalign.text import escape_controls

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Caught:
    """The error of a block, or None if it succeeded."""

    error: CdalignError | None = None


class Troubles:
    """The things that cannot be read, by key, each with its name and the reason."""

    def __init__(self) -> None:
        self._told: dict[str, Message] = {}

    def __iter__(self) -> Iterator[Message]:
        return iter(list(self._told.values()))

    @contextmanager
    def caught(self, key: str, name: str) -> Iterator[Caught]:
        """Run a block that reads one thing. An error is recorded as the trouble of that thing and not raised.

        A block without an error ends the trouble. UsageError is raised, because it is about the request and not
        about the thing.
        """
        caught = Caught()
        try:
            yield caught
        except UsageError:
            raise
        except Exception as error:
            caught.error = explain(error, name)
            self._begin(key, say("{place}: {message}", place=name, message=caught.error.told))
        else:
            self.end(key)

    def _begin(self, key: str, message: Message) -> None:
        if self._told.get(key) != message:
            self._told[key] = message
            _log.warning("%s", escape_controls(f"left out: {message}"))

    def end(self, key: str) -> None:
        """Remove the trouble of a thing that can be read again, or is gone."""
        if self._told.pop(key, None) is not None:
            _log.warning("no longer left out: %s", escape_controls(key))


def explain(error: Exception, name: str) -> CdalignError:
    """Return the error of a thing that cannot be read; a mistake of the program is logged with its traceback."""
    if isinstance(error, UsageError):
        return ReadError(error.message, path=error.place.path or name, unit=error.place.unit, advice=error.advice)
    if isinstance(error, CdalignError):
        return error
    _log.error("while reading %s", escape_controls(name), exc_info=error)
    return ReadError(
        say("cannot be read ({name}: {error})", name=type(error).__name__, error=error),
        path=name,
        advice="please report this file",
    )
