"""Where terms stand in a corpus: sentences of both languages, with the terms marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cdalign.model import Bead, Bitext, Document, Level, Quote, Span
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


def find_occurrences(
    bitexts: Iterable[Bitext], recognizer: TermRecognizer, concepts: Iterable[str] | None = None
) -> Iterator[Occurrence]:
    """Yield where concepts stand, in the order of the texts; of all concepts where none are given."""
    wanted = None if concepts is None else frozenset(concepts)
    for bitext in bitexts:
        for bead in bitext.sentences:
            yield from _in_bead(bitext, bead, recognizer, wanted)


def _in_bead(
    bitext: Bitext, bead: Bead, recognizer: TermRecognizer, wanted: frozenset[str] | None
) -> Iterator[Occurrence]:
    texts = bead_texts(bitext, Level.SENTENCE, bead)
    documents = (bitext.source, bitext.target)
    spans: dict[str, tuple[list[Span], list[Span]]] = {}
    for side in (0, 1):
        for match in recognizer.find(texts[side], documents[side].lang):
            if wanted is None or match.key in wanted:
                spans.setdefault(match.key, ([], []))[side].append(Span(match.start, match.stop))
    sides = (bead.source, bead.target)
    for concept, (source, target) in spans.items():
        yield Occurrence(
            concept,
            _quote(documents[0], sides[0], texts[0], source),
            _quote(documents[1], sides[1], texts[1], target),
        )


def _quote(document: Document, units: range, text: str, spans: list[Span]) -> Quote:
    ids = unit_ids(document, Level.SENTENCE, units)
    # The paragraph is what is printed in the text; the sentence number is not.
    place = ids[0].rpartition(".")[0] if ids else ""
    return Quote(f"{document.symbol} {place}".strip(), document.lang, text, tuple(spans))
