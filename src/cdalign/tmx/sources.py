"""The bytes of a memory: plain, gzipped, or from standard input; in any encoding; repaired where they are not XML.

The XML parser gets the bytes as they are. Only where it refuses them are they read a second time through
`fixed_chunks`, which decodes, drops what XML forbids, and says so: a sound file pays nothing for the unsound ones.
"""

from __future__ import annotations

import codecs
import gzip
import re
import shutil
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from cdalign.encodings import normalize_encoding
from cdalign.errors import ReadError
from cdalign.messages import say
from cdalign.patterns import compile_late
from cdalign.tmx.decoding import settle_codec
from cdalign.tmx.faults import TmxFault

CHUNK = 1 << 16  # bytes; larger chunks read no faster (measured)
_GZIP_MAGIC = b"\x1f\x8b"
_ZIP_MAGIC = b"PK\x03\x04"
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BARE_STARTS = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")

# XML 1.0, production 2: the characters a document may hold.
_ILLEGAL = compile_late("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Java writers know a character beyond the sixteen bits as two halves: &#xD842;&#xDFB7; is one character.
_HALVES = re.compile(
    r"&#(?:x([dD][89abAB][0-9a-fA-F]{2})|(5[5-6][0-9]{3}));&#(?:x([dD][c-fC-F][0-9a-fA-F]{2})|(5[6-7][0-9]{3}));"
)
_FIRST_HALF = re.compile(r"&#(?:x[dD][89abAB][0-9a-fA-F]{2}|5[5-6][0-9]{3});$")
_REFERENCE = r"&(?:amp|lt|gt|quot|apos);"
_SUSPECT = compile_late(
    r"<!\[CDATA\[.*?\]\]>|<!DOCTYPE[^\[>]*\[.*?\]\s*>"
    rf"|(?!{_REFERENCE})&(?:#x([0-9a-fA-F]+);|#([0-9]+);|([A-Za-z_][\w.-]*);)?"
    r"|[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\ufffd]",
    re.DOTALL,
)
# What may hold an `&` that is not a reference: how it begins, and the whole of it.
_SECTIONS = (
    ("<![CDATA[", re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)),
    ("<!DOCTYPE", re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL)),
)
_WESTERN = frozenset(("iso8859-1", "iso8859-15", "cp1252"))
_LONGEST_SECTION = 1 << 20  # characters of a CDATA section or a document type that are waited for
_HELD_BACK = 64  # characters: longer than any character reference worth repairing


class UnavailableError(ReadError):
    """The system does not give a file's bytes: it is missing, a folder, forbidden, or its disk fails."""


@contextmanager
def open_bytes(path: str | Path) -> Iterator[IO[bytes]]:
    """Open a memory's bytes, unpacked where they are gzipped or zipped (told by the first bytes, never by the name).

    Raises:
        UnavailableError: there is no such file, or the system does not let it be read.
        ReadError: the archive is damaged, or holds more than one memory or none.
    """
    try:
        with Path(path).open("rb") as raw:
            magic = raw.read(len(_ZIP_MAGIC))
            raw.seek(0)
            if magic.startswith(_GZIP_MAGIC):
                with gzip.open(raw) as unpacked:
                    yield unpacked  # type: ignore[misc] # to mypy a GzipFile is not IO; it reads and writes as one
            elif magic == _ZIP_MAGIC:
                with zipfile.ZipFile(raw) as archive, archive.open(_only_memory(path, archive)) as unpacked_file:
                    yield unpacked_file
            else:
                yield raw
    except OSError as error:
        if isinstance(error, gzip.BadGzipFile):
            raise broken_gzip(path, error) from error
        raise UnavailableError.of(error, path) from error
    except (EOFError, zlib.error) as error:
        raise broken_gzip(path, error) from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:  # RuntimeError: it has a password
        raise ReadError(
            say("the zip archive cannot be unpacked ({error})", error=error), path=path, advice="unpack it first"
        ) from error


