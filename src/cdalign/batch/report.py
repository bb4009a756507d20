"""The figures of a batch as a page with charts that works offline, and as data for other programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from cdalign.atomic import write_whole
from cdalign.batch.pairs import SCORE_BINS
from cdalign.batch.totals import Totals
from cdalign.model import DOUBTFUL_BELOW
from cdalign.templates import render_template
from cdalign.version import VERSION

_MOST_SHAPES = 12
_OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: its label, its count, its part of the whole, and its length in percent of the longest."""

    label: str
    count: int
    part: float
    length: float


def write_reports(folder: Path, totals: Totals) -> None:
    """Write `report.html` and `report.json`.

    Raises:
        WriteError: one of them cannot be written.
    """
    write_whole(folder / "report.json", render_json(totals))
    write_whole(folder / "report.html", render_html(totals))


def render_json(totals: Totals) -> str:
    """Return the figures as JSON."""
    return json.dumps({"version": VERSION, **describe_totals(totals)}, ensure_ascii=False, indent=2) + "\n"


def describe_totals(totals: Totals) -> dict[str, Any]:
    """Return the figures as a value that JSON can hold. Long lists are replaced by their counts."""
    # `asdict` would count the items of a counter again, so both counters are put in separately.
    figures = asdict(replace(totals, shapes=Counter(), marks=Counter()))
    figures["failures"] = [{"name": failure.entry.name, "reason": failure.reason} for failure in totals.failures]
    figures["shapes"] = dict(sorted(totals.shapes.items(), key=lambda item: (-item[1], item[0])))
    figures["marks"] = dict(sorted(totals.marks.items()))
    return figures


def render_html(totals: Totals) -> str:
    """Return the figures as one HTML page, which loads nothing from the network."""
    page = render_template(
        "cdalign.batch",
        "batch.html",
        totals=totals,
        version=VERSION,
        doubtful_below=DOUBTFUL_BELOW,
        covered=[_part(*sides) for sides in zip(totals.covered, totals.chars, strict=True)],
        shapes=shape_bars(totals.shapes),
        scores=bin_bars(totals.scores),
        coverage=bin_bars(totals.coverage),
    )
    return page + "\n"


def _part(count: int, total: int) -> float:
    return count / total if total else 0.0


def shape_bars(shapes: Counter[str]) -> list[Bar]:
    """Return a bar for each of the commonest shapes of beads, and one for all others."""
    common = sorted(shapes.items(), key=lambda item: (-item[1], item[0]))
    rest = sum(count for _, count in common[_MOST_SHAPES:])
    rows = common[:_MOST_SHAPES] + ([(_OTHERS, rest)] if rest else [])
    return _bars([label for label, _ in rows], [count for _, count in rows])


def bin_bars(counts: Sequence[int]) -> list[Bar]:
    """Return a bar for each tenth, from 0–10 % to 90–100 %."""
    step = 100 // SCORE_BINS
    return _bars([f"{start}–{start + step} %" for start in range(0, 100, step)], counts)


def _bars(labels: Sequence[str], counts: Sequence[int]) -> list[Bar]:
    total, longest = sum(counts), max(counts, default=0)
    return [
        Bar(label, count, _part(count, total), round(100 * _part(count, longest), 1))
        for label, count in zip(labels, counts, strict=True)
    ]
