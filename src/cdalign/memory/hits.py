"""What a search gives: a unit, how well it matches, where it matches and where it differs."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from cdalign.languages import languages_match
from cdalign.model import Span, TranslationUnit, parse_status


class HitKind(StrEnum):
    """How a unit was found."""

    CONTEXT = "context"
    EXACT = "exact"
    FUZZY = "fuzzy"
    CONCORDANCE = "concordance"
    FRAGMENT = "fragment"


class HitSide(StrEnum):
    """Which text of a unit answers a query: a memory is searched in both directions."""

    SOURCE = "source"
    TARGET = "target"

    def text_of(self, unit: TranslationUnit) -> str:
        """Return the text of a unit on this side."""
        return unit.source if self is HitSide.SOURCE else unit.target


@dataclass(frozen=True, slots=True)
class Adaptation:
    """A translation with its numbers replaced by those of the query, and where they occur in it."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit of the memory that answers a query.

    `score` is 101 (the same text in the same context), 100 (the same text), or less, as docs/memory.md defines it,
    `penalty` already taken off. `spans` lie in `text`: in a concordance what was found, in a match what differs
    from the query; `query_spans` lie in the query and say what differs there. `adaptation` is offered where
    only numbers differ. `translation_spans` lie in `translation` and render what was found, where that was
    asked for (see `cdalign.memory.renderings`); `is_rendering_sure` says whether they deserve a full mark.
    """

    unit: TranslationUnit
    side: HitSide
    kind: HitKind
    score: int = 100
    spans: tuple[Span, ...] = ()
    query_spans: tuple[Span, ...] = ()
    adaptation: Adaptation | None = None
    collection: str = ""
    penalty: int = 0
    translation_spans: tuple[Span, ...] = ()
    is_rendering_sure: bool = False

    @property
    def text(self) -> str:
        """The text that answers the query."""
        return self.side.text_of(self.unit)

    @property
    def translation(self) -> str:
        """The other text of the unit."""
        return self.unit.target if self.side is HitSide.SOURCE else self.unit.source

    @property
    def lang(self) -> str:
        """The language of `text`."""
        return self.unit.source_lang if self.side is HitSide.SOURCE else self.unit.target_lang

    @property
    def translation_lang(self) -> str:
        """The language of `translation`."""
        return self.unit.target_lang if self.side is HitSide.SOURCE else self.unit.source_lang


@dataclass(frozen=True, slots=True)
class Filters:
    """Which units a search may give; what is empty lets everything pass.

    `document` is the `x-document` prop, `documents` are several of which it must be one, `excluded` some of which it
    must be none, `status` the `x-review` prop (`confirmed`, `pending`); `since` and
    `until` bound the date of the last change (or of creation), as ISO 8601, a day as `2018-09-05`; `target_lang`
    is the language wanted for the translation; `collections` names those to be searched.
    """

    document: str = ""
    status: str = ""
    since: str = ""
    until: str = ""
    target_lang: str = ""
    collections: tuple[str, ...] = field(default=())
    documents: tuple[str, ...] = field(default=())
    excluded: tuple[str, ...] = field(default=())

    def admit(self, hit: Hit) -> bool:
        """Return whether a hit may be given."""
        return (
            self._admit_document(hit.unit.prop("x-document"))
            and (not self.status or hit.unit.review == parse_status(self.status))
            and (not self.target_lang or languages_match(self.target_lang, hit.translation_lang))
            and (not self.collections or hit.collection in self.collections)
            and self._admit_date(hit.unit.changed or hit.unit.created)
        )

    def _admit_document(self, document: str) -> bool:
        is_wanted = not self.document or document == self.document
        return is_wanted and (not self.documents or document in self.documents) and document not in self.excluded

    def _admit_date(self, date: str) -> bool:
        if self.since and date < self.since:
            return False
        # A day lets all its hours pass.
        return not self.until or (bool(date) and date[: len(self.until)] <= self.until)


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class WordHits:
    """What a search for words gives. `is_cut` says that too many units have the words otherwise than the query.

    The units after those were not looked at; some of them may have the words as the query does.
    """

    hits: tuple[Hit, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class WordCount:
    """In how many units words occur; an estimate is rounded to two digits."""

    count: int
    is_estimate: bool = False

    def __add__(self, other: WordCount) -> WordCount:
        return WordCount(self.count + other.count, self.is_estimate or other.is_estimate)


@dataclass(frozen=True, slots=True)
class Collection:
    """A named part of a memory, as CAT users know several memories at once.

    Of equal matches the one with the higher `priority` comes first; `penalty` points are taken off every match;
    nothing is added to one that is read-only.
    """

    name: str
    priority: int = 0
    penalty: int = 0
    is_read_only: bool = False
    units: int = 0


@dataclass(frozen=True, slots=True)
class Added:
    """What became of units that were added: new, changed (known, with other notes or props), or known as they are."""

    new: int = 0
    changed: int = 0
    known: int = 0

    def __add__(self, other: Added) -> Added:
        return Added(self.new + other.new, self.changed + other.changed, self.known + other.known)

    @property
    def total(self) -> int:
        """All units that were given."""
        return self.new + self.changed + self.known
