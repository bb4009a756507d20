"""One pair under review: its bitext, its edits, and the working file that keeps it.

Every edit is written at once, under the lock of the working file's folder. The version of a review is a digest of its
working file, and each edit names the version that the reviewer saw. If the file has changed since, in this process or
on the disk, the edit is merged when the beads that it replaces are unchanged, and refused otherwise.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import RLock

from cdalign.atomic import file_stamp
from cdalign.errors import ConflictError, UsageError, WriteError
from cdalign.locks import hold_file, read_bytes, swap_file
from cdalign.model import Bitext, Document, Segment, Termbase
from cdalign.project import Pair, Project, read_project_termbase
from cdalign.project.building import align_pair
from cdalign.project.contents import read_texts
from cdalign.reviewing.changes import Region, ReviewChange, changed_region, find_change, is_decided_alike
from cdalign.revisions import (
    SIDES,
    SOURCE,
    SentenceRevision,
    grown_at,
    parse_revisions,
    put_text,
    render_revisions,
    revise_document,
    widen,
)
from cdalign.working import WorkingLine, WorkingText, fit_bitext, parse_working_bytes

_VERSION_HEX_DIGITS = 16
# The number of past states that an edit may refer to. A window that shows an older state reloads itself.
_MOST_STATES = 32
_MOST_OPENINGS = 3
Edit = Callable[[Bitext], Bitext]


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What a person writes in place of a sentence of a side: its id, and one text or, to cut it, several."""

    side: str
    segment: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Texts:
    """A bitext with the revisions that its documents are made of: the state before or after a rewriting."""

    bitext: Bitext
    revisions: tuple[SentenceRevision, ...]


