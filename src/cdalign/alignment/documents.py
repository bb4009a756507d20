"""Documents: one search through their sentences, with paragraphs as a hint. Paragraph beads are made from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cdalign.alignment.coding import Coder, SegmentPair
from cdalign.alignment.doubts import judge_paragraphs, judge_steps
from cdalign.alignment.paragraphs import code_paragraphs, join_paragraphs, with_paragraphs
from cdalign.alignment.passes import Alignment, Work, gather_knowledge, run_passes
from cdalign.alignment.paths import Step
from cdalign.alignment.segments import make_beads
from cdalign.alignment.settling import BitextPiece, Settled, cut_pieces
from cdalign.documents import read_document
from cdalign.lexicon.entries import Lexicon, core_lexicon, with_termbase
from cdalign.lexicon.learning import LexicalTable
from cdalign.model import Bead, Bitext, Document, Termbase
from cdalign.similarity.meanings import Encoder


@dataclass(frozen=True)
class _Sides:
    """Two documents, the Chinese on the left, with what a person has settled: pieces that tile their paragraphs."""

    left: Document
    right: Document
    settled: Settled
    pieces: tuple[BitextPiece, ...]

    def sentence_pieces(self) -> Iterator[BitextPiece]:
        """Yield the rectangles of sentences of all pieces, cut at the settled sentence beads in them."""
        waiting = list(reversed(self.settled.sentences))
        for piece in self.pieces:
            area = self._in_sentences(piece.area)
            inside = []
            while waiting and _holds(area, waiting[-1]):
                inside.append(waiting.pop())
            yield from cut_pieces(area, inside)
        if waiting:
            raise ValueError(f"settled bead {waiting[-1]} lies in no paragraph bead")

    def _in_sentences(self, area: Step) -> Step:
        left, right = self.left.segment_offsets, self.right.segment_offsets
        return Step(left[area.source_start], left[area.source_stop], right[area.target_start], right[area.target_stop])


def _holds(area: Step, bead: Bead) -> bool:
    return (
        area.source_start <= bead.source.start
        and bead.source.stop <= area.source_stop
        and area.target_start <= bead.target.start
        and bead.target.stop <= area.target_stop
    )


def align_documents(
    source: Document | str | Path,
    target: Document | str | Path,
    *,
    lexicon: Lexicon | None = None,
    termbase: Termbase | None = None,
    settled: Settled | None = None,
    encoder: Encoder | None = None,
) -> Bitext:
    """Return the bitext of two documents, aligned at both levels; settled beads stay as they are.

    Sentences are searched through both documents at once. Where both sides begin a paragraph, above all one with the
    same printed label, that speaks for a boundary there, as much as this pair shows; so neither a paragraph that is
    missing or misnumbered nor other paragraph breaks on one side derail it. Without a lexicon the core lexicon
    serves. An encoder (`similarity.meanings`) weighs the meanings of sentences in addition to their words.

    Args:
        source: a document, or the path of a file to be read.
        target: the same for the other language.
        lexicon: what is known of words; by default the core lexicon.
        termbase: its terms are added to the lexicon.
        settled: beads that a person has decided on; they stay as they are.
        encoder: a model of meanings.

    Raises:
        ReadError: a file cannot be read.
        ValueError: the settled beads cross each other or do not fit the documents.
    """
    if termbase is not None:
        lexicon = with_termbase(core_lexicon() if lexicon is None else lexicon, termbase)
    pair = _as_document(source), _as_document(target)
    [bitext] = align_many_documents([pair], lexicon=lexicon, settled=[settled or Settled()], encoder=encoder)
    return bitext


def _as_document(given: Document | str | Path) -> Document:
    return given if isinstance(given, Document) else read_document(given)


def align_many_documents(
    pairs: Sequence[tuple[Document, Document]],
    *,
    lexicon: Lexicon | None = None,
    settled: Sequence[Settled] | None = None,
    encoder: Encoder | None = None,
) -> list[Bitext]:
    """Return the bitext of each pair, learning the translations of words from all pairs together.

    All pairs have the same two languages, those of the first.
    """
    if not pairs:
        return []
    coder = Coder(pairs[0][0].lang, pairs[0][1].lang, core_lexicon() if lexicon is None else lexicon, encoder)
    settled = settled or [Settled()] * len(pairs)
    sides = [_order(*pair, fixed, is_swapped=coder.is_swapped) for pair, fixed in zip(pairs, settled, strict=True)]
    texts = [SegmentPair(*([s.text for s in document.segments] for document in pair)) for pair in pairs]
    works = [
        Work(with_paragraphs(coded, side.left, side.right), tuple(side.sentence_pieces()))
        for coded, side in zip(coder.code(texts), sides, strict=True)
    ]
    found, table = run_passes(works, gather_knowledge(coder, [work.pair for work in works]))
    return [_make_bitext(*item, table, is_swapped=coder.is_swapped) for item in zip(sides, works, found, strict=True)]


def _order(source: Document, target: Document, settled: Settled, *, is_swapped: bool) -> _Sides:
    left, right = (target, source) if is_swapped else (source, target)
    fixed = settled.turned() if is_swapped else settled
    whole = Step(0, len(left.paragraphs), 0, len(right.paragraphs))
    return _Sides(left, right, fixed, tuple(cut_pieces(whole, fixed.paragraphs)))


def _make_bitext(sides: _Sides, work: Work, found: Alignment, table: LexicalTable, *, is_swapped: bool) -> Bitext:
    paragraphs = join_paragraphs(sides.left, sides.right, found, sides.pieces)
    coded = code_paragraphs(work.pair, sides.left, sides.right)
    judged = judge_steps(work.pair, found, table)
    judged_paragraphs = judge_paragraphs(coded, paragraphs, table, judged)
    return Bitext(
        sides.right if is_swapped else sides.left,
        sides.left if is_swapped else sides.right,
        tuple(make_beads(paragraphs.steps, judged_paragraphs, sides.settled.paragraphs, is_swapped=is_swapped)),
        tuple(make_beads(found.steps, judged, sides.settled.sentences, is_swapped=is_swapped)),
    )
