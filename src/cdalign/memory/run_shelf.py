"""The sorted words of a store, segment by segment, as far as there is room for them in this process."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cdalign.memory.encoded_texts import Encoded, join_encoded
from cdalign.memory.kept_values import KeptValues
from cdalign.memory.records import SegmentRow
from cdalign.memory.run_words import RunWords, hold_words
from cdalign.memory.runs import RunIndex, make_run_index
from cdalign.memory.scratch_files import ScratchFile
from cdalign.memory.segment_store import read_all_texts
from cdalign.memory.segments import IndexSegment
from cdalign.memory.shared_tables import GRAMS, ORDERS
from cdalign.memory.sorted_words import parse_grams, parse_order, sort_words
from cdalign.memory.store import Store

# A million units, Chinese and English, take 440 MB; of a larger memory the rest is mapped from a scratch file.
_ROOM_FOR_WORDS = 448 * 2**20
# 512 kB a segment, so those of 16 million units.
_ROOM_FOR_GRAMS = 256 * 2**20


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """Some units of a store, and a name that tells this choice from others."""

    name: str
    ids: Sequence[int]


@dataclass(frozen=True)
class TextChoice:
    """Which texts count: `name` tells the choice from others, `units` are the ids of their units, nothing for all."""

    name: Hashable
    units: Callable[[], npt.NDArray[np.int64] | None]


class RunShelf:
    """Reads and makes the sorted words of segments, and keeps them."""

    def __init__(
        self, store: Store, segment_of: Callable[[str, SegmentRow], IndexSegment], scratch: ScratchFile
    ) -> None:
        self._store, self._scratch = store, scratch
        self._segment_of = segment_of
        self._grams = KeptValues[npt.NDArray[np.uint8]](_ROOM_FOR_GRAMS)
        self._words = KeptValues[RunWords](_ROOM_FOR_WORDS)
        self._made = KeptValues[RunIndex](_ROOM_FOR_WORDS)
        # Apart for the last choice of units: who makes one asks for all texts as well.
        self._chosen: tuple[Hashable, KeptValues[RunIndex]] = None, KeptValues(_ROOM_FOR_WORDS)

    def keep_only(self, rows: Collection[tuple[str, SegmentRow]]) -> None:
        """Drop all other segments."""
        for shelf in (self._grams, self._words, self._made):
            shelf.keep_only(rows)

    def indexes(
        self, lang: str, rows: Sequence[SegmentRow], choice: TextChoice, buffer: Sequence[Encoded]
    ) -> Iterator[RunIndex]:
        """Yield the sorted words of the chosen texts of segments, and of those that are in none yet."""
        units = choice.units()
        if units is not None and self._chosen[0] != choice.name:
            self._chosen = choice.name, KeptValues(_ROOM_FOR_WORDS)
        for row in rows:
            yield self._whole(lang, row) if units is None else self._some(lang, row, units)
        if buffer:
            texts = join_encoded(buffer)
            key, shelf = (lang, len(texts), int(texts.entries[-1])), self._made if units is None else self._chosen[1]
            yield shelf.get(key, lambda: make_run_index(_only(texts, units)), _size_of)

    def _whole(self, lang: str, row: SegmentRow) -> RunIndex:
        key = lang, row
        grams = self._grams.get(key, lambda: self._read_grams(lang, row), lambda grams: grams.nbytes)
        if not len(grams):
            return self._made.get(key, lambda: make_run_index(self._texts(lang, row)), _size_of)
        return RunIndex(
            grams, lambda: self._words.get(key, lambda: self._read_words(lang, row), lambda words: words.size)
        )

    def _some(self, lang: str, row: SegmentRow, units: npt.NDArray[np.int64]) -> RunIndex:
        is_chosen = np.isin(self._segment_of(lang, row).numbers_outside() >> 1, units)
        if is_chosen.all():
            return self._whole(lang, row)

        def make() -> RunIndex:
            return make_run_index(self._texts(lang, row).chosen(np.flatnonzero(is_chosen)))

        return self._chosen[1].get((lang, row), make, _size_of)

    def _texts(self, lang: str, row: SegmentRow) -> Encoded:
        return read_all_texts(self._store, lang, row.number, self._segment_of(lang, row))

    def _read_grams(self, lang: str, row: SegmentRow) -> npt.NDArray[np.uint8]:
        """Return the grams of a segment, empty if the store lacks them or they are damaged."""
        content = self._store.pieces(GRAMS, lang, [row.number]).get(row.number, b"")
        grams = parse_grams(content, self._segment_of(lang, row).checksum)
        return np.zeros(0, np.uint8) if grams is None else grams

    def _read_words(self, lang: str, row: SegmentRow) -> RunWords:
        """Return the sorted words of a segment; where the store lacks them, or they are damaged, they are sorted."""
        texts = self._texts(lang, row)
        content = self._store.pieces(ORDERS, lang, [row.number]).get(row.number, b"")
        order = parse_order(content, self._segment_of(lang, row).checksum)
        words = hold_words(texts, sort_words(texts).order if order is None else order)
        return words if words.size <= self._words.room else words.mapped(self._scratch) or words


def _size_of(index: RunIndex) -> int:
    return index.grams.nbytes + index.load().size


def _only(texts: Encoded, units: npt.NDArray[np.int64] | None) -> Encoded:
    """Return those texts that belong to some units; without units all."""
    return texts if units is None else texts.chosen(np.flatnonzero(np.isin(texts.entries >> 1, units)))


@dataclass(frozen=True)
class RunIndexes:
    """The sorted words of all texts of a language, segment by segment; each is read when its turn comes."""

    shelf: RunShelf
    lang: str
    rows: Sequence[SegmentRow]
    choice: TextChoice
    buffer: Sequence[Encoded]

    def __iter__(self) -> Iterator[RunIndex]:
        return self.shelf.indexes(self.lang, self.rows, self.choice, self.buffer)
