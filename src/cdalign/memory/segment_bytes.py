"""A segment of the fuzzy index as bytes in the store, as they are now and as earlier versions wrote them.

The lists of a segment are one value, which a process keeps. The words of its texts are parts of 16 texts each, which
are read when these texts are compared: a search looks at some hundred texts, whatever the size of the memory.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from cdalign.memory.segments import PART_SIZE, IndexSegment, count_lengths, pack_entries

# Level 1 makes the words of synthetic text a fifth as long, of real text about half. The parts have checksums of ours,
# so deflate's own (RFC 1950) are left out.
_PACKING, _BARE = 1, -15
# A short part needs no more than this window and state (zlib manual, deflateInit2), and they take time to be made.
_SMALL_WINDOW, _SMALL_STATE = -12, 5
# In the place of the words of a segment: they lie in parts, and this is followed by the checksum of the lists.
_IN_PARTS = b"cdC2"
# Stands before the checksum of a segment of an earlier version, after its packed words.
_CHECKED = b"cdC1"
_FORMER_LONGEST_LIST = 4_096
_SUM_BYTES = 4

_Layout = tuple[tuple[str, type[Any]], ...]
# The arrays in the order of their item sizes, so that each begins where its type wants to.
_LAYOUT: _Layout = (
    ("entries", np.uint32),
    ("counts", np.uint32),
    ("keys", np.uint32),
    ("frequencies", np.uint32),
    ("sums", np.uint32),
    ("postings", np.uint16),
    ("bitmaps", np.uint8),
)
_FORMER_LAYOUT: _Layout = (
    ("entries", np.int64),
    ("bounds", np.uint32),
    ("keys", np.uint32),
    ("frequencies", np.uint32),
    ("starts", np.uint32),
    ("rows", np.uint32),
    ("postings", np.uint16),
    ("bitmaps", np.uint8),
)


def render_segment(segment: IndexSegment) -> tuple[bytes, bytes, list[bytes]]:
    """Return a segment as bytes: its lists, what proves them, and the words of its texts in parts.

    The lists are, as little-endian int64, the first entry, the bytes of an entry, the longest list, the bytes of each
    array; and the arrays.
    """
    assert segment.words is not None
    starts = segment.starts_of(np.arange(0, len(segment), PART_SIZE)).tolist()
    parts = [_pack(segment.words[start:stop]) for start, stop in pairwise([*starts, len(segment.words)])]
    sums = np.array([zlib.crc32(part) for part in parts], np.uint32)
    arrays = [(sums if name == "sums" else getattr(segment, name)).tobytes() for name, _ in _LAYOUT]
    told = segment.first_entry, segment.entries.itemsize, segment.longest_list
    heads = np.array([*told, *map(len, arrays)], "<i8").tobytes()
    lists = b"".join((heads, *arrays))
    return lists, _IN_PARTS + zlib.crc32(lists).to_bytes(_SUM_BYTES, "little"), parts


def _pack(words: str) -> bytes:
    packer = zlib.compressobj(_PACKING, zlib.DEFLATED, _SMALL_WINDOW, _SMALL_STATE)
    return packer.compress(words.encode("utf-16-le")) + packer.flush()


def unpack_part(content: bytes | None, checksum: int) -> str:
    """Return the words of a part.

    Raises:
        ValueError, zlib.error: it is not as it was written, or missing.
    """
    if content is None or zlib.crc32(content) != checksum:
        raise ValueError("the checksum of a part is another one")
    return zlib.decompress(content, _BARE).decode("utf-16-le")


def unpack_words(segment: IndexSegment, read_parts: Callable[[], Sequence[bytes]]) -> str:
    """Return the words of all texts of a segment, which are read where it does not hold them.

    Raises:
        ValueError, zlib.error: they are not as they were written.
    """
    if segment.words is not None:
        return segment.words
    return "".join(unpack_part(*part) for part in zip(read_parts(), segment.sums.tolist(), strict=True))


def parse_segment(lists: bytes | memoryview, words: bytes, *, is_mapped: bool = False) -> IndexSegment:
    """Return the segment of such bytes; its arrays are views of the first.

    Raises:
        ValueError, zlib.error: they are not as they were written.
    """
    if not words.startswith(_IN_PARTS):
        return _parse_former(lists, words)
    checksum = zlib.crc32(lists)
    if words != _IN_PARTS + checksum.to_bytes(_SUM_BYTES, "little"):
        raise ValueError("the checksum is another one")
    first_entry, width, longest, *lengths = np.frombuffer(lists, "<i8", len(_LAYOUT) + 3).tolist()
    kinds = {"entries": np.dtype(f"u{width}")}
    arrays = _split(lists, _LAYOUT, kinds, lengths, longest, start=8 * (len(_LAYOUT) + 3))
    return IndexSegment(first_entry=first_entry, longest_list=longest, checksum=checksum, is_mapped=is_mapped, **arrays)


def _parse_former(lists: bytes | memoryview, words: bytes) -> IndexSegment:
    """Return the segment that an earlier version wrote: its words in one piece, and some arrays that are worked out."""
    packed, mark, written = words[:-8], words[-8:-4], words[-4:]
    # The first ones had no checksum.
    if mark == _CHECKED and written != zlib.crc32(packed, zlib.crc32(lists)).to_bytes(_SUM_BYTES, "little"):
        raise ValueError("the checksum is another one")
    lengths = np.frombuffer(lists, "<i8", len(_FORMER_LAYOUT)).tolist()
    arrays = _split(lists, _FORMER_LAYOUT, {}, lengths, _FORMER_LONGEST_LIST, start=8 * len(lengths))
    first_entry, entries = pack_entries(arrays["entries"])
    counts = count_lengths(np.diff(arrays["bounds"].astype(np.int64)))
    kept = {name: arrays[name] for name in ("keys", "frequencies", "postings", "bitmaps")}
    text = zlib.decompress(words).decode("utf-16-le")
    no_sums = np.zeros(0, np.uint32)
    return IndexSegment(
        first_entry, entries, counts, **kept, sums=no_sums, longest_list=_FORMER_LONGEST_LIST, words=text
    )


def _split(
    lists: bytes | memoryview,
    layout: _Layout,
    kinds: Mapping[str, Any],
    lengths: list[int],
    longest: int,
    *,
    start: int,
) -> dict[str, Any]:
    """Return the arrays that lie end to end from `start` on, as views."""
    arrays: dict[str, Any] = {}
    for (name, usual), length in zip(layout, lengths, strict=True):
        kind = np.dtype(kinds.get(name, usual))
        arrays[name] = np.frombuffer(lists, kind, length // kind.itemsize, start)
        start += length
    rows = int(np.count_nonzero(arrays["frequencies"] > longest))
    arrays["bitmaps"] = arrays["bitmaps"].reshape(rows, -1 if rows else 0)
    return arrays
