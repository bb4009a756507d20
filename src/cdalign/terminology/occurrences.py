"""Where terms occur in a corpus: sentences of both languages, with the terms marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cdalign.model import Bead, Bitext, Document, Level, Quote, Span, Termbase
from cdalign.terminology.index import TermIndex
from cdalign.terminology.recognition import TermRecognizer
from cdalign.units import bead_texts, unit_ids


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A sentence bead in which a concept is named: both sides with the places marked, and how often on each side."""

    concept: str
    source: Quote
    target: Quote

    @property
    def counts(self) -> tuple[int, int]:
        """How often the concept is named on the two sides."""
        return len(self.source.spans), len(self.target.spans)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A sentence bead and its words on both sides."""

    bitext: Bitext
    bead: Bead
    texts: tuple[str, str]

    @property
    def sides(self) -> Iterator[tuple[str, str]]:
        """The words and the language of each side."""
        return zip(self.texts, (self.bitext.source.lang, self.bitext.target.lang), strict=True)


def find_occurrences(bitexts: Iterable[Bitext], index: TermIndex, concepts: Iterable[str]) -> Iterator[Occurrence]:
    """Yield where concepts occur, in the order of the texts.

    Sentences that name none of them, even where no longer term is in their place, are passed over; the terms of the
    others alone are made ready, so that the size of the termbase hardly matters.
    """
    wanted = frozenset(concepts)
    narrow = TermRecognizer(Termbase(tuple(index.termbase.by_id[concept] for concept in sorted(wanted))))
    pairs = [pair for pair in _pairs(bitexts) if any(narrow.find(text, lang) for text, lang in pair.sides)]
    passages: dict[str, list[str]] = {}
    for pair in pairs:
        for text, lang in pair.sides:
            passages.setdefault(lang, []).append(text)
    recognizer = index.recognizer_for(*(("\n".join(texts), lang) for lang, texts in passages.items()))
    for pair in pairs:
        yield from _in_pair(pair, recognizer, wanted)


def _pairs(bitexts: Iterable[Bitext]) -> Iterator[_Pair]:
    for bitext in bitexts:
        for bead in bitext.sentences:
            yield _Pair(bitext, bead, bead_texts(bitext, Level.SENTENCE, bead))


def _in_pair(pair: _Pair, recognizer: TermRecognizer, wanted: frozenset[str]) -> Iterator[Occurrence]:
    spans: dict[str, tuple[list[Span], list[Span]]] = {}
    for side, (text, lang) in enumerate(pair.sides):
        for match in recognizer.find(text, lang):
            if match.key in wanted:
                spans.setdefault(match.key, ([], []))[side].append(Span(match.start, match.stop))
    bitext, bead, texts = pair.bitext, pair.bead, pair.texts
    for concept, (source, target) in spans.items():
        yield Occurrence(
            concept,
            _quote(bitext.source, bead.source, texts[0], source),
            _quote(bitext.target, bead.target, texts[1], target),
        )


def _quote(document: Document, units: range, text: str, spans: list[Span]) -> Quote:
    ids = unit_ids(document, Level.SENTENCE, units)
    # The paragraph is what is printed in the text; the sentence number is not.
    place = ids[0].rpartition(".")[0] if ids else ""
    return Quote(f"{document.symbol} {place}".strip(), document.lang, text, tuple(spans))
