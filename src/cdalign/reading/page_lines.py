"""Lines on pages: which are running heads and feet, which are footnotes, and how far apart they occur.

What is told here is told by place and size alone, so it needs no PDF to be tested.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import chain, pairwise
from statistics import median
from typing import NamedTuple

from cdalign.patterns import compile_late
from cdalign.reading.mastheads import is_symbol
from cdalign.reading.tags import Tag

# Job number and bar code of UN documents, and page numbers, which need not repeat to be recognised.
_RUNNING = compile_late(
    r"(GE\.)?\d{2}-\d{5}.{0,40}|\*\d{7}\*|\d{1,2}/\d{1,4}|[-–—]?\s*\d{1,4}\s*[-–—]?|第\s*\d+\s*页"
    r"|_{3,}|Please recycle.{0,3}|请回收"
)
# What no text has anywhere: rules of underscores, bar codes, the job number with its language, as of the first page.
_IMPRINT = re.compile(r"_{6,}|\*\d{7}\*|(GE\.)?\d{2}-\d{5}\s*\([ACEFRS]\)[\s\d]{0,20}|Please recycle.{0,3}|请回收")
_NUMBER = re.compile(r"[0-9]{1,6}")
_NOTE_MARK = re.compile(r"\s*(\d{1,3}|\*{1,3}|[†‡])/?\s+(?=\S)")
_EDGE_LINES = 3
_LONGEST_RUNNING_LINE = 100
# Left and right pages have heads of their own: each occurs on half of the pages, less the first.
_LEAST_SHARE = 0.3
_SAME_HEIGHT_POINTS = 4.0
# Footnotes are set at least a twentieth smaller than the text (UN: 9 points under 10).
_SMALLER = 0.95
# Paragraphs are parted by at least a third of the distance between lines.
_WIDER = 1.3
# Proportional letters: a full line has at least this share of the most letters that lines have.
_FULL_LINE = 0.8
# Size and distance of lines are measured on at least this many pages. All pages would give the same.
_MEASURED_PAGES = 100


class Setting(IntEnum):
    """How a line is set: across the page, in a column next to others, or as the row of a table."""

    ACROSS = 0
    COLUMN = 1
    ROW = 2


class Cell(NamedTuple):
    """Where the cell of a text begins and ends, and where the text's last line ends: points from the left."""

    left: float
    edge: float
    end: float


class PageLine(NamedTuple):
    """One line of a page, a piece of one, or a table row: its text, its place, the size of its letters.

    All places are in points: `height` from the foot of the page, `left` and `right` from its left edge. `mark` is a
    footnote's mark that was raised at its start, `anchors` are those within; the text has none of them. A row has a
    tab between its cells, and in `cells` where each occurs. `tag` is the element of a tagged PDF that it belongs to.
    """

    text: str
    height: float = 0.0
    size: float = 0.0
    mark: str = ""
    anchors: tuple[str, ...] = ()
    left: float = 0.0
    right: float = 0.0
    setting: Setting = Setting.ACROSS
    cells: tuple[Cell, ...] = ()
    tag: Tag | None = None


@dataclass(frozen=True, slots=True)
class PageNote:
    """A footnote: its mark and its lines."""

    mark: str
    lines: tuple[str, ...]


Page = tuple[PageLine, ...]
_Shape = tuple[str, int, int]


def drop_running_lines(pages: Sequence[Page], pitch: float = 0.0) -> tuple[list[Page], int]:
    """Return the pages without heads, feet, job numbers and page numbers, and how many lines were left out.

    `pitch` is the distance between lines of the text, if it is known: what runs occurs farther from it than that.
    Lines are told by their heights: heads and feet may be anywhere in the file.
    """
    sorted_pages = [tuple(sorted(page, key=lambda line: -line.height)) for page in pages]
    shapes = [_shapes_at_edges(page, number) for number, page in enumerate(sorted_pages)]
    repeated = _find_repeated(shapes)
    kept = []
    for number, (page, ordered, at) in enumerate(zip(pages, sorted_pages, shapes, strict=True)):
        lines = _keep_lines(ordered, _find_running(ordered, number, at, repeated), pitch)
        kept.append(page if len(lines) == len(page) else _in_order(page, lines))
    return kept, sum(map(len, pages)) - sum(map(len, kept))


