"""One pair under review: its bitext, its edits, and the working file that keeps it.

Every edit is written at once, under the lock of the working file's folder. The version of a review is a digest of its
working file, and each edit names the version that the reviewer saw. If the file has changed since, in this process or
on the disk, the edit is merged when the beads that it replaces are unchanged, and refused otherwise.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import RLock

from cdalign.atomic import file_stamp
from cdalign.errors import ConflictError, UsageError, WriteError
from cdalign.locks import hold_file, read_bytes, swap_file
from cdalign.model import Bitext, Termbase
from cdalign.project import Pair, Project, read_pair, read_project_termbase
from cdalign.project.building import align_pair
from cdalign.reviewing.changes import Region, ReviewChange, changed_region, find_change
from cdalign.working import WorkingLine, WorkingText, fit_bitext, parse_working_bytes

_VERSION_HEX_DIGITS = 16
# The number of past states that an edit may refer to. A window that shows an older state reloads itself.
_MOST_STATES = 32
_MOST_OPENINGS = 3
Edit = Callable[[Bitext], Bitext]


@dataclass(frozen=True, slots=True)
class Edited:
    """The result of an edit: the bitext before and after it, the new version, and the region that changed.

    `is_merged` is True if others have changed the bitext elsewhere, so that `before` is not the one that was edited.
    """

    before: Bitext
    after: Bitext
    version: str
    region: Region
    is_merged: bool = False


class Review:
    """A bitext under review and its working file. Its methods are thread-safe.

    `seen` are the bytes of the working file that the bitext was made from. If they differ from the file that would be
    written, it is written at once.

    Raises:
        ConflictError: the working file no longer has those bytes.
        BusyError, WriteError: the working file cannot be written.
    """

    def __init__(
        self, path: str | Path, bitext: Bitext, lost: tuple[WorkingLine, ...] = (), *, seen: bytes = b""
    ) -> None:
        self.path = Path(path)
        self._bitext = bitext
        self._lost = lost
        self._text = WorkingText(bitext.source, bitext.target)
        self._states: OrderedDict[str, Bitext] = OrderedDict()
        self._past: list[ReviewChange] = []
        self._future: list[ReviewChange] = []
        self._lock = RLock()
        self._version = ""
        self._stamp: tuple[int, int, int] | None = None
        data = self._text.render(bitext, lost).encode("utf-8")
        if data != seen:
            with hold_file(self.path):
                swap_file(self.path, seen, data)
        self._become(bitext, data)

    @property
    def bitext(self) -> Bitext:
        """The present bitext."""
        return self._bitext

    @property
    def version(self) -> str:
        """The name of the present state: a digest of the working file."""
        return self._version

    def snapshot(self) -> tuple[Bitext, str]:
        """Return the bitext and its version. The file is read again if another program has written it."""
        with self._lock:
            stamp = file_stamp(self.path)
            # A file with the same inode, time and size is not read again; an edit always reads it.
            if stamp is None or stamp != self._stamp:
                self._follow_file(read_bytes(self.path))
                self._stamp = stamp
            return self._bitext, self._version

    def edit(self, version: str, edit: Edit) -> Edited:
        """Make an edit of the bitext at a version, merge it into the present one, and write the working file.

        Raises:
            ConflictError: the beads that it replaces have changed since that version, or the version is unknown.
            UsageError: the edit is not possible.
            BusyError, WriteError: the working file cannot be written; nothing has changed.
        """
        with hold_file(self.path), self._lock:
            seen = read_bytes(self.path)
            self._follow_file(seen)
            base = self._states.get(version)
            if base is None:
                raise self._refusal()
            change = find_change(base, edit(base))
            if change.is_nothing:
                return self._untouched(version)
            edited = self._make(change, seen, version)
            self._past.append(find_change(edited.before, edited.after))
            self._future.clear()
            return edited

    def undo(self, version: str) -> Edited:
        """Undo the last edit that has not been undone.

        Raises:
            ConflictError: the review is no longer at that version, or the result of the edit has changed since.
            UsageError: there is nothing to undo.
        """
        advice = "undo goes back to when this review was opened"
        return self._step(version, self._past, self._future, UsageError("there is nothing to undo", advice=advice))

    def redo(self, version: str) -> Edited:
        """Redo the edit that was undone last.

        Raises:
            ConflictError: the review is no longer at that version, or the beads concerned have changed since.
            UsageError: there is nothing to redo.
        """
        nothing = UsageError("there is nothing to redo", advice="undo something first")
        return self._step(version, self._future, self._past, nothing)

    def _step(self, version: str, back: list[ReviewChange], forth: list[ReviewChange], nothing: UsageError) -> Edited:
        """Reverse the last change of one list, and put the change that undoes this on the other list."""
        with hold_file(self.path), self._lock:
            seen = read_bytes(self.path)
            self._follow_file(seen)
            if version != self._version:
                raise self._refusal()
            if not back:
                raise nothing
            change = back.pop()
            try:
                edited = self._make(change.turned(), seen, version)
            except WriteError:
                back.append(change)
                raise
            forth.append(find_change(edited.before, edited.after))
            return edited

    def _make(self, change: ReviewChange, seen: bytes, version: str) -> Edited:
        """Make a change at its place in the present bitext, and write the file unless it differs from `seen`."""
        moved = change.moved_to(self._bitext)
        if moved is None:
            raise self._refusal()
        old, new = self._bitext, moved.apply(self._bitext)
        data = self._text.render(new, self._lost).encode("utf-8")
        is_merged = version != self._version
        swap_file(self.path, seen, data)
        self._become(new, data)
        return Edited(old, new, self._version, changed_region(old, new, moved), is_merged)

    def _untouched(self, version: str) -> Edited:
        nowhere = Region(range(0), range(0))
        return Edited(self._bitext, self._bitext, self._version, nowhere, version != self._version)

    def _refusal(self) -> ConflictError:
        return ConflictError("this text was changed in another window", path=self.path, advice="load the page again")

    def _become(self, bitext: Bitext, data: bytes) -> None:
        self._bitext, self._version = bitext, _digest(data)
        self._states[self._version] = bitext
        self._states.move_to_end(self._version)
        while len(self._states) > _MOST_STATES:
            self._states.popitem(last=False)

    def _follow_file(self, data: bytes) -> None:
        """Adopt what another program has written into the working file."""
        # A file that was deleted is written again by the next edit.
        if not data or _digest(data) == self._version:
            return
        lines = parse_working_bytes(data, self.path)
        bitext = fit_bitext(lines, self._bitext.source, self._bitext.target)
        if bitext is None:
            raise ConflictError(
                "the working file was changed and no longer fits the texts",
                path=self.path,
                advice="build the project again",
            )
        self._lost = tuple(line for line in lines if line.is_lost)
        self._become(bitext, data)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:_VERSION_HEX_DIGITS]


def open_review(project: Project, pair: Pair, termbase: Termbase | None = None) -> Review:
    """Return the review of a pair where it was left. A pair that was not built, or has changed, is aligned first.

    Raises:
        ReadError: a text or the working file cannot be read.
        ConflictError: other programs keep writing the working file.
        BusyError, WriteError: the working file cannot be written.
    """
    for attempt in range(1, _MOST_OPENINGS + 1):
        try:
            return _open_once(project, pair, termbase)
        except ConflictError:
            if attempt == _MOST_OPENINGS:
                raise
    raise AssertionError


def _open_once(project: Project, pair: Pair, termbase: Termbase | None) -> Review:
    path = project.working_file(pair)
    seen = read_bytes(path)
    if path.exists():
        lines = parse_working_bytes(seen, path)
        bitext = fit_bitext(lines, *read_pair(project, pair))
        if bitext is not None:
            return Review(path, bitext, tuple(line for line in lines if line.is_lost), seen=seen)
    built = align_pair(project, pair, read_project_termbase(project) if termbase is None else termbase)
    return Review(path, built.bitext, built.lost, seen=built.seen)
