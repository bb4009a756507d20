"""Which elements of an HTML page are footnotes: those that raised marks in the text point to."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import TYPE_CHECKING

from cdalign.reading.html_trees import parse_tree, prepare_html

if TYPE_CHECKING:
    from lxml.etree import _Element

MARK = re.compile(r"[\[(]?\s*(\d{1,3}|[*†‡]{1,3}|[ivx]{1,4})\s*[\])]?")
_NOTE_CLASS = re.compile(r"(sd)?(foot|end)note(sym|-back|-text)?", re.IGNORECASE)


def find_note_targets(text: str, *, path: str = "", known: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the names that footnote marks of an HTML text point to, and those known of the files before it.

    Raises:
        ReadError: there is nothing in it that HTML could be.
    """
    return note_targets_in(parse_tree(prepare_html(text), path), known)


def note_targets_in(root: _Element, known: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the names that footnote marks point to: raised links inside the page whose whole text is a mark.

    The footnote's own mark points back to the text: it comes later, and has a name that is pointed to.
    """
    targets: set[str] = set(known)
    for link in root.iter("a"):
        if (
            link.get("href", "").startswith("#")
            and is_mark(link)
            and _is_raised(link)
            and not any(is_note(one, targets) for one in (link, *link.iterancestors()))
        ):
            targets.add(link.get("href", "")[1:])
    return frozenset(targets)


def is_mark(element: _Element) -> bool:
    """Return whether the whole text of an element is a footnote's mark: `12`, `[3]`, `*`."""
    return MARK.fullmatch(text_inside(element).strip()) is not None


def text_inside(element: _Element) -> str:
    """Return the text of an element and of all inside it."""
    return "".join(str(piece) for piece in element.itertext())


def _is_raised(link: _Element) -> bool:
    parent = link.getparent()
    is_high = link.find(".//sup") is not None or (parent is not None and parent.tag == "sup")
    return is_high or _NOTE_CLASS.search(link.get("class", "")) is not None


def is_note(element: _Element, targets: Container[str]) -> bool:
    """Return whether an element has a name that a mark points to."""
    return any(name and name in targets for name in (element.get("id"), element.get("name")))
