"""The review page: its outline and its first rows, then the rows that it asks for, by their numbers in the text."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from cdalign.languages import primary_language
from cdalign.model import Bitext, Level, corner_of
from cdalign.reviewing import bead_number, find_words, measure_progress, next_to_review
from cdalign.reviewing.places import row_holding, segment_numbers
from cdalign.terminology.lookup import equivalents, passage_terms
from cdalign.units import bead_texts
from cdalign.web.edits import LONGEST_WORDS, row_at
from cdalign.web.files import FILES
from cdalign.web.pages import language_for, recognizer_for, show_fragment, show_page, workspace_of
from cdalign.web.review_rows import outline_of, parse_name, parse_ranges, render_rows, rows_doubtful_first

_ORDERS = ("text", "doubtful")
_EARLIER_ORDERS = {"doubt": "doubtful"}  # in addresses that people have kept
# The page holds its rows in runs of this length. A window shows some fifteen.
_RUN = 24


def show_review(request: Request) -> Response:
    """Return the page with the outline of a pair, and the rows around the one where the review continues."""
    key = request.path_params["key"]
    workspace = workspace_of(request)
    bitext, version = workspace.review(key).snapshot()
    order = _order_asked(request)
    here = _row_asked(request, bitext)
    first = max(0, here // _RUN - 1) * _RUN
    rows = range(first, min(len(bitext.sentences), first + 2 * _RUN)) if order == "text" else range(0)
    return show_page(
        request,
        "review.html",
        key=key,
        title=bitext.source.symbol or workspace.shelf(key).title,
        version_seen=version,
        order=order,
        rows_doubtful_first=rows_doubtful_first(bitext) if order == "doubtful" else [],
        outline=outline_of(bitext),
        run=_RUN,
        first=first,
        here=here,
        html=render_rows(bitext, rows, recognizer_for(request), language_for(request)),
        progress=measure_progress(bitext.sentences),
        source=bitext.source,
        target=bitext.target,
        files=FILES,
    )


def _order_asked(request: Request) -> str:
    asked = request.query_params.get("order", "")
    order = _EARLIER_ORDERS.get(asked, asked)
    return order if order in _ORDERS else _ORDERS[0]


def _row_asked(request: Request, bitext: Bitext) -> int:
    """Return the row that a finding or a search names by a sentence or a paragraph, or else the next to review."""
    place = request.query_params.get("at", "")
    is_target = request.query_params.get("side") == primary_language(bitext.target.lang)
    sides = (bitext.target, bitext.source) if is_target else (bitext.source, bitext.target)
    for side in sides if place else ():
        at = segment_numbers(side).get(place)
        if at is not None:
            return row_holding(bitext, side, at)
    following = next_to_review(bitext)
    return bead_number(bitext, Level.SENTENCE, corner_of(following)) if following else 0


def show_rows(request: Request) -> Response:
    """Return the HTML of the rows that the page asks for, as they were at the version that it shows."""
    bitext = _bitext_seen(request)
    numbers = parse_ranges(request.query_params.get("rows", ""), len(bitext.sentences))
    return HTMLResponse(render_rows(bitext, numbers, recognizer_for(request), language_for(request)))


def _bitext_seen(request: Request) -> Bitext:
    review = workspace_of(request).review(request.path_params["key"])
    return review.bitext_at(request.query_params.get("version", ""))


def show_place(request: Request) -> JSONResponse:
    """Return the row that is named in an address, or that has its place now."""
    bitext = _bitext_seen(request)
    level, corner = parse_name(request.query_params.get("bead", ""))
    return JSONResponse({"row": row_at(bitext, level, corner), "paragraph": level is Level.PARAGRAPH})


def show_version(request: Request) -> JSONResponse:
    """Return the version of a review as it is now: a page that shows another one loads itself again."""
    return JSONResponse({"version": workspace_of(request).review(request.path_params["key"]).snapshot()[1]})


def find_in_review(request: Request) -> JSONResponse:
    """Return the numbers of the rows in which words occur, at the version that the page shows."""
    bitext, words = _bitext_seen(request), request.query_params.get("q", "")[:LONGEST_WORDS]
    found = {corner_of(bead) for bead in find_words(bitext, words)}
    return JSONResponse({"rows": [at for at, bead in enumerate(bitext.sentences) if corner_of(bead) in found]})


def show_bead(request: Request) -> Response:
    """Return the panel next to a bead: its terms with their renderings, and where it occurs."""
    key, name = request.path_params["key"], request.path_params["bead"]
    workspace = workspace_of(request)
    bitext, _ = workspace.review(key).snapshot()
    level, corner = parse_name(name)
    bead = bitext.beads(level)[bead_number(bitext, level, corner)]
    index = workspace.terms(workspace.shelf(key).project).index
    texts = bead_texts(bitext, level, bead)
    sides = [
        [(term, equivalents(term.concept, document.lang)) for term in (passage_terms(text, index) if text else ())]
        for document, text in zip((bitext.source, bitext.target), texts, strict=True)
    ]
    langs = (bitext.source.lang, bitext.target.lang)
    return show_fragment(request, "panel.html", bead=bead, sides=sides, langs=langs, query=texts[0] or texts[1])


ROUTES = (
    Route("/review/{key}", show_review),
    Route("/review/{key}/rows", show_rows),
    Route("/review/{key}/place", show_place),
    Route("/review/{key}/version", show_version),
    Route("/review/{key}/find", find_in_review),
    Route("/review/{key}/bead/{bead}", show_bead),
)
