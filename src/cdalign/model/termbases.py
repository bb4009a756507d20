"""Termbases in the shape of TBX: concepts, and the terms of each in every language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class TermType(StrEnum):
    """TBX-Basic `termType`."""

    FULL_FORM = "fullForm"
    SHORT_FORM = "shortForm"
    ACRONYM = "acronym"
    ABBREVIATION = "abbreviation"
    VARIANT = "variant"
    PHRASE = "phrase"


class TermStatus(StrEnum):
    """TBX-Basic `administrativeStatus`, in one word each."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    SUPERSEDED = "superseded"

    @property
    def rank(self) -> int:
        """0 for preferred to 3 for superseded: the term with the lowest rank is to be used."""
        return _STATUS_RANKS[self]

    @property
    def is_unwanted(self) -> bool:
        """Whether the term should no longer be used: deprecated or superseded."""
        return self in (TermStatus.DEPRECATED, TermStatus.SUPERSEDED)


# A dictionary, because this is looked up for hundreds of thousands of terms.
_STATUS_RANKS = {status: rank for rank, status in enumerate(TermStatus)}


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a concept in one language.

    `pos` is a TBX-Basic part of speech (noun, verb, adjective, adverb, other). `not_in` lists longer strings
    inside which the term does not mean this concept (大会 inside 审议大会). `is_detected` is False for a term
    that must not be searched for in running text. `source` is where it was found (`annex.8`).
    """

    text: str
    lang: str
    type: TermType = TermType.FULL_FORM
    status: TermStatus = TermStatus.PREFERRED
    pos: str = "noun"
    note: str = ""
    source: str = ""
    not_in: tuple[str, ...] = ()
    is_detected: bool = True


@dataclass(frozen=True, slots=True)
class ConceptEntry:
    """One concept: id, its terms in all languages, subject field, definition and its source, related concept ids."""

    id: str
    terms: tuple[Term, ...]
    subject: str = ""
    definition: str = ""
    definition_source: str = ""
    note: str = ""
    see_also: tuple[str, ...] = ()

    def terms_in(self, lang: str) -> tuple[Term, ...]:
        """Return the terms whose primary language is that of `lang`, in order."""
        primary = lang.split("-")[0]
        return tuple(term for term in self.terms if term.lang.split("-")[0] == primary)


@dataclass(frozen=True)
class Termbase:
    """A list of concepts, in order, with the metadata of its file."""

    entries: tuple[ConceptEntry, ...] = ()
    title: str = ""

    @cached_property
    def by_id(self) -> dict[str, ConceptEntry]:
        """The concepts by id."""
        return {entry.id: entry for entry in self.entries}
