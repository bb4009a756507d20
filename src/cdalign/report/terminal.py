"""The report as plain text, for a terminal or a log."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from cdalign.messages import Message, say, say_either, say_list, translate, translate_said
from cdalign.model import Finding, Quote, Severity
from cdalign.report.marks import marked_pieces
from cdalign.report.summary import Report
from cdalign.report.wording import SEVERITIES, translate_value

Style = Callable[[str, str], str]
_CONTEXT_CHARACTERS = 32
_LABEL_COLUMNS = 12


def plain(text: str, style: str) -> str:  # noqa: ARG001 - the signature of every style
    """Return the text without any style."""
    return text


def render_text(report: Report, style: Style = plain) -> str:
    """Return the report as text: each finding with its quotes, then the counts.

    `style(text, name)` may add colour; the names are major, minor, info, bold, reverse.
    """
    lines = [line for finding in report.findings for line in (*_finding_lines(finding, style, report.lang), "")]
    return "\n".join([*lines, summary_line(report)]) + "\n"


def summary_line(report: Report) -> str:
    """Return the counts in one line (`23 findings: 3 major, 12 minor, 8 info`), or that nothing was checked."""
    if not report.was_checked:
        return translate(say("nothing was checked"), report.lang)
    said = [
        count_findings(report),
        *([say("{count} ignored", count=report.ignored)] if report.ignored else ()),
        *([say("{count} of them shown", count=len(report.findings))] if report.left_out else ()),
    ]
    return translate(say_list(said, "; "), report.lang)


def count_findings(report: Report) -> Message:
    """Return how many findings there are, in all and of each severity."""
    return say_either(
        "{count} finding: {counts}",
        "{count} findings: {counts}",
        report.total,
        counts=count_severities(report.by_severity),
    )


def count_severities(counts: Mapping[Severity, int]) -> Message:
    """Return how many there are of each severity."""
    return say_list(say("{count} {severity}", count=count, severity=SEVERITIES[each]) for each, count in counts.items())


def _finding_lines(finding: Finding, style: Style, lang: str) -> Iterator[str]:
    severity = style(translate_value(SEVERITIES, finding.severity, lang), finding.severity)
    yield f"{severity} {style(finding.rule, 'bold')} {translate(finding.message, lang)}"
    for quote in finding.quotes:
        yield f"    {quote.place:<12} {_shortened(quote, style) or translate(say('(nothing)'), lang)}"
    if finding.expected:
        yield f"    {_label(say('expected'), lang)} {translate_said(finding.expected, lang)}"
    if finding.advice:
        yield f"    {_label(say('try'), lang)} {translate(finding.advice, lang)}"


def _label(words: Message, lang: str) -> str:
    """Return a label as wide as a place; a Chinese character takes two columns."""
    shown = translate(words, lang)
    return shown + " " * max(0, _LABEL_COLUMNS - len(shown) * (1 if shown.isascii() else 2))


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
