"""Tables of other people's making become records, by what their columns hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from cdalign.languages import ENGLISH
from cdalign.tables import Line, SheetOfLines, find_table
from cdalign.terminology.cells import split_terms
from cdalign.terminology.columns import (
    UNSAID,
    Columns,
    TermColumn,
    has_row_for_each_term,
    language_of_cells,
    name_columns,
)
from cdalign.terminology.records import TermRecord
from cdalign.text import contains_han

_NOT_A_NAME = re.compile(r"[^\w.\-]")
_SAMPLE_ROWS = 200
_TRUE = frozenset(("true", "yes", "1", "x", "y", "是"))


@dataclass
class _Group:
    """The cells of one language in a row, before they become records."""

    texts: list[tuple[str, str, str]] = field(default_factory=list)  # term, type, status
    said: dict[str, str] = field(default_factory=dict)


def records_of_sheets(
    sheets: Iterable[SheetOfLines], *, path: str = "", langs: tuple[str, str] = ("", "")
) -> Iterator[TermRecord]:
    """Yield the records of the first table, in any of the sheets, that names its columns.

    Columns named source and target alone hold `langs`, or Chinese and English as the script of their cells says.

    Raises:
        ReadError: neither a term column nor a language column can be recognised.
    """
    table = find_table(
        map(without_comments, sheets),
        name_columns,
        wanted="terms or languages",
        advice="name the columns: concept, lang, term; or a column for each language: concept, zh, en",
        path=path,
    )
    return records_of_lines(table.lines, _with_given(table.names, langs))


def records_of_lines(lines: Iterator[Line], columns: Columns) -> Iterator[TermRecord]:
    """Yield the records of the lines below the names of the columns."""
    if has_row_for_each_term(columns):
        return _rows_of_terms(lines, columns)
    return _rows_of_concepts(*_with_scripts(columns, lines))


def without_comments(sheet: SheetOfLines) -> SheetOfLines:
    """Return a sheet without the lines that begin with `# `."""
    return SheetOfLines(sheet.name, ((number, cells) for number, cells in sheet.lines if not cells[0].startswith("# ")))


def _with_given(columns: Columns, langs: tuple[str, str]) -> Columns:
    """Set the languages of the call for columns without a language: the source, then the target."""
    given = iter(langs)
    return tuple(
        TermColumn(column.field, next(given, "") or UNSAID) if column and column.lang == UNSAID else column
        for column in columns
    )


def _with_scripts(columns: Columns, lines: Iterator[Line]) -> tuple[Iterator[Line], Columns]:
    """Set Chinese or English for columns without a language, by the script of their first cells."""
    sample = list(islice(lines, _SAMPLE_ROWS)) if any(one and one.lang == UNSAID for one in columns) else []
    named: list[TermColumn | None] = []
    for at, column in enumerate(columns):
        if column is not None and column.lang == UNSAID:
            lang = language_of_cells([cells[at] for _, cells in sample if at < len(cells)])
            named.append(TermColumn(column.field, lang or ENGLISH))
        else:
            named.append(column)
    return chain(sample, lines), tuple(named)


def name_concept(words: str) -> str:
    """Return an id that TBX allows: `1442` -> `c1442`, `my term` -> `my-term`."""
    name = _NOT_A_NAME.sub("-", words.strip())
    return name if not name or name[0].isalpha() or name[0] == "_" else f"c{name}"


def _rows_of_terms(rows: Iterable[Line], columns: Columns) -> Iterator[TermRecord]:
    fields = [column.field if column is not None else "" for column in columns]
    for number, cells in rows:
        said: dict[str, str] = {}
        for key, cell in zip(fields, cells, strict=False):
            if key and cell.strip() and key not in said:
                said[key] = cell.strip()
        if said:
            concept = name_concept(said.pop("concept", f"c{number}"))
            yield TermRecord(concept, **said, line=number)


def _rows_of_concepts(rows: Iterable[Line], columns: Columns) -> Iterator[TermRecord]:
    for number, cells in rows:
        about: dict[str, str] = {}
        groups: dict[str, _Group] = {}
        for column, cell in zip(columns, cells, strict=False):
            text = cell.strip()
            if column is None or not text:
                continue
            if column.lang:
                _take(groups.setdefault(column.lang, _Group()), column.field, text)
            else:
                about.setdefault(column.field, text)
        yield from _concept_records(about, groups, number)


def _take(group: _Group, name: str, text: str) -> None:
    """Put a cell where it belongs; a cell may hold several terms."""
    kinds = {"term": "", "forms": "variant", "shortForm": "shortForm", "acronym": "acronym", "deprecated": "variant"}
    if name in kinds:
        status = {"forms": "admitted", "deprecated": "deprecated"}.get(name, "")
        group.texts.extend((part, kinds[name], status) for part in split_terms(text))
    elif name == "info" and group.texts:
        term, kind, status = group.texts[-1]
        group.texts[-1] = (term, kind, "deprecated" if _is_forbidden(text) else status)
    else:
        group.said.setdefault(name, text)


def _is_forbidden(info: str) -> bool:
    """Return whether memoQ's `CaseSense;Exact;Forbidden` forbids a term."""
    return any(part.strip().lower() == "forbidden" for part in re.split("[;,]", info))


def _concept_records(about: dict[str, str], groups: dict[str, _Group], number: int) -> Iterator[TermRecord]:
    forbidden = about.pop("forbidden", "").lower() in _TRUE
    shared_status, shared_source = about.pop("status", ""), about.pop("source", "")
    if any((about.get("definition"), *(group.said.get("definition") for group in groups.values()))):
        about.setdefault("definition_source", shared_source)
        shared_source = ""
    head = TermRecord(name_concept(about.pop("concept", f"c{number}")), **about, line=number)
    for lang, group in groups.items():
        statuses = [part.strip() for part in group.said.get("status", shared_status).split("|")]
        for index, (text, kind, status) in enumerate(group.texts):
            said = statuses[min(index, len(statuses) - 1)]
            if forbidden or group.said.get("forbidden", "").lower() in _TRUE:
                said = "deprecated"
            yield head._replace(
                lang=lang,
                term=text,
                type=group.said.get("type", "") or kind or _guess_type(text),
                status=status or said,
                pos=group.said.get("pos", ""),
                note=group.said.get("note", "") if index == 0 else "",
                source=group.said.get("source", shared_source) if index == 0 else "",
                definition=head.definition or group.said.get("definition", ""),
            )
            head = TermRecord(head.concept, line=number)


def _guess_type(text: str) -> str:
    """An English word of capitals is an acronym; tables of this shape do not say."""
    is_acronym = " " not in text and len(text) > 1 and text.isupper() and text.isalpha() and not contains_han(text)
    return "acronym" if is_acronym else ""
