"""The comments of a review, in their file and on its bitext."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from cdalign.comments import UnitComment, change_comment, comment_document, read_comments
from cdalign.model import Bitext
from cdalign.revisions import SIDES


class Remarks:
    """The comments in a file, as they were when one was last written.

    Raises:
        ReadError: the file is damaged.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._comments = read_comments(path)

    def put(self, comment: UnitComment) -> None:
        """Write a comment into the file; those that others have written there are taken over.

        Raises:
            ReadError, UsageError, BusyError, ConflictError, WriteError: as `comments.change_comment`.
        """
        self._comments = change_comment(self.path, comment)

    def apply(self, bitext: Bitext) -> Bitext:
        """Return a bitext with the comments among the queries of its documents."""
        source, target = (
            comment_document(document, side, self._comments)
            for document, side in zip((bitext.source, bitext.target), SIDES, strict=True)
        )
        if source is bitext.source and target is bitext.target:
            return bitext
        return replace(bitext, source=source, target=target)
