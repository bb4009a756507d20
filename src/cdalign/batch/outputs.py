"""What a batch writes about all pairs: one memory in parts, texts for machine translation, lists, a report."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cdalign.atomic import open_whole
from cdalign.batch.ledger import Ledger
from cdalign.batch.manifest import Unpaired
from cdalign.batch.report import write_reports
from cdalign.batch.totals import Failure, Totals
from cdalign.errors import UsageError
from cdalign.exchange.formats import Writing, write_any
from cdalign.languages import ENGLISH, SIMPLIFIED
from cdalign.messages import say
from cdalign.model import TranslationUnit
from cdalign.text import squeeze_spaces
from cdalign.tmx import Unit, read_tmx, read_units
from cdalign.tmx.elements import Detail, Header
from cdalign.tmx.splitting import split_evenly

MERGED = "merged"
FORMATS = ("tmx", "moses", "tsv", "parquet")
# Half of what CAT tools load without trouble (their vendors name 500 MB to 1 GB), and quick to send.
MOST_BYTES = 250 * 2**20
FAILURES, UNPAIRED = "failures.tsv", "unpaired.tsv"
_LANGS = (SIMPLIFIED, ENGLISH)

# Returns whether a pair of texts, given by its digest, is seen for the first time.
IsNew = Callable[[int], bool]


@dataclass(frozen=True)
class Whole:
    """All pairs of a batch together. `failures` and `memories` may be called, and iterated over, several times."""

    totals: Totals
    failures: Callable[[], Iterator[Failure]]
    memories: Callable[[], Iterator[Path]]
    ledger: Ledger


def write_outputs(folder: Path, whole: Whole, forms: Sequence[str], memory: str = "") -> None:
    """Write the lists, the texts of all pairs in each form, and the report. Fill a memory if one is named.

    Raises:
        MissingExtraError: the extra that a form needs is not installed.
        WriteError: a file cannot be written.
    """
    write_failures(folder / FAILURES, whole.failures())
    write_unpaired(folder / UNPAIRED, whole.ledger.unpaired())
    for form in forms:
        whole.ledger.forget_seen()
        if form == "tmx":
            merge_memories(folder, whole.memories(), whole.ledger.is_new, whole.totals.notes)
        else:
            write_merged(folder, form, read_once(whole.memories(), whole.ledger.is_new), _LANGS)
    if memory:
        _fill_memory(memory, whole.memories())
    write_reports(folder, whole.totals)


def _fill_memory(place: str, memories: Iterator[Path]) -> None:
    from cdalign.memory import open_memory
    from cdalign.memory.importing import import_file

    # File by file: a file that an earlier run has added is known by its digest and not read again.
    with open_memory(place) as memory:
        for path in memories:
            import_file(memory, path)


def text_digest(source: str, target: str) -> int:
    """Return a signed 64-bit digest of a pair of texts.

    Among 15 million pairs, two different ones share a digest in one of 160,000 archives.
    """
    data = hashlib.blake2b(f"{source}\0{target}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(data, "big", signed=True)


def merge_memories(
    folder: Path, memories: Iterable[Path], is_new: IsNew, notes: Sequence[str], most_bytes: int = MOST_BYTES
) -> tuple[Path, ...]:
    """Write all memories as `merged.001.tmx` …, each unit once, and return the paths. Earlier parts are deleted.

    `notes` go into the header and say what kind of texts these are.
    """
    units = _units_once(memories, is_new)
    first = next(units, None)
    written: tuple[Path, ...] = ()
    if first is not None:
        header = first[0]._replace(details=tuple(Detail("note", {}, note) for note in notes))
        every = _chain(first[1], (unit for _, unit in units))
        written = tuple(path for path, _ in split_evenly(folder / MERGED, header, every, most_bytes=most_bytes))
    for path in folder.glob(f"{MERGED}.[0-9]*.tmx"):
        if path not in written:
            path.unlink()
    return written


def _chain(first: Unit, others: Iterable[Unit]) -> Iterator[Unit]:
    yield first
    yield from others


def _units_once(memories: Iterable[Path], is_new: IsNew) -> Iterator[tuple[Header, Unit]]:
    for path in memories:
        header, units = read_tmx(path)
        for unit in units:
            source, target = (variant.text for variant in unit.variants)
            if is_new(text_digest(source, target)):
                yield header, unit


def read_once(memories: Iterable[Path], is_new: IsNew) -> Iterator[TranslationUnit]:
    """Yield the units of all memories, each pair of texts once."""
    for path in memories:
        for unit in read_units(path):
            if is_new(text_digest(unit.source, unit.target)):
                yield unit


def write_merged(folder: Path, form: str, units: Iterator[TranslationUnit], langs: tuple[str, str]) -> None:
    """Write all units as one file or pair: `merged.zh` and `merged.en` (moses), `merged.tsv` or `merged.parquet`.

    Raises:
        MissingExtraError: the extra that writes Parquet is not installed.
        WriteError: a file cannot be written.
    """
    match form:
        case "moses":
            write_any(folder / f"{MERGED}.moses", units, Writing(*langs))
        case "tsv":
            write_any(folder / f"{MERGED}.tsv", units, Writing())
        case "parquet":
            from cdalign.batch.parquet import write_parquet

            write_parquet(folder / f"{MERGED}.parquet", units)
        case _:
            raise UsageError(
                say("unknown format {form!r}", form=form), advice=say("choose one of {names}", names=", ".join(FORMATS))
            )


def write_failures(path: Path, failures: Iterable[Failure]) -> None:
    """Write the list of pairs that could not be aligned."""
    rows = ((failure.entry.name, failure.entry.source, failure.entry.target, failure.reason) for failure in failures)
    write_rows(path, ("name", "source", "target", "reason"), rows)


def write_unpaired(path: Path, unpaired: Iterable[Unpaired]) -> None:
    """Write the list of files without a partner."""
    write_rows(path, ("path", "reason"), ((item.path, item.reason) for item in unpaired))


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a TSV file, one line for each row. White space within a cell becomes one space."""
    with open_whole(path) as stream:
        stream.write(("\t".join(header) + "\n").encode())
        for row in rows:
            stream.write(("\t".join(map(squeeze_spaces, row)) + "\n").encode("utf-8", "replace"))
