"""The fuzzy index of a memory: segments that lie in the store, and the buffer of units that no segment holds yet.

An entry is a unit's id and side in one number. Each language has segments of its own; the last one is made again
with the buffer until it is full, so that a search never scans more than a short buffer.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import islice

import numpy as np
import numpy.typing as npt

from cdalign.languages import primary_language
from cdalign.memory.bulk_forms import BulkForms, make_bulk_forms
from cdalign.memory.candidates import NO_CANDIDATES, CandidateQuery, Candidates, nearby
from cdalign.memory.encoded_texts import Encoded, join_encoded
from cdalign.memory.hits import HitSide
from cdalign.memory.kept_values import KeptValues
from cdalign.memory.nearest import nearest_first
from cdalign.memory.records import SegmentRow
from cdalign.memory.run_shelf import RunIndexes, RunShelf, TextChoice, UnitChoice
from cdalign.memory.scratch_files import ScratchFile
from cdalign.memory.searched_segments import SearchedSegments
from cdalign.memory.segment_bytes import parse_segment
from cdalign.memory.segment_store import damaged_index, read_all_texts, write_segment
from cdalign.memory.segments import SEGMENT_SIZE, IndexSegment
from cdalign.memory.shared_tables import PARTS
from cdalign.memory.soundness import is_index_short
from cdalign.memory.store import Store

# A buffer of this many texts costs a search some 2 ms, and putting it into a segment costs half a second.
LONGEST_BUFFER = 4096
# Lists of 16 million units, Chinese and English, take 1 GB; of a larger memory the rest is mapped from a scratch file.
ROOM_FOR_SEGMENTS = 1_152 * 2**20
# Units of the buffer that are taken up in one step.
_UNITS_AT_ONCE = 4096


def unit_and_side(entry: int) -> tuple[int, HitSide]:
    """Return the unit's id and the side that an entry stands for."""
    return entry >> 1, HitSide.TARGET if entry & 1 else HitSide.SOURCE


@dataclass
class TextBuffer:
    """The encoded texts of one language that no segment holds yet, in order of their entries."""

    parts: list[Encoded] = field(default_factory=list)
    _texts: list[str] = field(default_factory=list)
    _parts_as_texts: int = 0

    def __len__(self) -> int:
        return sum(map(len, self.parts))

    def candidates(self, query: CandidateQuery) -> Candidates:
        """Return every text that can reach the threshold."""
        if not self.parts:
            return NO_CANDIDATES
        # A long import only puts texts in; they are taken apart when someone asks.
        for part in self.parts[self._parts_as_texts :]:
            self._texts += part.texts()
        self._parts_as_texts = len(self.parts)
        places, points = nearby(query, self._texts)
        return Candidates(np.concatenate([part.entries for part in self.parts])[places], points)


