"""A review of a pair of a project opened where it was left."""

from __future__ import annotations

from cdalign.errors import ConflictError
from cdalign.locks import read_bytes
from cdalign.model import Termbase
from cdalign.project import Pair, Project, read_project_termbase
from cdalign.project.building import align_pair
from cdalign.project.contents import read_texts
from cdalign.reviewing.sessions import Review
from cdalign.reviewing.texts import revise_documents
from cdalign.revisions import parse_revisions
from cdalign.working import fit_working

_MOST_OPENINGS = 3


def open_review(project: Project, pair: Pair, termbase: Termbase | None = None) -> Review:
    """Return the review of a pair where it was left. A pair that was not built, or has changed, is aligned first.

    Raises:
        ReadError: a text or the working file cannot be read.
        ConflictError: other programs keep writing the working file.
        BusyError, WriteError: the working file cannot be written.
    """
    for attempt in range(1, _MOST_OPENINGS + 1):
        try:
            return _open_once(project, pair, termbase)
        except ConflictError:
            if attempt == _MOST_OPENINGS:
                raise
    raise AssertionError


def _open_once(project: Project, pair: Pair, termbase: Termbase | None) -> Review:
    path = project.working_file(pair)
    seen = read_bytes(path)
    edits = project.edits_file(pair)
    comments = project.comments_file(pair)
    revisions = parse_revisions(read_bytes(edits), edits)
    originals = read_texts(project, pair)
    if path.exists():
        bitext, lost = fit_working(seen, path, *revise_documents(originals, revisions))
        if bitext is not None:
            return Review(path, bitext, lost, seen=seen, edits=edits, comments=comments, originals=originals)
    built = align_pair(project, pair, read_project_termbase(project) if termbase is None else termbase)
    return Review(path, built.bitext, built.lost, seen=built.seen, edits=edits, comments=comments, originals=originals)
