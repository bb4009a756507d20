"""The report as plain text, for a terminal or a log."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cdalign.model import Finding, Quote
from cdalign.report.marks import marked_pieces
from cdalign.report.summary import Report

Style = Callable[[str, str], str]
_CONTEXT_CHARACTERS = 32


def plain(text: str, style: str) -> str:  # noqa: ARG001 - the signature of every style
    """Return the text without any style."""
    return text


def render_text(report: Report, style: Style = plain) -> str:
    """Return the report as text: each finding with its quotes, then the counts.

    `style(text, name)` may add colour; the names are major, minor, info, bold, reverse.
    """
    lines = [line for finding in report.findings for line in (*_finding_lines(finding, style), "")]
    return "\n".join([*lines, summary_line(report)]) + "\n"


def summary_line(report: Report) -> str:
    """Return the counts in one line (`23 findings: 3 major, 12 minor, 8 info`), or that nothing was checked."""
    if not report.was_checked:
        return "nothing was checked"
    total = report.total
    counts = ", ".join(f"{count} {severity}" for severity, count in report.by_severity.items())
    ignored = f"; {report.ignored} ignored" if report.ignored else ""
    kept = f"; {len(report.findings)} of them shown" if report.left_out else ""
    return f"{total} {'finding' if total == 1 else 'findings'}: {counts}{ignored}{kept}"


def _finding_lines(finding: Finding, style: Style) -> Iterator[str]:
    severity = style(str(finding.severity), finding.severity)
    yield f"{severity} {style(finding.rule, 'bold')} {finding.message}"
    for quote in finding.quotes:
        yield f"    {quote.place:<12} {_shortened(quote, style) or '(nothing)'}"
    if finding.expected:
        yield f"    expected     {finding.expected}"
    if finding.advice:
        yield f"    try          {finding.advice}"


def _shortened(quote: Quote, style: Style) -> str:
    """Return the part of a quote around its first mark, with every mark in it styled."""
    first = min((span.start for span in quote.spans), default=0)
    last = max((span.stop for span in quote.spans), default=0)
    start = max(0, first - _CONTEXT_CHARACTERS)
    stop = min(len(quote.text), max(last, first) + 2 * _CONTEXT_CHARACTERS)
    shown = "".join(
        style(piece, "reverse") if is_marked else piece for piece, is_marked in marked_pieces(quote, start, stop)
    )
    return ("…" if start else "") + shown + ("…" if stop < len(quote.text) else "")
