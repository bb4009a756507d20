"""Many documents, one after another, with polite waits; a later run resumes where an earlier one stopped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cdalign.errors import CdalignError, ReadError
from cdalign.fetching import LANGUAGES, SERVER, NotPublishedError, Patience, find_version, keep_version
from cdalign.fetching.downloads import BusyServerError
from cdalign.fetching.listing import FAILED, UNPUBLISHED, FetchedDocument, read_listing, update_listing
from cdalign.fetching.symbols import expand_symbols

# A server that fails this often in a row is down, or refuses our requests.
_FAULTS_IN_A_ROW = 3


@dataclass(frozen=True, slots=True)
class FetchRun:
    """The result of a run over many documents: the table, the files it wrote, the documents that failed."""

    table: Path
    written: tuple[Path, ...]
    documents: tuple[FetchedDocument, ...]

    @property
    def failed(self) -> tuple[FetchedDocument, ...]:
        """The documents of which a version may be published but could not be fetched."""
        return tuple(one for one in self.documents if FAILED in (one.zh, one.en))

    def counted(self) -> str:
        """Return a sentence that counts the documents by language."""
        counts = Counter(_state_of(one) for one in self.documents)
        return ", ".join(f"{count} {state}" for state, count in counts.items())


def _state_of(document: FetchedDocument) -> str:
    if FAILED in (document.zh, document.en):
        return "failed"
    if document.is_pair:
        return "in both languages"
    if document.zh == document.en:
        return "not published"
    return "in one language only"


@dataclass(frozen=True)
class _Errand:
    """The settings that every document of a run needs."""

    corpus: Path
    today: str
    server: str
    force: bool
    patience: Patience
    say: Callable[[str], None]


def fetch_many(
    symbols: Sequence[str],
    corpus: Path,
    *,
    today: str,
    server: str = SERVER,
    force: bool = False,
    patience: Patience | None = None,
    say: Callable[[str], None] | None = None,
) -> FetchRun:
    """Fetch both versions of many documents, and keep `fetched.tsv`: what exists in which language.

    `symbols` may hold ranges. A version that exists, or that an earlier run found not to be published, is not requested
    again unless `force` is set. The table is written after every document, so that an interrupted run can be resumed.
    One document that fails does not stop the others.

    Raises:
        UsageError: a word is not a symbol or a range.
        BusyServerError: the server asks us to wait too long; what was fetched is kept.
        ReadError: three documents in a row failed.
        WriteError: a file or the table cannot be written.
    """
    errand = _Errand(corpus, today, server, force, patience or Patience(), say or (lambda _: None))
    known = read_listing(corpus)
    wanted = expand_symbols(symbols)
    written: list[Path] = []
    faults = 0
    for symbol in wanted:
        before = FetchedDocument(symbol) if force else known.get(symbol, FetchedDocument(symbol))
        known[symbol], paths, fault = _fetch_document(before, errand)
        written += paths
        update_listing(corpus, {symbol: known[symbol]})
        faults = faults + 1 if fault else 0
        if isinstance(fault, BusyServerError) or (fault and faults == _FAULTS_IN_A_ROW):
            raise fault
    return FetchRun(update_listing(corpus, {}), tuple(written), tuple(known[symbol] for symbol in wanted))


def _fetch_document(before: FetchedDocument, errand: _Errand) -> tuple[FetchedDocument, list[Path], ReadError | None]:
    """Return the new state of a document, the paths written for it, and the fault of the server, if any."""
    after, paths = before, list[Path]()
    fault: ReadError | None = None
    notes: list[str] = []
    for lang in LANGUAGES:
        try:
            state, path = _fetch_language(before, lang, errand)
        except CdalignError as error:
            state, path = FAILED, None
            fault = error if isinstance(error, ReadError) else fault
            notes.append(error.message)
            errand.say(f"{before.symbol}: {error.message}")
        after = replace(after, **{lang: state})
        paths += [path] if path else []
        if isinstance(fault, BusyServerError):
            break
    is_new = after != before or paths
    return replace(after, asked=errand.today if is_new else before.asked, note="; ".join(notes)), paths, fault


def _fetch_language(document: FetchedDocument, lang: str, errand: _Errand) -> tuple[str, Path | None]:
    """Return the new state of one version, and its path if it was written now."""
    there = None if errand.force else find_version(document.symbol, lang, errand.corpus)
    if there:
        return there.suffix.removeprefix("."), None
    if getattr(document, lang) == UNPUBLISHED:
        return UNPUBLISHED, None
    errand.patience.sleep(errand.patience.between)
    try:
        path = keep_version(
            document.symbol,
            lang,
            errand.corpus,
            today=errand.today,
            server=errand.server,
            force=errand.force,
            patience=errand.patience,
            say=errand.say,
        )
    except NotPublishedError as error:
        errand.say(f"{document.symbol}: {error.message}")
        return UNPUBLISHED, None
    return path.suffix.removeprefix("."), path
