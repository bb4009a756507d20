"""Tables of other people's making become records, by the names of their columns.

Two shapes are known: a row for each term (columns for language and term), and a row for each concept (a column, or
several, for each language), as Trados, memoQ, Phrase, MateCat, Weblate, UNTERM and IATE users exchange them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import NamedTuple

from cdalign.languages import ENGLISH, SIMPLIFIED
from cdalign.tables import Line, SheetOfLines, find_table, read_heading, read_language
from cdalign.terminology.cells import split_terms
from cdalign.terminology.records import TermRecord
from cdalign.text import contains_han

# Column names, lower case with spaces, as exports of other tools have them.
_CONCEPT_NAMES = {
    "concept": "concept concept_id conceptid id entry entry_id record record_id number entry_number term_id "
    "termid e_id #",
    "subject": "subject domain subject_field subjectfield entry_subject field area entry_domain e_domains",
    "definition": "definition entry_definition def",
    "definition_source": "definition_source source_of_definition definition_reference",
    "concept_note": "note notes comment comments remark remarks entry_note explanation",
    "see_also": "see_also related cross_reference crossreference see",
}
_TERM_NAMES = {
    "type": "type term_type termtype t_type",
    "status": "status term_status administrativestatus usage usage_status evaluation t_evaluation 状态 使用状态",
    "pos": "pos part_of_speech partofspeech",
    "source": "source reference term_source term_ref",
    "note": "note notes comment usage_note term_note context info remark reliability reliability_code t_reliability",
    "not_in": "not_in negative_context",
    "detect": "detect",
}
# What may occur next to a language in a column name, and what it says of the terms there.
_DETAILS = {
    "term": "term terms preferred_term full_form fullform full_name name title target_term source_term",
    "forms": "other_forms synonym synonyms variant variants alternative other",
    "shortForm": "short_form shortform short short_name short_title",
    "acronym": "acronym acronyms abbreviation abbreviations abbr",
    "deprecated": "deprecated forbidden_term do_not_use",
    "status": "status usage_status evaluation 状态",
    "forbidden": "forbidden",
    "preferred": "preferred",
    "exact": "case_sensitive exact",
    "note": "note notes comment context usage info",
    "source": "source reference",
    "definition": "definition",
    "pos": "pos part_of_speech",
    "type": "type",
}
# IATE's own exports say of what each column is: the entry, the language or the term.
_IATE_NAMES = {"t_term": "term", "l_code": "lang"}
_NOT_A_NAME = re.compile(r"[^\w.\-]")
# A language that no heading says, and the rows by whose script it is found.
_UNSAID = "und"
# A longer heading is none, and it would be cut in two at each of its words.
_LONGEST_NAME = 200
_SAMPLE_ROWS = 200
_TRUE = frozenset(("true", "yes", "1", "x", "y", "是"))


@dataclass
class _Column:
    """What a column holds: a field of the concept or of a term, and the language for a detail of that language."""

    field: str
    lang: str = ""


@dataclass
class _Group:
    """The cells of one language in a row, on the way to records."""

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
        (SheetOfLines(sheet.name, _without_comments(sheet.lines)) for sheet in sheets),
        _name_columns,
        wanted="terms or languages",
        advice="name the columns: concept, lang, term; or a column for each language: concept, zh, en",
        path=path,
    )
    if table.names.of_terms:
        return _rows_of_terms(table.lines, table.names.of_terms)
    return _rows_of_concepts(*_with_scripts(_with_given(table.names.of_concepts, langs), table.lines))


def _without_comments(lines: Iterable[Line]) -> Iterator[Line]:
    return ((number, cells) for number, cells in lines if not cells[0].startswith("# "))


class _Named(NamedTuple):
    """What the columns are: the names of a table with a row for each term, or the columns of one for concepts."""

    of_terms: list[str]
    of_concepts: list[_Column | None]


def _name_columns(header: Sequence[str]) -> _Named | None:
    names = [_IATE_NAMES.get(name, name) for name in map(_plain_name, header)]
    if "term" in names and any(name in ("lang", "language", "locale") for name in names):
        return _Named(names, [])
    columns = _language_columns(names, header)
    langs = {column.lang for column in columns if column and column.field == "term"}
    is_known = all(column is not None for column, name in zip(columns, names, strict=True) if name)
    if len(langs) > 1 or (langs and is_known):
        return _Named([], columns)
    roles = [read_heading(cell).role for cell in header]
    if {"source", "target"} <= set(roles) and not langs:
        sides = roles.index("source"), roles.index("target")
        return _Named([], [_Column("term", _UNSAID) if at in sides else one for at, one in enumerate(columns)])
    return None


def _with_given(columns: list[_Column | None], langs: tuple[str, str]) -> list[_Column | None]:
    """Say the languages that the call gives of the columns that do not say theirs: source, then target."""
    given = iter(langs)
    return [
        _Column(column.field, next(given, "") or _UNSAID) if column and column.lang == _UNSAID else column
        for column in columns
    ]


def _with_scripts(columns: list[_Column | None], lines: Iterator[Line]) -> tuple[Iterator[Line], list[_Column | None]]:
    """Say Chinese or English of the columns whose language is not said, by the script of their first cells."""
    sample = list(islice(lines, _SAMPLE_ROWS)) if any(one and one.lang == _UNSAID for one in columns) else []
    named: list[_Column | None] = []
    for at, column in enumerate(columns):
        if column is not None and column.lang == _UNSAID:
            cells = [cells[at] for _, cells in sample if at < len(cells) and cells[at].strip()]
            is_han = sum(map(contains_han, cells)) * 2 > len(cells)
            named.append(_Column(column.field, SIMPLIFIED if is_han else ENGLISH))
        else:
            named.append(column)
    return chain(sample, lines), named


def name_concept(words: str) -> str:
    """Return an id that TBX allows: `1442` -> `c1442`, `my term` -> `my-term`."""
    name = _NOT_A_NAME.sub("-", words.strip())
    return name if not name or name[0].isalpha() or name[0] == "_" else f"c{name}"


def _plain_name(name: str) -> str:
    return re.sub(r"[\s_\-:]+", "_", name.strip().strip("\ufeff").lower()).strip("_")


def _find(tables: dict[str, str], name: str) -> str:
    return next((key for key, names in tables.items() if name == key or name in names.split()), "")


def _rows_of_terms(rows: Iterable[Line], names: list[str]) -> Iterator[TermRecord]:
    known = {"lang": "lang", "language": "lang", "locale": "lang", "term": "term"}
    fields = [
        known.get(name) or (name if name in TermRecord._fields else "") or _find(_TERM_NAMES | _CONCEPT_NAMES, name)
        for name in names
    ]
    for number, cells in rows:
        said: dict[str, str] = {}
        for key, cell in zip(fields, cells, strict=False):
            if key and cell.strip() and key not in said:
                said[key] = cell.strip()
        if said:
            concept = name_concept(said.pop("concept", f"c{number}"))
            yield TermRecord(concept, **said, line=number)


def _language_columns(names: list[str], header: Sequence[str]) -> list[_Column | None]:
    columns: list[_Column | None] = []
    lang = ""
    for name, shown in zip(names, header, strict=True):
        found = _language_column(name, shown)
        if found is None and name == "term_info" and lang:
            found = _Column("info", lang)
        if found is not None:
            lang = found.lang
        elif _find(_CONCEPT_NAMES, name):
            found = _Column(_find(_CONCEPT_NAMES, name))
        elif name in ("source", "forbidden"):
            found = _Column({"source": "definition_source"}.get(name, name))
        elif _find({"status": _TERM_NAMES["status"]}, name):
            found = _Column("status")
        columns.append(found)
    return columns


def _language_column(name: str, shown: str) -> _Column | None:
    """`en`, `English term`, `Term (en)`, `zh_CN status`, `en other forms` …."""
    if len(name) > _LONGEST_NAME:
        return None
    words = name.replace("(", "_").replace(")", "").replace("__", "_").strip("_")
    whole = read_language(shown) or read_language(words.replace("_", " "))
    if whole:
        return _Column("term", whole)
    parts = words.split("_")
    for cut in range(len(parts) - 1, 0, -1):
        for language, detail in ((parts[:cut], parts[cut:]), (parts[cut:], parts[:cut])):
            lang, kind = read_language(" ".join(language)), _find(_DETAILS, "_".join(detail))
            if lang and kind:
                return _Column(kind, lang)
    return None


def _rows_of_concepts(rows: Iterable[Line], columns: list[_Column | None]) -> Iterator[TermRecord]:
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
    shared_status = about.pop("status", "")
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
                source=group.said.get("source", "") if index == 0 else "",
                definition=head.definition or group.said.get("definition", ""),
            )
            head = TermRecord(head.concept, line=number)


def _guess_type(text: str) -> str:
    """An English word of capitals is an acronym; tables of this shape do not say."""
    is_acronym = " " not in text and len(text) > 1 and text.isupper() and text.isalpha() and not contains_han(text)
    return "acronym" if is_acronym else ""
