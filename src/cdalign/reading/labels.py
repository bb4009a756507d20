"""The labels that paragraphs and headings bear, in both languages, and what they say: number, level, part.

`一、` and `I.` are the same label, and so are `附件二` and `Annex II`: each has a key that no language colours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from cdalign.numerals import (
    HAN_NUMERALS,
    parse_han_numeral,
    parse_letters,
    parse_roman,
    write_letters,
    write_roman,
)

_HAN_NUMERAL = f"[{HAN_NUMERALS}]+"


class LabelKind(StrEnum):
    """The kinds of labels, as UN documents use them."""

    NUMBER = "number"  # 1.
    ROMAN = "roman"  # I.  一、
    LETTER = "letter"  # A.
    BRACKETED_HAN = "bracketed han"  # (一)
    SUB_LETTER = "sub-letter"  # (a)
    SUB_ROMAN = "sub-roman"  # (i)
    SUB_NUMBER = "sub-number"  # (1)
    ARTICLE = "article"  # Article 1  第一条
    CHAPTER = "chapter"  # Chapter I  第一章


@dataclass(frozen=True, slots=True)
class Label:
    """A label: what it is, its number, and the characters as they are printed."""

    kind: LabelKind
    value: int
    printed: str

    @property
    def key(self) -> str:
        """The label as it stands in an id: `17`, `A`, `II`, `b`, `iv`, `article-6`."""
        match self.kind:
            case LabelKind.LETTER:
                return write_letters(self.value).upper()
            case LabelKind.SUB_LETTER:
                return write_letters(self.value)
            case LabelKind.ROMAN:
                return write_roman(self.value)
            case LabelKind.SUB_ROMAN:
                return write_roman(self.value).lower()
            case LabelKind.ARTICLE | LabelKind.CHAPTER:
                return f"{self.kind}-{self.value}"
        return str(self.value)


HEADING_KINDS = frozenset(
    {LabelKind.ROMAN, LabelKind.LETTER, LabelKind.BRACKETED_HAN, LabelKind.ARTICLE, LabelKind.CHAPTER}
)
SUB_KINDS = frozenset({LabelKind.SUB_LETTER, LabelKind.SUB_ROMAN, LabelKind.SUB_NUMBER})

_FIRST_HAN = frozenset("第（" + HAN_NUMERALS)

# What may stand right after a full stop for it to belong to a label: white space, Han, or an opening mark.
_AFTER = r"(?=\s|$|[\u3400-\u9fff“‘《〈「『（(])"
_PATTERNS = (
    (LabelKind.NUMBER, re.compile(rf"(\d{{1,3}})(?:[.．]{_AFTER}|、)")),
    (LabelKind.ROMAN, re.compile(r"([IVX]{1,6})(?:[.．](?=\s|$|[\u3400-\u9fff])|、)")),
    (LabelKind.LETTER, re.compile(r"([A-Z])(?:[.．](?=\s|$|[\u3400-\u9fff])|、)")),
    (LabelKind.ROMAN, re.compile(rf"({_HAN_NUMERAL})[、.．]")),
    (LabelKind.BRACKETED_HAN, re.compile(rf"[(（]({_HAN_NUMERAL})[)）]")),
    (LabelKind.SUB_ROMAN, re.compile(r"[(（]([ivx]{1,6})[)）]")),
    (LabelKind.SUB_LETTER, re.compile(r"[(（]([a-z]|([a-z])\2)[)）]")),
    (LabelKind.SUB_NUMBER, re.compile(r"[(（](\d{1,2})[)）]")),
)
_ARTICLE = re.compile(
    rf"(?:第\s*({_HAN_NUMERAL}|\d+)\s*条|第\s*({_HAN_NUMERAL}|\d+)\s*條|(?i:article)\s+(\d+|[IVXL]+))"
)
_CHAPTER = re.compile(
    rf"(?:第\s*({_HAN_NUMERAL}|\d+)\s*章|(?i:chapter|part)\s+(\d+|[IVXL]+)|第\s*({_HAN_NUMERAL}|\d+)\s*编)"
)
_AFTER_TITLE_WORD = re.compile(r"$|[:：,，.．]?\s+|[:：,，、]")
_LONGEST_TITLE = 90


def parse_label(text: str) -> tuple[Label, str] | None:
    """Give the label a text begins with and the text after it, or nothing where it begins with none.

    `"2.  各附属机构"` -> (number 2, `各附属机构`). A single I, V or X is Roman; `reconsider_label` knows better
    where H or U came before.
    """
    if not _may_begin_label(text):
        return None
    for kind, pattern in _PATTERNS:
        found = pattern.match(text)
        if found:
            value = _value_of(kind, found[1])
            if value:
                return Label(kind, value, found[0]), text[found.end() :].lstrip()
    return _parse_title_word(text)


def _may_begin_label(text: str) -> bool:
    """Tell most lines by their first character, which spares them a dozen patterns."""
    first = text[:1]
    return first in _FIRST_HAN if first > "\u2e7f" else not first.islower() and bool(first)


def _parse_title_word(text: str) -> tuple[Label, str] | None:
    """`第一条`, `Article 6`, `CHAPTER I, PURPOSES`: alone or before a title they are labels, in a sentence words."""
    for kind, pattern in ((LabelKind.ARTICLE, _ARTICLE), (LabelKind.CHAPTER, _CHAPTER)):
        found = pattern.match(text)
        after = _AFTER_TITLE_WORD.match(text, found.end()) if found else None
        if found and after and len(text) <= _LONGEST_TITLE and not text.endswith(("。", ".", ";", "；", ",", "，")):
            number = next(group for group in found.groups() if group)
            rest = text[after.end() :]
            if not rest[:1].islower():
                return Label(kind, _number_of(number), found[0]), rest
    return None


def _value_of(kind: LabelKind, written: str) -> int:
    if kind in (LabelKind.LETTER, LabelKind.SUB_LETTER):
        return parse_letters(written) or 0
    return _number_of(written)


def _number_of(written: str) -> int:
    """Return the number written in digits, Han or Roman numerals; 0 where it is none (`iiii`)."""
    if written.isdecimal():
        return int(written)
    return int(parse_roman(written) or 0 if written.isascii() else parse_han_numeral(written) or 0)


_AS_LETTER = {LabelKind.ROMAN: LabelKind.LETTER, LabelKind.SUB_ROMAN: LabelKind.SUB_LETTER}


def reconsider_label(label: Label, previous: Label | None) -> Label:
    """Give the label as a letter where it follows one: (i) after (h), V. after U."""
    kind = _AS_LETTER.get(label.kind)
    letter = label.printed.strip("()（）.．、 ")
    if kind is None or previous is None or previous.kind is not kind or len(letter) != 1:
        return label
    value = _value_of(kind, letter)
    return Label(kind, value, label.printed) if letter.isascii() and value == previous.value + 1 else label


_MARKER = re.compile(
    rf"(?P<han>附\s*件|附\s*录|附\s*錄|附\s*文|附\s*表)\s*(?P<han_number>{_HAN_NUMERAL}|\d{{1,2}}|[IVX]{{1,5}})?"
    r"|(?P<english>(?i:annex|appendix|enclosure|attachment))(?:\s+(?P<number>\d{1,2}|[IVX]{1,5}|[A-Z]))?",
)
_MARKER_WORDS = {
    "附件": "annex",
    "附录": "appendix",
    "附錄": "appendix",
    "附文": "enclosure",
    "附表": "attachment",
}


@dataclass(frozen=True, slots=True)
class Marker:
    """A line that opens an annex: the part it opens (`annex`, `annex-2`), and the characters as they are printed."""

    part: str
    printed: str


def parse_marker(text: str) -> Marker | None:
    """Give the marker that a line is, where it is nothing else: `附件`, `Annex II`; 附件一 and Annex I agree."""
    found = _MARKER.fullmatch(text.strip().rstrip(":：*"))
    if not found:
        return None
    word = found["english"].lower() if found["english"] else _MARKER_WORDS["".join(found["han"].split())]
    written = found["number"] or found["han_number"] or ""
    number = _marker_number(written)
    return Marker(f"{word}-{number}" if number else word, text.strip())


def _marker_number(written: str) -> int:
    if not written:
        return 0
    return _number_of(written) or _value_of(LabelKind.LETTER, written)
