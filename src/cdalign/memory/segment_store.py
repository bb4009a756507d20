"""A segment of the fuzzy index with all its pieces, as it goes into the store and comes out of it."""

from __future__ import annotations

import zlib
from functools import partial
from pathlib import Path

from cdalign.errors import ReadError
from cdalign.memory.encoded_texts import Encoded
from cdalign.memory.records import SegmentRow
from cdalign.memory.segment_bytes import render_segment, unpack_words
from cdalign.memory.segments import IndexSegment, make_segment, place_of
from cdalign.memory.shared_tables import GRAMS, ORDERS, PARTS
from cdalign.memory.sorted_words import render_grams, render_order, sort_words
from cdalign.memory.store import Store
from cdalign.messages import say

# The words of fewer texts are sorted in 0.1 s when they are asked for, and take more room than the texts.
_FEWEST_KEPT_SORTED = 16_384


def damaged_index(place: str | Path, how: str) -> ReadError:
    """Return the error for an index of which a part is `missing` or `damaged`."""
    return ReadError(
        say("a part of the index is missing") if how == "missing" else say("a part of the index is damaged"),
        path=place,
        code="memory",
        advice=say("cdalign tm collections {place} --reindex", place=place),
    )


def write_segment(store: Store, lang: str, row: SegmentRow, texts: Encoded) -> None:
    """Write the index of some texts as a segment, with the words in parts and, where they are many, sorted."""
    segment, number = make_segment(texts), row.number
    lists, proof, parts = render_segment(segment)
    store.put_segment(lang, row, lists, proof)
    store.put_pieces(PARTS, lang, place_of(number, 0), place_of(number + 1, 0), parts)
    if len(texts) >= _FEWEST_KEPT_SORTED and not store.is_fleeting:
        order, grams = sort_words(segment.all_texts(segment.words or ""))
        checksum = zlib.crc32(lists)
        store.put_pieces(ORDERS, lang, number, number + 1, [render_order(order, checksum)])
        store.put_pieces(GRAMS, lang, number, number + 1, [render_grams(grams, checksum)])


def read_all_texts(store: Store, lang: str, number: int, segment: IndexSegment) -> Encoded:
    """Return the encoded words of all texts of a segment.

    Raises:
        ReadError: they are missing or damaged.
    """
    read = partial(store.pieces_between, PARTS, lang, place_of(number, 0), place_of(number + 1, 0))
    try:
        return segment.all_texts(unpack_words(segment, read))
    except (ValueError, zlib.error) as error:
        raise damaged_index(store.path, "damaged") from error
