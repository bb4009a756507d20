"""Labels that are words: `Article 2`, `Art. 2`, `§ 2`, `Rule 101.1`, `Part One`, `第二条`, `第22款`, `A部分`."""

from __future__ import annotations

import re

from cdalign.labels.kinds import Label, LabelKind
from cdalign.numerals import HAN_NUMERALS, parse_integer, parse_letters
from cdalign.patterns import compile_late

_HAN = f"[{HAN_NUMERALS}]{{1,6}}"
_COUNT = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
_NUMBER = rf"\d{{1,3}}(?:\.\d{{1,2}})?|[IVXL]{{1,7}}|[A-Z](?![\w'’-])|(?i:{_COUNT})\b"
# In Chinese a rule, like an article, is 条; a section of a text is 节, of the budget 款; a book is 编.
_WORDS = (
    (LabelKind.ARTICLE, r"(?:article|art\.|rule|regulation|clause)\s|§", "条|條"),
    (LabelKind.CHAPTER, r"(?:chapter|chap\.)\s", "章"),
    (LabelKind.PART, r"part\s", "部分|编|編"),
    (LabelKind.SECTION, r"(?:section|sect?\.)\s", "节|節|款"),
)
# 条例1.1 and 细则101.1 are the numbers of the financial regulations and rules.
_RULE_BEFORE = r"(?:条例|條例|细则|細則)\s*(\d{1,3}\.\d{1,2})"
_ADDITIONS = {"bis": 2, "ter": 3, "quater": 4, "quinquies": 5}
_ADDITION = rf"(?:\s*(bis|ter|quater|quinquies)\b|\s*之({_HAN}))?"


def _pattern(english: str, chinese: str) -> str:
    before = rf"(?i:{english})\s*({_NUMBER})"
    return rf"(?:{before}|第\s*({_HAN}|\d{{1,3}})\s*(?:{chinese})|([A-Z])\s*(?:{chinese})|{_RULE_BEFORE}){_ADDITION}"


_PATTERNS = tuple((kind, compile_late(_pattern(english, chinese))) for kind, english, chinese in _WORDS)
_AFTER = re.compile(r"[.．]?$|[:：,，.．]?\s+|[:：,，、]")
_SENTENCE_ENDS = ("。", ".", ";", "；", ",", "，")
_LONGEST = 90


def parse_title_word(text: str) -> tuple[Label, str] | None:
    """Return the label and the title after it: `第一条`, `Article 6`, `CHAPTER I, PURPOSES`; None inside a sentence."""
    for kind, pattern in _PATTERNS:
        found = pattern.match(text)
        after = _AFTER.match(text, found.end()) if found else None
        if not found or not after:
            continue
        rest = text[after.end() :]
        is_sentence = len(text) > _LONGEST or rest[:1].islower() or rest.endswith(_SENTENCE_ENDS)
        return None if is_sentence else (_make_label(kind, found), rest)
    return None


def _make_label(kind: LabelKind, found: re.Match[str]) -> Label:
    *numbers, latin, han = found.groups()
    prefix, _, last = next(filter(None, numbers)).rpartition(".")
    is_letter = len(last) == 1 and last.isalpha() and last.isascii() and last not in "IVX"
    value = (parse_letters(last) if is_letter else parse_integer(last)) or 0
    addition = _ADDITIONS.get(latin or "", 0) or (parse_integer(han) if han else 0) or 0
    return Label(kind, value, found[0], prefix, addition)
