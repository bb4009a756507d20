"""Two lines become one: words with a space, Han without, a word parted by a hyphen as it is written elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cdalign.text import joint_between

_LONGEST_WORD = 64
# Nothing comes between these and the next line, unless a space occurred before them.
_JOINING = frozenset("-\u2010/\u2014")
_HYPHENATED = re.compile(r"(\w+)[-\u2010]$")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


def collect_words(lines: Iterable[str]) -> frozenset[str]:
    """Return the Western words of lines if any line ends with a hyphen: they tell a hyphen from a wrapped word."""
    texts = tuple(lines)
    if not any(text.endswith(("-", "\u2010")) for text in texts):
        return frozenset()
    return frozenset(_WORD.findall("\n".join(texts).lower()))


def join_at_wrap(left: str, right: str, words: frozenset[str]) -> str:
    """Join two lines: words with a space, Han without, a word parted by a hyphen as it is written elsewhere."""
    if left[-1:] not in _JOINING or left.endswith((" -", " /", " \u2014")):
        return left + joint_between(left, right) + right
    parted = _HYPHENATED.search(left[-_LONGEST_WORD:])
    if parted and right[:1].islower():
        tail = _WORD.match(right)
        whole = parted[1] + (tail[0] if tail else "")
        hyphenated = f"{parted[1]}-{tail[0] if tail else ''}"
        if whole.lower() in words and hyphenated.lower() not in words:
            return left[:-1] + right
    return left + right
