"""The review page: the whole bitext once, then only what an edit has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import islice
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cdalign.errors import ConflictError, UsageError
from cdalign.messages import say, translate
from cdalign.model import Bead, Bitext, Level
from cdalign.reviewing import (
    Edited,
    Progress,
    Review,
    bead_number,
    changed_region,
    confirm_above,
    confirm_bead,
    confirm_where,
    exclude_bead,
    find_words,
    measure_progress,
    merge_with_next,
    move_boundary,
    next_to_review,
    realign_pending,
    release_bead,
    split_at,
)
from cdalign.reviewing.places import Corner, bead_holding, corner_of
from cdalign.terminology import TermRecognizer
from cdalign.terminology.lookup import passage_terms, renderings
from cdalign.units import bead_texts
from cdalign.web.children import Child, State, Tell
from cdalign.web.files import FILES
from cdalign.web.pages import (
    language_for,
    read_json,
    render_fragment,
    show_fragment,
    show_page,
    workspace_of,
)
from cdalign.web.rows import SectionView, bead_name, parse_name, section_view

_MOST_FOUND = 1000
_ORDERS = ("text", "doubt")
# Nobody confirms at once what is as likely wrong as right.
_LEAST_PERCENT = 50
# The paragraphs whose HTML is kept: those of the longest reports of the United Nations, some 100 MB. Fewer than a page
# shows would be no help at all, because they are asked for in order.
_MOST_KEPT = 65_536

# What a key of the page does, by the name that the page's script sends.
_ACTIONS: dict[str, Callable[..., Bitext]] = {
    "confirm": confirm_bead,
    "exclude": exclude_bead,
    "release": release_bead,
    "merge": merge_with_next,
    "split": split_at,
    "shift": move_boundary,
}


def show_review(request: Request) -> Response:
    """Return the page with every bead of a pair."""
    key = request.path_params["key"]
    workspace = workspace_of(request)
    bitext, version = workspace.review(key).snapshot()
    order = request.query_params.get("order", "text")
    sections = _sections(bitext, bitext.paragraphs, workspace.terms(workspace.shelf(key).project).index.recognizer)
    if order == "doubt":
        sections.sort(key=lambda section: section.doubt)
    lang = language_for(request)
    current = next_to_review(bitext)
    return show_page(
        request,
        "review.html",
        key=key,
        title=bitext.source.symbol or workspace.shelf(key).title,
        version_seen=version,
        order=order if order in _ORDERS else "text",
        html="".join(_section_html(section, bitext.source.lang, bitext.target.lang, lang) for section in sections),
        current=bead_name(Level.SENTENCE, current) if current else "",
        progress=measure_progress(bitext),
        source=bitext.source,
        target=bitext.target,
        files=FILES,
    )


def _sections(bitext: Bitext, beads: Iterable[Bead], recognizer: TermRecognizer) -> list[SectionView]:
    return [section_view(bitext, bead, recognizer) for bead in beads]


@lru_cache(maxsize=_MOST_KEPT)
def _section_html(section: SectionView, source_lang: str, target_lang: str, lang: str) -> str:
    return render_fragment("section.html", section=section, source_lang=source_lang, target_lang=target_lang, lang=lang)


async def edit_review(request: Request) -> JSONResponse:
    """Make an edit and give what it changed."""
    asked = await read_json(request)
    return await run_in_threadpool(_edit, request, asked)


def _edit(request: Request, asked: dict[str, Any]) -> JSONResponse:
    review = workspace_of(request).review(request.path_params["key"])
    version, action = str(asked.get("version", "")), str(asked.get("action", ""))
    if action in ("undo", "redo"):
        return _answer(request, review.undo(version) if action == "undo" else review.redo(version))
    if action in _MANY:
        return _MANY[action](review, version, asked)
    level, corner = _named(str(asked.get("bead", "")))
    if action not in _ACTIONS:
        raise UsageError(say("there is no action {action!r}", action=action))
    details = _details(action, asked)

    def edit(bitext: Bitext) -> Bitext:
        return _ACTIONS[action](bitext, level=level, index=bead_number(bitext, level, corner), **details)

    return _answer(request, review.edit(version, edit), level, corner, is_done=action == "confirm")


def _confirm_above(review: Review, version: str, asked: dict[str, Any]) -> JSONResponse:
    """Confirm every row of so many percent or more, in one edit; the page loads itself again."""
    percent = asked.get("percent")
    if not isinstance(percent, int) or not _LEAST_PERCENT <= percent <= 100:
        raise UsageError(
            say("a score is a whole number from {least_percent} to 100", least_percent=_LEAST_PERCENT),
            advice="choose a higher one",
        )
    edited = review.edit(version, lambda bitext: confirm_above(bitext, percent / 100))
    return JSONResponse({"version": edited.version})


def _confirm_range(review: Review, version: str, asked: dict[str, Any]) -> JSONResponse:
    """Confirm the rows from one to another, in one edit."""
    ends = sorted(_named(str(asked.get(name, "")))[1] for name in ("first", "last"))
    edited = review.edit(
        version, lambda bitext: confirm_where(bitext, lambda bead: ends[0] <= corner_of(bead) <= ends[1])
    )
    return JSONResponse({"version": edited.version})


def _confirm_shown(review: Review, version: str, asked: dict[str, Any]) -> JSONResponse:
    """Confirm the rows that a filter shows: those that are doubtful, those with words, or both."""
    words = str(asked.get("words", ""))[:_MOST_FOUND]
    is_doubtful = asked.get("show") == "doubtful"

    def confirm(bitext: Bitext) -> Bitext:
        found = {corner_of(bead) for bead in find_words(bitext, words)} if words else None
        return confirm_where(
            bitext,
            lambda bead: (found is None or corner_of(bead) in found) and (bead.is_doubtful or not is_doubtful),
        )

    return JSONResponse({"version": review.edit(version, confirm).version})


# What the page loads itself again after, because it may change any row.
_MANY: dict[str, Callable[[Review, str, dict[str, Any]], JSONResponse]] = {
    "confirm-above": _confirm_above,
    "confirm-range": _confirm_range,
    "confirm-shown": _confirm_shown,
}


def _named(name: str) -> tuple[Level, Corner]:
    try:
        return parse_name(name)
    except ValueError as error:
        raise UsageError(say("{name!r} names no bead", name=name), advice="load the page again") from error


def _details(action: str, asked: dict[str, Any]) -> dict[str, int]:
    """The further arguments of an edit: where a bead is cut, how far a boundary is moved."""
    names = {"split": ("source_at", "target_at"), "shift": ("source_by", "target_by")}.get(action, ())
    details = {name: asked[name] for name in names if asked.get(name) is not None}
    if not all(isinstance(value, int) for value in details.values()):
        raise UsageError("places are whole numbers")
    return details


def _answer(
    request: Request,
    edited: Edited,
    level: Level = Level.SENTENCE,
    corner: Corner | None = None,
    *,
    is_done: bool = False,
) -> JSONResponse:
    """What the page's script needs: the sections to take away, those to put in their place, where to go."""
    workspace = workspace_of(request)
    old, new = edited.before, edited.after
    region = changed_region(old, new, edited.change)
    beads = new.paragraphs[region.new.start : region.new.stop]
    recognizer = workspace.terms(workspace.shelf(request.path_params["key"]).project).index.recognizer
    lang, progress = language_for(request), measure_progress(new)
    return JSONResponse(
        {
            "version": edited.version,
            # What others have changed elsewhere is not on the page: it loads itself again.
            "merged": edited.is_merged,
            "rewritten": edited.is_rewritten,
            "removed": [
                bead_name(Level.PARAGRAPH, bead) for bead in old.paragraphs[region.old.start : region.old.stop]
            ],
            "html": "".join(
                _section_html(section, new.source.lang, new.target.lang, lang)
                for section in _sections(new, beads, recognizer)
            ),
            "focus": _focus(new, beads, level, corner, is_done=is_done),
            "progress": _progress_words(progress, lang),
            "confirmed": progress.confirmed + progress.excluded,
        }
    )


