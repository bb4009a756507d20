"""A document as its checks see it: its paragraphs in order, and where a run of words occurs in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from cdalign.checks.sides import Terminology
from cdalign.languages import is_chinese
from cdalign.model import Document, Match, Paragraph, Quote, Span
from cdalign.text import CompactText, compact_with_offsets


@dataclass(frozen=True)
class Passage:
    """A paragraph with its compact form: the form in which its words are compared."""

    paragraph: Paragraph
    number: int
    lang: str
    terms: Terminology

    @property
    def id(self) -> str:
        """The paragraph's id."""
        return self.paragraph.id

    @property
    def text(self) -> str:
        """The paragraph's text."""
        return self.paragraph.text

    @property
    def is_chinese(self) -> bool:
        """Whether the paragraph is Chinese."""
        return is_chinese(self.lang)

    @cached_property
    def compact(self) -> CompactText:
        """The compact form with the way back to the text."""
        return compact_with_offsets(self.paragraph.text)

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """The terms of the paragraph."""
        return self.terms.find(self.paragraph.text, self.lang)

    def find(self, words: str) -> Iterator[tuple[int, int]]:
        """Yield the stretches of the text where a compact run of words occurs, not inside a longer Latin word."""
        pattern = rf"(?<![A-Za-z0-9]){re.escape(words)}(?![A-Za-z0-9])" if words.isascii() else re.escape(words)
        for found in re.finditer(pattern, self.compact.text):
            yield self.compact.original_span(*found.span())

    def quote(self, *spans: tuple[int, int]) -> Quote:
        """The paragraph as a quote with marks."""
        return Quote(self.id, self.lang, self.text, tuple(Span(start, stop) for start, stop in spans))


# Where some words occur: their paragraph, and where they begin and end in its text.
Place = tuple[Passage, tuple[int, int]]
MOST_PLACES = 6  # of one thing, quoted or named in a finding


def list_places(places: Sequence[Place], most: int = MOST_PLACES) -> str:
    """Return the ids of the paragraphs of places, of many only the first: `body.2, body.7, …`."""
    ids = list(dict.fromkeys(passage.id for passage, _ in places))
    return ", ".join(ids[:most]) + (", …" if len(ids) > most else "")


@dataclass(frozen=True)
class DocumentReading:
    """A document made ready for its checks."""

    document: Document
    passages: tuple[Passage, ...]
    terms: Terminology

    @property
    def lang(self) -> str:
        """The document's language."""
        return self.document.lang

    @property
    def is_chinese(self) -> bool:
        """Whether the document is Chinese."""
        return is_chinese(self.document.lang)


def read_passages(document: Document, terms: Terminology) -> DocumentReading:
    """Return a document made ready for its checks."""
    passages = (Passage(one, number, document.lang, terms) for number, one in enumerate(document.paragraphs))
    return DocumentReading(document, tuple(passages), terms)
