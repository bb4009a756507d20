"""The fuzzy index of a memory: segments that lie in the store, and the buffer of units that no segment holds yet.

An entry is a unit's id and side in one number. Each language has segments of its own; the last one is made again
with the buffer until it is full, so that a search never scans more than a short buffer.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np

from cdalign.errors import ReadError
from cdalign.languages import primary_language
from cdalign.memory.bulk_forms import BulkForms, make_bulk_forms
from cdalign.memory.candidates import NO_CANDIDATES, CandidateQuery, Candidates, nearby, nearest_first
from cdalign.memory.hits import HitSide
from cdalign.memory.records import SegmentRow
from cdalign.memory.runs import RunIndex, make_run_index
from cdalign.memory.segments import (
    SEGMENT_SIZE,
    Encoded,
    IndexSegment,
    join_encoded,
    make_segment,
    parse_segment,
    render_segment,
)
from cdalign.memory.sorted_words import parse_runs, render_runs, sort_words
from cdalign.memory.soundness import is_index_short
from cdalign.memory.store import Store
from cdalign.messages import say

# A buffer of this many texts costs a search some 2 ms, and putting it into a segment costs half a second.
LONGEST_BUFFER = 4096
# The words of fewer texts are sorted in 0.1 s when they are asked for, and take more room than the texts.
_FEWEST_KEPT_SORTED = 16_384
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
        return nearby(query, self._texts, np.concatenate([part.entries for part in self.parts]))


def damaged_index(place: str | Path, how: str) -> ReadError:
    """Return the error for an index of which a part is `missing` or `damaged`."""
    return ReadError(
        say("a part of the index is missing") if how == "missing" else say("a part of the index is damaged"),
        path=place,
        code="memory",
        advice=say("cdalign tm collections {place} --reindex", place=place),
    )


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """Some units of a store, and a name that tells this choice from others."""

    name: str
    ids: Sequence[int]


def _only(texts: Encoded, units: Sequence[int] | None) -> Encoded:
    """Return those texts that belong to some units; without units all."""
    if units is None:
        return texts
    return texts.chosen(np.flatnonzero(np.isin(texts.entries >> 1, np.array(units, np.int64))))


class FuzzyIndex:
    """Finds the texts of a store that are near a query; knows by itself when the store has changed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._segments: dict[str, dict[SegmentRow, IndexSegment]] = {}
        # By language, and apart for the last choice of units: who makes one asks for all texts as well.
        self._runs: dict[tuple[str, bool], dict[object, RunIndex]] = {}
        self._buffers: defaultdict[str, TextBuffer] = defaultdict(TextBuffer)
        self._flushed = 0
        self._seen = 0
        self._state: tuple[int, int] | None = None
        self._deleted: tuple[tuple[int, int] | None, int] = None, 0

    def candidates(self, text: str, lang: str, threshold: int) -> Iterator[tuple[int, Candidates]]:
        """Return every encoded text of a language that can reach the threshold, best first, of equals the oldest first.

        They come in parts, each with the percentage that all its texts reach and none that follows.
        """
        primary = primary_language(lang)
        self._follow(primary)
        query = CandidateQuery(text, threshold)
        likely = [segment.likely(query) for segment in self._segments[primary].values()]
        return nearest_first(query, likely, self._buffers[primary].candidates(query))

    def run_indexes(self, lang: str, only: UnitChoice | None = None) -> tuple[RunIndex, ...]:
        """Return the sorted words of all texts of a language, segment by segment, the buffer last.

        `only` chooses the units whose texts count, by default all.
        """
        primary = primary_language(lang)
        self._follow(primary)
        rows, buffer = self._segments[primary], self._buffers[primary]
        # Texts of deleted units stay in the segments, and may hide shorter runs of others.
        deleted = self._count_deleted()
        # Asked for where an index is made, and not each time.
        living = cache(lambda: only.ids if only else self._store.unit_ids() if deleted else None)
        state = deleted, only and only.name
        known = self._runs.get((primary, only is None), {})
        made: dict[object, RunIndex] = {}
        for row in rows:
            made[row, state] = known.get((row, state)) or self._load_runs(primary, row, living())
        if buffer.parts:
            key = (self._flushed, len(buffer), state)
            made[key] = known.get(key) or make_run_index(_only(join_encoded(buffer.parts), living()))
        self._runs[primary, only is None] = made
        return tuple(made.values())

    def _count_deleted(self) -> int:
        """Return how many units were deleted; they are counted once in each state, which takes 40 ms of a million."""
        if self._deleted[0] != self._state:
            self._deleted = self._state, self._seen - self._store.count_units()
        return self._deleted[1]

    def _load_runs(self, primary: str, row: SegmentRow, living: Sequence[int] | None) -> RunIndex:
        """Return the sorted words of a segment; where the store lacks them, or they are damaged, they are made."""
        segment = self._segments[primary][row]
        texts = segment.all_texts()
        left = _only(texts, living)
        if len(left) < len(texts):
            return make_run_index(left)
        return make_run_index(texts, parse_runs(self._store.runs_content(primary, row.number), segment.words))

    def _follow(self, primary: str) -> None:
        """See what has been written since the last time, by this process or another."""
        if self._state == self._store.state and primary in self._segments:
            return
        with self._store.reading():
            if self._state is None and is_index_short(self._store):
                raise damaged_index(self._store.path, "missing")
            self.follow_buffer()
            loaded = self._segments.get(primary, {})
            self._segments[primary] = {
                row: loaded.get(row) or self._load(primary, row) for row in self._store.segments(primary)
            }
            self._drop_outdated(primary)
            self._state = self._store.state

    def _drop_outdated(self, primary: str) -> None:
        """Forget the segments of other languages where they no longer occur."""
        for lang in set(self._segments) - {primary}:
            rows = set(self._store.segments(lang))
            if rows != set(self._segments[lang]):
                del self._segments[lang]

    def _load(self, lang: str, row: SegmentRow) -> IndexSegment:
        try:
            return parse_segment(*self._store.segment_content(lang, row.number))
        except (ValueError, TypeError, zlib.error) as error:
            raise damaged_index(self._store.path, "damaged") from error

    def follow_buffer(self) -> None:
        """Take up the units that were added since; called where the store stands still."""
        flushed = self._store.flushed_unit()
        if flushed != self._flushed:
            self._buffers.clear()
            self._flushed = self._seen = flushed
        rows = self._store.texts_after(self._seen)
        while part := list(islice(rows, _UNITS_AT_ONCE)):
            forms = make_bulk_forms([text for _, *texts in part for text in texts[:2]])
            self.extend([row[0] for row in part], [row[3:] for row in part], forms)

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
            for lang, buffer in self._buffers.items():
                self._flush_buffer(lang, buffer)

    def _flush_buffer(self, lang: str, buffer: TextBuffer) -> None:
        rows = self._store.segments(lang)
        number, parts = len(rows), buffer.parts
        if rows and rows[-1].size < SEGMENT_SIZE:
            number = rows[-1].number
            parts = [self._load(lang, rows[-1]).all_texts(), *parts]
        texts = join_encoded(parts)
        for start in range(0, len(texts), SEGMENT_SIZE):
            part = texts.part(start, start + SEGMENT_SIZE)
            row, segment = SegmentRow(number, len(part), self._seen), make_segment(part)
            self._store.put_segment(lang, row, *render_segment(segment))
            if len(part) >= _FEWEST_KEPT_SORTED and not self._store.is_fleeting:
                self._store.put_runs(lang, number, render_runs(sort_words(segment.all_texts()), segment.words))
            number += 1

    def flush_long(self) -> None:
        """Put the buffers into segments where they make a search slow."""
        self.flush(LONGEST_BUFFER)

    def flush_full(self) -> None:
        """Put the buffers into segments where they fill one: in a long import, each text is put there once."""
        self.flush(SEGMENT_SIZE)

    def rebuild(self) -> None:
        """Make the whole index again from the texts, in one transaction."""
        with self._store.writing():
            self._store.drop_segments()
            self._flushed = -1
            self.follow_buffer()
            for lang, buffer in self._buffers.items():
                self._flush_buffer(lang, buffer)
