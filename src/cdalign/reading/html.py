"""HTML becomes blocks, in document order; lists keep their numbers, tables their rows, footnotes come last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cdalign.numerals import whole_number, write_letters, write_roman
from cdalign.reading.blocks import Block, BlockKind
from cdalign.reading.html_notes import MARK, is_mark, is_note, note_targets_in, text_inside
from cdalign.reading.html_trees import BLOCKS, HEADINGS, parse_tree, prepare_html
from cdalign.reading.nesting import flatten_html, is_cut_off
from cdalign.reading.raised import set_apart
from cdalign.text import clean_text, join_texts, squeeze_spaces

if TYPE_CHECKING:
    from lxml.etree import _Element

_INVISIBLE = frozenset(
    (
        "head", "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "audio", "video",
        "canvas", "select", "button", "nav",
        # Deleted words, and the readings of ruby with their brackets, as in a DOCX.
        "del", "rt", "rp", "rtc",
    )
)  # fmt: skip
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def parse_html(text: str, *, path: str = "", targets: frozenset[str] = frozenset()) -> tuple[Block, ...]:
    """Return the blocks of an HTML text; footnotes (what marks in the text point to) occur at the end.

    `targets` are the names of footnotes that marks in other files point to.

    Raises:
        ReadError: there is nothing in it that HTML could be.
    """
    whole = prepare_html(text)
    root = parse_tree(whole, path)
    if is_cut_off(root):
        root = parse_tree(flatten_html(whole, BLOCKS), path)
    walk = _Walk(note_targets_in(root, targets))
    _walk_element(root, walk)
    walk.flush()
    return (*walk.blocks, *(note for note in walk.notes if note.text))


@dataclass
class _Walk:
    """The blocks met so far, and the open one; `note_owner` is the element that a footnote ends with."""

    targets: frozenset[str]
    blocks: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    kind: BlockKind = BlockKind.TEXT
    label: str = ""
    lists: list[tuple[str, int]] = field(default_factory=list)
    note_owner: _Element | None = None
    tables: int = 0

    def flush(self) -> None:
        """End the open block."""
        text = _tidy("".join(self.pieces))
        self.pieces.clear()
        if not text:
            return
        if self.note_owner is not None:
            last = self.notes.pop()
            self.notes.append(Block(join_texts(filter(None, (last.text, text))), BlockKind.FOOTNOTE, last.label))
        else:
            self.blocks.append(Block(text, self.kind, self.label))
        self.label = ""

    def begin_note(self, element: _Element) -> None:
        """Begin a footnote at the element that a mark points to."""
        self.flush()
        self.note_owner = _find_owner(element, self.targets)
        self.notes.append(Block("", BlockKind.FOOTNOTE))

    def take_mark(self, element: _Element) -> bool:
        """Take a link that opens a footnote as its mark, and say whether it was one."""
        if self.note_owner is None or self.notes[-1].text or self.notes[-1].label or "".join(self.pieces).strip():
            return False
        found = MARK.fullmatch(text_inside(element).strip())
        self.notes[-1] = Block("", BlockKind.FOOTNOTE, found[1] if found else "")
        return found is not None


def _find_owner(element: _Element, targets: frozenset[str]) -> _Element:
    """Return the block that holds a footnote and nothing else: the division around its paragraphs, if there is one."""
    owner = element
    for outer in element.iterancestors():
        is_inline = owner.tag not in BLOCKS
        holds_one = (
            outer.tag in ("div", "li", "aside", "dd") and sum(is_note(one, targets) for one in outer.iter()) == 1
        )
        if not is_inline and not holds_one:
            break
        owner = outer
    return owner


def _tidy(text: str) -> str:
    """Return the text as it is shown: a line of the source that ends between Han leaves no space."""
    lines = re.split(r"\s*\n\s*", clean_text(text).strip())
    return squeeze_spaces(join_texts(lines))


def _walk_element(root: _Element, walk: _Walk) -> None:
    """Walk the tree without recursion: a document may be nested deeper than Python's stack."""
    stack: list[tuple[_Element, bool]] = [(root, False)]
    while stack:
        element, is_leaving = stack.pop()
        if is_leaving:
            _leave(element, walk)
        elif not _is_taken_whole(element, walk):
            _enter(element, walk)
            walk.pieces.append(element.text or "")
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
            continue
        if element is not root:
            walk.pieces.append(element.tail or "")


