"""The findings of a pair. A long text is checked in a process of its own, so that keys and pages need not wait."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request

from cdalign.checks import check_bitext
from cdalign.locks import read_bytes
from cdalign.model import Finding, Termbase
from cdalign.project import Pair, Project, read_bitext
from cdalign.reviewing.states import version_of
from cdalign.web.children import Child, State, Tell
from cdalign.web.pages import workspace_of
from cdalign.workers import give_way

# The checks take one to six milliseconds a row. A text of so few rows is checked at once.
_MOST_ROWS_AT_ONCE = 300
# The folder of the project, and the key of the pair.
_Place = tuple[Path, str]


@dataclass(frozen=True, slots=True)
class Checking:
    """A running check: the state of the pair and the version of its text at the start, and the process."""

    stamp: str
    version: str
    child: Child


def look_for_findings(request: Request, key: str, *, may_be_older: bool = False) -> tuple[Finding, ...] | None:
    """Return the findings of a pair as it is now, or None while a process checks a long text.

    With `may_be_older` the findings of an earlier state of the text will do: while a person edits without a pause,
    there are no others.

    Raises:
        CdalignError: the process has failed.
    """
    workspace = workspace_of(request)
    bitext, version = workspace.review(key).snapshot()
    known = workspace.known_findings(key)
    if known is None and len(bitext.sentences) <= _MOST_ROWS_AT_ONCE:
        known = workspace.findings(key)
    if known is not None:
        return known
    with workspace.lock:
        return _look_apart(request, key, version, may_be_older=may_be_older)


def wait_for_findings(request: Request, key: str) -> tuple[Finding, ...]:
    """Wait for the findings of a pair as it is now, and return them.

    Raises:
        CdalignError: the process that looked for them has failed.
    """
    while (found := look_for_findings(request, key)) is None:
        begun = _under_way(request).get(_place(request, key))
        if begun is not None:
            begun.child.wait()
    return found


def _under_way(request: Request) -> dict[_Place, Checking]:
    under_way: dict[_Place, Checking] = request.app.state.checking
    return under_way


def _place(request: Request, key: str) -> _Place:
    return workspace_of(request).shelf(key).project.root, key


def _look_apart(request: Request, key: str, version: str, *, may_be_older: bool) -> tuple[Finding, ...] | None:
    workspace, under_way, place = workspace_of(request), _under_way(request), _place(request, key)
    shelf, stamp = workspace.shelf(key), workspace.findings_stamp(key)
    begun = under_way.get(place)
    if begun is not None:
        if begun.child.state is State.WORKING:
            return None
        del under_way[place]
        if begun.child.error is not None:
            raise begun.child.error
        seen, findings = begun.child.result
        if seen == begun.version:
            workspace.keep_findings(key, begun.stamp, findings)
        if may_be_older or (seen, stamp) == (version, begun.stamp):
            return tuple(findings)
    # The process reads the files itself: to send it a text of 20,000 rows would hold up the keys for 0.4 s.
    child = Child(check_pair, shelf.project, shelf.pair, workspace.terms(shelf.project).termbase)
    under_way[place] = Checking(stamp, version, child)
    return None


def check_pair(tell: Tell, project: Project, pair: Pair, termbase: Termbase) -> tuple[str, tuple[Finding, ...]]:
    """Return the version of the text of a pair that was checked, and its findings; runs in a child.

    The version is empty, and there are no findings, where the text is being changed.
    """
    give_way()
    tell("checking")
    path = project.working_file(pair)
    seen = read_bytes(path)
    bitext = read_bitext(project, pair)
    if bitext is None or read_bytes(path) != seen:
        return "", ()
    return version_of(seen), tuple(check_bitext(bitext, termbase))
