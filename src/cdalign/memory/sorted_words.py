"""The words of the texts of one segment sorted by what follows, as they lie in the store."""

from __future__ import annotations

import zlib
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cdalign.memory.candidates import Codes, Keys
from cdalign.memory.coded_words import BARRIER, DEPTH, FEWEST, GRAM_BITS, CodedWords, Places, each_of
from cdalign.memory.encoded_texts import Encoded

_CHECKSUM_BYTES = 4
_QUICK = 1


def lay_out(texts: Encoded) -> tuple[Places, Codes]:
    """Return where each text begins, and the codes of all with a barrier after each."""
    starts = texts.bounds[:-1] + np.arange(len(texts))
    codes = np.insert(texts.codes, texts.bounds[1:], BARRIER)
    return starts, codes


class SortedWords(NamedTuple):
    """What of a `RunIndex` is kept in the store.

    `order` are the places of words sorted by what follows. `grams` has a bit for each number of a gram of `FEWEST`
    words, set where one with that number occurs.
    """

    order: Keys
    grams: npt.NDArray[np.uint8]


def sort_words(texts: Encoded) -> SortedWords:
    """Return the sorted words of texts; this is most of the work of an index."""
    starts, codes = lay_out(texts)
    lengths = np.maximum(texts.lengths - FEWEST + 1, 0)
    order = each_of(starts, starts + lengths)
    is_there = np.zeros(1 << GRAM_BITS, dtype=bool)
    is_there[CodedWords(codes).grams[order]] = True
    padded = np.concatenate((codes, np.zeros(DEPTH, np.uint16)))
    # From the last word to the first, each time stable: numbers of 16 bits are sorted in linear time.
    for word in reversed(range(DEPTH)):
        order = order.take(padded[word:].take(order).argsort(kind="stable"))
    return SortedWords(order.astype(np.uint32), np.packbits(is_there, bitorder="little"))


def render_grams(grams: npt.NDArray[np.uint8], segment: int) -> bytes:
    """Return the bits of grams as bytes, with a checksum of them and of the checksum of their segment."""
    body = zlib.compress(grams.tobytes(), _QUICK)
    return _checksum(body, segment) + body


def parse_grams(content: bytes, segment: int) -> npt.NDArray[np.uint8] | None:
    """Return what `render_grams` wrote, or None if it is damaged or belongs to another segment."""
    body = content[_CHECKSUM_BYTES:]
    if content[:_CHECKSUM_BYTES] != _checksum(body, segment):
        return None
    return np.frombuffer(zlib.decompress(body), np.uint8)


def render_order(order: Keys, segment: int) -> bytes:
    """Return sorted places as bytes, with a checksum of them and of the checksum of their segment.

    Places need three bytes each, in a segment of very long texts four.
    """
    width = 3 if int(order.max(initial=0)) < 2**24 else 4
    body = bytes((width,)) + order.astype("<u4").view(np.uint8).reshape(-1, 4)[:, :width].tobytes()
    return _checksum(body, segment) + body


def parse_order(content: bytes, segment: int) -> Keys | None:
    """Return what `render_order` wrote, or None if it is damaged or belongs to another segment."""
    body = memoryview(content)[_CHECKSUM_BYTES:]
    if content[:_CHECKSUM_BYTES] != _checksum(body, segment):
        return None
    width = body[0]
    packed = np.frombuffer(body, np.uint8, offset=1).reshape(-1, width)
    wide = np.zeros((len(packed), 4), np.uint8)
    wide[:, :width] = packed
    return wide.view("<u4").reshape(-1).astype(np.uint32, copy=False)


def _checksum(body: bytes | memoryview, segment: int) -> bytes:
    return zlib.crc32(segment.to_bytes(_CHECKSUM_BYTES, "little"), zlib.crc32(body)).to_bytes(_CHECKSUM_BYTES, "little")
