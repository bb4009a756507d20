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
from cdalign.model import Finding
from cdalign.report import make_report
from cdalign.reviewing.places import first_unit
from cdalign.web.checking import look_for_findings
from cdalign.web.children import State
from cdalign.web.marking import Piece
from cdalign.web.pages import read_json, show_page, workspace_of
from cdalign.web.symbols import known_symbols, link_quote

_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quote as the page shows it: its text in pieces, and the address of its bead."""

    place: str
    lang: str
    pieces: tuple[Piece, ...]
    link: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding, its quotes, and why it was set aside (empty if it was not)."""

    finding: Finding
    quotes: tuple[QuoteView, ...]
    ignored: Ignored | None


def show_findings(request: Request) -> Response:
    """Return the findings of a pair, checked again if it has changed. The page says while a long text is checked."""
    key = request.path_params["key"]
    workspace = workspace_of(request)
    shelf, ignored = workspace.shelf(key), workspace.ignored(key)
    findings = look_for_findings(request, key)
    report = make_report(shelf.title, findings or ())
    texts = [(one.text, one.lang) for finding in report.findings for one in finding.quotes]
    known = known_symbols(workspace.memories, texts)
    views = [_view(key, finding, ignored.get(finding.fingerprint), known) for finding in report.findings]
    opened = [view for view in views if view.ignored is None]
    return show_page(
        request,
        "findings.html",
        key=key,
        title=shelf.title,
        is_working=findings is None,
        views=opened,
        aside=[view for view in views if view.ignored is not None],
        rules=sorted({view.finding.rule for view in opened}),
        counts=make_report("", [view.finding for view in opened]).by_severity,
    )


def _view(key: str, finding: Finding, ignored: Ignored | None, known: frozenset[str]) -> FindingView:
    quotes = tuple(
        QuoteView(one.place, one.lang, link_quote(one, known), _link(key, one.place, one.lang, finding.fingerprint))
        for one in finding.quotes
    )
    return FindingView(finding, quotes, ignored)


def _link(key: str, place: str, lang: str, fingerprint: str) -> str:
    name = first_unit(place)
    way = f"/review/{quote(key)}?at={quote(name)}&side={primary_language(lang)}&finding={fingerprint}"
    return way if name else ""


def poll_findings(request: Request) -> JSONResponse:
    """Return whether the pair is still being checked."""
    is_working = look_for_findings(request, request.path_params["key"]) is None
    return JSONResponse({"state": State.WORKING if is_working else State.DONE})


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
    # A long text that has changed is being checked again; what the page showed of it can be set aside.
    found = look_for_findings(request, key)
    findings = {
        one.fingerprint: one
        for one in (workspace.last_findings(key) if found is None else found)
        if one.fingerprint in wanted
    }
    if not findings or set(findings) != wanted:
        raise UsageError("this finding is no longer there", advice="load the page again")
    workspace.set_aside(key, [ignore_finding(one, reason) for one in findings.values()])
    return JSONResponse({"state": "aside"})


ROUTES = (
    Route("/findings/{key}", show_findings),
    Route("/findings/{key}/work", poll_findings),
    Route("/findings/{key}/aside", set_finding_aside, methods=["POST"]),
)
