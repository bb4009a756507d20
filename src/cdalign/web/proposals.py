"""Terms that the texts propose: looked for in a process of its own, then taken or refused one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cdalign.errors import ConflictError, UsageError
from cdalign.languages import ENGLISH, SIMPLIFIED
from cdalign.messages import translate
from cdalign.model import ConceptEntry, Term, Termbase
from cdalign.project import read_bitexts, read_project_termbase
from cdalign.project.library import open_begun
from cdalign.terminology import change_termbase
from cdalign.terminology.editing import name_concept, replace_concept, without_concept
from cdalign.terminology.extraction.proposals import Proposal, propose_terms
from cdalign.web.children import Child, State, Tell, WorkLimits
from cdalign.web.marking import Piece, excerpt
from cdalign.web.pages import language_for, read_json, show_page, workspace_of
from cdalign.web.refusals import advise
from cdalign.web.workspace import Workspace

_LIMITS = WorkLimits(seconds=3600.0)
# More than a person looks through; the surest come first.
_MOST_PROPOSALS = 500
_LEAST_SENTENCES = 2
_LONGEST_TERM = 300
_REFUSED = "refused"
# Characters of a sentence: two lines of the page.
_CHINESE_SHOWN, _ENGLISH_SHOWN = 120, 240


@dataclass(frozen=True, slots=True)
class Hunt:
    """A search for terms in a project, and what was decided of each: the concept made of it, or that it is refused."""

    root: Path
    child: Child
    decided: dict[int, str] = field(default_factory=dict)

    @property
    def proposals(self) -> Sequence[Proposal]:
        """What was found; nothing before the search has ended."""
        return self.child.result if self.child.state is State.DONE else ()


def hunt_terms(_: Tell, root: str) -> tuple[Proposal, ...]:
    """Return what the built texts of a project propose that its termbase does not hold; runs in a child."""
    from cdalign.lexicon import core_lexicon

    project = open_begun(Path(root))
    bitexts = read_bitexts(project)
    found = propose_terms(bitexts, read_project_termbase(project), core_lexicon(), least=_LEAST_SENTENCES)
    return tuple(found[:_MOST_PROPOSALS])


def show_proposals(request: Request) -> Response:
    """Return the page on which proposals are taken or refused."""
    hunt = _hunt(request)
    rows = [(number, one, *_evidence(one)) for number, one in enumerate(hunt.proposals)] if hunt else []
    return show_page(
        request,
        "proposals.html",
        rows=rows,
        decided=hunt.decided if hunt else {},
        refused=_REFUSED,
        state=hunt.child.state if hunt else "",
        can_look=_is_built(workspace_of(request)),
    )


def _evidence(proposal: Proposal) -> tuple[tuple[Piece, ...], ...]:
    """Return the sentences in which a term was found, in pieces: what is around the term, which is marked."""
    sides = ((proposal.source, proposal.chinese, _CHINESE_SHOWN), (proposal.target, proposal.english, _ENGLISH_SHOWN))
    return tuple(tuple(excerpt(text, terms[0].text if terms else "", most)) for text, terms, most in sides)


def _is_built(workspace: Workspace) -> bool:
    project = workspace.project
    return project is not None and any(project.working_file(pair).exists() for pair in project.pairs)


def start_hunt(request: Request) -> JSONResponse:
    """Begin to look for terms in the texts of the open project."""
    project, hunt = workspace_of(request).project, _hunt(request)
    if project is None:
        raise UsageError("no project is open", advice="begin or open one first")
    if hunt is None or hunt.child.state is not State.WORKING:
        request.app.state.hunt = Hunt(project.root, Child(hunt_terms, str(project.root), limits=_LIMITS))
    return JSONResponse({"state": State.WORKING}, status_code=202)


def poll_hunt(request: Request) -> JSONResponse:
    """Return how far the search is."""
    hunt = _hunt(request)
    if hunt is None:
        return JSONResponse({"state": State.CANCELLED})
    error = hunt.child.error
    lang = language_for(request)
    told = {"error": translate(error.message, lang), "advice": translate(advise(error), lang)} if error else {}
    return JSONResponse({"state": hunt.child.state, "seconds": round(hunt.child.seconds), **told})


def cancel_hunt(request: Request) -> JSONResponse:
    """Stop looking."""
    hunt = _hunt(request)
    if hunt is not None:
        hunt.child.cancel()
        request.app.state.hunt = None
    return JSONResponse({"state": State.CANCELLED})


async def decide_proposal(request: Request) -> JSONResponse:
    """Take a proposal into the termbase, refuse it, or take the decision back."""
    asked = await read_json(request)
    return await run_in_threadpool(_decide, request, asked)


def _decide(request: Request, asked: dict[str, Any]) -> JSONResponse:
    hunt, workspace = _hunt(request), workspace_of(request)
    number = request.path_params["number"]
    if hunt is None or number >= len(hunt.proposals):
        raise ConflictError("this proposal is no longer there", advice="look for terms again")
    match asked.get("decision"):
        case "take":
            _take_back(workspace, hunt, number)
            hunt.decided[number] = add_concept(workspace, _terms(hunt.proposals[number], asked)).id
        case "refuse":
            _take_back(workspace, hunt, number)
            hunt.decided[number] = _REFUSED
        case "back":
            _take_back(workspace, hunt, number)
        case _:
            raise UsageError("a proposal is taken, refused, or taken back")
    return JSONResponse({"state": hunt.decided.get(number, "")})


def _take_back(workspace: Workspace, hunt: Hunt, number: int) -> None:
    """Undo a decision; a concept that it made goes out of the termbase."""
    concept = hunt.decided.pop(number, _REFUSED)
    if concept != _REFUSED and workspace.project is not None:
        change_termbase(workspace.project.termbase, lambda termbase: without_concept(termbase, concept))


def _terms(proposal: Proposal, asked: dict[str, Any]) -> tuple[Term, ...]:
    """Return the terms of a concept: those of the page, with the further forms that were proposed next to them."""
    made = make_terms(str(asked.get("zh", "")), str(asked.get("en", "")), source=proposal.place)
    return (*made, *proposal.chinese[1:], *proposal.english[1:])


def make_terms(chinese: str, english: str, *, source: str = "") -> tuple[Term, Term]:
    """Return the two terms of a new concept.

    Raises:
        UsageError: a side is empty.
    """
    sides = [" ".join(words.split())[:_LONGEST_TERM] for words in (chinese, english)]
    if not all(sides):
        raise UsageError("a concept has a Chinese and an English term", advice="write both")
    return Term(sides[0], SIMPLIFIED, source=source), Term(sides[1], ENGLISH, source=source)


def add_concept(workspace: Workspace, terms: tuple[Term, ...], subject: str = "") -> ConceptEntry:
    """Put a new concept into the termbase of the open project, which is created if it does not exist; return it.

    Raises:
        UsageError: no project is open, or the termbase would have a major fault.
        ReadError, WriteError, BusyError: the termbase cannot be read or written.
    """
    if workspace.project is None:
        raise UsageError("there is no project whose termbase could be changed")
    made: list[ConceptEntry] = []

    def change(termbase: Termbase) -> Termbase:
        english = next(term.text for term in terms if term.lang == ENGLISH)
        entry = ConceptEntry(name_concept(english, termbase.by_id), terms, subject=subject)
        made[:] = [entry]
        return replace_concept(termbase, entry)

    workspace.project.termbase.parent.mkdir(parents=True, exist_ok=True)
    change_termbase(workspace.project.termbase, change)
    return made[0]


async def make_concept(request: Request) -> JSONResponse:
    """Add a concept with its two terms, as they were written on the page of terms."""
    asked = await read_json(request)
    return await run_in_threadpool(_make_concept, request, asked)


def _make_concept(request: Request, asked: dict[str, Any]) -> JSONResponse:
    terms = make_terms(str(asked.get("zh", "")), str(asked.get("en", "")))
    entry = add_concept(workspace_of(request), terms, str(asked.get("subject", "")).strip()[:_LONGEST_TERM])
    return JSONResponse({"go": f"/terms/{entry.id}"}, status_code=201)


def _hunt(request: Request) -> Hunt | None:
    hunt: Hunt | None = request.app.state.hunt
    project = workspace_of(request).project
    return hunt if hunt is not None and project is not None and hunt.root == project.root else None


ROUTES = (
    Route("/terms", make_concept, methods=["POST"]),
    Route("/proposals", show_proposals, methods=["GET"]),
    Route("/proposals/work", start_hunt, methods=["POST"]),
    Route("/proposals/work", poll_hunt, methods=["GET"]),
    Route("/proposals/work", cancel_hunt, methods=["DELETE"]),
    Route("/proposals/{number:int}", decide_proposal, methods=["POST"]),
)
