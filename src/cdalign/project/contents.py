"""The contents of a project: its texts, its termbase, and its pairs as they were last built or reviewed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from cdalign.comments import comment_document, read_comments
from cdalign.documents import read_document
from cdalign.errors import ProjectError
from cdalign.locks import read_bytes
from cdalign.messages import say
from cdalign.model import Bitext, Document, Termbase
from cdalign.project.folder import Pair, Project
from cdalign.project.queries import QUERIES_FILE, lost_queries
from cdalign.revisions import SIDES, parse_revisions, revise_document
from cdalign.terminology.termbase import read_termbase
from cdalign.working import fit_bitext, read_working

Warn = Callable[[str], None]


def read_project_termbase(project: Project) -> Termbase:
    """Return the project's curated termbase. It is empty if the project does not have one."""
    return read_termbase(project.termbase) if project.termbase.exists() else Termbase()


def read_pair(project: Project, pair: Pair, warn: Warn = lambda _: None) -> tuple[Document, Document]:
    """Read the two documents of a pair, with their records in `sources.toml` and with what a person wrote over them.

    The source has its queries, and both have the comments on them.
    """
    path = project.edits_file(pair)
    revisions = parse_revisions(read_bytes(path), path)
    comments = read_comments(project.comments_file(pair))
    source, target = (
        comment_document(revise_document(document, side, revisions), side, comments)
        for document, side in zip(read_texts(project, pair, warn), SIDES, strict=True)
    )
    return source, target


def read_texts(project: Project, pair: Pair, warn: Warn = lambda _: None) -> tuple[Document, Document]:
    """Read the two documents of a pair as they are in their files, with their records in `sources.toml`.

    The source has its queries.
    """
    source, target = _read_side(project, pair.source, warn), _read_side(project, pair.target, warn)
    source = replace(source, queries=project.queries.get(pair.name, ()))
    for query in lost_queries(source):
        warning = say("{pair} has no place {query}; the query is in the report only", pair=pair.name, query=query.place)
        warn(say("{place}: {warning}", place=project.corpus / QUERIES_FILE, warning=warning))
    return source, target


def _read_side(project: Project, path: Path, warn: Warn) -> Document:
    record = project.record(path)
    document = read_document(path, lang=record.lang, symbol=record.symbol, warn=warn)
    provenance = record.provenance(project.shown_path(path), document.provenance.sha256)
    if provenance.status is not record.status:
        warning = say("this is not the file that corpus/sources.toml describes (SHA-256), so its status is unknown")
        warn(say("{place}: {warning}", place=path, warning=warning))
    return replace(document, provenance=provenance)


def read_bitexts(project: Project) -> tuple[Bitext, ...]:
    """Read the pairs as they were last built or reviewed. Pairs that must be built first are left out."""
    found = (read_bitext(project, pair) for pair in project.pairs)
    return tuple(bitext for bitext in found if bitext is not None)


def read_all_bitexts(project: Project) -> tuple[Bitext, ...]:
    """Read all pairs as they were last built or reviewed.

    Raises:
        ProjectError: a pair was not built, or its texts have changed since.
    """
    bitexts = []
    for pair in project.pairs:
        bitext = read_bitext(project, pair)
        if bitext is None:
            raise ProjectError(
                say("{pair} was not built, or its texts have changed since", pair=pair.name),
                path=project.root,
                advice=say("cdalign build {root}", root=project.root),
                code="project.unbuilt",
            )
        bitexts.append(bitext)
    return tuple(bitexts)


def read_bitext(project: Project, pair: Pair) -> Bitext | None:
    """Read a pair as it was last built or reviewed. Return None if it was not built or its texts have changed."""
    path = project.working_file(pair)
    if not path.exists():
        return None
    source, target = read_pair(project, pair)
    return fit_bitext(read_working(path), source, target)
