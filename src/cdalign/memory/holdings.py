"""What a memory holds: its collections and documents, and units that go in and come out again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING

from cdalign.defaults import DEFAULT_COLLECTION
from cdalign.errors import ReadError, UsageError
from cdalign.memory.entering import Batch, prepare
from cdalign.memory.hits import Added, Collection
from cdalign.memory.store import Store
from cdalign.messages import say
from cdalign.model import TranslationUnit

if TYPE_CHECKING:
    from typing import Self

    from cdalign.memory.fuzzy import FuzzyIndex

# One transaction takes some 0.15 s: others wait no longer, and no more than this is done twice after a kill.
UNITS_A_BATCH = 4_000


class Holdings:
    """The units of a memory that is open. Threads may share it: their calls take turns."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._turn = threading.RLock()
        self._index: FuzzyIndex | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file, or the connection."""
        self.store.close()

    @property
    def place(self) -> str:
        """The file or the database, as it may be shown: a URL without its password."""
        return str(self.store.path)

    def __len__(self) -> int:
        with self._turn:
            return self.store.count_units()

    @property
    def collections(self) -> tuple[Collection, ...]:
        """The collections, in order of priority, with the number of units of each."""
        with self._turn:
            return tuple(
                replace(collection, units=self.store.count_units(number))
                for number, collection in self.store.collections()
            )

    def set_collection(self, collection: Collection) -> None:
        """Make a collection, or give a known one its priority, penalty and read-only flag."""
        with self._turn, self.store.writing():
            self.store.set_collection(collection)

    def add(self, units: Iterable[TranslationUnit], *, collection: str = DEFAULT_COLLECTION) -> Added:
        """Add units, batch by batch, and say what became of them; what is known already is not added twice.

        A unit with an id that comes again with other notes, props or dates gets them; one without an id is the
        same only where all of it is. The units' order is their context: a text that comes between the same two
        neighbours as before is a 101 % match.

        Raises:
            UsageError: the memory or the collection is read-only.
        """
        added = Added()
        for batch in prepare(units, UNITS_A_BATCH):
            added += self.add_batch(batch, collection=collection)
        self.flush()
        return added

    def add_batch(
        self, batch: Batch, *, collection: str = DEFAULT_COLLECTION, note: Callable[[Store], None] | None = None
    ) -> Added:
        """Add one prepared batch in one transaction, in which `note` may write down how far the work has come."""
        with self._turn:
            index = self._fuzzy if self._is_indexing else None
            with self.store.writing():
                number = self._collection_to_write(collection)
                if index:
                    index.follow_buffer()
                entered = self.store.enter(batch.units, number)
                if note:
                    note(self.store)
            if index:
                languages = [(new.unit.source_lang, new.unit.target_lang) for new in batch.units]
                index.extend(entered.numbers, languages, batch.forms)
                index.flush_full()
            known = entered.numbers.count(None)
            return Added(len(batch.units) - known, entered.changed, known - entered.changed)

    def note(self, note: Callable[[Store], None]) -> None:
        """Write something down in a transaction of its own."""
        with self._turn, self.store.writing():
            note(self.store)

    def flush(self) -> None:
        """Put the units that were added last into the index for fuzzy matches, where they are many."""
        with self._turn:
            if self._is_indexing:
                self._fuzzy.flush_long()

    def rebuild_matches(self) -> None:
        """Make the index for fuzzy matches from the texts."""
        with self._turn:
            self._fuzzy.rebuild()

    def reindex(self) -> None:
        """Make the index for fuzzy matches, that of words and that of documents from the units."""
        with self._turn:
            with self.store.writing():
                self.store.rebuild_words()
                self.store.rebuild_documents()
            self._fuzzy.rebuild()

    def _collection_to_write(self, name: str) -> int:
        for number, collection in self.store.collections():
            if collection.name == name:
                if collection.is_read_only:
                    raise UsageError(say("the collection {name} is read-only", name=name), path=self.place)
                return number
        return self.store.set_collection(Collection(name))

    @property
    def _fuzzy(self) -> FuzzyIndex:
        # numpy and rapidfuzz take a tenth of a second to import; a concordance does without them.
        if self._index is None:
            from cdalign.memory.fuzzy import FuzzyIndex

            self._index = FuzzyIndex(self.store)
            if self.store.is_fleeting:
                self._index.follow_buffer()
                self._index.flush_long()
        return self._index

    @property
    def _is_indexing(self) -> bool:
        """Whether units are indexed as they come in: in a file always, else once someone has asked for a match."""
        return self._index is not None or not self.store.is_fleeting

    def units(self, *, collection: str = "") -> Iterator[TranslationUnit]:
        """Return the units as they came in, in that order, of all collections or of one.

        Raises:
            UsageError: there is no such collection.
        """
        return (stored.unit for stored in self.store.units_after(0, self._collection_to_read(collection)))

    def _collection_to_read(self, name: str) -> int | None:
        if not name:
            return None
        numbers = {collection.name: number for number, collection in self.store.collections()}
        if name not in numbers:
            raise UsageError(
                say("there is no collection {name}", name=name),
                path=self.place,
                advice=say("one of: {names}", names=", ".join(numbers)),
            )
        return numbers[name]

    def remove(self, *, collection: str, document: str = "") -> int:
        """Take out the units of a collection, or of one document in it, and give their number."""
        with self._turn, self.store.writing():
            number = self._collection_to_write(collection)
            doomed = [
                stored
                for stored in self.store.units_after(0, number)
                if not document or stored.unit.prop("x-document") == document
            ]
            for stored in doomed:
                self.store.delete(stored)
            self.store.forget_empty_documents()
            self.store.forget_imports(collection)
            return len(doomed)

    def list_documents(self) -> tuple[tuple[str, int], ...]:
        """Return the documents (`x-document`) in order of their names, each with the number of its units.

        A memory of an earlier version lists none until it is written to.
        """
        with self._turn:
            return tuple(self.store.list_documents())

    def known_documents(self, documents: Iterable[str]) -> frozenset[str]:
        """Return which of some documents the memory has units of."""
        with self._turn:
            return frozenset(self.store.known_documents(sorted(set(documents))))

    def document_units(self, document: str) -> tuple[TranslationUnit, ...]:
        """Return the units of a document in the order in which they came in; of all collections."""
        with self._turn, self.store.reading():
            units = self.store.units_by_id(self.store.units_of_documents([document]))
        return tuple(stored.unit for _, stored in sorted(units.items()))

    def faults(self) -> tuple[str, ...]:
        """Return what is wrong with the file or the database, by reading all of it, empty if it is sound.

        Texts, notes and props are compared with what was written down of them, the index of words with the texts, and
        the index for fuzzy matches with its checksums and with the units that it must hold.
        """
        from cdalign.memory.soundness import find_index_damage

        with self._turn:
            found = self.store.faults()
            try:
                return (*found, *find_index_damage(self.store))
            except ReadError as error:
                return found or (error.message,)
