"""A termbase as TBX: version 3 (ISO 30042:2019, TBX-Basic, DCA or DCT) and version 2 (2008, martif with tig).

What TBX-Basic has no place for (negative contexts, "do not detect") goes into notes that `tbx_concepts` knows:
`not in: 审议大会; 延期大会` and `detect: no`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from cdalign.model import ConceptEntry, Term, Termbase
from cdalign.patterns import compile_late

CORE_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
MIN_NAMESPACE = "http://www.tbxinfo.net/ns/min"
BASIC_NAMESPACE = "http://www.tbxinfo.net/ns/basic"
# Data categories of TBX-Basic that a module other than `basic` defines.
_MIN_CATEGORIES = frozenset(
    ("subjectField", "partOfSpeech", "administrativeStatus", "customerSubset", "externalCrossReference")
)
NOT_IN_NOTE, DETECT_NOTE, PLAIN_NOTE = "not in: ", "detect: no", "note: "
STATUS_SUFFIX = "Term-admn-sts"
# XML 1.0, section 2.2: characters that no document may hold.
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})
_ILLEGAL = compile_late("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class TbxStyle(StrEnum):
    """How TBX version 3 names a data category: as the type of a general element, or as an element of its own."""

    DCA = "dca"
    DCT = "dct"


@dataclass(frozen=True, slots=True)
class _Dialect:
    """The element names of a version and the way it writes a data category."""

    concept: str
    language: str
    section: str
    is_tagged: bool = False

    def category(self, element: str, name: str, text: str, target: str = "") -> str:
        """A data category as an element: `<descrip type="definition">…` or `<basic:definition>…`."""
        attributes = f" target={_attribute(target)}" if target else ""
        if self.is_tagged:
            tag = f"{'min' if name in _MIN_CATEGORIES else 'basic'}:{name}"
            return f"<{tag}{attributes}>{_text(text)}</{tag}>"
        return f'<{element} type="{name}"{attributes}>{_text(text)}</{element}>'


_DIALECTS = {
    TbxStyle.DCA: _Dialect("conceptEntry", "langSec", "termSec"),
    TbxStyle.DCT: _Dialect("conceptEntry", "langSec", "termSec", is_tagged=True),
}
_VERSION_2 = _Dialect("termEntry", "langSet", "tig")


def render_tbx(termbase: Termbase, *, style: TbxStyle = TbxStyle.DCA, origin: str = "") -> Iterator[str]:
    """Yield the lines of a TBX version 3 file; `origin` says in its header where the terms come from."""
    modules = f' xmlns:min="{MIN_NAMESPACE}" xmlns:basic="{BASIC_NAMESPACE}"' if style is TbxStyle.DCT else ""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<tbx type="TBX-Basic" style="{style}" xml:lang="en" xmlns="{CORE_NAMESPACE}"{modules}>'
    yield "  <tbxHeader>"
    yield from _file_description(termbase, origin)
    yield "  </tbxHeader>"
    yield from _body(termbase.entries, _DIALECTS[style])
    yield "</tbx>"


def render_tbx2(termbase: Termbase, *, origin: str = "") -> Iterator[str]:
    """Yield the lines of a TBX version 2 file, as OmegaT, Weblate, QA Distiller and translate-toolkit read it.

    It names no DTD, which those tools would look for next to the file and not find.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<martif type="TBX-Basic" xml:lang="en">'
    yield "  <martifHeader>"
    yield from _file_description(termbase, origin)
    yield '    <encodingDesc><p type="XCSURI">TBXBasicXCSV02.xcs</p></encodingDesc>'
    yield "  </martifHeader>"
    yield from _body(termbase.entries, _VERSION_2)
    yield "</martif>"


def _file_description(termbase: Termbase, origin: str) -> Iterator[str]:
    yield "    <fileDesc>"
    if termbase.title:
        yield f"      <titleStmt><title>{_text(termbase.title)}</title></titleStmt>"
    yield f"      <sourceDesc><p>{_text(origin or 'Written by cdalign from its termbase')}</p></sourceDesc>"
    yield "    </fileDesc>"


def _body(entries: Iterable[ConceptEntry], dialect: _Dialect) -> Iterator[str]:
    yield "  <text>"
    yield "    <body>"
    for entry in entries:
        yield f"      <{dialect.concept} id={_attribute(entry.id)}>"
        yield from _indented(_concept_lines(entry, dialect), 8)
        for lang, terms in _by_language(entry):
            yield f"        <{dialect.language} xml:lang={_attribute(lang)}>"
            for term in terms:
                yield f"          <{dialect.section}>"
                yield from _indented(_term_lines(term, dialect), 12)
                yield f"          </{dialect.section}>"
            yield f"        </{dialect.language}>"
        yield f"      </{dialect.concept}>"
    yield "    </body>"
    yield "  </text>"


def _indented(lines: Iterable[str], spaces: int) -> Iterator[str]:
    return (" " * spaces + line for line in lines)


def _by_language(entry: ConceptEntry) -> Iterable[tuple[str, list[Term]]]:
    """The terms of each language, languages in order of first mention."""
    groups: dict[str, list[Term]] = {}
    for term in entry.terms:
        groups.setdefault(term.lang, []).append(term)
    return groups.items()


def _concept_lines(entry: ConceptEntry, dialect: _Dialect) -> Iterator[str]:
    if entry.subject:
        yield dialect.category("descrip", "subjectField", entry.subject)
    if entry.definition or entry.definition_source:
        definition = dialect.category("descrip", "definition", entry.definition)
        source = dialect.category("admin", "source", entry.definition_source) if entry.definition_source else ""
        yield f"<descripGrp>{definition}{source}</descripGrp>"
    for other in entry.see_also:
        yield dialect.category("ref", "crossReference", other, target=other)
    if entry.note:
        yield f"<note>{_text(entry.note)}</note>"


def _term_lines(term: Term, dialect: _Dialect) -> Iterator[str]:
    yield f"<term>{_text(term.text)}</term>"
    yield dialect.category("termNote", "partOfSpeech", term.pos)
    yield dialect.category("termNote", "termType", term.type.value)
    yield dialect.category("termNote", "administrativeStatus", term.status.value + STATUS_SUFFIX)
    if term.source:
        yield dialect.category("admin", "source", term.source)
    for note in _notes(term):
        yield f"<note>{_text(note)}</note>"


def _notes(term: Term) -> Iterator[str]:
    if term.note:
        is_like_ours = term.note.startswith((NOT_IN_NOTE, DETECT_NOTE, PLAIN_NOTE))
        yield PLAIN_NOTE + term.note if is_like_ours else term.note
    if term.not_in:
        yield NOT_IN_NOTE + "; ".join(term.not_in)
    if not term.is_detected:
        yield DETECT_NOTE


def _text(text: str) -> str:
    """The text as XML holds it: escaped, without what XML cannot hold, carriage returns as references."""
    return text.translate(_ESCAPES) if text.isprintable() else _ILLEGAL.sub("", text).translate(_ESCAPES)


def _attribute(text: str) -> str:
    return f'"{_text(text)}"'
