"""PDF, by PDFium: lines with their place and size become paragraphs, rows and footnotes.

Of six readers measured, PDFium is the quickest, keeps the order and leaves numbers in their line.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from cdalign.errors import MissingExtraError, ReadError
from cdalign.reading.blocks import Block, BlockKind
from cdalign.reading.labels import parse_label
from cdalign.reading.pages import (
    Note,
    Page,
    PageLine,
    drop_running_lines,
    size_of_text,
    space_lines,
    take_notes,
    usual_distance,
)
from cdalign.reading.wrapping import (
    Layout,
    Line,
    collect_words,
    join_at_wrap,
    join_lines,
    measure_layout,
)
from cdalign.text import clean_text, display_width, squeeze_spaces

if TYPE_CHECKING:
    import pypdfium2

# The longest UN documents have some 1,500 pages.
_MOST_PAGES = 5_000
# Pages of text take a few thousandths of a second, maps and drawings up to a second or two.
_SECONDS_TO_BEGIN, _SECONDS_A_PAGE = 20.0, 1.0
# Fewer characters a page than these come from a stamp or a page number, not from text.
_FEWEST_CHARACTERS = 15
_RAISED_SIZE = 0.85
# A gap between words is a third of the letters' size; justified lines have up to one and a half of it.
_CELL_GAP = 2.0
_STRETCHED = 1.15
_WORD_GAP = 0.15
_SAME_LINE = 0.3
_SHOWN_PAGES = 10

# PDFium gives the hyphen at the end of a line as U+FFFE, and goes on without a line break.
_LINE = re.compile(r"[^\r\n\ufffe\x02]*[^\s\ufffe\x02][^\r\n\ufffe\x02]*[\ufffe\x02]?")
_BARE_MARK = re.compile(r"\s*(\d{1,3}|\*{1,3}|[†‡])\s*")
# What may be a footnote's mark: digits that no word goes on from.
_MARK = re.compile(r"\d{1,3}(?![0-9A-Za-z])|\*+")
_SOFT_HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-", "\uffff": None})


def parse_pdf(data: bytes, *, path: str = "") -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Give the blocks of a PDF file, and warnings; its footnotes stand at the end.

    Raises:
        ReadError: it is damaged, needs a password, has too many pages, or has no text but pictures of it.
        MissingExtraError: pypdfium2 is not installed.
    """
    pages = _read_pages(data, path)
    empty = [number for number, page in enumerate(pages, start=1) if not page]
    if sum(len(line.text) for page in pages for line in page) < _FEWEST_CHARACTERS * max(1, len(pages) - len(empty)):
        raise ReadError(
            "has no text layer: its pages are pictures", path=path, advice="run OCR on it first, or ask for the DOCX"
        )
    body, notes, dropped = _part_pages(pages)
    return (*_make_blocks(body), *_make_notes(notes)), _warn(empty, dropped)


def _warn(empty: Sequence[int], dropped: int) -> tuple[str, ...]:
    warnings = []
    if empty:
        shown = ", ".join(map(str, empty[:_SHOWN_PAGES])) + (" …" if len(empty) > _SHOWN_PAGES else "")
        warnings.append(f"no text on page {shown}")
    if dropped:
        warnings.append(f"{dropped} running lines left out (heads, feet, page and job numbers)")
    return tuple(warnings)


def _part_pages(pages: Sequence[Page]) -> tuple[tuple[Line, ...], list[Note], int]:
    pitch = usual_distance(pages)
    kept, dropped = drop_running_lines(pages, pitch)
    text_size = size_of_text(kept)
    notes: list[Note] = []
    bodies = []
    for page in kept:
        body, found = take_notes(page, text_size, pitch)
        bodies.append(body)
        notes += found
    return space_lines(bodies, pitch), notes, dropped


def _make_blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """Give the paragraphs between table rows, and the rows: lines in columns are never joined."""
    layout = measure_layout([line for line in lines if "\t" not in line.text])
    start = table = 0
    for index, line in enumerate(lines):
        if "\t" not in line.text:
            continue
        yield from _join_blocks(lines[start:index], layout)
        is_new = index == 0 or "\t" not in lines[index - 1].text
        table += is_new
        start = index + 1
        yield Block(clean_text(line.text), BlockKind.ROW, table=table)
    yield from _join_blocks(lines[start:], layout)


def _join_blocks(lines: Sequence[Line], layout: Layout) -> Iterator[Block]:
    for joined in join_lines(lines, layout):
        yield Block(squeeze_spaces(clean_text(joined.text)))