class FuzzyIndex:
    """Finds the texts of a store that are near a query; knows by itself when the store has changed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rows: dict[str, tuple[SegmentRow, ...]] = {}
        self._segments = KeptValues[IndexSegment](ROOM_FOR_SEGMENTS)
        self._scratch = ScratchFile()
        self._runs = RunShelf(store, self._segment, self._scratch)
        self._searched: dict[str, SearchedSegments] = {}
        self._buffers: defaultdict[str, TextBuffer] = defaultdict(TextBuffer)
        self._flushed = 0
        self._seen = 0
        self._state: tuple[int, int] | None = None
        self._deleted: tuple[tuple[int, int] | None, int] = None, 0

    def candidates(self, text: str, lang: str, threshold: int) -> Iterator[tuple[int, Candidates]]:
        """Return every encoded text of a language that can reach the threshold, best first, of equals the oldest first.

        They come in batches. Each batch carries a lower bound: every text in it reaches that percentage, and no
        later text does.
        """
        primary = primary_language(lang)
        self._follow(primary)
        query = CandidateQuery(text, threshold)
        found = self._buffers[primary].candidates(query)
        return nearest_first(query, self._searched_segments(primary), found)

    def _searched_segments(self, primary: str) -> SearchedSegments:
        made = self._searched.get(primary)
        if made is None:
            rows, fetch = self._rows[primary], partial(self._store.pieces, PARTS, primary)
            numbers = [row.number for row in rows]

            def load(place: int) -> IndexSegment:
                return self._segment(primary, rows[place])

            made = self._searched[primary] = SearchedSegments(self._store.path, numbers, load, fetch)
        return made

    def run_indexes(self, lang: str, only: UnitChoice | None = None) -> RunIndexes:
        """Return the sorted words of all texts of a language, segment by segment, the buffer last.

        `only` chooses the units whose texts count, by default all.
        """
        primary = primary_language(lang)
        self._follow(primary)
        # Texts of deleted units stay in the segments, and may hide shorter runs of others.
        deleted = self._count_deleted()

        @cache
        def living() -> npt.NDArray[np.int64] | None:
            ids = only.ids if only else self._store.unit_ids() if deleted else None
            return None if ids is None else np.array(ids, np.int64)

        choice = TextChoice((self._state, only and only.name), living)
        return RunIndexes(self._runs, primary, self._rows[primary], choice, self._buffers[primary].parts)

    def _count_deleted(self) -> int:
        """Return how many units were deleted; they are counted once in each state, which takes 40 ms of a million."""
        if self._deleted[0] != self._state:
            self._deleted = self._state, self._seen - self._store.count_units()
        return self._deleted[1]

    def _follow(self, primary: str) -> None:
        """See what has been written since the last time, by this process or another."""
        if self._state == self._store.state and primary in self._rows:
            return
        with self._store.reading():
            if self._state is None and is_index_short(self._store):
                raise damaged_index(self._store.path, "missing")
            self.follow_buffer()
            self._rows[primary] = self._store.segments(primary)
            # Rows of other languages are loaded again when matches in them are asked for.
            self._rows = {lang: self._store.segments(lang) for lang in self._rows}
            kept = {(lang, row) for lang, rows in self._rows.items() for row in rows}
            self._segments.keep_only(kept)
            self._runs.keep_only(kept)
            self._searched.clear()
            self._state = self._store.state

    def _all_texts(self, lang: str, row: SegmentRow) -> Encoded:
        return read_all_texts(self._store, lang, row.number, self._load(lang, row))

    def _segment(self, lang: str, row: SegmentRow) -> IndexSegment:
        return self._segments.get((lang, row), lambda: self._load(lang, row), lambda segment: segment.size)

    def _load(self, lang: str, row: SegmentRow) -> IndexSegment:
        lists, words = self._store.segment_content(lang, row.number)
        mapped = self._scratch.put(lists) if len(lists) > self._segments.room else None
        try:
            return parse_segment(lists, words) if mapped is None else parse_segment(mapped, words, is_mapped=True)
        except (ValueError, TypeError, zlib.error) as error:
            raise damaged_index(self._store.path, "damaged") from error

    def follow_buffer(self) -> None:
        """Take up the units that were added since; called where the store does not change."""
        for _ in self._take_up():
            pass

    def _take_up(self) -> Iterator[None]:
        """Take up the units that were added since, some thousands at each step."""
        flushed = self._store.flushed_unit()
        if flushed != self._flushed:
            self._buffers.clear()
            self._flushed = self._seen = flushed
        rows = self._store.texts_after(self._seen)
        while part := list(islice(rows, _UNITS_AT_ONCE)):
            forms = make_bulk_forms([text for _, *texts in part for text in texts[:2]])
            self.extend([row[0] for row in part], [row[3:] for row in part], forms)
            yield

    def extend(self, numbers: Sequence[int | None], languages: Sequence[tuple[str, str]], forms: BulkForms) -> None:
        """Put units at the end of the buffer, when they lie safe in the store.

        `numbers` are their ids (those without are left out), `languages` those of source and target, `forms` the
        forms of both texts in turn.
        """
        sides = [primary_language(lang) for pair in languages for lang in pair]
        is_new = np.repeat([number is not None for number in numbers], 2)
        # As `unit_and_side` takes them apart.
        entries = np.repeat([number or 0 for number in numbers], 2) << 1
        entries[1::2] |= 1
        texts = Encoded(entries, forms.lengths, forms.codes)
        for lang in sorted(set(sides)):
            chosen = texts.chosen(np.flatnonzero(is_new & (np.array(sides) == lang)))
            if len(chosen):
                self._buffers[lang].parts.append(chosen)
        self._seen = max(self._seen, *(number or 0 for number in numbers))

    @property
    def buffer_length(self) -> int:
        """The length of the longest buffer, in texts."""
        return max(map(len, self._buffers.values()), default=0)

    def flush(self, least: int) -> None:
        """Put the buffers into segments where the longest has `least` texts or more; a transaction of its own."""
        if self.buffer_length < least:
            return
        with self._store.writing():
            self.follow_buffer()
            if self.buffer_length < least:
                return
            self._flush_buffers()

    def _flush_buffers(self) -> None:
        for lang, buffer in self._buffers.items():
            self._flush_buffer(lang, buffer)

    def _flush_buffer(self, lang: str, buffer: TextBuffer) -> None:
        rows = self._store.segments(lang)
        number, parts = len(rows), buffer.parts
        if rows and rows[-1].size < SEGMENT_SIZE:
            number = rows[-1].number
            parts = [self._all_texts(lang, rows[-1]), *parts]
        texts = join_encoded(parts)
        for start in range(0, len(texts), SEGMENT_SIZE):
            part = texts.part(start, start + SEGMENT_SIZE)
            write_segment(self._store, lang, SegmentRow(number, len(part), self._seen), part)
            number += 1

    def flush_long(self) -> None:
        """Put the buffers into segments where they make a search slow."""
        self.flush(LONGEST_BUFFER)

    def flush_full(self) -> None:
        """Put the buffers into segments where they fill one: in a long import, each text is put there once."""
        self.flush(SEGMENT_SIZE)

    def rebuild(self) -> None:
        """Make the whole index again from the texts, in one transaction that holds a segment of them at a time."""
        try:
            with self._store.writing():
                self._store.drop_segments()
                self._flushed = -1
                for _ in self._take_up():
                    if self.buffer_length >= SEGMENT_SIZE:
                        self._flush_buffers()
                        self._buffers.clear()
                self._flush_buffers()
        finally:
            # The buffers no longer hold what a transaction that failed did not write.
            self._flushed = -1
