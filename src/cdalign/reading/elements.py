"""Elements of a tagged PDF: the paragraphs, headings, cells and footnotes that the lines of its pages are part of."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from cdalign.reading.page_lines import Page, PageLine, is_furniture, split_mark
from cdalign.reading.tags import Path, Tag

# The share of the letters after the first page that must have a tag, at least; heads and feet have none.
_TAGGED_SHARE = 0.6
# A note on the masthead, and how much smaller than the text it is set at least.
_STARRED = re.compile(r"\s*\*{1,3}\s+(?=\S)")
_SMALLER = 0.95
# Paragraphs that go on in the next element: of a tree that has an element for each line, most do.
_BROKEN_SHARE = 0.25


@dataclass
class Element:
    """A paragraph, heading, footnote or line without tag: its lines, and where it is on the page that it begins on."""

    tag: Tag | None
    page: int
    first: PageLine
    mark: str = ""
    left: float = math.inf
    right: float = -math.inf
    foot: float = math.inf
    lines_of_pages: dict[int, list[str]] = field(default_factory=dict)

    def add(self, line: PageLine, page: int) -> None:
        """Put a line to the others."""
        self.lines_of_pages.setdefault(page, []).append(line.text.strip())
        if page == self.page:
            self.left, self.right = min(self.left, line.left), max(self.right, line.right)
            self.foot = min(self.foot, line.height)

    @property
    def lines(self) -> list[str]:
        """Return its lines; those of the head of a table once, though each page of the table repeats them."""
        first, *others = self.lines_of_pages.values()
        return [*first, *chain.from_iterable(lines for lines in others if lines != first)]

    @property
    def row(self) -> Path:
        """Return the path of its row, empty outside of tables."""
        return self.tag.row if self.tag else ()

    @property
    def table(self) -> Path:
        """Return the path of its table, empty outside of tables."""
        return self.tag.table if self.tag else ()

    @property
    def is_heading(self) -> bool:
        """Return whether its tag is a heading's."""
        return self.tag is not None and self.tag.is_heading

    @property
    def is_note(self) -> bool:
        """Return whether it is a footnote, by its tag or by its mark."""
        return bool(self.mark) or (self.tag is not None and bool(self.tag.note))

    def take_mark(self) -> None:
        """Take the mark that opens it out of its text: it is a footnote that has no tag of one."""
        opened = split_mark(self.first)
        self.mark, (first, *others) = opened.mark, self.lines_of_pages[self.page]
        self.lines_of_pages[self.page] = [split_mark(self.first._replace(text=first)).text, *others]


def are_trustworthy(pages: Sequence[Page]) -> bool:
    """Return whether the tags of a document hold its text, and are of paragraphs and not of lines."""
    body = [line for page in pages[1:] or pages for line in page]
    letters = sum(len(line.text) for line in body)
    tagged = sum(len(line.text) for line in body if line.tag)
    elements = [element for element in gather_elements(pages) if element.tag and not element.row]
    broken = sum(above.lines[-1][-1:].isalnum() and below.lines[0][:1].islower() for above, below in pairwise(elements))
    return tagged >= _TAGGED_SHARE * letters and broken <= _BROKEN_SHARE * len(elements)


def gather_elements(pages: Sequence[Page]) -> list[Element]:
    """Return the elements in the order in which they begin."""
    elements: dict[Path, Element] = {}
    for number, page in enumerate(pages):
        for index, line in enumerate(page):
            key = (line.tag.note or line.tag.path) if line.tag else (-1, number, index)
            if key not in elements:
                first = split_mark(line) if line.tag and line.tag.note else line
                elements[key] = Element(line.tag, number, line, first.mark)
                line = first
            elements[key].add(line, number)
    return list(elements.values())


def mark_notes(elements: Sequence[Element], text_size: float) -> None:
    """Make footnotes of what is last on the first page after asterisks: notes on the masthead and on the title.

    Word sets them in a frame, and tags them as paragraphs. They are small; `text_size` is in points.
    """
    here = [element for element in elements if not element.page and element.tag and not element.is_note]
    for element in reversed(here):
        if not _STARRED.match(element.first.text) or element.first.size >= _SMALLER * text_size:
            return
        element.take_mark()


def drop_furniture(pages: Sequence[Page]) -> tuple[list[Page], int]:
    """Return the pages without what runs along their edges and has no tag, and how many lines were left out.

    What has no tag on the first page is its masthead.
    """
    kept = [tuple(_kept_lines(page, number)) for number, page in enumerate(pages)]
    kept[:1] = map(_put_head_first, kept[:1])
    return kept, sum(map(len, pages)) - sum(map(len, kept))


def _put_head_first(page: Page) -> Page:
    """Return a page with what is above all that has tags before it: word processors draw it last."""
    top = max((line.height for line in page if line.tag), default=math.inf)
    return tuple(sorted(page, key=lambda line: line.tag is not None or line.height < top))


def _kept_lines(page: Page, number: int) -> Iterator[PageLine]:
    heights = [line.height for line in page if line.tag]
    for line in page:
        is_within = not heights or min(heights) < line.height < max(heights)
        if line.tag or ((is_within or not number) and not is_furniture(line.text)):
            yield line
