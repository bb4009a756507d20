"""The termbase: browse it, see where a concept stands in the texts, edit it with the validation of `terms`."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cdalign.errors import UsageError
from cdalign.model import ConceptEntry
from cdalign.report.marks import marked_pieces
from cdalign.terminology import find_occurrences, look_up
from cdalign.web.findings import QuoteView
from cdalign.web.pages import show_page, workspace_of

_PAGE = 100
_SENTENCES = 20


def show_terms(request: Request) -> Response:
    """Give a page of the termbase: all concepts of a subject field, or those that answer a question."""
    index = workspace_of(request).terms().index
    entries = index.termbase.entries
    subject, question = request.query_params.get("subject", ""), request.query_params.get("q", "").strip()
    chosen: list[ConceptEntry] = [entry for entry in entries if not subject or entry.subject == subject]
    if question:
        chosen = [hit.concept for hit in look_up(question, index, limit=_PAGE)]
    page = _page(request, len(chosen))
    return show_page(
        request,
        "terms.html",
        entries=chosen[page * _PAGE : (page + 1) * _PAGE],
        total=len(chosen),
        subjects=sorted({entry.subject for entry in entries if entry.subject}),
        subject=subject,
        question=question,
        page=page,
        pages=-(-len(chosen) // _PAGE),
    )


def _page(request: Request, count: int) -> int:
    asked = request.query_params.get("page", "0")
    return min(int(asked) if asked.isdecimal() and len(asked) < 9 else 0, max(0, (count - 1) // _PAGE))


def show_concept(request: Request) -> Response:
    """Give one concept with its terms and the sentences in which it stands."""
    workspace = workspace_of(request)
    terms = workspace.terms()
    entry = terms.termbase.by_id.get(request.path_params["concept"])
    if entry is None:
        raise UsageError("there is no such concept", advice="look it up under Terms")
    bitexts = [workspace.review(key).bitext for key in workspace.shelves]
    places = list(find_occurrences(bitexts, terms.index.recognizer, [entry.id]))
    views = [
        [QuoteView(one.place, one.lang, tuple(marked_pieces(one)), "") for one in (place.source, place.target)]
        for place in places[:_SENTENCES]
    ]
    return show_page(request, "concept.html", entry=entry, places=views, total=len(places))


ROUTES = (Route("/terms", show_terms), Route("/terms/{concept}", show_concept))
