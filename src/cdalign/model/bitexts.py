"""Two documents and the beads that tile both."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

from cdalign.model.beads import Bead, check_tiling, corner_of, shared_ends
from cdalign.model.documents import Document, Level

_ROWS_IN_A_NOTEBOOK = 10


@dataclass(frozen=True)
class Bitext:
    """Two documents and the beads that tile both sides, at two levels.

    `paragraphs` tile the paragraphs; `sentences` tile the segments, and each lies inside one paragraph bead.
    Both are in order, without gap or overlap. The constructor checks this (ValueError).
    """

    source: Document
    target: Document
    paragraphs: tuple[Bead, ...]
    sentences: tuple[Bead, ...]

    def __repr__(self) -> str:
        """Return the bitext on one line."""
        names = f"{self.source.symbol or self.source.lang} ~ {self.target.symbol or self.target.lang}"
        return f"<Bitext {names}: {len(self.paragraphs)} paragraph beads, {len(self.sentences)} sentence beads>"

    def _repr_html_(self) -> str:
        """Return the first sentence beads as an HTML table for notebooks."""
        from html import escape  # here, because its table of entities costs every command a millisecond

        rows = "".join(map(self._html_row, self.sentences[:_ROWS_IN_A_NOTEBOOK]))
        more = len(self.sentences) - _ROWS_IN_A_NOTEBOOK
        tail = f'<tr><td colspan="3">… and {more} more</td></tr>' if more > 0 else ""
        head = f"<tr><th>{escape(self.source.lang)}</th><th>{escape(self.target.lang)}</th><th>score</th></tr>"
        return f"<table>{head}{rows}{tail}</table>"

    def _html_row(self, bead: Bead) -> str:
        from html import escape

        sides = ((self.source, bead.source), (self.target, bead.target))
        texts = (" ".join(segment.text for segment in doc.segments[run.start : run.stop]) for doc, run in sides)
        cells = "".join(f"<td>{escape(text)}</td>" for text in texts)
        return f"<tr>{cells}<td>{bead.score:.2f}</td></tr>"

    def __post_init__(self) -> None:
        self._check(range(len(self.paragraphs)), range(len(self.sentences)))

    def with_beads(
        self, *, paragraphs: tuple[Bead, ...] | None = None, sentences: tuple[Bead, ...] | None = None
    ) -> Bitext:
        """Return the bitext with other beads of one level or both.

        Only those are checked that it did not have, and their neighbours: after an edit, a few of 20,000.

        Raises:
            ValueError: the beads do not tile the documents, or do not nest.
        """
        made = copy(self)
        object.__setattr__(made, "paragraphs", self.paragraphs if paragraphs is None else paragraphs)
        object.__setattr__(made, "sentences", self.sentences if sentences is None else sentences)
        made._check(_new_run(self.paragraphs, made.paragraphs), _new_run(self.sentences, made.sentences))
        return made

    def _check(self, paragraphs: range, sentences: range) -> None:
        """Raise ValueError unless two runs of beads fit each other and the beads around them."""
        check_tiling(self.paragraphs, len(self.source.paragraphs), len(self.target.paragraphs), paragraphs)
        check_tiling(self.sentences, len(self.source.segments), len(self.target.segments), sentences)
        first, last = (self._paragraph_from(at) for at in (sentences.start, sentences.stop))
        for at in {*paragraphs, *range(first, last)}:
            self._check_nesting(self.paragraphs[at])

    def _paragraph_from(self, sentence: int) -> int:
        """Return the index of the first paragraph bead that begins where a sentence bead does, or later."""
        if sentence == len(self.sentences):
            return len(self.paragraphs)
        return bisect_left(self.paragraphs, corner_of(self.sentences[sentence]), key=self.begin)

    def _check_nesting(self, paragraph: Bead) -> None:
        begin = self.begin(paragraph)
        at = bisect_left(self.sentences, begin, key=corner_of)
        end = len(self.source.segments), len(self.target.segments)
        if begin != (corner_of(self.sentences[at]) if at < len(self.sentences) else end):
            raise ValueError(f"no sentence bead starts where paragraph bead {paragraph} does")

    def beads(self, level: Level) -> tuple[Bead, ...]:
        """Return the beads of one level."""
        return self.paragraphs if level is Level.PARAGRAPH else self.sentences

    def segment_ranges(self, bead: Bead) -> tuple[range, range]:
        """Return the ranges of segments that a paragraph bead covers on both sides."""
        source, target = self.source.segment_offsets, self.target.segment_offsets
        return (
            range(source[bead.source.start], source[bead.source.stop]),
            range(target[bead.target.start], target[bead.target.stop]),
        )

    def begin(self, bead: Bead) -> tuple[int, int]:
        """Return the segments of both sides at which a paragraph bead begins."""
        return self.source.segment_offsets[bead.source.start], self.target.segment_offsets[bead.target.start]

    def sentences_inside(self, bead: Bead) -> tuple[Bead, ...]:
        """Return the sentence beads inside a paragraph bead, in order."""
        source, target = self.segment_ranges(bead)
        first = bisect_left(self.sentences, (source.start, target.start), key=corner_of)
        last = bisect_left(self.sentences, (source.stop, target.stop), key=corner_of)
        return self.sentences[first:last]


def _new_run(old: Sequence[Bead], new: Sequence[Bead]) -> range:
    """Return the numbers of the beads that a sequence has in place of others of an old one."""
    head, tail = shared_ends(old, new)
    return range(head, len(new) - tail)
