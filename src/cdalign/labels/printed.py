"""The label at the beginning of a text, and what only looks like one.

Years, decimals, dates and the first words of a sentence are not labels. Cases that need the neighbouring labels (the
initial in `A. Smith said`, a decimal before a capital) are left to `series`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from cdalign.labels.kinds import Label, LabelKind
from cdalign.labels.titles import parse_title_word
from cdalign.numerals import (
    HAN_NUMERALS,
    STEMS,
    Enclosure,
    NumeralSystem,
    enclosed_numerals,
    parse_han_numeral,
    parse_letters,
    parse_roman,
    parse_stem,
    read_numerals,
)
from cdalign.patterns import compile_late

_HAN = f"[{HAN_NUMERALS}]{{1,6}}"
# What may follow a full stop for it to belong to a label: white space, Han, or an opening mark.
_AFTER = r"(?=\s|$|[\u3400-\u9fff“‘《〈「『（(])"
_AFTER_LETTER = r"(?=\s|$|[\u3400-\u9fff])"
# `1. Januar 2024`, `3. mai`: a day and its month, as German and the Nordic languages write it.
_NO_MONTH = r"(?!\s*(?i:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[^\W\d_]*\.?(?:\s+\d{4}\b|$))"
# `1、2 和 3 段`, `一、二级`: a list of numbers inside a sentence.
_NO_LIST = rf"(?!\s*\d{{1,3}}\s*[、和至及])(?![{HAN_NUMERALS}]+[、级級类類等审審期])"
# `(a) and (b) above`, `(a) of paragraph 3`, `(a)至(d)项`, `(一)项`: the sentence refers to points, and is not one.
_NOT_SPOKEN_OF = (
    rf"(?!\s*(?:(?:and|or|to|through)\s|[,，、和或至及与]\s*|[-–—]\s*)[(（][\da-zA-Z一二三四五六七八九十{STEMS}]{{1,5}}[)）])"
    r"(?!\s+(?:above|below)\b)(?!\s*(?:[项項](?!目)|[分小]?段(?!落)|款(?![项項待额額])|目(?:[和或至及与所中的，,]|$)))"
    r"(?!\s+of\s+(?:the\s+)?(?:sub)?(?:article|paragraph|section|rule|clause|regulation|point|item|annex|list)s?\b)"
)
# Words after a decimal that counts something: `2.5 per cent`, `2.5 亿`.
_NO_MEASURE = (
    r"(?!\s*(?:[a-z%％]|[亿億万萬]|百[万萬]|千[万萬]|[个個]百分[点點]|美元|欧元|公[里顷斤]|平方|立方|[级級倍吨噸]))"
)
# `i. e.`, `a. m.`
_NO_ABBREVIATION = r"(?!\s*[a-z]\.)"
_LEVEL = r"(?:[1-9]\d{0,2}[A-Z]?|[IVX]{1,5}|[A-Za-z])"
_PATTERNS = (
    (LabelKind.NUMBER, compile_late(rf"(\d{{1,3}})(?:[.．]{_NO_MONTH}{_AFTER}|、{_NO_LIST})")),
    (LabelKind.DOTTED, compile_late(rf"([1-9]\d{{0,2}}[A-Z]?(?:\.{_LEVEL}){{1,4}})[.．]?(?=\s|$){_NO_MEASURE}")),
    (LabelKind.ROMAN, compile_late(rf"([IVXL]{{1,7}})(?:[.．]{_AFTER_LETTER}|、)")),
    (LabelKind.LETTER, compile_late(rf"([A-Z])(?:[.．](?!\s*[A-Z]\.){_AFTER_LETTER}|、)")),
    (LabelKind.LETTER, compile_late(rf"([{STEMS}])[、.．](?!\s*[{STEMS}])")),
    (LabelKind.ROMAN, compile_late(rf"({_HAN})[、.．]{_NO_LIST}")),
    (LabelKind.BRACKETED_HAN, compile_late(rf"[(（]?({_HAN})[)）]{_NOT_SPOKEN_OF}")),
    (LabelKind.SUB_ROMAN, compile_late(rf"[(（]?([ivxl]{{1,7}})[)）]{_NOT_SPOKEN_OF}")),
    (LabelKind.SUB_LETTER, compile_late(rf"[(（]?([a-z]|([a-z])\2{{1,2}})[)）]{_NOT_SPOKEN_OF}")),
    (LabelKind.SUB_LETTER, compile_late(rf"[(（]([{STEMS}])[)）](?!方){_NOT_SPOKEN_OF}")),
    (LabelKind.SUB_ROMAN, compile_late(rf"([ivxl]{{1,7}})[.．]{_NO_ABBREVIATION}{_AFTER_LETTER}")),
    (LabelKind.SUB_LETTER, compile_late(rf"([a-z])[.．]{_NO_ABBREVIATION}{_AFTER_LETTER}")),
    (LabelKind.SUB_NUMBER, compile_late(rf"[(（]?(\d{{1,2}})[)）]{_NOT_SPOKEN_OF}")),
)
# A larger Roman numeral of L, V and X, or a larger Han numeral, is a word (千、) and never a label.
_LARGEST_ROMAN, _LARGEST_HAN = 89, 399
_ROMAN_CHARACTERS = re.compile("[\u2160-\u217f]+")
# Full-width letters are read as others: `Ａ．`, `（ａ）`.
_WIDE_LETTERS = re.compile(r"[(（]?[Ａ-Ｚａ-ｚ]{1,7}[)）.．、]")
_AS_NARROW = {code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_AFTER_ENCLOSED = compile_late(rf"[.．、]?{_NOT_SPOKEN_OF}")

_FIRST_WIDE = frozenset("第（条條细細０１２３４５６７８９§" + HAN_NUMERALS + STEMS)
_OPEN_LABEL = re.compile("[a-z]{1,7}[)）.．]")


def parse_label(text: str) -> tuple[Label, str] | None:
    """Return the label a text begins with and the text after it, or None if it begins with no label.

    `"2.  各附属机构"` -> (number 2, `各附属机构`). A single I, V or X is read as Roman. `reconsider_label` corrects
    that after H or U.
    """
    if not _may_begin_label(text):
        return None
    if text[0] in enclosed_numerals():
        return _parse_enclosed(text)
    if _ROMAN_CHARACTERS.match(text):
        return _parse_roman_characters(text)
    if _WIDE_LETTERS.match(text):
        return _parse_wide_letters(text)
    for kind, pattern in _PATTERNS:
        found = pattern.match(text)
        label = _make_label(kind, found[1], found[0]) if found else None
        if found and label:
            return label, text[found.end() :].lstrip()
    return parse_title_word(text)


def _may_begin_label(text: str) -> bool:
    """Return whether the first characters allow a label. Most lines end here, before a dozen patterns are tried."""
    first = text[:1]
    if first < "a":
        return bool(first)
    if first <= "z":
        return _OPEN_LABEL.match(text) is not None
    is_wide = "\u2160" <= first <= "\u217f" or "Ａ" <= first <= "ｚ"
    return is_wide or first in _FIRST_WIDE or first in enclosed_numerals()


def _make_label(kind: LabelKind, written: str, printed: str) -> Label | None:
    """Return the label, or None if its numeral is invalid (`iiii`) or too large for a label."""
    prefix, _, last = written.rpartition(".") if kind is LabelKind.DOTTED else ("", "", written)
    value = _value_of(kind, last)
    return Label(kind, value, printed, prefix) if value else None


def _value_of(kind: LabelKind, written: str) -> int:
    if kind in (LabelKind.LETTER, LabelKind.SUB_LETTER):
        return parse_letters(written) or parse_stem(written) or 0
    if kind is LabelKind.DOTTED:
        return _value_of_level(written)
    if written.isdecimal():
        return int(written)
    if written.isascii():
        value = parse_roman(written) or 0
        return value if value <= _LARGEST_ROMAN else 0
    value = int(parse_han_numeral(written) or 0)
    return value if value <= _LARGEST_HAN else 0


def _value_of_level(written: str) -> int:
    """Return the number of the last level of a dotted label: `10`, `4A`, `IV`, `c`."""
    digits = written.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    if digits.isdecimal():
        return int(digits)
    roman = parse_roman(written) if len(written) > 1 or written in "IVX" else None
    return roman or parse_letters(written) or 0


_KINDS_OF_ENCLOSED = {
    (True, Enclosure.STOP): LabelKind.ROMAN,
    (True, Enclosure.BRACKETS): LabelKind.BRACKETED_HAN,
    (True, Enclosure.CIRCLE): LabelKind.BRACKETED_HAN,
    (False, Enclosure.STOP): LabelKind.NUMBER,
    (False, Enclosure.BRACKETS): LabelKind.SUB_NUMBER,
    (False, Enclosure.CIRCLE): LabelKind.SUB_NUMBER,
}


def _parse_enclosed(text: str) -> tuple[Label, str] | None:
    """Return the label that is one character, and the text after it: `㈠`, `①`, `⑴`, `⒈`, `⒜`."""
    after = _AFTER_ENCLOSED.match(text, 1)
    if not after:
        return None
    written, enclosure = enclosed_numerals()[text[0]]
    kind = LabelKind.SUB_LETTER if written.isalpha() and written.isascii() else None
    kind = kind or _KINDS_OF_ENCLOSED[not written.isascii(), enclosure]
    label = _make_label(kind, written.lower(), text[: after.end()])
    return (label, text[after.end() :].lstrip()) if label else None


def _parse_roman_characters(text: str) -> tuple[Label, str] | None:
    """Return the label written in Roman numeral characters (`Ⅳ.`), read as letters, and the text after it."""
    lead = _ROMAN_CHARACTERS.match(text)
    if not lead:
        return None
    spelt = unicodedata.normalize("NFKC", lead[0])
    found = parse_label(spelt + text[lead.end() :])
    if not found:
        return None
    label, rest = found
    printed = lead[0] + label.printed[len(spelt) :]
    return replace(label, printed=printed), rest


def _parse_wide_letters(text: str) -> tuple[Label, str] | None:
    """Return the label written in full-width letters (`Ａ．`) and the text after it."""
    lead = _WIDE_LETTERS.match(text)
    found = parse_label(text[: lead.end()].translate(_AS_NARROW) + text[lead.end() :]) if lead else None
    return (replace(found[0], printed=text[: len(found[0].printed)]), found[1]) if found else None


_AS_LETTER = {LabelKind.ROMAN: LabelKind.LETTER, LabelKind.SUB_ROMAN: LabelKind.SUB_LETTER}


def reconsider_label(label: Label, previous: Label | None) -> Label:
    """Return the label as a letter if it follows one: (i) after (h), V. after U."""
    letter = read_as_letter(label)
    is_next = previous is not None and previous.kind is letter.kind and letter.value == previous.value + 1
    return letter if is_next else label


def read_as_letter(label: Label) -> Label:
    """Return a Roman label that is also a letter as that letter, and any other label as it is."""
    letters = [one.value for one in read_numerals(label.printed) if one.system is NumeralSystem.LETTER]
    kind = _AS_LETTER.get(label.kind)
    return replace(label, kind=kind, value=letters[0]) if kind and letters else label