def _focus(new: Bitext, beads: tuple[Bead, ...], level: Level, corner: Corner | None, *, is_done: bool) -> str:
    """The row to go to: the next to review after a confirmation, else where the edit was."""
    if is_done and corner is not None:
        after = corner if level is Level.SENTENCE else _last_corner(new, corner)
        following = next_to_review(new, after)
        return bead_name(Level.SENTENCE, following) if following else ""
    if corner is None and beads:
        inside = new.sentences_inside(beads[0])
        return bead_name(Level.SENTENCE, inside[0]) if inside else ""
    bead = bead_holding(new, level, corner) if corner is not None else None
    return bead_name(level, bead) if bead else ""


def _last_corner(bitext: Bitext, corner: Corner) -> Corner:
    """The corner of the last sentence bead of the paragraph bead at a corner."""
    inside = bitext.sentences_inside(bitext.paragraphs[bead_number(bitext, Level.PARAGRAPH, corner)])
    return (inside[-1].source.start, inside[-1].target.start) if inside else (0, 0)


def _progress_words(progress: Progress, lang: str) -> str:
    said = say(
        "{confirmed} of {total} confirmed, {doubtful} doubtful",
        confirmed=progress.confirmed,
        total=progress.total,
        doubtful=progress.doubtful,
    )
    return translate(said, lang)