def _only_memory(path: str | Path, archive: zipfile.ZipFile) -> str:
    """Return the name of the memory in an archive.

    Raises:
        ReadError: there are several in it, or none.
    """
    names = [name for name in archive.namelist() if name.lower().endswith(".tmx") and not name.startswith("__MACOSX/")]
    if len(names) != 1:
        found = f"{len(names)} TMX files" if names else "no TMX file"
        raise ReadError(
            say("is a zip archive with {found}", found=found), path=path, advice="unpack it and name the memory"
        )
    return names[0]


def broken_gzip(path: str | Path, error: Exception) -> ReadError:
    """Return the error for a gzip that breaks off or is damaged."""
    return ReadError(
        say("the gzip is damaged or breaks off ({error})", error=error), path=path, advice="get the file again"
    )


def read_chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the bytes in pieces, to the end."""
    while chunk := stream.read(CHUNK):
        yield chunk


def unix_lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield bytes of UTF-8 with every end of line as XML reads it (2.11): one line feed."""
    held = b""
    for chunk in chunks:
        chunk, held = held + chunk, b""
        if b"\r" in chunk:
            if chunk.endswith(b"\r"):  # its line feed may come with the next chunk
                chunk, held = chunk[:-1], b"\r"
            chunk = chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        yield chunk
    if held:
        yield b"\n"


@contextmanager
def kept_standard_input() -> Iterator[Path]:
    """Yield standard input as a file that can be read twice, for as long as the block runs."""
    with tempfile.TemporaryDirectory(prefix="cdalign-") as folder:
        path = Path(folder) / "standard-input.tmx"
        with path.open("wb") as stream:
            shutil.copyfileobj(sys.stdin.buffer, stream)
        yield path


def declared_encoding(start: bytes) -> str:
    """Return the encoding that the XML declaration names, lower case, or an empty text."""
    match = _DECLARATION.search(start.removeprefix(codecs.BOM_UTF8).replace(b"\x00", b""))
    return match[1].decode("ascii").lower() if match else ""


def detect_encoding(start: bytes) -> str:
    """Return the codec of a file by its first bytes: its byte order mark, its zeros, its declaration, else UTF-8."""
    for mark, codec in _BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return codec
    for head, codec in _BARE_STARTS:
        if start.startswith(head):
            return codec
    declared = declared_encoding(start)
    if not declared or declared.replace("_", "-").startswith(("utf-16", "utf-32", "ucs")):
        return "utf-8"  # a wide encoding is declared, but the bytes are not wide
    try:
        normalize_encoding(declared)
    except LookupError:
        return "utf-8"
    return codecs.lookup(declared).name


def is_western(declared: str) -> bool:
    """Return whether a file is declared in an encoding that programs name by habit: in it all bytes are text."""
    try:
        return normalize_encoding(declared) in _WESTERN
    except LookupError:
        return False


def fixed_chunks(stream: IO[bytes], on_fault: Callable[[TmxFault], None]) -> Iterator[bytes]:
    """Yield the file in UTF-8 with everything that XML forbids taken out or escaped, each repair reported.

    Illegal characters and references to them are dropped, a bare `&` and references to entities beyond XML's five
    are kept as text, bytes that are not text become U+FFFD.
    """
    start = stream.read(CHUNK)
    stream.seek(0)
    codec = settle_codec(stream, detect_encoding(start))
    _report_encoding(start, codec, on_fault)
    start = stream.read(CHUNK)
    decoder = codecs.getincrementaldecoder(codec)(errors="replace")
    fixer = _Fixer(on_fault)
    chunk = start
    while chunk:
        yield fixer.fix(decoder.decode(chunk)).encode("utf-8")
        chunk = stream.read(CHUNK)
    yield fixer.fix(decoder.decode(b"", final=True), is_last=True).encode("utf-8")


