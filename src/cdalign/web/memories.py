"""Several memories that are asked as one: that of the project's texts as they are now, and one that is kept."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from collections.abc import Collection as AnyOf
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from cdalign.errors import AwayError, ReadError
from cdalign.memory import DEFAULT_THRESHOLD, NO_FILTERS, Filters, Hit, Memory, open_memory
from cdalign.memory.hits import WordCount, WordHits
from cdalign.memory.store import is_database
from cdalign.messages import say
from cdalign.model import TranslationUnit
from cdalign.web.filelooks import FileLook, look_at
from cdalign.web.troubles import Troubles

if TYPE_CHECKING:
    from cdalign.memory.discovery import DiscoveredDocument
    from cdalign.memory.fragments import Fragment

_log = logging.getLogger("uvicorn.error")

# A match of the same text; what is better (101 %) occurs in the same context too.
_SAME_TEXT = 100


# The name of a memory among the troubles.
KEPT = "memory"
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Memories:
    """Memories that are asked together; of equal matches that of an earlier memory comes first.

    One that cannot be read is left out and reported in `troubles`. If none can answer, its error is raised.
    """

    parts: dict[str, Memory]
    troubles: Troubles

    def _ask_each(self, ask: Callable[[Memory], _Answer]) -> list[_Answer]:
        answers, failed = [], None
        for name, part in self.parts.items():
            with self.troubles.caught(name, name) as caught:
                answers.append(ask(part))
            failed = caught.error or failed
        if failed is not None and not answers:
            raise failed
        return answers

    def find(
        self,
        text: str,
        lang: str,
        *,
        threshold: int = DEFAULT_THRESHOLD,
        limit: int = 10,
        filters: Filters = NO_FILTERS,
    ) -> tuple[Hit, ...]:
        """Return the best units that match at the threshold or more, best first, each pair of texts once."""

        def ask(part: Memory) -> tuple[Hit, ...]:
            if threshold == _SAME_TEXT:
                return part.find_exact(text, lang, limit=limit, filters=filters)
            return part.find_fuzzy(text, lang, threshold=threshold, limit=limit, filters=filters)

        found = self._ask_each(ask)
        return _best((hit for hit in chain.from_iterable(found) if hit.score >= threshold), limit)

    def find_words(self, words: str, *, limit: int = 50, filters: Filters = NO_FILTERS) -> WordHits:
        """Return units in which words occur, memory after memory, and whether there may be others.

        A unit that an earlier memory has at the same place of the same document is left out.
        """
        known: set[tuple[str, ...]] = set()

        def ask(part: Memory) -> WordHits:
            found = part.find_words(words, limit=limit + len(known), filters=filters)
            fresh = tuple(hit for hit in found.hits if _place_of(hit.unit) not in known)
            known.update(_place_of(hit.unit) for hit in fresh if hit.unit.prop("x-document"))
            return WordHits(fresh, found.is_cut)

        found = self._ask_each(ask)
        hits = tuple(chain.from_iterable(each.hits for each in found))
        return WordHits(hits[:limit], any(each.is_cut for each in found))

    def discover(
        self, text: str, lang: str, *, excluded: AnyOf[str] = (), preferred: AnyOf[str] = (), limit: int
    ) -> tuple[DiscoveredDocument, ...]:
        """Return the documents of all memories that a new text goes back to, best first."""
        from cdalign.memory.discovery import rank_documents, window_size
        from cdalign.memory.fragments import LocatedText

        located, size = LocatedText(text), window_size(lang)
        shared = self._ask_each(lambda part: part.share_windows(located, lang, size))
        return rank_documents(shared, located, size, excluded=excluded, preferred=preferred, limit=limit)

    def find_fragments(self, text: str, lang: str, *, filters: Filters = NO_FILTERS) -> tuple[Fragment, ...]:
        """Return the runs of a new text that occur in the memories, longest first; none lies in another."""
        from cdalign.memory.fragments import merge_fragments

        return merge_fragments(self._ask_each(lambda part: part.find_fragments(text, lang, filters=filters)))

    def document_units(self, document: str) -> tuple[TranslationUnit, ...]:
        """Return the units of a document in the first memory that has it."""
        return next(filter(None, self._ask_each(lambda part: part.document_units(document))), ())

    def known_documents(self, documents: Iterable[str]) -> frozenset[str]:
        """Return which of some documents any of the memories has."""
        wanted = frozenset(documents)
        return frozenset[str]().union(*self._ask_each(lambda part: part.known_documents(wanted))) if wanted else wanted

    def list_documents(self) -> tuple[tuple[str, int], ...]:
        """Return the documents of all memories in order of their names, with the number of units."""
        found = dict(chain.from_iterable(reversed(self._ask_each(Memory.list_documents))))
        return tuple(sorted(found.items()))

    def count_occurrences(self, words: str) -> int:
        """Count the units in which words occur, with any marks between them."""
        return sum(self._ask_each(lambda part: part.count_occurrences(words)))

    def count_quickly(self, words: str) -> WordCount:
        """Count the units as `count_occurrences` does; of a large memory their number is an estimate."""
        return sum(self._ask_each(lambda part: part.count_quickly(words)), WordCount(0))


def _place_of(unit: TranslationUnit) -> tuple[str, ...]:
    return unit.source, unit.target, unit.prop("x-document"), unit.prop("x-paragraph")


def _best(hits: Iterable[Hit], limit: int) -> tuple[Hit, ...]:
    ordered = sorted(hits, key=lambda hit: -hit.score)
    once = {(hit.text, hit.translation): hit for hit in reversed(ordered)}
    return tuple(reversed(once.values()))[:limit]


# A person waits no longer for an answer, and other questions are waiting after it.
PATIENCE_SECONDS = 8.0


class KeptMemory:
    """A memory in a file or a database, opened for reading. Other processes may write to it at the same time.

    A file that is replaced by another, or written over, is opened again; one that is deleted is served no longer.
    """

    def __init__(self, place: str | Path) -> None:
        self._place = place
        self._is_file = not is_database(place)
        self._turn = Lock()
        self._look = look_at(place) if self._is_file else None
        self._open()

    def _open(self) -> None:
        self._memory = open_memory(self._place, create=False, read_only=True, patience=PATIENCE_SECONDS)
        self._survey = open_memory(self._place, create=False, read_only=True, patience=PATIENCE_SECONDS)
        self._last_unit = 0
        self._languages: set[str] = set()
        self._counted: tuple[tuple[int, int] | None, int] = None, 0

    def _follow_file(self, opened: FileLook) -> None:
        """Open the file again if it is another one, or was written over."""
        now = look_at(self._place)
        if not now.is_other_than(opened):
            return
        try:
            # The former one is closed when it is no longer used.
            self._open()
            if now.has_foreign_log(opened):
                self._memory.store.check_pages()
        except ReadError as error:
            if not now.has_foreign_log(opened):
                raise
            log = f"{Path(self._place).name}-wal"
            advice = say(
                "stop the server, delete {log}, and start it again; replace a memory by `mv`, not by `cp`", log=log
            )
            raise AwayError(
                "the memory was written over while it was served", path=self._place, advice=advice
            ) from error
        self._look = now
        _log.warning("%s was changed or replaced by another program: it was opened again", self._place)

    @property
    def may_wait(self) -> bool:
        """Whether an answer may take long, because it comes over a network."""
        return not self._is_file

    @property
    def memory(self) -> Memory:
        """The memory as it is there now.

        Raises:
            AwayError: its file is gone, or was written over in a way that leaves it unreadable.
            ReadError: another file lies in its place, which is not a memory.
        """
        if self._look is not None and look_at(self._place).is_other_than(self._look):
            with self._turn:
                self._follow_file(self._look)
        return self._memory

    def languages(self) -> frozenset[str]:
        """Return the languages of its units; only what was added since the last time is looked at."""
        assert self.memory is not None
        with self._turn:
            for number, _, _, *langs in self._survey.store.texts_after(self._last_unit):
                self._languages.update(langs)
                self._last_unit = number
            return frozenset(self._languages)

    def check(self) -> None:
        """Send the memory a minimal query on a connection of its own.

        Raises:
            AwayError: it does not answer at present.
            ReadError: it cannot be read.
        """
        assert self.memory is not None
        with self._turn:
            assert self._survey.store.state

    def __len__(self) -> int:
        """Return the number of units. They are counted again only after a write.

        Raises:
            AwayError: it does not answer at present.
            ReadError: it cannot be read.
        """
        assert self.memory is not None
        with self._turn:
            state = self._survey.store.state
            if self._counted[0] != state:
                self._counted = state, self._survey.store.count_units()
            return self._counted[1]

    def close(self) -> None:
        """Close it."""
        self._memory.close()
        self._survey.close()

    def warm(self) -> None:
        """Read what the first answer in each language needs: half a second of a memory of a million units."""
        for lang in self.languages():
            self.memory.find_fuzzy("0", lang)
