"""One pair under review: its bitext, what was done to it, and the working file that keeps it.

Every edit is written at once. The version of a review is a digest of its working file: who edits says which version
he saw, and an edit of something that has changed meanwhile, in this process or on the disk, is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from threading import RLock

from cdalign.atomic import write_whole
from cdalign.errors import ConflictError, UsageError
from cdalign.model import Bitext, Termbase
from cdalign.project import Pair, Project, read_pair, read_project_termbase
from cdalign.project.building import align_pair
from cdalign.reviewing.changes import Change, Region, changed_region, find_change
from cdalign.working import WorkingLine, WorkingText, fit_bitext, parse_working, read_working

_VERSION_HEX_DIGITS = 16
Edit = Callable[[Bitext], Bitext]


class Review:
    """A bitext under review and its working file; its methods may be called from several threads."""

    def __init__(self, path: str | Path, bitext: Bitext, lost: tuple[WorkingLine, ...] = ()) -> None:
        self.path = Path(path)
        self._bitext = bitext
        self._version = ""
        self._lost = lost
        self._text = WorkingText(bitext.source, bitext.target)
        self._past: list[Change] = []
        self._future: list[Change] = []
        self._lock = RLock()
        self._save(bitext)

    @property
    def bitext(self) -> Bitext:
        """The bitext as it is now."""
        return self._bitext

    @property
    def version(self) -> str:
        """What names the present state: a digest of the working file."""
        return self._version

    def snapshot(self) -> tuple[Bitext, str]:
        """Give the bitext and its version; the file is read again where another program has written it."""
        with self._lock:
            self._follow_file()
            return self._bitext, self._version

    def edit(self, version: str, edit: Edit) -> Region:
        """Make an edit, write the working file, and say which paragraph beads it touched.

        Raises:
            ConflictError: the review is no longer at that version.
            UsageError: the edit is not possible.
            WriteError: the working file cannot be written; nothing is changed then.
        """
        with self._lock:
            self._check(version)
            old, new = self._bitext, edit(self._bitext)
            change = find_change(old, new)
            if change.is_nothing:
                return Region(range(0), range(0))
            self._save(new)
            self._past.append(change)
            self._future.clear()
            return changed_region(old, new, change)

    def undo(self, version: str) -> Region:
        """Undo the last edit that is not undone.

        Raises:
            ConflictError: the review is no longer at that version.
            UsageError: there is nothing to undo.
        """
        with self._lock:
            self._check(version)
            if not self._past:
                raise UsageError("there is nothing to undo", advice="undo reaches back to where this review was opened")
            change = self._past[-1].turned()
            region = self._make(change)
            self._future.append(self._past.pop())
            return region

    def redo(self, version: str) -> Region:
        """Do again what was undone last.

        Raises:
            ConflictError: the review is no longer at that version.
            UsageError: there is nothing to do again.
        """
        with self._lock:
            self._check(version)
            if not self._future:
                raise UsageError("there is nothing to do again", advice="undo something first")
            region = self._make(self._future[-1])
            self._past.append(self._future.pop())
            return region

    def _make(self, change: Change) -> Region:
        old, new = self._bitext, change.apply(self._bitext)
        self._save(new)
        return changed_region(old, new, change)

    def _check(self, version: str) -> None:
        self._follow_file()
        if version != self._version:
            raise ConflictError("this text was changed in another window", path=self.path, advice="load the page again")

    def _follow_file(self) -> None:
        """Take over what another program has written into the working file."""
        try:
            data = self.path.read_bytes()
        except OSError:
            # Whoever took the file away gets it back with the next edit.
            return
        if _digest(data) == self._version:
            return
        lines = parse_working(data.decode("utf-8-sig", errors="replace"), self.path)
        bitext = fit_bitext(lines, self._bitext.source, self._bitext.target)
        if bitext is None:
            raise ConflictError(
                "the working file was changed and no longer fits the texts", path=self.path, advice="cdalign build"
            )
        self._bitext, self._version = bitext, _digest(data)
        self._lost = tuple(line for line in lines if line.is_lost)
        self._past.clear()
        self._future.clear()

    def _save(self, bitext: Bitext) -> None:
        data = self._text.render(bitext, self._lost).encode("utf-8")
        write_whole(self.path, data)
        self._bitext, self._version = bitext, _digest(data)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:_VERSION_HEX_DIGITS]


def open_review(project: Project, pair: Pair, termbase: Termbase | None = None) -> Review:
    """Give the review of a pair where it was left; a pair that was not built, or has changed, is aligned first.

    Raises:
        ReadError: a text or the working file cannot be read.
        WriteError: the working file cannot be written.
    """
    path = project.working_file(pair)
    if path.exists():
        lines = read_working(path)
        bitext = fit_bitext(lines, *read_pair(project, pair))
        if bitext is not None:
            return Review(path, bitext, tuple(line for line in lines if line.is_lost))
    built = align_pair(project, pair, read_project_termbase(project) if termbase is None else termbase)
    return Review(path, built.bitext, built.lost)
