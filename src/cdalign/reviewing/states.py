"""The states of a review: what an edit has made of one, and the last ones, by the names that edits refer to."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from cdalign.model import Bitext
from cdalign.reviewing.changes import ReviewChange
from cdalign.reviewing.places import Progress

_VERSION_HEX_DIGITS = 16
# The number of past states that an edit may refer to. A window that shows an older state reloads itself.
_MOST_STATES = 32
Edit = Callable[[Bitext], Bitext]


@dataclass(frozen=True, slots=True)
class Edited:
    """The result of an edit: the bitext before and after it, the new version and progress, and what the edit changed.

    `is_merged` is True if others have changed the bitext elsewhere, so that `before` is not the one that was edited.
    `is_rewritten` is True if sentences were written over: the numbers of the rows may be others.
    """

    before: Bitext
    after: Bitext
    version: str
    progress: Progress
    change: ReviewChange
    is_merged: bool = False
    is_rewritten: bool = False


class PastStates:
    """The last bitexts of a review, by version."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Bitext] = OrderedDict()

    def find(self, version: str) -> Bitext | None:
        """Return the bitext at a version; None if it is unknown or no longer kept."""
        return self._kept.get(version)

    def add(self, version: str, bitext: Bitext) -> None:
        """Keep a bitext as the latest; the oldest one goes when there are too many."""
        self._kept[version] = bitext
        self._kept.move_to_end(version)
        while len(self._kept) > _MOST_STATES:
            self._kept.popitem(last=False)

    def clear(self) -> None:
        """Drop all states."""
        self._kept.clear()


def version_of(data: bytes) -> str:
    """Return the name of a state: a digest of its working file."""
    return hashlib.sha256(data).hexdigest()[:_VERSION_HEX_DIGITS]