def _in_order(page: Page, lines: Page) -> Page:
    """Return lines of a page in the order in which the page has them."""
    wanted = set(map(id, lines))
    return tuple(line for line in page if id(line) in wanted)


def _edges(page: Page) -> set[int]:
    count = len(page)
    return {*range(min(_EDGE_LINES, count)), *range(max(0, count - _EDGE_LINES), count)}


def _shapes(line: PageLine, page: int) -> list[_Shape]:
    """What repeats from page to page: words and place, or those with one number that counts the pages.

    `Article 6` on one page and `Article 17` on the next are headings; `page 2 of 9` and `page 3 of 9` are running.
    """
    height, size = round(line.height / _SAME_HEIGHT_POINTS), round(line.size)
    shapes = [(line.text, height, size)]
    for found in _NUMBER.finditer(line.text):
        first = int(found[0]) - page
        shapes.append((f"{line.text[: found.start()]}#{first}#{line.text[found.end() :]}", height, size))
    return shapes


def _shapes_at_edges(page: Page, number: int) -> dict[int, list[_Shape]]:
    """Return the shapes of the lines near the edges of a page by their places."""
    return {
        index: _shapes(page[index], number) for index in _edges(page) if len(page[index].text) <= _LONGEST_RUNNING_LINE
    }


def _find_repeated(pages: Sequence[dict[int, list[_Shape]]]) -> set[_Shape]:
    counts: Counter[_Shape] = Counter()
    for edges in pages:
        shapes = {shape for line in edges.values() for shape in line}
        counts.update({(words, height + step, size) for words, height, size in shapes for step in (-1, 0, 1)})
    least = max(2, _LEAST_SHARE * len(pages))
    return {shape for shape, count in counts.items() if count >= least}


def _find_running(page: Page, number: int, shapes: dict[int, list[_Shape]], repeated: set[_Shape]) -> set[int]:
    """Return the places of lines near the edges of a page that may be running heads: repeated, or known by form."""
    outermost = {0, len(page) - 1}
    return {
        index
        for index, known in shapes.items()
        if not repeated.isdisjoint(known) or (index in outermost and _is_running(page[index].text.strip(), number))
    }


def _is_running(text: str, page: int) -> bool:
    """Return whether a line is a page or job number, or a document's symbol: on the first page that is its masthead."""
    return _RUNNING.fullmatch(text) is not None or (page > 0 and is_symbol(text))


def _keep_lines(page: Page, running: set[int], pitch: float) -> Page:
    """Leave out running lines from both edges inwards: what is after a line of text is text."""
    start, stop = 0, len(page)
    while start in running:
        start += 1
    while stop - 1 >= start and stop - 1 in running:
        stop -= 1
    while 0 < start < len(page) and not _stand_apart(page[start - 1], page[start], pitch):
        start -= 1
    while 0 < stop < len(page) and not _stand_apart(page[stop - 1], page[stop], pitch):
        stop += 1
    return page[start:stop]


def _stand_apart(above: PageLine, below: PageLine, pitch: float) -> bool:
    return above.height - below.height > _WIDER * pitch or not pitch


def is_furniture(text: str) -> bool:
    """Return whether a line is a page or job number, a bar code, a rule of underscores or the like."""
    return _RUNNING.fullmatch(text.strip()) is not None


def drop_imprint(page: Page) -> Page:
    """Return a page without what is not text wherever it is: rules of underscores, bar codes, the job number."""
    return tuple(line for line in page if not _IMPRINT.fullmatch(line.text.strip()))


