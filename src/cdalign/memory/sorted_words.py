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
    order = each_of(starts, starts + lengths).astype(np.uint32)
    is_there = np.zeros(1 << GRAM_BITS, dtype=bool)
    is_there[CodedWords(codes).grams(order.astype(np.int64))] = True
    padded = np.concatenate((codes, np.zeros(DEPTH, np.uint16)))
    # From the last word to the first, each time stable: numbers of 16 bits are sorted in linear time.
    for word in reversed(range(DEPTH)):
        order = order[np.argsort(padded[order + word], kind="stable")]
    counts = np.bincount(codes[order], minlength=_CODES)
    firsts = np.concatenate(([0], np.cumsum(counts))).astype(np.uint32)
    return SortedWords(order, firsts, np.packbits(is_there, bitorder="little"))


def render_runs(sorted_words: SortedWords, words: str) -> bytes:
    """Return sorted words as bytes, with a checksum of them and of the encoded words that they belong to."""
    body = b"".join(part.tobytes() for part in reversed(sorted_words))
    return _checksum(body, words) + body


def parse_runs(content: bytes, words: str) -> SortedWords | None:
    """Return what `render_runs` wrote, or nothing where it is damaged or belongs to other words."""
    body = memoryview(content)[_CHECKSUM_BYTES:]
    if content[:_CHECKSUM_BYTES] != _checksum(body, words):
        return None
    grams = np.frombuffer(body, np.uint8, (1 << GRAM_BITS) // 8)
    numbers = np.frombuffer(body, np.uint32, offset=len(grams))
    return SortedWords(numbers[_CODES + 1 :], numbers[: _CODES + 1], grams)


def _checksum(body: bytes | memoryview, words: str) -> bytes:
    return zlib.crc32(words.encode("utf-16-le"), zlib.crc32(body)).to_bytes(_CHECKSUM_BYTES, "little")
