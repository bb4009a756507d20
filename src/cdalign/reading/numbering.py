"""Word's automatic numbers (ECMA-376, part 1, 17.9): what is printed before each paragraph of a list.

Lists that share an abstract definition count on together, whatever list number they bear; a list that overrides
its start begins again when it is first met.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cdalign.numerals import Enclosure, enclosed_numerals, write_han_numeral, write_letters, write_roman

_PLACE = re.compile(r"%([1-9])")
_HAN_FORMATS = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "chineseLegalSimplified",
        "ideographTraditional",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "ideographDigital",
    }
)
_CHICAGO = "*†‡§"
_UNPRINTED = frozenset({"bullet", "none"})


@dataclass(frozen=True, slots=True)
class ListLevel:
    """One level of a list: its number format, its text (`%1.`), its first number, its style."""

    number_format: str = "decimal"
    text: str = ""
    start: int = 1
    style: str = ""
    restarts_after: int | None = None


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list: the definition it counts by, and the starts it overrides."""

    definition: str
    starts: Mapping[int, int]
    levels: Mapping[int, ListLevel]


@dataclass
class Counters:
    """Counts the paragraphs of all lists of a document, in order."""

    lists: Mapping[str, NumberedList]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    started: set[tuple[str, int]] = field(default_factory=set)

    def next_label(self, list_id: str, level: int) -> str:
        """Return the number printed before the next paragraph of a list at a level, and nothing for a bullet."""
        numbered = self.lists.get(list_id)
        if numbered is None or level not in numbered.levels:
            return ""
        counts = self.counts.setdefault(numbered.definition, {})
        self._count(numbered, list_id, level, counts)
        if numbered.levels[level].number_format in _UNPRINTED:
            return ""
        return _PLACE.sub(lambda place: _written(numbered, int(place[1]) - 1, counts), numbered.levels[level].text)

    def _count(self, numbered: NumberedList, list_id: str, level: int, counts: dict[int, int]) -> None:
        if level in numbered.starts and (list_id, level) not in self.started:
            self.started.add((list_id, level))
            counts[level] = numbered.starts[level]
        else:
            counts[level] = counts.get(level, numbered.levels[level].start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            restart = numbered.levels[deeper].restarts_after if deeper in numbered.levels else None
            if restart is None or level < restart:
                del counts[deeper]

    def level_of_style(self, list_id: str, style: str) -> int:
        """Return the level of a list that a style sets, or 0."""
        numbered = self.lists.get(list_id)
        levels = numbered.levels if numbered else {}
        return next((level for level, one in levels.items() if one.style == style), 0)


def _written(numbered: NumberedList, level: int, counts: Mapping[int, int]) -> str:
    one = numbered.levels.get(level, ListLevel())
    return write_in_format(one.number_format, counts.get(level, one.start))


def write_in_format(number_format: str, value: int) -> str:
    """Return a number as a number format of Word prints it (17.18.59); in digits where the format is not known."""
    match number_format:
        case "lowerLetter":
            return write_letters(value)
        case "upperLetter":
            return write_letters(value).upper()
        case "lowerRoman":
            return write_roman(value).lower()
        case "upperRoman":
            return write_roman(value)
        case "decimalZero":
            return f"{value:02d}"
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese":
            return _enclosed(value, Enclosure.CIRCLE)
        case "decimalEnclosedParen":
            return _enclosed(value, Enclosure.BRACKETS)
        case "chicago":
            return _CHICAGO[(value - 1) % len(_CHICAGO)] * ((value - 1) // len(_CHICAGO) + 1)
    return write_han_numeral(value) if number_format in _HAN_FORMATS else str(value)


def _enclosed(value: int, enclosure: Enclosure) -> str:
    """Return the character that is a number in a circle or in brackets, or the number if there is no such character."""
    written = (char for char, one in enclosed_numerals().items() if one == (str(value), enclosure))
    return next(written, f"({value})" if enclosure is Enclosure.BRACKETS else str(value))
