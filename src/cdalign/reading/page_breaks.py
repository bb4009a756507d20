"""Where one page of a text file ends and the next begins, if no form feed says so: page numbers and heads.

`- 12 -`, `第 12 页` and `Page 12` are page numbers wherever they are alone on a line. A bare number is one if it comes
between the lines of a sentence, and belongs to a series that counts up or is next to a line that recurs; or if it is
next to the title, printed again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from cdalign.patterns import compile_late
from cdalign.reading.lines import Line, ends_finished
from cdalign.reading.text_layouts import measure_layout
from cdalign.text import display_width

_PAGE_NUMBER = compile_late(
    r"[-–—]{1,2}\s*\d{1,4}\s*[-–—]{1,2}|第\s*\d{1,4}\s*[页頁](?:[\s,，/]*共\s*\d{1,4}\s*[页頁])?"
    r"|[\[(（]?(?i:page)\s+\d{1,4}(?:\s+of\s+\d{1,4})?[\])）]?"
)
_BARE_NUMBER = compile_late(r"\d{1,4}")
# Fewer lines make no page.
_SHORTEST_PAGE = 5
# Of the bare numbers of pages at least this share comes between the lines of a sentence.
_LEAST_INSIDE = 0.4
# A line within a sentence is at least so wide, as a share of a full one.
_WIDE = 0.7
# The farthest from its page number that a head or a foot may be, in lines, and its greatest length in characters.
_NEAR = 2
_LONGEST_HEAD = 100


def find_page_breaks(lines: Sequence[Line]) -> set[int]:
    """Return the places of page numbers and of the heads and feet next to them."""
    explicit = {index for index, line in enumerate(lines) if _PAGE_NUMBER.fullmatch(line.text)}
    bare = [index for index, line in enumerate(lines) if _BARE_NUMBER.fullmatch(line.text)]
    if not explicit and not bare:
        return set()
    measure = measure_layout(lines).measure
    recurring = _find_recurring(lines, _WIDE * measure if measure else _LONGEST_HEAD)
    numbers = explicit | _keep_page_numbers(lines, bare, recurring, measure)
    return numbers | _find_heads(lines, numbers, recurring)


def _find_recurring(lines: Sequence[Line], widest: float) -> set[int]:
    """Return the places of lines that an earlier one is equal to, and that are too narrow to go on below."""
    counts: Counter[str] = Counter()
    found = set()
    for index, line in enumerate(lines):
        counts[line.text] += 1
        if counts[line.text] > 1 and display_width(line.text) <= widest and not line.text.isdigit():
            found.add(index)
    return found


def _keep_page_numbers(lines: Sequence[Line], bare: Sequence[int], recurring: set[int], measure: int) -> set[int]:
    """Return those of the bare numbers that count pages."""
    titles = {index for index in recurring if lines[index].text == lines[0].text}
    next_to_title = {index for index in bare if titles & {index - 1, index + 1}}
    # Where a line is a paragraph, nothing comes between the lines of a sentence.
    if not measure:
        return next_to_title
    inside = {index for index in bare if _is_inside(lines, index, recurring, measure)}
    kept = {index for index in inside if recurring & {index - 1, index + 1}}
    for series in _series_in(lines, bare):
        if len(series) > 1 and len(inside.intersection(series)) >= _LEAST_INSIDE * len(series):
            kept.update(series)
    return kept | next_to_title


def _is_inside(lines: Sequence[Line], index: int, recurring: set[int], measure: int) -> bool:
    """Return whether the text before a number, and before a foot above it, breaks off at the end of a line."""
    above = index - 2 if index - 1 in recurring else index - 1
    if above < 0:
        return False
    text = lines[above].text
    return display_width(text) >= _WIDE * measure and not ends_finished(text)


def _series_in(lines: Sequence[Line], places: Iterable[int]) -> Iterator[list[int]]:
    """Yield the series of numbers that count up by one, each some lines below the one before it."""
    series: list[int] = []
    for place in places:
        is_next = bool(series) and int(lines[place].text) == int(lines[series[-1]].text) + 1
        if series and not (is_next and place - series[-1] >= _SHORTEST_PAGE):
            yield series
            series = []
        series.append(place)
    yield series


def _find_heads(lines: Sequence[Line], numbers: set[int], recurring: set[int]) -> set[int]:
    """Return the places of recurring lines next to a page number, or as near to more than one of them."""
    found: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number in numbers:
        for step in (*range(-_NEAR, 0), *range(1, _NEAR + 1)):
            place = number + step
            if 0 <= place < len(lines) and place not in numbers and len(lines[place].text) <= _LONGEST_HEAD:
                found[lines[place].text, step].append(place)
    heads = {place for places in found.values() if len(places) > 1 for place in places}
    return heads | {place for number in numbers for place in (number - 1, number + 1) if place in recurring}
