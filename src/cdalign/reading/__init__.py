"""A file becomes blocks of text: TXT, HTML, DOCX, PDF, subtitles, and through LibreOffice DOC, ODT and RTF.

They are told apart by content and never by name.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from cdalign.errors import ReadError
from cdalign.messages import say
from cdalign.reading.blocks import Block, BlockKind, Format, Reading
from cdalign.reading.sniffing import sniff_format

if TYPE_CHECKING:
    from cdalign.reading.encodings import Decoded

__all__ = ["Block", "BlockKind", "Format", "Reading", "parse_blocks", "read_blocks"]

# Files of word processors that LibreOffice makes a DOCX of, as messages name them.
_OFFICE_KINDS = {
    Format.DOC: say("an old Word file (.doc)"),
    Format.ODT: say("an OpenDocument text (.odt)"),
    Format.RTF: say("an RTF file"),
}
# The largest UN document (a 1,000-page report with pictures) has about 100 MB; more is not a document.
_LARGEST_FILE = 256 * 2**20


def read_blocks(path: str | Path, *, encoding: str = "") -> Reading:
    """Return the blocks of a file in reading order, with its format, its encoding and warnings.

    Raises:
        ReadError: it cannot be opened, holds no text, is damaged, unsafe, or of a kind that is not read.
        MissingExtraError: it is a PDF and the extra that reads PDF is not installed.
    """
    return parse_blocks(_read_bytes(Path(path)), path=str(path), encoding=encoding)


def _read_bytes(path: Path) -> bytes:
    if path.exists() and not path.is_file() and not path.is_dir():
        raise ReadError(
            "is not an ordinary file", code="file.kind", path=path, advice="give a DOCX, PDF, HTML or text file"
        )
    try:
        size = path.stat().st_size
        if size > _LARGEST_FILE:
            raise ReadError(
                say(
                    "is too large for a document ({size} MB; {largest_file} MB are read)",
                    size=size // 2**20,
                    largest_file=_LARGEST_FILE // 2**20,
                ),
                code="file.large",
                path=path,
                advice="split it",
            )
        return path.read_bytes()
    except OSError as error:
        raise ReadError.of(error, path) from error


def parse_blocks(data: bytes, *, path: str = "", encoding: str = "") -> Reading:
    """Return the blocks of a file's bytes; `path` only names it in messages. Raises as `read_blocks` does."""
    if not data:
        raise ReadError("is empty", code="file.empty", path=path, advice="give a file with text in it")
    reading = _parse_as(sniff_format(data, path=path), data, path, encoding)
    if not any(block.text.strip() for block in reading.blocks):
        raise ReadError(
            "holds no text, only white space", code="file.empty", path=path, advice="give a file with text in it"
        )
    return reading


def _parse_as(kind: Format, data: bytes, path: str, encoding: str) -> Reading:
    digest = hashlib.sha256(data).hexdigest()
    match kind:
        case Format.DOCX:
            from cdalign.reading.docx import parse_docx

            return Reading(parse_docx(data, path=path), kind, path, sha256=digest)
        case Format.DOC | Format.ODT | Format.RTF:
            from cdalign.office import convert_office_file
            from cdalign.reading.docx import parse_docx

            made = convert_office_file(data, kind.value, "docx", kind=_OFFICE_KINDS[kind], path=path)
            return Reading(parse_docx(made, path=path), kind, path, sha256=digest)
        case Format.PDF:
            from cdalign.reading.pdf import parse_pdf

            blocks, warnings = parse_pdf(data, path=path)
            return Reading(blocks, kind, path, sha256=digest, warnings=warnings)
        case Format.HTML:
            from cdalign.reading.html import decode_html, parse_html

            decoded = decode_html(data, encoding=encoding, path=path)
            return Reading(parse_html(decoded.text, path=path), kind, path, decoded.encoding, digest, _guess(decoded))
    from cdalign.reading.encodings import decode_bytes
    from cdalign.reading.plain import parse_text

    decoded = decode_bytes(data, encoding=encoding, path=path)
    if kind is Format.SUBTITLES:
        from cdalign.reading.subtitles import parse_subtitles

        return Reading(parse_subtitles(decoded.text), kind, path, decoded.encoding, digest, _guess(decoded))
    blocks, warnings = parse_text(decoded.text)
    return Reading(blocks, kind, path, decoded.encoding, digest, (*_guess(decoded), *warnings))


def _guess(decoded: Decoded) -> tuple[str, ...]:
    return () if decoded.is_certain else (say("read as {encoding}, a guess", encoding=decoded.encoding),)
