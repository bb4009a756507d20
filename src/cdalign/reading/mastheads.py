"""The masthead of a UN document is metadata: symbol, distribution, date, original language, what kind of text it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cdalign.reading.blocks import Block
from cdalign.text import HAN

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_LANGUAGES = "Arabic|Chinese|English|French|Russian|Spanish|阿拉伯文|中文|英文|法文|俄文|西班牙文"
# Labels by which a text says that it is not an official or final one.
_STATUS = (
    r"(working|unofficial|informal|provisional|courtesy)\s+translation\b.{0,120}"
    r"|(advance|unedited|advance\s+unedited|advance\s+edited)\s+(version|copy|text)\b.{0,40}"
    r"|not\s+an\s+official\s+(document|text|translation)\b.{0,80}|unedited\b.{0,20}|draft\s+translation"
    r"|[(（]?(非正式|非官方|参考|工作|临时|暂定)(翻译|译文|译本|文本)[^。]{0,60}"
    r"|[(（]?未经(正式)?编辑[^。]{0,20}|[(（]?预发本[^。]{0,20}"
)
_SYMBOL = re.compile(r"([A-Z]{1,8}(?:/[A-Z0-9][A-Za-z0-9.()\-]*)+)\*{0,3}")
# Fields that only a masthead has, and fields that count only beside one of those.
_HARD = (
    ("status_note", re.compile(rf"[\[(（*]*(?:{_STATUS})[\])）*.。]*", re.IGNORECASE)),
    ("symbol", _SYMBOL),
    ("distribution", re.compile(r"(?:Distr\.?|DISTR\.?|分发)\s*[:：]?\s*(.{1,30})")),
    ("original_language", re.compile(rf"(?:(?i:original)|原文)\s*[:：]\s*((?i:{_LANGUAGES})[\w /、,和and]*)")),
    ("job_number", re.compile(r"((?:GE\.)?\d{2}-\d{5}(?:\s*\([ACEFRS]\))?(?:\s+\d{6})*|\*\d{7}\*)")),
)
_SOFT = (
    ("date", re.compile(rf"(\d{{1,2}}\s+(?:{_MONTHS})\s+\d{{4}}|\d{{4}}\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日)")),
    ("language", re.compile(rf"({_LANGUAGES})(?:\s+only)?")),
    ("organization", re.compile(r"(United Nations|UNITED NATIONS|联合国|聯合國)")),
    (
        "organ",
        re.compile(
            r"(General Assembly|Security Council|Economic and Social Council|Human Rights Council"
            r"|Conference on Disarmament|Disarmament Commission|大会|大會|安全理事会|安全理事會|经济及社会理事会"
            r"|人权理事会|裁军谈判会议|裁军审议委员会|[A-Z][a-z]+ Committee|第[一二三四五六]委员会)"
        ),
    ),
    (
        "session",
        re.compile(
            r"([A-Z][a-z]+(?:-[a-z]+)? (?:special )?session|第[〇零一二三四五六七八九十百]+届(?:会议|常会))", re.I
        ),
    ),
    ("agenda_item", re.compile(r"((?:Provisional )?[Aa]genda items? .{1,40}|(?:临时)?议程项目\s?.{1,30})")),
)
# What hard fields have somewhere, in lower case; most lines are told by this alone.
_HINT = re.compile("/|-|\\*|distr|original|official|translation|unedited|advance|分发|原文|译|编辑|预发")
_LONGEST_FIELD = 100
_LONGEST_MASTHEAD = 24
_LETTER_SPACED = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")
# Two columns that a reader of PDF put on one line.
_COLUMNS = re.compile(r"\t|\s+(?=Distr\.?\s*:)|(?<=United Nations)\s+|(?<=联合国)\s+(?=[A-Z])|(?<=聯合國)\s+(?=[A-Z])")

Fields = tuple[tuple[str, str], ...]


def take_masthead(blocks: Sequence[Block]) -> tuple[Fields, tuple[Block, ...]]:
    """Give what the masthead at the start of the blocks says, and the blocks after it.

    Without a field that only a masthead has (symbol, distribution …) the blocks are left as they are.
    """
    fields: list[tuple[str, str]] = []
    taken = hard = 0
    for index, block in enumerate(blocks[:_LONGEST_MASTHEAD], start=1):
        found = _read_fields(block.text)
        if not found:
            break
        fields += found
        if any(name in _HARD_NAMES for name, _ in found):
            hard = len(fields)
        taken = index
    if not hard:
        return (), tuple(blocks)
    if all(name == "status_note" for name, _ in fields[:hard]):
        return _keep_status(fields, blocks, taken)
    return tuple(fields), tuple(blocks[taken:])


_HARD_NAMES = frozenset(name for name, _ in _HARD)


def belongs_to_masthead(text: str) -> bool:
    """Say whether a line is nothing but what only a masthead has; such a line is never part of a paragraph."""
    if len(text) > _LONGEST_FIELD:
        return False
    return _HINT.search(text.lower()) is not None and any(name in _HARD_NAMES for name, _ in _read_fields(text))


def is_symbol(text: str) -> bool:
    """Say whether a text is nothing but the symbol of a document: `CD/2138`."""
    return _SYMBOL.fullmatch(text) is not None


def field_names(text: str) -> frozenset[str]:
    """Give the names of the masthead's fields that a line is made of, and none where any part of it is no field."""
    return frozenset(name for name, _ in _read_fields(text)) if len(text) <= _LONGEST_FIELD else frozenset()


def _keep_status(
    fields: Sequence[tuple[str, str]], blocks: Sequence[Block], taken: int
) -> tuple[Fields, tuple[Block, ...]]:
    """A note of status makes no masthead of the lines around it: a date may be the title's."""
    notes = tuple((name, value) for name, value in fields if name == "status_note")
    kept = (block for block in blocks[:taken] if not all(name == "status_note" for name, _ in _read_fields(block.text)))
    return notes, (*kept, *blocks[taken:])


def _read_fields(text: str) -> list[tuple[str, str]]:
    """Give the fields a line is made of, or none where any part of it is no field."""
    fields = []
    for part in filter(None, map(str.strip, _COLUMNS.split(text))):
        found = _read_field(part)
        if found is None:
            return []
        fields.append(found)
    return fields


def _read_field(text: str) -> tuple[str, str] | None:
    for written in _spellings(text):
        for name, pattern in (*_HARD, *_SOFT):
            found = pattern.fullmatch(written)
            if found:
                value = found[1] if name != "status_note" and found.lastindex else found[0]
                return name, value.strip()
    return None


def _spellings(text: str) -> Iterator[str]:
    yield text
    unspaced = _LETTER_SPACED.sub("", text)
    if unspaced != text:
        yield unspaced
