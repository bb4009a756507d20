"""What can be wrong with a termbase: one table of rules, each with its reason and its fix."""

from __future__ import annotations

from typing import ClassVar

from cdalign import faults
from cdalign.faults import FaultRule
from cdalign.model import Severity

_MAJOR, _MINOR, _INFO = Severity.MAJOR, Severity.MINOR, Severity.INFO

RULES: dict[str, FaultRule] = {
    # What a record says.
    "concept.missing": FaultRule(_MAJOR, "a term that belongs to no concept", "write the id of its concept"),
    "concept.id": FaultRule(
        _MAJOR, "TBX wants an XML name as id: a letter first, then letters, digits, - _ .", "choose another id"
    ),
    "term.empty": FaultRule(_MAJOR, "a term without words", "write the term, or take the entry away"),
    "term.control": FaultRule(_MAJOR, "a control character, which XML cannot hold", "remove it"),
    "lang.missing": FaultRule(_MAJOR, "a term whose language is not said", "write zh-Hans, zh-Hant or en"),
    "lang.invalid": FaultRule(_MAJOR, "not a language tag (BCP 47)", "write zh-Hans, zh-Hant or en"),
    "type.unknown": FaultRule(
        _MAJOR,
        "not a termType of TBX-Basic",
        "write fullForm, shortForm, acronym, abbreviation, variant or phrase",
    ),
    "status.unknown": FaultRule(
        _MAJOR,
        "not an administrativeStatus of TBX",
        "write preferred, admitted, deprecated or superseded",
    ),
    "pos.unknown": FaultRule(
        _MAJOR,
        "not a partOfSpeech of TBX-Basic",
        "write noun, verb, adjective, adverb or other",
    ),
    "detect.unknown": FaultRule(_MAJOR, "detect says yes or no", "write yes or no"),
    "table.cells": FaultRule(_MAJOR, "the line has more cells than the header", "take the surplus tabs away"),
    "attribute.conflict": FaultRule(
        _MINOR, "the rows of a concept say different things of it; the first one holds", "say it on the first row alone"
    ),
    # What a concept and its terms are together.
    "concept.empty": FaultRule(_MAJOR, "a concept without a term", "add its terms, or take it away"),
    "concept.duplicate": FaultRule(_MAJOR, "two concepts have this id", "give one of them another id"),
    "concept.repeated": FaultRule(_MINOR, "the concept is there twice", "make one concept of the two"),
    "concept.language-missing": FaultRule(_MINOR, "a glossary entry needs both languages", "add the missing rendering"),
    "reference.dangling": FaultRule(
        _MAJOR, "see_also names a concept that is not there", "add it, or take the name away"
    ),
    "reference.self": FaultRule(_MINOR, "see_also names the concept itself", "take it away"),
    "definition.empty": FaultRule(_MAJOR, "the source of a definition, without the definition", "write the definition"),
    "preferred.missing": FaultRule(_MINOR, "no term of the language is preferred", "make one preferred"),
    "preferred.several": FaultRule(
        _INFO, "several full forms are preferred; translators will differ", "make all but one admitted"
    ),
    "term.repeated": FaultRule(_MINOR, "the concept has the term twice", "take one away"),
    "term.shared": FaultRule(
        _MINOR, "one term in two concepts is ambiguous wherever it occurs", "merge, or add not_in"
    ),
    "term.spaces": FaultRule(_MINOR, "spaces at the ends, doubled, or a line break", "write single spaces"),
    "term.not-nfc": FaultRule(_MINOR, "decomposed characters, which look the same and do not match", "write it in NFC"),
    "term.long": FaultRule(_MAJOR, "too long to be a term", "shorten it, or move it to the definition"),
    "term.brackets": FaultRule(_MINOR, "a bracket without its partner", "complete the pair"),
    "type.acronym": FaultRule(_MINOR, "an acronym without a capital letter", "write another type"),
    "lang.wrong": FaultRule(_MAJOR, "an English term with Han characters", "write the right language"),
    "lang.script": FaultRule(
        _MINOR, "the characters are of the other Chinese script than the tag says", "write zh-Hant"
    ),
    "context.useless": FaultRule(
        _MINOR, "a negative context that does not contain the term", "write the longer string"
    ),
    # How a TBX file is built.
    "tbx.root-attribute": FaultRule(_MAJOR, "TBX wants type, style (dca or dct) and xml:lang on its root", "write it"),
    "tbx.namespace": FaultRule(_MAJOR, "TBX 3 is in the namespace urn:iso:std:iso:30042:ed-2", "write it as xmlns"),
    "tbx.header-missing": FaultRule(_MAJOR, "a TBX file without its header", "write tbxHeader with fileDesc"),
    "tbx.source-missing": FaultRule(_MAJOR, "the header must say where the terms come from", "write sourceDesc"),
    "tbx.no-concepts": FaultRule(_MAJOR, "a TBX file without a concept", "export it again"),
    "tbx.no-language": FaultRule(_MAJOR, "a concept without a language section", "add its terms, or take it away"),
    "tbx.no-term": FaultRule(_MAJOR, "a language section without a term", "add a term, or take the section away"),
    "tbx.language-repeated": FaultRule(
        _MINOR, "a language has two sections; readers may drop one", "make one of the two"
    ),
    "tbx.lang-underscore": FaultRule(_MAJOR, "schemas refuse an underscore in xml:lang", "write a hyphen"),
    "tbx.one-term": FaultRule(_MAJOR, "a term section holds exactly one term", "make a section for each term"),
    "tbx.order": FaultRule(_MAJOR, "the term comes first, then its termNotes, then the rest", "change the order"),
    "tbx.group": FaultRule(_MAJOR, "a group begins with the one element that it is named after", "split the group"),
    "tbx.date": FaultRule(_MAJOR, "a date is written as 2018-09-05 (XML Schema)", "write it so"),
    "tbx.element-unknown": FaultRule(_MAJOR, "TBX has no such element here", "take it away"),
    "tbx.entity": FaultRule(_MAJOR, "an entity that is not declared; its words are lost", "write the characters"),
    "tbx.style-mixed": FaultRule(
        _MAJOR, "DCA and DCT are mixed in one file", "write all categories in the style declared"
    ),
    "concept.id-missing": FaultRule(_MAJOR, "TBX 3 wants an id on each concept; one was made", "write an id"),
    "concept.id-made": FaultRule(_INFO, "the concept has no id; one was made", "write an id to make it lasting"),
    "category.missing": FaultRule(_MAJOR, "an element that does not say which data category it is", "write its type"),
    "category.unknown": FaultRule(_MAJOR, "not a data category of TBX-Basic; kept as a note", "write it as a note"),
    "category.foreign": FaultRule(_INFO, "a data category that TBX-Basic lacks; kept as a note", "nothing"),
    "category.element": FaultRule(_MAJOR, "the category belongs to another element", "write the element it belongs to"),
    "category.level": FaultRule(_MAJOR, "the category is not allowed at this level", "move it to its level"),
    "category.value": FaultRule(_MAJOR, "not a value of the category's picklist", "write a listed value"),
    "category.empty": FaultRule(_MAJOR, "a data category that says nothing", "fill it, or take it away"),
    "reference.target": FaultRule(_MAJOR, "a cross reference without a target", "write the id of the concept"),
    "reference.link": FaultRule(_MAJOR, "an external reference is a link (http, https)", "write the whole address"),
}


class TermbaseFault(faults.Fault):
    """A breach of a rule of termbases; its unit is the id of a concept."""

    __slots__ = ()
    RULES: ClassVar = RULES
    FAMILY: ClassVar = "terms"
    PAGE: ClassVar = "terminology"
