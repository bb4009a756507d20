"""Tables of other people's making become records, by the names of their columns.

Two shapes are known: a row for each term (columns for language and term), and a row for each concept (a column, or
several, for each language), as Trados, memoQ, Phrase, MateCat, Weblate, UNTERM and IATE users exchange them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cdalign.errors import ReadError
from cdalign.languages import normalize_tag
from cdalign.terminology.records import TermRecord
from cdalign.text import contains_han

Line = tuple[int, Sequence[str]]

# Column names, lower case with spaces, as exports of other tools have them.
_CONCEPT_NAMES = {
    "concept": "concept concept_id conceptid id entry entry_id record record_id number entry_number term_id termid #",
    "subject": "subject domain subject_field subjectfield entry_subject field area entry_domain",
    "definition": "definition entry_definition def",
    "definition_source": "definition_source source_of_definition definition_reference",
    "concept_note": "note notes comment comments remark remarks entry_note explanation",
    "see_also": "see_also related cross_reference crossreference see",
}
_TERM_NAMES = {
    "type": "type term_type termtype",
    "status": "status term_status administrativestatus usage reliability reliability_code",
    "pos": "pos part_of_speech partofspeech",
    "source": "source reference term_source term_ref",
    "note": "note notes comment usage_note term_note context info remark",
    "not_in": "not_in negative_context",
    "detect": "detect",
}
# What may stand beside a language in a column name, and what it says of the terms there.
_DETAILS = {
    "term": "term terms preferred_term full_form fullform full_name name title target_term source_term",
    "forms": "other_forms synonym synonyms variant variants alternative other",
    "shortForm": "short_form shortform short short_name short_title",
    "acronym": "acronym acronyms abbreviation abbreviations abbr",
    "deprecated": "deprecated forbidden_term do_not_use",
    "status": "status",
    "forbidden": "forbidden",
    "preferred": "preferred",
    "exact": "case_sensitive exact",
    "note": "note notes comment context usage info",
    "source": "source reference",
    "definition": "definition",
    "pos": "pos part_of_speech",
    "type": "type",
}
_LANGUAGE_NAMES = {
    "chinese": "zh", "english": "en", "french": "fr", "spanish": "es", "russian": "ru", "arabic": "ar",
    "中文": "zh", "汉语": "zh", "英文": "en", "英语": "en", "simplified chinese": "zh-Hans",
    "chinese simplified": "zh-Hans", "chinese (simplified)": "zh-Hans", "traditional chinese": "zh-Hant",
    "chinese traditional": "zh-Hant", "chinese (traditional)": "zh-Hant", "chinese prc": "zh-CN",
    "chinese taiwan": "zh-TW", "english us": "en-US", "english uk": "en-GB", "french fr": "fr",
}  # fmt: skip
_LANGUAGE_CODES = frozenset(("zh", "en", "fr", "es", "ru", "ar", "de", "pt", "it", "ja", "ko"))
_SCRIPTS = frozenset(("Hans", "Hant", "Latn", "Cyrl", "Arab"))
_NOT_A_NAME = re.compile(r"[^\w.\-]")
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


def records_of_sheet(lines: Iterable[Line], *, path: str = "") -> Iterator[TermRecord]:
    """Yield the records of a table whose first line names its columns.

    Raises:
        ReadError: neither a term column nor two language columns can be recognised.
    """
    rows = iter(lines)
    number, header = next(rows, (1, ()))
    names = [_plain_name(name) for name in header]
    if "term" in names and any(name in ("lang", "language", "locale") for name in names):
        return _rows_of_terms(rows, names)
    columns = _language_columns(names, header)
    if len({column.lang for column in columns if column and column.field == "term"}) < 1:
        raise ReadError(
            f"the first line names neither terms nor languages ({', '.join(header[:6])})",
            path=path,
            line=number,
            advice="name the columns: concept, lang, term; or a column for each language: concept, zh, en",
        )
    return _rows_of_concepts(rows, columns)


def name_concept(words: str) -> str:
    """Give an id that TBX allows: `1442` -> `c1442`, `my term` -> `my-term`."""
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
        elif name in ("source", "forbidden", "status"):
            found = _Column({"source": "definition_source"}.get(name, name))
        columns.append(found)
    return columns


def _language_column(name: str, shown: str) -> _Column | None:
    """`en`, `English term`, `Term (en)`, `zh_CN status`, `en other forms` …."""
    words = name.replace("(", "_").replace(")", "").replace("__", "_").strip("_")
    whole = _language(shown.strip().lower()) or _language(words.replace("_", " "))
    if whole:
        return _Column("term", whole)
    parts = words.split("_")
    for cut in range(len(parts) - 1, 0, -1):
        for language, detail in ((parts[:cut], parts[cut:]), (parts[cut:], parts[:cut])):
            lang, kind = _language(" ".join(language)), _find(_DETAILS, "_".join(detail))
            if lang and kind:
                return _Column(kind, lang)
    return None


def _language(words: str) -> str:
    if words in _LANGUAGE_NAMES:
        return _LANGUAGE_NAMES[words]
    tag = normalize_tag(words.replace(" ", "-"))
    parts = tag.split("-")
    fits = parts[0] in _LANGUAGE_CODES and all(len(part) == 2 or part in _SCRIPTS for part in parts[1:])
    return tag if fits else ""


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
    """Put a cell where it belongs; several terms in a cell are parted by `|`."""
    kinds = {"term": "", "forms": "variant", "shortForm": "shortForm", "acronym": "acronym", "deprecated": "variant"}
    if name in kinds:
        status = {"forms": "admitted", "deprecated": "deprecated"}.get(name, "")
        group.texts.extend((part.strip(), kinds[name], status) for part in text.split("|") if part.strip())
    elif name == "info" and group.texts:
        term, kind, status = group.texts[-1]
        is_forbidden = "forbidden" in text.lower() and "not forbidden" not in text.lower()
        group.texts[-1] = (term, kind, "deprecated" if is_forbidden else status)
    else:
        group.said.setdefault(name, text)


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
