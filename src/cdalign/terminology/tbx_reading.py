"""TBX becomes records: version 2 (martif, tig and ntig) and 3 (DCA and DCT), streaming, tolerant, nothing lost.

What our concepts have no field for (contexts, reliability codes, links) is kept as words in a note. What the
standard does not allow is a fault; what an attacker would send (entities) is refused with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from lxml import etree

from cdalign.errors import ReadError
from cdalign.messages import say
from cdalign.terminology.faults import TermbaseFault
from cdalign.terminology.gathering import gather_concepts
from cdalign.terminology.records import TermbaseReading, TermRecord
from cdalign.terminology.statuses import is_status_category, read_status, stricter
from cdalign.terminology.tbx_structure import (
    CONCEPTS,
    LANGUAGES,
    SECTIONS,
    Version,
    category_of,
    check_concept,
    check_root,
    local_name,
)
from cdalign.terminology.tbx_writing import DETECT_NOTE, NOT_IN_NOTE, PLAIN_NOTE, STATUS_SUFFIX

_INDENTED = re.compile(r"\s*\n[ \t]+")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def read_tbx(path: str | Path) -> TermbaseReading:
    """Return the reading of a TBX file.

    Raises:
        ReadError: it cannot be opened, is not well-formed, is not TBX, or declares entities.
    """
    try:
        with Path(path).open("rb") as stream:
            return parse_tbx(stream, path=str(path))
    except OSError as error:
        raise ReadError.of(error, path) from error


def parse_tbx(stream: IO[bytes], *, path: str = "") -> TermbaseReading:
    """Return the reading of a TBX stream; see `read_tbx`."""
    faults: list[TermbaseFault] = []
    walk = _Walk(stream, path, faults)
    try:
        reading = gather_concepts(walk.records())
    except etree.XMLSyntaxError as error:
        raise ReadError(
            say("is not well-formed XML ({reason})", reason=error.msg),
            path=path,
            line=error.lineno,
            advice="fix it, or export it again",
        ) from error
    walk.check_whole()
    termbase = type(reading.termbase)(reading.termbase.entries, walk.title)
    return TermbaseReading(termbase, (*faults, *reading.faults), reading.lines)


class _Walk:
    """One way through a file, concept by concept; each is forgotten once it has become records."""

    def __init__(self, stream: IO[bytes], path: str, faults: list[TermbaseFault]) -> None:
        self.stream, self.path, self.faults = stream, path, faults
        self.title = ""
        self.version = Version.V3_DCA
        self.root: Any = None
        self.ids: dict[str, int] = {}

    def records(self) -> Iterator[TermRecord]:
        events = etree.iterparse(
            self.stream,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        for event, element in events:
            if event == "start":
                if self.root is None:
                    self._begin(element)
                continue
            name = local_name(element)
            if name == "title" and not self.title:
                self.title = _text(element)
            if name in CONCEPTS:
                yield from self._concept(element)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]

    def _begin(self, root: Any) -> None:
        self.root = root
        declared = root.getroottree().docinfo.internalDTD
        entities = [entity.name for entity in declared.iterentities()] if declared is not None else []
        if entities:
            raise ReadError(
                say(
                    "declares entities ({names}), which can make a small file fill a machine",
                    names=", ".join(entities[:3]),
                ),
                path=self.path,
                advice="write the characters themselves, and take the declarations away",
            )
        if local_name(root) not in ("tbx", "martif"):
            raise ReadError(
                say("is not TBX: its root is <{root}>", root=local_name(root)),
                path=self.path,
                advice="export it as TBX, CSV or XLSX",
            )
        self.version = Version.of(root)
        self.faults.extend(check_root(root, self.version))

    def check_whole(self) -> None:
        """Say what only the end of the file shows."""
        if not self.ids:
            self.faults.append(TermbaseFault("tbx.no-concepts", line=self.root.sourceline or 0))
        names = {local_name(element) for element in self.root.iter(etree.Element)}
        if not names & {"tbxHeader", "martifHeader"}:
            self.faults.append(TermbaseFault("tbx.header-missing", line=self.root.sourceline or 0))
        elif "sourceDesc" not in names:
            self.faults.append(TermbaseFault("tbx.source-missing", line=self.root.sourceline or 0))

    def _concept(self, element: Any) -> Iterator[TermRecord]:
        line = element.sourceline or 0
        identity = element.get("id") or element.get(_XML_ID) or ""
        if not identity:
            identity = f"c{len(self.ids) + 1}"
            rule = "concept.id-missing" if self.version is not Version.V2 else "concept.id-made"
            self.faults.append(TermbaseFault(rule, identity, line, identity))
        if identity in self.ids:
            self.faults.append(
                TermbaseFault("concept.duplicate", f"{identity} (line {self.ids[identity]})", line, identity)
            )
        self.ids.setdefault(identity, line)
        self.faults.extend(replace(fault, unit=identity) for fault in check_concept(element, self.version))
        yield from _concept_records(element, identity)


@dataclass
class _Collected:
    """The data categories met at one level, in order: name, text, source of a group, target."""

    said: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    see_also: list[str] = field(default_factory=list)

    def keep(self, name: str, text: str) -> None:
        """Keep what has no field, or comes a second time, as words."""
        if text:
            self.notes.append(f"{name}: {text}" if name else text)


# A status that is said where a status belongs is one, also where nobody knows the word.
_TELL_STATUS = frozenset(("administrativeStatus", "normativeAuthorization"))
_FIELDS = {
    "subjectField": "subject",
    "definition": "definition",
    "partOfSpeech": "pos",
    "termType": "type",
    "source": "source",
}


def _concept_records(concept: Any, identity: str) -> Iterator[TermRecord]:
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
    """The term sections with their languages; what a language section says goes to the concept."""
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
        term=_text(terms[0]) if terms else "",
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
    """Take our own notes out of the others: negative contexts, and whether the term is to be detected."""
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
    """What the children of a section say, its own sections apart."""
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
    """A group: a definition or a context with its source, or who changed what when."""
    names = [category_of(child) or local_name(child) for child in children]
    if "definition" in names and "definition" not in collected.said:
        for name, child in zip(names, children, strict=True):
            key = {"definition": "definition", "source": "definition_source"}.get(name)
            if key and key not in collected.said:
                collected.said[key] = _text(child)
            else:
                _take(child, collected)
        return
    words = [f"{_text(child)}" for child in children if _text(child)]
    if len(children) == 1:
        _take(children[0], collected)
    else:
        collected.keep(names[0] if names else "", " · ".join(words))


def _take(element: Any, collected: _Collected) -> None:
    name, text = local_name(element), _text(element)
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


def _text(element: Any) -> str:
    """Return the words of an element; a line break with the indentation of a pretty-printed file is one space."""
    return _INDENTED.sub(" ", "".join(element.itertext()).strip())
