"""Both official versions of documents, from the Official Document System of the United Nations.

The address is that of the symbol API, as a dozen public programs use it:
`https://documents.un.org/api/symbol/access?s=CD/2138&l=zh&t=docx`. DOCX is requested first, because it keeps
paragraphs and footnotes, then DOC, the format of older documents, then PDF. The format of an answer is judged by its
bytes. An empty answer means that nothing is published.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from cdalign.atomic import decode_utf8, write_whole
from cdalign.errors import CdalignError, ReadError, WriteError
from cdalign.fetching.downloads import BusyServerError, Download, Patience, download
from cdalign.fetching.source_records import put_record
from cdalign.fetching.symbols import normalize_symbol
from cdalign.languages import ENGLISH, SIMPLIFIED
from cdalign.locks import hold_folder, read_bytes, swap_file
from cdalign.messages import say
from cdalign.model import SourceStatus
from cdalign.project.sources import SOURCES_FILE, SourceRecord, read_sources
from cdalign.reading import Format, parse_blocks
from cdalign.reading.sniffing import sniff_format

__all__ = ["LANGUAGES", "SERVER", "Fetched", "NotPublishedError", "Patience", "fetch_pair", "fetch_version"]

SERVER = "https://documents.un.org"
_API = "{server}/api/symbol/access?s={symbol}&l={lang}&t={form}"
LANGUAGES = {"zh": SIMPLIFIED, "en": ENGLISH}
_LANGUAGE_NAMES = {"zh": "Chinese", "en": "English"}
_FORMS = ("docx", "doc", "pdf")
_OBTAINED = "Fetched from the United Nations Official Document System on"


class NotPublishedError(ReadError):
    """A document is not published in a language."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One language version: its language folder (`zh`, `en`), format, address and bytes."""

    lang: str
    format: Format
    url: str
    body: bytes

    @property
    def sha256(self) -> str:
        """The digest of the bytes, in hex."""
        return hashlib.sha256(self.body).hexdigest()


def fetch_pair(
    symbol: str,
    corpus: Path,
    *,
    today: str,
    server: str = SERVER,
    force: bool = False,
    patience: Patience | None = None,
    say: Callable[[str], None] | None = None,
) -> tuple[Path, ...]:
    """Fetch both versions of a document into `corpus/zh` and `corpus/en`, and return the paths that were written.

    A version that was fetched before and still matches `sources.toml` is not fetched again. `today` (ISO 8601) is
    recorded in `sources.toml`.

    Raises:
        UsageError: this is not a document symbol.
        WriteError: another file with that name exists and `force` is not set.
        BusyError, ConflictError: another program is writing `sources.toml`.
        NotPublishedError, ReadError: a version could not be fetched. A version fetched before it is kept.
    """
    name = normalize_symbol(symbol)
    missing = [lang for lang in LANGUAGES if force or find_version(name, lang, corpus) is None]
    return tuple(
        path
        for lang in missing
        if (
            path := keep_version(
                name, lang, corpus, today=today, server=server, force=force, patience=patience, say=say
            )
        )
    )


def keep_version(
    symbol: str,
    lang: str,
    corpus: Path,
    *,
    today: str,
    server: str = SERVER,
    force: bool = False,
    patience: Patience | None = None,
    say: Callable[[str], None] | None = None,
) -> Path:
    """Fetch one version of a document, write it with its record, and return its path. Raises as `fetch_pair`."""
    fetched = fetch_version(symbol, lang, server=server, patience=patience)
    path = _keep(fetched, symbol, corpus, today, force=force)
    if say:
        say(f"{_LANGUAGE_NAMES[lang]}: {path} ({fetched.format}, {len(fetched.body)} bytes)")
    return path


def stem_of(symbol: str) -> str:
    """Return the name of a document's files: `CD/2138` -> `CD-2138`."""
    return symbol.replace("/", "-")


