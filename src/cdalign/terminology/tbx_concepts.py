"""One concept of a TBX file becomes records, one a term.

What our concepts have no field for (contexts, reliability codes, links) is kept as words in a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from cdalign.terminology.records import TermRecord
from cdalign.terminology.statuses import is_status_category, read_status, stricter
from cdalign.terminology.tbx_structure import LANGUAGES, SECTIONS, category_of, local_name
from cdalign.terminology.tbx_writing import DETECT_NOTE, NOT_IN_NOTE, PLAIN_NOTE, STATUS_SUFFIX

_INDENTED = re.compile(r"\s*\n[ \t]+")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass
class _Collected:
    """What one level of a concept says: the data categories with a field of ours, other words, related concepts."""

    said: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    see_also: list[str] = field(default_factory=list)

    def keep(self, name: str, text: str) -> None:
        """Keep what has no field, or comes a second time, as words."""
        if text:
            self.notes.append(f"{name}: {text}" if name else text)


# What is in one of these categories is a status, even if its word is unknown.
_TELL_STATUS = frozenset(("administrativeStatus", "normativeAuthorization"))
_FIELDS = {
    "subjectField": "subject",
    "definition": "definition",
    "partOfSpeech": "pos",
    "termType": "type",
    "source": "source",
}


def concept_records(concept: Any, identity: str) -> Iterator[TermRecord]:
    """Yield the records of a concept element, one a term; the first has what is said of the concept.

    A concept without terms yields one record without a term.
    """
    about = _collect(concept)
    sections = list(_sections(concept, about))
    head = TermRecord(
        identity,
        subject=about.said.get("subject", ""),
        definition=about.said.get("definition", ""),
        definition_source=about.said.get("definition_source", ""),
        see_also="; ".join(about.see_also),
        concept_note="; ".join([*about.notes, *([about.said["source"]] if about.said.get("source") else [])]),
        line=concept.sourceline or 0,
    )
    if not sections:
        yield head
    for index, (lang, section) in enumerate(sections):
        start = head if index == 0 else TermRecord(identity)
        yield _term_record(start, lang, section, head.line)


def _sections(concept: Any, about: _Collected) -> Iterator[tuple[str, Any]]:
    """Yield the term sections with their languages; move what a language section says to the concept."""
    for language in _children(concept):
        if local_name(language) not in LANGUAGES:
            continue
        lang = language.get(_XML_LANG) or language.get("lang") or ""
        said = _collect(language)
        for name in ("definition", "definition_source"):
            if said.said.get(name) and not about.said.get(name):
                about.said[name] = said.said[name]
            elif name == "definition" and said.said.get(name):
                about.keep(f"definition ({lang})", said.said[name])
        about.notes.extend(said.notes)
        yield from ((lang, section) for section in _children(language) if local_name(section) in SECTIONS)


def _term_record(start: TermRecord, lang: str, section: Any, concept_line: int) -> TermRecord:
    terms = [element for element in section.iter(etree.Element) if local_name(element) == "term"]
    about = _collect(section)
    notes, not_in, detect = _special_notes(about.notes)
    notes += [f"definition: {about.said['definition']}"] if about.said.get("definition") else []
    return start._replace(
        lang=lang,
        term=text_of(terms[0]) if terms else "",
        type=about.said.get("type", ""),
        status=about.said.get("status", "").removesuffix(STATUS_SUFFIX),
        pos=about.said.get("pos", ""),
        source=about.said.get("source", ""),
        note="; ".join(notes),
        not_in=not_in,
        detect=detect,
        line=concept_line if start.line else section.sourceline or concept_line,
    )


def _special_notes(notes: list[str]) -> tuple[list[str], str, str]:
    """Return the other notes, and what our own notes say: negative contexts, and "no" for a term not to detect."""
    plain: list[str] = []
    not_in, detect = "", ""
    for note in notes:
        if note.startswith(NOT_IN_NOTE):
            not_in = note.removeprefix(NOT_IN_NOTE)
        elif note == DETECT_NOTE:
            detect = "no"
        else:
            plain.append(note.removeprefix(PLAIN_NOTE))
    return plain, not_in, detect


def _collect(element: Any) -> _Collected:
    """Return what the children of an element say, without its language and term sections."""
    collected = _Collected()
    for child in _children(element):
        name = local_name(child)
        if name in LANGUAGES or name in SECTIONS or name == "term":
            continue
        if name in ("termGrp", "termNoteGrp"):
            for inner in _children(child):
                _take(inner, collected)
        elif name.endswith("Grp"):
            _take_group(list(_children(child)), collected)
        else:
            _take(child, collected)
    return collected


def _take_group(children: list[Any], collected: _Collected) -> None:
    """Take what a group says: a definition or a context with its source, or a change with its author and date."""
    names = [category_of(child) or local_name(child) for child in children]
    if "definition" in names and "definition" not in collected.said:
        for name, child in zip(names, children, strict=True):
            key = {"definition": "definition", "source": "definition_source"}.get(name)
            if key and key not in collected.said:
                collected.said[key] = text_of(child)
            else:
                _take(child, collected)
        return
    words = [f"{text_of(child)}" for child in children if text_of(child)]
    if len(children) == 1:
        _take(children[0], collected)
    else:
        collected.keep(names[0] if names else "", " · ".join(words))


def _take(element: Any, collected: _Collected) -> None:
    name, text = local_name(element), text_of(element)
    category = category_of(element)
    key = _FIELDS.get(category)
    if name == "term":
        return
    if is_status_category(category) and (category in _TELL_STATUS or read_status(text)):
        collected.said["status"] = stricter(collected.said.get("status", ""), text)
        return
    if category == "crossReference" and element.get("target"):
        collected.see_also.append(element.get("target"))
    elif key and text and key not in collected.said:
        collected.said[key] = text
    elif name == "note":
        collected.keep("", text)
    elif element.get("target"):
        collected.keep(category or name, f"{text} {element.get('target')}".strip())
    else:
        collected.keep(category or name, text)


def _children(element: Any) -> Iterator[Any]:
    return (child for child in element if isinstance(child.tag, str))


def text_of(element: Any) -> str:
    """Return the words of an element; a line break with the indentation of a pretty-printed file is one space."""
    return _INDENTED.sub(" ", "".join(element.itertext()).strip())
