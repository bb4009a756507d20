"""What XLIFF and the dialects of tools say about a segment: untranslated, accepted by a person, locked.

Sources: XLIFF 1.2, 2.3 (state) and XLIFF 2.1, 4.3.1.28 (state); SDLXLIFF's `conf` (Trados Studio SDK,
ConfirmationLevel); MXLIFF's `confirmed` and `locked` (Phrase TMS); MQXLIFF's `status` and `locked` (memoQ).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cdalign.model import BeadStatus

CONFIRMED, PENDING = BeadStatus.CONFIRMED.value, BeadStatus.PENDING.value
LOCKED = "x-locked"
# States of a text that is not translated yet, whatever the file has as its target.
_UNTRANSLATED = frozenset(("new", "needs-translation", "notstarted"))
# The state of XLIFF 2 that a segment has by default: if the two texts differ, it says nothing.
_INITIAL = frozenset(("initial",))
# States by which tools say that a person has accepted the translation (LILT's and Wordbee's guides; the SDK of Trados;
# memoQ's row statuses).
_ACCEPTED = frozenset(
    (
        "final",
        "signed-off",
        "translated",
        "reviewed",
        "approvedtranslation",
        "approvedsignoff",
        "manuallyconfirmed",
        "confirmed",
        "proofread",
        "reviewer1confirmed",
        "reviewer2confirmed",
    )
)
_YES = frozenset(("yes", "true", "1", "locked"))


class Said(NamedTuple):
    """What a file says about one segment; `state` is in lower case, and empty if the file has none."""

    state: str = ""
    is_approved: bool = False
    is_locked: bool = False

    @property
    def status(self) -> str:
        """Our word for it. A state that speaks for itself counts more than what is said of the whole unit."""
        if self.state in _ACCEPTED or (self.is_approved and not self.state.startswith(("rejected", "draft"))):
            return CONFIRMED
        return PENDING

    def is_untranslated(self, source: str, target: str) -> bool:
        """Return whether the target is not a translation: it is missing, or the file says so."""
        if not target.strip() or self.state in _UNTRANSLATED:
            return True
        return self.state in _INITIAL and source == target


def is_yes(value: str | None) -> bool:
    """Return whether an attribute is set, in the words of any dialect."""
    return value is not None and value.lower() in _YES


def said_of(unit: Mapping[str, str], segment: Mapping[str, str]) -> Said:
    """Return what the attributes of a unit and of one segment of it say together, by their names without namespace."""
    state = segment.get("conf") or segment.get("state") or unit.get("status") or ""
    is_approved = is_yes(unit.get("approved")) or is_yes(unit.get("confirmed"))
    return Said(state.lower(), is_approved, is_yes(segment.get("locked")) or is_yes(unit.get("locked")))
