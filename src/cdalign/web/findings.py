"""The findings of a pair as it is now: filter, go to the bead, set aside with a reason, take back."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cdalign.checks import Ignored, ignore_finding
from cdalign.errors import UsageError
from cdalign.languages import primary_language
from cdalign.messages import translate
from cdalign.model import Bitext, Document, Finding, Level, Quote
from cdalign.report import make_report
from cdalign.report.marks import marked_pieces
from cdalign.report.wording import SEVERITIES
from cdalign.web.pages import language_for, read_json, show_page, workspace_of
from cdalign.web.rows import bead_name

_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quote as it is shown: its text in pieces, each with whether it is marked, and the way to its bead."""

    place: str
    lang: str
    pieces: tuple[tuple[str, bool], ...]
    link: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding, its quotes, and why it was set aside, where it was."""

    finding: Finding
    quotes: tuple[QuoteView, ...]
    ignored: Ignored | None


def show_findings(request: Request) -> Response:
    """Return the findings of a pair, checked again where it has changed."""
    key = request.path_params["key"]
    workspace = workspace_of(request)
    shelf, ignored = workspace.shelf(key), workspace.ignored(key)
    report = make_report(shelf.title, workspace.findings(key))
    views = [_view(key, finding, ignored.get(finding.fingerprint)) for finding in report.findings]
    opened = [view for view in views if view.ignored is None]
    return show_page(
        request,
        "findings.html",
        key=key,
        title=shelf.title,
        views=opened,
        aside=[view for view in views if view.ignored is not None],
        rules=sorted({view.finding.rule for view in opened}),
        counts=make_report("", [view.finding for view in opened]).by_severity,
    )


def _view(key: str, finding: Finding, ignored: Ignored | None) -> FindingView:
    quotes = tuple(
        QuoteView(one.place, one.lang, tuple(marked_pieces(one)), _link(key, one.place, one.lang, finding.fingerprint))
        for one in finding.quotes
    )
    return FindingView(finding, quotes, ignored)


def _link(key: str, place: str, lang: str, fingerprint: str) -> str:
    name = place.rpartition("#")[2].partition("–")[0]
    way = f"/review/{quote(key)}?at={quote(name)}&side={primary_language(lang)}&finding={fingerprint}"
    return way if name else ""


async def set_finding_aside(request: Request) -> JSONResponse:
    """Set findings aside for a reason, or (without one, with `back`) take them back."""
    asked = await read_json(request)
    return await run_in_threadpool(_set_aside, request, asked)


def _set_aside(request: Request, asked: dict[str, object]) -> JSONResponse:
    key, given = request.path_params["key"], asked.get("fingerprints")
    wanted = {str(one) for one in given} if isinstance(given, list) else set()
    workspace = workspace_of(request)
    if asked.get("back"):
        workspace.take_back(key, wanted)
        return JSONResponse({"state": "open"})
    reason = str(asked.get("reason", "")).strip()[:_LONGEST_REASON]
    if not reason:
        raise UsageError("a finding is set aside for a reason", advice="write it in a few words")
    findings = {one.fingerprint: one for one in workspace.findings(key) if one.fingerprint in wanted}
    if not findings or set(findings) != wanted:
        raise UsageError("this finding is no longer there", advice="load the page again")
    workspace.set_aside(key, [ignore_finding(one, reason) for one in findings.values()])
    return JSONResponse({"state": "aside"})


def list_row_findings(request: Request) -> JSONResponse:
    """Return the open findings of each row of a review: by the row's name, its severity, message and fingerprint."""
    key = request.path_params["key"]
    workspace = workspace_of(request)
    bitext, version = workspace.review(key).snapshot()
    ignored, lang = workspace.ignored(key), language_for(request)
    places, rows = _Places(bitext), dict[str, list[dict[str, str]]]()
    for finding in workspace.findings(key):
        if finding.fingerprint in ignored:
            continue
        told = {
            "severity": finding.severity,
            "said": translate(SEVERITIES[finding.severity], lang),
            "message": translate(finding.message, lang),
            "id": finding.fingerprint,
        }
        for name in {places.row_of(one) for one in finding.quotes} - {""}:
            rows.setdefault(name, []).append(told)
    return JSONResponse({"version": version, "rows": rows})


class _Places:
    """Finds the row of a review in which a quote of a finding is."""

    def __init__(self, bitext: Bitext) -> None:
        self._lang = primary_language(bitext.source.lang)
        self._numbers = [_numbers_of(document) for document in (bitext.source, bitext.target)]
        self._rows = [_rows_of(bitext, is_source=is_source) for is_source in (True, False)]

    def row_of(self, quote: Quote) -> str:
        """Return the name of the row; an empty text where the place is not of this text."""
        side = 0 if primary_language(quote.lang) == self._lang else 1
        at = self._numbers[side].get(quote.place.rpartition("#")[2].partition("–")[0])
        return "" if at is None else self._rows[side].get(at, "")


def _numbers_of(document: Document) -> dict[str, int]:
    """Return the number of each sentence, and of the first one of each paragraph, by its id."""
    places = {segment.id: at for at, segment in enumerate(document.segments)}
    for paragraph, offset in zip(document.paragraphs, document.segment_offsets, strict=False):
        places.setdefault(paragraph.id, offset)
    return places


def _rows_of(bitext: Bitext, *, is_source: bool) -> dict[int, str]:
    """Return the name of the row of each sentence of a side, by its number."""
    return {
        at: bead_name(Level.SENTENCE, bead)
        for bead in bitext.sentences
        for at in (bead.source if is_source else bead.target)
    }


ROUTES = (
    Route("/review/{key}/findings", list_row_findings),
    Route("/findings/{key}", show_findings),
    Route("/findings/{key}/aside", set_finding_aside, methods=["POST"]),
)
