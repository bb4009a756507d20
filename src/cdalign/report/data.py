"""The report as JSON. Its schema is docs/report.schema.json."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from cdalign.model import Bitext, Document, Finding, Level, Quote, ReviserQuery
from cdalign.report.summary import Report, bitext_label, summarize_alignment
from cdalign.units import bitext_queries
from cdalign.version import VERSION

_FORMAT = 1


def render_json(report: Report) -> str:
    """Return the report as JSON text: texts, alignment, counts and findings."""
    return json.dumps(report_as_data(report), ensure_ascii=False, indent=2) + "\n"


def report_as_data(report: Report) -> dict[str, Any]:
    """Return the report as plain dictionaries and lists."""
    return {
        "format": _FORMAT,
        "tool": {"name": "cdalign", "version": VERSION},
        "title": report.title,
        "documents": [_document(document) for document in report.documents],
        "alignment": [_alignment(bitext) for bitext in report.bitexts],
        "units": report.unit_count,
        "ignored": report.ignored,
        "counts": {str(severity): count for severity, count in report.by_severity.items()},
        "rules": report.by_rule,
        "left_out": _left_out(report),
        "findings": [
            {**finding_as_data(finding), "concerns": str(report.concerns.find(finding))} for finding in report.findings
        ],
        "queries": [_query(bitext, query) for bitext in report.bitexts for _, query in bitext_queries(bitext)],
    }


def _query(bitext: Bitext, query: ReviserQuery) -> dict[str, str]:
    return {
        "document": bitext_label(bitext),
        "place": query.place,
        "words": query.words,
        "question": query.question,
        "answer": query.answer,
        **({"kind": "comment", "by": query.by} if query.is_comment else {}),
    }


def _left_out(report: Report) -> dict[str, int]:
    """Return how many findings of each rule are counted but not listed."""
    counts: Counter[str] = Counter()
    for (_, rule), count in report.left_out.items():
        counts[rule] += count
    return dict(counts)


def finding_as_data(finding: Finding) -> dict[str, Any]:
    """Return one finding as a plain dictionary."""
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "message": finding.message,
        "unit": finding.unit,
        "quotes": [quote_as_data(quote) for quote in finding.quotes],
        "expected": finding.expected,
        "advice": finding.advice,
        "category": finding.category,
        "fingerprint": finding.fingerprint,
    }


def quote_as_data(quote: Quote) -> dict[str, Any]:
    """Return one quote as a plain dictionary."""
    return {
        "place": quote.place,
        "lang": quote.lang,
        "text": quote.text,
        "spans": [[span.start, span.stop] for span in quote.spans],
    }


def _document(document: Document) -> dict[str, Any]:
    return {
        "symbol": document.symbol,
        "lang": document.lang,
        "status": str(document.provenance.status),
        "path": document.provenance.path,
        "sha256": document.provenance.sha256,
        "paragraphs": len(document.paragraphs),
        "segments": len(document.segments),
    }


def _alignment(bitext: Bitext) -> dict[str, Any]:
    figures: dict[str, Any] = {"symbol": bitext_label(bitext)}
    for level in Level:
        summary = summarize_alignment(bitext, level)
        figures[str(level)] = {
            "beads": summary.beads,
            "confirmed": summary.confirmed,
            "excluded": summary.excluded,
            "doubtful": summary.doubtful,
            "omissions": summary.omissions,
            "shapes": dict(summary.shapes),
            "scores": list(summary.scores),
        }
    return figures
