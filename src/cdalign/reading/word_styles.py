"""The styles and lists of a DOCX: what is a heading, what an entry of a contents list, which number is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdalign.numerals import whole_number
from cdalign.reading.archives import Archive
from cdalign.reading.numbering import Counters, ListLevel, NumberedList
from cdalign.reading.wordml import W, attribute

if TYPE_CHECKING:
    from lxml.etree import _Element

# Heading styles by id or name: Word's own, and those of Geneva (H1, HCh, H23, H4, with or without _G) and New York.
_HEADING_STYLE = re.compile(
    r"(heading\s*\d|h\d{1,2}|hch|title|title\s*h\w{1,3}|subtitle|标题\s*\d?|標題\s*\d?)[_\s]*g?", re.IGNORECASE
)
_CONTENTS_STYLE = re.compile(r"(toc|contents|目录|目錄)\s*\d", re.IGNORECASE)
_DEEPEST_STYLE = 20


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: its name, the style it is based on, its list and level, its outline level."""

    name: str
    based_on: str
    list_id: str
    level: str
    outline: str


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """The styles of a document by their ids."""

    styles: Mapping[str, Style]

    def chain(self, style: str) -> Iterator[tuple[str, Style]]:
        """Yield a style and those it is based on, each with its id."""
        for _ in range(_DEEPEST_STYLE):
            if style not in self.styles:
                return
            yield style, self.styles[style]
            style = self.styles[style].based_on

    def is_heading(self, properties: _Element | None, style: str) -> bool:
        """Return whether a paragraph with these properties and this style is a heading."""
        if properties is not None and properties.find(W + "outlineLvl") is not None:
            return whole_number(attribute(properties.find(W + "outlineLvl")), 9) < 9
        for name, one in self.chain(style):
            is_named = _HEADING_STYLE.fullmatch(name) or _HEADING_STYLE.fullmatch(one.name)
            if is_named or 0 <= whole_number(one.outline, 9) < 9:
                return True
        return _HEADING_STYLE.fullmatch(style) is not None

    def is_contents(self, style: str) -> bool:
        """Return whether a style is of the entries of a contents list."""
        names = [style, *(name for key, one in self.chain(style) for name in (key, one.name))]
        return any(_CONTENTS_STYLE.fullmatch(name) for name in names)

    def label_of(self, properties: _Element | None, style: str, counters: Counters) -> str:
        """Return the number that Word prints before the next paragraph with these properties, and count it."""
        numbering = properties.find(W + "numPr") if properties is not None else None
        list_id = attribute(numbering.find(W + "numId")) if numbering is not None else ""
        level = attribute(numbering.find(W + "ilvl")) if numbering is not None else ""
        bearer = ""
        for name, one in self.chain(style):
            if list_id:
                break
            list_id, level, bearer = one.list_id, level or one.level, name
        if not list_id or list_id == "0":
            return ""
        known = whole_number(level) if level else counters.level_of_style(list_id, bearer or style)
        return counters.next_label(list_id, known).strip()


def read_styles(archive: Archive) -> StyleSheet:
    """Return the paragraph styles of a document."""
    root = archive.parse_part("word/styles.xml")
    styles = {}
    for style in root.iterfind(W + "style") if root is not None else ():
        numbering = style.find(f"{W}pPr/{W}numPr")
        styles[attribute(style, "styleId")] = Style(
            name=attribute(style.find(W + "name")),
            based_on=attribute(style.find(W + "basedOn")),
            list_id=attribute(numbering.find(W + "numId")) if numbering is not None else "",
            level=attribute(numbering.find(W + "ilvl")) if numbering is not None else "",
            outline=attribute(style.find(f"{W}pPr/{W}outlineLvl")),
        )
    return StyleSheet(styles)


def read_lists(archive: Archive) -> dict[str, NumberedList]:
    """Return the numbered lists of a document by their ids."""
    root = archive.parse_part("word/numbering.xml")
    if root is None:
        return {}
    definitions = {attribute(one, "abstractNumId"): _read_levels(one) for one in root.iterfind(W + "abstractNum")}
    lists = {}
    for one in root.iterfind(W + "num"):
        definition = attribute(one.find(W + "abstractNumId"))
        overrides = list(one.iterfind(W + "lvlOverride"))
        starts = {
            whole_number(attribute(override, "ilvl")): whole_number(attribute(override.find(W + "startOverride")), 1)
            for override in overrides
            if override.find(W + "startOverride") is not None
        }
        levels = {**definitions.get(definition, {})}
        for override in overrides:
            levels |= _read_levels(override)
        lists[attribute(one, "numId")] = NumberedList(definition, starts, levels)
    return lists


def _read_levels(element: _Element) -> dict[int, ListLevel]:
    levels = {}
    for one in element.iterfind(W + "lvl"):
        restart = one.find(W + "lvlRestart")
        levels[whole_number(attribute(one, "ilvl"))] = ListLevel(
            number_format=attribute(one.find(W + "numFmt")) or "decimal",
            text=attribute(one.find(W + "lvlText")),
            start=whole_number(attribute(one.find(W + "start")), 1),
            style=attribute(one.find(W + "pStyle")),
            restarts_after=whole_number(attribute(restart)) if restart is not None else None,
        )
    return levels
