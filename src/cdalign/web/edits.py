"""Edits of a review: a key of the page becomes an edit. The answer says which rows have changed, and how."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from cdalign.errors import UsageError
from cdalign.messages import say, translate
from cdalign.model import Bitext, Level, corner_of
from cdalign.reviewing import (
    Edited,
    Progress,
    Region,
    bead_number,
    changed_rows,
    confirm_above,
    confirm_bead,
    confirm_where,
    exclude_bead,
    find_words,
    merge_with_next,
    move_boundary,
    next_to_review,
    release_bead,
    split_at,
)
from cdalign.reviewing.places import Corner, bead_holding
from cdalign.reviewing.states import Edit
from cdalign.web.pages import language_for, read_json, recognizer_for, workspace_of
from cdalign.web.review_rows import outline_of, parse_name, render_rows

# The longest words that are searched for.
LONGEST_WORDS = 1000
# Rows that are as likely wrong as right are not confirmed in one go.
_LEAST_PERCENT = 50
# More rows than a window shows are not sent with the answer: the page asks for those that it shows.
_MOST_SENT = 60

# What a key of the page does, by the name that the page's script sends.
_ACTIONS: dict[str, Callable[..., Bitext]] = {
    "confirm": confirm_bead,
    "exclude": exclude_bead,
    "release": release_bead,
    "merge": merge_with_next,
    "split": split_at,
    "shift": move_boundary,
}


async def edit_review(request: Request) -> JSONResponse:
    """Make an edit and return what it changed."""
    asked = await read_json(request)
    return await run_in_threadpool(_edit, request, asked)


def _edit(request: Request, asked: dict[str, Any]) -> JSONResponse:
    review = workspace_of(request).review(request.path_params["key"])
    version, action = str(asked.get("version", "")), str(asked.get("action", ""))
    if action in ("undo", "redo"):
        return answer_edit(request, review.undo(version) if action == "undo" else review.redo(version))
    level, corner = parse_name(str(asked.get("bead", "")))
    if action in _MANY:
        return answer_edit(request, review.edit(version, _MANY[action](asked)), level, corner)
    if action not in _ACTIONS:
        raise UsageError(say("there is no action {action!r}", action=action))
    details = _details(action, asked)

    def edit(bitext: Bitext) -> Bitext:
        return _ACTIONS[action](bitext, level=level, index=bead_number(bitext, level, corner), **details)

    return answer_edit(request, review.edit(version, edit), level, corner, is_done=action == "confirm")


def _confirm_above(asked: dict[str, Any]) -> Edit:
    """Return the edit that confirms every row with at least this score in percent."""
    percent = asked.get("percent")
    if not isinstance(percent, int) or not _LEAST_PERCENT <= percent <= 100:
        raise UsageError(
            say("a score is a whole number from {least_percent} to 100", least_percent=_LEAST_PERCENT),
            advice="choose a higher one",
        )
    return lambda bitext: confirm_above(bitext, percent / 100)


def _confirm_shown(asked: dict[str, Any]) -> Edit:
    """Return the edit that confirms rows that are shown: those of a state, with words, from one row to another."""
    words, show = str(asked.get("words", ""))[:LONGEST_WORDS], asked.get("show")
    ends = sorted(parse_name(str(asked[name]))[1] for name in ("first", "last") if asked.get(name))

    def confirm(bitext: Bitext) -> Bitext:
        found = {corner_of(bead) for bead in find_words(bitext, words)} if words else None
        return confirm_where(
            bitext,
            lambda bead: (
                (found is None or corner_of(bead) in found)
                and (bead.is_doubtful or show != "doubtful")
                and (not ends or ends[0] <= corner_of(bead) <= ends[-1])
            ),
        )

    return confirm


# Edits of many rows at once.
_MANY: dict[str, Callable[[dict[str, Any]], Edit]] = {
    "confirm-above": _confirm_above,
    "confirm-shown": _confirm_shown,
}


def _details(action: str, asked: dict[str, Any]) -> dict[str, int]:
    """The other arguments of an edit: where a bead is cut, how far a boundary is moved."""
    names = {"split": ("source_at", "target_at"), "shift": ("source_by", "target_by")}.get(action, ())
    details = {name: asked[name] for name in names if asked.get(name) is not None}
    if not all(isinstance(value, int) for value in details.values()):
        raise UsageError("places are whole numbers")
    return details


def answer_edit(
    request: Request,
    edited: Edited,
    level: Level = Level.SENTENCE,
    corner: Corner | None = None,
    *,
    is_done: bool = False,
) -> JSONResponse:
    """Return what the page's script needs: which rows were replaced, the outline and the HTML of the new ones.

    `whole` says that any row may have changed, because sentences were corrected or another person edited as well.
    `focus` is the row to go to, or -1 if no row is left to review.
    """
    new, lang, progress = edited.after, language_for(request), edited.progress
    is_whole = edited.is_merged or edited.is_rewritten
    everything = Region(range(len(edited.before.sentences)), range(len(new.sentences)))
    rows = everything if is_whole else changed_rows(edited.before, new, edited.change)
    is_short = not is_whole and len(rows.new) <= _MOST_SENT
    return JSONResponse(
        {
            "version": edited.version,
            "whole": is_whole,
            "merged": edited.is_merged,
            "at": rows.new.start,
            "removed": len(rows.old),
            "states": outline_of(new, rows.new),
            "html": render_rows(new, rows.new, recognizer_for(request), lang) if is_short else "",
            "focus": _focus(new, rows.new, level, corner, is_done=is_done),
            "paragraph": level is Level.PARAGRAPH and not is_done,
            "progress": _progress_words(progress, lang),
            "confirmed": progress.confirmed + progress.excluded,
        }
    )


def _focus(new: Bitext, rows: range, level: Level, corner: Corner | None, *, is_done: bool) -> int:
    """Return the row to go to: the next to review after a confirmation, else where the edit was."""
    if not new.sentences:
        return -1
    if corner is None:
        return min(rows.start, len(new.sentences) - 1)
    row = row_at(new, level, corner)
    if not is_done:
        return row
    following = next_to_review(new, corner_of(new.sentences[row]))
    return bead_number(new, Level.SENTENCE, corner_of(following)) if following else -1


def row_at(bitext: Bitext, level: Level, corner: Corner) -> int:
    """Return the row of a bead, or the first row of a paragraph bead, as the bitext is now."""
    bead = bead_holding(bitext, level, corner)
    inside = bitext.begin(bead) if bead and level is Level.PARAGRAPH else corner
    row = bead_holding(bitext, Level.SENTENCE, inside)
    return bead_number(bitext, Level.SENTENCE, corner_of(row)) if row else 0


def _progress_words(progress: Progress, lang: str) -> str:
    said = say(
        "{confirmed} of {total} confirmed, {doubtful} doubtful",
        confirmed=progress.confirmed,
        total=progress.total,
        doubtful=progress.doubtful,
    )
    return translate(said, lang)


ROUTES = (Route("/review/{key}/edit", edit_review, methods=["POST"]),)
