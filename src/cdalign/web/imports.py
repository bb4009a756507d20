"""Import of terms from files: the page shows the columns and the changes before anything is written."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cdalign.errors import CdalignError, ConflictError, UsageError
from cdalign.languages import ENGLISH, SIMPLIFIED, TRADITIONAL
from cdalign.locks import FileChange, take_back
from cdalign.messages import say
from cdalign.model import Termbase, TermStatus
from cdalign.terminology import examine_termbase
from cdalign.terminology.columns import TermColumn, has_terms
from cdalign.terminology.mapping import SeenTable, TableMapping, look_at_table, read_mapped
from cdalign.terminology.merging import Merge, merge_into_file, merge_termbases
from cdalign.terminology.soundness import SoundTerms, sound_terms
from cdalign.terminology.termbase import TermbaseFormat, sniff_termbase
from cdalign.text import language_of
from cdalign.web.children import Child, State, Tell
from cdalign.web.pages import language_for, read_json, show_page, workspace_of
from cdalign.web.refusals import tell_terms_refusal
from cdalign.web.uploads import keep_stream, sent_name

_MOST_IMPORTS = 20
_SHOWN_LINES = 8
# A workbook has up to 16,384 columns, and one stray cell makes it so wide; each that is shown costs 3 kB of its page.
_SHOWN_COLUMNS = 100
_SHOWN = 50
_TABLES = (TermbaseFormat.WORKBOOK, TermbaseFormat.SHEET)
# What a column can be said to hold: of the concept, of a term in a language, and where each row is one term.
_OF_CONCEPT = ("concept", "subject", "definition", "concept_note", "status", "source", "see_also")
_OF_LANGUAGE = ("term", "forms", "acronym", "deprecated", "status", "definition", "note")
_OF_TERM = ("term", "lang", "type", "note", "pos")
_LANGS = (SIMPLIFIED, TRADITIONAL, ENGLISH)
# By the group in the list: a language, the concept, or a table with a row for each term.
FIELDS: dict[str, tuple[TermColumn, ...]] = {
    **{lang: tuple(TermColumn(field, lang) for field in _OF_LANGUAGE) for lang in _LANGS},
    "concept": tuple(map(TermColumn, _OF_CONCEPT)),
    "rows": tuple(map(TermColumn, _OF_TERM)),
}


@dataclass(frozen=True, slots=True)
class SeenTerms:
    """What was found in a file of terms: its format, its table if it has one, and its sound concepts."""

    format: TermbaseFormat
    table: SeenTable | None
    terms: SoundTerms
    # No column seems to hold terms: a person must say which one does.
    is_unmapped: bool = False


@dataclass
class TermsImport:
    """A file of terms from a user: where it is kept, the user's name for it, and the work on it.

    `made` is the result of the import, `file` the change of the termbase's file.
    """

    key: str
    path: Path
    name: str
    child: Child
    made: Merge | None = None
    file: FileChange | None = None
    lock: Lock = field(default_factory=Lock)

    @property
    def seen(self) -> SeenTerms | None:
        """What was found in the file, or None if it is not known yet."""
        found: SeenTerms | None = self.child.result if self.child.state is State.DONE else None
        return found


def see_terms(_: Tell, path: str, mapping: TableMapping | None) -> SeenTerms:
    """Return what is in a file of terms. Its table is read by the mapping, or by a guess. Runs in a child.

    A table of our own in which something is wrong is read like one of other people.
    """
    kind = sniff_termbase(path)
    if kind not in _TABLES and mapping is None:
        try:
            reading = examine_termbase(path)
        except CdalignError:
            if kind is not TermbaseFormat.OWN:
                raise
        else:
            table = look_at_table(path) if kind is TermbaseFormat.OMEGAT else None
            return SeenTerms(kind, table, sound_terms(reading))
    table = look_at_table(path, sheet=mapping.sheet if mapping else "")
    chosen = mapping or table.mapping
    table = replace(table, mapping=chosen)
    if not has_terms(chosen.columns):
        return SeenTerms(kind, table, SoundTerms(Termbase()), is_unmapped=True)
    return SeenTerms(kind, table, sound_terms(read_mapped(path, chosen)))


async def take_terms_file(request: Request) -> JSONResponse:
    """Receive a file of terms, and start to read it."""
    workspace, imports = workspace_of(request), _imports(request)
    if workspace.project is None:
        raise UsageError("no project is open", advice="begin or open one first")
    key = secrets.token_hex(6)
    path = workspace.uploads / f"terms-{key}"
    path.parent.mkdir(parents=True, exist_ok=True)
    name = sent_name(request) or key
    try:
        await keep_stream(request, path)
    except UsageError as error:
        raise UsageError(say("{name}: {why}", name=name, why=error.message), advice=error.advice) from error
    if len(imports) >= _MOST_IMPORTS:
        _forget(request, next(iter(imports.values())))
    imports[key] = TermsImport(key, path, name, Child(see_terms, str(path), None))
    return JSONResponse({"go": f"/import/{key}"}, status_code=201)


def poll_terms(request: Request) -> JSONResponse:
    """Return the state of the reading."""
    chosen = _import(request)
    return JSONResponse({"state": chosen.child.state, **_told(request, chosen)})


def _told(request: Request, chosen: TermsImport) -> dict[str, str]:
    error = chosen.child.error
    return tell_terms_refusal(error, chosen.name, language_for(request)) if error else {}


def show_import(request: Request) -> Response:
    """Return the page of a file of terms: its kind, what its columns hold, and what an import would change."""
    chosen, workspace = _import(request), workspace_of(request)
    seen = chosen.seen
    ours = workspace.terms().sound.termbase
    merge = merge_termbases(ours, seen.terms.termbase) if seen and chosen.made is None else chosen.made
    return show_page(
        request,
        "import.html",
        chosen=chosen,
        seen=seen,
        merge=merge,
        counts=_counts(ours, seen, merge) if seen and merge and chosen.made is None else {},
        added=[merge.termbase.by_id[concept] for concept in merge.added[:_SHOWN]] if merge else [],
        extended=[merge.termbase.by_id[concept] for concept in merge.extended[:_SHOWN]] if merge else [],
        told=_told(request, chosen),
        shown=_SHOWN,
        shown_lines=_SHOWN_LINES,
        width=_width(seen.table) if seen and seen.table else 0,
        most_columns=_SHOWN_COLUMNS,
        groups=_fields(seen.table.mapping.columns) if seen and seen.table else {},
        language_of=language_of,
        statuses=list(TermStatus),
        is_working=chosen.child.state is State.WORKING,
    )


def _width(table: SeenTable) -> int:
    """Return the number of columns up to the last one that holds something, in the lines shown or by the mapping."""
    lines = [cells for _, cells in table.lines[:_SHOWN_LINES]]
    used = [at for cells in lines for at, cell in enumerate(cells, start=1) if cell.strip()]
    known = [at for at, column in enumerate(table.mapping.columns, start=1) if column is not None]
    return max((*used, *known), default=1)


def _counts(ours: Termbase, seen: SeenTerms, merge: Merge) -> dict[str, int]:
    """Return how many concepts of the file are new, complete ours, add nothing, or are refused."""
    total = len(seen.terms.termbase.entries)
    return {
        "ours": len(ours.entries),
        "added": len(merge.added),
        "extended": len(merge.extended),
        "known": max(0, total - len(merge.added) - len(merge.extended)),
        "conflicts": len(merge.conflicts),
        "refused": len(seen.terms.refused),
    }


def _fields(columns: Sequence[TermColumn | None]) -> dict[str, tuple[TermColumn, ...]]:
    """Return what can be chosen, by groups: the usual fields, and what the columns of this table hold."""
    usual = {field for fields in FIELDS.values() for field in fields}
    groups = {name: list(fields) for name, fields in FIELDS.items()}
    for column in dict.fromkeys(columns):
        if column is not None and column not in usual:
            groups.setdefault(column.lang or "concept", []).append(column)
    return {name: tuple(fields) for name, fields in groups.items()}


async def map_columns(request: Request) -> JSONResponse:
    """Read the file again with the columns that the page names."""
    asked = await read_json(request)
    return await run_in_threadpool(_map, request, asked)


def _map(request: Request, asked: dict[str, Any]) -> JSONResponse:
    chosen = _import(request)
    table = chosen.seen.table if chosen.seen else None
    if table is None or chosen.made is not None:
        raise UsageError("this file has no columns to be named")
    mapping = None if asked.get("sheet") != table.mapping.sheet else _parse_mapping(table, asked)
    if mapping is None:  # another sheet: its columns are guessed
        mapping = look_at_table(chosen.path, sheet=_sheet(table, asked)).mapping
    chosen.child = Child(see_terms, str(chosen.path), mapping)
    return JSONResponse({"state": State.WORKING}, status_code=202)


def _sheet(table: SeenTable, asked: dict[str, Any]) -> str:
    sheet = asked.get("sheet")
    if not isinstance(sheet, str) or sheet not in table.sheets:
        raise UsageError("there is no such sheet", advice="choose one of the list")
    return sheet


def _parse_mapping(table: SeenTable, asked: dict[str, Any]) -> TableMapping:
    columns, heading = asked.get("columns"), asked.get("heading")
    groups = _fields(table.mapping.columns)
    known = {f"{field.field}:{field.lang}": field for fields in groups.values() for field in fields}
    if not isinstance(columns, list) or not isinstance(heading, int) or not all(one in ("", *known) for one in columns):
        raise UsageError("these columns mean nothing here", advice="choose from the lists")
    # Columns that the page does not show stay as they were guessed.
    chosen = (*(known.get(one) for one in columns), *table.mapping.columns[len(columns) :])
    mapping = TableMapping(table.mapping.sheet, max(0, heading), chosen)
    if not has_terms(mapping.columns):
        raise UsageError("no column holds terms", advice="choose the columns with the Chinese and the English terms")
    return mapping


def take_terms(request: Request) -> JSONResponse:
    """Take the terms of a file into the termbase of the open project."""
    chosen, project = _import(request), workspace_of(request).project
    seen = chosen.seen
    if project is None or seen is None:
        raise UsageError("no project is open", advice="begin or open one first")
    with chosen.lock:
        if chosen.made is not None:
            raise ConflictError("these terms were taken in already", advice="look them up under Terms")
        chosen.made, chosen.file = merge_into_file(project.termbase, [seen.terms.termbase])
    return JSONResponse({"go": f"/import/{chosen.key}"})


def undo_terms(request: Request) -> JSONResponse:
    """Restore the termbase as it was before an import, unless it has changed since."""
    chosen, project = _import(request), workspace_of(request).project
    with chosen.lock:
        if project is None or chosen.file is None:
            raise ConflictError("these terms were not taken in", advice="load the page again")
        take_back(project.termbase, chosen.file, say("change under Terms what is wrong"))
        chosen.made = chosen.file = None
    return JSONResponse({"go": f"/import/{chosen.key}"})


def drop_import(request: Request) -> JSONResponse:
    """Delete a file of terms. Terms that were imported from it stay."""
    _forget(request, _import(request))
    return JSONResponse({"go": "/terms"})


def _forget(request: Request, chosen: TermsImport) -> None:
    chosen.child.cancel()
    _imports(request).pop(chosen.key, None)
    chosen.path.unlink(missing_ok=True)


def _imports(request: Request) -> dict[str, TermsImport]:
    imports: dict[str, TermsImport] = request.app.state.imports
    return imports


def _import(request: Request) -> TermsImport:
    chosen = _imports(request).get(request.path_params["key"])
    if chosen is None:
        raise UsageError("this file is no longer there", advice="choose it again under Terms")
    return chosen


ROUTES = (
    Route("/import", take_terms_file, methods=["PUT"]),
    Route("/import/{key}", show_import, methods=["GET"]),
    Route("/import/{key}", take_terms, methods=["POST"]),
    Route("/import/{key}", drop_import, methods=["DELETE"]),
    Route("/import/{key}/work", poll_terms, methods=["GET"]),
    Route("/import/{key}/columns", map_columns, methods=["POST"]),
    Route("/import/{key}/undo", undo_terms, methods=["POST"]),
)