def _make_notes(notes: Sequence[Note]) -> Iterator[Block]:
    for note in notes:
        words = collect_words([Line(line) for line in note.lines])
        text = ""
        for line in note.lines:
            text = join_at_wrap(text, line.strip(), words) if text else line.strip()
        yield Block(squeeze_spaces(clean_text(text)), BlockKind.FOOTNOTE, note.mark)


def _read_pages(data: bytes, path: str) -> list[Page]:
    try:
        import pypdfium2
    except ImportError as error:
        raise MissingExtraError(
            "reading PDF needs pypdfium2", path=path, advice='python -m pip install "cdalign[pdf]"'
        ) from error
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refuse(error, path) from error
    try:
        if len(document) > _MOST_PAGES:
            raise ReadError(
                f"has {len(document)} pages; {_MOST_PAGES} are read", path=path, advice="split it into parts"
            )
        return list(_read_each_page(document, path))
    except pypdfium2.PdfiumError as error:
        raise _refuse(error, path) from error
    finally:
        document.close()


def _read_each_page(document: pypdfium2.PdfDocument, path: str) -> Iterator[Page]:
    """Give the pages in order, and stop where they take longer than any text does: a bound on files made to hang."""
    started = time.monotonic()
    for index in range(len(document)):
        yield _read_page(document, index)
        spent = time.monotonic() - started
        if spent > _SECONDS_TO_BEGIN + _SECONDS_A_PAGE * (index + 1):
            raise ReadError(
                f"takes too long to read ({spent:.0f} seconds for {index + 1} of {len(document)} pages)",
                path=path,
                advice="print it to a new PDF, or ask for the DOCX",
            )


def _refuse(error: Exception, path: str) -> ReadError:
    if "password" in str(error).lower() or "security" in str(error).lower():
        return ReadError("is protected by a password", path=path, advice="save a copy without the password")
    return ReadError(
        f"is a PDF that is damaged or cut off ({error})", path=path, advice="get it again from where it came"
    )


def _read_page(document: pypdfium2.PdfDocument, index: int) -> Page:
    page = document[index]
    try:
        words = page.get_textpage()
        try:
            return _read_lines(_Glyphs(words))
        finally:
            words.close()
    finally:
        page.close()


class _Fragment(NamedTuple):
    """A run of letters that PDFium gives as one line: text, where it begins and ends, its base line, its size."""

    text: str
    left: float
    right: float
    height: float
    size: float
    mark: str = ""
    anchors: tuple[str, ...] = ()


class _Glyphs:
    """The letters of a page by their place in its text; asks PDFium only for those whose place matters."""

    def __init__(self, words: Any) -> None:
        from ctypes import c_double

        from pypdfium2 import raw

        self._raw = raw
        # The handle itself: the object around it costs a look-up at every call.
        self._words = words.raw
        self._numbers = [c_double() for _ in range(4)]
        self.text: str = words.get_text_range()
        # PDFium counts UTF-16 units and letters that its text leaves out; then places would be wrong.
        self.is_placed: bool = len(self.text) == words.count_chars()

    def origin(self, index: int) -> tuple[float, float]:
        x, y = self._numbers[:2]
        self._raw.FPDFText_GetCharOrigin(self._words, index, x, y)
        return x.value, y.value

    def right(self, index: int) -> float:
        left, right, bottom, top = self._numbers
        self._raw.FPDFText_GetCharBox(self._words, index, left, right, bottom, top)
        return right.value

    def size(self, index: int) -> float:
        return float(self._raw.FPDFText_GetFontSize(self._words, index))


def _read_lines(glyphs: _Glyphs) -> Page:
    if not glyphs.is_placed:
        return tuple(PageLine(one.translate(_SOFT_HYPHENS)) for one in _LINE.findall(glyphs.text))
    fragments = (_read_fragment(glyphs, one) for one in _LINE.finditer(glyphs.text))
    return tuple(_merge_fragments([one for one in fragments if one.text.strip()]))


def _read_fragment(glyphs: _Glyphs, found: re.Match[str]) -> _Fragment:
    line, start = found[0], found.start()
    words = line.strip()
    first = start + line.index(words)
    last = first + len(words) - 1
    text, mark, anchors = _take_marks(glyphs, line, start) if _MARK.search(words) else (line, "", ())
    left, height = glyphs.origin(first)
    size = glyphs.size(last if mark else first)
    if mark:
        # The first letter is raised: the last one stands on the base line.
        height = glyphs.origin(last)[1]
    right = glyphs.right(last)
    if right - left > _STRETCHED * display_width(words) * size / 2:
        text = _part_cells(glyphs, text, start, size)
    if not text.isprintable():
        text = text.translate(_SOFT_HYPHENS)
    return _Fragment(text, left, right, height, size, mark, anchors)