def _same_stem(corpus: Path, lang: str, stem: str) -> list[Path]:
    folder = corpus / lang
    return sorted(path for path in folder.iterdir() if path.stem == stem) if folder.is_dir() else []


def find_version(symbol: str, lang: str, corpus: Path) -> Path | None:
    """Return the path of a version that was already fetched, or None. Any other file in its place is not overwritten.

    Raises:
        WriteError: there is a file that was not fetched, or has changed since.
    """
    records = read_sources(corpus)
    for path in _same_stem(corpus, lang, stem_of(symbol)):
        record = records.get(f"{lang}/{path.name}")
        is_same = record is not None and record.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        if is_same and record is not None and record.url and record.status is SourceStatus.OFFICIAL:
            return path
        raise WriteError("already exists", path=path, advice="--force replaces it with the official version")
    return None


def fetch_version(symbol: str, lang: str, *, server: str = SERVER, patience: Patience | None = None) -> Fetched:
    """Return one language version, in the best format that is published.

    Raises:
        NotPublishedError: it is not published in this language.
        ReadError: it cannot be fetched, or its format cannot be read.
    """
    faults: list[CdalignError] = []
    for form in _FORMS:
        url = _API.format(server=server.rstrip("/"), symbol=quote(symbol, safe=""), lang=lang, form=form)
        try:
            answer = download(url, patience or Patience())
            if answer is not None and answer.body:
                return Fetched(lang, _judge(answer), answer.url, answer.body)
        except BusyServerError:
            raise
        except ReadError as error:
            faults.append(error)
    if faults:
        raise faults[0]
    raise NotPublishedError(
        say("no {language} version is published there", language=_LANGUAGE_NAMES[lang]),
        path=symbol,
        advice=say("check the symbol, or put the text into corpus/{lang} by hand", lang=lang),
    )


def _judge(answer: Download) -> Format:
    """Return the format of an answer, if it is a complete, readable document."""
    kind = sniff_format(answer.body, path=answer.url)
    if kind is Format.HTML or answer.status == 202:
        raise ReadError(
            "the server sent a web page instead of the document (a check for robots, or an error page)",
            path=answer.url,
            advice="open the address in a browser, and put the file into corpus/",
        )
    if kind is Format.TXT:
        raise ReadError(
            say("the server sent neither a Word file nor a PDF ({content_type})", content_type=answer.content_type),
            path=answer.url,
            advice="open the address in a browser to see what it is",
        )
    parse_blocks(answer.body, path=answer.url)
    return kind


def _keep(fetched: Fetched, symbol: str, corpus: Path, today: str, *, force: bool) -> Path:
    """Write the version and its record, under the lock of the corpus. Its other formats are deleted."""
    stem = stem_of(symbol)
    path = corpus / fetched.lang / f"{stem}.{fetched.format}"
    record = SourceRecord(
        path=f"{fetched.lang}/{path.name}",
        symbol=symbol,
        lang=LANGUAGES[fetched.lang],
        status=SourceStatus.OFFICIAL,
        obtained=_OBTAINED,
        url=fetched.url,
        sha256=fetched.sha256,
    )
    with hold_folder(corpus):
        if not force:
            find_version(symbol, fetched.lang, corpus)
        others = [other for other in _same_stem(corpus, fetched.lang, stem) if other != path]
        _put_record(corpus / SOURCES_FILE, record, today, others)
        write_whole(path, fetched.body)
        for other in others:
            other.unlink()
    return path


def _put_record(sources: Path, record: SourceRecord, today: str, replaced: Iterable[Path]) -> None:
    """Put a record into `sources.toml`, whose folder is locked."""
    seen = read_bytes(sources)
    paths = [f"{path.parent.name}/{path.name}" for path in replaced]
    content = put_record(decode_utf8(seen, sources).replace("\r\n", "\n"), record, today, paths)
    swap_file(sources, seen, content.encode("utf-8"))
