"""Files go into a memory: streaming, and going on where an interrupted import stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import file_digest
from itertools import islice
from pathlib import Path

from cdalign.defaults import DEFAULT_COLLECTION
from cdalign.errors import ReadError
from cdalign.exchange.formats import read_any
from cdalign.faults import OnFault, ignore_fault
from cdalign.memory.entering import prepare
from cdalign.memory.hits import Added
from cdalign.memory.holdings import UNITS_A_BATCH
from cdalign.memory.memories import Memory
from cdalign.memory.store import Store
from cdalign.model import TranslationUnit

Bar = Callable[[Iterable[TranslationUnit]], Iterable[TranslationUnit]]


@dataclass(frozen=True, slots=True)
class Import:
    """What an import did: the account of the units that were read, and how many had been taken in before."""

    path: str
    added: Added
    resumed_after: int = 0
    was_complete: bool = False


def import_file(
    memory: Memory,
    path: str | Path,
    *,
    collection: str = DEFAULT_COLLECTION,
    source_lang: str = "",
    target_lang: str = "",
    sheet: str = "",
    bar: Bar = iter,
    on_fault: OnFault = ignore_fault,
) -> Import:
    """Take a file of pairs of texts (TMX, TSV, XLSX, XLIFF …) into a collection.

    How far it has come lies in the memory with the units themselves, so an import that was interrupted, in
    whatever way, goes on where it stopped; a file that is in already is not read again. `bar` is given the units
    as they are read and gives them back. `sheet` chooses a sheet of a workbook by its name or number.

    Raises:
        ReadError: the file cannot be read. What was read before its fault stays in.
        UsageError: the memory or the collection is read-only.
    """
    content = _content(path, source_lang, target_lang, sheet)
    done, was_complete = memory.store.imported(content, collection)
    if was_complete:
        return Import(str(path), Added(), done, was_complete=True)
    units = iter(bar(read_any(path, source_lang, target_lang, on_fault=on_fault, sheet=sheet)))
    # One that is in already is read again: it is the first new one's neighbour.
    overlap = min(done, 1)
    _skip(units, done - overlap)
    added, count = Added(), done - overlap
    for batch in prepare(units, UNITS_A_BATCH):
        count += len(batch.units)
        added += memory.add_batch(batch, collection=collection, note=_note(content, collection, count))
    memory.note(_note(content, collection, count, is_complete=True))
    memory.flush()
    return Import(str(path), Added(added.new, added.changed, max(0, added.known - overlap)), done)


def _content(path: str | Path, source_lang: str, target_lang: str, sheet: str) -> str:
    """Return what tells a file from others: its bytes, and how they were to be read."""
    try:
        with Path(path).open("rb") as stream:
            digest = file_digest(stream, "sha256").hexdigest()
            return f"{digest} {source_lang} {target_lang}{f' {sheet}' if sheet else ''}"
    except OSError as error:
        raise ReadError.of(error, path) from error


def _skip(units: Iterator[TranslationUnit], count: int) -> None:
    for _ in islice(units, count):
        pass


def _note(content: str, collection: str, units: int, *, is_complete: bool = False) -> Callable[[Store], None]:
    def note(store: Store) -> None:
        store.note_import(content, collection, units, is_complete=is_complete)

    return note
