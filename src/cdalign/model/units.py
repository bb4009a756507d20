"""Translation units: a pair of texts in a memory, with inline codes, props and notes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from cdalign.model.beads import parse_status

# The prop of a unit that says what a person has decided about it: a `BeadStatus`.
REVIEW_PROP = "x-review"
# The prop of a unit with the score of its bead, as a number.
SCORE_PROP = "x-score"
_NUMBER = re.compile(r"\s*([-+]?\d*\.?\d+(?:e[-+]?\d+)?)", re.ASCII | re.IGNORECASE)

Props = tuple[tuple[str, str], ...]


class CodeKind(StrEnum):
    """What an inline code does in its text, with the corresponding elements of TMX and XLIFF 1.2 in the comments."""

    OPEN = "open"  # bpt; bpt, bx, the beginning of g
    CLOSE = "close"  # ept; ept, ex, the end of g
    SINGLE = "single"  # ph; ph, x
    OPEN_ALONE = "open-alone"  # it; its partner is in another segment
    CLOSE_ALONE = "close-alone"  # it
    UNKNOWN = "unknown"  # ut
    MARK = "mark"  # the beginning of hi; of mrk
    MARK_END = "mark-end"  # the end of hi; of mrk


class Code(NamedTuple):
    """An inline code of a text: formatting, a variable, or a mark. It is never part of the words.

    `place` is the number of characters of plain text before it. `id` links an opening code with its closing one,
    and a code with its counterpart in the other language. `data` is the native code (`<b>`, `%1`); `markup` is its
    inner XML if that has elements of its own (`sub`). `attributes` are the other attributes in TMX.
    """

    place: int
    kind: CodeKind
    id: str = ""
    data: str = ""
    type: str = ""
    markup: str = ""
    attributes: Props = ()


Codes = tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """A source text and its translation, with the data that a memory keeps about them.

    `source` and `target` are plain text. Their inline codes are in `source_codes` and `target_codes`, in order of
    position. `props` and `notes` are as in TMX. `created` and `changed` are ISO 8601 times in UTC, or empty.
    `attributes` are the TMX attributes about who made and used the unit (`creationid`, `usagecount` …).
    """

    source: str
    target: str
    source_lang: str
    target_lang: str
    id: str = ""
    props: Props = ()
    notes: tuple[str, ...] = ()
    created: str = ""
    changed: str = ""
    source_props: Props = ()
    target_props: Props = ()
    source_codes: Codes = ()
    target_codes: Codes = ()
    source_notes: tuple[str, ...] = ()
    target_notes: tuple[str, ...] = ()
    attributes: Props = ()

    def prop(self, kind: str, default: str = "") -> str:
        """Return the value of the first prop of this type, or the default."""
        return next((value for name, value in self.props if name == kind), default)

    @property
    def review(self) -> str:
        """What a person has decided about the unit: a value of `BeadStatus`, empty if the unit does not say."""
        return parse_status(self.prop(REVIEW_PROP))

    @property
    def score(self) -> float | None:
        """The score of the bead that the unit was made from, or None if the unit does not say."""
        return parse_score(self.prop(SCORE_PROP))


def parse_score(written: str) -> float | None:
    """Return the number with which the value of an `x-score` begins, or None if it does not begin with one."""
    found = _NUMBER.match(written)
    return float(found[1]) if found else None
