"""The termbase: browse it, see where a concept occurs in the texts, edit it with the validation of `terms`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cdalign.errors import ConflictError, UsageError
from cdalign.messages import say_list, translate
from cdalign.model import ConceptEntry, Term, Termbase, TermStatus, TermType
from cdalign.terminology import change_termbase, look_up
from cdalign.terminology.catalogue import KINDS, TermsKept
from cdalign.terminology.editing import replace_concept, without_concept
from cdalign.text import language_of
from cdalign.web.exports import TERMS_FILES
from cdalign.web.pages import language_for, page_asked, read_json, show_page, workspace_of
from cdalign.web.usages import MOST_COUNTED, view_usage
from cdalign.web.value_names import word_for

_PAGE = 100
# What a file chooser offers. The kind of a file is known by its content.
_ENDINGS = ",".join(dict.fromkeys(f".{ending.rpartition('.')[2]}" for kind in KINDS for ending in kind.endings))


def show_terms(request: Request) -> Response:
    """Return a page of the termbase: all concepts of a subject field, or those that answer a question."""
    index = workspace_of(request).terms().sound.index
    entries = index.termbase.entries
    subject, question = request.query_params.get("subject", ""), request.query_params.get("q", "").strip()
    chosen: list[ConceptEntry] = [entry for entry in entries if not subject or entry.subject == subject]
    if question:
        chosen = [hit.concept for hit in look_up(question, index, limit=_PAGE)]
    page = page_asked(request, len(chosen), _PAGE)
    return show_page(
        request,
        "terms.html",
        has_terms=bool(entries),
        can_change=workspace_of(request).project is not None,
        entries=chosen[page * _PAGE : (page + 1) * _PAGE],
        total=len(chosen),
        subjects=sorted({entry.subject for entry in entries if entry.subject}),
        subject=subject,
        question=question,
        files=TERMS_FILES,
        kinds=_ENDINGS,
        listed=lambda what: _listed(what, language_for(request)),
        page=page,
        pages=-(-len(chosen) // _PAGE),
    )


def _listed(kept: Iterable[TermsKept], lang: str) -> str:
    return translate(say_list(word_for("terms-kept", what) for what in kept), lang)


def show_concept(request: Request) -> Response:
    """Return one concept with its terms and the sentences in which it occurs."""
    workspace = workspace_of(request)
    terms = workspace.terms().sound
    entry = terms.termbase.by_id.get(request.path_params["concept"])
    if entry is None:
        raise UsageError("there is no such concept", advice="look it up under Terms")
    lang = "en" if request.query_params.get("from") == "en" else "zh"
    return show_page(
        request,
        "concept.html",
        entry=entry,
        language_of=language_of,
        see_also=[terms.termbase.by_id[other] for other in entry.see_also if other in terms.termbase.by_id],
        usage=view_usage(workspace, entry, lang),
        most=MOST_COUNTED,
        state=_state(entry) if workspace.project else "",
        types=list(TermType),
        statuses=list(TermStatus),
    )


def _state(entry: ConceptEntry) -> str:
    """Return a digest of the present content of a concept."""
    return hashlib.sha256(repr(entry).encode("utf-8", "surrogatepass")).hexdigest()[:16]


async def edit_concept(request: Request) -> JSONResponse:
    """Change a concept in the termbase's file, unless that would make it wrong."""
    asked = await read_json(request)
    return await run_in_threadpool(_edit, request, asked)


def _edit(request: Request, asked: dict[str, Any]) -> JSONResponse:
    workspace = workspace_of(request)
    if workspace.project is None:
        raise UsageError("there is no project whose termbase could be changed")
    concept = request.path_params["concept"]

    def change(termbase: Termbase) -> Termbase:
        return replace_concept(termbase, _revised(_unchanged(termbase, concept, asked), asked))

    changed, _ = change_termbase(workspace.project.termbase, change)
    return JSONResponse({"state": _state(changed.by_id[concept])})


async def delete_concept(request: Request) -> JSONResponse:
    """Take a concept out of the termbase."""
    asked = await read_json(request)
    return await run_in_threadpool(_delete, request, asked)


def _delete(request: Request, asked: dict[str, Any]) -> JSONResponse:
    workspace, concept = workspace_of(request), request.path_params["concept"]
    if workspace.project is None:
        raise UsageError("there is no project whose termbase could be changed")

    def change(termbase: Termbase) -> Termbase:
        _unchanged(termbase, concept, asked)
        return without_concept(termbase, concept)

    change_termbase(workspace.project.termbase, change)
    return JSONResponse({"go": "/terms"})


def _unchanged(termbase: Termbase, concept: str, asked: dict[str, Any]) -> ConceptEntry:
    """Return a concept, if it is still as the page showed it.

    Raises:
        ConflictError: it was changed or deleted since.
    """
    entry = termbase.by_id.get(concept)
    if entry is None or asked.get("state") != _state(entry):
        raise ConflictError("the concept was changed meanwhile", advice="load the page again")
    return entry


def _revised(entry: ConceptEntry, asked: dict[str, Any]) -> ConceptEntry:
    return replace(
        entry,
        definition=str(asked.get("definition", "")).strip(),
        note=str(asked.get("note", "")).strip(),
        terms=_terms(entry, asked.get("terms")),
    )


def _terms(entry: ConceptEntry, asked: Any) -> tuple[Term, ...]:
    """Return the terms as the page has them. One without words is removed; fields that the page lacks are kept."""
    if not isinstance(asked, list) or not all(isinstance(row, dict) for row in asked):
        raise UsageError("a concept has a list of terms")
    known = {(term.lang, term.text): term for term in entry.terms}
    return tuple(_term(row, known) for row in asked if str(row.get("text", "")).strip())


def _term(row: dict[str, Any], known: dict[tuple[str, str], Term]) -> Term:
    text, lang = str(row["text"]).strip(), str(row.get("lang", "")).strip()
    was = (str(row.get("was_lang", lang)), str(row.get("was", text)))
    try:
        kind, status = TermType(str(row.get("type"))), TermStatus(str(row.get("status")))
    except ValueError as error:
        raise UsageError(str(error), advice="choose one of the list") from error
    old = known.get(was, Term(text, lang))
    return replace(old, text=text, lang=lang, type=kind, status=status, note=str(row.get("note", "")).strip())


ROUTES = (
    Route("/terms", show_terms, methods=["GET"]),
    Route("/terms/{concept}", show_concept, methods=["GET"]),
    Route("/terms/{concept}", edit_concept, methods=["POST"]),
    Route("/terms/{concept}", delete_concept, methods=["DELETE"]),
)
