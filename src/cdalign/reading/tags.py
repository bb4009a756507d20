"""The structure tree of a tagged PDF (ISO 32000-1, 14.7 and 14.8): the paragraph, cell and row of each letter.

Word and LibreOffice write it on demand. It says what places can only suggest, also over page breaks: an element has
the same path in the tree on every page that it touches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from ctypes import c_int, c_ulong, c_void_p, create_string_buffer
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from cdalign.reading.pdfium import address_of, bind_function, buffer_address

if TYPE_CHECKING:
    import pypdfium2

Path = tuple[int, ...]

# Elements that hold paragraphs and have no text of their own (14.8.4.2, 14.8.4.3).
_HOLDERS = frozenset(
    {"Document", "DocumentFragment", "Part", "Sect", "Div", "Art", "Aside", "L", "TOC", "Index", "Private"}
    | {"Table", "THead", "TBody", "TFoot", "TR"}
)
# Elements within a paragraph (ISO 32000-1, 14.8.4.4), and those that only hold others.
_INLINE = frozenset(
    {"Span", "Quote", "Reference", "BibEntry", "Code", "Link", "Annot", "Em", "Strong", "Sub", "NonStruct", "Formula"}
    | {"Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Form", "Lbl", "LBody"}
)
_HEADINGS = frozenset({"H", "H1", "H2", "H3", "H4", "H5", "H6", "Title"})
_NOTES = frozenset({"Note", "FENote"})
_CELLS = frozenset({"TD", "TH"})
# Word nests some ten deep; a tree without end must not keep the reader busy.
_DEEPEST = 60
_LONGEST_TYPE = 64
# Word puts all paragraphs of a document into one element; a page has some fifty, with the cells of tables some hundred.
_MANY_CHILDREN, _FARTHEST_CHILD = 200, 100


class Tag(NamedTuple):
    """The element that a letter belongs to: the path of its paragraph in the tree, and those of what contains it.

    A path is the places of the element and of those above it among their siblings, from the root. `cell`, `row` and
    `table` are empty outside of tables, `note` outside of footnotes.
    """

    path: Path
    is_heading: bool = False
    note: Path = ()
    cell: Path = ()
    row: Path = ()
    table: Path = ()


class _Functions(NamedTuple):
    open_tree: Callable[..., Any]
    close_tree: Callable[..., Any]
    count_roots: Callable[..., Any]
    root_at: Callable[..., Any]
    count: Callable[..., Any]
    child_at: Callable[..., Any]
    content_at: Callable[..., Any]
    type_of: Callable[..., Any]


@cache
def _functions() -> _Functions:
    from pypdfium2 import raw

    child = (c_void_p, c_int)
    return _Functions(
        bind_function(raw.FPDF_StructTree_GetForPage, c_void_p, c_void_p),
        bind_function(raw.FPDF_StructTree_Close, None, c_void_p),
        bind_function(raw.FPDF_StructTree_CountChildren, c_int, c_void_p),
        bind_function(raw.FPDF_StructTree_GetChildAtIndex, c_void_p, *child),
        bind_function(raw.FPDF_StructElement_CountChildren, c_int, c_void_p),
        bind_function(raw.FPDF_StructElement_GetChildAtIndex, c_void_p, *child),
        bind_function(raw.FPDF_StructElement_GetChildMarkedContentID, c_int, *child),
        bind_function(raw.FPDF_StructElement_GetType, c_ulong, c_void_p, c_void_p, c_ulong),
    )


def is_tagged(document: pypdfium2.PdfDocument) -> bool:
    """Return whether a document has a structure tree and says that its content is tagged."""
    from pypdfium2 import raw

    return bool(raw.FPDFCatalog_IsTagged(document.raw))


class TagReader:
    """Reads the tags of a document's pages, one after another.

    PDFium shows on every page all children of an element, with nothing in the place of those on other pages. Those of
    a page are found where those of the page before were, and after them; if any is missing, all are looked at.
    `figures` are the pieces of marked content that are tagged as figures on the page read last.
    """

    def __init__(self) -> None:
        self._functions = _functions()
        self._buffer = create_string_buffer(_LONGEST_TYPE)
        self._address = buffer_address(self._buffer)
        self._starts: dict[Path, int] = {}
        self._looks_at_all = False
        self._tags: dict[int, Tag] = {}
        self.figures: set[int] = set()

    def read_page(self, page: pypdfium2.PdfPage, contents: Set[int]) -> dict[int, Tag]:
        """Return the tag of each piece of marked content on a page, by its number (MCID); empty without a tree.

        `contents` are the numbers that the letters of the page bear, as far as they are known.
        """
        self.figures = set()
        tree = self._functions.open_tree(address_of(page.raw))
        if not tree:
            return {}
        try:
            for self._looks_at_all in (False, True):
                self._read_tree(tree)
                if contents <= self._tags.keys():
                    break
            return self._tags
        finally:
            self._functions.close_tree(tree)

    def _read_tree(self, tree: int) -> None:
        self._tags = {}
        for index in range(self._functions.count_roots(tree)):
            root = self._functions.root_at(tree, index)
            if root:
                self._read_element(root, (index,), Tag(()), is_first=False)

    def _read_element(self, element: int, place: Path, above: Tag, *, is_first: bool) -> None:
        """Note the tag of each piece of content in an element and below it; `is_first` of what opens a list item."""
        if len(place) > _DEEPEST:
            return
        kind = self._type(element)
        tag = above if is_first and kind == "P" else _enter(kind, place, above)
        opens_item = kind == "LBody"
        for index in self._children(element, place):
            child = self._functions.child_at(element, index)
            if child:
                self._read_element(child, (*place, index), tag, is_first=opens_item)
                opens_item = False
                continue
            content = self._functions.content_at(element, index)
            if content >= 0:
                self._tags[content] = tag if tag.path else tag._replace(path=place)
                self.figures.update((content,) if kind == "Figure" else ())

    def _children(self, element: int, place: Path) -> Iterable[int]:
        """Return the places of an element's children; of very many, those that are on the page."""
        count: int = self._functions.count(element)
        return range(count) if count < _MANY_CHILDREN else self._children_here(element, place, count)

    def _children_here(self, element: int, place: Path, count: int) -> Iterator[int]:
        child_at = self._functions.child_at
        last = -1
        for index in range(0 if self._looks_at_all else self._starts.get(place, 0), count):
            if not child_at(element, index):
                if last >= 0 and index - last > _FARTHEST_CHILD and not self._looks_at_all:
                    return
                continue
            if last < 0:
                self._starts[place] = index
            last = index
            yield index

    def _type(self, element: int) -> str:
        length = self._functions.type_of(element, self._address, _LONGEST_TYPE)
        return self._buffer.raw[: max(0, min(length, _LONGEST_TYPE) - 2)].decode("utf-16-le", "replace")


def _enter(kind: str, place: Path, above: Tag) -> Tag:
    """Return the tag of what occurs in an element of a kind at a place; that of what holds it, for what is inline."""
    if kind in _INLINE:
        return above if above.path else above._replace(path=place)
    if kind in _HOLDERS:
        inner = above._replace(path=())
        if kind == "Table" and not above.table:
            return inner._replace(table=place)
        return inner._replace(row=place) if kind == "TR" and above.table and not above.row else inner
    tag = above._replace(path=place, is_heading=kind in _HEADINGS)
    if kind in _NOTES and not above.note:
        return tag._replace(note=place)
    return tag._replace(cell=place) if kind in _CELLS and above.row and not above.cell else tag
