"""What a reviewer writes: a sentence corrected or cut, words replaced in many after a preview, a comment on a row."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from cdalign.comments import UnitComment
from cdalign.errors import UsageError
from cdalign.messages import say
from cdalign.model import Bead, Bitext, Segment, corner_of
from cdalign.reviewing import Edited, Rewriting, touch_row
from cdalign.reviewing.places import row_holding
from cdalign.revisions import LONGEST_TEXT, SIDES, SOURCE, TARGET
from cdalign.web.edits import answer_edit, row_at
from cdalign.web.pages import read_json, workspace_of
from cdalign.web.review_rows import parse_name

_LONGEST_WORDS = 500
# More than a person looks through before replacing.
_MOST_PLACES = 500


@dataclass(frozen=True, slots=True)
class ReplacementPlace:
    """A sentence in which words would be replaced: its number, its text and the text that would be written."""

    at: int
    before: str
    after: str


async def rewrite_text(request: Request) -> JSONResponse:
    """Write one text, or several, in place of a sentence."""
    asked = await read_json(request)
    return await run_in_threadpool(_rewrite, request, asked)


def _rewrite(request: Request, asked: dict[str, Any]) -> JSONResponse:
    review = workspace_of(request).review(request.path_params["key"])
    side, segment = _side_of(asked), _segment_of(review.snapshot()[0], asked)
    text = asked.get("text")
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise UsageError("this sentence is too long", advice="cut it")
    rewriting = Rewriting(side, segment.id, tuple(text.splitlines()))
    edited = review.rewrite(str(asked.get("version", "")), [rewriting], by=_who(), at=_now())
    document = edited.after.source if side == SOURCE else edited.after.target
    row = row_holding(edited.after, document, asked["at"])
    return answer_edit(request, edited, corner=corner_of(edited.after.sentences[row]))


def _side_of(asked: dict[str, Any]) -> str:
    side = asked.get("side")
    if side not in SIDES:
        raise UsageError("a text is of one side", advice="load the page again")
    return str(side)


def _segments(bitext: Bitext, side: str) -> tuple[Segment, ...]:
    return (bitext.source if side == SOURCE else bitext.target).segments


def _segment_of(bitext: Bitext, asked: dict[str, Any]) -> Segment:
    at, segments = asked.get("at"), _segments(bitext, _side_of(asked))
    if not isinstance(at, int) or not 0 <= at < len(segments):
        raise UsageError("there is no such sentence", advice="load the page again")
    return segments[at]


def _who() -> str:
    """Return the name of the account, as a memory says who changed a unit; an empty text if the system has none."""
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError):
        return ""


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


async def replace_words(request: Request) -> JSONResponse:
    """Return what a replacement would change; with the numbers of the sentences in `apply`, replace in these."""
    asked = await read_json(request)
    return await run_in_threadpool(_replace, request, asked)


def _replace(request: Request, asked: dict[str, Any]) -> JSONResponse:
    review = workspace_of(request).review(request.path_params["key"])
    side, (bitext, version) = _side_of(asked), review.snapshot()
    words, new = (str(asked.get(name, ""))[:_LONGEST_WORDS] for name in ("find", "replace"))
    if not words.strip() or words == new:
        raise UsageError("there is nothing to replace", advice="write what is to be replaced, and by what")
    segments = _segments(bitext, side)
    places = find_replacements(segments, words, new)
    chosen = asked.get("apply")
    if not isinstance(chosen, list):
        shown = [{"at": one.at, "before": one.before, "after": one.after} for one in places[:_MOST_PLACES]]
        return JSONResponse({"version": version, "places": shown, "total": len(places)})
    wanted = [Rewriting(side, segments[one.at].id, (one.after,)) for one in places if one.at in chosen]
    if not wanted:
        raise UsageError("no place is chosen", advice=say("choose one of the list"))
    edited = review.rewrite(str(asked.get("version", "")), wanted, by=_who(), at=_now())
    level, corner = parse_name(str(asked.get("bead", "")))
    return answer_edit(request, edited, level, corner)


def find_replacements(segments: tuple[Segment, ...], words: str, new: str) -> list[ReplacementPlace]:
    """Return the sentences that have the words exactly so, each with the text that would be written.

    A sentence that would be empty then is left out.
    """
    found = ((at, one.text, one.text.replace(words, new)) for at, one in enumerate(segments) if words in one.text)
    return [ReplacementPlace(at, before, after) for at, before, after in found if after.strip()]


async def write_comment(request: Request) -> JSONResponse:
    """Write a comment on a row; one without words takes it away."""
    asked = await read_json(request)
    return await run_in_threadpool(_comment, request, asked)


def _comment(request: Request, asked: dict[str, Any]) -> JSONResponse:
    review = workspace_of(request).review(request.path_params["key"])
    level, corner = parse_name(str(asked.get("bead", "")))
    before, seen = review.bitext_at(str(asked.get("version", ""))), review.snapshot()[1]
    row = row_at(before, level, corner)
    bead = before.sentences[row]
    side, segment = _commented(before, bead)
    comment = UnitComment(side, segment.id, str(asked.get("text", "")), _now(), _who())
    after = review.comment(comment, None if asked.get("was") is None else str(asked["was"]))
    edited = Edited(before, after, seen, review.progress, touch_row(row, bead), is_merged=seen != asked.get("version"))
    return answer_edit(request, edited, level, corner)


def _commented(bitext: Bitext, bead: Bead) -> tuple[str, Segment]:
    """Return the sentence of a row that has a comment, or else its first one, with its side."""
    sides = (SOURCE, bitext.source, bead.source), (TARGET, bitext.target, bead.target)
    places = [(side, document.segments[at], document.queries) for side, document, units in sides for at in units]
    has_comment = (
        (side, segment)
        for side, segment, queries in places
        if any(query.is_comment and query.place == segment.id for query in queries)
    )
    return next(has_comment, places[0][:2])


ROUTES = (
    Route("/review/{key}/comment", write_comment, methods=["POST"]),
    Route("/review/{key}/text", rewrite_text, methods=["POST"]),
    Route("/review/{key}/replace", replace_words, methods=["POST"]),
)
