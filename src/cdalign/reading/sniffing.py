"""What a file is, by its first bytes and never by its name."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from cdalign.errors import ReadError
from cdalign.messages import say
from cdalign.reading.blocks import Format

# The compound files of Office 97–2003 ([MS-CFB] 2.2), and the streams that tell what one is ([MS-DOC] 2.1.1,
# [MS-PPT] 2.1.2, [MS-XLS] 2.1.2). A document may have a workbook embedded, so the order counts.
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = tuple(
    (name.encode("utf-16-le"), kind)
    for name, kind in (
        ("WordDocument", Format.DOC),
        ("PowerPoint Document", Format.PPT),
        ("Workbook\0", Format.XLS),
        ("Book\0", Format.XLS),
    )
)
# The stream that holds a DOCX, XLSX or PPTX with a password ([MS-OFFCRYPTO] 2.3.4.4).
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# The kinds that need no other program; all of them are in `kinds`.
_GIVE = say("give a DOCX, PDF, HTML, EPUB, PPTX, XLSX or text file")
_CONVERT = say("convert it first: soffice --headless --convert-to docx FILE")
_NO_PICTURE, _UNPACK = say("give a text, not a picture of one"), say("unpack it first")
_TAKE_TEXT = say("give a text document")
# First bytes, what they are, what a person can do about it, and the code of the error.
_UNREADABLE = (
    (
        _COMPOUND,
        say("an old Office file of a kind that is not read, or one with a password"),
        say("remove the password, or save it as DOCX, PPTX or XLSX"),
        "file.office",
    ),
    (b"\xffWPC", say("a WordPerfect file"), _CONVERT, "file.office"),
    (b"\x89PNG", say("a PNG picture"), _NO_PICTURE, "file.picture"),
    (b"\xff\xd8\xff", say("a JPEG picture"), _NO_PICTURE, "file.picture"),
    (b"GIF8", say("a GIF picture"), _NO_PICTURE, "file.picture"),
    (b"II*\0", say("a TIFF picture"), _NO_PICTURE, "file.picture"),
    (b"MM\0*", say("a TIFF picture"), _NO_PICTURE, "file.picture"),
    (b"\x1f\x8b", say("a gzip archive"), _UNPACK, "file.archive"),
    (b"BZh", say("a bzip2 archive"), _UNPACK, "file.archive"),
    (b"\xfd7zXZ", say("an xz archive"), _UNPACK, "file.archive"),
    (b"7z\xbc\xaf", say("a 7-Zip archive"), _UNPACK, "file.archive"),
    (b"Rar!", say("a RAR archive"), _UNPACK, "file.archive"),
    (b"SQLite format 3\0", say("a SQLite database"), _TAKE_TEXT, "file.kind"),
    (b"\x7fELF", say("a program"), _TAKE_TEXT, "file.kind"),
)
# Readers of PDF accept a header anywhere in the first kilobyte (ISO 32000-1, annex H.3, note 13).
_PDF_HEADER_WITHIN = 1024
# What may come before the first element, one piece at a time: in one pattern with `*` the pieces could be shared out
# in exponentially many ways.
_PROLOG_PIECE = re.compile(rb"\s+|<!--.*?-->|<\?xml[^>]*>", re.IGNORECASE | re.DOTALL)
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*(?:\[.*?\])?>", re.DOTALL)
_HTML_ELEMENT = re.compile(
    rb"<(!doctype\s+html|html|head|body|div|p|table|h[1-6]|article|section|main|ul|ol|meta|title)\b", re.IGNORECASE
)
_ELEMENT = re.compile(rb"<([\w:.-]+)")
_START_BYTES = 4096
# The first cue of a SubRip file, or the head of WebVTT (W3C), whose cues have times alike.
_SUBTITLES = re.compile(rb"\s*(?:WEBVTT\b|\d+\s*\n\s*\d{1,2}:\d\d:\d\d[,.]\d{1,3}\s*-->)")
# What an OpenDocument file, or a template of one, calls itself in its archive (ODF 1.3, part 2, 3.3), and an EPUB
# (EPUB OCF 3.3, 4.2.3).
_TYPES = (
    (b"application/vnd.oasis.opendocument.text", Format.ODT),
    (b"application/vnd.oasis.opendocument.presentation", Format.ODP),
    (b"application/vnd.oasis.opendocument.spreadsheet", Format.ODS),
    (b"application/epub+zip", Format.EPUB),
)
# The parts by which archives without a type are known (ECMA-376, part 2; an EPUB may have lost its type).
_MAIN_PARTS = (
    ("word/document.xml", Format.DOCX),
    ("ppt/presentation.xml", Format.PPTX),
    ("xl/workbook.xml", Format.XLSX),
    ("META-INF/container.xml", Format.EPUB),
)
_LONGEST_TYPE = 100


def sniff_format(data: bytes, *, path: str = "") -> Format:
    """Return the format of a file's bytes; whatever is not recognised is taken for text.

    Raises:
        ReadError: it is a file of a kind that is not read; the advice says how to convert it.
    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_archive(data, path)
    if data.startswith(_COMPOUND) and (found := _sniff_compound(data, path)):
        return found
    if data.startswith(b"{\\rtf"):
        return Format.RTF
    for magic, what, advice, code in _UNREADABLE:
        if data.startswith(magic):
            raise ReadError(
                say("is {what}, not a document that can be read", what=what), path=path, advice=advice, code=code
            )
    if b"%PDF-" in data[:_PDF_HEADER_WITHIN]:
        return Format.PDF
    start = _plain_start(data)
    if _HTML_ELEMENT.match(start, _skip_prolog(start)):
        return Format.HTML
    if _SUBTITLES.match(start):
        return Format.SUBTITLES
    _refuse_other_xml(start, path)
    return Format.TXT


