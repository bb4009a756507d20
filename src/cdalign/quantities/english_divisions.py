"""The forms by which English refers to parts of a text: article VI, paragraph 2 (c), resolution 1540."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cdalign.numerals import parse_roman
from cdalign.patterns import compile_late
from cdalign.quantities.digits import write_number
from cdalign.quantities.english_numerals import CARDINAL, value_of
from cdalign.quantities.forms import Form, FormReading, one_of
from cdalign.quantities.written import label_keys

_DIVISIONS = {
    "article": "article",
    "art.": "article",
    "rule": "article",
    "paragraph": "paragraph",
    "para.": "paragraph",
    "subparagraph": "paragraph",
    "sub-paragraph": "paragraph",
    "chapter": "chapter",
    "section": "section",
    "part": "part",
    "annex": "annex",
    "appendix": "appendix",
    "table": "table",
    "figure": "figure",
    "resolution": "number",
    "decision": "number",
    "no.": "number",
    "nos.": "number",
    "item": "number",
    "clause": "ordinal",
    # Things that English numbers in Roman numerals and Chinese with 第: Protocol II, 第二号议定书.
    "war": "ordinal",
    "phase": "ordinal",
    "protocol": "ordinal",
    "volume": "ordinal",
    "book": "ordinal",
    "division": "ordinal",
    "category": "ordinal",
    "group": "ordinal",
    "schedule": "ordinal",
    "stage": "ordinal",
    "pillar": "ordinal",
    "track": "ordinal",
}
# Insertions after the main numbers, as in UN texts: article 5 bis.
_INSERTIONS = {"bis": 2, "ter": 3, "quater": 4, "quinquies": 5, "sexies": 6}


def read_division(match: re.Match[str]) -> Iterable[FormReading]:
    """Read parts of a text by number, and lists of them: `article VI` -> article:6, `rule 23` -> article:23.

    Also `paragraphs 5 to 7` (two paragraphs), `annex II`, `resolution 1540` -> number:1540, `Protocol II` -> ordinal:2.
    Subdivisions are read too: `paragraph 2 (c)` -> paragraph:2, point:3; `article 5 bis` -> point:2.
    """
    kind = _DIVISION_OF_WORD[match[1].lower()]
    for numeral in _DIVISION_NUMERAL.finditer(match[2]):
        start, stop = match.start(2) + numeral.start(), match.start(2) + numeral.end()
        if numeral[1]:
            yield FormReading(start, stop, f"{kind}:{write_number(parse_roman(numeral[1]) or value_of(numeral[1]))}")
        elif numeral[0] in _INSERTIONS:
            yield FormReading(start, stop, f"point:{_INSERTIONS[numeral[0]]}")
        else:
            keys = label_keys(numeral[0], "point")
            if keys:
                yield FormReading(start, stop, keys[0], also=keys[1:])


def read_points(match: re.Match[str]) -> Iterable[FormReading]:
    """Read points of a part whose number is given elsewhere: `subparagraphs (iv) and (vi)` -> point:4, point:6."""
    for point in re.finditer(r"\([a-z0-9]{1,4}\)", match[0]):
        keys = label_keys(point[0], "point")
        if keys:
            yield FormReading(match.start() + point.start(), match.start() + point.end(), keys[0], also=keys[1:])


_DIVISION_OF_WORD = {word + plural: kind for word, kind in _DIVISIONS.items() for plural in ("", "s", "es")}
_DIVISION_OF_WORD |= {"appendices": "appendix", "paras.": "paragraph", "arts.": "article"}
DIVISION_WORDS = tuple(_DIVISION_OF_WORD)
_DIVISION = one_of(_DIVISION_OF_WORD)
# "At this stage I cannot say": a pronoun, not a number.
_PRONOUN = (
    r"I (?:am|was|will|would|shall|should|have|had|can|cannot|could|may|might|must|do|did|think|believe|wish|hope|say|"
    r"want|note|also)\b"
)
_INSERTED = rf"(?: (?:{'|'.join(_INSERTIONS)})\b)?"
_ITEM = rf"(?:\d{{1,4}}(?![\d/,.]{{0,9}}\d)|(?!{_PRONOUN})[IVXLC]{{1,9}}\b(?!['’]|-(?![IVXLC]{{1,9}}\b))){_INSERTED}"
_POINT = r"(?: ?\((?:[a-z]{1,5}|\d{1,2})\)){0,4}"
_ITEMS = (
    rf"{_ITEM}(?:{_POINT}(?:, and | ?[-–] ?|, | and | to | or ){_ITEM}){{0,40}}{_POINT}"
    rf"(?: (?:and|to|or) \([a-z]{{1,4}}\))?|"
    rf"(?i:{CARDINAL})\b"
)
_DIVISION_NUMERAL = compile_late(rf"\([a-z0-9]+\)|\b(?:{'|'.join(_INSERTIONS)})\b|(\d+|[IVXLC]+\b|(?i:{CARDINAL})\b)")

DIVISIONS = (
    Form("division", rf"(?i:({_DIVISION})) ({_ITEMS})", read_division, tuple(_DIVISION_OF_WORD)),
    Form(
        "points",
        rf"(?i:{_DIVISION}) (?:\([a-z0-9]{{1,4}}\)(?:, and |, | and | to | or |[-–])?){{1,20}}",
        read_points,
        ("(",),
    ),
)
