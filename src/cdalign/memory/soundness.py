"""Whether the index for fuzzy matches is whole: every segment as it was written, every unit in one of them."""

from __future__ import annotations

import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from cdalign.errors import ReadError
from cdalign.languages import primary_language
from cdalign.memory.segment_bytes import parse_segment
from cdalign.memory.segment_store import read_all_texts
from cdalign.memory.shared_tables import GRAMS, ORDERS
from cdalign.memory.sorted_words import parse_grams, parse_order
from cdalign.memory.store import Store

_REINDEX = "--reindex makes it from the texts"


def find_index_damage(store: Store) -> Iterator[str]:
    """Yield what is wrong with the segments of the index, language by language, by reading all of them.

    Raises:
        ReadError: the store cannot be read.
    """
    flushed = store.flushed_unit()
    # Numbers of 8 bytes each: a list of the same would take 1 GB of 15 million units.
    expected: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
    for number, _, _, *langs in store.texts_after(0):
        if number > flushed:
            break
        for side, lang in enumerate(langs):
            expected[primary_language(lang)].append(number << 1 | side)
    for lang, entries in sorted(expected.items()):
        yield from _damage_of(store, lang, np.array(entries, np.int64))


def _damage_of(store: Store, lang: str, expected: npt.NDArray[np.int64]) -> Iterator[str]:
    held = [np.zeros(0, np.int64)]
    for row in store.segments(lang):
        try:
            segment = parse_segment(*store.segment_content(lang, row.number))
            read_all_texts(store, lang, row.number, segment)
        except (ValueError, TypeError, zlib.error, ReadError):
            yield f"part {row.number} of the index for {lang} is not as it was written: {_REINDEX}"
            return
        held.append(segment.numbers_outside())
        if len(segment.entries) != row.size:
            yield f"part {row.number} of the index for {lang} has another size than it should: {_REINDEX}"
        if not _has_sound_runs(store, lang, row.number, segment.checksum):
            yield f"the sorted words of part {row.number} for {lang} are not as they were written: {_REINDEX}"
    missing = np.count_nonzero(~np.isin(expected, np.concatenate(held)))
    if missing:
        yield f"the index for {lang} lacks {missing:,} texts: {_REINDEX}"


def _has_sound_runs(store: Store, lang: str, number: int, checksum: int) -> bool:
    """Return whether the sorted words of a segment, and the grams of them, are sound or were never written."""
    order, grams = (store.pieces(table, lang, [number]).get(number) for table in (ORDERS, GRAMS))
    is_sound = order is None or parse_order(order, checksum) is not None
    return is_sound and (grams is None or parse_grams(grams, checksum) is not None)


def is_index_short(store: Store) -> bool:
    """Return whether the segments hold fewer texts than the units that they must hold, by their sizes alone.

    Texts of deleted units stay in them, so they may hold more.
    """
    flushed = store.flushed_unit()
    if not flushed:
        return False
    texts = sum(row.size for lang in store.segment_languages() for row in store.segments(lang))
    return texts < 2 * store.count_units_to(flushed)
