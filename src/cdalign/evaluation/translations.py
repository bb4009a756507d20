"""Scores of a translation against a reference, by sacrebleu."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cdalign.errors import ReadError
from cdalign.languages import is_chinese
from cdalign.messages import say, say_either


@dataclass(frozen=True, slots=True)
class Score:
    """One score of a translation with the signature that reproduces it."""

    name: str
    value: float
    signature: str


@dataclass(frozen=True)
class TranslationScores:
    """BLEU, chrF and TER of a translation: together, and for each segment (BLEU with effective order)."""

    together: tuple[Score, ...]
    segments: tuple[tuple[float, ...], ...]


def score_translation(hypotheses: Sequence[str], references: Sequence[str], lang: str) -> TranslationScores:
    """Return sacrebleu's BLEU, chrF and TER of translations into `lang`, with its signatures.

    Chinese is cut by sacrebleu's `zh` tokenizer for BLEU and character by character for TER: the default `13a`
    would take a whole Chinese sentence for one word.

    Raises:
        ReadError: the numbers of segments differ, or there are none.
    """
    if len(hypotheses) != len(references) or not references:
        raise ReadError(
            say(
                "the translation has {count} and the reference {references}",
                count=say_either("{count:,} segment", "{count:,} segments", len(hypotheses)),
                references=len(references),
            ),
            advice="give files with one segment a line, as many in both",
        )
    metrics = _metrics(lang)
    together = []
    for metric in metrics:
        result = metric.corpus_score(hypotheses, [references])
        together.append(Score(str(result.name), float(result.score), str(metric.get_signature())))
    segments = tuple(
        tuple(float(metric.sentence_score(hypothesis, [reference]).score) for metric in _metrics(lang, alone=True))
        for hypothesis, reference in zip(hypotheses, references, strict=True)
    )
    return TranslationScores(tuple(together), segments)


def _metrics(lang: str, *, alone: bool = False) -> tuple[Any, ...]:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    bleu = BLEU(tokenize="zh" if is_chinese(lang) else "13a", effective_order=alone)
    return (bleu, CHRF(), TER(asian_support=is_chinese(lang), normalized=is_chinese(lang)))