def _sniff_compound(data: bytes, path: str) -> Format | None:
    found = next((kind for stream, kind in _STREAMS if stream in data), None)
    if found is None and _ENCRYPTED in data:
        raise ReadError(
            "is protected by a password", code="file.password", path=path, advice="save a copy without the password"
        )
    return found


def _plain_start(data: bytes) -> bytes:
    """The start as single bytes, so that one pattern serves UTF-8 and UTF-16."""
    return data[:_START_BYTES].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe")


def _sniff_archive(data: bytes, path: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = _read_type(archive) if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError) as error:
        raise ReadError(
            "is a ZIP file that is damaged or cut off",
            code="file.damaged",
            path=path,
            advice="get it again from where it came",
        ) from error
    found = next((one for part, one in _MAIN_PARTS if part in names), None)
    found = next((one for start, one in _TYPES if kind.startswith(start)), found)
    if found:
        return found
    is_open_document = "content.xml" in names and kind
    what = say("an OpenDocument file of another kind") if is_open_document else say("a ZIP archive")
    raise ReadError(
        say("is {kind}, not a document that can be read", kind=what), code="file.archive", path=path, advice=_GIVE
    )


def _read_type(archive: zipfile.ZipFile) -> bytes:
    with archive.open("mimetype") as stream:
        return stream.read(_LONGEST_TYPE).strip()


def _refuse_other_xml(start: bytes, path: str) -> None:
    if not start.lstrip().startswith(b"<?xml"):
        return
    position = _skip_prolog(start)
    while doctype := _DOCTYPE.match(start, position):
        position = _skip_prolog(start, doctype.end())
    found = _ELEMENT.match(start, position)
    if found:
        raise ReadError(
            say("is an XML file (<{root}>), not a document", root=found[1].decode("ascii", "replace")),
            code="file.kind",
            path=path,
            advice="give a document; `cdalign tm` reads TMX",
        )


def _skip_prolog(start: bytes, position: int = 0) -> int:
    """Return where the comments, declarations and white space end that begin at a position."""
    while found := _PROLOG_PIECE.match(start, position):
        position = found.end()
    return position