def _report_encoding(start: bytes, codec: str, on_fault: Callable[[TmxFault], None]) -> None:
    """Report that the file is not in the encoding that it declares, unless that is a narrower one of the family."""
    declared = declared_encoding(start) or "utf-8"
    if codec.startswith(("utf-8", "gb18030", "big5", "cp1252")) and _family(declared) != codec.removesuffix("-sig"):
        on_fault(TmxFault("xml.encoding", f"declared {declared}, read as {codec.upper()}", 1))


def _family(declared: str) -> str:
    try:
        return "utf-8" if declared in ("us-ascii", "ascii") else normalize_encoding(declared)
    except LookupError:
        return declared


def _joined(match: re.Match[str]) -> str:
    """Return the character of two halves, or the references as they are where they are none."""
    first, second = (int(match[at], 16) if match[at] else int(match[at + 1]) for at in (1, 3))
    if not (0xD800 <= first < 0xDC00 <= second < 0xE000):
        return match[0]
    return chr(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))


class _Fixer:
    """Fixes text that arrives in pieces; knows the line it has come to."""

    def __init__(self, on_fault: Callable[[TmxFault], None]) -> None:
        self._on_fault = on_fault
        self._line = 1
        self._rest = ""

    def fix(self, text: str, *, is_last: bool = False) -> str:
        text = self._rest + text
        keep = len(text) if is_last else self._safe_length(text)
        text, self._rest = text[:keep], text[keep:]
        return self._fix_whole(_HALVES.sub(_joined, text) if "&#" in text else text)

    @staticmethod
    def _safe_length(text: str) -> int:
        """Return how much can be repaired now: up to an `&` or a section that may go on in the next piece."""
        beyond = 0
        for start, whole in _SECTIONS:
            section = text.rfind(start)
            if found := whole.match(text, section) if section >= 0 else None:
                beyond = max(beyond, found.end())
            elif section >= 0 and len(text) - section < _LONGEST_SECTION:
                return section
        tag = text.rfind("<")
        if tag >= 0 and any(start.startswith(text[tag:]) for start, _ in _SECTIONS):
            return tag
        ampersand = text.rfind("&", max(beyond, len(text) - _HELD_BACK))
        end = ampersand if ampersand >= 0 else len(text)
        half = _FIRST_HALF.search(text[max(0, end - _HELD_BACK) : end])
        return end - len(half[0]) if half else end

    def _fix_whole(self, text: str) -> str:
        pieces: list[str] = []
        end = 0
        for match in _SUSPECT.finditer(text):
            self._line += text.count("\n", end, match.start())
            pieces += text[end : match.start()], self._fix_one(match)
            end = match.end()
        self._line += text.count("\n", end)
        pieces.append(text[end:])
        return "".join(pieces)

    def _fix_one(self, match: re.Match[str]) -> str:
        found = match[0]
        if found.startswith("<!"):
            return self._fix_section(found)
        if found == "&":
            return self._report("xml.bare-ampersand", found, "&amp;")
        if match[3]:
            return self._report("xml.entity", found, "&amp;" + found[1:])
        if found.startswith("&#"):
            return self._fix_reference(found, int(match[1], 16) if match[1] else int(match[2]))
        if found == "\ufffd":
            return self._report("xml.undecodable", "U+FFFD", found)
        return self._report("xml.illegal-character", f"U+{ord(found):04X}", "")

    def _fix_reference(self, found: str, code: int) -> str:
        if code <= sys.maxunicode and not _ILLEGAL.match(chr(code)):
            return found
        return self._report("xml.illegal-character", found, "")

    def _fix_section(self, found: str) -> str:
        self._line += found.count("\n")
        if found.startswith("<![CDATA["):
            return _ILLEGAL.sub("", found)
        return ""  # a document type with declarations of its own: its entities are not expanded

    def _report(self, rule: str, detail: str, fixed: str) -> str:
        self._on_fault(TmxFault(rule, detail, self._line))
        return fixed