def _is_taken_whole(element: _Element, walk: _Walk) -> bool:
    """Return whether nothing is to be read inside an element: it is left out, or was read as a whole."""
    if not isinstance(element.tag, str) or _is_hidden(element):
        return True
    if element.tag == "table" and _is_data_table(element):
        _add_rows(element, walk)
        return True
    if walk.note_owner is None and is_note(element, walk.targets):
        walk.begin_note(element)
    if element.tag not in ("a", "sup") or not is_mark(element):
        return False
    links = [element] if element.tag == "a" else list(element.iter("a"))
    is_anchor = any(link.get("href", "")[1:] in walk.targets for link in links)
    return is_anchor or walk.take_mark(element)


def _is_hidden(element: _Element) -> bool:
    if element.tag in _INVISIBLE or element.get("hidden") is not None:
        return True
    # LibreOffice writes running heads and feet as such divisions.
    is_running = element.tag == "div" and element.get("title") in ("header", "footer")
    return is_running or _HIDDEN_STYLE.search(element.get("style", "")) is not None


def _enter(element: _Element, walk: _Walk) -> None:
    tag = element.tag
    if tag == "sup" and set_apart("".join(walk.pieces[-1:]), text_inside(element)).startswith(" "):
        walk.pieces.append(" ")
    if tag not in BLOCKS and tag != "br":
        return
    walk.flush()
    if tag in HEADINGS:
        walk.kind = BlockKind.HEADING
    elif tag in ("ul", "ol"):
        walk.lists.append((_list_style(element), _start_of(element)))
    elif tag == "li" and walk.lists:
        style, value = walk.lists[-1]
        value = whole_number(element.get("value", ""), value)
        walk.label = _list_label(style, value)
        walk.lists[-1] = (style, value + 1)


def _leave(element: _Element, walk: _Walk) -> None:
    if element.tag in BLOCKS:
        walk.flush()
        walk.kind = BlockKind.TEXT
        if element.tag in ("ul", "ol") and walk.lists:
            walk.lists.pop()
        elif element.tag == "li":
            walk.label = ""
    if element is walk.note_owner:
        walk.flush()
        walk.note_owner = None


def _list_style(element: _Element) -> str:
    return element.get("type", "1") if element.tag == "ol" else ""


def _start_of(element: _Element) -> int:
    return whole_number(element.get("start", ""), 1)


def _list_label(style: str, value: int) -> str:
    match style:
        case "":
            return ""
        case "a":
            return f"({write_letters(value)})"
        case "i":
            return f"({write_roman(value).lower()})"
        case "A":
            return f"{write_letters(value).upper()}."
        case "I":
            return f"{write_roman(value)}."
    return f"{value}."


def _is_data_table(table: _Element) -> bool:
    """Return whether a table has a row of two texts and no table or list of paragraphs within; others are frames."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    has_cells = any(sum(map(_has_text, row.iterchildren("td", "th"))) > 1 for row in table.iter("tr"))
    return has_cells and all(len(list(cell.iter("p", "li"))) <= 12 for cell in table.iter("td", "th"))


def _has_text(cell: _Element) -> bool:
    return any(text.strip() for text in cell.itertext())


def _add_rows(table: _Element, walk: _Walk) -> None:
    walk.flush()
    walk.tables += 1
    number, reach = walk.tables, 0
    for row in table.iter("tr"):
        cells = list(row.iterchildren("td", "th"))
        texts = [text for cell in cells for text in _cell_texts(cell, walk.targets)]
        if texts:
            walk.blocks.append(Block("\t".join(texts), BlockKind.ROW, table=number, is_shared=reach > 0))
        # Cells that reach over as many rows as their neighbours are only high.
        spans = [whole_number(cell.get("rowspan", ""), 1) for cell in cells]
        reach = max(reach - 1, max(spans, default=1) - 1)


def _cell_texts(cell: _Element, targets: frozenset[str]) -> Iterator[str]:
    inner = _Walk(targets)
    _walk_element(cell, inner)
    inner.flush()
    for block in inner.blocks:
        yield f"{block.label} {block.text}" if block.label else block.text
