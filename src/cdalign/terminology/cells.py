"""Several terms in one cell of a table: 裁军谈判会议；裁谈会, `Conference on Disarmament | CD`, a term a line."""

from __future__ import annotations

import re

from cdalign.patterns import compile_late
from cdalign.text import contains_han

# What no term has in it: bars, line breaks, semicolons of either width. Spaces around them are taken off afterwards: a
# pattern that begins with `\s*` takes time that grows with the square of a run of spaces.
_BETWEEN = re.compile(r"[|\n\r;；]")
# A stroke parts terms with a space on both sides, or between words of Han: not in CD/2138, and/or, HIV/AIDS, 和/或.
_STROKE = compile_late(r"(?<=\s)[/／](?=\s)|(?<=[\u3400-\u9fff]{2})\s*[/／]\s*(?=[\u3400-\u9fff]{2})")
# 、 parts words inside titles too (《关于禁止发展、生产…的公约》): only short words without brackets are a list.
_LISTED = "、"
_LONGEST_LISTED = 8
_BRACKETS = re.compile(r"[《》〈〉“”「」（）()【】]")


def split_terms(cell: str) -> list[str]:
    """Return the terms of a cell, in order; an empty cell has none."""
    parts = [part.strip() for piece in _BETWEEN.split(cell) for part in _STROKE.split(piece)]
    return [term for part in parts if part for term in _split_list(part)]


def _split_list(text: str) -> list[str]:
    parts = [part.strip() for part in text.split(_LISTED)]
    is_list = len(parts) > 1 and not _BRACKETS.search(text) and "和" not in text and "及" not in text
    if is_list and all(part and len(part) <= _LONGEST_LISTED and contains_han(part) for part in parts):
        return parts
    return [text]
