"""The ids of paragraphs: unique, and the same in every language. Headings, articles and annexes open scopes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from cdalign.labels import Label, LabelKind, Marker

FRONT, BODY, NOTES = "front", "body", "notes"
_SUFFIXES: tuple[str, ...] = ("", *"bcdefghijklmnopqrstuvwxyz")


@dataclass
class Namer:
    """Makes unique ids. It keeps track of the current scope."""

    part: str = BODY
    scope: str = BODY
    chapter: str = ""
    heading: Label | None = None
    sub_item: Label | None = None
    item: str = ""
    sub_id: str = ""
    tables: dict[int, int] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)

    def unique(self, wanted: str) -> str:
        """Return the id, with a letter appended if it is taken: body.5, body.5b, body.5c."""
        for suffix in _SUFFIXES:
            if wanted + suffix not in self.taken:
                self.taken.add(wanted + suffix)
                return wanted + suffix
        self.counts[wanted] += 1
        return self.unique(f"{wanted}-{self.counts[wanted] + 1}")

    def open_part(self, marker: Marker) -> str:
        """Open an annex and return its id."""
        self.part = self.scope = self.unique(marker.part)
        self.chapter = self.item = ""
        self.heading = self.sub_item = None
        return self.part

    def name_heading(self, label: Label) -> str:
        """Return the id of a heading. Open a scope if numbers restart below it."""
        self.sub_item, self.item, self.heading = None, "", label
        match label.kind:
            case LabelKind.ARTICLE:
                self.scope = self.unique(f"{self.part}.{label.key}")
                return self.scope
            case LabelKind.ROMAN:
                self.chapter = self.unique(f"{self.part}.{label.key}")
                return self.chapter
            case LabelKind.NUMBER:
                return self.unique(f"{self.chapter or self.part}.h{label.key}")
            case LabelKind.BRACKETED_HAN:
                # Where English labels the sections of a part A., B., Chinese may use （一）, （二）.
                return self.unique(f"{self.chapter or self.part}.{replace(label, kind=LabelKind.LETTER).key}")
        return self.unique(f"{self.chapter or self.part}.{label.key}")

    def name_number(self, label: Label) -> str:
        """Return the id of a numbered paragraph."""
        self.sub_item = None
        self.item = self.unique(f"{self.scope}.{label.key}")
        return self.item

    def name_sub_item(self, label: Label) -> str:
        """Return the id of a sub-paragraph on a line of its own: body.2.a, body.2.a.i."""
        above = self.item or self.scope
        is_nested = label.kind is LabelKind.SUB_ROMAN and self.sub_id.startswith(f"{above}.")
        if is_nested and self.sub_item:
            return self.unique(f"{self.sub_id}.{label.key}")
        self.sub_item = label
        self.sub_id = self.unique(f"{above}.{label.key}")
        return self.sub_id

    def name_row(self, table: int) -> str:
        """Return the id of a table row. Tables are counted from 1 through the text, not as the file numbers them."""
        number = self.tables.setdefault(table, len(self.tables) + 1)
        return self.name_counted(f"t{number}.r")

    def name_counted(self, kind: str) -> str:
        """Return the id of a paragraph without a label: the next of its kind in this scope."""
        self.counts[f"{self.scope}.{kind}"] += 1
        return self.unique(f"{self.scope}.{kind}{self.counts[f'{self.scope}.{kind}']}")
