"""The words of the texts of one segment sorted by what follows, as they lie in the store."""

from __future__ import annotations

import zlib
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from cdalign.memory.candidates import Codes, Keys
from cdalign.memory.coded_words import BARRIER, DEPTH, FEWEST, GRAM_BITS, CodedWords, Places, each_of
from cdalign.memory.segments import Encoded

_CODES = 2**16
_CHECKSUM_BYTES = 4
_LENGTH_BYTES = 4
_QUICK = 1
# Goes into the checksum, so that what was written in another form is not read, but made again.
_FORM = 2


def lay_out(texts: Encoded) -> tuple[Places, Codes]:
    """Return where each text begins, and the codes of all with a barrier after each."""
    starts = texts.bounds[:-1] + np.arange(len(texts))
    codes = np.insert(texts.codes, texts.bounds[1:], BARRIER)
    return starts, codes


class SortedWords(NamedTuple):
    """What of a `RunIndex` is kept in the store.

    `order` are the places of words sorted by what follows, `firsts` where those that begin with each code lie in
    `order`, and the end. `grams` has a bit for each number of a gram of `FEWEST` words, set where one with that number
    occurs.
    """

    order: Keys
    firsts: Keys
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
    counts = np.bincount(codes[order], minlength=_CODES)
    firsts = np.concatenate(([0], np.cumsum(counts))).astype(np.uint32)
    return SortedWords(order.astype(np.uint32), firsts, np.packbits(is_there, bitorder="little"))


def render_runs(sorted_words: SortedWords, words: str) -> bytes:
    """Return sorted words as bytes, with a checksum of them and of the encoded words that they belong to.

    Places need three bytes each, in a segment of very long texts four; tables with long stretches that are the same
    are compressed.
    """
    tables = zlib.compress(sorted_words.firsts.tobytes() + sorted_words.grams.tobytes(), _QUICK)
    width = 3 if int(sorted_words.order.max(initial=0)) < 2**24 else 4
    places = sorted_words.order.astype("<u4").view(np.uint8).reshape(-1, 4)[:, :width].tobytes()
    body = bytes((width,)) + len(tables).to_bytes(_LENGTH_BYTES, "little") + tables + places
    return _checksum(body, words) + body


def parse_runs(content: bytes, words: str) -> SortedWords | None:
    """Return what `render_runs` wrote, or nothing where it is damaged or belongs to other words."""
    body = memoryview(content)[_CHECKSUM_BYTES:]
    if content[:_CHECKSUM_BYTES] != _checksum(body, words):
        return None
    width, start = body[0], 1 + _LENGTH_BYTES
    end = start + int.from_bytes(body[1:start], "little")
    tables = zlib.decompress(body[start:end])
    firsts = np.frombuffer(tables, np.uint32, _CODES + 1)
    grams = np.frombuffer(tables, np.uint8, offset=firsts.nbytes)
    packed = np.frombuffer(body, np.uint8, offset=end).reshape(-1, width)
    wide = np.zeros((len(packed), 4), np.uint8)
    wide[:, :width] = packed
    return SortedWords(wide.view("<u4").reshape(-1).astype(np.uint32, copy=False), firsts, grams)


def _checksum(body: bytes | memoryview, words: str) -> bytes:
    return zlib.crc32(words.encode("utf-16-le"), zlib.crc32(body, _FORM)).to_bytes(_CHECKSUM_BYTES, "little")
