"""A termbase against a corpus: which of its forms occur, and which never do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cdalign.model import Bitext, Document, Term, Termbase
from cdalign.terminology.recognition import TermRecognizer


@dataclass(frozen=True, slots=True)
class Attestation:
    """A term and how often it occurs in the texts of its language, in whatever inflection."""

    concept: str
    term: Term
    count: int


def count_occurrences(termbase: Termbase, bitexts: Iterable[Bitext]) -> Iterator[Attestation]:
    """Yield every detected term of a termbase with its number of occurrences in a corpus."""
    recognizer = TermRecognizer(termbase)
    counts: Counter[tuple[str, str, str]] = Counter()
    for bitext in bitexts:
        for document in (bitext.source, bitext.target):
            counts.update(_forms_in(document, recognizer))
    for entry in termbase.entries:
        for term in entry.terms:
            if term.is_detected:
                yield Attestation(entry.id, term, counts[entry.id, term.lang, term.text])


def _forms_in(document: Document, recognizer: TermRecognizer) -> Iterator[tuple[str, str, str]]:
    for paragraph in document.paragraphs:
        for match in recognizer.find(paragraph.text, document.lang):
            for sense in recognizer.senses(match.text, document.lang):
                if sense.concept.id == match.key:
                    yield match.key, sense.term.lang, sense.term.text
                    break
