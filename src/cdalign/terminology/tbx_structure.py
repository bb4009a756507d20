"""What TBX allows where: the rules of the public schemas, and those that they lack.

The schemas of TBX-Basic (RELAX NG and Schematron) let pass: empty terms, unknown categories and wrong levels in DCA
files under the usual Schematron engines, transaction types in DCA, a concept with one language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from functools import lru_cache
from typing import Any, NamedTuple

from cdalign.patterns import compile_late
from cdalign.terminology.faults import TermbaseFault
from cdalign.terminology.gathering import PARTS_OF_SPEECH
from cdalign.terminology.statuses import read_status
from cdalign.terminology.tbx_writing import BASIC_NAMESPACE, CORE_NAMESPACE, MIN_NAMESPACE, STATUS_SUFFIX

CONCEPTS = frozenset(("conceptEntry", "termEntry"))
LANGUAGES = frozenset(("langSec", "langSet"))
SECTIONS = frozenset(("termSec", "tig", "ntig"))
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Version(Enum):
    """The version and the style of a file."""

    V2 = auto()
    V3_DCA = auto()
    V3_DCT = auto()

    @classmethod
    def of(cls, root: Any) -> Version:
        """Return the version that a root element stands for."""
        if local_name(root) == "martif":
            return cls.V2
        return cls.V3_DCT if root.get("style") == "dct" else cls.V3_DCA


class _Category(NamedTuple):
    element: str
    levels: str  # of: c concept, l language, t term


_CATEGORIES = {
    "subjectField": _Category("descrip", "c"),
    "definition": _Category("descrip", "cl"),
    "context": _Category("descrip", "t"),
    "source": _Category("admin", "clt"),
    "customerSubset": _Category("admin", "ct"),
    "projectSubset": _Category("admin", "ct"),
    "partOfSpeech": _Category("termNote", "t"),
    "administrativeStatus": _Category("termNote", "t"),
    "geographicalUsage": _Category("termNote", "t"),
    "grammaticalGender": _Category("termNote", "t"),
    "termLocation": _Category("termNote", "t"),
    "termType": _Category("termNote", "t"),
    "crossReference": _Category("ref", "ct"),
    "externalCrossReference": _Category("xref", "clt"),
    "xGraphic": _Category("xref", "cl"),
    "transactionType": _Category("transac", "clt"),
    "responsibility": _Category("transacNote", "clt"),
}
_PICKLISTS = {
    "partOfSpeech": frozenset(PARTS_OF_SPEECH),
    "administrativeStatus": frozenset(
        name + STATUS_SUFFIX for name in ("preferred", "admitted", "deprecated", "superseded")
    ),
    "termType": frozenset(("fullForm", "shortForm", "acronym", "abbreviation", "variant", "phrase")),
    "grammaticalGender": frozenset(("masculine", "feminine", "neuter", "other")),
    "transactionType": frozenset(("origination", "modification")),
}
_DATA_ELEMENTS = frozenset(category.element for category in _CATEGORIES.values()) | {"adminNote", "descripNote"}
_GROUPS = frozenset(("descripGrp", "adminGrp", "transacGrp", "termNoteGrp"))
_INLINE = frozenset(("hi", "foreign", "bpt", "ept", "it", "ph", "ut", "sc", "ec"))
_OTHERS = frozenset(("term", "note", "date", "xref", "ref", "termGrp", "termComp", "termCompList", "termCompGrp"))
_KNOWN = CONCEPTS | LANGUAGES | SECTIONS | _DATA_ELEMENTS | _GROUPS | _INLINE | _OTHERS
_OF_VERSION_2 = frozenset(("termEntry", "langSet", "tig", "ntig", "termGrp"))
_DATE = compile_late(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?)?")
_LINK = re.compile(r"https?://.+")


def local_name(element: Any) -> str:
    """Return the name of an element without its namespace."""
    return _name_of(element.tag)


# A file has a few dozen tags, and asks for the names of ten million elements.
@lru_cache(maxsize=1024)
def _name_of(tag: str) -> str:
    return tag.rpartition("}")[2]


def category_of(element: Any) -> str:
    """Return the data category of an element: its type in DCA, its name in DCT, nothing for other elements."""
    return _tagged_category(element.tag) or element.get("type") or ""


@lru_cache(maxsize=1024)
def _tagged_category(tag: str) -> str:
    is_of_module = tag.startswith("{") and not tag.startswith(f"{{{CORE_NAMESPACE}}}")
    return _name_of(tag) if is_of_module else ""


def check_root(root: Any, version: Version) -> Iterator[TermbaseFault]:
    """Yield what is wrong with the root element."""
    line = root.sourceline or 0
    if not root.get(_XML_LANG):
        yield TermbaseFault("tbx.root-attribute", "xml:lang", line)
    if not root.get("type"):
        yield TermbaseFault("tbx.root-attribute", "type", line)
    if version is Version.V2:
        return
    if not root.tag.startswith(f"{{{CORE_NAMESPACE}}}"):
        yield TermbaseFault("tbx.namespace", root.tag, line)
    if root.get("style") not in ("dca", "dct"):
        yield TermbaseFault("tbx.root-attribute", f"style={root.get('style') or ''!r}", line)


def check_concept(concept: Any, version: Version) -> Iterator[TermbaseFault]:
    """Yield what is wrong with the elements of a concept, each with its line; the words are judged elsewhere."""
    for element in concept.iter():
        if not isinstance(element.tag, str):
            yield TermbaseFault("tbx.entity", str(element), concept.sourceline or 0)
            continue
        for rule, detail in _element_faults(element, version):
            yield TermbaseFault(rule, detail, element.sourceline or 0)


_Found = Iterator[tuple[str, str]]


def _element_faults(element: Any, version: Version) -> _Found:
    name = local_name(element)
    category = category_of(element)
    if name in CONCEPTS:
        yield from _concept_faults(element)
    elif name in LANGUAGES:
        yield from _language_faults(element)
    elif name in SECTIONS:
        yield from _section_faults(element)
    elif name in _GROUPS:
        yield from _group_faults(element, name)
    elif name == "date":
        if not _DATE.fullmatch(_text(element)):
            yield "tbx.date", _text(element)
    elif category or name in _DATA_ELEMENTS:
        yield from _category_faults(element, name, category, version)
    if not category and (name not in _KNOWN or (version is not Version.V2 and name in _OF_VERSION_2)):
        yield "tbx.element-unknown", f"<{name}>"


def _concept_faults(concept: Any) -> _Found:
    langs = [child.get(_XML_LANG) or "" for child in concept if _is_named(child, LANGUAGES)]
    if not langs:
        yield "tbx.no-language", ""
    for lang in sorted({lang for lang in langs if lang and langs.count(lang) > 1}):
        yield "tbx.language-repeated", lang


def _language_faults(language: Any) -> _Found:
    if not any(_is_named(child, SECTIONS) for child in language):
        yield "tbx.no-term", language.get(_XML_LANG) or ""
    if "_" in (language.get(_XML_LANG) or ""):
        yield "tbx.lang-underscore", language.get(_XML_LANG)


def _section_faults(section: Any) -> _Found:
    names = [local_name(child) for child in section if isinstance(child.tag, str)]
    inner = [local_name(child) for child in section.iter() if isinstance(child.tag, str)]
    if inner.count("term") != 1:
        yield "tbx.one-term", f"{inner.count('term')} terms"
    elif names and names[0] not in ("term", "termGrp"):
        yield "tbx.order", f"<{names[0]}> before <term>"
    if local_name(section) == "termSec":
        kinds = [_kind(child) for child in section if isinstance(child.tag, str)][1:]
        notes = [index for index, kind in enumerate(kinds) if kind in ("termNote", "termNoteGrp")]
        if notes and notes[-1] >= len(notes):
            yield "tbx.order", "a termNote after other elements"


def _kind(element: Any) -> str:
    """The element of DCA that an element of either style is."""
    category = _CATEGORIES.get(_tagged_category(element.tag))
    return category.element if category else local_name(element)


def _group_faults(group: Any, name: str) -> _Found:
    kinds = [_kind(child) for child in group if isinstance(child.tag, str)]
    main = name.removesuffix("Grp")
    if kinds.count(main) != 1 or kinds[0] != main:
        yield "tbx.group", f"<{name}> with {kinds.count(main)} <{main}>"


def _category_faults(element: Any, name: str, category: str, version: Version) -> _Found:
    if not category:
        yield "category.missing", f"<{name}>"
        return
    is_tagged = element.tag.startswith((f"{{{MIN_NAMESPACE}}}", f"{{{BASIC_NAMESPACE}}}"))
    if version is not Version.V2 and is_tagged != (version is Version.V3_DCT):
        yield "tbx.style-mixed", category
    known = _CATEGORIES.get(category)
    if known is None:
        yield ("category.foreign" if version is Version.V2 else "category.unknown"), category
        return
    if not is_tagged and name != known.element:
        yield "category.element", f"{category} as <{name}>"
    level = _level(element)
    if level and level not in known.levels:
        yield "category.level", f"{category} at {_LEVELS[level]} level"
    yield from _value_faults(element, category, version)


def _value_faults(element: Any, category: str, version: Version) -> _Found:
    text = _text(element)
    if not text and not element.get("target"):
        yield "category.empty", category
    elif category in _PICKLISTS and text not in _PICKLISTS[category] and not _is_understood(category, text, version):
        yield "category.value", f"{category} {text}"
    if category == "crossReference" and not element.get("target"):
        yield "reference.target", text
    if category in ("externalCrossReference", "xGraphic") and not _LINK.match(element.get("target") or ""):
        yield "reference.link", element.get("target") or ""


def _is_understood(category: str, text: str, version: Version) -> bool:
    """Return whether a status is written as version 2 and its dialects do: `preferred` for `preferredTerm-admn-sts`."""
    return version is Version.V2 and category == "administrativeStatus" and read_status(text) is not None


_LEVELS = {"c": "concept", "l": "language", "t": "term"}


def _level(element: Any) -> str:
    parent = element.getparent()
    while parent is not None:
        name = local_name(parent)
        if name in SECTIONS:
            return "t"
        if name in LANGUAGES:
            return "l"
        if name in CONCEPTS:
            return "c"
        parent = parent.getparent()
    return ""


def _is_named(element: Any, names: frozenset[str]) -> bool:
    return isinstance(element.tag, str) and local_name(element) in names


def _text(element: Any) -> str:
    return "".join(element.itertext()).strip()
