"""Small words that turn a meaning round: modals, quantifiers, and words of opposite meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cdalign.checks.rules import make_finding
from cdalign.checks.sides import CheckedSide, PreparedUnit
from cdalign.messages import say
from cdalign.model import Finding
from cdalign.patterns import compile_late
from cdalign.shipped import read_shipped_text

# In longer units a modal is rendered elsewhere or otherwise, more often than it is lost.
_LONGEST_HAN = 28


class _Class(NamedTuple):
    """A meaning of a group that excludes the group's other meanings, as patterns of both languages."""

    rule: str
    group: str
    name: str
    chinese: re.Pattern[str]
    english: re.Pattern[str]
    contradicting: re.Pattern[str]


class _Group(NamedTuple):
    """The meanings of a group, and a pattern for any of them in Chinese: one look finds that most units have none."""

    any_chinese: re.Pattern[str]
    classes: tuple[_Class, ...]


@cache
def _groups() -> tuple[_Group, ...]:
    text = read_shipped_text(__package__, "opposites.tsv")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    groups: dict[str, list[_Class]] = {}
    for rule, group, name, chinese, english, contradicting in rows:
        patterns = (re.compile(one, re.IGNORECASE) for one in (chinese, english, contradicting or english))
        one = _Class(f"meaning.{rule}", group, name, *patterns)
        groups.setdefault(group, []).append(one)
    return tuple(
        _Group(re.compile("|".join(one.chinese.pattern for one in classes)), tuple(classes))
        for classes in groups.values()
    )


def _sides(unit: PreparedUnit) -> tuple[CheckedSide, CheckedSide] | None:
    """Return the Chinese and the English text of a unit that has one of each and is short enough to be compared."""
    sides = unit.chinese_and_english
    return sides if sides and len(sides[0].compact) <= _LONGEST_HAN else None


def check_opposites(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding where one text has all, least or more, and the other some, most or less in its place."""
    sides = _sides(unit)
    if sides is None:
        return
    chinese, english = sides
    for any_chinese, classes in _groups():
        if not any_chinese.search(chinese.compact):
            continue
        there = [one.chinese.search(chinese.compact) for one in classes]
        here = [one.english.search(english.text) for one in classes]
        lost = [number for number in range(len(classes)) if there[number] and not here[number]]
        said = [one.contradicting.search(english.text) for one in classes]
        added = [number for number in range(len(classes)) if said[number] and not there[number]]
        if len(lost) == 1 and added and sum(map(bool, there)) == 1:
            mine, other = there[lost[0]], said[added[0]]
            if mine and other:
                yield _contradiction(unit, classes[lost[0]].rule, chinese, english, mine[0], other)


def _contradiction(
    unit: PreparedUnit, rule: str, chinese: CheckedSide, english: CheckedSide, han: str, found: re.Match[str]
) -> Finding:
    quotes = unit.in_order(chinese.quote_words(han), english.quote([found.span()]))
    message = say("{han} is rendered by “{found}”", han=han, found=found[0])
    return make_finding(rule, message, quotes, unit=unit.id, words=(han, found[0].lower(), unit.source.text))


_DUTY_HAN = compile_late(
    "(?<![适便相合事权机不])宜(?=[^于人家兴昌宾居])|必须|务必|务须|须(?!知)|应当|应(?=[^用邀急答付对聘届运变力景酬诺试])(?<![适反响供相对效])|必需|有义务|有责任"
)
_LEAVE_HAN = re.compile(
    "可以|(?<![许认不尚亦])可(?=[^能见行持靠观是怕惜谓再以分及爱望比]{1,1})(?!由此)|不妨|有权|准许|允许|得以"
)
_FORBID_HAN = re.compile("不得(?!不|已|了|而)|不准|不许|严禁|禁止")
_DUTY_ENGLISH = compile_late(
    r"\b(?:shall|must|should|ha(?:s|ve|d) to|need(?:s|ed)? to|required?|requires|obliged?|ought|obligat\w*|"
    r"necessary|mandatory|duty|bound to|need|"
    r"call(?:s|ed)? (?:for|on|upon)|require\w*|urge\w*|appropriate|due|responsib\w*|incumbent|compulsory|"
    r"essential|imperative|are to|is to|were to|was to|be to)\b",
    re.IGNORECASE,
)
_LEAVE_ENGLISH = re.compile(
    r"\b(?:may|might|can|could|permitted|allowed|able|possible|possibl[ey]|free to|entitled|right to|"
    r"permit\w*|allow\w*|option\w*|would|will|cannot|enabl\w*|eligible|\w+able|\w+ible|available|easy|easily|worth)\b",
    re.IGNORECASE,
)


def check_modals(unit: PreparedUnit) -> Iterator[Finding]:
    """Yield a finding where one text of a short unit says must and the other may, or a ban became advice."""
    sides = _sides(unit)
    if sides is None:
        return
    chinese, english = sides
    text = chinese.compact
    duty, leave, forbid = (one.search(text) for one in (_DUTY_HAN, _LEAVE_HAN, _FORBID_HAN))
    must, may = _DUTY_ENGLISH.search(english.text), _LEAVE_ENGLISH.search(english.text)
    if forbid:
        if (
            not duty
            and must
            and must[0].lower() == "should"
            and not re.search(r"\b(?:shall|must|may|cannot|can)\b", english.text, re.IGNORECASE)
        ):
            yield _contradiction(unit, "meaning.modal", chinese, english, forbid[0], must)
    elif duty and not leave and may and not must and _is_modal(may):
        yield _contradiction(unit, "meaning.modal", chinese, english, duty[0], may)
    elif leave and not duty and must and not may and _is_modal(must):
        yield _contradiction(unit, "meaning.modal", chinese, english, leave[0], must)


def _is_modal(found: re.Match[str]) -> bool:
    return found[0].lower() in ("shall", "must", "should", "may", "might", "can", "could", "has to", "have to")
