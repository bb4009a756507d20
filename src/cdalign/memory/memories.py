"""A searchable memory: units go in once, and are found by their text, by texts like it, and by words in it."""

from __future__ import annotations

from collections.abc import Collection as AnyOf
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cdalign.defaults import DEFAULT_THRESHOLD
from cdalign.errors import UsageError
from cdalign.memory.concordance import MOST_REFUSED, Phrase
from cdalign.memory.estimates import FEWEST_FOUND, estimate_count, sampled_ids
from cdalign.memory.forms import encode_words
from cdalign.memory.hits import NO_FILTERS, Filters, Hit, HitKind, HitSide, WordCount, WordHits
from cdalign.memory.holdings import Holdings
from cdalign.memory.searching import EXACT_SCORE, Query, Search, with_marks
from cdalign.memory.store import IN_MEMORY, Store, open_store
from cdalign.messages import say

if TYPE_CHECKING:
    from cdalign.memory.discovery import DiscoveredDocument, DocumentFinder, SharedWindows
    from cdalign.memory.fragments import Fragment, LocatedText
    from cdalign.memory.run_shelf import UnitChoice


def open_memory(
    path: str | Path = IN_MEMORY, *, create: bool = True, read_only: bool = False, patience: float | None = None
) -> Memory:
    """Open the memory in a file or a database, made where it is missing; without a path one that ends with the process.

    A database is a URL (`postgresql://…`) or libpq's `host=… dbname=…`. `patience` is the number of seconds that each
    answer is waited for; then an AwayError is raised.

    Raises:
        ReadError: what is there is not a memory of ours, or (without `create`) is missing, or (with `read_only`) is of
            an earlier version, which opening for writing brings up to date. It is left untouched.
        WriteError: it cannot be made there.
        MissingExtraError: the path is the URL of a database, and psycopg is not installed.
    """
    memory = Memory(open_store(path, create=create, read_only=read_only, patience=patience))
    if memory.store.was_migrated:
        memory.rebuild_matches()
    return memory


