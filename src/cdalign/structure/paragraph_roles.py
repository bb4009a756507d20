"""Labelled blocks become paragraphs: each gets its id and its role."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cdalign.labels import PARAGRAPH_KINDS, SUB_KINDS, WORD_KINDS, Label, LabelKind, parse_marker, reconsider_label
from cdalign.model import Paragraph, Role
from cdalign.reading.blocks import Block, BlockKind
from cdalign.structure.labelled import BRACKETED, LabelledBlock, is_front, looks_like_heading
from cdalign.structure.naming import BODY, FRONT, NOTES, Namer

# A footnote's mark is printed raised: a label of 2 would be that of a paragraph.
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ADOPTION = re.compile(r"adopted|通过|通過", re.IGNORECASE)


def name_cues(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """Yield the paragraphs of subtitles: they have neither front matter nor labels."""
    for number, block in enumerate(blocks, start=1):
        yield Paragraph(f"{BODY}.{number}", block.text, BODY, times=block.times)


def name_front(items: Sequence[LabelledBlock], namer: Namer) -> list[Paragraph]:
    """Name the lines before the text: the first is the title, a short second the subtitle, bracketed ones notes."""
    named = []
    for item in items:
        role, name = _front_name(item, namer, prefix="")
        named.append(Paragraph(name, item.text, FRONT, role=role))
    return named


def _front_name(item: LabelledBlock, namer: Namer, prefix: str) -> tuple[Role, str]:
    if BRACKETED.fullmatch(item.text):
        name = "adoption_note" if _ADOPTION.search(item.text) else "note"
        return Role.NOTE, namer.unique(prefix + name)
    for role, name in ((Role.TITLE, "title"), (Role.SUBTITLE, "subtitle")):
        if prefix + name not in namer.taken:
            return role, namer.unique(prefix + name)
    return Role.NOTE, namer.unique(f"{prefix or 'front.'}line")


def name_items(items: Sequence[LabelledBlock], namer: Namer) -> list[Paragraph]:
    """Name the blocks of the text: markers of annexes with the titles below them, headings and paragraphs."""
    has_headings = 2 * sum(looks_like_heading(item.block) for item in items) < len(items)
    named: list[Paragraph] = []
    is_opening = False
    for item in items:
        marker = parse_marker(item.text) if item.block.kind is not BlockKind.ROW else None
        if marker:
            named.append(Paragraph(namer.open_part(marker), item.text, namer.part, role=Role.MARKER))
        elif is_opening and is_front(item):
            role, name = _front_name(item, namer, prefix=f"{namer.part}.")
            named.append(Paragraph(name, item.text, namer.part, role=role))
        else:
            named.append(_name_item(item, namer, has_headings=has_headings))
        is_opening = marker is not None or (is_opening and named[-1].role in (Role.TITLE, Role.SUBTITLE, Role.NOTE))
    return named


def name_notes(blocks: Sequence[Block], namer: Namer) -> list[Paragraph]:
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


def _name_item(item: LabelledBlock, namer: Namer, *, has_headings: bool) -> Paragraph:
    block = item.block
    if block.kind is BlockKind.ROW:
        return Paragraph(namer.name_row(block.table), block.text, namer.part, role=Role.TABLE_ROW)
    if item.label:
        return _name_labelled(item, item.label, namer)
    is_heading = block.kind is BlockKind.HEADING or (has_headings and looks_like_heading(block))
    role = Role.HEADING if is_heading else Role.PARAGRAPH
    return Paragraph(namer.name_counted("p"), block.text, namer.part, block.label, role)


def _name_labelled(item: LabelledBlock, label: Label, namer: Namer) -> Paragraph:
    is_heading = item.block.kind is BlockKind.HEADING or looks_like_heading(item.block)
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


def _read_in_place(label: Label, namer: Namer, *, is_heading: bool) -> Label:
    """Return the label as the preceding one decides: (i) after (h) is a letter, ㈠ before a sentence a point."""
    known = reconsider_label(label, namer.sub_item if label.kind in SUB_KINDS else namer.heading)
    if known.kind is LabelKind.BRACKETED_HAN and not is_heading:
        return replace(known, kind=LabelKind.SUB_LETTER)
    return known
