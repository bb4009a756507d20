"""The forms by which Chinese refers to parts of a text, and ordinals: 第六条, 附件二, 第 1540(2004)号决议."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cdalign.patterns import compile_late
from cdalign.quantities.chinese_numerals import NUMERAL, is_han, key_of
from cdalign.quantities.forms import Form, FormReading
from cdalign.quantities.written import ENCLOSED, label_keys

_DIVISIONS = {
    "条": "article",
    "段": "paragraph",
    "章": "chapter",
    "节": "section",
    "部分": "part",
    "附件": "annex",
    "附录": "appendix",
    "表": "table",
    "图": "figure",
    "号": "number",
}


def read_division(match: re.Match[str]) -> Iterable[FormReading]:
    """Read parts of a text by number, and lists of them: `第六条` -> article:6, `第 5 至 7 段`, `附件二` -> annex:2.

    条 is an article of a treaty or a rule of procedure: both are article:N. Subdivisions are read too:
    `第七条之三` -> article:7, point:3; `第2(c)段` -> paragraph:2, point:3.
    """
    kind = _DIVISIONS[match[2] or match[5]]
    numerals, at = (match[1], match.start(1)) if match[2] else (match[6], match.start(6))
    yield from _read_items(kind, numerals, at)
    if match[3]:
        yield FormReading(match.start(3), match.end(3), key_of("point", match[3][1:]))
    if match[4]:
        yield from _read_items("point", match[4], match.start(4))


def _read_items(kind: str, numerals: str, at: int) -> Iterable[FormReading]:
    for item in _ITEM.finditer(numerals):
        start, stop = at + item.start(), at + item.end()
        if item[1]:
            keys = label_keys(item[0], "point")
            if keys:
                yield FormReading(start, stop, keys[0], also=keys[1:])
        elif item[2]:
            keys = label_keys(item[2], kind)
            yield FormReading(start, stop, keys[0] if keys else f"{kind}:0")
        else:
            yield FormReading(start, stop, key_of(kind, item[0]))


def read_numbered_symbol(match: re.Match[str]) -> Iterable[FormReading]:
    """Read resolution numbers of the General Assembly with 第: `第 71/67 号决议` -> symbol:71/67."""
    yield FormReading(match.start(1), match.end(1), f"symbol:{match[1].replace(' ', '')}")


def read_resolution(match: re.Match[str]) -> Iterable[FormReading]:
    """Read numbered resolutions with their year: `第 1540(2004)号决议` -> number:1540, date:2004."""
    yield FormReading(match.start(1), match.end(1), key_of("number", match[1]))
    yield FormReading(match.start(2), match.end(2), f"date:{match[2]}")


def read_ordinal(match: re.Match[str]) -> Iterable[FormReading]:
    """Read ordinals: `第 1470 次` -> ordinal:1470, `第四十八届` -> ordinal:48; `第2(c)项` -> ordinal:2, point:3."""
    yield FormReading(match.start(), match.end(1), key_of("ordinal", match[1]), is_spelt=is_han(match[1]))
    if match[2]:
        yield from _read_items("ordinal", match[2], match.start(2))


def read_points(match: re.Match[str]) -> Iterable[FormReading]:
    """Read points in brackets after 第: `第(四)项` -> point:4."""
    yield from _read_items("point", match[1], match.start(1))


_ONE_POINT = rf"(?:\([^()]{{1,3}}\)|[{ENCLOSED}])"
_POINT = rf"{_ONE_POINT}{{1,3}}"
_ONE_ITEM = rf"(?:{NUMERAL}|[IVXLC]{{1,8}}(?![A-Za-z]))"
_LIST = rf"{_ONE_ITEM}(?:(?:{_POINT})? ?(?:[、和至到及或—–-]|以及) ?(?:第 ?)?{_ONE_ITEM}){{0,40}}(?:{_POINT})?"
_ITEM = compile_late(rf"({_ONE_POINT})|([IVXLC]{{1,8}})|{NUMERAL}")
_TABLE = "(?<![代发列一报量仪])表|(?<![企地版意试蓝力])图"


DIVISIONS = (
    Form("numbered_symbol", r"第 ?(\d{1,3} ?/ ?\d{1,4})(?: ?号)?", read_numbered_symbol),
    Form("resolution", r"第 ?(\d{1,4}) ?\((\d{4})\) ?号", read_resolution),
    Form(
        "division",
        rf"第 ?({_LIST}) ?(条|段|章|节|部分|号)(?!次)(之[二三四五六])?({_POINT})?|(附件|附录|{_TABLE}) ?({_LIST})",
        read_division,
        ("条", "段", "章", "节", "部分", "号", "附件", "附录", "表", "图"),
    ),
    Form("points", rf"第 ?({_POINT})", read_points),
    Form("ordinal", rf"第 ?({NUMERAL})(?: ?[款项目])?({_POINT})?", read_ordinal),
)
