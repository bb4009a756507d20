"""Blocks become paragraphs with a part, a label, a role, and an id that is the same in every language.

front        title, subtitle, adoption_note
body         body.1, body.2.a, body.A, body.II.B, body.article-6.1, body.p3 (no number), body.t1.r2
annex        annex, annex.title, annex.A, annex.17; annex-2 where annexes are numbered
notes        notes.1: footnotes, all at the end

Headings, articles and annexes open scopes. A number that returns inside a scope gets a letter (body.5b), and a number
that is skipped leaves a gap. The masthead of a UN document becomes metadata.
"""

from __future__ import annotations

from dataclasses import dataclass

from cdalign.model import Paragraph
from cdalign.reading.blocks import BlockKind, Format, Reading
from cdalign.reading.mastheads import take_masthead
from cdalign.structure.labelled import count_front, find_labels
from cdalign.structure.naming import Namer
from cdalign.structure.paragraph_roles import name_cues, name_front, name_items, name_notes


@dataclass(frozen=True, slots=True)
class Structure:
    """The paragraphs of a text, not yet cut into sentences, and the metadata of its masthead."""

    paragraphs: tuple[Paragraph, ...]
    metadata: tuple[tuple[str, str], ...]


def structure_blocks(reading: Reading) -> Structure:
    """Return the paragraphs and the masthead of a file that was read."""
    if reading.format is Format.SUBTITLES:
        return Structure(tuple(name_cues(reading.blocks)), reading.metadata)
    masthead, blocks = take_masthead(reading.blocks)
    notes = [block for block in blocks if block.kind is BlockKind.FOOTNOTE]
    items = find_labels([block for block in blocks if block.kind is not BlockKind.FOOTNOTE])
    front = count_front(items)
    namer = Namer()
    paragraphs = [*name_front(items[:front], namer), *name_items(items[front:], namer), *name_notes(notes, namer)]
    return Structure(tuple(paragraphs), (*masthead, *reading.metadata))
