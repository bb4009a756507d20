"""Blocks become paragraphs with a part, a label, a role, and an id that is the same in every language.

front        title, subtitle, adoption_note
body         body.1, body.2.a, body.A, body.II.B, body.article-6.1, body.p3 (no number), body.t1.r2
annex        annex, annex.title, annex.A, annex.17; annex-2 where annexes are numbered
notes        notes.1: footnotes, all at the end

Headings, articles and annexes open scopes. A number that returns inside a scope gets a letter (body.5b), and a number
that is skipped leaves a gap. The masthead of a UN document becomes metadata.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from cdalign.labels import (
    PARAGRAPH_KINDS,
    SUB_KINDS,
    WORD_KINDS,
    Label,
    LabelKind,
    LabelSeries,
    Marker,
    parse_label,
    parse_marker,
    reconsider_label,
)
from cdalign.model import Paragraph, Role
from cdalign.numerals import HAN_DIGITS
from cdalign.patterns import compile_late
from cdalign.reading.blocks import Block, BlockKind, Format, Reading
from cdalign.reading.mastheads import take_masthead

FRONT, BODY, NOTES = "front", "body", "notes"
_SUFFIXES: tuple[str, ...] = ("", *"bcdefghijklmnopqrstuvwxyz")

# Front matter is short: a text without a sentence or a number among its first lines has no front matter.
_LONGEST_FRONT = 8
_LONGEST_FRONT_LINE = 300
_LONGEST_HEADING = 300
_SENTENCE_END = compile_late(r"[.。!！?？;；:：,，…][”’\"')）\]」』]*\d{0,2}$")
_BRACKETED = re.compile(r"[(（\[【].*[)）\]】]\*?", re.DOTALL)
_INITIAL = re.compile(r"[IVXL]\.")
# Where a point of a list begins inside a sentence: `and (b)`, `；（二）`, `, ii)`; not `article 3 (b)`.
_INLINE_POINT = compile_late(
    r"(?:(?<=[,，;；、。:：和或及以])|(?<=[,;:.] )|(?<=[a-z] )(?<!paragraph )(?<!article )(?<!section )(?<!rule )"
    r"(?<!clause )(?<!item )(?<!point ))(?:[(（\[②⑵⒝㈡]|(?:(?<=[,，;；])|(?<=[,，;；] ))\w{1,3}[)）])"
)
_SAME_LIST = ({LabelKind.BRACKETED_HAN}, {LabelKind.SUB_LETTER}, {LabelKind.SUB_ROMAN}, {LabelKind.SUB_NUMBER})
# A footnote's mark is printed raised: a label of 2 would be that of a paragraph.
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ADOPTION = re.compile(r"adopted|通过|通過", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Structure:
    """The paragraphs of a text, not yet cut into sentences, and the metadata of its masthead."""

    paragraphs: tuple[Paragraph, ...]
    metadata: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Item:
    """A block with the label it begins with, if any, and the text after the label."""

    block: Block
    label: Label | None
    rest: str

    @property
    def text(self) -> str:
        """The text of the block as it was read, without an automatic number."""
        return self.block.text


def structure_blocks(reading: Reading) -> Structure:
    """Return the paragraphs and the masthead of a file that was read."""
    if reading.format is Format.SUBTITLES:
        return Structure(tuple(_name_cues(reading.blocks)), reading.metadata)
    masthead, blocks = take_masthead(reading.blocks)
    notes = [block for block in blocks if block.kind is BlockKind.FOOTNOTE]
    items = _find_labels([block for block in blocks if block.kind is not BlockKind.FOOTNOTE])
    front = _count_front(items)
    namer = _Namer()
    paragraphs = [*_name_front(items[:front], namer), *_name_items(items[front:], namer), *_name_notes(notes, namer)]
    return Structure(tuple(paragraphs), (*masthead, *reading.metadata))


def _name_cues(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """Yield the paragraphs of subtitles: they have neither front matter nor labels."""
    for number, block in enumerate(blocks, start=1):
        yield Paragraph(f"{BODY}.{number}", block.text, BODY, times=block.times)


def _find_labels(blocks: Sequence[Block]) -> list[_Item]:
    """Return each block with its label. A label that the other labels of the text do not support is dropped."""
    found = [_find_label(block) for block in blocks]
    series = LabelSeries.of(item.label for item in found if item.label)
    return [
        item if item.label is None or _is_borne_out(item, item.label, series) else _Item(item.block, None, item.text)
        for item in _without_inline_lists(found)
    ]


def _without_inline_lists(items: Sequence[_Item]) -> Iterator[_Item]:
    """Yield the items. The first point of a list inside a sentence is not a label, and stays in the text.

    `(a) have conducted a census; and (b) have achieved …` is one sentence, of which a translation may put other
    words before its (a). Where (b) begins a paragraph of its own, (a) is its label.
    """
    for item, after in zip_longest(items, items[1:]):
        is_inline = item.label is not None and not item.block.label and _goes_on_inside(item.label, item.rest)
        goes_on_below = after is not None and after.label is not None and _is_next(item.label, after.label)
        yield _Item(item.block, None, item.text) if is_inline and not goes_on_below else item


def _goes_on_inside(label: Label, rest: str) -> bool:
    """Return whether the next point of a list occurs in the text after the first one: after a mark or a word."""
    if label.value != 1 or label.kind not in (*SUB_KINDS, LabelKind.BRACKETED_HAN):
        return False
    inside = (parse_label(rest[found.start() :]) for found in _INLINE_POINT.finditer(rest))
    return any(_is_next(label, found[0]) for found in inside if found)


def _is_next(label: Label | None, after: Label) -> bool:
    return label is not None and after.value == label.value + 1 and {label.kind, after.kind} in _SAME_LIST


def _find_label(block: Block) -> _Item:
    """Return the block with its label, whether the label is separate from the text or part of it."""
    if block.kind is BlockKind.ROW:
        return _Item(block, None, block.text)
    if block.label:
        return _Item(block, _read_automatic(block.label), block.text)
    found = parse_label(block.text)
    return _Item(block, *found) if found else _Item(block, None, block.text)


def _read_automatic(printed: str) -> Label | None:
    """Return the label of an automatic number. Word also writes `a.` and `iv.`, which are never printed labels."""
    found = parse_label(printed) or parse_label(f"({printed.rstrip('.')})")
    return replace(found[0], printed=printed) if found else None


def _is_borne_out(item: _Item, label: Label, series: LabelSeries) -> bool:
    """Return whether a label is genuine: a decimal, or an initial before a sentence, needs neighbours as evidence."""
    if item.block.label or item.block.kind is BlockKind.HEADING or not _may_be_words(label, item.rest):
        return True
    return series.counts(label) or (label.kind is not LabelKind.DOTTED and _looks_like_heading(item.block))


def _may_be_words(label: Label, rest: str) -> bool:
    """Return whether a label may be part of its sentence: `2.5 GW`, `V. Putin`, `二、三十人`."""
    if label.kind is LabelKind.ROMAN:
        return _INITIAL.fullmatch(label.printed) is not None or rest[:1] in HAN_DIGITS
    return label.kind in (LabelKind.DOTTED, LabelKind.LETTER)


def _count_front(items: Sequence[_Item]) -> int:
    """Return how many blocks come before the text proper: titles and notes, which are not sentences."""
    for count, item in enumerate(items[: _LONGEST_FRONT + 1]):
        if not _is_front(item):
            return count if item.block.kind is not BlockKind.ROW else 0
    return 0


def _is_front(item: _Item) -> bool:
    if item.block.kind not in (BlockKind.TEXT, BlockKind.HEADING) or item.label or parse_marker(item.text):
        return False
    return _BRACKETED.fullmatch(item.text) is not None or _looks_like_heading(item.block, _LONGEST_FRONT_LINE)


def _looks_like_heading(block: Block, longest: int = _LONGEST_HEADING) -> bool:
    return len(block.text) <= longest and not _SENTENCE_END.search(block.text)


@dataclass
class _Namer:
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


def _name_front(items: Sequence[_Item], namer: _Namer) -> list[Paragraph]:
    """Name the lines before the text: the first is the title, a short second the subtitle, bracketed ones notes."""
    named = []
    for item in items:
        role, name = _front_name(item, namer, prefix="")
        named.append(Paragraph(name, item.text, FRONT, role=role))
    return named


def _front_name(item: _Item, namer: _Namer, prefix: str) -> tuple[Role, str]:
    if _BRACKETED.fullmatch(item.text):
        name = "adoption_note" if _ADOPTION.search(item.text) else "note"
        return Role.NOTE, namer.unique(prefix + name)
    for role, name in ((Role.TITLE, "title"), (Role.SUBTITLE, "subtitle")):
        if prefix + name not in namer.taken:
            return role, namer.unique(prefix + name)
    return Role.NOTE, namer.unique(f"{prefix or 'front.'}line")


def _name_items(items: Sequence[_Item], namer: _Namer) -> list[Paragraph]:
    has_headings = 2 * sum(_looks_like_heading(item.block) for item in items) < len(items)
    named: list[Paragraph] = []
    is_opening = False
    for item in items:
        marker = parse_marker(item.text) if item.block.kind is not BlockKind.ROW else None
        if marker:
            named.append(Paragraph(namer.open_part(marker), item.text, namer.part, role=Role.MARKER))
        elif is_opening and _is_front(item):
            role, name = _front_name(item, namer, prefix=f"{namer.part}.")
            named.append(Paragraph(name, item.text, namer.part, role=role))
        else:
            named.append(_name_item(item, namer, has_headings=has_headings))
        is_opening = marker is not None or (is_opening and named[-1].role in (Role.TITLE, Role.SUBTITLE, Role.NOTE))
    return named


def _name_notes(blocks: Sequence[Block], namer: _Namer) -> list[Paragraph]:
    """Name the footnotes, which come at the end: the place of a footnote on its page does not matter to the text."""
    return [
        Paragraph(
            namer.unique(f"{NOTES}.{block.label or number}"),
            block.text,
            NOTES,
            block.label.translate(_RAISED),
            Role.FOOTNOTE,
        )
        for number, block in enumerate(blocks, start=1)
    ]


def _name_item(item: _Item, namer: _Namer, *, has_headings: bool) -> Paragraph:
    block = item.block
    if block.kind is BlockKind.ROW:
        return Paragraph(namer.name_row(block.table), block.text, namer.part, role=Role.TABLE_ROW)
    if item.label:
        return _name_labelled(item, item.label, namer)
    is_heading = block.kind is BlockKind.HEADING or (has_headings and _looks_like_heading(block))
    role = Role.HEADING if is_heading else Role.PARAGRAPH
    return Paragraph(namer.name_counted("p"), block.text, namer.part, block.label, role)


def _name_labelled(item: _Item, label: Label, namer: _Namer) -> Paragraph:
    is_heading = item.block.kind is BlockKind.HEADING or _looks_like_heading(item.block)
    known = _read_in_place(label, namer, is_heading=is_heading)
    if known.kind in SUB_KINDS:
        name, role = namer.name_sub_item(known), Role.PARAGRAPH
    elif known.kind in PARAGRAPH_KINDS and item.block.kind is not BlockKind.HEADING:
        name, role = namer.name_number(known), Role.PARAGRAPH
    else:
        name, role = namer.name_heading(known), Role.HEADING if is_heading else Role.PARAGRAPH
    # A label that is words (第一条, Chapter I) is translated; an enumerator is not, unless nothing follows it.
    if known.kind in WORD_KINDS or not item.rest:
        return Paragraph(name, f"{item.block.label} {item.text}".strip(), namer.part, role=role)
    return Paragraph(name, item.rest, namer.part, known.printed.strip(), role)


def _read_in_place(label: Label, namer: _Namer, *, is_heading: bool) -> Label:
    """Return the label as the preceding one decides: (i) after (h) is a letter, ㈠ before a sentence a point."""
    known = reconsider_label(label, namer.sub_item if label.kind in SUB_KINDS else namer.heading)
    if known.kind is LabelKind.BRACKETED_HAN and not is_heading:
        return replace(known, kind=LabelKind.SUB_LETTER)
    return known
