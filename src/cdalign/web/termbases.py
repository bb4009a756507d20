"""The termbases of projects, read again when they change; one that cannot be read is empty and says why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cdalign.atomic import file_stamp
from cdalign.errors import CdalignError, ReadError
from cdalign.messages import say
from cdalign.model import Termbase
from cdalign.project import Project, read_project_termbase
from cdalign.terminology import TermIndex
from cdalign.web.troubles import Troubles


@dataclass(frozen=True)
class Terms:
    """A termbase ready to be asked; one that cannot be read is empty, and `error` says why."""

    termbase: Termbase
    error: CdalignError | None = None

    @property
    def sound(self) -> Terms:
        """The terms themselves.

        Raises:
            CdalignError: the termbase cannot be read.
        """
        if self.error is not None:
            raise self.error
        return self

    @cached_property
    def index(self) -> TermIndex:
        """The terms made ready for look-up and for recognition."""
        return TermIndex(self.termbase)


class OpenedTermbases:
    """The terms of each project that was used. The caller holds the lock."""

    def __init__(self, troubles: Troubles) -> None:
        self._troubles = troubles
        self._read: dict[Path, tuple[tuple[int, int, int] | None, Terms]] = {}

    def read(self, project: Project) -> Terms:
        """Return the terms of a project, from its file where that has changed."""
        path = project.termbase
        stamp = file_stamp(path)
        if path not in self._read or self._read[path][0] != stamp:
            self._read[path] = (stamp, self._terms(project))
        return self._read[path][1]

    def _terms(self, project: Project) -> Terms:
        path = project.termbase
        terms = Terms(Termbase())
        with self._troubles.caught(str(path), path.name) as caught:
            terms = Terms(read_project_termbase(project))
        if caught.error is None:
            return terms
        told = say("{place}: {message}", place=path.name, message=caught.error.message)
        return Terms(Termbase(), ReadError(told, advice=caught.error.advice))