def size_of_text(pages: Sequence[Page]) -> float:
    """Return the size in which most of the text is set."""
    counts: Counter[float] = Counter()
    for line in chain.from_iterable(_sample_pages(pages)):
        counts[line.size] += len(line.text)
    rounded: Counter[float] = Counter()
    for size, letters in counts.items():
        rounded[round(size, 1)] += letters
    return rounded.most_common(1)[0][0] if rounded else 0.0


def _sample_pages(pages: Sequence[Page]) -> Sequence[Page]:
    """Return the pages on which to measure, of a long document a part: an odd step meets left and right pages alike."""
    return pages[:: (len(pages) // _MEASURED_PAGES) | 1]


def take_notes(page: Page, text_size: float, pitch: float) -> tuple[Page, list[PageNote]]:
    """Return a page without its footnotes, and the footnotes.

    They occur at its foot: small lines, the first after a mark; or of the size of the text, but apart from it
    and after a mark that was met in it.
    """
    if not _may_bear_notes(page, text_size):
        return page, []
    lines = [split_mark(line) for line in page]
    start = min(_find_small_notes(lines, text_size), _find_anchored_notes(lines, pitch))
    notes: list[PageNote] = []
    for line in lines[start:]:
        if line.mark:
            notes.append(PageNote(line.mark, (line.text,)))
        else:
            notes[-1] = replace(notes[-1], lines=(*notes[-1].lines, line.text))
    return page[:start], notes


def _may_bear_notes(page: Page, text_size: float) -> bool:
    """Tell most pages at once: they end in letters of the usual size, and nothing on them is anchored."""
    return bool(page) and (page[-1].size < _SMALLER * text_size or any(line.anchors for line in page))


def _find_small_notes(lines: Sequence[PageLine], text_size: float) -> int:
    start = len(lines)
    while start and 0 < lines[start - 1].size < _SMALLER * text_size and not lines[start - 1].cells:
        start -= 1
    while start < len(lines) and not lines[start].mark:
        start += 1
    return start


def _find_anchored_notes(lines: Sequence[PageLine], pitch: float) -> int:
    anchors: set[str] = set()
    for index, line in enumerate(lines):
        is_apart = index > 0 and lines[index - 1].height - line.height > _WIDER * pitch > 0
        if line.mark in anchors and is_apart and not any(below.cells for below in lines[index:]):
            return index
        anchors.update(line.anchors)
    return len(lines)


def split_mark(line: PageLine) -> PageLine:
    """A mark need not be raised to open a footnote, where footnotes occur."""
    found = None if line.mark else _NOTE_MARK.match(line.text)
    return line._replace(mark=found[1], text=line.text[found.end() :]) if found else line


def part_columns(page: Page) -> list[Page]:
    """Return the stretches of a page that are read one after another: what is across it, and each column of text."""
    if not any(line.setting is Setting.COLUMN for line in page):
        return [page]
    starts = [0]
    for index, (above, line) in enumerate(pairwise(page), start=1):
        is_column = line.setting is Setting.COLUMN
        if is_column != (above.setting is Setting.COLUMN) or (is_column and line.height > above.height):
            starts.append(index)
    return [page[start:stop] for start, stop in zip(starts, [*starts[1:], len(page)], strict=True)]


def usual_distance(pages: Sequence[Page]) -> float:
    """Return the distance between two lines of a paragraph: the smallest that is common below lines that are full.

    Below a short line a paragraph ends: of a text with many short ones its distances would tell the wrong thing.
    """
    measured = _sample_pages(pages)
    widths = sorted(len(line.text) for page in measured for line in page)
    full = _FULL_LINE * widths[len(widths) - 1 - len(widths) // 40] if widths else 0
    distances = _distances(measured, full) or _distances(measured, 0)
    return median(distances[: max(1, len(distances) // 2)]) if distances else 0.0


def _distances(pages: Sequence[Page], shortest: float) -> list[float]:
    return sorted(
        above.height - line.height
        for page in pages
        for above, line in pairwise(page)
        if len(above.text) >= shortest and above.height - line.height > 0.5 * line.size > 0
    )