def show_version(request: Request) -> JSONResponse:
    """Return the version of a review as it is now: a page that shows another one loads itself again."""
    return JSONResponse({"version": workspace_of(request).review(request.path_params["key"]).snapshot()[1]})


def find_in_review(request: Request) -> JSONResponse:
    """Return the names of the rows in which words occur."""
    bitext, _ = workspace_of(request).review(request.path_params["key"]).snapshot()
    words = request.query_params.get("q", "")[:_MOST_FOUND]
    found = islice(find_words(bitext, words), _MOST_FOUND)
    return JSONResponse({"rows": [bead_name(Level.SENTENCE, bead) for bead in found]})


def show_bead(request: Request) -> Response:
    """Return the panel next to a bead: its terms with their renderings, and where it occurs."""
    key, name = request.path_params["key"], request.path_params["bead"]
    workspace = workspace_of(request)
    bitext, _ = workspace.review(key).snapshot()
    level, corner = _named(name)
    bead = bitext.beads(level)[bead_number(bitext, level, corner)]
    index = workspace.terms(workspace.shelf(key).project).index
    texts = bead_texts(bitext, level, bead)
    sides = [
        [(term, renderings(term.concept, document.lang)) for term in (passage_terms(text, index) if text else ())]
        for document, text in zip((bitext.source, bitext.target), texts, strict=True)
    ]
    langs = (bitext.source.lang, bitext.target.lang)
    return show_fragment(request, "panel.html", bead=bead, sides=sides, langs=langs, query=texts[0] or texts[1])


async def start_realigning(request: Request) -> JSONResponse:
    """Begin to align what is pending, in a process of its own."""
    asked = await read_json(request)
    key = request.path_params["key"]
    bitext, version = await run_in_threadpool(workspace_of(request).review(key).snapshot)
    if version != asked.get("version"):
        raise ConflictError("this text was changed in another window", advice="load the page again")
    children: dict[str, tuple[str, Child]] = request.app.state.realigning
    if key in children:
        children[key][1].cancel()
    children[key] = (version, await run_in_threadpool(Child, _realign, bitext))
    return JSONResponse({"state": State.WORKING}, status_code=202)


def _realign(tell: Tell, bitext: Bitext) -> Bitext:
    tell("aligning")
    return realign_pending(bitext)


def poll_realigning(request: Request) -> JSONResponse:
    """Return how the aligning occurs; when it is done, its result is an edit like any other."""
    key = request.path_params["key"]
    children: dict[str, tuple[str, Child]] = request.app.state.realigning
    if key not in children:
        return JSONResponse({"state": State.CANCELLED})
    version, child = children[key]
    if child.state is State.WORKING:
        return JSONResponse({"state": child.state, "seconds": round(child.seconds)})
    del children[key]
    if child.state is State.DONE:
        return _answer(request, workspace_of(request).review(key).edit(version, lambda _: child.result))
    if child.error is not None:
        raise child.error
    return JSONResponse({"state": child.state})


def cancel_realigning(request: Request) -> JSONResponse:
    """Stop aligning; nothing is changed."""
    children: dict[str, tuple[str, Child]] = request.app.state.realigning
    entry = children.pop(request.path_params["key"], None)
    if entry is not None:
        entry[1].cancel()
    return JSONResponse({"state": State.CANCELLED})


ROUTES = (
    Route("/review/{key}", show_review),
    Route("/review/{key}/edit", edit_review, methods=["POST"]),
    Route("/review/{key}/version", show_version),
    Route("/review/{key}/find", find_in_review),
    Route("/review/{key}/bead/{bead}", show_bead),
    Route("/review/{key}/realign", start_realigning, methods=["POST"]),
    Route("/review/{key}/realign", poll_realigning, methods=["GET"]),
    Route("/review/{key}/realign", cancel_realigning, methods=["DELETE"]),
)
