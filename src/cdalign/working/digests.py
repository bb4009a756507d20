"""Digests of the words of units, by which a line finds them again when the text has moved."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache

from cdalign.text import compact

_DIGEST_HEX_DIGITS = 12  # 48 bits: the probability that two of a million units collide is below one in 500
# The runs of two documents of 20,000 sentences and of their paragraphs: they are asked for when a file is read, when
# it is written, and again after every change of a text.
_MOST_KEPT = 131_072


def digest_texts(texts: Sequence[str]) -> str:
    """Return the digest of the words of a run of units. Spaces and width are ignored."""
    return _digest_run(tuple(texts))


@lru_cache(maxsize=_MOST_KEPT)
def _digest_run(texts: tuple[str, ...]) -> str:
    words = "\n".join(compact(text) for text in texts)
    return hashlib.sha256(words.encode()).hexdigest()[:_DIGEST_HEX_DIGITS]
