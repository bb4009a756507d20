"""The header that a DOCX prints on its first page: New York prints the masthead there, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cdalign.reading.archives import Archive
from cdalign.reading.mastheads import is_symbol
from cdalign.reading.wordml import RELATION, W, attribute, is_on

if TYPE_CHECKING:
    from lxml.etree import _Element

_RELATIONS = "word/_rels/document.xml.rels"
# More parts than the headers of any document; a file with thousands of sections must not keep the reader busy.
_MOST_HEADERS = 20


def first_header(archive: Archive, root: _Element) -> _Element | None:
    """Return the header of the first page (17.10.5): the one for first pages where the section has one."""
    section = next(root.iter(W + "sectPr"), None)
    if section is None:
        return None
    kinds = ("first",) if is_on(section.find(W + "titlePg")) else ("default",)
    for kind in kinds:
        for reference in section.iterfind(W + "headerReference"):
            if attribute(reference, "type") == kind:
                return _part_of(archive, reference)
    return None


def running_symbols(archive: Archive, root: _Element) -> Iterator[str]:
    """Yield the document symbols that headers and document variables hold alone: `A/80/604/Add.8`."""
    references = [one for section in root.iter(W + "sectPr") for one in section.iterfind(W + "headerReference")]
    for reference in references[:_MOST_HEADERS]:
        header = _part_of(archive, reference)
        for paragraph in header.iter(W + "p") if header is not None else ():
            yield from filter(is_symbol, ["".join(one.text or "" for one in paragraph.iter(W + "t")).strip()])
    settings = archive.parse_part("word/settings.xml")
    for variable in settings.iter(W + "docVar") if settings is not None else ():
        yield from filter(is_symbol, [attribute(variable).strip()])


def _part_of(archive: Archive, reference: _Element) -> _Element | None:
    relations = archive.parse_part(_RELATIONS)
    wanted = reference.get(RELATION, "")
    for relation in relations if relations is not None else ():
        if relation.get("Id") == wanted and relation.get("TargetMode") != "External":
            target = relation.get("Target", "")
            return archive.parse_part(target.removeprefix("/") if target.startswith("/") else f"word/{target}")
    return None
