"""What can be wrong with a TMX file: one table of rules, each with its reason and its fix.

The reader reports what it had to tolerate, validation reports the rest, and profiles add what one tool in
particular stumbles over; all of them are `Fault`s.
"""

from __future__ import annotations

from typing import ClassVar

from cdalign import faults
from cdalign.faults import FaultRule
from cdalign.model import Severity

_MAJOR, _MINOR, _INFO = Severity.MAJOR, Severity.MINOR, Severity.INFO
CLEAN = "cdalign tm clean"

RULES: dict[str, FaultRule] = {
    # How the file is encoded and whether it is XML.
    "xml.not-well-formed": FaultRule(_MAJOR, "no tool loads the file", "export it again, or get it again"),
    "xml.illegal-character": FaultRule(
        _MAJOR, "XML 1.0 does not allow this character, and tools drop the whole file for it", f"remove it: {CLEAN}"
    ),
    "xml.bare-ampersand": FaultRule(
        _MAJOR, "an & that begins no character reference breaks the file", "write &amp; for it"
    ),
    "xml.entity": FaultRule(
        _MAJOR, "entities beyond XML's own five are not expanded; the reference is kept as text", "write the character"
    ),
    "xml.encoding": FaultRule(_MAJOR, "the file is not in the encoding that it declares", "save it as UTF-8"),
    "xml.undecodable": FaultRule(_MAJOR, "these bytes are not text in the file's encoding", "save it as UTF-8"),
    "xml.byte-order-mark": FaultRule(_INFO, "some services take this mark for text (TAUS)", "write UTF-8 without one"),
    "xml.oversized": FaultRule(
        _MAJOR, "a segment over ten million characters is left out; no tool loads it", "split the segment"
    ),
    # Root and header.
    "root.namespace": FaultRule(
        _MAJOR, "TMX has no namespace; strict readers do not know the elements", "remove xmlns"
    ),
    "root.version": FaultRule(_MAJOR, 'TMX 1.4, 1.4a and 1.4b all write version="1.4"', 'write version="1.4"'),
    "root.version-missing": FaultRule(_MINOR, "tmx has no version", 'write version="1.4"'),
    "root.old-version": FaultRule(_INFO, "this is an older TMX than 1.4", "cdalign tm convert writes 1.4"),
    "header.missing": FaultRule(_MAJOR, "there is no header", "cdalign tm convert writes one"),
    "header.attribute": FaultRule(
        _MAJOR, "a required attribute of the header is missing", "cdalign tm convert writes all"
    ),
    "header.segtype": FaultRule(_MAJOR, "segtype is block, paragraph, sentence or phrase", 'write segtype="sentence"'),
    "header.source-language": FaultRule(
        _MAJOR, "without srclang tools cannot tell source from target", "write the tag of the source variants"
    ),
    "header.all-languages": FaultRule(
        _INFO, "srclang *all* is refused by several services", "name the source language"
    ),
    "header.source-differs": FaultRule(
        _MINOR, "no unit has a text in the header's source language", "cdalign tm recode or reverse"
    ),
    # Elements and attributes.
    "element.unknown": FaultRule(_MAJOR, "TMX 1.4 has no such element here", "remove it, or keep its words in a prop"),
    "element.order": FaultRule(_MAJOR, "notes and props must come before the texts", f"move it: {CLEAN}"),
    "element.seg-missing": FaultRule(_MAJOR, "a tuv without seg", "remove the tuv"),
    "element.no-variant": FaultRule(_MAJOR, "a unit without a text", "remove the unit"),
    "attribute.unknown": FaultRule(_MAJOR, "TMX 1.4 has no such attribute here", "keep its value in a prop"),
    "attribute.missing": FaultRule(_MAJOR, "a required attribute is missing", "write it"),
    "attribute.value": FaultRule(_MAJOR, "TMX 1.4 does not allow this value", "write an allowed one"),
    "attribute.date": FaultRule(_MINOR, "a date is YYYYMMDDThhmmssZ; readers ignore any other", "cdalign tm convert"),
    "attribute.number": FaultRule(_MINOR, "usagecount is a number", "write a number or nothing"),
    # Languages.
    "lang.missing": FaultRule(_MAJOR, "a text whose language is not said", "write xml:lang"),
    "lang.old-attribute": FaultRule(_MAJOR, "lang= is TMX 1.1; since 1.3 it is xml:lang=", "write xml:lang"),
    "lang.invalid": FaultRule(_MAJOR, "not a language tag (BCP 47)", "write a hyphen, and a known language: zh-CN"),
    "lang.three-letter": FaultRule(
        _MINOR, "tools look for the two-letter code and find no text", "write the usual code: zh-CN, en-US"
    ),
    "lang.repeated": FaultRule(_MINOR, "two texts of one language in a unit; tools take one of them", "split the unit"),
    "lang.script": FaultRule(_MINOR, "the characters are of the other Chinese script", "cdalign tm recode"),
    # Texts.
    "segment.empty": FaultRule(_MINOR, "an empty text is inserted as an empty translation", f"remove it: {CLEAN}"),
    "segment.one-language": FaultRule(_MINOR, "a unit with one language translates nothing", f"remove it: {CLEAN}"),
    "segment.white-space": FaultRule(
        _MINOR, "all white space in a seg counts: this unit never matches exactly", f"trim it: {CLEAN}"
    ),
    "segment.no-break-space": FaultRule(
        _MINOR, "a no-break space is not a space: the unit does not match a text with spaces", CLEAN
    ),
    "segment.not-nfc": FaultRule(_MINOR, "the same characters in another Unicode form do not match", CLEAN),
    "segment.duplicate": FaultRule(_MINOR, "the same pair occurs earlier in the file", CLEAN),
    "segment.conflict": FaultRule(
        _MINOR, "the same source has another translation before; tools take the first or the last", CLEAN
    ),
    "segment.doubtful": FaultRule(
        _MINOR, "the texts of the unit do not say the same", "look at it; cdalign check shows where"
    ),
    "segment.several-sentences": FaultRule(
        _MINOR, "several sentences in a sentence memory never match one sentence", 'split it, or segtype="paragraph"'
    ),
    "segment.uneven-paragraph": FaultRule(
        _MINOR,
        "OmegaT splits a paragraph memory and keeps the whole where the sides differ in sentences",
        "align by sentences",
    ),
    "inline.unbalanced": FaultRule(_MINOR, "bpt and ept are paired by i inside one seg", "cdalign tm strip-inline"),
    "inline.text": FaultRule(_MINOR, "OmegaT drops the words inside an inline element", "cdalign tm strip-inline"),
    # What one tool in particular stumbles over.
    "tool.file-prop": FaultRule(
        _MINOR,
        "OmegaT binds a unit with this prop to one file and does not fill it in",
        "write x- before its type",
    ),
    "tool.other-variant": FaultRule(_MINOR, "OmegaT takes the last variant without region", "one Chinese text a unit"),
    "tool.several-languages": FaultRule(
        _MAJOR, "the tool takes bilingual files only", "cdalign tm convert --source-lang … --target-lang …"
    ),
    "tool.direction": FaultRule(
        _MAJOR, "the source language of the unit is not that of the header", "cdalign tm reverse"
    ),
    "tool.length": FaultRule(_MINOR, "the text is longer than the tool takes", "cdalign tm filter --max-length"),
    "tool.size": FaultRule(_MAJOR, "the file is larger than the tool takes", "cdalign tm split --size"),
    "tool.datatype": FaultRule(
        _MAJOR, "the tool takes datatype unknown, html, plaintext, rtf, sgml or xml", 'write datatype="plaintext"'
    ),
    "tool.language-code": FaultRule(_MAJOR, "the tool cannot use this language code", "cdalign tm recode"),
    "tool.no-usable-unit": FaultRule(_MAJOR, "the tool finds no unit in its two languages", "cdalign tm recode"),
}


class TmxFault(faults.Fault):
    """A breach of a rule of TMX or of a tool."""

    __slots__ = ()
    RULES: ClassVar = RULES
    FAMILY: ClassVar = "tmx"
    PAGE: ClassVar = "tmx"
