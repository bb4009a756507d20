"""The header that a DOCX prints on its first page: New York prints the masthead there, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdalign.reading.archives import Archive
from cdalign.reading.wordml import RELATION, W, attribute, is_on

if TYPE_CHECKING:
    from lxml.etree import _Element

_RELATIONS = "word/_rels/document.xml.rels"


def first_header(archive: Archive, root: _Element) -> tuple[_Element | None, bool]:
    """Return the header of the first page (17.10.5), and whether the section has one for that page alone."""
    section = next(root.iter(W + "sectPr"), None)
    if section is None:
        return None, False
    is_alone = is_on(section.find(W + "titlePg"))
    kind = "first" if is_alone else "default"
    for reference in section.iterfind(W + "headerReference"):
        if attribute(reference, "type") == kind:
            return _part_of(archive, reference), is_alone
    return None, False


def _part_of(archive: Archive, reference: _Element) -> _Element | None:
    relations = archive.parse_part(_RELATIONS)
    wanted = reference.get(RELATION, "")
    for relation in relations if relations is not None else ():
        if relation.get("Id") == wanted and relation.get("TargetMode") != "External":
            target = relation.get("Target", "")
            return archive.parse_part(target.removeprefix("/") if target.startswith("/") else f"word/{target}")
    return None
