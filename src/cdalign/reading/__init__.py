"""A file becomes blocks of text: documents, books, slides, sheets, subtitles (`kinds` has the table of them).

They are told apart by content and never by name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cdalign.errors import ReadError
from cdalign.messages import say
from cdalign.reading.blocks import Block, BlockKind, Format, Reading
from cdalign.reading.kinds import kind_of
from cdalign.reading.sniffing import sniff_format

if TYPE_CHECKING:
    from cdalign.encodings import Decoded

__all__ = ["Block", "BlockKind", "Format", "Reading", "parse_blocks", "read_blocks"]

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
        raise ReadError("is not an ordinary file", code="file.kind", path=path, advice="give a document")
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
    document = kind_of(kind)
    if document.office_target:
        from cdalign.office import convert_office_file

        made = convert_office_file(data, kind.value, document.office_target, kind=document.name, path=path)
        return replace(_parse_as(Format(document.office_target), made, path, ""), format=kind, sha256=digest)
    if parse := _package_reader(kind):
        return Reading(parse(data, path=path), kind, path, sha256=digest)
    match kind:
        case Format.PDF:
            from cdalign.reading.pdf import parse_pdf

            blocks, warnings = parse_pdf(data, path=path)
            return Reading(blocks, kind, path, sha256=digest, warnings=warnings)
        case Format.HTML:
            from cdalign.reading.html import parse_html
            from cdalign.reading.html_trees import decode_html

            decoded = decode_html(data, encoding=encoding, path=path)
            return Reading(parse_html(decoded.text, path=path), kind, path, decoded.encoding, digest, _guess(decoded))
    from cdalign.encodings import decode_bytes
    from cdalign.reading.plain import parse_text

    decoded = decode_bytes(data, encoding=encoding, path=path)
    if kind is Format.SUBTITLES:
        from cdalign.reading.subtitles import parse_subtitles

        return Reading(parse_subtitles(decoded.text), kind, path, decoded.encoding, digest, _guess(decoded))
    blocks, warnings = parse_text(decoded.text)
    return Reading(blocks, kind, path, decoded.encoding, digest, (*_guess(decoded), *warnings))


def _package_reader(kind: Format) -> Callable[..., tuple[Block, ...]] | None:
    """Return what reads a format that is a package of parts, each imported on demand, or None for another one."""
    match kind:
        case Format.DOCX:
            from cdalign.reading.docx import parse_docx

            return parse_docx
        case Format.EPUB:
            from cdalign.reading.epub import parse_epub

            return parse_epub
        case Format.PPTX:
            from cdalign.reading.slides import parse_slides

            return parse_slides
        case Format.XLSX:
            from cdalign.reading.worksheets import parse_worksheets

            return parse_worksheets
        case Format.ODS | Format.ODP:
            from cdalign.reading.opendocument import parse_opendocument

            return parse_opendocument
    return None


def _guess(decoded: Decoded) -> tuple[str, ...]:
    return () if decoded.is_certain else (say("read as {encoding}, a guess", encoding=decoded.encoding),)
