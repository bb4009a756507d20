"""EPUB (EPUB 3.3, W3C): the chapters of its spine in order, each read as HTML.

Footnotes may be in a file of their own; a mark points to them across files.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from cdalign.errors import ReadError
from cdalign.patterns import compile_late
from cdalign.reading.archives import Archive, open_archive
from cdalign.reading.blocks import Block, BlockKind
from cdalign.reading.html import parse_html
from cdalign.reading.html_notes import find_note_targets
from cdalign.reading.html_trees import decode_html

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
_TEXT_TYPES = frozenset(("application/xhtml+xml", "text/html", "text/x-oeb1-document"))
# The part of a link that names another file of the book; ids are taken for unique in it.
_OTHER_FILE = compile_late(r"""(\bhref\s*=\s*["'])(?![a-z][a-z0-9+.-]*:)[^"'#<>]*(?=#)""", re.IGNORECASE)


def parse_epub(data: bytes, *, path: str = "") -> tuple[Block, ...]:
    """Return the blocks of a book in the order of its spine; the generated table of contents is left out.

    Raises:
        ReadError: it is damaged, unsafe, protected, or has no text.
    """
    archive = open_archive(data, path)
    names = list(_spine(archive))
    _refuse_protected(archive, names)
    pages = [_OTHER_FILE.sub(r"\1", text) for name in names if (text := _read_page(archive, name))]
    targets: frozenset[str] = frozenset()
    for page in pages:
        targets = find_note_targets(page, path=path, known=targets)
    blocks: list[Block] = []
    for page in pages:
        tables = max((block.table for block in blocks), default=0)
        blocks += (
            replace(block, table=block.table + tables) if block.kind is BlockKind.ROW else block
            for block in parse_html(page, path=path, targets=targets)
        )
    return tuple(blocks)


def _spine(archive: Archive) -> Iterator[str]:
    """Yield the names of the files of the book's text in order.

    Raises:
        ReadError: the book does not say which they are.
    """
    container = archive.parse_part(_CONTAINER, may_declare=True)
    root_file = next(iter(container.iter("{*}rootfile")), None) if container is not None else None
    package_name = unquote(root_file.get("full-path", "")) if root_file is not None else ""
    package = archive.parse_part(package_name, may_declare=True) if package_name else None
    if package is None:
        raise ReadError(
            "is an EPUB that does not say where its text is",
            code="file.damaged",
            path=archive.path,
            advice="export it again",
        )
    items = {item.get("id", ""): item for item in package.iter("{*}item")}
    for reference in package.iter("{*}itemref"):
        item = items.get(reference.get("idref", ""))
        if item is not None and _is_text(item):
            yield posixpath.normpath(posixpath.join(posixpath.dirname(package_name), unquote(item.get("href", ""))))


def _is_text(item: _Element) -> bool:
    return item.get("media-type", "") in _TEXT_TYPES and "nav" not in item.get("properties", "").split()


def _refuse_protected(archive: Archive, names: list[str]) -> None:
    """Raise ReadError if a text is encrypted. Fonts are obfuscated in many books, and are not read."""
    encryption = archive.parse_part(_ENCRYPTION, may_declare=True)
    references = encryption.iter("{*}CipherReference") if encryption is not None else ()
    if {unquote(one.get("URI", "")) for one in references}.intersection(names):
        raise ReadError(
            "is an EPUB protected against copying",
            code="file.password",
            path=archive.path,
            advice="ask for a copy without it",
        )


def _read_page(archive: Archive, name: str) -> str:
    """Return the text of a chapter, or an empty text if the book lacks a file that it names."""
    data = archive.read_part(name)
    return decode_html(data, path=archive.path).text if data else ""
