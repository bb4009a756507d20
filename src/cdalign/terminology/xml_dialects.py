"""Termbases in XML that is not TBX 2 or 3: TBX-Min, and MultiTerm XML as Trados and memoQ write it.

Both have the same three storeys as TBX, under other names: a concept, a section for each language, one for each term.
What has no field of ours is kept as words in a note.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from cdalign.errors import ReadError
from cdalign.messages import say
from cdalign.tables import read_language
from cdalign.terminology.gathering import gather_concepts
from cdalign.terminology.records import TermbaseReading, TermRecord
from cdalign.terminology.statuses import is_status_category, read_status, stricter
from cdalign.terminology.tbx_structure import local_name
from cdalign.text import squeeze_spaces

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Storeys(NamedTuple):
    """The names of the elements for a concept, for a language and for a term."""

    concept: frozenset[str]
    language: frozenset[str]
    term: frozenset[str]


# By the name of the root, in lower case. TBX-Min 1.0 took the names of TBX for those of its first version.
DIALECTS = {
    "tbx-min": Storeys(
        frozenset(("entry", "termEntry", "conceptEntry")),
        frozenset(("langGroup", "langSet", "langSec")),
        frozenset(("termGroup", "tig", "termSec")),
    ),
    "mtf": Storeys(frozenset(("conceptGrp",)), frozenset(("languageGrp",)), frozenset(("termGrp",))),
}
_FIELDS = {
    "subject": "subject",
    "subjectfield": "subject",
    "domain": "subject",
    "field": "subject",
    "definition": "definition",
    "partofspeech": "pos",
    "source": "source",
    "termtype": "type",
    "type": "type",
    "note": "note",
}
# Who made what when: nothing that a glossary says.
_SILENT = frozenset(("transacgrp", "transac", "date", "system", "concept", "language", "term"))


def dialect_of(root: Any) -> str:
    """Return the name of the dialect of a file by its root element, or an empty text if it is TBX or unknown."""
    name = local_name(root).lower()
    if name == "tbx" and (root.get("dialect") or root.get("type") or "").lower() in ("tbx-min", "min-tbx"):
        # TBX 3 has a dialect of that name too: there it is TBX with fewer categories.
        return "tbx-min" if local_name(root) == "TBX" else ""
    return name if name in DIALECTS else ""


def sniff_dialect(path: str | Path) -> str:
    """Return the dialect of a file, or an empty text.

    Raises:
        ReadError: it is not readable, or not well-formed from its first element on.
    """
    try:
        with Path(path).open("rb") as stream:
            _, root = next(_events(stream, ("start",)))
            return dialect_of(root)
    except OSError as error:
        raise ReadError.of(error, path) from error
    except (etree.XMLSyntaxError, StopIteration) as error:
        raise ReadError(
            say("is not well-formed XML ({error})", error=error), path=path, advice="export it again"
        ) from error


def read_dialect(path: str | Path, dialect: str) -> TermbaseReading:
    """Return the reading of a file in a dialect.

    Raises:
        ReadError: it is not well-formed, or not readable.
    """
    try:
        with Path(path).open("rb") as stream:
            return gather_concepts(_records(stream, DIALECTS[dialect]))
    except OSError as error:
        raise ReadError.of(error, path) from error
    except etree.XMLSyntaxError as error:
        raise ReadError(
            say("is not well-formed XML ({reason})", reason=error.msg),
            path=path,
            line=error.lineno,
            advice="export it again",
        ) from error


def _events(stream: Any, events: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "remove_comments": True}
    return iter(etree.iterparse(stream, events=events, remove_pis=True, **options))


def _records(stream: Any, storeys: Storeys) -> Iterator[TermRecord]:
    count = 0
    for _, element in _events(stream, ("end",)):
        if local_name(element) in storeys.concept:
            count += 1
            yield from _concept(element, storeys, count)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _concept(element: Any, storeys: Storeys, number: int) -> Iterator[TermRecord]:
    from cdalign.terminology.sheets import name_concept

    said = _said(element, storeys)
    own = next((_text(child) for child in element if local_name(child) == "concept"), "")
    identity = name_concept(element.get("id") or own or str(number))
    head = TermRecord(
        identity,
        subject=said.get("subject", ""),
        definition=said.get("definition", ""),
        definition_source=said.get("source", "") if said.get("definition") else "",
        concept_note=said.get("note", ""),
        line=element.sourceline or 0,
    )
    for language in element:
        if local_name(language) in storeys.language:
            about = _said(language, storeys)
            for section in language:
                if local_name(section) in storeys.term:
                    yield _term(head, _lang(language), about, _said(section, storeys), section)
                    head = TermRecord(identity)


def _lang(language: Any) -> str:
    """Return the language of a section: MultiTerm names it in an element, by a code or in words."""
    tag = language.get(_XML_LANG) or language.get("lang")
    if tag:
        return str(tag)
    named = next((child for child in language if local_name(child) == "language"), None)
    if named is None:
        return ""
    return read_language(named.get("type") or "") or read_language(named.get("lang") or "") or named.get("lang") or ""


def _term(head: TermRecord, lang: str, about: dict[str, str], said: dict[str, str], section: Any) -> TermRecord:
    term = next((_text(child) for child in section if local_name(child) == "term"), "")
    return head._replace(
        lang=lang,
        term=term,
        type=said.get("type", ""),
        status=said.get("status", ""),
        pos=said.get("pos", ""),
        source=said.get("source", ""),
        definition=head.definition or about.get("definition", "") or said.get("definition", ""),
        note=said.get("note", ""),
        line=section.sourceline or head.line,
    )


def _said(element: Any, storeys: Storeys) -> dict[str, str]:
    """Return what an element says about itself by field; what has no field is a note."""
    said: dict[str, str] = {}
    notes: list[str] = []
    for name, text in _categories(element, storeys):
        key = _FIELDS.get(name.lower().replace(" ", "").replace("_", ""))
        if not text:
            continue
        if is_status_category(name) and (name == "termStatus" or read_status(text)):
            said["status"] = stricter(said.get("status", ""), text)
        elif key == "note":
            notes.append(text)
        elif key and key not in said:
            said[key] = text
        else:
            notes.append(f"{name}: {text}")
    return {**said, "note": "; ".join(notes)} if notes else said


def _categories(element: Any, storeys: Storeys) -> Iterator[tuple[str, str]]:
    """Yield the categories of an element and their words, those in groups too, but not those of the storey below."""
    for child in element:
        name = local_name(child)
        if name in storeys.language or name in storeys.term or name.lower() in _SILENT:
            continue
        if name.endswith("Grp"):
            yield from _categories(child, storeys)
        else:
            yield child.get("type") or name, _text(child)


def _text(element: Any) -> str:
    return squeeze_spaces("".join(element.itertext()))
