"""Why a file cannot be read, in the words of the page: the kind of the trouble, and what somebody in a browser can do.

The rooms that read files write for the command line. A page names the kind of what they say in its own language; the
words are `refusal.KIND` and `refusal.KIND.do`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from cdalign.errors import CdalignError
from cdalign.reading.kinds import name_readable_kinds

# The kinds of refusals by what their messages have in common; the first that fits is taken.
_KINDS = (
    ("empty", r"\bis empty|holds no text|masthead and no text"),
    ("pictures", r"no text layer"),
    ("password", r"password"),
    ("office", r"LibreOffice|Office file|old Word|RTF file|WordPerfect"),
    ("damaged", r"damaged|cut off|without a text"),
    ("picture", r"\bpicture"),
    ("archive", r"\barchive|\bZIP\b"),
    ("encoding", r"text in an encoding|byte \d+ does not fit"),
    ("large", r"too large|larger than|pages; \d+ are read|takes too long|memory|more than \d+ seconds|process ended"),
    ("language", r"language"),
    ("kind", r"not a document|no HTML that can be read|not an ordinary file"),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
OTHER = "other"
KINDS = (*(kind for kind, _ in _KINDS), OTHER)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file cannot be read: the kind of the trouble, and the English words of who tried."""

    kind: str
    detail: str


def refuse(error: CdalignError) -> Refusal:
    """Return the refusal that a page shows for an error; it names no place on the disk."""
    kind = next((kind for kind, pattern in _COMPILED if pattern.search(error.message)), OTHER)
    return Refusal(kind, error.message)


def tell_refusal(error: CdalignError, name: str, t: Callable[..., str]) -> dict[str, str]:
    """Return what a script of ours shows of an error: why a file of that name cannot be read, and what to do."""
    refusal = refuse(error)
    detail = f" ({refusal.detail})" if refusal.kind == OTHER else ""
    said = f"{name}: {t('refusal.' + refusal.kind)}{detail}"
    return {"error": said, "advice": t(f"refusal.{refusal.kind}.do", kinds=name_readable_kinds())}
