"""Blocks with the labels that they begin with.

A label that no other label of the text supports is part of its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from cdalign.labels import SUB_KINDS, Label, LabelKind, LabelSeries, parse_label, parse_marker, read_as_letter
from cdalign.numerals import HAN_DIGITS
from cdalign.patterns import compile_late
from cdalign.reading.blocks import Block, BlockKind

# Front matter is short: a text without a sentence or a number among its first lines has no front matter.
_LONGEST_FRONT = 8
_LONGEST_FRONT_LINE = 300
_LONGEST_HEADING = 300
_SENTENCE_END = compile_late(r"[.。!！?？;；:：,，…][”’\"')）\]」』]*\d{0,2}$")
BRACKETED = re.compile(r"[(（\[【].*[)）\]】]\*?", re.DOTALL)
_INITIAL = re.compile(r"[IVXL]\.")
# Where a point of a list begins inside a sentence: `and (b)`, `；（二）`, `, ii)`; not `article 3 (b)`.
_INLINE_POINT = compile_late(
    r"(?:(?<=[,，;；、。:：和或及以])|(?<=[,;:.] )|(?<=[a-z] )(?<!paragraph )(?<!article )(?<!section )(?<!rule )"
    r"(?<!clause )(?<!item )(?<!point ))(?:[(（\[②⑵⒝㈡]|(?:(?<=[,，;；])|(?<=[,，;；] ))\w{1,3}[)）])"
)
_SAME_LIST = ({LabelKind.BRACKETED_HAN}, {LabelKind.SUB_LETTER}, {LabelKind.SUB_ROMAN}, {LabelKind.SUB_NUMBER})


@dataclass(frozen=True, slots=True)
class LabelledBlock:
    """A block with the label it begins with, if any, and the text after the label."""

    block: Block
    label: Label | None
    rest: str

    @property
    def text(self) -> str:
        """The text of the block as it was read, without an automatic number."""
        return self.block.text


def find_labels(blocks: Sequence[Block]) -> list[LabelledBlock]:
    """Return each block with its label. A label that the other labels of the text do not support is dropped."""
    found = [_find_label(block) for block in blocks]
    series = LabelSeries.of(item.label for item in found if item.label)
    return [
        item
        if item.label is None or _is_borne_out(item, item.label, series)
        else LabelledBlock(item.block, None, item.text)
        for item in _without_inline_lists(found)
    ]


def _without_inline_lists(items: Sequence[LabelledBlock]) -> Iterator[LabelledBlock]:
    """Yield the items. The first point of a list inside a sentence is not a label, and stays in the text.

    `(a) have conducted a census; and (b) have achieved …` is one sentence, of which a translation may put other
    words before its (a). Where (b) begins a paragraph of its own, (a) is its label.
    """
    for item, after in zip_longest(items, items[1:]):
        is_inline = item.label is not None and not item.block.label and _goes_on_inside(item.label, item.rest)
        goes_on_below = after is not None and after.label is not None and _is_next(item.label, after.label)
        yield LabelledBlock(item.block, None, item.text) if is_inline and not goes_on_below else item


def _goes_on_inside(label: Label, rest: str) -> bool:
    """Return whether the next point of a list occurs in the text after the first one: after a mark or a word."""
    if label.value != 1 or label.kind not in (*SUB_KINDS, LabelKind.BRACKETED_HAN):
        return False
    inside = (parse_label(rest[found.start() :]) for found in _INLINE_POINT.finditer(rest))
    return any(_is_next(label, found[0]) for found in inside if found)


def _is_next(label: Label | None, after: Label) -> bool:
    return label is not None and after.value == label.value + 1 and {label.kind, after.kind} in _SAME_LIST


def _find_label(block: Block) -> LabelledBlock:
    """Return the block with its label, whether the label is separate from the text or part of it."""
    if block.kind is BlockKind.ROW:
        return LabelledBlock(block, None, block.text)
    if block.label:
        return LabelledBlock(block, _read_automatic(block.label), block.text)
    found = parse_label(block.text)
    return LabelledBlock(block, *found) if found else LabelledBlock(block, None, block.text)


def _read_automatic(printed: str) -> Label | None:
    """Return the label of an automatic number. A numeral that is not a printed label is read as in brackets."""
    found = parse_label(printed) or parse_label(f"({printed.rstrip('.')})")
    return replace(found[0], printed=printed) if found else None


def _is_borne_out(item: LabelledBlock, label: Label, series: LabelSeries) -> bool:
    """Return whether a label is genuine: a decimal, or an initial before a sentence, needs neighbours as evidence."""
    if item.block.label or item.block.kind is BlockKind.HEADING or not _may_be_words(label, item.rest):
        return True
    is_heading = label.kind not in (LabelKind.DOTTED, *SUB_KINDS) and looks_like_heading(item.block)
    return is_heading or series.counts(label) or series.counts(read_as_letter(label))


def _may_be_words(label: Label, rest: str) -> bool:
    """Return whether a label may be part of its sentence: `2.5 GW`, `V. Putin`, `p. 5`, `二、三十人`."""
    if label.kind is LabelKind.ROMAN:
        return _INITIAL.fullmatch(label.printed) is not None or rest[:1] in HAN_DIGITS
    if label.kind in SUB_KINDS:
        return label.printed.rstrip().endswith((".", "．"))
    return label.kind in (LabelKind.DOTTED, LabelKind.LETTER)


def count_front(items: Sequence[LabelledBlock]) -> int:
    """Return how many blocks come before the text proper: titles and notes, which are not sentences."""
    for count, item in enumerate(items[: _LONGEST_FRONT + 1]):
        if not is_front(item):
            return count if item.block.kind is not BlockKind.ROW else 0
    return 0


def is_front(item: LabelledBlock) -> bool:
    """Return whether a block may be a title, a subtitle or a note before the text."""
    if item.block.kind not in (BlockKind.TEXT, BlockKind.HEADING) or item.label or parse_marker(item.text):
        return False
    return BRACKETED.fullmatch(item.text) is not None or looks_like_heading(item.block, _LONGEST_FRONT_LINE)


def looks_like_heading(block: Block, longest: int = _LONGEST_HEADING) -> bool:
    """Return whether a block is short and does not end as a sentence does."""
    return len(block.text) <= longest and not _SENTENCE_END.search(block.text)
