"""The fuzzy index of a memory: segments that lie in the store, and the tail of units that no segment holds yet.

An entry is a unit's id and side in one number. Each language has segments of its own; the last one is made anew
with the tail until it is full, so that a search never scans more than a short tail.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from cdalign.languages import primary_language
from cdalign.memory.entering import Appended
from cdalign.memory.forms import encode_words, words_of
from cdalign.memory.hits import Side
from cdalign.memory.records import SegmentRow
from cdalign.memory.segments import (
    NO_CANDIDATES,
    SEGMENT_SIZE,
    Candidates,
    Query,
    Segment,
    in_order,
    make_segment,
    nearby,
    parse_segment,
    render_segment,
)
from cdalign.memory.store import Store

# A tail of this many texts costs a search some 2 ms, and putting it into a segment costs half a second.
LONGEST_TAIL = 4096


def entry_of(unit_id: int, side: Side) -> int:
    """Give the number of a unit's text in the index."""
    return unit_id << 1 | (side is Side.TARGET)


def unit_and_side(entry: int) -> tuple[int, Side]:
    """Give the unit's id and the side that an entry stands for."""
    return entry >> 1, Side.TARGET if entry & 1 else Side.SOURCE


@dataclass
class Tail:
    """The encoded texts of one language that no segment holds yet, in order of their entries."""

    entries: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def append(self, entry: int, text: str) -> None:
        """Put one more text at the end."""
        self.entries.append(entry)
        self.texts.append(text)

    def candidates(self, query: Query) -> Candidates:
        """Give every text that can reach the threshold."""
        if not query.text or not self.texts:
            return NO_CANDIDATES
        return nearby(query, self.texts, np.array(self.entries, np.int64))


class FuzzyIndex:
    """Finds the texts of a store that are near a query; knows by itself when the store has changed."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._segments: dict[str, dict[SegmentRow, Segment]] = {}
        self._tails: defaultdict[str, Tail] = defaultdict(Tail)
        self._sealed = 0
        self._seen = 0
        self._state: tuple[int, int] | None = None

    def candidates(self, text: str, lang: str, threshold: int) -> Candidates:
        """Give every text of a language that can reach the threshold, best first, of equals the oldest first."""
        primary = primary_language(lang)
        self._follow(primary)
        query = Query(text, threshold)
        parts = [segment.candidates(query) for segment in self._segments[primary].values()]
        return in_order([*parts, self._tails[primary].candidates(query)])

    def _follow(self, primary: str) -> None:
        """See what has been written since the last time, by this process or another."""
        if self._state == self._store.state and primary in self._segments:
            return
        with self._store.reading():
            self.follow_tail()
            loaded = self._segments.get(primary, {})
            self._segments[primary] = {
                row: loaded.get(row) or self._load(primary, row) for row in self._store.segments(primary)
            }
            self._drop_outdated(primary)
            self._state = self._store.state

    def _drop_outdated(self, primary: str) -> None:
        """Forget the segments of other languages where they no longer stand."""
        for lang in set(self._segments) - {primary}:
            rows = set(self._store.segments(lang))
            if rows != set(self._segments[lang]):
                del self._segments[lang]

    def _load(self, lang: str, row: SegmentRow) -> Segment:
        return parse_segment(*self._store.segment_content(lang, row.number))

    def follow_tail(self) -> None:
        """Take up the units that were added since; called where the store stands still."""
        sealed = self._store.sealed_unit()
        if sealed != self._sealed:
            self._tails.clear()
            self._sealed = self._seen = sealed
        for number, source, target, source_lang, target_lang in self._store.texts_after(self._seen):
            for side, text, lang in ((Side.SOURCE, source, source_lang), (Side.TARGET, target, target_lang)):
                self._append(number, side, lang, encode_words(words_of(text)))

    def extend(self, units: Iterable[Appended]) -> None:
        """Put new units at the end of the tail, when they lie safe in the store."""
        for number, unit, (source, target) in units:
            self._append(number, Side.SOURCE, unit.source_lang, source)
            self._append(number, Side.TARGET, unit.target_lang, target)

    def _append(self, unit_id: int, side: Side, lang: str, text: str) -> None:
        self._tails[primary_language(lang)].append(entry_of(unit_id, side), text)
        self._seen = unit_id

    @property
    def tail_length(self) -> int:
        """The length of the longest tail, in texts."""
        return max((len(tail.texts) for tail in self._tails.values()), default=0)

    def seal(self, least: int) -> None:
        """Put the tails into segments where the longest has `least` texts or more; a transaction of its own."""
        if self.tail_length < least:
            return
        with self._store.writing():
            self.follow_tail()
            if self.tail_length < least:
                return
            for lang, tail in self._tails.items():
                self._seal_tail(lang, tail)

    def _seal_tail(self, lang: str, tail: Tail) -> None:
        rows = self._store.segments(lang)
        number = rows[-1].number + 1 if rows else 0
        entries, texts = tail.entries, tail.texts
        if rows and rows[-1].size < SEGMENT_SIZE:
            last = self._load(lang, rows[-1])
            number = rows[-1].number
            entries, texts = [*last.entries.tolist(), *entries], [*last.all_texts(), *texts]
        for start in range(0, len(texts), SEGMENT_SIZE):
            part = slice(start, start + SEGMENT_SIZE)
            segment = make_segment(entries[part], texts[part])
            row = SegmentRow(number, len(texts[part]), self._seen)
            self._store.put_segment(lang, row, *render_segment(segment))
            number += 1

    def seal_long(self) -> None:
        """Put the tails into segments where they make a search slow."""
        self.seal(LONGEST_TAIL)

    def seal_full(self) -> None:
        """Put the tails into segments where they fill one: in a long import, each text is put there once."""
        self.seal(SEGMENT_SIZE)

    def rebuild(self) -> None:
        """Make the whole index anew from the texts, in one transaction."""
        with self._store.writing():
            self._store.drop_segments()
            self._sealed = -1
            self.follow_tail()
            for lang, tail in self._tails.items():
                self._seal_tail(lang, tail)
