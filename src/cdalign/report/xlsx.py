"""The report as a workbook: findings with rich-text marks and a column for what to ignore, beads, figures."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from cdalign.checks.suppression import FINGERPRINT_COLUMN, IGNORE_COLUMN
from cdalign.languages import is_chinese
from cdalign.messages import Message, say, translate, translate_said
from cdalign.model import Bead, Bitext, Finding, Level, Quote
from cdalign.report.marks import marked_pieces
from cdalign.report.summary import Report, bead_state, bitext_label, document_label, summarize_alignment
from cdalign.report.wording import CONCERNS, LEVELS, SEVERITIES, STATES, translate_value
from cdalign.tables import LONGEST_CELL, open_book, row_height, shorten_cell
from cdalign.units import bead_texts, bitext_queries, unit_ids

_FINDING_COLUMNS = (
    (say("Severity"), 9),
    (say("Rule"), 22),
    (say("Place"), 13),
    (say("What is wrong"), 46),
    (say("Chinese"), 52),
    (say("English"), 60),
    (say("Expected"), 30),
    (say("What to do"), 36),
    (IGNORE_COLUMN, 20),
    (FINGERPRINT_COLUMN, 18),
    (say("Concerns"), 20),
)
_QUERY_COLUMNS = (
    (say("Text"), 14),
    (say("Place"), 13),
    (say("Words"), 24),
    (say("Query"), 70),
    (say("Answer"), 50),
)
_BEAD_COLUMNS = (
    (say("State"), 11),
    (say("Score"), 7),
    (say("Shape"), 7),
    (say("Source id"), 14),
    (say("Target id"), 14),
    (say("Source"), 60),
    (say("Target"), 70),
)
_POINTS = 10
# The longest name of a sheet, and the characters that Excel allows in none.
_LONGEST_SHEET_NAME = 31
_NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))


def render_xlsx(report: Report) -> bytes:
    """Return the report as the bytes of an XLSX workbook. Equal reports give equal bytes."""
    buffer = io.BytesIO()
    with open_book(buffer, title=translate(report.title, report.lang)) as book:
        formats = _formats(book)
        names = _sheet_names(report)
        _write_findings(book.add_worksheet(next(names)), report, formats)
        _write_figures(book.add_worksheet(next(names)), report, formats)
        if any(bitext.source.queries or bitext.target.queries for bitext in report.bitexts):
            _write_queries(book.add_worksheet(translate(say("Queries"), report.lang)), report, formats)
        for bitext, name in zip(report.bitexts, names, strict=True):
            _write_beads(book.add_worksheet(name), bitext, report.lang, formats)
    return buffer.getvalue()


def _sheet_names(report: Report) -> Iterator[str]:
    """Yield the names of the sheets: findings, summary, and the beads of each text under its name."""
    fixed = [translate(words, report.lang) for words in (say("Findings"), say("Summary"), say("Beads"), say("Queries"))]
    yield from fixed[:2]
    if len(report.bitexts) == 1:
        yield fixed[2]
        return
    taken = {name.lower() for name in fixed}
    for number, bitext in enumerate(report.bitexts, start=1):
        name = bitext_label(bitext).translate(_NOT_IN_SHEET_NAMES).strip("'")[:_LONGEST_SHEET_NAME]
        if not name or name.lower() in taken:
            mark = f" {number}"
            name = f"{(name or fixed[2])[: _LONGEST_SHEET_NAME - len(mark)]}{mark}"
        taken.add(name.lower())
        yield name


def _formats(book: Any) -> dict[str, Any]:
    cell = {"text_wrap": True, "valign": "top", "font_size": _POINTS}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "bg_color": "#E8EDF2", "bottom": 1, "valign": "vcenter"}),
        "cell": book.add_format(cell),
        "doubtful": book.add_format({**cell, "bg_color": "#FFF4D6"}),
        "input": book.add_format({**cell, "bg_color": "#F3F8EE"}),
        "plain": book.add_format({"font_size": _POINTS}),
        "mark": book.add_format({"bold": True, "font_color": "#B00020", "font_size": _POINTS}),
        "score": book.add_format({**cell, "num_format": "0.00"}),
    }


def _write_figures(sheet: Any, report: Report, formats: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 60)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, translate(report.title, report.lang), formats["title"])
    rows = [*_finding_figures(report), *(row for bitext in report.bitexts for row in _bead_figures(bitext))]
    for row, (label, value) in enumerate(rows, start=2):
        sheet.write_string(row, 0, translate(label, report.lang), formats["cell"])
        sheet.write(row, 1, translate(value, report.lang) if isinstance(value, str) else value, formats["cell"])


def _finding_figures(report: Report) -> Iterator[tuple[str, str | int]]:
    if not report.was_checked:
        yield say("Findings"), say("nothing was checked")
        return
    for severity, count in report.by_severity.items():
        yield say("Findings, {severity}", severity=SEVERITIES[severity]), count
    yield from report.by_rule.items()


def _bead_figures(bitext: Bitext) -> Iterator[tuple[str, str | int]]:
    """Yield the figures of a text, each under its name."""
    name = bitext_label(bitext)
    for document in (bitext.source, bitext.target):
        yield say("{name}, {lang}", name=name, lang=document.lang), document_label(document)
    for level in Level:
        summary = summarize_alignment(bitext, level)
        figures = [
            (say("in all"), summary.beads),
            *summary.shapes,
            (STATES["confirmed"], summary.confirmed),
            (STATES["doubtful"], summary.doubtful),
        ]
        for what, count in figures:
            yield say("{name}, {level}: {what}", name=name, level=LEVELS[level], what=what), count


def _write_head(
    sheet: Any, columns: Sequence[tuple[Message, int]], rows: int, lang: str, formats: dict[str, Any]
) -> None:
    for column, (name, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, translate(name, lang), formats["head"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(rows, 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_findings(sheet: Any, report: Report, formats: dict[str, Any]) -> None:
    _write_head(sheet, _FINDING_COLUMNS, len(report.findings), report.lang, formats)
    for row, finding in enumerate(report.findings, start=1):
        _write_finding(sheet, row, finding, report.lang, formats)
        concern = translate(CONCERNS[report.concerns.find(finding)], report.lang)
        sheet.write_string(row, 10, concern, formats["cell"])


def _write_finding(sheet: Any, row: int, finding: Finding, lang: str, formats: dict[str, Any]) -> None:
    severity = translate(SEVERITIES[finding.severity], lang)
    before = (severity, finding.rule, finding.unit, translate(finding.message, lang))
    for column, text in enumerate(before):
        sheet.write_string(row, column, shorten_cell(text), formats["cell"])
    chinese = [quote for quote in finding.quotes if is_chinese(quote.lang)]
    others = [quote for quote in finding.quotes if not is_chinese(quote.lang)]
    for column, quotes in ((4, chinese), (5, others)):
        _write_quotes(sheet, row, column, quotes, formats)
    after = (translate_said(finding.expected, lang), translate(finding.advice, lang))
    for column, text in enumerate(after, start=6):
        sheet.write_string(row, column, shorten_cell(text), formats["cell"])
    quoted = ("\n".join(f"{quote.place}: {quote.text}" for quote in side) for side in (chinese, others))
    _fit_row(sheet, row, _FINDING_COLUMNS, enumerate((*before, *quoted, *after)))
    sheet.write_blank(row, 8, None, formats["input"])
    sheet.write_string(row, 9, finding.fingerprint, formats["cell"])


def _fit_row(sheet: Any, row: int, columns: Sequence[tuple[Message, int]], cells: Iterable[tuple[int, str]]) -> None:
    """Make a row high enough for its texts, each with the number of its column."""
    sheet.set_row(row, row_height(((text, columns[column][1]) for column, text in cells), _POINTS))


def _write_quotes(sheet: Any, row: int, column: int, quotes: Sequence[Quote], formats: dict[str, Any]) -> None:
    """Write quotes into one cell, each after its place, with the marks in bold and red."""
    pieces: list[tuple[str, bool]] = []
    length = 0
    for quote in quotes:
        lead = f"{quote.place}: " if quote.place else ""
        length += len(lead) + len(quote.text) + 1
        if length > LONGEST_CELL:
            pieces = pieces or [(shorten_cell(lead + quote.text), False)]
            break
        pieces += [(f"\n{lead}" if pieces else lead, False), *marked_pieces(quote)]
    shown = [(formats["mark" if is_marked else "plain"], text) for text, is_marked in pieces if text]
    # A rich string in Excel needs at least two fragments. Each has its own size, whatever that of the cell is.
    if len(shown) > 1 and any(is_marked for _, is_marked in pieces):
        sheet.write_rich_string(row, column, *chain.from_iterable(shown), formats["cell"])
    else:
        sheet.write_string(row, column, "".join(text for _, text in shown), formats["cell"])


def _write_queries(sheet: Any, report: Report, formats: dict[str, Any]) -> None:
    queries = [(bitext_label(bitext), query) for bitext in report.bitexts for _, query in bitext_queries(bitext)]
    _write_head(sheet, _QUERY_COLUMNS, len(queries), report.lang, formats)
    for row, (label, query) in enumerate(queries, start=1):
        asked = query.question if not query.is_comment else str(query)
        texts = (label, query.place, query.words, asked, query.answer)
        _fit_row(sheet, row, _QUERY_COLUMNS, enumerate(texts))
        for column, text in enumerate(texts[:-1]):
            sheet.write_string(row, column, shorten_cell(text), formats["cell"])
        sheet.write_string(row, 4, shorten_cell(query.answer), formats["input"])


def _write_beads(sheet: Any, bitext: Bitext, lang: str, formats: dict[str, Any]) -> None:
    _write_head(sheet, _BEAD_COLUMNS, len(bitext.sentences), lang, formats)
    for row, bead in enumerate(bitext.sentences, start=1):
        style = formats["doubtful" if bead.is_doubtful else "cell"]
        state = translate_value(STATES, bead_state(bead), lang)
        cells = [(0, state), (2, bead.shape), *_bead_cells(bitext, bead)]
        _fit_row(sheet, row, _BEAD_COLUMNS, cells)
        for column, text in cells:
            sheet.write_string(row, column, shorten_cell(text), style)
        sheet.write_number(row, 1, round(bead.score, 3), formats["score"])


def _bead_cells(bitext: Bitext, bead: Bead) -> list[tuple[int, str]]:
    source, target = bead_texts(bitext, Level.SENTENCE, bead)
    ids = (unit_ids(bitext.source, Level.SENTENCE, bead.source), unit_ids(bitext.target, Level.SENTENCE, bead.target))
    return [(3, " ".join(ids[0])), (4, " ".join(ids[1])), (5, source), (6, target)]
