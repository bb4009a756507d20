"""Lines that open a part of a document: `Annex II`, `附件二`, `Annex to the letter dated 5 May 2024 from …`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cdalign.numerals import HAN_NUMERALS, STEMS, parse_letters, parse_stem, read_numerals
from cdalign.patterns import compile_late

_NUMBER = rf"\d{{1,2}}|[IVX]{{1,6}}|[{HAN_NUMERALS}]{{1,3}}|[{STEMS}A-Z]"
# What may follow on the line: a title after a colon, or a note of the languages.
_AFTER = r"\s*(?:[:：]\s*\S.{0,150}|[\[［].{1,60}[\]］])?"
# A title may also follow a number and a dash.
_TITLE = r"(?:(?:\s*[–—]+|\s+-)\s*(?![a-z\s])\S.{0,90})?"
_MARKER = compile_late(
    rf"(?:(?P<han>附\s*件|附\s*录|附\s*錄|附\s*文|附\s*表)\s*(?:(?P<han_number>{_NUMBER}){_TITLE})?"
    rf"|(?P<english>(?i:annex|appendix|enclosure|attachment))(?:\s+(?P<number>{_NUMBER}){_TITLE})?"
    rf"|(?P<contract>(?i:schedule|exhibit))\s+(?P<its_number>{_NUMBER}){_TITLE}){_AFTER}"
)
_WORDS = {
    "附件": "annex",
    "附录": "appendix",
    "附錄": "appendix",
    "附文": "enclosure",
    "附表": "attachment",
    "schedule": "attachment",
    "exhibit": "annex",
}
# An annex to a letter: "Annex to the letter dated … addressed to the Secretary-General", "……的信的附件".
_TO_LETTER = compile_late(
    r"(?P<english>Annex|Enclosure)(?:\s+(?P<number>\d{1,2}|[IVX]{1,6}))?\s+to\s+the\s+(?:identical\s+)?"
    r"(?:letters?|notes?\s+verbales?)\s+dated\s.{1,250}"
    r"|.{4,120}(?:信|函|普通照会|普通照會)的(?P<han>附\s*件|附\s*文)"
    rf"(?P<han_number>[{HAN_NUMERALS}]{{1,3}}|\d{{1,2}})?"
)
_SENTENCE_END = re.compile(r"[.。;；,，、]$")


@dataclass(frozen=True, slots=True)
class Marker:
    """A line that opens an annex: the part it opens (`annex`, `annex-2`), and the characters as printed."""

    part: str
    printed: str


def parse_marker(text: str) -> Marker | None:
    """Return the marker that a line consists of, or None for any other line. `附件一` and `Annex I` have the same part.

    A title after a colon or a dash, or the languages in brackets, may follow: `附件二：职权范围`,
    `Annex I – Terms`, `Annex [English only]`. The schedules and exhibits of a contract are 附表 and 附件 in Chinese.
    """
    line = text.strip()
    found = _MARKER.fullmatch(line.rstrip(":：*")) or _TO_LETTER.fullmatch(line.rstrip("*"))
    if not found or _SENTENCE_END.search(line):
        return None
    groups = found.groupdict()
    printed = "".join((groups["english"] or groups["han"] or groups["contract"]).lower().split())
    word = _WORDS.get(printed, printed)
    number = _value_of(groups["number"] or groups["han_number"] or groups.get("its_number") or "")
    return Marker(f"{word}-{number}" if number else word, line)


def _value_of(written: str) -> int:
    """Return the number of an annex: digits, Han or Roman numerals, or else letters; 0 if none is printed."""
    readings = read_numerals(written)
    if len(written) == 1 and written not in "IVX":
        return parse_letters(written) or parse_stem(written) or (readings[0].value if readings else 0)
    return readings[0].value if readings else 0
