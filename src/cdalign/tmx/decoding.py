"""The encoding of a memory whose declaration is wrong: told by its bytes, as that of a document is.

A Chinese program that writes GB18030 under a declaration of UTF-8, or the rarer characters of GB18030 under one of
GB2312, makes a file that most tools read as rubbish.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import IO

from cdalign.encodings import normalize_encoding, score_text

_CHUNK = 1 << 16
_LONGEST_SAMPLE = 1 << 15  # bytes beyond ASCII and what occurs around them
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "cp1252")
# A file that is damaged in places stays what it is; one in another encoding is wrong nearly everywhere.
_MOST_DAMAGED = 0.1
# A text scored lower than this in every encoding is left as it is declared (`encodings`).
_LOWEST_SCORE = 0.1


def settle_codec(stream: IO[bytes], declared: str) -> str:
    """Return the codec of a memory that is declared in an encoding of bytes; the stream is rewound.

    The declared one, widened to its family (GB2312 is read as GB18030), unless the bytes are not text in it and are
    text in another.
    """
    widest = normalize_encoding(declared)
    if widest.startswith(("utf-16", "utf-32")) or declared == "utf-8-sig":
        return declared
    pieces = list(_sample(stream))
    stream.seek(0)
    if not pieces or (widest == "utf-8" and _damaged(pieces, "utf-8") <= _MOST_DAMAGED):
        return widest
    best = max(dict.fromkeys((widest, *_CANDIDATES)), key=lambda codec: _score(pieces, codec))
    return best if _score(pieces, best) >= _LOWEST_SCORE else widest


def _sample(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the stretches between tags that hold bytes beyond ASCII; no encoding has a `<` inside a character."""
    held, length = b"", 0
    while length < _LONGEST_SAMPLE and (chunk := stream.read(_CHUNK)):
        *whole, held = (held + chunk).split(b"<")
        for piece in whole:
            if not piece.isascii():
                length += len(piece)
                yield piece
    if length < _LONGEST_SAMPLE and not held.isascii():
        yield held


def _damaged(pieces: list[bytes], codec: str) -> float:
    """Return the share of stretches that are not text in an encoding."""
    return sum(not _fits(piece, codec) for piece in pieces) / len(pieces)


def _fits(piece: bytes, codec: str) -> bool:
    try:
        codecs.decode(piece, codec)
    except ValueError:
        return False
    return True


def _score(pieces: list[bytes], codec: str) -> float:
    """Return how much the stretches look like text in an encoding: 0 where more than a few do not fit."""
    if _damaged(pieces, codec) > _MOST_DAMAGED:
        return 0.0
    return score_text("".join(codecs.decode(piece, codec) for piece in pieces if _fits(piece, codec)))
