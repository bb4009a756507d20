"""The report as a workbook: findings with rich-text marks and a column for what to ignore, beads, figures."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from cdalign.languages import is_chinese
from cdalign.model import Bead, Bitext, Finding, Level, Quote
from cdalign.report.marks import marked_pieces
from cdalign.report.summary import Report, bead_state, bitext_label, document_label, summarize_alignment
from cdalign.tables import LONGEST_CELL, open_book, shorten_cell
from cdalign.units import bead_texts, unit_ids

_FINDING_COLUMNS = (
    ("Severity", 9),
    ("Rule", 22),
    ("Place", 13),
    ("What is wrong", 46),
    ("Chinese", 52),
    ("English", 60),
    ("Expected", 30),
    ("What to do", 36),
    ("Ignore (write why)", 20),
    ("Fingerprint", 18),
    ("Concerns", 20),
)
_QUERY_COLUMNS = (("Text", 14), ("Place", 13), ("Words", 24), ("Query", 70), ("Answer", 50))
_BEAD_COLUMNS = (
    ("State", 11),
    ("Score", 7),
    ("Shape", 7),
    ("Source id", 14),
    ("Target id", 14),
    ("Source", 60),
    ("Target", 70),
)


def render_xlsx(report: Report) -> bytes:
    """Return the report as the bytes of an XLSX workbook. Equal reports give equal bytes."""
    buffer = io.BytesIO()
    with open_book(buffer, title=report.title) as book:
        formats = _formats(book)
        _write_figures(book.add_worksheet("Summary"), report, formats)
        _write_findings(book.add_worksheet("Findings"), report, formats)
        if any(bitext.source.queries for bitext in report.bitexts):
            _write_queries(book.add_worksheet("Queries"), report, formats)
        for number, bitext in enumerate(report.bitexts, start=1):
            name = "Beads" if len(report.bitexts) == 1 else f"Beads {number}"
            _write_beads(book.add_worksheet(name), bitext, formats)
    return buffer.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    cell = {"text_wrap": True, "valign": "top", "font_size": 10}
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "bg_color": "#E8EDF2", "bottom": 1, "valign": "vcenter"}),
        "cell": book.add_format(cell),
        "doubtful": book.add_format({**cell, "bg_color": "#FFF4D6"}),
        "input": book.add_format({**cell, "bg_color": "#F3F8EE"}),
        "mark": book.add_format({"bold": True, "font_color": "#B00020"}),
        "score": book.add_format({**cell, "num_format": "0.00"}),
    }


def _write_figures(sheet: Any, report: Report, formats: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 60)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, report.title, formats["title"])
    rows: list[tuple[str, str | int]] = [(document.lang, document_label(document)) for document in report.documents]
    for bitext in report.bitexts:
        if len(report.bitexts) > 1:
            rows.append(("text", bitext_label(bitext)))
        for level in Level:
            summary = summarize_alignment(bitext, level)
            rows.append((f"{level} beads", summary.beads))
            rows += [(f"{level} beads {shape}", count) for shape, count in summary.shapes]
            rows.append((f"{level} beads confirmed", summary.confirmed))
            rows.append((f"{level} beads doubtful", summary.doubtful))
    if not report.was_checked:
        rows.append(("findings", "nothing was checked"))
    else:
        rows += [(f"findings, {severity}", count) for severity, count in report.by_severity.items()]
    rows += [(rule, count) for rule, count in report.by_rule.items()]
    for row, (label, value) in enumerate(rows, start=2):
        sheet.write_string(row, 0, label, formats["cell"])
        sheet.write(row, 1, value, formats["cell"])


def _write_head(sheet: Any, columns: Sequence[tuple[str, int]], rows: int, formats: dict[str, Any]) -> None:
    for column, (name, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, formats["head"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(rows, 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_findings(sheet: Any, report: Report, formats: dict[str, Any]) -> None:
    _write_head(sheet, _FINDING_COLUMNS, len(report.findings), formats)
    for row, finding in enumerate(report.findings, start=1):
        _write_finding(sheet, row, finding, formats)
        sheet.write_string(row, 10, str(report.concerns.find(finding)), formats["cell"])


def _write_finding(sheet: Any, row: int, finding: Finding, formats: dict[str, Any]) -> None:
    before = (str(finding.severity), finding.rule, finding.unit, finding.message)
    for column, text in enumerate(before):
        sheet.write_string(row, column, shorten_cell(text), formats["cell"])
    chinese = [quote for quote in finding.quotes if is_chinese(quote.lang)]
    others = [quote for quote in finding.quotes if not is_chinese(quote.lang)]
    for column, quotes in ((4, chinese), (5, others)):
        _write_quotes(sheet, row, column, quotes, formats)
    sheet.write_string(row, 6, shorten_cell(finding.expected), formats["cell"])
    sheet.write_string(row, 7, shorten_cell(finding.advice), formats["cell"])
    sheet.write_blank(row, 8, None, formats["input"])
    sheet.write_string(row, 9, finding.fingerprint, formats["cell"])


def _write_quotes(sheet: Any, row: int, column: int, quotes: Sequence[Quote], formats: dict[str, Any]) -> None:
    """Write quotes into one cell, each after its place, with the marks in bold and red."""
    pieces: list[Any] = []
    length = 0
    for quote in quotes:
        lead = f"{quote.place}: " if quote.place else ""
        length += len(lead) + len(quote.text) + 1
        if length > LONGEST_CELL:
            pieces = pieces or [shorten_cell(lead + quote.text)]
            break
        pieces.append(f"\n{lead}" if pieces else lead)
        for text, is_marked in marked_pieces(quote):
            pieces += [formats["mark"], text] if is_marked else [text]
    pieces = [piece for piece in pieces if piece != ""]
    texts = [piece for piece in pieces if isinstance(piece, str)]
    # A rich string in Excel needs at least two fragments; a string without marks is written as a plain one.
    if len(texts) > 1 and len(pieces) > len(texts):
        sheet.write_rich_string(row, column, *pieces, formats["cell"])
    else:
        sheet.write_string(row, column, "".join(texts), formats["cell"])


def _write_queries(sheet: Any, report: Report, formats: dict[str, Any]) -> None:
    queries = [(bitext_label(bitext), query) for bitext in report.bitexts for query in bitext.source.queries]
    _write_head(sheet, _QUERY_COLUMNS, len(queries), formats)
    for row, (label, query) in enumerate(queries, start=1):
        for column, text in enumerate((label, query.place, query.words, query.question)):
            sheet.write_string(row, column, shorten_cell(text), formats["cell"])
        sheet.write_string(row, 4, shorten_cell(query.answer), formats["input"])


def _write_beads(sheet: Any, bitext: Bitext, formats: dict[str, Any]) -> None:
    _write_head(sheet, _BEAD_COLUMNS, len(bitext.sentences), formats)
    for row, bead in enumerate(bitext.sentences, start=1):
        style = formats["doubtful" if bead.is_doubtful else "cell"]
        for column, text in ((0, bead_state(bead)), (2, bead.shape), *_bead_cells(bitext, bead)):
            sheet.write_string(row, column, shorten_cell(text), style)
        sheet.write_number(row, 1, round(bead.score, 3), formats["score"])


def _bead_cells(bitext: Bitext, bead: Bead) -> list[tuple[int, str]]:
    source, target = bead_texts(bitext, Level.SENTENCE, bead)
    ids = (unit_ids(bitext.source, Level.SENTENCE, bead.source), unit_ids(bitext.target, Level.SENTENCE, bead.target))
    return [(3, " ".join(ids[0])), (4, " ".join(ids[1])), (5, source), (6, target)]
