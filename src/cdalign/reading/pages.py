"""Lines on pages: which are running heads and feet, which are footnotes, and how far apart they stand.

What is told here is told by place and size alone, so it needs no PDF to be tested.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from cdalign.reading.wrapping import Line

# Job number and bar code of UN documents, and page numbers, which need not repeat to be recognised.
_RUNNING = re.compile(r"(GE\.)?\d{2}-\d{5}.{0,40}|\*\d{7}\*|\d{1,2}/\d{1,4}|[-–—]?\s*\d{1,4}\s*[-–—]?|第\s*\d+\s*页")
_DIGITS = re.compile(r"\d+")
_NOTE_MARK = re.compile(r"\s*(\d{1,3}|\*{1,3}|[†‡])/?\s+(?=\S)")
_EDGE_LINES = 3
_LONGEST_RUNNING_LINE = 100
# Left and right pages have heads of their own: each stands on half of the pages, less the first.
_LEAST_SHARE = 0.3
_SAME_HEIGHT_POINTS = 4.0
# Footnotes are set at least a twentieth smaller than the text (UN: 9 points under 10).
_SMALLER = 0.95
# Paragraphs are parted by at least a third of the distance between lines.
_WIDER = 1.3


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line of a page: text, distance from the foot (points), size of its letters, whether a mark opens it.

    `mark` is a footnote's mark that stood raised at its start, `anchors` are those within; the text has none of them.
    """

    text: str
    height: float = 0.0
    size: float = 0.0
    mark: str = ""
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its mark and its lines."""

    mark: str
    lines: tuple[str, ...]


Page = tuple[PageLine, ...]


def drop_running_lines(pages: Sequence[Page], pitch: float = 0.0) -> tuple[list[Page], int]:
    """Give the pages without heads, feet, job numbers and page numbers, and how many lines were left out.

    `pitch` is the distance between lines of the text, if it is known: what runs stands farther from it than that.
    """
    repeated = _find_repeated(pages)
    kept = [_keep_lines(page, repeated, pitch) for page in pages]
    return kept, sum(map(len, pages)) - sum(map(len, kept))


def _edges(page: Page) -> set[int]:
    count = len(page)
    return {*range(min(_EDGE_LINES, count)), *range(max(0, count - _EDGE_LINES), count)}


def _shape(line: PageLine) -> tuple[str, int]:
    """What repeats from page to page: the words but not the numbers, and the height."""
    return _DIGITS.sub("#", line.text), round(line.height / _SAME_HEIGHT_POINTS)


def _shapes_near(line: PageLine) -> set[tuple[str, int]]:
    words, height = _shape(line)
    return {(words, height + step) for step in (-1, 0, 1)}


def _find_repeated(pages: Sequence[Page]) -> set[tuple[str, int]]:
    counts: Counter[tuple[str, int]] = Counter()
    for page in pages:
        lines = (page[index] for index in _edges(page) if len(page[index].text) <= _LONGEST_RUNNING_LINE)
        counts.update({shape for line in lines for shape in _shapes_near(line)})
    least = max(2, _LEAST_SHARE * len(pages))
    return {shape for shape, count in counts.items() if count >= least}


def _keep_lines(page: Page, repeated: set[tuple[str, int]], pitch: float) -> Page:
    """Leave out running lines from both edges inwards: what stands behind a line of text is text."""
    start, stop = 0, len(page)
    while start < min(_EDGE_LINES, stop) and _is_running(page[start], repeated, is_outermost=start == 0):
        start += 1
    while stop > max(start, len(page) - _EDGE_LINES) and _is_running(
        page[stop - 1], repeated, is_outermost=stop == len(page)
    ):
        stop -= 1
    while 0 < start < len(page) and not _stand_apart(page[start - 1], page[start], pitch):
        start -= 1
    while 0 < stop < len(page) and not _stand_apart(page[stop - 1], page[stop], pitch):
        stop += 1
    return page[start:stop]


def _stand_apart(above: PageLine, below: PageLine, pitch: float) -> bool:
    return above.height - below.height > _WIDER * pitch or not pitch


def _is_running(line: PageLine, repeated: set[tuple[str, int]], *, is_outermost: bool) -> bool:
    return _shape(line) in repeated or (is_outermost and _RUNNING.fullmatch(line.text.strip()) is not None)


def size_of_text(pages: Iterable[Page]) -> float:
    """Give the size in which most of the text is set."""
    counts: Counter[float] = Counter()
    for page in pages:
        for line in page:
            counts[round(line.size, 1)] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def take_notes(page: Page, text_size: float, pitch: float) -> tuple[Page, list[Note]]:
    """Give a page without its footnotes, and the footnotes.

    They stand at its foot: small lines, the first behind a mark; or of the size of the text, but apart from it
    and behind a mark that was met in it.
    """
    lines = [_split_mark(line) for line in page]
    start = min(_find_small_notes(lines, text_size), _find_anchored_notes(lines, pitch))
    notes: list[Note] = []
    for line in lines[start:]:
        if line.mark:
            notes.append(Note(line.mark, (line.text,)))
        else:
            notes[-1] = replace(notes[-1], lines=(*notes[-1].lines, line.text))
    return page[:start], notes


def _find_small_notes(lines: Sequence[PageLine], text_size: float) -> int:
    start = len(lines)
    while start and 0 < lines[start - 1].size < _SMALLER * text_size:
        start -= 1
    while start < len(lines) and not lines[start].mark:
        start += 1
    return start


def _find_anchored_notes(lines: Sequence[PageLine], pitch: float) -> int:
    anchors: set[str] = set()
    for index, line in enumerate(lines):
        is_apart = index > 0 and lines[index - 1].height - line.height > _WIDER * pitch > 0
        if line.mark in anchors and is_apart:
            return index
        anchors.update(line.anchors)
    return len(lines)


def _split_mark(line: PageLine) -> PageLine:
    """A mark need not be raised to open a footnote, where footnotes stand."""
    found = None if line.mark else _NOTE_MARK.match(line.text)
    return replace(line, mark=found[1], text=line.text[found.end() :]) if found else line


def space_lines(pages: Sequence[Page], pitch: float) -> tuple[Line, ...]:
    """Give the lines of all pages; a wider distance above a line counts as one blank line."""
    lines: list[Line] = []
    for page in pages:
        for index, line in enumerate(page):
            distance = page[index - 1].height - line.height if index else 0.0
            is_apart = bool(pitch) and distance > _WIDER * pitch
            starts_page = index == 0 and bool(lines)
            lines.append(
                Line(
                    line.text.strip(),
                    len(lines) + 1,
                    blanks_before=int(is_apart),
                    ends_with_space=line.text.endswith(" "),
                    follows_page_break=starts_page,
                )
            )
    return tuple(lines)


def usual_distance(pages: Sequence[Page]) -> float:
    """Give the distance between two lines of a paragraph: the smallest that is common."""
    distances = sorted(
        above.height - line.height
        for page in pages
        for above, line in pairwise(page)
        if above.height - line.height > 0.5 * line.size > 0
    )
    return median(distances[: max(1, len(distances) // 2)]) if distances else 0.0
