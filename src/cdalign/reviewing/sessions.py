"""One pair under review: its bitext, its edits, and the working file that keeps it.

Every edit is written at once, under the lock of the working file's folder. The version of a review is a digest of its
working file, and each edit names the version that the reviewer saw. If the file has changed since, in this process or
on the disk, the edit is merged when the beads that it replaces are unchanged, and refused otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import RLock

from cdalign.atomic import file_stamp
from cdalign.comments import UnitComment
from cdalign.errors import ConflictError, UsageError, WriteError
from cdalign.locks import hold_file, read_bytes, swap_file
from cdalign.model import Bitext, Document
from cdalign.reviewing.changes import ReviewChange, find_change, is_decided_alike
from cdalign.reviewing.places import Progress, measure_progress
from cdalign.reviewing.remarks import Remarks
from cdalign.reviewing.states import Edit, Edited, PastStates, version_of
from cdalign.reviewing.texts import Rewriting, TextChange, WrittenTexts, revise_documents, rewrite_bitext, write_texts
from cdalign.revisions import SentenceRevision, parse_revisions, render_revisions
from cdalign.working import WorkingLine, WorkingText, fit_working

# What can be undone, or done again, the last one at the end.
_Steps = list[ReviewChange | TextChange]


class Review:
    """A bitext under review and its working file. Its methods are thread-safe.

    `edits` is the file with what a person wrote over the sentences of the `originals`, the documents as they are in the
    files; `comments` is the file with what a person remarked on them.
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
        comments: str | Path = "",
        originals: tuple[Document, Document] | None = None,
    ) -> None:
        self.path = Path(path)
        self.edits = Path(edits) if edits else self.path.with_suffix(".edits.tsv")
        self._originals = originals or (bitext.source, bitext.target)
        self._revisions = parse_revisions(read_bytes(self.edits), self.edits)
        self._remarks = Remarks(comments or self.path.with_suffix(".comments.tsv"))
        bitext = self._bitext = self._remarks.apply(bitext)
        self._lost = lost
        self._text = WorkingText(bitext.source, bitext.target)
        self._states = PastStates()
        self._past: _Steps = []
        self._future: _Steps = []
        self._lock = RLock()
        self._data, self._version = b"", ""
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
    def progress(self) -> Progress:
        """How far the review has come."""
        return self._progress

    @property
    def version(self) -> str:
        """The name of the present state: a digest of the working file."""
        return self._version

    def snapshot(self) -> tuple[Bitext, str]:
        """Return the bitext and its version. A file is read again if another program has written it."""
        with self._lock:
            stamp = file_stamp(self.path)
            # A file with the same inode, time and size is not read again; an edit always reads it.
            if stamp is None or stamp != self._stamp:
                self._follow_file(read_bytes(self.path))
                self._stamp = stamp
            self._follow_remarks()
            return self._bitext, self._version

    def bitext_at(self, version: str) -> Bitext:
        """Return the bitext at a version, which may be one of the last that there were.

        Raises:
            ConflictError: the version is unknown, or no longer kept.
        """
        with self._lock:
            self._follow_remarks()
            base = self._states.find(version)
        if base is None:
            raise self._refusal()
        return base

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
            base = self.bitext_at(version)
            after = edit(base)
            change = find_change(base, after)
            if change.is_nothing:
                return self._untouched(version)
            edited = self._make(change, seen, version, after if base is self._bitext else None)
            self._past.append(edited.change)
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
            before = WrittenTexts(self._bitext, self._revisions)
            revisions = write_texts(before, rewritings, by=by, at=at)
            if revisions is None:
                raise self._refusal()
            if revisions == before.revisions:
                return self._untouched(version)
            documents = revise_documents(self._originals, revisions)
            change = TextChange(before, WrittenTexts(rewrite_bitext(self._bitext, documents), revisions))
            edited = self._make_texts(change, seen)
            self._past.append(change)
            self._future.clear()
            return edited

    def comment(self, comment: UnitComment, was: str | None = None) -> Bitext:
        """Write a comment, and return the bitext with all comments. Versions and undo have no part in it.

        `was` are the words that the writer saw there, see `comments.put_comment`.

        Raises:
            ReadError, UsageError, BusyError, ConflictError, WriteError: as `comments.change_comment`.
        """
        # An edit holds the lock of the folder first, and then this one.
        self._remarks.put(comment, was)
        with self._lock:
            self._remark()
            return self._bitext

    def _follow_remarks(self) -> None:
        if self._remarks.follow():
            self._remark()

    def _remark(self) -> None:
        self._bitext = self._remarks.apply(self._bitext)
        self._states.add(self._version, self._bitext)

    def _make_texts(self, change: TextChange, seen: bytes) -> Edited:
        """Write the edits and the working file of a change of texts."""
        old, new = self._bitext, self._remarks.apply(change.after.bitext)
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
        return Edited(old, new, self._version, self._progress, find_change(old, new), is_rewritten=True)

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

    def _step(self, version: str, back: _Steps, forth: _Steps, nothing: UsageError) -> Edited:
        """Reverse the last change of one list, and put the change that undoes this on the other list."""
        with hold_file(self.path), self._lock:
            seen = read_bytes(self.path)
            self._follow_file(seen)
            if version != self._version:
                raise self._refusal()
            if not back:
                raise nothing
            change = back.pop()
            if isinstance(change, TextChange):
                return self._step_texts(change, seen, back, forth)
            try:
                edited = self._make(change.turned(), seen, version)
            except WriteError:
                back.append(change)
                raise
            forth.append(edited.change)
            return edited

    def _step_texts(self, change: TextChange, seen: bytes, back: _Steps, forth: _Steps) -> Edited:
        if change.after.revisions != self._revisions or not is_decided_alike(change.after.bitext, self._bitext):
            raise self._refusal()
        try:
            edited = self._make_texts(change.turned(), seen)
        except WriteError:
            back.append(change)
            raise
        forth.append(change.turned())
        return edited

    def _make(self, change: ReviewChange, seen: bytes, version: str, after: Bitext | None = None) -> Edited:
        """Make a change at its place in the present bitext, and write the file unless it differs from `seen`.

        `after` is the bitext that results from the edit, if that is known.
        """
        old, new = self._bitext, after
        if new is None:
            made = change.make_in(old)
            if made is None:
                raise self._refusal()
            change, new = made
        data = self._text.render(new, self._lost).encode("utf-8")
        is_merged = version != self._version
        swap_file(self.path, seen, data)
        sentences = change.sentences
        self._become(new, data, self._progress.replaced(sentences.before, sentences.after))
        return Edited(old, new, self._version, self._progress, change, is_merged)

    def _untouched(self, version: str) -> Edited:
        nothing = find_change(self._bitext, self._bitext)
        is_merged = version != self._version
        return Edited(self._bitext, self._bitext, self._version, self._progress, nothing, is_merged)

    def _refusal(self) -> ConflictError:
        return ConflictError("this text was changed in another window", path=self.path, advice="load the page again")

    def _become(self, bitext: Bitext, data: bytes, progress: Progress | None = None) -> None:
        self._bitext, self._data, self._version = bitext, data, version_of(data)
        self._progress = progress or measure_progress(bitext.sentences)
        self._states.add(self._version, bitext)

    def _follow_file(self, data: bytes) -> None:
        """Adopt what another program has written into the working file."""
        # A file that was deleted is written again by the next edit.
        if not data or data == self._data:
            return
        bitext, lost = fit_working(data, self.path, self._bitext.source, self._bitext.target)
        if bitext is None:
            raise ConflictError(
                "the working file was changed and no longer fits the texts",
                path=self.path,
                advice="build the project again",
            )
        self._lost = lost
        self._become(bitext, data)