class Memory(Holdings):
    """A memory that is open. Threads may share it: their calls take turns. Use it in a `with` block, or close it."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._documents: tuple[tuple[int, int], DocumentFinder] | None = None

    def find_exact(
        self,
        text: str,
        lang: str,
        *,
        before: str = "",
        after: str = "",
        limit: int = 10,
        filters: Filters = NO_FILTERS,
    ) -> tuple[Hit, ...]:
        """Return the units with this text (in compact form), 101 % first: those between the same neighbours.

        `before` and `after` are the texts that come before and after it where it is being translated.
        """
        query = Query(text, lang, before, after)
        with self._turn, self.store.reading():
            parts = self._fuzzy.candidates(encode_words(query.form.words), lang, EXACT_SCORE)
            return tuple(Search(self.store, filters, lang).exact(query, parts)[:limit])

    def find_fuzzy(
        self,
        text: str,
        lang: str,
        *,
        threshold: int = DEFAULT_THRESHOLD,
        before: str = "",
        after: str = "",
        limit: int = 10,
        filters: Filters = NO_FILTERS,
    ) -> tuple[Hit, ...]:
        """Return the best units whose text matches at the threshold (1-100) or more, best first; exact ones included.

        None that matches better than the last one given is missed. The percentage is that of docs/memory.md; the
        same pair of texts comes once.

        Raises:
            UsageError: the threshold is not a percentage from 1 to 100.
        """
        if not 1 <= threshold <= 100:
            raise UsageError(
                say("{threshold} is not a percentage from 1 to 100", threshold=threshold),
                advice=say("--fuzzy {threshold}", threshold=DEFAULT_THRESHOLD),
            )
        query = Query(text, lang, before, after)
        # What is read later must belong to what was read first: another process may write the index in between.
        with self._turn, self.store.reading():
            parts = self._fuzzy.candidates(encode_words(query.form.words), lang, threshold)
            hits = Search(self.store, filters, lang).best(query, parts, threshold, limit)
        return tuple(with_marks(hit, query) for hit in hits)

    def find_fragments(
        self, text: str, lang: str, *, least: int = 0, examples: int = 3, filters: Filters = NO_FILTERS
    ) -> tuple[Fragment, ...]:
        """Return the runs of a new text that occur in the memory, longest first, with the first units that have them.

        Args:
            text: the new text, of any length; a run lies in one of its lines.
            lang: its language.
            least: how many words a run must have, 4 at the least; by default 8 characters of Chinese or 5 words.
            examples: how many units are given with each run.
            filters: documents and excluded ones choose the texts that count; of the others, a run of which no unit
                looked at passes is left out.

        Returns:
            Every run that cannot be made longer, none missed. A run may overlap another, and lies in none.
            `cdalign.memory.renderings.spot_fragments` adds what renders each.
        """
        from cdalign.memory.fragments import find_fragments

        with self._turn, self.store.reading():
            search = Search(self.store, filters, lang)
            indexes = self._fuzzy.run_indexes(lang, self._choice(filters))
            return find_fragments(text, indexes, search, lang, least=least, examples=max(examples, 1))

    def _choice(self, filters: Filters) -> UnitChoice | None:
        """Return the units of the documents that the filters choose, or None if they choose none."""
        from cdalign.memory.run_shelf import UnitChoice

        wanted = (filters.document,) if filters.document else filters.documents
        if not wanted and not filters.excluded:
            return None
        ids = set(self.store.units_of_documents(wanted) if wanted else self.store.unit_ids())
        ids -= set(self.store.units_of_documents(filters.excluded))
        return UnitChoice(repr((wanted, filters.excluded)), sorted(ids))

    def discover(
        self,
        text: str,
        lang: str,
        *,
        least: int = 0,
        excluded: AnyOf[str] = (),
        preferred: AnyOf[str] = (),
        limit: int = 20,
    ) -> tuple[DiscoveredDocument, ...]:
        """Return the documents of the memory that a new text goes back to, best first.

        Args:
            text: the new text, of any length.
            lang: its language.
            least: how many words a shared run must have, 4 to 12; by default 8 characters of Chinese or 5 words.
            excluded: documents (`x-document`) that do not count.
            preferred: documents that come first if they share anything with it.
            limit: the most documents that are returned.
        """
        from cdalign.memory.discovery import rank_documents, window_size
        from cdalign.memory.fragments import LocatedText

        located, size = LocatedText(text), window_size(lang, least)
        shared = self.share_windows(located, lang, size)
        return rank_documents([shared], located, size, excluded=excluded, preferred=preferred, limit=limit)

    def share_windows(self, text: LocatedText, lang: str, size: int) -> SharedWindows:
        """Return the windows of `size` words of a new text that the documents of the memory share with it."""
        from cdalign.memory.discovery import find_windows, share_windows

        with self._turn, self.store.reading():
            found = find_windows(text, self._fuzzy.run_indexes(lang), size)
            return share_windows(found, self._document_finder())

    def _document_finder(self) -> DocumentFinder:
        from cdalign.memory.discovery import DocumentFinder

        state = self.store.state
        if self._documents is None or self._documents[0] != state:
            self._documents = state, DocumentFinder(self.store)
        return self._documents[1]

    def concordance(
        self, text: str, lang: str = "", *, limit: int = 50, offset: int = 0, filters: Filters = NO_FILTERS
    ) -> tuple[Hit, ...]:
        """Return units in which these words occur, in the order in which they came in, with the place of each.

        Of a language, or of any. `disarm*` stands for all words that begin so. A text of marks alone has no
        words, and nothing is found. `find_words` says the same, and whether units were left unlooked at.
        """
        return self.find_words(text, lang, limit=limit, offset=offset, filters=filters).hits

    def find_words(
        self, text: str, lang: str = "", *, limit: int = 50, offset: int = 0, filters: Filters = NO_FILTERS
    ) -> WordHits:
        """Return the hits of `concordance`, and whether there may be others.

        The index of words does not know the marks between words. After 10,000 units that have the words with other
        marks than the text, no more are looked at.
        """
        phrase, wanted = Phrase(text), offset + limit
        if not phrase.words:
            return WordHits()
        hits: list[Hit] = []
        refused = 0
        with self._turn:
            search = Search(self.store, filters, lang)
            for found in self.store.texts_by_words(phrase.indexed_words, is_open=phrase.is_index_open):
                spans = phrase.spans(found.source), phrase.spans(found.target)
                if any(spans):
                    unit, sides = found.unit(), zip(HitSide, spans, strict=True)
                    made = (search.hit(unit, side, HitKind.CONCORDANCE, places) for side, places in sides if places)
                    hits += filter(None, made)
                else:
                    refused += 1
                if len(hits) >= wanted or refused >= MOST_REFUSED:
                    break
        return WordHits(tuple(hits[offset:wanted]), refused >= MOST_REFUSED and len(hits) < wanted)

    def count_occurrences(self, text: str) -> int:
        """Count the units in which these words occur in this order, whatever marks come between them."""
        phrase = Phrase(text)
        with self._turn:
            if not phrase.words:
                return 0
            if phrase.is_wholly_indexed:
                return self.store.count_by_words(phrase.words, is_open=phrase.has_open_end)
            found = self.store.texts_by_words(phrase.indexed_words, is_open=phrase.is_index_open)
            return sum(phrase.is_in(one.source) or phrase.is_in(one.target) for one in found)

    def count_quickly(self, text: str) -> WordCount:
        """Count the units as `count_occurrences` does, or in a large memory estimate their number from a sample."""
        phrase = Phrase(text)
        with self._turn:
            last = self.store.greatest_id()
            sample = sampled_ids(last) if phrase.words and phrase.is_wholly_indexed else []
            count = partial(self.store.count_by_words, phrase.words, is_open=phrase.has_open_end)
            found = sum(count(ids=ids) for ids in sample)
        if found < FEWEST_FOUND:
            return WordCount(self.count_occurrences(text))
        return WordCount(estimate_count(found, sample, last), is_estimate=True)
