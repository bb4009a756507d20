"""A new text, pasted or uploaded: the earlier documents that it goes back to, and what it shares with them.

The text is kept under a key until the server stops. A file is read in a process with limits, as every upload is.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cdalign.documents import read_lines
from cdalign.errors import UsageError
from cdalign.memory import Filters
from cdalign.memory.discovery import DiscoveredDocument
from cdalign.memory.fragments import Fragment
from cdalign.memory.renderings import spot_fragments
from cdalign.memory.term_usage import ConceptUsage, count_term_usage
from cdalign.model import Span, Term, Termbase
from cdalign.reading.kinds import name_readable_kinds, readable_suffixes
from cdalign.spotting import spotter_of
from cdalign.terminology.lookup import PassageTerm, equivalents, passage_terms
from cdalign.web.children import Child, State, Tell
from cdalign.web.matching import LONGEST_NEW_TEXT
from cdalign.web.memories import Memories
from cdalign.web.pages import LARGEST_BODY_BYTES, language_for, read_json, show_page, workspace_of
from cdalign.web.refusals import tell_refusal
from cdalign.web.search import HitView, distinct_sentences, look_up_sentence, view_hits
from cdalign.web.uploads import LARGEST_FILE_MB, keep_stream, sent_name
from cdalign.web.workspace import MissingError, Workspace

_MOST_TEXTS = 50
_DOCUMENTS = 20
_FRAGMENTS_SHOWN = 40
_SENTENCES = 200
# Recognising terms takes half a millisecond a unit.
_UNITS_COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class NewText:
    """A text that was pasted (without a name) or uploaded: where it is kept, and the work of reading it."""

    key: str
    name: str
    path: Path
    child: Child

    @property
    def content(self) -> tuple[str, str]:
        """The whole text and its language.

        Raises:
            UsageError: it has not been read yet.
            CdalignError: it cannot be read.
        """
        if self.child.error is not None:
            raise self.child.error
        if self.child.state is not State.DONE:
            raise UsageError("this file is not read yet", advice="wait a moment, and load the page again")
        text, lang = self.child.result
        return text, lang


@dataclass(frozen=True, slots=True)
class Choice:
    """Which documents are left out, and which come first."""

    excluded: tuple[str, ...]
    preferred: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FragmentView:
    """A fragment as the page shows it: its words, and the first unit that has it."""

    fragment: Fragment
    words: str
    hit: HitView


@dataclass(frozen=True, slots=True)
class TermView:
    """A term of the text: its equivalents in the termbase, and its renderings in the chosen documents."""

    found: PassageTerm
    offered: tuple[Term, ...]
    usage: ConceptUsage | None


def show_new_text(request: Request) -> Response:
    """Return the page on which a text is pasted or a file is chosen; `text` in the address is in the field already."""
    return show_page(
        request,
        "new_text.html",
        given=request.query_params.get("text", "")[:LONGEST_NEW_TEXT],
        longest=LONGEST_NEW_TEXT,
        limit=LARGEST_FILE_MB,
        formats=",".join(readable_suffixes()),
        kinds=name_readable_kinds(),
    )


async def take_pasted(request: Request) -> JSONResponse:
    """Keep a text that was pasted, and start to read it like a file, so that wrapped lines are joined."""
    text = str((await read_json(request, LARGEST_BODY_BYTES)).get("text", "")).strip()
    if not text:
        raise UsageError("there is no text", advice="paste one, or choose a file")
    key, path = _new_place(request)
    path.write_text(text, encoding="utf-8")
    return _begin(request, key, "", path)


async def take_new_file(request: Request) -> JSONResponse:
    """Receive a file, up to the limit, and start to read it."""
    name = sent_name(request)
    key, path = _new_place(request)
    await keep_stream(request, path)
    return _begin(request, key, name, path)


def _new_place(request: Request) -> tuple[str, Path]:
    key, folder = secrets.token_hex(6), workspace_of(request).uploads
    folder.mkdir(parents=True, exist_ok=True)
    return key, folder / f"new-{key}"


def _begin(request: Request, key: str, name: str, path: Path) -> JSONResponse:
    texts: dict[str, NewText] = request.app.state.new_texts
    while len(texts) >= _MOST_TEXTS:
        _forget(texts.pop(next(iter(texts))))
    texts[key] = NewText(key, name, path, Child(read_new_file, str(path)))
    return JSONResponse({"key": key}, status_code=201)


def read_new_file(tell: Tell, path: str) -> tuple[str, str]:
    """Return the text of a file and its language; runs in a child."""
    tell("reading")
    return read_lines(path)


def _forget(new: NewText) -> None:
    new.child.cancel()
    new.path.unlink(missing_ok=True)


def poll_new_text(request: Request) -> JSONResponse:
    """Return the state of the reading of a text, and the address to go to when it is done."""
    new = _new_text(request)
    if new.child.state is State.DONE:
        return JSONResponse({"state": State.DONE, "go": f"/discovery/{quote(new.key)}"})
    told = tell_refusal(new.child.error, new.name, language_for(request)) if new.child.error else {}
    return JSONResponse({"state": new.child.state, **told})


def drop_new_text(request: Request) -> JSONResponse:
    """Delete a text."""
    new = _new_text(request)
    request.app.state.new_texts.pop(new.key, None)
    _forget(new)
    return JSONResponse({"go": "/discovery"})


def _new_text(request: Request) -> NewText:
    texts: dict[str, NewText] = request.app.state.new_texts
    new = texts.get(request.path_params["key"])
    if new is None:
        raise MissingError("this text is no longer there", advice="paste or choose it again")
    return new


def show_discovery(request: Request) -> Response:
    """Return the page of a text: the documents that it goes back to, and its matches, fragments and terms in them.

    `exclude` and `prefer` in the address choose documents; each may come several times.
    """
    new, workspace = _new_text(request), workspace_of(request)
    whole, lang = new.content
    text = whole[:LONGEST_NEW_TEXT]
    memories = workspace.memories()
    choice = Choice(*(tuple(request.query_params.getlist(name)[:_DOCUMENTS]) for name in ("exclude", "prefer")))
    found = memories.discover(text, lang, excluded=choice.excluded, preferred=choice.preferred, limit=_DOCUMENTS)
    documents = tuple(one.document for one in found)
    filters = Filters(documents=documents)
    fragments = memories.find_fragments(text, lang, filters=filters) if documents else ()
    different = _differing(fragments)
    sentences = distinct_sentences(text, lang)
    looked_up = sentences[:_SENTENCES] if documents else ()
    matches = [look_up_sentence(workspace, sentence, lang, filters) for sentence in looked_up]
    return show_page(
        request,
        "discovery.html",
        new=new,
        text=text,
        is_cut=len(whole) > len(text),
        lang_asked=lang,
        longest=LONGEST_NEW_TEXT,
        documents=found,
        choice=choice,
        matches=[match for match in matches if match.hits],
        looked_up=len(looked_up),
        sentences=len(sentences),
        fragments=_view_fragments(workspace, different, text),
        fragments_found=len(different),
        terms=_view_terms(workspace, memories, text, lang, found),
        units_counted=_UNITS_COUNTED,
    )


def _differing(fragments: Sequence[Fragment]) -> tuple[Fragment, ...]:
    """Return the first fragment of each run of the memory: numbers count alike, so a text may have many of one run."""
    once: dict[tuple[str, tuple[Span, ...]], Fragment] = {}
    for one in fragments:
        once.setdefault((one.hits[0].text, one.hits[0].spans), one)
    return tuple(once.values())


def _view_fragments(workspace: Workspace, fragments: Sequence[Fragment], text: str) -> list[FragmentView]:
    spotted = spot_fragments(fragments[:_FRAGMENTS_SHOWN])
    hits = view_hits(workspace, [one.hits[0] for one in spotted])
    return [
        FragmentView(one, text[one.span.start : one.span.stop], hit) for one, hit in zip(spotted, hits, strict=True)
    ]


def _view_terms(
    workspace: Workspace, memories: Memories, text: str, lang: str, found: Sequence[DiscoveredDocument]
) -> list[TermView]:
    """Return the terms of a text, with how the units of the documents render them, the best documents first."""
    terms = passage_terms(text, workspace.terms().index)
    if not terms:
        return []
    termbase = Termbase(tuple(term.concept for term in terms))
    words = {term.text for entry in termbase.entries for term in entry.terms}
    units = (unit for one in found for unit in memories.document_units(one.document))
    telling = (unit for unit in units if any(word in unit.source or word in unit.target for word in words))
    counted = count_term_usage(islice(telling, _UNITS_COUNTED), termbase, spotter_of(), source_lang=lang)
    usages = {usage.concept: usage for usage in counted}
    return [TermView(one, equivalents(one.concept, lang), usages.get(one.concept.id)) for one in terms]


ROUTES = (
    Route("/discovery", show_new_text, methods=["GET"]),
    Route("/discovery", take_pasted, methods=["POST"]),
    Route("/discovery/file", take_new_file, methods=["PUT"]),
    Route("/discovery/{key}", show_discovery, methods=["GET"]),
    Route("/discovery/{key}", drop_new_text, methods=["DELETE"]),
    Route("/discovery/{key}/work", poll_new_text, methods=["GET"]),
)
