"""The fields of a UN masthead, each with the ways in which documents of sixty years print it, in both languages.

Sources: the UN Editorial Manual (mastheads), and documents of the General Assembly, the Security Council, the Economic
and Social Council, the Conference on Disarmament, the treaty bodies and the conferences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cdalign.patterns import compile_late
from cdalign.text import HAN, squeeze_spaces

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_LANGUAGE = "Arabic|Chinese|English|French|Russian|Spanish|阿拉伯文|中文|英文|法文|俄文|西班牙文"
_LANGUAGES = rf"(?i:{_LANGUAGE})(?:\s*(?:[,/、&和及]|\band\b)\s*(?:and\s+)?(?i:{_LANGUAGE}))*"
# Labels by which a text says that it is not an official or final one.
_STATUS = (
    r"(?:working|unofficial|informal|provisional|courtesy)\s+translation\b.{0,120}"
    r"|(?:advance|unedited|advance\s+unedited|advance\s+edited)\s+(?:version|copy|text)\b.{0,40}"
    r"|not\s+an\s+official\s+(?:document|text|translation)\b.{0,80}|unedited\b.{0,20}|draft\s+translation"
    r"|[(（]?(?:非正式|非官方|参考|工作|临时|暂定)(?:翻译|译文|译本|文本)[^。]{0,60}"
    r"|[(（]?未经(?:正式)?编辑[^。]{0,20}|[(（]?预发本[^。]{0,20}"
)
# A/81/6 (Sect. 22)/Part A, CCPR/C/GBR/CO/8, S/PV.9876 (Resumption 1), ICCD/COP(12)/5, S/RES/2231 (2015).
_BRACKET = r"(?:\s?\(\s?[A-Za-z0-9][A-Za-z0-9. ]{0,24}\s?\))?"
_SYMBOL = rf"[A-Z]{{1,10}}(?:\s?/\s?(?:Part\s[A-Z0-9]{{1,3}}|[A-Z0-9][A-Za-z0-9.\-]*){_BRACKET})+"
_DISTRIBUTION = (
    "general|limited|restricted|provisional|confidential|for participants only|普遍|一般|普通|有限|限制|临时|机密"
)
_ENGLISH_DATE = rf"\d{{1,2}}\s+(?i:{_MONTHS})\s+\d{{4}}"
_HAN_DIGITS = "一二三四五六七八九十"
_CHINESE_DATE = (
    r"(?:\d\s*){4}年\s*(?:\d\s*){1,2}月\s*(?:\d\s*){1,2}日"
    rf"|[〇零{_HAN_DIGITS}]{{4}}年[{_HAN_DIGITS}]{{1,2}}月[{_HAN_DIGITS}]{{1,3}}日"
)
_HOUR = r"(?:,?\s*(?:at\s+)?\d{1,2}(?:[.:]\d\d)?\s*[ap]\.?m\.?)?"
_ORGANS = (
    "General Assembly|Security Council|Economic and Social Council|Human Rights Council|Trusteeship Council"
    "|Conference on Disarmament|Disarmament Commission|International Court of Justice"
    "|大会|大會|安全理事会|安全理事會|经济及社会理事会|人权理事会|托管理事会|裁军谈判会议|裁军审议委员会|国际法院"
    "|[A-Z][a-z]+ Committee|第[一二三四五六]委员会"
)
_COUNT = r"(?:[A-Z][a-z]+(?:[- ][a-z]+){0,3}|\d{1,4}(?:st|nd|rd|th)|\d{4})"
_HAN_COUNT = r"第\s*[〇零一二三四五六七八九十百千\d\s]+"

# A field, the pattern of a run of text that is it, and the group of the pattern that is its value.
_HARD = (
    ("status_note", rf"((?i:[\[(（*]*(?:{_STATUS})[\])）*.。]*))"),
    ("symbol", rf"({_SYMBOL})\*{{0,3}}"),
    (
        "distribution",
        rf"(?:(?i:distr(?:ibution)?)\.?|分发|分發)\s*[:：]?\s*((?i:{_DISTRIBUTION}))(?i:\s+distribution)?",
    ),
    ("original_language", rf"(?:(?i:original)|原文|原件)\s*[:：]?\s*({_LANGUAGES})"),
    ("job_number", r"((?:GE\.)?\d{2}-\d{5}(?:\s*\([ACEFRS]\))?(?:\s+\d{6})*|\*\d{7}\*)"),
)
_SOFT = (
    ("date", rf"(?:(?:{_WEEKDAYS}),?\s+)?({_ENGLISH_DATE}){_HOUR}|({_CHINESE_DATE})(?:星期[一二三四五六日])?"),
    ("language", rf"({_LANGUAGES})(?:\s+(?i:only))?"),
    ("organization", r"(United Nations|UNITED NATIONS|联合国|聯合國)"),
    ("organ", rf"((?i:{_ORGANS}))"),
    ("session", rf"((?i:{_COUNT} (?:[a-z-]+ )?(?:session|year))|{_HAN_COUNT}(?:届|年)[\w ]{{0,8}}(?:会议|常会|會議)?)"),
    ("meeting", rf"((?i:\d{{1,5}}(?:st|nd|rd|th) (?:\(?[a-z]+\)? )?meeting)|{_HAN_COUNT}次(?:全体)?会议)"),
    ("agenda_item", r"((?:Provisional )?[Aa]genda items? [^.。]{1,60}|Items? \d[^.。]{0,60} of the [^.。]{3,60}"
     r"|(?:(?:临时|暂定)?议程|(?:暂定|初步)项目表)\**\s*项目\s?[^。]{1,40})"),
    ("version", r"(Provisional|PROVISIONAL|Advance version|临时本|临时)"),
)  # fmt: skip
HARD_NAMES = frozenset(name for name, _ in _HARD)
_PATTERNS = tuple((name, compile_late(pattern)) for name, pattern in (*_HARD, *_SOFT))
_SYMBOL_ALONE = re.compile(rf"({_SYMBOL})\*{{0,3}}")
_SHORT_DISTRIBUTION = re.compile(r"(?:Distr\.?|DISTR\.?|分发|分發)\s*[:：]\s*(\S.{0,29})")
# What hard fields have somewhere, in lower case; most lines are told by this alone.
_HINT = re.compile("/|-|\\*|distr|original|official|translation|unedited|advance|分发|分發|原文|原件|译|编辑|预发")
LONGEST_FIELD = 100
_LETTER_SPACED = compile_late(rf"(?<=[{HAN}])\s+(?=[{HAN}])")
_AROUND_SLASH = re.compile(r"\s*/\s*|(?<=\()\s+|\s+(?=\))")


@dataclass(frozen=True, slots=True)
class MastheadField:
    """One field: its name (`symbol`, `date`, `distribution` …) and its value."""

    name: str
    value: str


def read_fields(text: str) -> tuple[MastheadField, ...]:
    """Return the fields that a line is made of, one after another. There are none if any part of it is not a field.

    A reader of PDF puts the columns of a masthead on one line: `General Assembly Distr.: General`.
    """
    for spelling in _spellings(squeeze_spaces(text)):
        fields = _read_spelling(spelling)
        if fields:
            return fields
    return ()


def _spellings(text: str) -> Iterator[str]:
    yield text
    unspaced = _LETTER_SPACED.sub("", text)
    if unspaced != text:
        yield unspaced


def _read_spelling(text: str) -> tuple[MastheadField, ...]:
    other = _SHORT_DISTRIBUTION.fullmatch(text)
    fields = []
    at = 0
    while at < len(text):
        found = _longest_field(text, at)
        if found is None:
            return (MastheadField("distribution", other[1].strip()),) if other else ()
        field, at = found
        fields.append(field)
    return tuple(fields)


def _longest_field(text: str, at: int) -> tuple[MastheadField, int] | None:
    """Return the longest field that begins at a place and ends before a space, and the place after it."""
    best: tuple[int, str, str] | None = None
    for name, pattern in _PATTERNS:
        found = pattern.match(text, at)
        if found is None or not (found.end() == len(text) or text[found.end()].isspace()):
            continue
        value = next((group for group in found.groups() if group), found[0])
        is_word = name == "symbol" and not any(char.isdigit() for char in value)
        if not is_word and (best is None or found.end() > best[0]):
            best = (found.end(), name, value)
    if best is None:
        return None
    end, name, value = best
    while end < len(text) and text[end].isspace():
        end += 1
    return MastheadField(name, _normalize(name, value)), end


def _normalize(name: str, value: str) -> str:
    """Return the value as every format gives it: the spaces that only a layout makes are gone."""
    if name == "symbol":
        return _AROUND_SLASH.sub(lambda gap: "/" if "/" in gap[0] else "", value)
    if name == "date" and "年" in value:
        return "".join(value.split())
    return value.strip().rstrip("*")


def is_symbol(text: str) -> bool:
    """Return whether a text is only the symbol of a document: `CD/2138`, `A/81/6 (Sect. 22)`."""
    return _SYMBOL_ALONE.fullmatch(text) is not None and any(char.isdigit() for char in text)


def belongs_to_masthead(text: str) -> bool:
    """Return whether a line can only belong to a masthead. Such a line is never part of a paragraph."""
    if len(text) > LONGEST_FIELD or _HINT.search(text.lower()) is None:
        return False
    return any(field.name in HARD_NAMES for field in read_fields(text))


def field_names(text: str) -> frozenset[str]:
    """Return the names of the fields that a line is made of; an empty set if any part of it is not a field."""
    return frozenset(field.name for field in read_fields(text)) if len(text) <= LONGEST_FIELD else frozenset()