def _take_marks(glyphs: _Glyphs, line: str, offset: int) -> tuple[str, str, tuple[str, ...]]:
    """Give the line with its raised footnote marks blanked out, the mark that opens it, and those within."""
    opening = ""
    anchors: list[str] = []
    for found in _MARK.finditer(line):
        if not _touches(line, found) or not _is_raised(glyphs, line, found, offset):
            continue
        if not line[: found.start()].strip():
            opening = found[0]
        else:
            anchors.append(found[0])
        # A character that no text holds keeps the places right until the line is done.
        line = line[: found.start()] + "\uffff" * len(found[0]) + line[found.end() :]
    return line, opening, tuple(anchors)


def _touches(line: str, found: re.Match[str]) -> bool:
    """Say whether what may be a mark touches what is before it, or stands at the start of a line and is no label."""
    start = found.start()
    if start and not line[start - 1].isspace():
        return not line[start - 1].isdigit()
    return not line[:start].strip() and not line.startswith((".", ")"), found.end())


def _is_raised(glyphs: _Glyphs, line: str, found: re.Match[str], offset: int) -> bool:
    beside = found.start() - 1 if found.start() else _next_letter(line, found.end())
    if beside >= len(line):
        return False
    size, usual = glyphs.size(offset + found.start()), glyphs.size(offset + beside)
    height, base = glyphs.origin(offset + found.start())[1], glyphs.origin(offset + beside)[1]
    return size <= _RAISED_SIZE * usual or height - base > 0.15 * usual


def _next_letter(line: str, start: int) -> int:
    return start + len(line[start:]) - len(line[start:].lstrip())


def _part_cells(glyphs: _Glyphs, text: str, offset: int, size: float) -> str:
    """Give the line with tabs where its columns are parted; the gap behind a paragraph's number parts none."""
    for found in re.finditer(r"(?<=\S)[ ]+(?=\S)", text):
        gap = glyphs.origin(offset + found.end())[0] - glyphs.right(offset + found.start() - 1)
        if gap > _CELL_GAP * size and not _ends_label(text, found.start()):
            text = text[: found.start()] + "\t" * len(found[0]) + text[found.end() :]
    return re.sub("\t+", "\t", text)


def _ends_label(text: str, stop: int) -> bool:
    found = parse_label(text[:stop].strip())
    return found is not None and not found[1]


def _merge_fragments(fragments: Sequence[_Fragment]) -> Iterator[PageLine]:
    """Join what stands on one line: PDFium begins a new one behind a raised mark."""
    pending: _Fragment | None = None
    for one in fragments:
        if pending and _is_beside(pending, one):
            pending = _join_fragments(pending, one)
            continue
        if pending:
            yield _as_line(pending)
        pending = one
    if pending:
        yield _as_line(pending)


def _as_line(one: _Fragment) -> PageLine:
    return PageLine(one.text, one.height, one.size, one.mark, one.anchors)


def _is_beside(left: _Fragment, right: _Fragment) -> bool:
    size = max(left.size, right.size)
    if right.left <= left.right - 0.5 * size:
        return False
    reach = _SAME_LINE if min(left.size, right.size) > _RAISED_SIZE * size else 2 * _SAME_LINE
    return abs(left.height - right.height) < reach * size


def _join_fragments(left: _Fragment, right: _Fragment) -> _Fragment:
    """Give two runs of one line as one; a raised mark is no part of its text."""
    if _is_raised_mark(left, right):
        return right._replace(left=left.left, mark=left.text.strip())
    if _is_raised_mark(right, left):
        return left._replace(right=right.right, anchors=(*left.anchors, right.text.strip()))
    gap = right.left - left.right
    size = max(left.size, right.size)
    has_space = left.text.endswith(" ") or right.text.startswith(" ") or gap > _WORD_GAP * size
    is_cell = gap > _CELL_GAP * size and not _ends_label(left.text, len(left.text))
    between = "\t" if is_cell else " " if has_space else ""
    text = f"{left.text.rstrip()}{between}{right.text.lstrip()}"
    return left._replace(text=text, right=right.right, anchors=left.anchors + right.anchors)


def _is_raised_mark(mark: _Fragment, beside: _Fragment) -> bool:
    is_small = mark.size <= _RAISED_SIZE * beside.size
    return is_small and mark.height > beside.height and _BARE_MARK.fullmatch(mark.text) is not None
