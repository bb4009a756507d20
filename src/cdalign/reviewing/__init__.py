"""A review: edits of a bitext, bead by bead, with unlimited undo, saved in its working file.

actions     what a key of the reviewer does: bitext in, bitext out
places      where each bead is, which one comes next, how far the review has come
changes     the difference of two bitexts: for undo, and for showing only what changed
texts       what is written over sentences, with the state before and after it
remarks     the comments of a review
states      what an edit has made of a bitext, and the last ones by their names
sessions    one pair under review: its bitext, its history, its file
openings    a review of a pair of a project, opened where it was left
"""

from cdalign.reviewing.actions import (
    balance_cut,
    confirm_above,
    confirm_bead,
    confirm_where,
    exclude_bead,
    merge_with_next,
    move_boundary,
    realign_pending,
    release_bead,
    split_at,
)
from cdalign.reviewing.changes import Region, changed_region, changed_rows, touch_row
from cdalign.reviewing.openings import open_review
from cdalign.reviewing.places import Progress, bead_number, find_words, measure_progress, next_to_review
from cdalign.reviewing.sessions import Review
from cdalign.reviewing.states import Edited
from cdalign.reviewing.texts import Rewriting

__all__ = [
    "Edited",
    "Progress",
    "Region",
    "Review",
    "Rewriting",
    "balance_cut",
    "bead_number",
    "changed_region",
    "changed_rows",
    "confirm_above",
    "confirm_bead",
    "confirm_where",
    "exclude_bead",
    "find_words",
    "measure_progress",
    "merge_with_next",
    "move_boundary",
    "next_to_review",
    "open_review",
    "realign_pending",
    "release_bead",
    "split_at",
    "touch_row",
]
