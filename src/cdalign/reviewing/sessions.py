"""One pair under review: its bitext, what was done to it, and the working file that keeps it.

Every edit is written at once, under the lock of the working file's folder. The version of a review is a digest of its
working file. Who edits says which version he saw: where the file has changed meanwhile, in this process or on the
disk, the edit is made all the same if the beads that it replaces are as they were, and refused if they are not.
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
from cdalign.locks import hold_folder, read_bytes, swap_file
from cdalign.model import Bitext, Termbase
from cdalign.project import Pair, Project, read_pair, read_project_termbase
from cdalign.project.building import align_pair
from cdalign.reviewing.changes import Change, Region, changed_region, find_change
from cdalign.working import WorkingLine, WorkingText, fit_bitext, parse_working_bytes

_VERSION_HEX_DIGITS = 16
# States that an edit may still refer to: a window that is older than so many edits of others loads itself again.
_MOST_STATES = 32
_MOST_OPENINGS = 3
Edit = Callable[[Bitext], Bitext]


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit did: the bitext before and after it, the version that it made, and the region that it touched.

    `is_merged` says that the bitext before is not the one that was edited: others have changed it elsewhere.
    """

    before: Bitext
    after: Bitext
    version: str
    region: Region
    is_merged: bool = False


class Review:
    """A bitext under review and its working file; its methods may be called from several threads.

    `seen` are the bytes of the working file that the bitext was made from; a file that differs from what is to be
    written is written at once.

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
        self._past: list[Change] = []
        self._future: list[Change] = []
        self._lock = RLock()
        self._version = ""
        self._stamp: tuple[int, int, int] | None = None
        data = self._text.render(bitext, lost).encode("utf-8")
        if data != seen:
            with hold_folder(self.path.parent):
                swap_file(self.path, seen, data)
        self._become(bitext, data)

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
            stamp = file_stamp(self.path)
            # A file that has kept its number, time and size is not read again; an edit always reads it.
            if stamp is None or stamp != self._stamp:
                self._follow_file(read_bytes(self.path))
                self._stamp = stamp
            return self._bitext, self._version

    def edit(self, version: str, edit: Edit) -> Edited:
        """Make an edit of the bitext at a version, merge it into the present one, and write the working file.

        Raises:
            ConflictError: the beads that it replaces have changed since that version, or the version is not known.
            UsageError: the edit is not possible.
            BusyError, WriteError: the working file cannot be written; nothing is changed then.
        """
        with hold_folder(self.path.parent), self._lock:
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
        """Undo the last edit that is not undone.

        Raises:
            ConflictError: the review is no longer at that version, or what the edit made has been changed since.
            UsageError: there is nothing to undo.
        """
        advice = "undo reaches back to where this review was opened"
        return self._step(version, self._past, self._future, UsageError("there is nothing to undo", advice=advice))

    def redo(self, version: str) -> Edited:
        """Do again what was undone last.

        Raises:
            ConflictError: the review is no longer at that version, or what was there has been changed since.
            UsageError: there is nothing to do again.
        """
        nothing = UsageError("there is nothing to do again", advice="undo something first")
        return self._step(version, self._future, self._past, nothing)

    def _step(self, version: str, back: list[Change], forth: list[Change], nothing: UsageError) -> Edited:
        """Take back the last change of one list, and put what undoes that on the other."""
        with hold_folder(self.path.parent), self._lock:
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

    def _make(self, change: Change, seen: bytes, version: str) -> Edited:
        """Make a change where it belongs in the present bitext, and write it over what was seen of the file."""
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
        """Take over what another program has written into the working file."""
        # Whoever took the file away gets it back with the next edit.
        if not data or _digest(data) == self._version:
            return
        lines = parse_working_bytes(data, self.path)
        bitext = fit_bitext(lines, self._bitext.source, self._bitext.target)
        if bitext is None:
            raise ConflictError(
                "the working file was changed and no longer fits the texts", path=self.path, advice="cdalign build"
            )
        self._lost = tuple(line for line in lines if line.is_lost)
        self._become(bitext, data)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:_VERSION_HEX_DIGITS]


def open_review(project: Project, pair: Pair, termbase: Termbase | None = None) -> Review:
    """Give the review of a pair where it was left; a pair that was not built, or has changed, is aligned first.

    Raises:
        ReadError: a text or the working file cannot be read.
        ConflictError: other programs write the working file again and again.
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