@dataclass(frozen=True, slots=True)
class _TextChange:
    """A rewriting: the state before it and after it."""

    before: _Texts
    after: _Texts

    def turned(self) -> _TextChange:
        """Return the change that undoes this one."""
        return _TextChange(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Edited:
    """The result of an edit: the bitext before and after it, the new version, and the region that changed.

    `is_merged` is True if others have changed the bitext elsewhere, so that `before` is not the one that was edited.
    `is_rewritten` is True if sentences were written over: the numbers of the rows may be others.
    """

    before: Bitext
    after: Bitext
    version: str
    region: Region
    is_merged: bool = False
    is_rewritten: bool = False


class Review:
    """A bitext under review and its working file. Its methods are thread-safe.

    `edits` is the file with what a person wrote over the sentences of the `originals`, the documents as they are in the
    files.
    `seen` are the bytes of the working file that the bitext was made from. If they differ from the file that would be
    written, it is written at once.

    Raises:
        ConflictError: the working file no longer has those bytes.
        BusyError, WriteError: the working file cannot be written.
    """

    def __init__(
        self,
        path: str | Path,
        bitext: Bitext,
        lost: tuple[WorkingLine, ...] = (),
        *,
        seen: bytes = b"",
        edits: str | Path = "",
        originals: tuple[Document, Document] | None = None,
    ) -> None:
        self.path = Path(path)
        self.edits = Path(edits) if edits else self.path.with_suffix(".edits.tsv")
        self._originals = originals or (bitext.source, bitext.target)
        self._revisions = parse_revisions(read_bytes(self.edits), self.edits)
        self._bitext = bitext
        self._lost = lost
        self._text = WorkingText(bitext.source, bitext.target)
        self._states: OrderedDict[str, Bitext] = OrderedDict()
        self._past: list[ReviewChange | _TextChange] = []
        self._future: list[ReviewChange | _TextChange] = []
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
    def revisions(self) -> tuple[SentenceRevision, ...]:
        """What was written over the sentences, as this review knows it."""
        return self._revisions

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

    def rewrite(self, version: str, rewritings: Sequence[Rewriting], *, by: str = "", at: str = "") -> Edited:
        """Write texts in place of sentences, all at once. The originals are kept; undo brings them back.

        `by` says who writes, `at` when (ISO 8601, UTC).

        Raises:
            ConflictError: the review is no longer at that version, or a sentence is no longer there.
            UsageError: a text is empty or too long.
            BusyError, WriteError: a file cannot be written; nothing has changed.
        """
        with hold_file(self.path), self._lock:
            seen = read_bytes(self.path)
            self._follow_file(seen)
            if version != self._version:
                raise self._refusal()
            revisions = self._revisions
            for one in rewritings:
                revisions = put_text(revisions, one.side, self._segment(one), one.texts, at, by)
            before = _Texts(self._bitext, self._revisions)
            if revisions == self._revisions:
                return self._untouched(version)
            documents = _revised(self._originals, revisions)
            change = _TextChange(before, _Texts(_rewritten(self._bitext, documents), revisions))
            edited = self._make_texts(change, seen)
            self._past.append(change)
            self._future.clear()
            return edited

    def _segment(self, wanted: Rewriting) -> Segment:
        document = self._bitext.source if wanted.side == SOURCE else self._bitext.target
        found = next((one for one in document.segments if one.id == wanted.segment), None)
        if found is None or wanted.side not in SIDES:
            raise self._refusal()
        return found

    def _make_texts(self, change: _TextChange, seen: bytes) -> Edited:
        """Write the edits and the working file of a change of texts."""
        old, new = self._bitext, change.after.bitext
        text = WorkingText(new.source, new.target)
        data = text.render(new, self._lost).encode("utf-8")
        before = read_bytes(self.edits)
        swap_file(self.edits, before, render_revisions(change.after.revisions).encode("utf-8"))
        try:
            swap_file(self.path, seen, data)
        except (WriteError, ConflictError):
            swap_file(self.edits, read_bytes(self.edits), before)
            raise
        self._text, self._revisions = text, change.after.revisions
        # The places of an older state are not those of the new texts.
        self._states.clear()
        self._become(new, data)
        region = changed_region(old, new, find_change(old, new))
        return Edited(old, new, self._version, region, is_rewritten=True)

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

    def _step(
        self,
        version: str,
        back: list[ReviewChange | _TextChange],
        forth: list[ReviewChange | _TextChange],
        nothing: UsageError,
    ) -> Edited:
        """Reverse the last change of one list, and put the change that undoes this on the other list."""
        with hold_file(self.path), self._lock:
            seen = read_bytes(self.path)
            self._follow_file(seen)
            if version != self._version:
                raise self._refusal()
            if not back:
                raise nothing
            change = back.pop()
            if isinstance(change, _TextChange):
                return self._step_texts(change, seen, back, forth)
            try:
                edited = self._make(change.turned(), seen, version)
            except WriteError:
                back.append(change)
                raise
            forth.append(find_change(edited.before, edited.after))
            return edited

    def _step_texts(
        self,
        change: _TextChange,
        seen: bytes,
        back: list[ReviewChange | _TextChange],
        forth: list[ReviewChange | _TextChange],
    ) -> Edited:
        if change.after.revisions != self._revisions or not is_decided_alike(change.after.bitext, self._bitext):
            raise self._refusal()
        try:
            edited = self._make_texts(change.turned(), seen)
        except WriteError:
            back.append(change)
            raise
        forth.append(change.turned())
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


def _revised(
    originals: tuple[Document, Document], revisions: tuple[SentenceRevision, ...]
) -> tuple[Document, Document]:
    source, target = (revise_document(*side, revisions) for side in zip(originals, SIDES, strict=True))
    return source, target


def _rewritten(bitext: Bitext, documents: tuple[Document, Document]) -> Bitext:
    """Return a bitext with other documents, whose sentences were written over; its beads hold what they held."""
    source, target = documents
    grown = (
        list(grown_at(bitext.source.segments, source.segments)),
        list(grown_at(bitext.target.segments, target.segments)),
    )
    sentences = [
        replace(bead, source=_widened(bead.source, grown[0]), target=_widened(bead.target, grown[1]))
        for bead in bitext.sentences
    ]
    kept = tuple(bead for bead in sentences if bead.source or bead.target)
    return Bitext(source, target, bitext.paragraphs, kept)


def _widened(units: range, grown: Sequence[tuple[int, int]]) -> range:
    for at, by in reversed(grown):
        units = widen(units, at, by)
    return units


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
    edits = project.edits_file(pair)
    revisions = parse_revisions(read_bytes(edits), edits)
    originals = read_texts(project, pair)
    if path.exists():
        lines = parse_working_bytes(seen, path)
        bitext = fit_bitext(lines, *_revised(originals, revisions))
        if bitext is not None:
            lost = tuple(line for line in lines if line.is_lost)
            return Review(path, bitext, lost, seen=seen, edits=edits, originals=originals)
    built = align_pair(project, pair, read_project_termbase(project) if termbase is None else termbase)
    return Review(path, built.bitext, built.lost, seen=built.seen, edits=edits, originals=originals)
