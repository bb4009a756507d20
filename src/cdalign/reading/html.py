"""HTML: decoded first and parsed then, in document order; lists keep their numbers, tables their rows.

Given bytes labelled gb2312, lxml cuts the text at the first character that only GB18030 has (镕); given text it cannot.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from cdalign.encodings import Decoded, decode_bytes
from cdalign.errors import ReadError
from cdalign.messages import say
from cdalign.numerals import write_letters, write_roman
from cdalign.reading.blocks import Block, BlockKind
from cdalign.reading.nesting import flatten_html, is_cut_off
from cdalign.reading.raised import set_apart
from cdalign.text import clean_text, join_texts, squeeze_spaces

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
_DECLARED_WITHIN = 4096
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")

# An element that XHTML closes at once, and HTML would take for open to the end of the file: `<title/>`, `<a id="x"/>`.
_XHTML = "http://www.w3.org/1999/xhtml"
_EMPTY_ELEMENT = re.compile(
    r"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b)([A-Za-z][\w:-]{0,40})"
    r"((?:\s[^<>]{0,2000})?)/>"
)

# fmt: off
_INVISIBLE = frozenset(
    (
        "head", "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "audio", "video",
        "canvas", "select", "button", "nav",
        # Deleted words, and the readings of ruby with their brackets, as in a DOCX.
        "del", "rt", "rp", "rtc",
    )
)
# fmt: on
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# fmt: off
_BLOCKS = _HEADINGS | frozenset(
    (
        "html", "body", "p", "div", "section", "article", "main", "header", "footer", "aside", "address",
        "blockquote", "pre", "ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption", "form", "fieldset",
        "hr", "center", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "details", "summary",
        "title",
    )
)
# fmt: on
# HTML lets a reading end where the next part of the ruby begins; lxml does not know it, and would nest them.
_OPEN_READING = re.compile(r"(<(rt|rp|rtc)\b[^<>]{0,200}>[^<]{0,200})(?=<(?:rb|rt|rp|rtc)\b|</ruby)", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MARK = re.compile(r"[\[(]?\s*(\d{1,3}|[*†‡]{1,3}|[ivx]{1,4})\s*[\])]?")
_NOTE_CLASS = re.compile(r"(sd)?(foot|end)note(sym|-back|-text)?", re.IGNORECASE)

# 40,000 attributes of a tag take libxml2 1.6 seconds, 200,000 would take 40; a tag of a real page has a few dozen.
_MOST_ATTRIBUTES = 2_000
_TAG = re.compile(
    r"""<!--.*?(?:-->|\Z)|<(script|style|textarea|title)\b.*?(?:</\1\s*>|\Z)"""
    r"""|<[a-z](?:[^>"']++|"[^"]*+"|'[^']*+')*+""",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""[^\s/>="']+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?""")


def decode_html(data: bytes, *, encoding: str = "", path: str = "") -> Decoded:
    """Return the text of an HTML file: in the encoding asked for, else declared, else the likeliest.

    Raises:
        ReadError: the encoding asked for is unknown or does not fit, or none fits.
    """
    declared = "" if encoding else _declared_encoding(data)
    if declared:
        try:
            return decode_bytes(data, encoding=declared, path=path)
        except ReadError:
            # A wrong declaration is common and no reason to give up.
            pass
    return decode_bytes(data, encoding=encoding, path=path)


def _declared_encoding(data: bytes) -> str:
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return ""
    start = data[:_DECLARED_WITHIN]
    found = _XML_ENCODING.search(start) or _CHARSET.search(start)
    return found[1].decode("ascii") if found else ""


def parse_html(text: str, *, path: str = "", targets: frozenset[str] = frozenset()) -> tuple[Block, ...]:
    """Return the blocks of an HTML text; footnotes (what marks in the text point to) occur at the end.

    `targets` are the names of footnotes that marks in other files point to.

    Raises:
        ReadError: there is nothing in it that HTML could be.
    """
    whole = _prepare(text)
    root = _parse_tree(whole, path)
    if is_cut_off(root):
        root = _parse_tree(flatten_html(whole, _BLOCKS), path)
    walk = _Walk(_note_targets(root, targets))
    _walk_element(root, walk)
    walk.flush()
    return (*walk.blocks, *(note for note in walk.notes if note.text))


def _refuse_endless_tag(text: str, path: str) -> None:
    """Refuse a text in which a tag has so many attributes that libxml2, which compares each with each, does not end."""
    for tag in _TAG.finditer(text):
        # An attribute has a character, and one before it.
        if tag.end() - tag.start() > 2 * _MOST_ATTRIBUTES:
            count = sum(1 for _ in islice(_ATTRIBUTE.finditer(tag[0]), _MOST_ATTRIBUTES + 1))
            if count > _MOST_ATTRIBUTES and not (tag[1] or tag[0].startswith("<!")):
                line = text.count("\n", 0, tag.start()) + 1
                message = f"has a tag with more than {_MOST_ATTRIBUTES:,} attributes, or one that does not end"
                advice = "end the tag with >, or save the page as text"
                raise ReadError(message, code="file.large", path=path, line=line, advice=advice)


def find_note_targets(text: str, *, path: str = "", known: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the names that footnote marks of an HTML text point to, and those known of the files before it.

    Raises:
        ReadError: there is nothing in it that HTML could be.
    """
    return _note_targets(_parse_tree(_prepare(text), path), known)


def _prepare(text: str) -> str:
    """Return the text with what HTML leaves open closed, and what only XHTML closes at once closed as HTML does."""
    whole = _XML_DECLARATION.sub("", text)
    if _XHTML in whole[:_DECLARED_WITHIN]:
        whole = _EMPTY_ELEMENT.sub(r"<\1\2></\1>", whole)
    return _OPEN_READING.sub(r"\1</\2>", whole)


def _parse_tree(text: str, path: str) -> _Element:
    from lxml import etree, html

    _refuse_endless_tag(text, path)
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise ReadError(
            say("is not HTML that can be read ({error})", error=error),
            code="file.kind",
            path=path,
            advice="save it as text",
        ) from error


def _note_targets(root: _Element, known: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the names that footnote marks point to: raised links inside the page whose whole text is a mark.

    The footnote's own mark points back to the text: it comes later, and bears a name that is pointed to.
    """
    targets: set[str] = set(known)
    for link in root.iter("a"):
        if (
            link.get("href", "").startswith("#")
            and _is_mark(link)
            and _stands_high(link)
            and not any(_is_note(one, targets) for one in (link, *link.iterancestors()))
        ):
            targets.add(link.get("href", "")[1:])
    return frozenset(targets)


def _is_mark(element: _Element) -> bool:
    return _MARK.fullmatch(_all_text(element).strip()) is not None


def _all_text(element: _Element) -> str:
    return "".join(str(piece) for piece in element.itertext())


def _stands_high(link: _Element) -> bool:
    parent = link.getparent()
    is_high = link.find(".//sup") is not None or (parent is not None and parent.tag == "sup")
    return is_high or _NOTE_CLASS.search(link.get("class", "")) is not None


@dataclass
class _Walk:
    """The blocks met so far, and the one under way; `note_owner` is the element that a footnote ends with."""

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
        """End the block under way."""
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
        found = _MARK.fullmatch(_all_text(element).strip())
        self.notes[-1] = Block("", BlockKind.FOOTNOTE, found[1] if found else "")
        return found is not None


def _find_owner(element: _Element, targets: frozenset[str]) -> _Element:
    """Return the block that holds a footnote and nothing else: the division around its paragraphs, if there is one."""
    owner = element
    for outer in element.iterancestors():
        is_inline = owner.tag not in _BLOCKS
        holds_one = (
            outer.tag in ("div", "li", "aside", "dd") and sum(_is_note(one, targets) for one in outer.iter()) == 1
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
    if walk.note_owner is None and _is_note(element, walk.targets):
        walk.begin_note(element)
    if element.tag not in ("a", "sup") or not _is_mark(element):
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
    if tag == "sup" and set_apart("".join(walk.pieces[-1:]), _all_text(element)).startswith(" "):
        walk.pieces.append(" ")
    if tag not in _BLOCKS and tag != "br":
        return
    walk.flush()
    if tag in _HEADINGS:
        walk.kind = BlockKind.HEADING
    elif tag in ("ul", "ol"):
        walk.lists.append((_list_style(element), _start_of(element)))
    elif tag == "li" and walk.lists:
        style, value = walk.lists[-1]
        value = _number(element.get("value", ""), value)
        walk.label = _list_label(style, value)
        walk.lists[-1] = (style, value + 1)


def _is_note(element: _Element, targets: Container[str]) -> bool:
    return any(name and name in targets for name in (element.get("id"), element.get("name")))


def _leave(element: _Element, walk: _Walk) -> None:
    if element.tag in _BLOCKS:
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
    return _number(element.get("start", ""), 1)


def _number(written: str, default: int) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else default


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
        spans = [_number(cell.get("rowspan", ""), 1) for cell in cells]
        reach = max(reach - 1, max(spans, default=1) - 1)


def _cell_texts(cell: _Element, targets: frozenset[str]) -> Iterator[str]:
    inner = _Walk(targets)
    _walk_element(cell, inner)
    inner.flush()
    for block in inner.blocks:
        yield f"{block.label} {block.text}" if block.label else block.text
