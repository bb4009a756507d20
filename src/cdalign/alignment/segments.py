"""Texts that are cut into segments already: one segment a line, as memories and test sets have them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cdalign.alignment.coding import CodedPair, Coder, SegmentPair
from cdalign.alignment.doubts import Judgement, judge_steps
from cdalign.alignment.passes import Alignment, Work, gather_knowledge, run_passes, whole_work
from cdalign.alignment.paths import Step
from cdalign.alignment.settling import Settled, cut_pieces, turn_bead
from cdalign.lexicon.entries import Lexicon, core_lexicon, with_learnt
from cdalign.lexicon.learning import LexicalTable, describe_table
from cdalign.model import Bead, Bitext, Document
from cdalign.similarity.meanings import Encoder

Beads = tuple[Bead, ...]


def align_segments(
    source: Sequence[str],
    target: Sequence[str],
    *,
    source_lang: str = "zh",
    target_lang: str = "en",
    lexicon: Lexicon | None = None,
    encoder: Encoder | None = None,
) -> Beads:
    """Return the beads that tile two lists of segments, in order; without a lexicon the core lexicon serves.

    An encoder (`similarity.meanings`) weighs the meanings of segments in addition to their words.

    Cost and memory grow with the number of segments, not with its square.
    """
    [beads] = align_many(
        [(source, target)], source_lang=source_lang, target_lang=target_lang, lexicon=lexicon, encoder=encoder
    )
    return beads


def align_many(
    pairs: Iterable[tuple[Sequence[str], Sequence[str]]],
    *,
    source_lang: str = "zh",
    target_lang: str = "en",
    lexicon: Lexicon | None = None,
    encoder: Encoder | None = None,
) -> list[Beads]:
    """Return the beads of each pair, learning the translations of words from all pairs together."""
    coder = Coder(source_lang, target_lang, core_lexicon() if lexicon is None else lexicon, encoder)
    coded = coder.code([SegmentPair(*pair) for pair in pairs])
    alignments, table = run_passes([whole_work(pair) for pair in coded], gather_knowledge(coder, coded))
    return [
        _judge(pair, alignment, table, is_swapped=coder.is_swapped)
        for pair, alignment in zip(coded, alignments, strict=True)
    ]


def train_lexicon(
    pairs: Iterable[tuple[Sequence[str], Sequence[str]]],
    *,
    source_lang: str = "zh",
    target_lang: str = "en",
    lexicon: Lexicon | None = None,
) -> Lexicon:
    """Return the lexicon with the translations of words these pairs teach; `write_trained` keeps them in a file."""
    coder = Coder(source_lang, target_lang, core_lexicon() if lexicon is None else lexicon)
    coded = coder.code([SegmentPair(*pair) for pair in pairs])
    _, table = run_passes([whole_work(pair) for pair in coded], gather_knowledge(coder, coded))
    return with_learnt(coder.lexicon, describe_table(table, coder.left.tokens, coder.right.tokens))


def _judge(pair: CodedPair, alignment: Alignment, table: LexicalTable, *, is_swapped: bool) -> Beads:
    judgements = judge_steps(pair, alignment, table)
    return tuple(
        to_bead(step, judgement, is_swapped=is_swapped)
        for step, judgement in zip(alignment.steps, judgements, strict=True)
    )


def to_bead(step: Step, judgement: Judgement, *, is_swapped: bool) -> Bead:
    """Return a step and what is thought of it as a bead, source first."""
    ranges = (step.turned() if is_swapped else step).ranges
    return Bead(*ranges, score=round(judgement.probability, 4), marks=judgement.marks)


def make_beads(
    steps: Sequence[Step], judgements: Sequence[Judgement], settled: Sequence[Bead], *, is_swapped: bool
) -> Iterator[Bead]:
    """Yield the steps as beads, source first; a bead that a person has settled is yielded as it is."""
    kept = {bead.corners: bead for bead in settled}
    for step, judgement in zip(steps, judgements, strict=True):
        bead = kept.get((step.source_start, step.source_stop, step.target_start, step.target_stop))
        if bead is None:
            yield to_bead(step, judgement, is_swapped=is_swapped)
        else:
            yield turn_bead(bead) if is_swapped else bead


def align_lines(
    source: Document,
    target: Document,
    *,
    lexicon: Lexicon | None = None,
    settled: Settled | None = None,
    encoder: Encoder | None = None,
) -> Bitext:
    """Return the bitext of two documents whose paragraphs are single segments: both levels have the same beads.

    Of what a person has settled, the sentence beads stay as they are.

    Raises:
        ValueError: the settled beads cross each other or do not fit the documents.
    """
    coder = Coder(source.lang, target.lang, core_lexicon() if lexicon is None else lexicon, encoder)
    [pair] = coder.code([SegmentPair(*([s.text for s in document.segments] for document in (source, target)))])
    fixed = settled or Settled()
    fixed = fixed.turned() if coder.is_swapped else fixed
    work = Work(pair, tuple(cut_pieces(Step(0, len(pair.left), 0, len(pair.right)), fixed.sentences)))
    [found], table = run_passes([work], gather_knowledge(coder, [pair]))
    judged = judge_steps(pair, found, table)
    beads = tuple(make_beads(found.steps, judged, fixed.sentences, is_swapped=coder.is_swapped))
    return Bitext(source, target, beads, beads)
