"""Charts of a tagged PDF: what is written in them is part of a drawing, and no text of the document.

Word tags a chart as a figure and its letters as nothing; a DOCX keeps them in a part of its own, with its numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from cdalign.reading.drawings import Drawing
from cdalign.reading.page_lines import PageLine


def drop_labels(lines: Iterable[PageLine], drawings: Sequence[Drawing], figures: Set[int]) -> tuple[PageLine, ...]:
    """Return the lines of a page without those that have no tag and are within a drawn figure.

    `figures` are the numbers of the marked content (MCID) that is tagged as one. A picture does not count:
    what is written over it may be text.
    """
    charts = [drawing for drawing in drawings if drawing.content in figures]
    return tuple(line for line in lines if line.tag or not any(_is_within(line, chart) for chart in charts))


def _is_within(line: PageLine, chart: Drawing) -> bool:
    is_beside = chart.left <= min(line.left, line.right) and max(line.left, line.right) <= chart.right
    return is_beside and chart.foot <= line.height <= chart.top
