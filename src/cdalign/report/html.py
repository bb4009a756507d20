"""The report as one HTML file that works offline: figures, findings to filter, both texts side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cdalign.languages import is_chinese
from cdalign.messages import Message, say, translate, translate_said
from cdalign.model import Bead, Bitext, Document, Finding, Level, Quote, ReviserQuery
from cdalign.report.concerns import Concern
from cdalign.report.marks import marked_pieces
from cdalign.report.summary import Report, bead_state, bitext_label, document_label, summarize_alignment
from cdalign.report.terminal import summary_line
from cdalign.report.wording import LEVELS, SEVERITIES, STATES
from cdalign.shipped import read_shipped_text
from cdalign.templates import render_template
from cdalign.units import bead_queries, bead_texts, bitext_queries, document_name
from cdalign.version import VERSION


def render_html(report: Report) -> str:
    """Return the report as one HTML page with its style and script inside. It loads nothing from the network."""
    anchors = _Anchors(report.bitexts)
    return render_template(
        "cdalign.report",
        "report.html",
        report=report,
        version=VERSION,
        css=_resource("report.css"),
        script=_resource("report.js"),
        summary=summary_line(report),
        lang=report.lang,
        t=lambda words, **values: translate(Message(words, values) if values else words, report.lang),
        said=lambda value: translate_said(value, report.lang),
        severities=SEVERITIES,
        states=STATES,
        levels=LEVELS,
        labels=[translate(document_label(document), report.lang) for document in report.documents],
        groups=[
            (bitext_label(bitext), [summarize_alignment(bitext, level) for level in Level]) for bitext in report.bitexts
        ],
        groups_of_findings=_groups_of_findings(report, anchors),
        queries=[
            _query_view(bitext, document, query, anchors)
            for bitext in report.bitexts
            for document, query in bitext_queries(bitext)
        ],
        texts=[_text_view(bitext, number, report, anchors) for number, bitext in enumerate(report.bitexts)],
    )


def _resource(name: str) -> str:
    return read_shipped_text(__package__, f"templates/{name}")


class _Anchors:
    """Finds the place in the page that shows a paragraph or a sentence named by a finding."""

    def __init__(self, bitexts: Sequence[Bitext]) -> None:
        self._anchor_of: dict[tuple[str, str, str], str] = {}
        for number, bitext in enumerate(bitexts):
            for document in (bitext.source, bitext.target):
                self._add(number, document, document_name(bitext))

    def _add(self, number: int, document: Document, title: str) -> None:
        for paragraph in document.paragraphs:
            found = anchor(number, document, paragraph.id)
            for name in (title, ""):
                self._anchor_of.setdefault((name, _side(document.lang), paragraph.id), found)

    def find(self, place: str, lang: str) -> str:
        """Return the anchor of the paragraph that contains `place` (`annex.17`, `annex.17.3`, `CD/2138#annex.17`)."""
        text, _, name = place.partition("–")[0].rpartition("#")
        while name:
            found = self._anchor_of.get((text, _side(lang), name))
            if found:
                return found
            name = name.rpartition(".")[0]
        return ""


def _side(lang: str) -> str:
    return "zh" if is_chinese(lang) else "en"


def anchor(number: int, document: Document, paragraph_id: str) -> str:
    """Return the HTML id of a paragraph of the bitext of that number."""
    return f"t{number}-{_side(document.lang)}-{paragraph_id}"


_HEADINGS = {
    Concern.OFFICIAL: say("The official text"),
    Concern.WORKING_TRANSLATION: say("The working translation"),
    Concern.UNKNOWN: say("Texts of unknown status"),
}


@dataclass(frozen=True, slots=True)
class _QuoteView:
    place: str
    anchor: str
    lang: str
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class _FindingView:
    finding: Finding
    chinese: tuple[_QuoteView, ...]
    others: tuple[_QuoteView, ...]


def _groups_of_findings(report: Report, anchors: _Anchors) -> list[tuple[Message | str, list[_FindingView]]]:
    """Return the findings about each kind of text under its heading; one kind alone needs no heading."""
    groups: dict[Concern, list[_FindingView]] = {concern: [] for concern in Concern}
    for finding in report.findings:
        groups[report.concerns.find(finding)].append(_finding_view(finding, anchors))
    filled = [(concern, views) for concern, views in groups.items() if views]
    return [(_HEADINGS[concern] if len(filled) > 1 else "", views) for concern, views in filled]


def _finding_view(finding: Finding, anchors: _Anchors) -> _FindingView:
    views = [_quote_view(quote, anchors) for quote in finding.quotes]
    return _FindingView(
        finding,
        tuple(view for view in views if is_chinese(view.lang)),
        tuple(view for view in views if not is_chinese(view.lang)),
    )


def _quote_view(quote: Quote, anchors: _Anchors) -> _QuoteView:
    return _QuoteView(quote.place, anchors.find(quote.place, quote.lang), quote.lang, tuple(marked_pieces(quote)))


@dataclass(frozen=True, slots=True)
class _QueryView:
    query: ReviserQuery
    title: str
    anchor: str
    lang: str


def _query_view(bitext: Bitext, document: Document, query: ReviserQuery, anchors: _Anchors) -> _QueryView:
    lang = document.lang
    found = anchors.find(f"{document_name(bitext)}#{query.place}", lang)
    return _QueryView(query, bitext_label(bitext), found, lang)


@dataclass(frozen=True, slots=True)
class _Row:
    """One paragraph bead of the side-by-side view, with its sentence beads."""

    labels: tuple[str, str]
    anchors: tuple[tuple[str, ...], tuple[str, ...]]
    role: str
    state: str
    sentences: tuple[dict[str, Any], ...]
    finding_count: int


@dataclass(frozen=True, slots=True)
class _TextView:
    title: str
    langs: tuple[str, str]
    rows: tuple[_Row, ...]


def _text_view(bitext: Bitext, number: int, report: Report, anchors: _Anchors) -> _TextView:
    counts = _findings_by_anchor(report, anchors)
    rows = tuple(_row(bitext, number, bead, counts) for bead in bitext.paragraphs)
    return _TextView(bitext_label(bitext), (bitext.source.lang, bitext.target.lang), rows)


def _findings_by_anchor(report: Report, anchors: _Anchors) -> dict[str, int]:
    counts: dict[str, int] = {}
    for finding in report.findings:
        for place in {anchors.find(quote.place, quote.lang) for quote in finding.quotes} - {""}:
            counts[place] = counts.get(place, 0) + 1
    return counts


def _row(bitext: Bitext, number: int, bead: Bead, counts: dict[str, int]) -> _Row:
    sides = tuple(
        tuple(document.paragraphs[index] for index in units)
        for document, units in ((bitext.source, bead.source), (bitext.target, bead.target))
    )
    documents = (bitext.source, bitext.target)
    places = tuple(
        tuple(anchor(number, document, paragraph.id) for paragraph in side)
        for document, side in zip(documents, sides, strict=True)
    )
    labels = tuple(" ".join(paragraph.label or "" for paragraph in side).strip() for side in sides)
    first = (sides[0] or sides[1])[0]
    return _Row(
        labels=(labels[0], labels[1]),
        anchors=(places[0], places[1]),
        role=first.role.replace(" ", "-"),
        state=bead_state(bead),
        sentences=tuple(_sentence_views(bitext, bead)),
        finding_count=max((counts.get(place, 0) for side in places for place in side), default=0),
    )


def _sentence_views(bitext: Bitext, paragraph: Bead) -> Iterator[dict[str, Any]]:
    for bead in bitext.sentences_inside(paragraph):
        source, target = bead_texts(bitext, Level.SENTENCE, bead)
        yield {
            "source": source,
            "target": target,
            "state": bead_state(bead),
            "score": bead.score,
            "shape": bead.shape,
            "queries": bead_queries(bitext, Level.SENTENCE, bead),
        }
