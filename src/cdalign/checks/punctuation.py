"""Marks that belong to the other language, occur twice, or make a question of a statement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cdalign.checks.rules import make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.messages import say
from cdalign.model import Finding
from cdalign.text import HAN

_CHINESE_MARKS = re.compile(r"[。，；：？！、（）．]")
# Three dots and more are an ellipsis or a leader; ?! and !!! are an author's.
_DOUBLED_MARK = re.compile(
    r"(?<![.])(?<!\. )\.\.(?!\.)(?! \.)|,,+|;;+|(?<![:\w]):{2}(?![:\w])|,\.(?!\.)|[;:],|(?<![。])。。(?!。)|，，+|"
    r"、、+|；；+|，。|、。|，、"
)
# Where two marks meet: a look that is far quicker than the pattern, and finds none in most texts.
_TWO_MARKS = re.compile("[.,;:。，、；][.,;:。，、；]")
_QUESTION_END = re.compile(r"[?？][”’\"'」』）)\]\s.…]*$")
_STATEMENT_END = re.compile(r"[.。][”’\"'」』）)\]\s]*$")
# Words by which Chinese asks with any mark or none; where one occurs, the mark proves nothing.
_REPORTED = re.compile(r"\b(?:ask|question|wonder|know|tell|whether|explain|inquir|enquir|what|how|why)", re.IGNORECASE)
# English that asks directly begins with an auxiliary or asks what, whatever verb of asking follows.
_DIRECT = re.compile(
    r"[“\"'‘]?(?:do|does|did|is|are|was|were|can|could|will|would|shall|should|may|has|have|had|must) "
    r"(?!not\b)(?:\w+ )",
    re.IGNORECASE,
)
_ASKING = re.compile(
    "[吗呢吧么谁哪几嘛]|什么|怎|何|是否|有否|请问|請問|难道|多少|岂|能否|可否|甚麼|麼|嗎|哪|誰|為何|豈"
)


def check_foreign_marks(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding for Chinese punctuation in a text that is not Chinese; next to Han it belongs to a quotation."""
    for side, other in unit.sides:
        if side.is_chinese or not other.is_chinese:
            continue
        spans = [one.span() for one in _CHINESE_MARKS.finditer(side.text) if not _is_beside_han(side.text, one.start())]
        if spans:
            shown = " ".join(dict.fromkeys(side.text[start:stop] for start, stop in spans))
            message = say("{shown}: Chinese punctuation in a text that is not Chinese", shown=shown)
            yield make_finding("punctuation.foreign", message, (side.quote(spans), other.quote()), unit=unit.id)


def _is_beside_han(text: str, at: int) -> bool:
    return re.search(f"[{HAN}]", text[max(0, at - 1) : at + 2]) is not None


def check_doubled_marks(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding for marks that occur twice in a row: “..”, “,,”, 。。, and for a comma before a full stop."""
    for side, _ in unit.sides:
        spans = [one.span() for one in _DOUBLED_MARK.finditer(side.text)] if _TWO_MARKS.search(side.text) else ()
        if spans:
            shown = side.text[spans[0][0] : spans[0][1]]
            message = say("{shown}: two marks where one belongs", shown=shown)
            yield make_finding("punctuation.doubled", message, (side.quote(spans),), unit=unit.id, expected=shown[:1])


def check_questions(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding where one text ends as a question and the other as a statement."""
    for side, other in unit.sides:
        if side.is_chinese == other.is_chinese or not _asks_alone(side, other):
            continue
        quotes = (side.quote(), other.quote())
        message = "the source asks, the translation states"
        if side is unit.target:
            message = "the translation asks, the source states"
        yield make_finding("punctuation.question", message, quotes, unit=unit.id)


def _asks_alone(side: CheckedSide, other: CheckedSide) -> bool:
    if not _QUESTION_END.search(side.text) or not _STATEMENT_END.search(other.text):
        return False
    if re.search("[?？]", other.text):
        return False
    chinese = side if side.is_chinese else other
    # A question may be reported: "What I want to know is how …"; and 是否 without a mark may well be one in English.
    if side.is_chinese:
        return _DIRECT.match(other.text) is not None or not _REPORTED.search(other.text)
    return not _ASKING.search(chinese.text)
