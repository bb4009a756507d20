"""Findings and bitexts as a page, a workbook, data for other programs, or text, all made from one value."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cdalign.atomic import write_whole
from cdalign.errors import UsageError
from cdalign.messages import say
from cdalign.report.summary import Report, make_report

__all__ = ["FORMATS", "Report", "make_report", "render_report", "write_report"]

FORMATS = (".html", ".xlsx", ".json", ".sarif", ".txt")


def render_report(report: Report, suffix: str, path: str | Path = "") -> str | bytes:
    """Return the report in the format of a file suffix (.html, .xlsx, .json, .sarif, .txt). `path` is for messages.

    Raises:
        UsageError: the suffix is not one of these.
    """
    render = _renderer(suffix.lower())
    if render is None:
        raise UsageError(
            say("unknown report format {suffix!r}", suffix=suffix),
            path=path,
            advice=say("choose one of {names}", names=", ".join(FORMATS)),
        )
    return render(report)


def _renderer(suffix: str) -> Callable[[Report], str | bytes] | None:
    # Each format is imported on demand: jinja2 and xlsxwriter take longer to load than a check takes.
    match suffix:
        case ".html" | ".htm":
            from cdalign.report.html import render_html

            return render_html
        case ".xlsx":
            from cdalign.report.xlsx import render_xlsx

            return render_xlsx
        case ".json":
            from cdalign.report.data import render_json

            return render_json
        case ".sarif":
            from cdalign.report.sarif import render_sarif

            return render_sarif
        case ".txt":
            from cdalign.report.terminal import render_text

            return render_text
    return None


def write_report(path: str | Path, report: Report) -> None:
    """Write the report in the format of the suffix of `path`.

    Raises:
        UsageError: the suffix is not that of a report format.
        WriteError: the file cannot be written.
    """
    write_whole(path, render_report(report, Path(path).suffix, path))
