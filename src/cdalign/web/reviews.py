"""The reviews that are open: each pair once, opened again when its texts change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from cdalign.atomic import digest_file, file_stamp
from cdalign.errors import CdalignError, ReadError
from cdalign.locks import read_bytes
from cdalign.model import Bitext, Termbase
from cdalign.project import Pair, Project
from cdalign.reviewing import Review, open_review
from cdalign.revisions import parse_revisions
from cdalign.web.troubles import explain

# What a file was when it was read (`file_stamp`).
_Stamp = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """A pair and the project that it belongs to; uploaded pairs have projects of their own."""

    project: Project
    pair: Pair
    title: str

    def name_documents(self, bitext: Bitext) -> Bitext:
        """Return the pair's bitext with the name that people know it by; uploads are kept under one of ours."""
        source, target = (
            replace(document, provenance=replace(document.provenance, path=f"{self.title}.txt"))
            for document in (bitext.source, bitext.target)
        )
        return replace(bitext, source=source, target=target)


class OpenedReviews:
    """The reviews by the key of their pair, and why others cannot be opened; the caller holds the lock."""

    def __init__(self) -> None:
        self._opened: dict[str, tuple[tuple[_Stamp, ...], Review]] = {}
        self._failures: dict[str, tuple[tuple[_Stamp, ...], CdalignError]] = {}

    def forget(self, key: str) -> None:
        """Drop what is kept of a pair."""
        self._opened.pop(key, None)
        self._failures.pop(key, None)

    def open(self, key: str, shelf: Shelf, termbase: Callable[[], Termbase]) -> Review:
        """Return the review of a pair, opened where it is not or where its texts have changed.

        Raises:
            ReadError: a text or the working file cannot be read.
        """
        edits = shelf.project.edits_file(shelf.pair)
        texts = file_stamp(shelf.pair.source), file_stamp(shelf.pair.target), file_stamp(edits)
        opened = self._opened.get(key)
        if opened is not None and (opened[0] == texts or _has_same_texts(opened[1], shelf.pair, edits)):
            self._opened[key] = texts, opened[1]
            return opened[1]
        stamps = (*texts, file_stamp(shelf.project.working_file(shelf.pair)))
        review = self._open(key, shelf, stamps, termbase)
        self._opened[key] = texts, review
        return review

    def _open(self, key: str, shelf: Shelf, stamps: tuple[_Stamp, ...], termbase: Callable[[], Termbase]) -> Review:
        """Open a review; what could not be read is not read again before one of its files has changed."""
        failed = self._failures.get(key)
        if failed is not None and failed[0] == stamps:
            raise failed[1]
        try:
            review = open_review(shelf.project, shelf.pair, termbase())
        except Exception as error:
            told = explain(error, shelf.pair.name)
            if isinstance(told, ReadError):
                self._failures[key] = stamps, told
            raise told from error
        self._failures.pop(key, None)
        return review


def _has_same_texts(review: Review, pair: Pair, edits: Path) -> bool:
    """Return whether a pair's files have the bytes that a review was made of; one that was taken away is not asked."""
    if parse_revisions(read_bytes(edits), edits) != review.revisions:
        return False
    sides = ((review.bitext.source, pair.source), (review.bitext.target, pair.target))
    return all(not path.exists() or digest_file(path) == document.provenance.sha256 for document, path in sides)
