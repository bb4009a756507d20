"""The comments of a review, in their file and on its bitext."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from cdalign.atomic import file_stamp
from cdalign.comments import UnitComment, change_comment, comment_document, read_comments
from cdalign.errors import ReadError
from cdalign.model import Bitext
from cdalign.revisions import SIDES


class Remarks:
    """The comments in a file, as they were when it was last read or written.

    Raises:
        ReadError: the file is damaged.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._stamp = file_stamp(path)
        self._comments = read_comments(path)

    def follow(self) -> bool:
        """Read the file again where another program has written it; return whether the comments are others now.

        If the file was damaged since, its comments are kept, and a person who writes one is told so.
        """
        stamp, before = file_stamp(self.path), self._comments
        if stamp != self._stamp:
            self._stamp = stamp
            with suppress(ReadError):
                self._comments = read_comments(self.path)
        return self._comments != before

    def put(self, comment: UnitComment, was: str | None = None) -> None:
        """Write a comment into the file; those that others have written there are taken over.

        `was` are the words that the writer saw there, see `comments.put_comment`.

        Raises:
            ReadError, UsageError, BusyError, ConflictError, WriteError: as `comments.change_comment`.
        """
        self._comments = change_comment(self.path, comment, was)

    def apply(self, bitext: Bitext) -> Bitext:
        """Return a bitext with the comments among the queries of its documents."""
        source, target = (
            comment_document(document, side, self._comments)
            for document, side in zip((bitext.source, bitext.target), SIDES, strict=True)
        )
        if source is bitext.source and target is bitext.target:
            return bitext
        return replace(bitext, source=source, target=target)
